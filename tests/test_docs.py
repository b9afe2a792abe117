"""The documentation: every block runs as it stands; the pages are whole and lead nowhere else."""

import importlib
import re
import tomllib
from argparse import _SubParsersAction
from collections.abc import Iterator
from inspect import get_annotations
from pathlib import Path

import pytest
from docs_blocks import DOCS, ROOT, Block, Session, blocks, fences, fits
from docs_model import answered
from docs_site import Page, addresses, built, loads
from endpoint import serving
from pydantic import BaseModel

import extractor
import schemas
from evals.arguments import parser
from extractor.__main__ import VERBS

PAGES = sorted(DOCS.glob("*.md"))
EMBEDDED = ("index.md", "tutorial.md")
"""Pages whose blocks run the embedded model."""
MORE = {"many.md": ("pyarrow", "duckdb", "pandas"), "exports.md": ("pyarrow",)}
"""Modules of the extras that a page is about."""
NOT_RUN = {
    ("models.md", "--batch"): "it may take a day; test_batch.py has a server with batches",
    ("many.md", "postgresql://"): "the database is made up; test_sinks.py starts one",
    ("many.md", "--engine ray"): "it needs a cluster; test_ray.py starts one",
    ("evaluate.md", "python -m evals\n"): "it takes a while; .ci/run runs it, test_replay.py, too",
}
"""Blocks by page and words in them, and why nothing here runs them."""


def _not_run(block: Block) -> bool:
    return any(block.page == page and words in block.code for page, words in NOT_RUN)


def _runs() -> Iterator[object]:
    for page in PAGES:
        if any(not block.installs for block in blocks(page)):
            marks = [pytest.mark.embedded] if page.name in EMBEDDED else []
            yield pytest.param(page, id=page.stem, marks=marks)


@pytest.mark.parametrize("page", list(_runs()))
def test_every_block_of_a_page_runs_and_prints_what_the_page_says(
    page: Path, tmp_path: Path
) -> None:
    if page.name in EMBEDDED:
        pytest.importorskip("xllamacpp", reason="the [local] extra is not installed")
    else:  # half a minute for all of them, which not every run of the suite has to take
        pytest.importorskip("sphinx", reason="the [docs] extra is not installed")
    for module in MORE.get(page.name, ()):
        pytest.importorskip(module, reason=f"{page.name} is about an extra that has {module}")

    with serving(answered) as address:
        session = Session(tmp_path, address)
        for block in blocks(page):
            if block.installs or _not_run(block):
                continue
            shown = session.shown(session.run(block))
            where = f"{page.name}, line {block.line}"
            assert block.output is None or fits(block.output, shown), f"{where} prints\n{shown}"


def test_what_is_not_run_is_there_and_nothing_else_is_left_out() -> None:
    found = [block for page in PAGES for block in blocks(page) if _not_run(block)]

    assert len(found) == len(NOT_RUN)
    for page in PAGES:
        languages = {language for language, _, _ in fences(page)}
        directives = {one for one in languages if one.startswith("{")}
        assert languages - directives <= {"sh", "python", "output", "text"}


def test_packages_that_pages_install_have_the_extras_they_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    code = "".join(block.code for page in PAGES for block in blocks(page) if block.installs)
    named = re.findall(r'"(?:\.|communique)\[([\w,]+)\]"', code)

    assert len(named) == code.count("pip install")
    extras = {one for names in named for one in names.split(",")}
    assert extras - project["optional-dependencies"].keys() == set()


@pytest.mark.parametrize(
    ("stated", "shown", "same"),
    [
        ("two\nlines\n", "two\nlines\n", True),
        ("two  \nlines\n\n", "two\nlines\n", True),
        ("...\nlines\n", "two\nlines\n", True),
        ("in ... s\n", "in 0.3 s\n", True),
        ("two\n", "two\nlines\n", False),
        ("Two\nlines\n", "two\nlines\n", False),
    ],
)
def test_an_output_is_the_stated_one_or_it_is_not(stated: str, shown: str, same: bool) -> None:
    assert fits(stated, shown) is same


