"""What went wrong: every kind of error has a reading that makes this one and no other."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import articles, changed, gold, without
from readings import at

from evals.align import align
from evals.errors import KINDS, Error, ErrorKind, by_kind, by_tag, errors_of
from schemas import Gold, Story

ALL = gold()


def _more(one: Gold, identifier: str, like: str, **changes: Any) -> Gold:
    """Labels with one record more, like another one but for its changes."""
    group = "meetings" if like.startswith("m") else "statements"
    records = getattr(one, group)
    twin = next(record for record in records if record.id == like)
    added = changed(one, {f"{like}.{name}": value for name, value in changes.items()})
    record = next(each for each in getattr(added, group) if each.id == like)
    assert record == twin or changes
    return one.model_copy(update={group: (*records, record.model_copy(update={"id": identifier}))})


THREE = [{"actor": "a1", "role": "host"}, {"actor": "a2"}, {"actor": "a3"}]
TRIO = changed(ALL, {"m1.participants": THREE})
STRANGERS = [{"actor": "a3"}, {"actor": "a4"}]
PAIR = [{"actor": "a1"}, {"actor": "a2"}]
UNDATED = changed(ALL, {"m1.date": {"text": at("on Thursday")}})
MONTH = changed(ALL, {"m1.date.value": "2022-03", "m1.date.granularity": "month"})
BACKGROUND = changed(ALL, {"m1.mention": "background"})

READINGS: Mapping[ErrorKind, tuple[Gold, Gold]] = {
    "meeting missed": (ALL, without(ALL, "m2")),
    "meeting invented": (ALL, _more(ALL, "m3", "m1", participants=STRANGERS)),
    "meeting split": (TRIO, _more(TRIO, "m3", "m1", participants=PAIR)),
    "meetings merged": (_more(ALL, "m3", "m1", status="scheduled"), ALL),
    "meeting twice": (ALL, _more(ALL, "m3", "m1")),
    "participant missing": (TRIO, ALL),
    "participant extra": (ALL, TRIO),
    "date missing": (ALL, UNDATED),
    "date invented": (UNDATED, ALL),
    "date too coarse": (ALL, MONTH),
    "date too fine": (MONTH, ALL),
    "date wrong": (ALL, changed(ALL, {"m1.date.value": "2022-03-11"})),
    "place wrong": (ALL, changed(ALL, {"m1.place.name": "Rennes"})),
    "background taken for main": (BACKGROUND, ALL),
    "main taken for background": (ALL, BACKGROUND),
    "scheduled taken for held": (ALL, changed(ALL, {"m2.status": "held"})),
    "status wrong": (ALL, changed(ALL, {"m1.status": "scheduled"})),
    "statement missed": (ALL, without(ALL, "s4")),
    "statement invented": (ALL, _more(ALL, "s5", "s1", content=[at("to discuss cranes")])),
    "statement split": (ALL, _more(ALL, "s5", "s1", content=[at("until May")])),
    "statements merged": (_more(ALL, "s5", "s1", content=[at("until May")]), ALL),
    "statement twice": (ALL, _more(ALL, "s5", "s1")),
    "wrong speaker": (ALL, changed(ALL, {"s2.speaker": "a2"})),
    "misquoted": (ALL, changed(ALL, {"s4.content": [at("a strike had")]})),
    "paraphrase marked direct": (ALL, changed(ALL, {"s4.quote_type": "direct"})),
    "quote type wrong": (ALL, changed(ALL, {"s2.quote_type": "mixed"})),
    "polarity wrong": (ALL, changed(ALL, {"s4.polarity": "asserted"})),
    "wrong meeting": (ALL, changed(ALL, {"s2.meeting": "m1"})),
    "addressee wrong": (ALL, changed(ALL, {"s2.addressees": ["a2", "a4"]})),
}
"""By kind: labels, and a reading of them with this error alone."""


def _kinds(one: Gold, other: Story) -> list[ErrorKind]:
    return [error.kind for error in errors_of(one, other)]


def test_every_kind_has_its_reading_here() -> None:
    assert tuple(READINGS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_reading_with_one_thing_wrong_has_this_error_and_no_other(kind: ErrorKind) -> None:
    one, other = READINGS[kind]

    assert _kinds(one, other) == [kind]


UNSURE: Mapping[ErrorKind, str] = {
    "meeting missed": "m2",
    "meetings merged": "m3",
    "participant missing": "m1.participants",
    "participant extra": "m1.participants",
    "date missing": "m1.date",
    "date invented": "m1.date",
    "date too coarse": "m1.date",
    "date too fine": "m1.date",
    "date wrong": "m1.date",
    "place wrong": "m1.place",
    "background taken for main": "m1.mention",
    "main taken for background": "m1.mention",
    "scheduled taken for held": "m2.status",
    "status wrong": "m1.status",
    "statement missed": "s4",
    "statements merged": "s5",
    "wrong speaker": "s2.speaker",
    "misquoted": "s4.content",
    "paraphrase marked direct": "s4.quote_type",
    "quote type wrong": "s2.quote_type",
    "polarity wrong": "s4.polarity",
    "wrong meeting": "s2.meeting",
    "addressee wrong": "s2.addressees",
}
"""By kind: what gold has to be unsure of for its reading not to be wrong."""


@pytest.mark.parametrize("kind", UNSURE)
def test_what_gold_is_unsure_of_is_no_error(kind: ErrorKind) -> None:
    one, other = READINGS[kind]

    assert _kinds(changed(one, {"annotation.unsure": [UNSURE[kind]]}), other) == []


def test_what_has_no_record_in_gold_is_an_error_however_unsure_gold_is() -> None:
    lone = {"meeting invented", "meeting split", "meeting twice"}
    lone |= {"statement invented", "statement split", "statement twice"}

    assert set(KINDS) - set(UNSURE) == lone


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("date missing", "m1.date", None),
        ("date too coarse", "m1.date", "2022-03"),
        ("date wrong", "m1.date", "2022-03-11"),
        ("place wrong", "m1.place", "Rennes"),
        ("scheduled taken for held", "m2.status", "held"),
        ("main taken for background", "m1.mention", "background"),
        ("wrong speaker", "s2.speaker", "a2"),
        ("paraphrase marked direct", "s4.quote_type", "direct"),
        ("polarity wrong", "s4.polarity", "asserted"),
        ("wrong meeting", "s2.meeting", "m1"),
    ],
)
def test_an_alternative_is_no_error(kind: ErrorKind, field: str, value: str | None) -> None:
    one, other = READINGS[kind]
    alternatives = [{"field": field, "values": [value]}]

    assert _kinds(changed(one, {"annotation.alternatives": alternatives}), other) == []


def test_an_error_says_where_it_is_and_what_was_expected_and_found() -> None:
    wrong, missed, invented = (
        errors_of(*READINGS[kind])[0]
        for kind in ("wrong speaker", "statement missed", "statement invented")
    )

    assert wrong == Error(
        "wrong speaker", "001-cranes", "s2", "s2", expected="Odile Brandt", found="Teo Vask"
    )
    assert (missed.gold, missed.other) == ("s4", None)
    assert (missed.expected, missed.found) == ("a strike had been planned", "")
    assert (invented.gold, invented.other) == (None, "s5")
    assert (invented.expected, invented.found) == ("", "to discuss cranes")


def test_a_pair_has_an_error_for_each_thing_that_is_wrong_with_it() -> None:
    other = changed(
        ALL, {"m1.date.value": "2022-03-11", "s4.speaker": None, "s4.polarity": "asserted"}
    )

    assert _kinds(ALL, other) == ["date wrong", "wrong speaker", "polarity wrong"]


@st.composite
def readings(draw: st.DrawFn) -> tuple[Gold, Gold]:
    """Two readings of one article, each without some of the records; one says less of some."""
    _, whole = draw(articles())
    one, other = (
        whole.model_copy(
            update={
                name: tuple(each for each in getattr(whole, name) if draw(st.booleans()))
                for name in ("meetings", "statements")
            }
        )
        for _ in range(2)
    )
    shorter = tuple(
        each.model_copy(update={"content": each.content[:1]}) for each in other.statements
    )
    return one, other.model_copy(update={"statements": shorter})


def _ids(one: Gold) -> list[str]:
    return [each.id for each in one.meetings] + [each.id for each in one.statements]


@given(readings())
def test_every_lone_record_has_exactly_one_kind(pair: tuple[Gold, Gold]) -> None:
    one, other = pair
    paired = align(one, other)
    pairs = {**paired.meetings, **paired.statements}
    errors = errors_of(one, other)

    assert Counter(error.gold for error in errors if error.other is None) == Counter(
        each for each in _ids(one) if each not in pairs
    )
    assert Counter(error.other for error in errors if error.gold is None) == Counter(
        each for each in _ids(other) if each not in pairs.values()
    )
    assert all(pairs[error.gold] == error.other for error in errors if error.gold and error.other)


@given(articles())
def test_gold_against_itself_has_no_error(article: tuple[str, Gold]) -> None:
    _, one = article

    assert errors_of(one, one) == []


@given(articles())
def test_an_empty_reading_has_only_missed_records(article: tuple[str, Gold]) -> None:
    _, one = article

    assert _kinds(one, Story(article=one.article)) == (
        ["meeting missed"] * len(one.meetings) + ["statement missed"] * len(one.statements)
    )


def _error(kind: ErrorKind, article: str = "a") -> Error:
    return Error(kind, article, "m1", "m1", "", "")


def test_the_most_frequent_kind_comes_first_and_between_equals_the_list_decides() -> None:
    wrong, missed, place = _error("date wrong"), _error("meeting missed"), _error("place wrong")

    found = by_kind([place, wrong, place, missed])

    assert list(found) == ["place wrong", "meeting missed", "date wrong"]
    assert found["place wrong"] == [place, place]
    assert by_kind([]) == {}


def test_an_error_counts_for_each_tag_of_its_article() -> None:
    errors = [_error("date wrong"), _error("date wrong"), _error("place wrong", "b")]
    tags = {"a": ["dates", "abroad"], "b": ["abroad"], "c": ["nobody errs here"]}

    assert by_tag(errors, tags) == {
        "abroad": {"date wrong": 2, "place wrong": 1},
        "dates": {"date wrong": 2},
    }
    assert by_tag([_error("date wrong", "untagged")], tags) == {}
