"""Clusters of made-up nodes: what the comparisons between all their members come to."""

from collections.abc import Iterable, Mapping

import numpy as np
import pytest

from extractor.linking.clusters import Limits, Rules, Scored, clustered

LIMITS = Limits(match=5.0, possible=-1.0)
DOUBT = "nothing says that they were at the same time"


def _pairs(pairs: Iterable[tuple[int, int]]) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    return np.array(sorted((one << 32) | other for one, other in pairs), np.uint64)


def _clusters(
    size: int, scores: Mapping[tuple[int, int], Scored], unseen: Iterable[tuple[int, int]] = ()
) -> list[tuple[int, ...]]:
    """The clusters, given what pairs come to; `unseen` ones share no block."""
    rules = Rules(lambda one, other: scores[one, other], LIMITS, lambda one, other: None)
    return clustered(_pairs(set(scores) - set(unseen)), size, rules).members


@pytest.mark.parametrize(
    ("between", "together"),
    [
        pytest.param(Scored(9.0), True, id="the ends fit"),
        pytest.param(Scored(4.0), True, id="the ends nearly fit"),
        pytest.param(Scored(-6.0), False, id="the ends are two things"),
        pytest.param(Scored(9.0, forbidden="apart"), False, id="the ends contradict each other"),
        pytest.param(Scored(9.0, doubted=DOUBT), False, id="the ends are doubted"),
    ],
)
@pytest.mark.parametrize("unseen", [False, True])
def test_a_chain_is_one_thing_only_if_its_ends_are(
    between: Scored, unseen: bool, together: bool
) -> None:
    scores = {(0, 1): Scored(20.0), (1, 2): Scored(7.0), (0, 2): between}

    found = _clusters(3, scores, [(0, 2)] if unseen else [])

    assert found == ([(0, 1, 2)] if together else [(0, 1), (2,)])


def test_a_pair_alike_to_the_letter_makes_up_for_no_other() -> None:
    scores = {(0, 1): Scored(60.0), (2, 3): Scored(60.0), (1, 2): Scored(50.0),
              (0, 2): Scored(-8.0), (1, 3): Scored(-8.0), (0, 3): Scored(-8.0)}  # fmt: skip

    assert _clusters(4, scores) == [(0, 1), (2, 3)]


def test_what_one_pair_says_is_enough_for_two_that_are_alone() -> None:
    assert _clusters(2, {(0, 1): Scored(5.0)}) == [(0, 1)]
    assert _clusters(2, {(0, 1): Scored(4.9)}) == [(0,), (1,)]


def test_a_cluster_of_hundreds_is_not_squared() -> None:
    size, asked = 600, 0

    def score(one: int, other: int) -> Scored:
        nonlocal asked
        asked += 1
        return Scored(12.0)

    neighbours = _pairs((one, one + 1) for one in range(size - 1))
    found = clustered(neighbours, size, Rules(score, LIMITS, lambda one, other: None))

    assert found.members == [tuple(range(size))]
    assert asked < 20 * size
