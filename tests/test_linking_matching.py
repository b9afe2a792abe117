"""Matching: the meetings of two articles go together one to one, and every way to do so counts."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.linking.matching import Table, matched
from extractor.linking.weights import probability

BITS = st.floats(-8, 12).map(lambda bits: round(bits, 2))
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(BITS, min_size=width, max_size=width).map(tuple), min_size=1, max_size=4
    ).map(tuple)
)


def test_a_pair_without_rivals_keeps_its_bits() -> None:
    assert matched(((3.25,),)) == ((3.25,),)
    assert matched(((4.0, -30.0), (-30.0, -2.0)))[0][0] == 4.0


def test_of_two_meetings_that_fit_one_as_well_neither_is_likelier_than_not() -> None:
    (pair,) = matched(((6.0, 6.0),))

    assert pair[0] == pair[1] == pytest.approx(-0.02, abs=0.01)


def test_a_rival_that_has_a_better_partner_takes_nothing() -> None:
    alone = matched(((5.0, 5.0),))
    taken = matched(((5.0, 5.0), (-5.0, 12.0)))

    assert alone[0][0] < 0
    assert taken[0][0] > 4.9
    assert taken[1][1] > taken[0][1]


@given(TABLES)
def test_every_way_to_match_counts_with_the_odds_of_its_pairs(table: Table) -> None:
    found = matched(table)

    for row, bits in enumerate(_counted(table)):
        for column, right in enumerate(bits):
            assert probability(found[row][column]) == pytest.approx(right, abs=1e-6)


@given(TABLES)
def test_other_meetings_only_ever_take(table: Table) -> None:
    for row, bits in zip(table, matched(table), strict=True):
        assert all(after <= before + 1e-6 for before, after in zip(row, bits, strict=True))


@given(TABLES)
def test_a_meeting_goes_with_one_at_most(table: Table) -> None:
    found = matched(table)

    for line in (*found, *zip(*found, strict=True)):
        assert sum(map(probability, line)) <= 1 + 1e-6


@given(TABLES)
def test_it_makes_no_difference_which_article_comes_first(table: Table) -> None:
    turned = matched(tuple(zip(*table, strict=True)))

    for row, bits in enumerate(matched(table)):
        for column, one in enumerate(bits):
            assert turned[column][row] == pytest.approx(one, abs=1e-6)


def test_of_more_meetings_than_can_be_counted_the_weakest_pairs_are_left_out() -> None:
    size = 14
    table = tuple(
        tuple(8.0 if row == column else -1.0 for column in range(size)) for row in range(size)
    )

    found = matched(table)

    assert all(found[at][at] == 8.0 for at in range(size))
    assert found[0][1] < -5


def _counted(table: Table) -> list[list[float]]:
    """The probability of each pair, by writing down every way to match."""
    rows, columns = len(table), len(table[0])
    nobody = [-1] * rows
    ways = {
        tuple(sorted((row, column) for row, column in enumerate(way) if column >= 0))
        for way in permutations([*range(columns), *nobody], rows)
    }
    weights = {way: 2.0 ** sum(table[row][column] for row, column in way) for way in ways}
    whole = sum(weights.values())
    return [
        [
            sum(weight for way, weight in weights.items() if (row, column) in way) / whole
            for column in range(columns)
        ]
        for row in range(rows)
    ]
