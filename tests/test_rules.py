"""Rules: what labels must fulfil beyond the schema, each with labels that break it."""

from typing import Any

import pytest
from hypothesis import given
from labelled import QUIET, TEXT, articles, changed, gold, quiet

from evals import rules
from evals.rules import CANARY, RULES, broken
from schemas import Evidence, Gold

ALL = gold()


def _at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return Evidence.of(TEXT, start, start + len(words)).model_dump()


def _piece(words: str) -> dict[str, Any]:
    return Evidence(exact=words, start=0, end=len(words)).model_dump()


ODILE = _at("Odile Brandt")
SHOUTED = {"a4.kind": "person", "a4.name": "ODILE BRANDT"}
TWO_BRANDTS = {"a4.kind": "person", "a4.name": "Odile Brandt"}
SAME_AS_M1 = {
    "m2.participants": [{"actor": "a2"}, {"actor": "a1"}],
    "m2.status": "held",
    "m2.modes": [],
    "m2.date": {"text": None},
    "m2.place": None,
    "m1.date": {"text": None},
    "m1.place": None,
}
SAME_AS_S2 = {"s3.content": [_at("Nobody loses a job")]}
NOT_OF_M2 = {"s2.meeting": "m2", "s2.occasion": "meeting"}

BROKEN: list[tuple[str, dict[str, Any], list[str]]] = [
    ("no_actor_stands_twice", TWO_BRANDTS | {"a4.mentions": [ODILE]}, ["a4"]),
    ("no_actor_stands_twice", SHOUTED | {"a4.mentions": [ODILE]}, ["a4"]),
    ("no_actor_stands_twice", TWO_BRANDTS, []),
    ("no_actor_stands_twice", {"a4.name": "Odile Brandt", "a4.mentions": [ODILE]}, []),
    ("every_actor_meets_or_speaks", {"s2.addressees": [], "s3.addressees": []}, ["a4"]),
    ("every_actor_meets_or_speaks", {"s1.speaker": None, "s2.relayed_by": "a3"}, []),
    ("every_actor_meets_or_speaks", {"s1.speaker": None}, ["a3"]),
    ("names_stand_without_article", {"a3.name": "the town"}, ["a3.name"]),
    ("names_stand_without_article", {"a1.title": "a Mayor"}, ["a1.title"]),
    ("names_stand_without_article", {"a2.organization": "an union"}, ["a2.organization"]),
    ("names_stand_without_article", {"a3.name": "theatre"}, []),
    ("meetings_stand_once", SAME_AS_M1, ["m2"]),
    ("meetings_stand_once", SAME_AS_M1 | {"m2.status": "denied"}, []),
    ("meetings_stand_once", SAME_AS_M1 | {"m2.date": {"text": _at("on Monday")}}, []),
    ("visits_have_visitors", {"m2.modes": []}, ["m2.modes"]),
    ("visits_have_visitors", {"m1.modes": ["visit"]}, ["m1.modes"]),
    ("calls_have_no_place", {"m1.format": "phone"}, ["m1.place"]),
    ("calls_have_no_place", {"m2.format": "video"}, ["m2.place"]),
    ("calls_have_no_place", {"m1.format": "phone", "m1.place": None}, []),
    ("weekdays_fit_their_dates", {"m1.date.value": "2022-03-11"}, ["m1.date"]),
    ("weekdays_fit_their_dates", {"m1.date.value": "2022-03-17"}, []),
    ("weekdays_fit_their_dates", {"m1.date.text": _piece("a month ago")}, []),
    ("weekdays_fit_their_dates", {"m1.date.text": _piece("late Mon")}, ["m1.date"]),
    (
        "weekdays_fit_their_dates",
        {"article.published.text": _at("on Monday")},
        ["article.published"],
    ),
    ("statements_stand_once", SAME_AS_S2 | {"s3.cue": _at("told")}, ["s3"]),
    ("statements_stand_once", SAME_AS_S2, []),
    ("content_is_what_is_said", {"s4.content": [_at("that a strike")]}, ["s4.content"]),
    ("content_is_what_is_said", {"s2.content": [_at("Nobody loses a job,")]}, ["s2.content"]),
    ("content_is_what_is_said", {"s4.content": [_piece("that day was lost in the U.S.")]}, []),
    ("content_is_what_is_said", {"s2.cue": _at("loses")}, ["s2.cue"]),
    ("content_is_what_is_said", {"s2.speaker_text": _at("Nobody")}, ["s2.speaker_text"]),
    ("quotations_have_their_marks", {"s4.quote_type": "direct"}, ["s4.quote_type"]),
    ("quotations_have_their_marks", {"s4.quote_type": "mixed"}, ["s4.quote_type"]),
    ("quotations_have_their_marks", {"s2.quote_type": "mixed"}, []),
    ("occasions_and_meetings_agree", {"s2.occasion": "meeting"}, ["s2.occasion"]),
    ("occasions_and_meetings_agree", {"s2.meeting": "m1"}, ["s2.occasion"]),
    ("occasions_and_meetings_agree", NOT_OF_M2, ["s2.meeting"]),
    ("occasions_and_meetings_agree", {"s2.meeting": "m1", "s2.occasion": "meeting"}, []),
    ("occasions_and_meetings_agree", {"s1.meeting": "m1", "s1.occasion": "meeting"}, []),
    ("media_fit_occasions", {"s2.medium": "writing"}, ["s2.medium"]),
    ("media_fit_occasions", {"s2.occasion": "social_media"}, ["s2.medium"]),
    ("media_fit_occasions", {"s1.medium": "writing"}, []),
    ("nobody_speaks_to_himself", {"s2.addressees": ["a4", "a1"]}, ["s2.addressees"]),
    ("nobody_speaks_to_himself", {"s2.relayed_by": "a1"}, ["s2.relayed_by"]),
    ("inner_statements_lie_inside", {"s3.nested_in": "s2"}, ["s3.nested_in"]),
    ("inner_statements_lie_inside", {"s3.nested_in": "s2", "s3.content": [_at("a job")]}, []),
    ("paths_lead_somewhere", {"annotation.unsure": ["m9"]}, ["annotation"]),
    ("paths_lead_somewhere", {"annotation.unsure": ["m1.speaker"]}, ["annotation"]),
    ("paths_lead_somewhere", {"annotation.unsure": ["m1.date", "s2", "a1.country"]}, []),
    (
        "paths_lead_somewhere",
        {"annotation.alternatives": [{"field": "s9.speaker", "values": ["a1"]}]},
        ["annotation"],
    ),
]  # fmt: skip
"""A rule, what is changed, and the fields it finds fault with."""


