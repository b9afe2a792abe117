"""What a kind of error costs: the F1 there would be were it put right, less what there is."""

from collections.abc import Mapping
from typing import Any

import pytest
from labelled import changed, without
from readings import at, case, done, failed

from evals.compare import HEADLINES
from evals.counts import NOTHING, Counts, total
from evals.dataset import Case, read_corpus
from evals.measure import Measured, measure
from evals.replay import RECORDINGS, replay
from evals.runs import Prediction
from evals.view.costs import COSTED, Cost, costs, mixed, put_right
from schemas import Evidence, Gold

CASE = case()
TWO_DAYS = {"value": "2022-03-14/2022-03-15", "granularity": "interval", "basis": "explicit"}


def _costs(reading: Gold, one: Case = CASE) -> dict[str, Cost]:
    measured = measure([one], [done(reading)])
    return {cost.kind: cost for cost in costs([one], measured, resamples=200)}


def _more(one: Gold) -> Gold:
    """With a statement that nobody made."""
    words = Evidence.model_validate(at("will be red", CASE.text))
    invented = one.statements[0].model_copy(update={"id": "s9", "content": (words,), "cue": None})
    return one.model_copy(update={"statements": (*one.statements, invented)})


def _twice(one: Gold) -> Gold:
    """With a meeting that stands there a second time."""
    again = one.meetings[0].model_copy(update={"id": "m9"})
    return one.model_copy(update={"meetings": (*one.meetings, again)})


BOTH = {"statements", "statements.attributed"}
MET = {"meetings", "meetings.strict"}
STRICT = {"meetings.strict"}


@pytest.mark.parametrize(
    ("kind", "made", "where"),
    [
        ("statement missed", without(CASE.gold, "s1"), BOTH),
        ("statement invented", _more(CASE.gold), BOTH),
        ("wrong speaker", changed(CASE.gold, {"s1.speaker": "a2"}), {"statements.attributed"}),
        ("polarity wrong", changed(CASE.gold, {"s1.polarity": "denied"}), set()),
        ("meeting missed", without(without(CASE.gold, "m2"), "s9"), MET),
        ("meeting twice", _twice(CASE.gold), MET),
        ("date missing", changed(CASE.gold, {"m2.date": {}}), STRICT),
        ("date too coarse", changed(CASE.gold, {"m2.date": TWO_DAYS}), STRICT),
        ("place wrong", changed(CASE.gold, {"m1.place": None}), STRICT),
        ("scheduled taken for held", changed(CASE.gold, {"m2.status": "held"}), STRICT),
        ("status wrong", changed(CASE.gold, {"m1.status": "denied"}), STRICT),
        (
            "participant extra",
            changed(CASE.gold, {"m1.participants": [{"actor": one} for one in ("a1", "a2", "a4")]}),
            STRICT,
        ),
    ],
)
def test_where_a_kind_is_all_that_is_wrong_it_costs_all_that_is_missing(
    kind: str, made: Gold, where: set[str]
) -> None:
    now = measure([CASE], [done(made)])[0].scores
    found = _costs(made)

    assert list(found) == [kind]
    for name in COSTED:
        gain = found[kind].gains[name]
        assert gain is not None
        missing = 1.0 - (now[name].f1 or 0.0)
        assert gain.gain == pytest.approx(missing if name in where else 0.0)
        assert (gain.gain > 0) == (name in where)


def test_a_meeting_with_two_wrong_fields_is_mended_by_neither_alone() -> None:
    made = changed(CASE.gold, {"m2.date": {}, "m2.status": "held"})
    found = _costs(made)

    assert {kind: cost.most for kind, cost in found.items()} == {
        "date missing": 0.0,
        "scheduled taken for held": 0.0,
    }
    assert mixed([CASE], measure([CASE], [done(made)])) == (1, 1)


def test_several_errors_of_one_kind_are_put_right_together() -> None:
    extra = [{"actor": one} for one in ("a1", "a2", "a4", "a5")]
    found = _costs(changed(CASE.gold, {"m1.participants": extra}))["participant extra"]
    gain = found.gains["meetings.strict"]

    assert found.errors == 2
    assert gain is not None
    assert gain.f1 == 1.0


def test_what_gold_is_unsure_of_costs_nothing() -> None:
    unsure = case(unsure=["m2.date", "s1.speaker"])
    made = without(without(changed(unsure.gold, {"annotation.unsure": []}), "m2"), "s1")
    found = _costs(made, unsure)

    strict = found["meeting missed"].gains["meetings.strict"]
    attributed = found["statement missed"].gains["statements.attributed"]
    assert (strict and strict.gain, attributed and attributed.gain) == (0.0, 0.0)
    assert found["meeting missed"].most > 0


