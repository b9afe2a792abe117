"""The record: what it refuses, and what it keeps."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import schemas
from schemas import (
    Actor,
    DateValue,
    Evidence,
    Extraction,
    Gold,
    Meeting,
    Statement,
)
from schemas.__main__ import MODELS, rendered

TEXT = "Ada Kern met Bo Lund in Oslo on Friday. “We agree,” she said."


def _at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"exact": words, "start": start, "end": start + len(words)}


def _record() -> dict[str, Any]:
    return {
        "article": {"id": "a", "sha256": sha256(TEXT.encode()).hexdigest()},
        "actors": [
            {"id": "a1", "kind": "person", "name": "Ada Kern", "mentions": [_at("Ada Kern")]},
            {"id": "a2", "kind": "person", "name": "Bo Lund", "mentions": [_at("Bo Lund")]},
        ],
        "meetings": [
            {
                "id": "m1",
                "participants": [{"actor": "a1"}, {"actor": "a2"}],
                "place": {"text": _at("Oslo"), "name": "Oslo", "country": "NOR"},
                "date": {"text": _at("on Friday")},
                "evidence": [_at("Ada Kern met Bo Lund in Oslo on Friday.")],
            }
        ],
        "statements": [
            {
                "id": "s1",
                "speaker": "a1",
                "content": [_at("We agree")],
                "quote_type": "direct",
                "meeting": "m1",
            }
        ],
        "provenance": {
            "model": "m",
            "endpoint": "local",
            "strategy": "whole",
            "prompt_hash": "p",
            "library_version": "0",
            "time": "2024-01-01T00:00:00Z",
        },
    }


def _read(record: dict[str, Any], text: str | None = TEXT) -> Extraction:
    context = {} if text is None else {"text": text}
    return Extraction.model_validate_json(json.dumps(record), context=context)


def _changed(path: str, value: object) -> dict[str, Any]:
    record = _record()
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = record
    for step in steps:
        place = place[step]
    place[last] = value
    return record


def test_a_whole_record_reads_compares_and_writes_itself() -> None:
    record = _read(_record())

    assert _read(json.loads(record.model_dump_json())) == record
    assert [one.exact for one in record.evidence()][:2] == ["Ada Kern", "Bo Lund"]


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("actors.1.id", "a1", "id a1 stands twice"),
        ("meetings.0.participants.0.actor", "a9", "m1 refers to a9"),
        ("statements.0.speaker", "a9", "s1 refers to a9"),
        ("statements.0.addressees", ["a9"], "s1 refers to a9"),
        ("statements.0.meeting", "m9", "s1 refers to m9"),
        ("statements.0.nested_in", "s1", "s1 refers to s1"),
        ("meetings.0.participants", [], "at least 1 item"),
        ("meetings.0.evidence", [], "at least 1 item"),
        ("meetings.0.status", "maybe", "Input should be"),
        ("meetings.0.participants.1.actor", "a1", "an actor takes part in m1 twice"),
        ("meetings.0.mood", "good", "Extra inputs are not permitted"),
        ("meetings.0.place.country", "NRW", "neither ISO 3166-1 alpha-3"),
        ("statements.0.content", [_at("she said"), _at("We agree")], "out of text order"),
        ("statements.0.content.0.end", 3, "spans not 8 characters"),
        ("actors.0.name", None, "name is null exactly when"),
        ("actors.0.kind", "unnamed", "name is null exactly when"),
        ("statements.0.id", 1, "valid string"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(path: str, value: object, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        _read(_changed(path, value))


def test_offsets_are_checked_where_the_text_is_at_hand() -> None:
    shifted = _changed("actors.0.mentions.0", {"exact": "Ada Kern", "start": 1, "end": 9})

    _read(shifted, text=None)
    with pytest.raises(ValidationError, match=r"text\[1:9\] is not 'Ada Kern'"):
        _read(shifted)


def test_names_and_titles_are_checked_where_the_text_is_at_hand() -> None:
    titled = _changed("actors.0.title", "Queen")

    _read(titled, text=None)
    with pytest.raises(ValidationError, match="'Queen' does not stand in the article"):
        _read(titled)


@pytest.mark.parametrize(
    ("value", "granularity"),
    [
        ("2024-03-03", "day"),
        ("2024-03-05?", "day"),
        ("2014-06", "month"),
        ("2014-22", "season"),
        ("2023", "year"),
        ("202X", "year"),
        ("2023-09-04/2023-09-06", "interval"),
        ("2023-09/..", "interval"),
    ],
)
def test_edtf_values_go_with_their_granularity(value: str, granularity: str) -> None:
    date = {"value": value, "granularity": granularity, "basis": "explicit"}

    assert DateValue.model_validate_json(json.dumps(date)).value == value


def _spelled(granularity: str) -> st.SearchStrategy[str]:
    return st.from_regex(_VALUES[granularity], fullmatch=True)


_YEAR = r"20[012][0-9]"
_VALUES = {
    "day": rf"{_YEAR}-(0[1-9]|1[012])-(0[1-9]|1[0-9]|2[0-8])[?~%]?",
    "month": rf"{_YEAR}-(0[1-9]|1[012])[?~%]?",
    "season": rf"{_YEAR}-2[1-4]",
    "year": r"(20[0-9]{2}|20[0-9]X|20XX)[?~%]?",
    "interval": rf"({_YEAR}|{_YEAR}-0[1-9])/(2030|2030-1[012]|\.\.)|\.\./2030-05-06",
}


@given(st.sampled_from(sorted(_VALUES)).flatmap(lambda one: st.tuples(st.just(one), _spelled(one))))
def test_every_date_that_the_record_takes_is_edtf_to_others(dated: tuple[str, str]) -> None:
    granularity, value = dated

    DateValue(value=value, granularity=granularity, basis="explicit")  # type: ignore[arg-type]
    parse_edtf(value)


def test_an_interval_has_an_end_that_is_known() -> None:
    with pytest.raises(ValidationError, match="not an EDTF interval"):
        DateValue(value="../..", granularity="interval", basis="explicit")


@pytest.mark.parametrize(
    "date",
    [
        {"value": "2024-03-03", "granularity": "month", "basis": "explicit"},
        {"value": "2024-02-30", "granularity": "day", "basis": "explicit"},
        {"value": "2024-03-05/2024-03-01", "granularity": "interval", "basis": "explicit"},
        {"value": "2024-13", "granularity": "month", "basis": "explicit"},
        {"value": "200\u0660-21", "granularity": "season", "basis": "explicit"},
        {"value": "March 2024", "granularity": "month", "basis": "explicit"},
        {"value": "2024-03-03", "granularity": "day", "basis": "unresolved"},
        {"value": "2024-03-03", "granularity": "unknown", "basis": "explicit"},
        {"value": None, "granularity": "day", "basis": "unresolved"},
        {"value": None, "granularity": "unknown", "basis": "explicit"},
    ],
)
def test_dates_that_say_more_than_is_known_are_refused(date: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        DateValue.model_validate_json(json.dumps(date))


@pytest.mark.parametrize("code", ["IRN", "KOS", "IGO", "UNO", "EUR", "NGO"])
def test_plovers_sides_are_countries_too(code: str) -> None:
    actor = Actor(
        id="a1", kind="person", name="Ada", country=code, mentions=(Evidence.of("Ada", 0, 3),)
    )

    assert actor.country == code


def test_records_do_not_change() -> None:
    record = _read(_record())

    with pytest.raises(ValidationError, match="frozen"):
        record.meetings[0].status = "denied"  # type: ignore[misc]


def test_gold_is_the_record_with_its_annotation() -> None:
    gold = _record()
    del gold["provenance"]
    gold["$schema"] = "gold.schema.json"
    gold["meetings"][0]["link"] = "oslo-friday"
    gold["annotation"] = {
        "annotators": ["one", "two"],
        "guidelines": "1",
        "adjudicated": True,
        "split": "dev",
    }

    read = Gold.model_validate_json(json.dumps(gold), context={"text": TEXT})

    assert read.meetings[0].link == "oslo-friday"
    assert json.loads(read.model_dump_json(by_alias=True))["$schema"] == "gold.schema.json"


@pytest.mark.parametrize("name", MODELS)
def test_the_json_schemas_checked_in_are_those_of_the_models(name: str) -> None:
    path = Path(schemas.__file__).parent / name

    assert path.read_text(encoding="utf-8") == rendered(MODELS[name])


def test_every_field_of_a_record_has_a_place_in_the_json_schema() -> None:
    definitions = json.loads(rendered(Extraction))["$defs"]

    for model in (Meeting, Statement, Actor, DateValue, Evidence):
        assert set(definitions[model.__name__]["properties"]) == set(model.model_fields)


def test_importing_schemas_loads_no_model_client() -> None:
    probe = "import schemas, sys; print({'openai', 'instructor', 'httpx2'} & set(sys.modules))"

    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "set()"


def test_a_name_is_no_part_of_another_word_and_the_text_is_the_articles() -> None:
    cut = _changed("actors.1.aliases", ["Lun"])

    with pytest.raises(ValidationError, match="'Lun' does not stand in the article"):
        _read(cut)
    with pytest.raises(ValidationError, match="its SHA-256 differs"):
        _read(_record(), text=TEXT + " ")
