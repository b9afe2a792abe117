"""Aligning: which record of one reading is which of the other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import TEXT, a_day, articles, changed, gold

from evals.align import Pairing, actor_similarity, align, statement_similarity
from schemas import Actor, Evidence, Gold

ALL = gold()


def _actor(words: str, **fields: Any) -> Actor:
    start = TEXT.index(words)
    given_fields = {"id": "a1", "kind": "person", "name": words} | fields
    mention = Evidence.of(TEXT, start, start + len(words))
    return Actor(**given_fields, mentions=(mention,))


def _evidence(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return Evidence.of(TEXT, start, start + len(words)).model_dump()


def _itself(one: Gold) -> Pairing:
    return Pairing(
        {each.id: each.id for each in one.actors},
        {each.id: each.id for each in one.meetings},
        {each.id: each.id for each in one.statements},
    )


@given(articles())
def test_every_record_of_a_reading_is_its_own_pair(article: tuple[str, Gold]) -> None:
    _, one = article

    assert align(one, one) == _itself(one)


@given(articles(), st.data())
def test_the_order_of_records_does_not_matter(
    article: tuple[str, Gold], data: st.DataObject
) -> None:
    _, one = article
    # All alike, so that there is nothing but the numbers to tell them apart.
    alike = one.model_copy(
        update={
            "statements": tuple(
                each.model_copy(update={"content": one.statements[0].content, "cue": None})
                for each in one.statements
            )
        }
    )

    for each in (one, alike):
        orders: dict[str, Any] = {
            name: tuple(data.draw(st.permutations(getattr(each, name))))
            for name in ("actors", "meetings", "statements")
        }
        assert align(each.model_copy(update=orders), each) == align(each, each)


@given(articles(), articles())
def test_readings_of_different_articles_pair_each_record_once_at_most(
    one: tuple[str, Gold], other: tuple[str, Gold]
) -> None:
    pairs = align(one[1], other[1])

    for found in (pairs.actors, pairs.meetings, pairs.statements):
        assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_actor("Odile Brandt"), _actor("Odile Brandt", kind="group")),
        (_actor("Odile Brandt"), _actor("Brandt")),
        (_actor("Odile Brandt", name="Odile Brand"), _actor("reporters", name="Odile Brand")),
        (_actor("Teo Vask"), _actor("shipowners", name="Téo Vask")),
        (_actor("Teo Vask"), _actor("reporters", name="T. Other", aliases=("Teo Vask",))),
        (_actor("union leader", kind="unnamed", name=None), _actor("union leader Teo Vask")),
    ],
)
def test_actors_are_alike_by_name_or_by_place(one: Actor, other: Actor) -> None:
    assert actor_similarity(one, other) >= 0.5
    assert actor_similarity(other, one) == pytest.approx(actor_similarity(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_actor("Odile Brandt"), _actor("Teo Vask")),
        (_actor("union leader", kind="unnamed", name=None), _actor("Mayor", name="Brandt")),
    ],
)
def test_actors_of_other_names_and_places_are_not_alike(one: Actor, other: Actor) -> None:
    assert actor_similarity(one, other) < 0.5


def test_a_word_that_stands_twice_in_a_name_counts_alike_from_both_sides() -> None:
    one, other = _actor("Teo Vask", name="Vask Vask Teo"), _actor("reporters", name="Vask Teo")

    assert actor_similarity(one, other) == actor_similarity(other, one)


def test_the_same_name_at_two_places_is_told_apart_by_place() -> None:
    apart = changed(ALL, {"a2.name": "Odile Brandt"})

    assert align(ALL, apart).actors["a1"] == "a1"
    assert align(apart, ALL).actors["a2"] == "a2"


def test_a_meeting_is_the_same_where_most_of_it_is_the_same() -> None:
    one = changed(ALL, {"m1.status": "cancelled", "m1.date": {}})

    assert align(ALL, one).meetings == {"m1": "m1", "m2": "m2"}


def test_a_meeting_of_other_people_is_another_meeting() -> None:
    one = changed(ALL, {"m1.participants": [{"actor": "a3"}, {"actor": "a4"}]})

    assert align(ALL, one).meetings == {"m2": "m2"}


def test_participants_are_compared_through_the_actors_found() -> None:
    renumbered = changed(
        ALL,
        {
            "a1.id": "a7",
            "m1.participants": [{"actor": "a2"}, {"actor": "a7"}],
            "s2.speaker": "a7",
            "s3.speaker": "a7",
        },
    )

    assert align(ALL, renumbered).actors["a1"] == "a7"
    assert align(ALL, renumbered).meetings["m1"] == "m1"


def _twice(first: dict[str, Any], second: dict[str, Any]) -> Gold:
    """Two meetings of the same two, told in the same sentence."""
    both: dict[str, Any] = {
        "participants": [{"actor": "a1"}, {"actor": "a2"}],
        "place": None,
        "date": {},
    }
    evidence = {"evidence": [_evidence("The old ones will stay until May, the town said.")]}
    changes = {
        f"{name}.{field}": value
        for name, fields in (("m1", first), ("m2", second))
        for field, value in (both | evidence | {"status": "held"} | fields).items()
    }
    return changed(ALL, changes)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"status": "held"}, {"status": "refused"}),
        ({"date": {}}, {"date": a_day("", "2022-03-10") | {"text": None}}),
        ({"place": {"name": "town hall"}}, {"place": {"name": "Rennes"}}),
        (
            {"date": {"text": _evidence("on Thursday")}},
            {"date": {"text": _evidence("on Monday")}},
        ),
        ({"evidence": [_evidence("Vask denied")]}, {"evidence": [_evidence("That I promise")]}),
    ],
)
def test_meetings_of_the_same_people_are_told_apart_by_any_other_field(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    straight, crossed = _twice(first, second), _twice(second, first)

    assert align(straight, straight).meetings == {"m1": "m1", "m2": "m2"}
    assert align(straight, crossed).meetings == {"m1": "m2", "m2": "m1"}


def test_a_statement_is_found_by_its_words_whoever_is_said_to_speak() -> None:
    one = changed(ALL, {"s4.speaker": "a1", "s4.content": [_evidence("strike had been planned")]})

    assert align(ALL, one).statements["s4"] == "s4"


def test_a_statement_with_few_words_in_common_is_another_statement() -> None:
    one = changed(ALL, {"s4.content": [_evidence("planned. He will receive shipowners in Rennes")]})

    assert "s4" not in align(ALL, one).statements


def test_statements_of_the_same_words_are_told_apart_by_speaker_then_cue() -> None:
    same = [_evidence("a strike had been planned")]
    one = changed(ALL, {"s3.content": same, "s3.cue": None, "s4.cue": None})
    crossed = changed(one, {"s3.speaker": "a2", "s4.speaker": "a1"})
    cues = {"s3.speaker": "a1", "s4.speaker": "a1"}
    cued = changed(one, {**cues, "s3.cue": _evidence("added"), "s4.cue": _evidence("denied")})
    cued_crossed = changed(
        one, {**cues, "s3.cue": _evidence("denied"), "s4.cue": _evidence("added")}
    )

    assert align(one, one).statements["s3"] == "s3"
    assert align(one, crossed).statements["s3"] == "s4"
    assert align(cued, cued).statements["s3"] == "s3"
    assert align(cued, cued_crossed).statements["s3"] == "s4"


def test_a_speaker_who_was_not_found_is_not_the_same_as_no_speaker() -> None:
    spoken = ALL.statements[3]
    nobody = spoken.model_copy(update={"speaker": None})
    somebody_else = spoken.model_copy(update={"speaker": "a1"})

    assert statement_similarity(spoken, nobody, {}) == statement_similarity(
        spoken, somebody_else, {}
    )
    assert statement_similarity(spoken, spoken, {"a2": "a2"}) == pytest.approx(1)