def test_a_failed_article_costs_its_records() -> None:
    measured = measure([CASE], [failed(CASE.id)])
    found = {cost.kind: cost for cost in costs([CASE], measured, resamples=200)}

    assert [cost.most for cost in found.values()] == [1.0, 1.0]
    assert set(found) == {"meeting missed", "statement missed"}


def test_over_several_epochs_it_is_said_what_cannot_be_told() -> None:
    made = changed(CASE.gold, {"m2.date": {}, "s1.speaker": "a2"})
    measured = measure([CASE], [done(made), done(made, epoch=2)])
    found = {cost.kind: cost for cost in costs([CASE], measured, resamples=200)}

    assert found["date missing"].unknown
    assert found["date missing"].gains["meetings.strict"] is None
    speaker = found["wrong speaker"].gains["statements.attributed"]
    assert speaker is not None
    assert (speaker.f1, found["wrong speaker"].errors) == (1.0, 2)


def test_an_interval_stands_where_ten_articles_have_the_kind() -> None:
    cases = [case(number) for number in range(1, 13)]
    wrong: dict[str, Any] = {"s1.speaker": "a2"}
    made = [changed(one.gold, wrong if number < 10 else {}) for number, one in enumerate(cases)]
    made[0] = without(made[0], "m2")
    measured = measure(cases, map(done, made))
    found = {cost.kind: cost for cost in costs(cases, measured, resamples=500)}
    speaker = found["wrong speaker"].gains["statements.attributed"]
    missed = found["meeting missed"].gains["meetings"]

    assert speaker is not None
    assert speaker.low is not None
    assert speaker.high is not None
    assert 0 < speaker.low < speaker.gain < speaker.high
    assert missed is not None
    assert missed.low is None


@pytest.fixture(scope="module")
def recorded() -> tuple[list[Case], list[Measured], list[Prediction]]:
    cases = list(read_corpus())
    predictions = list(replay(RECORDINGS / "local", cases)[1])
    assert all(one.record for one in predictions)
    return cases, measure(cases, predictions), predictions


Recorded = tuple[list[Case], list[Measured], list[Prediction]]


def _then(recorded: Recorded, name: str) -> Counts:
    """The counts of a recorded run with all errors put right."""
    cases, measured, _ = recorded
    now = [one.scores.get(name, NOTHING) for one in measured]
    changes = [
        change
        for one, found in zip(cases, measured, strict=True)
        for (_, measure), change in put_right(one, found).items()
        if measure == name
    ]
    return total([*now, *changes])


@pytest.mark.parametrize("name", ["meetings", "statements", "statements.attributed"])
def test_with_every_kind_put_right_nothing_recorded_is_wrong(recorded: Recorded, name: str) -> None:
    then = _then(recorded, name)

    assert (then.inc, then.mis, then.spu) == (0, 0, 0)
    assert then.cor == total(one.scores.get(name, NOTHING) for one in recorded[1]).possible


def test_what_is_left_wrong_of_strict_meetings_has_several_kinds(recorded: Recorded) -> None:
    cases, measured, _ = recorded
    several, fail = mixed(cases, measured)

    assert fail == total(one.scores.get("meetings.strict", NOTHING) for one in measured).inc
    assert _then(recorded, "meetings.strict").inc == several
    assert _then(recorded, "meetings.strict").mis == 0


def test_an_invented_record_that_is_gone_is_what_its_kind_costs(recorded: Recorded) -> None:
    cases, measured, predictions = recorded
    invented: dict[str, set[str]] = {one.article: set() for one in measured}
    for error in (error for one in measured for error in one.errors):
        if error.kind == "statement invented" and error.other:
            invented[error.article].add(error.other)
    mended = [_without(one, invented[one.article]) for one in predictions]
    then = total(one.scores.get("statements", NOTHING) for one in measure(cases, mended)).f1
    found = next(
        one for one in costs(cases, measured, resamples=100) if one.kind == "statement invented"
    )

    gain = found.gains["statements"]
    assert gain is not None
    assert gain.f1 == pytest.approx(then)


def _without(prediction: Prediction, ids: set[str]) -> Prediction:
    record = prediction.record
    if record is None:
        return prediction
    kept: Mapping[str, Any] = {
        "statements": tuple(one for one in record.statements if one.id not in ids)
    }
    return Prediction(prediction.article, 1, "done", None, 0.0, record.model_copy(update=kept))


def test_headlines_that_are_costed_are_headlines() -> None:
    assert set(COSTED) <= set(HEADLINES)
