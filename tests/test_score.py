"""Scoring: laws that hold for any two readings, and what each mistake costs."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import TEXT, articles, changed, gold, without

from evals.counts import COR, INC, MIS, NOTHING, PAR, SPU, Counts
from evals.fields import ACTOR, MEETING, STATEMENT
from evals.score import Scores, score_article
from schemas import Evidence, Gold

ALL = gold()
RECORDS = ("actors", "meetings", "statements")


def _at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return Evidence.of(TEXT, start, start + len(words)).model_dump()


def _costs(other: Gold, one: Gold = ALL) -> Mapping[str, Counts]:
    """The measures that another reading does not get wholly right."""
    scores = score_article(one, other)
    return {name: counts for name, counts in scores.items() if counts.cor != counts.compared}


def _both_sides(scores: Scores) -> Scores:
    """Without the measures that ask for one side's type, or how much of gold is covered."""
    return {
        name: counts
        for name, counts in scores.items()
        if "[" not in name and name != "statements.cov30"
    }


@st.composite
def readings(draw: st.DrawFn) -> tuple[Gold, Gold]:
    """An article's gold and a reading of it that has other values, and fewer records."""
    _, one = draw(articles())
    statuses = st.sampled_from(["held", "scheduled", "denied"])
    kept = {name: [each for each in getattr(one, name) if draw(st.booleans())] for name in RECORDS}
    meetings = [each.model_copy(update={"status": draw(statuses)}) for each in kept["meetings"]]
    speakers = st.none() | st.sampled_from([each.id for each in one.actors])
    statements = [
        each.model_copy(update={"speaker": draw(speakers), "content": each.content[:1]})
        for each in kept["statements"]
    ]
    other = {"actors": kept["actors"], "meetings": meetings, "statements": statements}
    return one, one.model_copy(update={name: tuple(each) for name, each in other.items()})


@given(articles())
def test_a_reading_against_itself_is_all_correct(article: tuple[str, Gold]) -> None:
    _, one = article
    scores = score_article(one, one)

    assert all(counts == Counts(cor=counts.compared) for counts in scores.values())
    assert [scores.get(name, NOTHING).cor for name in RECORDS] == [
        len(getattr(one, name)) for name in RECORDS
    ]
    assert scores.get("meetings.strict", NOTHING).cor == len(one.meetings)
    for name in ("attributed", "cov30", "jac80"):
        assert scores.get(f"statements.{name}", NOTHING).cor == len(one.statements)


@given(readings(), st.data())
def test_shuffling_records_changes_nothing(pair: tuple[Gold, Gold], data: st.DataObject) -> None:
    one, other = pair
    orders = [
        {name: tuple(data.draw(st.permutations(getattr(each, name)))) for name in RECORDS}
        for each in pair
    ]

    assert score_article(
        one.model_copy(update=orders[0]), other.model_copy(update=orders[1])
    ) == score_article(one, other)


@given(articles(), st.data())
def test_dropping_a_record_lowers_recall_only_and_adding_one_precision_only(
    article: tuple[str, Gold], data: st.DataObject
) -> None:
    _, one = article
    kind = data.draw(st.sampled_from([name for name in RECORDS if getattr(one, name)]))
    dropped = data.draw(st.sampled_from(getattr(one, kind)))
    fewer, before = without(one, dropped.id), score_article(one, one)

    missing, invented = score_article(one, fewer), score_article(fewer, one)

    for name in (each for each in before if each.startswith(kind)):
        lost = 0 if _asks_for_another_type(name, dropped) else 1
        assert missing[name] == Counts(cor=before[name].cor - lost, mis=lost)
        assert invented[name] == Counts(cor=before[name].cor - lost, spu=lost)


def _asks_for_another_type(measure: str, record: Any) -> bool:
    wanted = measure.partition("[")[2].rstrip("]")
    return bool(wanted) and wanted not in (
        getattr(record, "status", None),
        getattr(record, "quote_type", None),
    )


