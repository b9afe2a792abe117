"""Linking: the same thing across articles, against published figures and on a small story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import changed, gold

from evals.linking import linking
from evals.scorers.links import Clusters, b_cubed, ceaf, clusters, conll, muc
from schemas import Gold

KEY = "12345 67 89ABC"
"""The worked example of Luo (2005), "On Coreference Resolution Performance Metrics", figure 1."""


def _clusters(letters: str) -> Clusters:
    return [frozenset(cluster) for cluster in letters.split()]


@pytest.mark.parametrize(
    ("response", "muc_f1", "b_cubed_f1", "ceaf_f1"),
    [
        ("12345 6789ABC", 0.947, 0.865, 0.733),
        ("1234589ABC 67", 0.947, 0.737, 0.667),
        ("123456789ABC", 0.900, 0.545, 0.294),
        ("1 2 3 4 5 6 7 8 9 A B C", None, 0.400, 0.178),
    ],
)
def test_the_table_of_luo_2005_is_reproduced(
    response: str, muc_f1: float | None, b_cubed_f1: float, ceaf_f1: float
) -> None:
    key, answer = _clusters(KEY), _clusters(response)

    found = muc(key, answer).f1
    assert (found and round(found, 3)) == muc_f1
    assert round(b_cubed(key, answer).f1 or 0, 3) == b_cubed_f1
    assert round(ceaf(key, answer).f1 or 0, 3) == ceaf_f1


def test_the_conll_average_is_the_mean_of_the_three() -> None:
    key, answer = _clusters(KEY), _clusters("12345 6789ABC")

    assert conll(key, answer) == pytest.approx((0.9474 + 0.8649 + 0.7333) / 3, abs=1e-4)
    assert conll(_clusters("1 2"), _clusters("1 2")) is None  # nothing is linked


_LABELS = st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 3), min_size=1)


@given(_LABELS)
def test_clusters_agree_fully_with_themselves(labels: dict[int, int | None]) -> None:
    one = clusters(labels)  # type: ignore[arg-type]

    assert b_cubed(one, one).f1 == pytest.approx(1)
    assert ceaf(one, one).f1 == pytest.approx(1)


@given(_LABELS, _LABELS)
def test_the_other_way_round_precision_is_recall(
    left: dict[int, int | None], right: dict[int, int | None]
) -> None:
    one, two = clusters(left), clusters(right)  # type: ignore[arg-type]

    for measure in (muc, b_cubed, ceaf):
        forth, back = measure(one, two), measure(two, one)
        assert (forth.precision, forth.recall) == (
            pytest.approx(back.recall),
            pytest.approx(back.precision),
        )


def _article(name: str, link: str | None, story: str | None = "cranes") -> Gold:
    return changed(
        gold(), {"article.id": name, "annotation.story": story, "m1.link": link, "m2.link": None}
    )


def test_meetings_are_linked_across_the_articles_of_a_story() -> None:
    labelled = [_article("one", "talks"), _article("two", "talks")]
    unlinked = [_article("one", None), _article("two", "talks")]

    right = linking(zip(labelled, labelled, strict=True), "meetings")
    wrong = linking(zip(labelled, unlinked, strict=True), "meetings")

    assert (right.records, right.b_cubed) == (4, 1)
    assert wrong.b_cubed is not None
    assert wrong.b_cubed < 1


def test_what_links_are_called_does_not_matter() -> None:
    ours = [_article("one", "talks"), _article("two", "talks")]
    theirs = [_article("one", "round-1"), _article("two", "round-1")]

    assert linking(zip(ours, theirs, strict=True), "meetings").b_cubed == 1


def test_articles_without_a_story_have_nothing_to_link() -> None:
    alone = _article("one", "talks", story=None)

    assert linking([(alone, alone)], "meetings").records == 0