@pytest.mark.parametrize(("rule", "changes", "fields"), BROKEN)
def test_a_rule_finds_fault_with_what_breaks_it_and_with_nothing_else(
    rule: str, changes: dict[str, Any], fields: list[str]
) -> None:
    found = list(getattr(rules, rule)(changed(ALL, changes), TEXT))

    assert [fault.field for fault in found] == fields


def test_good_labels_break_no_rule() -> None:
    assert broken(ALL, TEXT) == []
    assert broken(quiet(), QUIET) == []


def test_every_rule_runs_and_has_labels_here_that_break_it() -> None:
    names = {rule.__name__ for rule in RULES}
    shown = {rule for rule, _, fields in BROKEN if fields}

    assert len(names) == len(RULES)
    assert shown == names - {"nothing_is_labelled_in_the_canary"}


def test_faults_of_all_rules_are_told_at_once() -> None:
    one = changed(ALL, {"m1.format": "phone", "m2.modes": [], "s2.relayed_by": "a1"})

    assert [fault.field for fault in broken(one, TEXT)] == [
        "m2.modes",
        "m1.place",
        "s2.relayed_by",
    ]


def test_outer_quotation_marks_stay_out_of_the_content() -> None:
    faults = broken(changed(ALL, {"s2.content": [_at("“Nobody loses a job,”")]}), TEXT)

    assert "s2.content: leave out the outer quotation marks" in map(str, faults)


@given(articles())
def test_rules_run_over_whatever_the_schema_allows(article: tuple[str, Gold]) -> None:
    text, one = article
    records = [*one.actors, *one.meetings, *one.statements]

    named = {fault.field.partition(".")[0] for fault in broken(one, text)}
    assert named <= {each.model_dump()["id"] for each in records}


def test_nothing_is_labelled_in_the_line_of_the_canary() -> None:
    text = f"{TEXT}\n{CANARY}\n"
    start = text.index(CANARY)
    inside = Evidence.of(text, start, start + 9).model_dump()

    assert broken(gold(text=text), text) == []
    assert [
        fault.advice for fault in broken(changed(gold(text=text), {"s4.cue": inside}), text)
    ] == ["something is labelled in the line of the canary"]


def test_a_weekday_is_compared_only_with_a_single_day() -> None:
    interval = {
        "value": "2022-03-10/2022-03-12",
        "granularity": "interval",
        "basis": "explicit",
        "text": _at("on Monday"),
    }

    assert broken(changed(ALL, {"m1.date": interval}), TEXT) == []


def test_a_fault_says_what_to_do() -> None:
    faults = broken(changed(ALL, {"m1.date.value": "2022-03-11"}), TEXT)

    assert [str(fault) for fault in faults] == ["m1.date: 2022-03-11 is a Friday, not a Thursday"]
