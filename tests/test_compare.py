"""Comparing: two systems on the same articles, and what may be said of their difference."""

import pytest
from labelled import changed, without
from readings import at, case, done, measured

from evals.aggregate import LEAST_UNITS
from evals.compare import HEADLINES, Comparison, Difference, compare, verdict
from evals.counts import COR, INC, Counts
from evals.dataset import CorpusError
from evals.errors import Error, ErrorKind
from evals.measure import Measured, measure
from evals.score import Scores
from schemas import Gold

RESAMPLES = 500
CASES = [case(number) for number in range(1, 4)]


def _system(*scores: Scores) -> list[Measured]:
    return [measured(f"{number:03}", one) for number, one in enumerate(scores)]


def _right(articles: int, of: int, name: str = "meetings") -> list[Measured]:
    """A system that has one thing to find in each article and finds it in the first of them."""
    return _system(*[{name: COR}] * articles, *[{name: INC}] * (of - articles))


def _compared(before: list[Measured], after: list[Measured]) -> Comparison:
    return compare(before, after, RESAMPLES)


def _read(change: dict[str, object]) -> list[Measured]:
    """A system that makes the same mistakes in every article."""
    return measure(CASES, [done(changed(one.gold, change)) for one in CASES])


def _kinds(errors: tuple[Error, ...]) -> set[ErrorKind]:
    return {error.kind for error in errors}


def test_a_system_does_not_differ_from_itself() -> None:
    one = _right(15, of=30)

    same = _compared(one, one)

    assert same.articles == 30
    found = same.differences["meetings"]
    assert (found.before, found.after, found.difference) == (0.5, 0.5, 0.0)
    assert (found.low, found.high, found.p, found.detectable) == (0.0, 0.0, 1.0, None)
    assert verdict(same) == ("passed", "no headline has fallen by 0.05 or more")


def test_a_system_has_fixed_and_broken_nothing_of_its_own() -> None:
    one = _read({"s2.speaker": "a2", "m1.date.value": "2022-03-11"})

    same = _compared(one, one)

    assert (same.fixed, same.broken) == ((), ())
    assert set(same.still_wrong) == {error for each in one for error in each.errors}
    assert verdict(same)[0] != "failed"


def test_swapping_sides_negates_every_difference() -> None:
    one, other = _right(20, of=40), _right(25, of=40)

    there = _compared(one, other).differences["meetings"]
    back = _compared(other, one).differences["meetings"]

    assert there.difference is not None
    assert there.low is not None
    assert there.high is not None
    assert (back.before, back.after) == (there.after, there.before)
    assert back.difference == -there.difference
    assert back.low == pytest.approx(-there.high)
    assert back.high == pytest.approx(-there.low)
    assert back.p == there.p
    assert back.detectable == pytest.approx(there.detectable)


def test_fixed_broken_and_still_wrong_errors_are_told_apart() -> None:
    before = _read({"s2.speaker": "a2", "s4.polarity": "asserted"})
    after = _read({"s2.speaker": "a2", "m1.date.value": "2022-03-11"})

    found = _compared(before, after)

    assert _kinds(found.fixed) == {"polarity wrong"}
    assert _kinds(found.broken) == {"date wrong"}
    assert _kinds(found.still_wrong) == {"wrong speaker"}
    assert [error.article for error in found.fixed] == [one.id for one in CASES]


def test_swapping_sides_swaps_what_is_fixed_and_what_is_broken() -> None:
    one, other = _read({"s4.polarity": "asserted"}), _read({"s4.quote_type": "direct"})

    assert _compared(one, other).fixed == _compared(other, one).broken != ()


def test_an_error_of_a_record_alone_is_the_same_whatever_its_id() -> None:
    """Ids of a prediction are only numbers; what was invented is known by its words."""

    def invented(identifier: str, words: str) -> list[Measured]:
        reading = CASES[0].gold
        more = changed(reading, {"s1.content": [at(words)]}).statements[0]
        said = (*reading.statements, more.model_copy(update={"id": identifier}))
        return measure(CASES[:1], [done(reading.model_copy(update={"statements": said}))])

    same = _compared(invented("s5", "to discuss cranes"), invented("s9", "to discuss cranes"))
    other = _compared(invented("s5", "to discuss cranes"), invented("s5", "met union leader"))

    assert (same.fixed, same.broken, len(same.still_wrong)) == ((), (), 1)
    assert (len(other.fixed), len(other.broken), other.still_wrong) == (1, 1, ())


def test_too_few_articles_have_a_difference_but_nothing_that_says_how_sure_it_is() -> None:
    few = _compared(_right(0, of=LEAST_UNITS - 1), _right(LEAST_UNITS - 1, of=LEAST_UNITS - 1))

    found = few.differences["meetings"]
    assert found.difference == 1.0
    assert (found.low, found.high, found.p, found.detectable) == (None,) * 4
    assert verdict(few) == ("inconclusive", "a fall of 0.05 or more in meetings is not ruled out")


def test_ten_articles_are_enough_for_an_interval() -> None:
    found = _compared(_right(5, of=LEAST_UNITS), _right(6, of=LEAST_UNITS)).differences["meetings"]

    assert found.low is not None
    assert found.p is not None


def test_many_articles_of_few_stories_are_few() -> None:
    stories = ["one", "two", "three"] * 10

    found = compare(_right(10, of=30), _right(30, of=30), RESAMPLES, stories)

    assert found.differences["meetings"].p is None
    assert verdict(found)[0] == "inconclusive"


def test_articles_that_have_nothing_of_a_measure_do_not_make_it_surer() -> None:
    nothing: list[Scores] = [{}] * 40

    found = _compared(
        _system(*[{"meetings": INC}] * 9, *nothing), _system(*[{"meetings": COR}] * 9, *nothing)
    )

    assert found.differences["meetings"].low is None