def test_a_block_that_fails_is_told_of(tmp_path: Path) -> None:
    session = Session(tmp_path, "http://127.0.0.1:9/v1")

    assert session.run(Block("p", 1, "sh", "export WORD=kept", None)) == ""
    assert session.run(Block("p", 2, "sh", "echo $WORD", None)) == "kept\n"
    assert session.run(Block("p", 3, "python", "import os\nprint(os.environ['WORD'])", None))
    with pytest.raises(AssertionError, match="p:4 ends with 1"):
        session.run(Block("p", 4, "sh", "false\ntrue", None))
    with pytest.raises(ZeroDivisionError):
        session.run(Block("p", 5, "python", "1 / 0", None))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages."""
    for module in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(module, reason="the [docs] extra is not installed")
    return built(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {one.name: Page(one.read_text(encoding="utf-8")) for one in site.glob("*.html")}


def test_every_page_is_in_the_table_of_contents() -> None:
    [listed] = [code for kind, _, code in fences(DOCS / "index.md") if kind == "{toctree}"]

    names = [line for line in listed.split() if not line.startswith(":")]
    assert sorted([*names, "index"]) == [page.stem for page in PAGES]


SOURCES = ("https://arxiv.org/abs/", "https://johnmusgrave.com/p/")
"""Where figures of others come from; such links are followed by readers alone."""


def test_every_link_leads_somewhere_here_or_to_the_source_of_a_figure(
    pages: dict[str, Page],
) -> None:
    for name, page in pages.items():
        for link in page.links:
            if link.startswith(SOURCES):
                continue
            target, _, anchor = link.partition("#")
            assert (target or name) in pages, f"{name} links to {link}"
            assert not anchor or anchor in pages[target or name].ids, f"{name} links to {link}"


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for address in page.loads:
            path = address.partition("?")[0].partition("#")[0]
            assert not path or (site / path).exists(), f"{name} loads {address}"
    for sheet in site.rglob("*.css"):
        for one in loads(sheet.read_text(encoding="utf-8")):
            assert one.startswith("data:") or (sheet.parent / one).exists(), f"{sheet}: {one}"
    for script in site.rglob("*.js"):
        assert addresses(script.read_text(encoding="utf-8")) == [], script


def test_every_field_of_every_record_has_its_line(pages: dict[str, Page]) -> None:
    tables = pages["record.html"].rows
    classes = [one for one in map(schemas.__dict__.get, schemas.__all__) if isinstance(one, type)]
    records = [one for one in classes if issubclass(one, BaseModel)]

    assert len(records) > 30
    for record in records:
        lines = {row[0]: row[1:] for row in tables.get(f"schemas.{record.__name__}", []) if row}
        own = [name for name in get_annotations(record) if name in record.model_fields]
        assert list(lines) == [record.model_fields[name].alias or name for name in own]
        assert all(held and meaning.strip(" .") for held, meaning in lines.values())


@pytest.mark.parametrize("package", [schemas, extractor])
def test_every_public_name_is_documented(package: object, pages: dict[str, Page]) -> None:
    name = package.__name__  # type: ignore[attr-defined]
    documented = pages["record.html"].ids | pages["reference.html"].ids

    public = {f"{name}.{one}" for one in package.__all__}  # type: ignore[attr-defined]
    assert public - documented == set()


def test_every_command_says_what_it_takes() -> None:
    shown = {kind.removeprefix("{help} ") for kind, _, _ in fences(DOCS / "reference.md")}
    [verbs] = [one for one in parser()._actions if isinstance(one, _SubParsersAction)]

    assert {f"communique {verb}" for verb in VERBS} <= shown
    assert {f"python -m evals {verb}" for verb in verbs.choices} <= shown
    assert {"python -m extractor", "python -m evals"} <= shown


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ([], "Place.text"),
        (["text: t", "country: c", "name: again"], "Place.name"),
        (["text: t", "country: c", "other: o"], "has no other"),
    ],
)
def test_a_field_means_one_thing(
    body: list[str], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sphinx", reason="the [docs] extra is not installed")
    monkeypatch.syspath_prepend(str(DOCS))
    record_fields = importlib.import_module("record_fields")

    with pytest.raises(ValueError, match=why):
        record_fields.meanings(schemas.Place, body)
