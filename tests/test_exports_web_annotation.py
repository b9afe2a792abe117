"""Web annotations: the model's MUSTs, and selectors that find the same characters."""

import json
import re
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from exported import TEXT, everything, hostile, labelled, written
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.exports.source import Source
from extractor.exports.texts import Texts
from extractor.exports.web_annotation import (
    CONTEXT,
    collection,
    selectors,
    text_name,
    write_web_annotation,
)
from extractor.running.rows import pieces
from schemas import Actor, Evidence, Extraction, Meeting, Statement

KINDS = {"actor": Actor, "meeting": Meeting, "statement": Statement}
MOTIVATIONS = {"identifying", "describing", "tagging", "linking"}
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def check(made: dict[str, Any]) -> None:
    """Raise if a collection breaks a MUST of the Web Annotation Data Model, sections 3 to 5."""
    assert CONTEXT in listed(made["@context"])
    assert IRI.fullmatch(made["id"])
    assert "AnnotationCollection" in listed(made["type"])
    assert isinstance(made["total"], int)
    if made["total"]:
        page = made["first"]
        assert "AnnotationPage" in listed(page["type"])
        assert isinstance(page["items"], list)
        assert made["last"] == page["id"]
        assert len(page["items"]) == made["total"]
        for one in page["items"]:
            check_annotation(one)


def check_annotation(one: dict[str, Any]) -> None:
    assert IRI.fullmatch(one["id"])
    assert "Annotation" in listed(one["type"])
    assert set(listed(one["motivation"])) <= MOTIVATIONS
    assert one["target"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one["generated"])
    for body in listed(one["body"]):
        assert body["purpose"] in MOTIVATIONS
        if body["type"] == "TextualBody":
            assert isinstance(body["value"], str)
        else:
            assert IRI.fullmatch(body["source"])
    for target in listed(one["target"]):
        assert target["type"] == "SpecificResource"
        assert IRI.fullmatch(target["source"])
        for selector in listed(target["selector"]):
            if selector["type"] == "TextQuoteSelector":
                assert {"type", "exact"} <= set(selector) <= {"type", "exact", "prefix", "suffix"}
            else:
                assert set(selector) == {"type", "start", "end"}
                assert 0 <= selector["start"] < selector["end"]


def items(made: dict[str, Any]) -> list[dict[str, Any]]:
    """The annotations of a collection; one without any has no page."""
    found: list[dict[str, Any]] = made["first"]["items"] if "first" in made else []
    return found


def test_collections_keep_the_musts_of_the_model() -> None:
    for record, text in everything():
        made = collection(record, text)
        check(made)
        identifiers = [one["id"] for one in items(made)]
        assert len(set(identifiers)) == len(identifiers)
        json.dumps(made, ensure_ascii=False).encode()


def test_the_records_and_their_places_come_back() -> None:
    for record, text in everything():
        held: dict[str, list[Any]] = {kind: [] for kind in KINDS}
        places: set[tuple[int, int]] = set()
        for one in items(collection(record, text)):
            tag, content = one["body"]
            kind = tag["value"].split(".")[0]
            if content["type"] == "TextualBody":
                held[kind].append(KINDS[kind].model_validate_json(content["value"]))
            for target in one["target"]:
                quotation, position = target["selector"]
                place = (position["start"], position["end"])
                assert text[slice(*place)] == quotation["exact"]
                assert occurrences(quotation, text) == [place]
                places.add(place)
        assert held["actor"] == list(record.actors)
        assert held["meeting"] == list(record.meetings)
        assert held["statement"] == list(record.statements)
        told = (*record.actors, *record.meetings, *record.statements)
        assert places == {(piece.start, piece.end) for one in told for _, piece in pieces(one)}


def occurrences(quotation: dict[str, str], text: str) -> list[tuple[int, int]]:
    """Every stretch of a text that a quotation with what surrounds it selects."""
    before, exact = quotation.get("prefix", ""), quotation["exact"]
    words = before + exact + quotation.get("suffix", "")
    found = []
    start = text.find(words)
    while start >= 0:
        found.append((start + len(before), start + len(before) + len(exact)))
        start = text.find(words, start + 1)
    return found


@given(st.text("ab\n", min_size=1, max_size=300) | st.text(min_size=1), st.data())
@example("a" * 200, None)
def test_a_quotation_finds_its_place_and_no_other(text: str, data: Any) -> None:
    start = 99 if data is None else data.draw(st.integers(0, len(text) - 1))
    end = start + 1 if data is None else data.draw(st.integers(start + 1, len(text)))
    quotation, position = selectors(Evidence.of(text, start, end), text)
    assert (position["start"], position["end"]) == (start, end)
    assert occurrences(quotation, text) == [(start, end)]


def test_positions_count_code_points() -> None:
    piece = Evidence.of(TEXT, TEXT.index("General"), TEXT.index("General") + 7)
    _, position = selectors(piece, TEXT)
    utf16 = len(TEXT[: piece.start].encode("utf-16-le", "surrogatepass")) // 2
    assert position["start"] == piece.start == utf16 - 1


def test_the_source_is_the_text_and_its_address_the_scope() -> None:
    record = hostile(url="https://news.example/a?b=1")
    target = collection(record, TEXT)["first"]["items"][0]["target"][0]
    assert target["scope"] == "https://news.example/a?b=1"
    digest = urlsafe_b64decode(target["source"].removeprefix("ni:///sha-256;") + "=")
    assert digest.hex() == record.article.sha256
    assert target["source"] == text_name(record.article.sha256)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x y", "https://x\n/", "news", ""])
def test_what_is_no_web_address_is_no_scope(url: str) -> None:
    target = collection(hostile(url=url), TEXT)["first"]["items"][0]["target"][0]
    assert "scope" not in target


def test_ids_are_the_same_each_time_and_others_for_another_model() -> None:
    def identifiers(record: Extraction) -> list[str]:
        return [one["id"] for one in collection(record, TEXT)["first"]["items"]]

    once = identifiers(hostile())
    assert once == identifiers(hostile())
    assert all(UUID(one).version == 5 for one in once)
    other = hostile().model_copy(
        update={"provenance": hostile().provenance.model_copy(update={"model": "n"})}
    )
    assert not set(once) & set(identifiers(other))


def test_an_article_with_nothing_in_it_has_an_empty_collection() -> None:
    empty = hostile().model_copy(update={"actors": (), "meetings": (), "statements": ()})
    made = collection(empty, TEXT)
    check(made)
    assert made["total"] == 0
    assert "first" not in made


def test_each_article_is_a_file(tmp_path: Path) -> None:
    record, text = labelled()[0]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(text.encode())
    (tmp_path / "new").mkdir()
    with Texts() as held:
        held.find([("a", record.article.sha256)], [tmp_path / "texts"], say=pytest.fail)
        counts = write_web_annotation(Source(written(tmp_path, record), held), tmp_path / "new")
    (path,) = (tmp_path / "new").iterdir()
    made = json.loads(path.read_text(encoding="utf-8"))
    assert made == collection(record, text)
    assert counts == {"articles": 1, "annotations": made["total"]}
