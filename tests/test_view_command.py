"""`python -m evals`: the pages it writes, and the Markdown it prints, of a corpus of one's own."""

from pathlib import Path

import pytest
from labelled import QUIET, TEXT, changed, corpus, gold, quiet
from readings import extraction

from evals.__main__ import main
from schemas import Gold

WRONG = changed(gold(), {"s1.speaker": "a2"})


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """The options that name the corpus."""
    records = corpus(tmp_path, (gold(), TEXT), (quiet(), QUIET))
    return ["--gold", str(records), "--texts", str(tmp_path / "texts")]


def _found(path: Path, reading: Gold) -> str:
    lines = [extraction(one).model_dump_json() for one in (reading, quiet())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_a_file_of_records_becomes_a_page_beside_it(
    tmp_path: Path, own: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = _found(tmp_path / "found.jsonl", WRONG)

    assert main(["view", found, *own]) == 0

    html = (tmp_path / "view.html").read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"open {tmp_path / 'view.html'}\n"
    assert "Statements with the right speaker lose most by <b>wrong speaker</b>" in html
    assert "two annotators" not in html


def test_two_runs_become_a_page_and_the_comparison_is_printed_all_the_same(
    tmp_path: Path, own: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = _found(tmp_path / "a.jsonl", WRONG), _found(tmp_path / "b.jsonl", gold())
    page = tmp_path / "page.html"

    assert main(["compare", before, after, *own, "--html", str(page)]) == 3

    told = capsys.readouterr()
    assert "errors fixed 1, broken 0, still wrong 0" in told.out
    assert told.err == f"open {page}\n"
    assert "<b>1 fixed, 0 broken</b>" in page.read_text(encoding="utf-8")


def test_markdown_stands_alone_on_standard_output(
    tmp_path: Path, own: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = _found(tmp_path / "a.jsonl", WRONG), _found(tmp_path / "b.jsonl", gold())

    assert main(["score", before, *own, "--markdown"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("**Passed** <code>")
    assert "| wrong speaker | 1 | 0.750 → 1.000 |" in told.out
    assert told.err == "passed: 2 of 2 readings measured\n"
    assert main(["compare", before, after, *own, "--markdown"]) == 3
    told = capsys.readouterr()
    assert told.out.startswith("**Inconclusive**: ")
    assert "| wrong speaker | 1 | 0 |" in told.out
    assert told.err.startswith("inconclusive: ")
