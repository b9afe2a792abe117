"""Assignment: one-to-one pairs whose summed similarity nothing can exceed."""

from collections.abc import Iterator, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.assign import Pair, assign
from evals.counts import Counts

SIMILARITIES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]) | st.floats(0, 1),
)


def _every_pairing(similarity: Mapping[Pair, float], threshold: float) -> Iterator[list[Pair]]:
    """All sets of pairs that share no row and no column, by trying each."""
    pairs = [pair for pair, value in similarity.items() if value >= threshold]

    def chosen(rest: list[Pair]) -> Iterator[list[Pair]]:
        if not rest:
            yield []
            return
        (row, column), *others = rest
        yield from chosen(others)
        apart = [one for one in others if one[0] != row and one[1] != column]
        yield from ([(row, column), *more] for more in chosen(apart))

    return chosen(pairs[:10])


def _sum(similarity: Mapping[Pair, float], pairs: list[Pair]) -> float:
    return sum(similarity[pair] for pair in pairs)


@given(SIMILARITIES, st.sampled_from([0.0, 0.3, 0.5]))
def test_no_other_pairing_has_a_greater_sum(
    similarity: dict[Pair, float], threshold: float
) -> None:
    few = dict(list(similarity.items())[:10])

    best = max(_sum(few, pairs) for pairs in _every_pairing(few, threshold))

    assert _sum(few, assign(few, threshold)) == pytest.approx(best)


@given(SIMILARITIES, st.sampled_from([0.0, 0.3, 0.5]))
def test_each_row_and_column_stands_once_and_no_pair_below_the_threshold(
    similarity: dict[Pair, float], threshold: float
) -> None:
    pairs = assign(similarity, threshold)

    assert pairs == sorted(pairs)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(similarity[pair] >= threshold and similarity[pair] > 0 for pair in pairs)


@given(SIMILARITIES, st.randoms(use_true_random=False))
def test_the_order_in_which_similarities_are_given_does_not_matter(
    similarity: dict[Pair, float], random: Random
) -> None:
    shuffled = list(similarity.items())
    random.shuffle(shuffled)

    assert assign(dict(shuffled), 0.3) == assign(similarity, 0.3)


@given(SIMILARITIES, st.permutations(range(5)), st.permutations(range(5)))
def test_numbering_rows_and_columns_otherwise_keeps_the_sum(
    similarity: dict[Pair, float], rows: list[int], columns: list[int]
) -> None:
    renumbered = {(rows[row], columns[column]): one for (row, column), one in similarity.items()}
    turned = {(column, row): one for (row, column), one in similarity.items()}

    best = pytest.approx(_sum(similarity, assign(similarity, 0.3)))

    assert _sum(renumbered, assign(renumbered, 0.3)) == best
    assert _sum(turned, assign(turned, 0.3)) == best


def test_the_best_pair_is_not_taken_where_it_costs_more_elsewhere() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}, 0.5) == [(0, 1), (1, 0)]


def test_pairs_below_the_threshold_are_cut_before_anything_is_solved() -> None:
    similarity = {(0, 0): 0.6, (0, 1): 0.4, (1, 0): 0.4}

    assert assign(similarity, 0.5) == [(0, 0)]
    assert assign(similarity, 0.3) == [(0, 1), (1, 0)]
    assert assign({(0, 0): 0.0}, 0.0) == []
    assert assign({}, 0.5) == []


@pytest.mark.parametrize(
    ("key", "response", "recall", "precision", "f1"),
    [
        # Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions", CEAF_e.
        ("abc defg", "ab cd fghi", 0.65, 0.43, 0.52),
        # The reference scorer's own cases, test/TestCases.README in
        # github.com/conll/reference-coreference-scorers: TC1, TC2, TC3, TC4, TC5.
        ("a bc def", "a bc def", 1.0, 1.0, 1.0),
        ("a bc def", "a de", 0.6, 0.9, 0.72),
        ("a bc def", "a bcx defy z", 0.89, 0.66, 0.76),
        ("a bc def", "a bcx dy z", 0.73, 0.55, 0.63),
        ("a bc def", "a bcxB dy z", 0.69, 0.52, 0.59),
    ],
)
def test_published_examples_of_ceaf_with_phi_4_come_out_as_published(
    key: str, response: str, recall: float, precision: float, f1: float
) -> None:
    ours, theirs = key.split(), response.split()
    phi_4 = {
        (row, column): 2 * len(set(one) & set(two)) / (len(one) + len(two))
        for row, one in enumerate(ours)
        for column, two in enumerate(theirs)
    }

    common = _sum(phi_4, assign(phi_4, 0.0))

    assert common / len(ours) == pytest.approx(recall, abs=0.0055)
    assert common / len(theirs) == pytest.approx(precision, abs=0.0055)
    assert 2 * common / (len(ours) + len(theirs)) == pytest.approx(f1, abs=0.0055)


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        # nervaluate's README, "Putting all together": six entities after SemEval-2013 task 9.
        (Counts(cor=3, inc=2, par=0, mis=1, spu=1), 0.5, 0.5, 0.5),
        (Counts(cor=3, inc=0, par=2, mis=1, spu=1), 0.66, 0.66, 0.66),
        (Counts(cor=2, inc=3, par=0, mis=1, spu=1), 0.33, 0.33, 0.33),
    ],
)
def test_published_examples_of_muc_counts_come_out_as_published(
    counts: Counts, precision: float, recall: float, f1: float
) -> None:
    assert counts.precision == pytest.approx(precision, abs=0.01)
    assert counts.recall == pytest.approx(recall, abs=0.01)
    assert counts.f1 == pytest.approx(f1, abs=0.01)


COUNTS = st.builds(Counts, *[st.integers(0, 9)] * 5)


@given(COUNTS)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(counts: Counts) -> None:
    if counts.precision and counts.recall:
        harmonic = 2 / (1 / counts.precision + 1 / counts.recall)
        assert counts.f1 == pytest.approx(harmonic)
    else:
        assert not counts.f1


@given(COUNTS, COUNTS)
def test_counts_add_up(one: Counts, other: Counts) -> None:
    both = one + other

    assert both == other + one
    assert (both.possible, both.actual, both.compared) == (
        one.possible + other.possible,
        one.actual + other.actual,
        one.compared + other.compared,
    )


def test_nothing_to_compare_has_no_score_and_nothing_found_scores_nought() -> None:
    nothing, missed, invented = Counts(), Counts(mis=2), Counts(spu=2)

    assert (nothing.precision, nothing.recall, nothing.f1, nothing.accuracy) == (None,) * 4
    assert (missed.precision, missed.recall, missed.f1, missed.accuracy) == (None, 0, 0, 0)
    assert (invented.precision, invented.recall, invented.f1) == (0, None, 0)
    assert Counts(cor=1, par=1, inc=1, mis=1, spu=1).accuracy == 0.3
