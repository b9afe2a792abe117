"""`communique export`: the command, its folder, CSV and Parquet."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest
from exported import HOSTILE_ID, TEXT, hostile, labelled, written
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.__main__ import main
from extractor.errors import InputError, SetupError
from extractor.exports.csv_tables import guarded, unguarded
from extractor.exports.folder import Names, whole
from extractor.exports.formats import FORMATS
from extractor.exports.source import Source
from extractor.exports.texts import Texts
from extractor.running.rows import TABLES, Kind, columns, rows
from schemas import Extraction, LedgerEntry

csv.field_size_limit(10_000_000)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return written(tmp_path, hostile(), *(record for record, _ in labelled()[:3]))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    found = [TEXT, *(text for _, text in labelled()[:3])]
    lines = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(found))
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def export(records: Path, name: str, output: Path, *more: object) -> int:
    arguments = ("export", records, "--format", name, "--output", output, *more)
    return main([str(one) for one in arguments])


def files(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_a_new_folder_and_nothing_beside_it(
    name: str, records: Path, texts: Path, tmp_path: Path
) -> None:
    before = files(tmp_path)
    assert export(records, name, tmp_path / "out" / "new", "--texts", texts) == 0
    made = files(tmp_path) - before
    assert made
    assert all(one.startswith(f"out{os.sep}new{os.sep}") for one in made)
    assert not any(one.endswith(".part") for one in made)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_without_records_gives_an_export_without_any(name: str, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").touch()
    assert export(tmp_path / "none.jsonl", name, tmp_path / "new", "--texts", tmp_path) == 0
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.needs_texts])
def test_texts_that_are_missing_are_named_and_nothing_is_written(
    name: str, records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("another article", encoding="utf-8")
    assert export(records, name, tmp_path / "new", "--texts", other) == 2
    said = capsys.readouterr().err
    assert "no text in --texts is that of ../../etc/pass wd" in said
    assert labelled()[0][0].article.id in said
    assert said.count("\n") == 1
    assert export(records, name, tmp_path / "new") == 2
    assert "needs the articles" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_file_of_texts_that_cannot_be_read_is_told_of_and_passed_over(
    records: Path, texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = tmp_path / "lost.txt"
    assert export(records, "brat", tmp_path / "new", "--texts", lost, texts) == 0
    assert "lost.txt cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("absent.jsonl", "neither records nor the folder of a run"),
        ("broken.jsonl", "line 1: not a record"),
        ("latin.jsonl", "line 1: not a record: Invalid JSON"),
    ],
)
def test_what_is_no_record_is_refused_in_a_line(
    path: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.jsonl").write_text("{}\n", encoding="utf-8")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9\n")
    assert export(tmp_path / path, "csv", tmp_path / "new") == 2
    said = capsys.readouterr().err
    assert fault in said
    assert said.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_a_record_that_was_changed_is_not_put_beside_its_text(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = json.loads(hostile().model_dump_json())
    held["actors"][0]["mentions"][0]["exact"] = "𝐀𝐧𝐧𝐞 Kovač"
    changed = written(tmp_path, Extraction.model_validate_json(json.dumps(held)))
    assert export(changed, "brat", tmp_path / "new", "--texts", texts) == 2
    assert "𝐀𝐧𝐧𝐞 Kovač" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["plover", "web-annotation", "brat"])
def test_an_article_that_stands_there_twice_is_an_error(
    name: str, texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = written(tmp_path, hostile("a"), hostile("a"))
    assert export(twice, name, tmp_path / "new", "--texts", texts) == 2
    assert "two records are of 'a'" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with whole(tmp_path / "empty") as folder:
        (folder / "made").touch()
    assert files(tmp_path) == {f"empty{os.sep}made"}
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for name in ("empty", "link", "empty/made"):
        with pytest.raises(SetupError, match="--output"), whole(tmp_path / name):
            pass
    assert files(tmp_path) == {f"empty{os.sep}made"}


def test_an_export_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with whole(tmp_path / "new") as folder:
            (folder / "half").touch()
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fill()
    assert not list(tmp_path.iterdir())


PLAIN = ("004_7adff150fc6e4d64", "a", "a.b-c")
OTHERS = (
    "..",
    ".",
    "",
    "A",
    "a/b",
    "a\\b",
    "/etc/x",
    "con",
    "nul.txt",
    "a.",
    "x" * 300,
    HOSTILE_ID,
)


def test_a_plain_id_is_its_own_file_name_and_others_get_a_hash() -> None:
    names = Names()
    assert tuple(map(names, PLAIN)) == PLAIN
    for identifier in OTHERS:
        assert names(identifier) != identifier
    with pytest.raises(InputError, match="two records"):
        names("..")


@given(st.lists(st.text(), unique=True))
@example(list(OTHERS))
@example(["a", "A", "a ", "a/", "a:"])
def test_file_names_are_plain_and_no_two_ids_share_one(identifiers: list[str]) -> None:
    names = Names()
    given_names = [names(one) for one in identifiers]
    assert len({one.casefold() for one in given_names}) == len(identifiers)
    for one in given_names:
        assert one == Path(one).name
        assert len(one) <= 100
        assert one.isascii()
        assert one.isprintable()
        assert not set(one) & set(' /\\:*?"<>|')


def test_texts_are_found_by_their_hash_and_kept_to_the_last_character(texts: Path) -> None:
    record = hostile()
    with Texts() as held:
        held.find([("x", record.article.sha256)], [texts], say=pytest.fail)
        assert held[record.article.sha256] == TEXT
        with pytest.raises(KeyError):
            held["0" * 64]


# ---- CSV and Parquet


def entry(record: Extraction) -> LedgerEntry:
    return LedgerEntry(key="0" * 32, article=record.article.id, status="done", record=record)


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def as_cell(value: Any) -> str:
    """A value as a reader of the file gets it back."""
    return "" if value is None else json.dumps(value) if isinstance(value, list) else str(value)


def from_cell(cell: str, kind: Kind) -> str:
    return json.dumps(json.loads(cell)) if kind == "list" else unguarded(cell)


def test_csv_files_have_the_tables_rows_and_give_every_value_back(
    records: Path, tmp_path: Path
) -> None:
    assert export(records, "csv", tmp_path / "new") == 0
    assert files(tmp_path / "new") == {f"{name}.csv" for name in TABLES}
    wanted: dict[str, list[list[str]]] = {name: [] for name in TABLES}
    for held in Source(records).entries():
        for table, row in rows(held):
            assert set(row) == set(columns(table))
            wanted[table].append([as_cell(row[name]) for name in columns(table)])
    for name in TABLES:
        head, *body = read(tmp_path / "new" / f"{name}.csv")
        assert head == list(columns(name))
        kinds = columns(name).values()
        assert [list(map(from_cell, row, kinds)) for row in body] == wanted[name]


def test_csv_and_parquet_hold_the_same(records: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    assert export(records, "csv", tmp_path / "csv") == 0
    assert export(records, "parquet", tmp_path / "parquet") == 0
    for name in TABLES:
        table = parquet.read_table(tmp_path / "parquet" / f"{name}.parquet")
        assert table.column_names == list(columns(name))
        assert table.num_rows == len(read(tmp_path / "csv" / f"{name}.csv")) - 1


def test_csv_lines_end_as_the_rfc_says_and_tell_none_from_nothing(tmp_path: Path) -> None:
    assert export(written(tmp_path, hostile(title="")), "csv", tmp_path / "new") == 0
    data = (tmp_path / "new" / "articles.csv").read_bytes()
    assert data.startswith(b"key,article,status,")
    assert data.endswith(b"\r\n")
    assert b'"done",,,"",,' in data  # no reason, no detail, an empty title, no address


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1")


@pytest.mark.parametrize("words", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(words: str) -> None:
    assert guarded(words) == "'" + words
    assert unguarded(guarded(words)) == words


@pytest.mark.parametrize("words", ["", "'", "'tis", "a=b", "Tehran", " =1", "1-2"])
def test_other_cells_are_left_alone(words: str) -> None:
    assert guarded(words) == unguarded(words) == words


@given(st.text(st.sampled_from("'=+-@\t\r\n ＝ab")) | st.text())
def test_guarding_loses_nothing_and_leaves_no_formula(words: str) -> None:
    assert unguarded(guarded(words)) == words
    assert not guarded(words).startswith(tuple("=+-@\t\r\n＝＋－＠"))


def ledger(folder: Path, *held: LedgerEntry) -> Path:
    folder.mkdir()
    lines = "".join(one.model_dump_json() + "\n" for one in held)
    (folder / "ledger.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_a_runs_tables_have_the_articles_that_failed_too(tmp_path: Path) -> None:
    failed = LedgerEntry(key="1" * 32, article="=lost", status="failed", reason="ServerError")
    run = ledger(tmp_path / "run", entry(hostile("a")), failed)
    assert export(run, "csv", tmp_path / "new") == 0
    assert export(run, "plover", tmp_path / "events") == 0
    held = read(tmp_path / "new" / "articles.csv")
    assert [row[:4] for row in held[1:]] == [
        ["0" * 32, "a", "done", ""],
        ["1" * 32, "'=lost", "failed", "ServerError"],
    ]


def test_records_without_a_ledger_get_a_key_that_is_theirs(records: Path) -> None:
    once = [one.key for one in Source(records).entries()]
    assert once == [one.key for one in Source(records).entries()]
    assert len(set(once)) == len(once) == 4
