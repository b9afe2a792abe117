"""Brat standoff: read back, everything is where it was."""

import json
from pathlib import Path
from typing import Any

import pytest
from brat_reader import Document, read_configuration, read_document
from exported import TEXT, everything, hostile, labelled, written
from hypothesis import example, given
from hypothesis import strategies as st

from extractor.exports.brat import plain, write_brat
from extractor.exports.brat_sheet import annotations, fragments
from extractor.exports.brat_types import FLAGS, type_name
from extractor.exports.source import Source
from extractor.exports.texts import Texts
from schemas import Evidence, Extraction, Meeting, Statement


def read_back(record: Extraction, text: str) -> Document:
    copy = plain(text)
    return read_document(copy, "".join(f"{line}\n" for line in annotations(record, copy)))


def split(pieces: tuple[Evidence, ...]) -> list[tuple[int, int]]:
    """Spans without the line ends in them and without lines of space, a character at a time."""
    kept: set[tuple[int, int]] = set()
    for piece in pieces:
        start = piece.start
        for line in piece.exact.split("\n"):
            if line.strip() and plain(line).strip():
                kept.add((start, start + len(line)))
            start += len(line) + 1
    return sorted(kept)


def spans(found: Document, identifier: str) -> list[tuple[int, int]]:
    return found.spans[identifier].spans


def own_ids(found: Document) -> dict[str, str]:
    """The record's id of each event, and of each actor's mentions."""
    known = {target: json.loads(words)["id"] for target, words in found.notes.items()}
    for group in found.same:
        (one,) = {known[member] for member in group if member in known}
        known |= dict.fromkeys(group, one)
    return known


def arguments(found: Document, event: str, role: str) -> list[str]:
    return [identifier for name, identifier in found.events[event].arguments if name == role]


def check_meeting(found: Document, event: str, one: Meeting) -> None:
    known = own_ids(found)
    assert spans(found, found.events[event].trigger) == split(one.evidence)
    for role in ("participant", "visitor", "host", "mediator", "delegate"):
        given_ids = [known[each] for each in arguments(found, event, type_name(role))]
        assert given_ids == [each.actor for each in one.participants if each.role == role]
    values = found.valued(event)
    assert values.pop("Status") == one.status
    assert values.pop("Mention") == one.mention
    assert values.pop("Format") == one.format
    assert values == dict.fromkeys(map(type_name, one.modes))
    topics = [spans(found, each) for each in arguments(found, event, "Topic")]
    assert topics == [split((each,)) for each in one.topics]
    outcomes = {
        (found.valued(each)["OutcomeType"], *spans(found, each))
        for each in arguments(found, event, "Outcome")
    }
    assert outcomes == {(each.type, *split((each.evidence,))) for each in one.outcomes}
    dated = [spans(found, each) for each in arguments(found, event, "Date")]
    assert dated == ([split((one.date.text,))] if one.date.text else [])
    placed = [spans(found, each) for each in arguments(found, event, "Place")]
    text = one.place.text if one.place else None
    assert placed == ([split((text,))] if text else [])
    note = json.loads(found.notes[event])
    assert note["date"]["value"] == one.date.value
    assert note.get("occasion") == (one.occasion and one.occasion.model_dump())


def check_statement(found: Document, event: str, one: Statement) -> None:
    known = own_ids(found)

    def identifiers(role: str) -> list[str]:
        return [known[each] for each in arguments(found, event, role)]

    assert spans(found, found.events[event].trigger) == split(one.content)
    assert identifiers("Speaker") == ([one.speaker] if one.speaker else [])
    assert identifiers("Addressee") == list(one.addressees)
    assert identifiers("RelayedBy") == ([one.relayed_by] if one.relayed_by else [])
    assert identifiers("At") == ([one.meeting] if one.meeting else [])
    assert identifiers("NestedIn") == ([one.nested_in] if one.nested_in else [])
    for role, piece in (("Cue", one.cue), ("SpeakerWords", one.speaker_text)):
        assert [spans(found, each) for each in arguments(found, event, role)] == (
            [split((piece,))] if piece else []
        )
    assert found.valued(event) == {
        "QuoteType": one.quote_type,
        "Medium": one.medium,
        "Polarity": one.polarity,
        "Occasion": one.occasion,
    }


def test_what_is_read_back_is_what_was_written() -> None:
    for record, text in everything():
        found = read_back(record, text)
        known = own_ids(found)
        events = {known[event]: event for event in found.events}
        assert len(events) == len(record.meetings) + len(record.statements)
        for meeting in record.meetings:
            check_meeting(found, events[meeting.id], meeting)
        for statement in record.statements:
            check_statement(found, events[statement.id], statement)
        for actor in record.actors:
            held = [
                one for identifier, one in found.spans.items() if known.get(identifier) == actor.id
            ]
            assert {one.kind for one in held} == {type_name(actor.kind)}
            wanted = {tuple(split((each,))) for each in actor.mentions}
            assert {tuple(one.spans) for one in held} == wanted


def test_notes_say_what_the_article_says_of_an_actor() -> None:
    notes = [json.loads(one) for one in read_back(hostile(), TEXT).notes.values()]
    (general,) = (one for one in notes if one["id"] == "a1")
    assert general == {"id": "a1", "name": "𝐀𝐧𝐧𝐚 Kovač", "title": "General", "aliases": []}