@given(readings())
def test_swapping_sides_swaps_missing_and_spurious(pair: tuple[Gold, Gold]) -> None:
    one, other = pair
    there, back = score_article(one, other), score_article(other, one)

    assert _both_sides(there) == {
        name: Counts(counts.cor, counts.par, counts.inc, mis=counts.spu, spu=counts.mis)
        for name, counts in _both_sides(back).items()
    }


@given(articles(), st.data())
def test_a_wrong_date_costs_exactly_one_date(
    article: tuple[str, Gold], data: st.DataObject
) -> None:
    _, one = article
    dated = [each for each in one.meetings if each.date.value][:1]
    alone = one.model_copy(update={"meetings": tuple(dated), "statements": ()})
    day = data.draw(st.integers(10, 31))
    changes = {f"{each.id}.date.value": f"2022-03-{day}" for each in dated}

    assert _costs(changed(alone, changes), alone) == (
        {"meeting.date": INC, "meetings.strict": INC} if dated else {}
    )


STRICT = {"meetings.strict": INC}
ATTRIBUTED = {"statements.attributed": INC}
FAIR = {"name": "crane fair"}
TYPED = ("statements", "statements.jac80")
"""Measures that a statement of another type is missing of its own type in."""

COSTS: Mapping[str, tuple[dict[str, Any], Mapping[str, Counts]]] = {
    "actor.kind": ({"a4.kind": "organization"}, {"actor.kind": INC}),
    "actor.name": ({"a1.name": "Brandt"}, {"actor.name": PAR}),
    "actor.title": ({"a2.title": "leader"}, {"actor.title": PAR}),
    "actor.organization": ({"a2.organization": None}, {"actor.organization": MIS}),
    "actor.country": ({"a1.country": "NOR"}, {"actor.country": SPU}),
    "actor.aliases": ({"a1.aliases": []}, {"actor.aliases": MIS}),
    "actor.mentions": ({"a1.mentions": [_at("Odile Brandt")]}, {"actor.mentions": MIS}),
    "meeting.participants": (
        {"m1.participants": [{"actor": "a1", "role": "host"}, {"actor": "a3"}]},
        {"meeting.participants": MIS + SPU, **STRICT},
    ),
    "meeting.participants.role": (
        {"m1.participants.1.role": "visitor"},
        {"meeting.participants.role": INC},
    ),
    "meeting.status": (
        {"m1.status": "refused"},
        {"meeting.status": INC, "meetings[held]": MIS, "meetings[refused]": SPU, **STRICT},
    ),
    "meeting.mention": ({"m1.mention": "background"}, {"meeting.mention": INC}),
    "meeting.format": ({"m1.format": "phone"}, {"meeting.format": INC}),
    "meeting.modes": ({"m1.modes": ["multilateral"]}, {"meeting.modes": SPU}),
    "meeting.date": ({"m1.date.value": "2022-03-11"}, {"meeting.date": INC, **STRICT}),
    "meeting.date.granularity": (
        {"m1.date.value": "2022-03", "m1.date.granularity": "month"},
        {"meeting.date": INC, "meeting.date.granularity": INC, **STRICT},
    ),
    "meeting.date.basis": ({"m1.date.basis": "explicit"}, {"meeting.date.basis": INC}),
    "meeting.date.text": ({"m1.date.text": None}, {"meeting.date.text": MIS}),
    "meeting.place": ({"m1.place.name": "Rennes", "m1.place.text": None},
                      {"meeting.place": INC, **STRICT}),
    "meeting.place.country": ({"m2.place.country": "DEU"}, {"meeting.place.country": INC}),
    "meeting.occasion": (
        {"m1.occasion": FAIR},
        {"meeting.occasion": SPU, "meeting.occasion.on_sidelines": SPU},
    ),
    "meeting.occasion.on_sidelines": (
        {"m2.occasion": FAIR | {"on_sidelines": True}},
        {"meeting.occasion": SPU, "meeting.occasion.on_sidelines": SPU},
    ),
    "meeting.topics": ({"m1.topics": []}, {"meeting.topics": MIS}),
    "meeting.outcomes": ({"m1.outcomes.0.type": "signed"}, {"meeting.outcomes": INC}),
    "meeting.evidence": ({"m1.evidence": [_at("That I promise")]}, {"meeting.evidence": MIS + SPU}),
    "statement.speaker": ({"s2.speaker": "a2"}, {"statement.speaker": INC, **ATTRIBUTED}),
    "statement.speaker_text": ({"s2.speaker_text": None}, {"statement.speaker_text": MIS}),
    "statement.cue": ({"s2.cue": _at("promise")}, {"statement.cue": INC}),
    "statement.content": (
        {"s2.content": [_at("loses a job")]},
        {
            "statement.content": PAR,
            "statements.jac80": INC,
            "statements.jac80[direct]": INC,
        },
    ),
    "statement.quote_type": (
        {"s2.quote_type": "mixed"},
        {
            "statement.quote_type": INC,
            **{f"{name}[direct]": MIS for name in TYPED},
            **{f"{name}[mixed]": SPU for name in TYPED},
        },
    ),
    "statement.medium": ({"s2.medium": "writing"}, {"statement.medium": INC}),
    "statement.polarity": ({"s4.polarity": "asserted"}, {"statement.polarity": INC}),
    "statement.addressees": ({"s2.addressees": ["a2", "a4"]}, {"statement.addressees": SPU}),
    "statement.occasion": ({"s2.occasion": "speech"}, {"statement.occasion": INC}),
    "statement.meeting": ({"s2.meeting": "m1"}, {"statement.meeting": SPU}),
    "statement.relayed_by": ({"s2.relayed_by": "a3"}, {"statement.relayed_by": SPU}),
    "statement.nested_in": ({"s3.nested_in": "s2"}, {"statement.nested_in": SPU}),
}  # fmt: skip
"""By measure of a field: a change, and every measure that is not wholly right for it."""


