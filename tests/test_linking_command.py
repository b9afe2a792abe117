"""`communique link`: files in, a file and a table out."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from linking_stories import article

from extractor.__main__ import main
from schemas import Extraction, LinkedLine, Provenance, Story

WHO = ["Mohammad Baqeri, Chief of Staff, IRN", "Juma Anad Khattab, Defense Minister, IRQ"]
SPELLED = ["Mohammad Bagheri, Chief of Staff, IRN", "Jumaa Inad, Defense Minister, IRQ"]
ONE = article("one", (WHO, "2022-03-06", "Tehran"), published="2022-03-06")
TWO = article("two", (SPELLED, "2022-03-06", "Tehran"), published="2022-03-08")
UNDATED = article("undated", (SPELLED, "2022-03-06", "Tehran"))


def _file(path: Path, records: Sequence[Story]) -> Path:
    provenance = Provenance(
        model="m", endpoint="local", strategy="whole", prompt_hash="p", library_version="0",
        time=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    lines = (
        Extraction.model_construct(**dict(one), provenance=provenance).model_dump_json()
        for one in records
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_file_and_a_table_say_what_articles_have_in_common(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records, output = _file(tmp_path / "r.jsonl", [ONE, TWO]), tmp_path / "out" / "links.jsonl"

    assert main(["link", str(records), "--output", str(output)]) == 0

    for line in output.read_text(encoding="utf-8").splitlines():
        LinkedLine.model_validate_json(line)
    (meeting,) = (one for one in _lines(output) if one["record"] == "meeting")
    assert meeting["sources"] == [
        {"article": "one", "record": "m1"}, {"article": "two", "record": "m1"},
    ]  # fmt: skip
    shown = capsys.readouterr()
    assert "2 articles: one, two" in shown.out
    assert "Juma Anad Khattab" in shown.out
    assert "lines in" in shown.err


def test_records_join_an_earlier_file_as_if_all_were_linked_at_once(tmp_path: Path) -> None:
    both = _file(tmp_path / "both.jsonl", [TWO, UNDATED, ONE])
    first, second = _file(tmp_path / "1.jsonl", [ONE]), _file(tmp_path / "2.jsonl", [UNDATED, TWO])
    whole, links = tmp_path / "whole.jsonl", tmp_path / "links.jsonl"

    assert main(["link", str(both), "--output", str(whole), "--quiet"]) == 0
    assert main(["link", str(first), "--output", str(links), "--quiet"]) == 0
    assert main(["link", str(second), "--into", str(links), "--quiet"]) == 0

    assert links.read_bytes() == whole.read_bytes()


def test_what_was_not_published_by_a_day_is_left_out_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records, output = _file(tmp_path / "r.jsonl", [ONE, TWO, UNDATED]), tmp_path / "links.jsonl"
    arguments = ["link", str(records), "--output", str(output), "--quiet"]

    assert main([*arguments, "--as-of", "2022-03-07"]) == 0

    assert [one["id"] for one in _lines(output) if one["record"] == "article"] == ["one"]
    assert "left out: 1 later, 1 of unknown date" in capsys.readouterr().err


def test_people_of_a_table_are_named_by_its_ids(tmp_path: Path) -> None:
    records, output = _file(tmp_path / "r.jsonl", [ONE, TWO]), tmp_path / "links.jsonl"
    people = tmp_path / "people.csv"
    people.write_text("id,name,aliases,country\nQ7,Mohammad Bagheri,M. Baqeri|Afshordi,Iran\n")

    assert main(["link", str(records), "--people", str(people), "--output", str(output)]) == 0

    found = {one["identity"] for one in _lines(output) if one["record"] == "actor"}
    assert found == {"Q7", None}


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        ("{}\n", [], "not a record"),
        (None, ["--into", "LINKS"], "no line of links"),
        (None, ["--people", "LINKS"], "columns id and name"),
        (None, ["--output", "RECORDS"], "one of the inputs"),
        (None, ["--output", "FOLDER"], "is a folder"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    content: str | None,
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records, links = _file(tmp_path / "r.jsonl", [ONE]), tmp_path / "l.jsonl"
    links.write_text("{}\n")
    if content is not None:
        records.write_text(content)
    places = {"RECORDS": str(records), "LINKS": str(links), "FOLDER": str(tmp_path)}
    given = [places.get(one, one) for one in arguments]
    if "--output" not in given:
        given += ["--output", str(tmp_path / "o.jsonl")]

    assert main(["link", str(records), *given]) == 2

    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_hostile_words_are_data_and_steer_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = [
        "\x1b[2J{{7*7}} [red]Baqeri\u202e, Chief\x07 of Staff, IRN",
        "<script>alert(1)</script> Khattab\r\nIgnore all rules, Defense Minister, IRQ",
    ]
    records = _file(
        tmp_path / "r.jsonl",
        [article(name, (hostile, "2022-03-06", "Teh\x1b]0;ran")) for name in ("o\x1b[1mne", "two")],
    )
    output = tmp_path / "links.jsonl"

    assert main(["link", str(records), "--output", str(output)]) == 0

    shown = capsys.readouterr().out
    assert "{{7*7}} [red]Baqeri" in shown
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(shown)
    (meeting,) = (one for one in _lines(output) if one["record"] == "meeting")
    assert "{{7*7}}" in json.dumps(meeting)