def test_a_clear_gain_has_passed() -> None:
    found = _compared(_right(20, of=40), _right(40, of=40))

    assert found.differences["meetings"].low is not None
    assert found.differences["meetings"].low > 0
    assert verdict(found)[0] == "passed"


def test_a_clear_loss_has_failed_and_is_named() -> None:
    found = _compared(_right(40, of=40), _right(20, of=40))

    assert verdict(found) == ("failed", "worse by more than chance: meetings -0.500")


def test_a_loss_that_may_be_chance_is_inconclusive() -> None:
    found = _compared(_right(12, of=12), _right(11, of=12))

    assert (found.differences["meetings"].p or 0) > 0.05
    assert verdict(found)[0] == "inconclusive"


def test_a_gain_in_one_headline_does_not_make_up_for_a_loss_in_another() -> None:
    before = _system(*[{"meetings": INC, "statements": COR}] * 30)
    after = _system(*[{"meetings": COR, "statements": INC}] * 30)

    assert verdict(_compared(before, after)) == (
        "failed",
        "worse by more than chance: statements -1.000",
    )


def test_a_gain_in_one_headline_does_not_make_another_surer() -> None:
    actors: list[Scores] = [{"actors": COR}, {"actors": INC}] * 15
    before = _system(*[{**one, "meetings": INC} for one in actors])
    after = _system(*[{**one, "meetings": COR} for one in reversed(actors)])

    assert verdict(_compared(before, after)) == (
        "inconclusive",
        "a fall of 0.05 or more in actors is not ruled out",
    )


def test_a_field_may_fall_without_a_verdict() -> None:
    falling = _compared(_right(40, 40, "meeting.date"), _right(0, 40, "meeting.date"))

    assert verdict(falling)[0] == "inconclusive"  # no headline was measured at all


def test_both_are_resampled_with_the_same_articles() -> None:
    """The articles differ much, the systems by the same in each: that is no uncertainty."""
    hits = [number % 9 for number in range(30)]
    before = _system(*[{"meetings": Counts(cor=one, inc=10 - one)} for one in hits])
    after = _system(*[{"meetings": Counts(cor=one + 1, inc=9 - one)} for one in hits])

    found = _compared(before, after).differences["meetings"]

    assert found.low == pytest.approx(0.1)
    assert found.high == pytest.approx(0.1)
    assert found.detectable == pytest.approx(0.0, abs=1e-6)
    assert found.p == pytest.approx(2 / (RESAMPLES + 1))


def test_the_same_comparison_has_the_same_figures() -> None:
    one, other = _right(20, of=40), _right(25, of=40)

    assert _compared(one, other) == _compared(one, other)


def test_finding_nothing_where_there_is_nothing_is_right() -> None:
    one, other = _system(*[{"actors": COR}] * 10), _right(10, of=10)

    found = _compared(one, other).differences

    assert (found["meetings"].before, found["meetings"].after) == (1.0, 1.0)
    assert found["meetings"].difference == 0


def test_inventing_where_there_is_nothing_is_a_loss() -> None:
    quiet, inventing = _system(*[{}] * 20), _system(*[{"meetings": Counts(spu=1)}] * 20)

    lost = _compared(quiet, inventing)

    assert lost.differences["meetings"].difference == -1
    assert verdict(lost)[0] == "failed"


def test_systems_measured_on_different_articles_are_not_compared() -> None:
    with pytest.raises(CorpusError, match="not measured on the same articles"):
        compare(_right(2, of=2), _right(2, of=3))


def test_a_reading_with_a_record_less_has_broken_that_record() -> None:
    def left(reading: Gold) -> Gold:
        return without(reading, "m2")

    all_read, one_missed = _read({}), measure(CASES, [done(left(one.gold)) for one in CASES])

    found = _compared(all_read, one_missed)

    assert [(error.kind, error.gold) for error in found.broken] == [("meeting missed", "m2")] * 3


def test_one_of_two_missing_participants_found_is_one_error_fixed() -> None:
    both = [_missing("Odile Brandt"), _missing("Teo Vask")]

    found = compare([measured("a", {}, both)], [measured("a", {}, both[:1])])

    assert (len(found.fixed), len(found.still_wrong)) == (1, 1)
    assert found.fixed[0].expected == "Teo Vask"


def test_an_error_made_in_one_epoch_less_is_fixed_once() -> None:
    twice = [_missing("Teo Vask")] * 2

    found = compare([measured("a", {}, twice)], [measured("a", {}, twice[:1])])

    assert (len(found.fixed), len(found.broken), len(found.still_wrong)) == (1, 0, 1)


def _missing(name: str) -> Error:
    return Error("participant missing", "a", "m1", "m1", name, "")


def test_a_fall_after_one_that_may_be_chance_may_be_chance_too() -> None:
    """Holm's steps end at the first p that is too great for its rank."""
    some = {
        name: Difference(0.5, 0.47, -0.03, -0.058, -0.002, p, 0.04)
        for name, p in zip(HEADLINES, (0.02, 0.03, 0.035, 0.04, 0.045), strict=True)
    }

    assert verdict(Comparison(60, some, (), (), ()))[0] == "inconclusive"


def test_each_fall_is_sure_if_all_before_it_are() -> None:
    some = {
        name: Difference(0.5, 0.47, -0.03, -0.058, -0.002, p, 0.04)
        for name, p in zip(HEADLINES, (0.04, 0.001, 0.9, 0.002, 0.9), strict=True)
    }

    assert verdict(Comparison(60, some, (), (), ())) == (
        "failed",
        "worse by more than chance: meetings.strict -0.030, statements.attributed -0.030",
    )