@pytest.mark.parametrize("measure", COSTS)
def test_a_mistake_costs_its_own_field_and_what_rests_on_it(measure: str) -> None:
    changes, costs = COSTS[measure]
    found = {
        name: Counts(0, counts.par, counts.inc, counts.mis, counts.spu)
        for name, counts in _costs(changed(ALL, changes)).items()
    }

    assert measure in costs
    assert found == costs


def test_every_measure_of_a_field_has_its_mistake_here() -> None:
    scored = {"actor": ACTOR, "meeting": MEETING, "statement": STATEMENT}

    assert set(COSTS) == {f"{name}.{field}" for name, fields in scored.items() for field in fields}


def test_a_statement_found_by_less_than_a_third_of_its_words_is_not_covered() -> None:
    long = "Mayor Odile Brandt met union leader Teo Vask at the town hall on Thursday"
    one = changed(ALL, {"s4.content": [_at(long)]})
    part = changed(ALL, {"s4.content": [_at("Mayor Odile Brandt")]})

    assert _costs(part, one)["statements.cov30"] == Counts(cor=3, mis=1, spu=1)
    assert _costs(one, part)["statements.jac80"] == Counts(cor=3, inc=1)
    assert "statements.cov30" not in _costs(one, part)


def test_a_reading_of_nothing_misses_everything() -> None:
    nothing = ALL.model_copy(update=dict.fromkeys(RECORDS, ()))
    scores = score_article(ALL, nothing)

    assert {name: scores[name] for name in ("actors", "meetings.strict", "statements[direct]")} == {
        "actors": Counts(mis=5),
        "meetings.strict": Counts(mis=2),
        "statements[direct]": Counts(mis=2),
    }
    assert not any(
        "." in name and name.partition(".")[0] in ("meeting", "actor") for name in scores
    )
    assert score_article(nothing, nothing) == {}


def test_a_record_found_twice_is_spurious_once() -> None:
    twice = ALL.model_copy(
        update={"statements": (*ALL.statements, ALL.statements[3].model_copy(update={"id": "s5"}))}
    )

    assert _costs(twice)["statements"] == Counts(cor=4, spu=1)