@given(st.text() | st.text("a\n\r\t\x0b\x85\u2028\ufeff\ud800 "))
@example(TEXT)
def test_the_text_keeps_its_length_and_has_one_kind_of_line_end(text: str) -> None:
    copy = plain(text)
    assert len(copy) == len(text)
    assert copy.splitlines() == copy.removesuffix("\n").split("\n") if copy else True
    assert copy.encode("utf-8").decode("utf-8-sig") == copy
    assert [a for a, b in zip(text, copy, strict=True) if a == "\n" or b == "\n"] == (
        ["\n"] * text.count("\n")
    )


@pytest.mark.parametrize(
    ("text", "places", "wanted"),
    [
        ("ab cd", [(0, 5)], ((0, 5),)),
        ("ab\ncd", [(0, 5)], ((0, 2), (3, 5))),
        ("ab\n\n  \ncd", [(0, 9)], ((0, 2), (7, 9))),
        ("ab \n cd", [(0, 7)], ((0, 3), (4, 7))),
        ("ab cd ef", [(6, 8), (0, 2)], ((0, 2), (6, 8))),
        (" \n", [(0, 2)], ((0, 2),)),
    ],
)
def test_spans_are_split_at_line_ends(
    text: str, places: list[tuple[int, int]], wanted: tuple[tuple[int, int], ...]
) -> None:
    pieces = tuple(Evidence.of(text, start, end) for start, end in places)
    assert fragments(pieces, text) == wanted


def test_an_argument_is_the_mention_next_to_the_record() -> None:
    found = read_back(hostile(), TEXT)
    words = {
        event.kind: [found.spans[one].words for role, one in event.arguments if role == "Visitor"]
        or [found.spans[one].words for role, one in event.arguments if role == "Speaker"]
        for event in list(found.events.values())[:2]
    }
    assert words == {"Meeting": ["She"], "Statement": ["𝐀𝐧𝐧𝐚 Kovač"]}


@given(st.text("ab \n", min_size=1), st.data())
def test_no_span_crosses_a_line_end(text: str, data: Any) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True))
    ends = sorted(cuts)[: len(cuts) // 2 * 2]
    pieces = tuple(
        Evidence.of(text, start, end) for start, end in zip(ends[::2], ends[1::2], strict=True)
    )
    found = fragments(pieces, text)
    kept = {place for start, end in found for place in range(start, end)}
    covered = {place for piece in pieces for place in range(piece.start, piece.end)}
    assert kept <= covered
    if any(piece.exact.strip() for piece in pieces):
        assert not any("\n" in text[start:end] for start, end in found)
        assert all(text[place].isspace() for place in covered - kept)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of the hostile article and some labelled ones."""
    chosen = [(hostile(), TEXT), *labelled()[:5]]
    lines = (json.dumps({"id": str(n), "text": text}) for n, (_, text) in enumerate(chosen))
    (tmp_path / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    records = [record for record, _ in chosen]
    wanted = [(one.article.id, one.article.sha256) for one in records]
    (tmp_path / "new").mkdir()
    with Texts() as held:
        held.find(wanted, [tmp_path / "texts.jsonl"], say=pytest.fail)
        write_brat(Source(written(tmp_path, *records), held), tmp_path / "new")
    return tmp_path / "new"


def test_the_files_lie_side_by_side_with_their_configuration(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    texts = {name.removesuffix(".txt") for name in names if name.endswith(".txt")}
    assert len(texts) == 6
    assert names == {
        *(f"{one}{ending}" for one in texts for ending in (".txt", ".ann")),
        "annotation.conf",
        "visual.conf",
    }
    for one in texts:
        text, lines = (
            (folder / f"{one}{ending}").read_bytes().decode() for ending in (".txt", ".ann")
        )
        assert read_document(text, lines).spans


def test_every_type_role_and_value_is_in_the_configuration(folder: Path) -> None:
    listed = read_configuration(folder / "annotation.conf")
    assert set(listed) == {"entities", "relations", "events", "attributes"}
    for record, text in everything():
        found = read_back(record, text)
        for one in found.spans.values():
            assert one.kind in listed["entities"] or one.kind in listed["events"]
        kinds = {identifier: one.kind for identifier, one in found.spans.items()}
        kinds |= {identifier: one.kind for identifier, one in found.events.items()}
        for event in found.events.values():
            allowed = {
                role.rstrip("?*"): (role[-1], types)
                for role, types in listed["events"][event.kind].items()
            }
            roles = [role for role, _ in event.arguments]
            for role, identifier in event.arguments:
                count, types = allowed[role]
                assert kinds[identifier] in types
                assert count == "*" or roles.count(role) == 1
        for name, target, value in found.attributes:
            assert kinds[target] in listed["attributes"][name]["Arg"]
            if name in FLAGS:
                assert value is None
            else:
                assert value in listed["attributes"][name]["Value"]


def test_what_is_drawn_is_what_there_is(folder: Path) -> None:
    lines = (folder / "visual.conf").read_text(encoding="utf-8").splitlines()
    labels = {line.split(" | ")[0] for line in lines if " | " in line}
    drawn = {line.split("\t")[0] for line in lines if "bgColor" in line}
    listed = read_configuration(folder / "annotation.conf")
    assert labels == drawn == {*listed["entities"], *listed["events"]}
