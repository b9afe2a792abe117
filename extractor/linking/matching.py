"""Matching: which meetings of one article go with which of another, each with one at most.

The odds that two meetings are one, as their fields have it, take no notice of the other meetings
of the two articles. Here every way of matching the two articles' meetings one to one counts with
the product of its pairs' odds, and a pair gets the odds of the ways that have it against the ways
that do not. Sadinle (2017), "Bayesian Estimation of Bipartite Matchings for Record Linkage", has
such a distribution over matchings; Jaro (1989) takes the likeliest one.
"""

import math
from collections.abc import Sequence

Table = tuple[tuple[float, ...], ...]
"""Bits of each meeting of an article (rows) with each of another (columns): log2 of odds."""

_HOPELESS = -9.0
"""Bits from which on downwards a pair takes nothing from others."""
_MOST = 10
"""Columns among which all ways are counted: their number doubles with each. Of more, the weakest
pairs are left out."""


def matched(table: Table) -> Table:
    """The bits of each pair, given what the others come to; symmetric in rows and columns."""
    found = [[min(bits, _HOPELESS) for bits in row] for row in table]
    for rows, columns in _blocks(table):
        if len(rows) == len(columns) == 1:
            found[rows[0]][columns[0]] = table[rows[0]][columns[0]]
            continue
        turned = len(columns) > len(rows)
        down, across = (columns, rows) if turned else (rows, columns)
        odds = [[2.0 ** (table[b][a] if turned else table[a][b]) for b in across] for a in down]
        for a, row in zip(down, _posterior(odds), strict=True):
            for b, bits in zip(across, row, strict=True):
                if turned:
                    found[b][a] = bits
                else:
                    found[a][b] = bits
    return tuple(map(tuple, found))


def _blocks(table: Table) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that pairs with some hope connect, few enough to be counted."""
    blocks = []
    waiting = [(list(range(len(table))), list(range(len(table[0]))), _HOPELESS)]
    while waiting:
        rows, columns, least = waiting.pop()
        for part in _connected(table, rows, columns, least):
            if min(map(len, part)) > _MOST:
                waiting.append((*part, least + 1.0))
            else:
                blocks.append(part)
    return blocks


def _connected(
    table: Table, rows: Sequence[int], columns: Sequence[int], least: float
) -> list[tuple[list[int], list[int]]]:
    """Rows and columns connected by pairs of more than `least` bits."""
    parts: list[tuple[set[int], set[int]]] = []
    for row in rows:
        own = {row}, {column for column in columns if table[row][column] > least}
        if not own[1]:
            continue
        apart = []
        for part in parts:
            if part[1] & own[1]:
                own = own[0] | part[0], own[1] | part[1]
            else:
                apart.append(part)
        parts = [*apart, own]
    return [(sorted(ones), sorted(others)) for ones, others in parts]


def _posterior(odds: Sequence[Sequence[float]]) -> list[list[float]]:
    """Bits of each pair, by the ways to match the rows before it and those after it."""
    size = len(odds[0])
    before = [_first(size)]
    for row in odds:
        before.append(_with(before[-1], row))
    after = [_first(size)]
    for row in reversed(odds):
        after.append(_with(after[-1], row))
    after.reverse()
    full = (1 << size) - 1
    whole = sum(before[-1])
    found = []
    for at, row in enumerate(odds):
        rest = _within(after[at + 1], size)
        bits = []
        for column, weight in enumerate(row):
            mark = 1 << column
            there = weight * sum(
                ways * rest[full ^ used ^ mark]
                for used, ways in enumerate(before[at])
                if ways and not used & mark
            )
            bits.append(math.log2(there / max(whole - there, whole * 2.0**-50)))
        found.append(bits)
    return found


def _first(size: int) -> list[float]:
    return [1.0] + [0.0] * ((1 << size) - 1)


def _with(ways: Sequence[float], row: Sequence[float]) -> list[float]:
    """The weight of the ways that use just these columns, after one more row."""
    found = list(ways)
    for column, weight in enumerate(row):
        mark = 1 << column
        for used, known in enumerate(ways):
            if known and not used & mark:
                found[used | mark] += known * weight
    return found


def _within(ways: Sequence[float], size: int) -> list[float]:
    """The weight of the ways that use some or all of these columns and no others."""
    found = list(ways)
    for column in range(size):
        mark = 1 << column
        for used in range(len(found)):
            if used & mark:
                found[used] += found[used ^ mark]
    return found