def _annotated(**annotation: Any) -> Gold:
    return gold({f"annotation.{name}": value for name, value in annotation.items()})


def test_a_field_that_gold_is_unsure_of_is_not_scored() -> None:
    one = _annotated(unsure=["m1.date", "s2.speaker"])
    other = changed(ALL, {"m1.date.value": "2022-03-11", "s2.speaker": "a2"})
    scores = score_article(one, other)

    assert _costs(other, one) == {}
    assert scores["meeting.date"] == scores["meeting.date.text"] == COR
    assert scores["statement.speaker"] == Counts(cor=3)
    assert scores["meetings.strict"] == Counts(cor=1)
    assert scores["statements.attributed"] == Counts(cor=3)


def test_a_record_that_gold_is_unsure_of_is_neither_missed_nor_spurious() -> None:
    one = _annotated(unsure=["s4", "m2"])

    assert score_article(one, ALL)["statements"] == Counts(cor=3)
    assert score_article(one, without(ALL, "s4"))["statements"] == Counts(cor=3)
    assert score_article(one, without(ALL, "m2"))["meetings"] == Counts(cor=1)


@pytest.mark.parametrize(
    ("field", "value", "changes"),
    [
        ("m1.date", "2022-03-11", {"m1.date.value": "2022-03-11"}),
        ("m1.date", None, {"m1.date": {"text": _at("on Thursday")}}),
        ("m1.place", "Rennes", {"m1.place": {"name": "Rennes"}}),
        ("m1.place", None, {"m1.place": None}),
        ("m1.occasion", "crane fair", {"m1.occasion": FAIR}),
        ("m1.status", "scheduled", {"m1.status": "scheduled"}),
        ("s2.speaker", "a2", {"s2.speaker": "a2"}),
        ("s2.speaker", None, {"s2.speaker": None}),
        ("s2.meeting", "m1", {"s2.meeting": "m1"}),
        ("s3.nested_in", "s2", {"s3.nested_in": "s2"}),
        ("s4.cue", None, {"s4.cue": None}),
        ("a2.title", "leader", {"a2.title": "leader"}),
    ],
)
def test_an_alternative_is_as_good_as_golds_own_value(
    field: str, value: str | None, changes: dict[str, Any]
) -> None:
    one = _annotated(alternatives=[{"field": field, "values": [value]}])
    other = changed(ALL, changes)
    identifier, _, name = field.partition(".")
    measure = f"{({'a': 'actor', 'm': 'meeting', 's': 'statement'})[identifier[0]]}.{name}"

    assert measure in _costs(other)
    assert measure not in _costs(other, one)
    assert not {"meetings.strict", "statements.attributed"} & _costs(other, one).keys()


@pytest.mark.parametrize(
    ("field", "value", "changes"),
    [
        ("m1.occasion", None, {"m1.occasion": FAIR}),
        ("s2.addressees", None, {"s2.addressees": ["a2"]}),
        ("m1.modes", None, {"m1.modes": ["multilateral"]}),
        ("s4.cue", None, {"s4.cue": _at("promise")}),
        ("m1.date", "2022-03-12", {"m1.date.value": "2022-03-11"}),
    ],
)
def test_another_value_than_the_alternative_is_wrong(
    field: str, value: str | None, changes: dict[str, Any]
) -> None:
    one = _annotated(alternatives=[{"field": field, "values": [value]}])
    other = changed(one, changes)

    assert _costs(other, one) == _costs(changed(ALL, changes))


def test_an_alternative_names_an_actor_of_gold_not_of_the_other_side() -> None:
    one = _annotated(alternatives=[{"field": "s4.speaker", "values": ["a4", None]}])
    stranger = changed(
        ALL,
        {
            "a4.name": "Ada Kern",
            "a4.mentions": [_at("cranes")],
            "s4.speaker": "a4",
        },
    )

    assert _costs(stranger, one)["statement.speaker"] == Counts(cor=3, inc=1)
