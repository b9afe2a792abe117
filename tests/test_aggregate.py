"""Aggregating: articles added up, with the interval that drawing them anew gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.aggregate import LEAST_UNITS, aggregate
from evals.counts import Counts, total

COUNTS = st.builds(Counts, *[st.integers(0, 4)] * 5).filter(lambda counts: counts.compared > 0)
SCORES = st.lists(
    st.dictionaries(st.sampled_from(["meetings", "statements"]), COUNTS), min_size=1, max_size=8
)


@settings(max_examples=50)
@given(SCORES)
def test_a_figure_is_the_ratio_of_the_sums_and_lies_in_bounds(
    scores: list[dict[str, Counts]],
) -> None:
    figures = aggregate(scores, resamples=200)

    assert set(figures) == {name for one in scores for name in one}
    for name, figure in figures.items():
        counts = total(one[name] for one in scores if name in one)
        assert (figure.counts, figure.f1) == (counts, counts.f1)
        assert figure.articles == sum(name in one for one in scores)
        if figure.articles < LEAST_UNITS:
            assert figure.low is figure.high is None
        else:
            assert figure.low is not None
            assert figure.high is not None
            assert 0 <= figure.low <= figure.high <= 1


@settings(max_examples=20)
@given(SCORES)
def test_the_same_scores_have_the_same_figures(scores: list[dict[str, Counts]]) -> None:
    assert aggregate(scores, resamples=100) == aggregate(scores, resamples=100)


def test_large_articles_weigh_more_than_small_ones() -> None:
    figure = aggregate([{"m": Counts(cor=9)}, {"m": Counts(mis=1)}])["m"]

    assert figure.f1 == pytest.approx(18 / 19)


def test_articles_alike_have_no_spread() -> None:
    figure = aggregate([{"m": Counts(cor=3, mis=1)}] * 30)["m"]

    assert figure.low == pytest.approx(figure.f1)
    assert figure.high == pytest.approx(figure.f1)


def test_too_few_articles_have_no_interval() -> None:
    few = aggregate([{"m": Counts(cor=3, mis=1)}] * (LEAST_UNITS - 1) + [{}] * 30)["m"]
    stories = aggregate([{"m": Counts(cor=1)}] * 30, clusters=["one", "two", "three"] * 10)["m"]

    assert (few.low, few.high) == (None, None)
    assert (stories.low, stories.high) == (None, None)


def test_the_interval_of_many_articles_is_that_of_theory() -> None:
    """Of n articles with one value each, half of them right, F1 has the spread of a share."""
    right, wrong = {"m": Counts(cor=1)}, {"m": Counts(inc=1)}

    figure = aggregate([right] * 50 + [wrong] * 50)["m"]

    assert figure.f1 == 0.5
    assert figure.low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.01)
    assert figure.high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.01)


def test_an_article_without_anything_of_a_measure_changes_neither_figure_nor_count() -> None:
    one = {"m": Counts(cor=1, spu=1)}

    with_others = aggregate([one, {}, {"s": Counts(cor=1)}])["m"]

    assert with_others.f1 == aggregate([one])["m"].f1
    assert with_others.articles == 1


def test_nothing_measured_has_no_figures() -> None:
    assert aggregate([]) == {}
    assert aggregate([{}, {}]) == {}
