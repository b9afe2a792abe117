"""Choice: whether a meeting of one article has a likelier partner in the other article."""

Table = tuple[tuple[float, ...], ...]
"""Bits of each meeting of one article (rows) with each of another (columns)."""

CLEAR = 2.0
"""Bits by which a pair is likelier than the others."""


def choice(table: Table, row: int, column: int) -> str:
    """How a pair compares with the likeliest other pair of the one or the other meeting.

    Another pair does not count if its own other half has a likelier partner again: of two talks
    and two receptions, each talk is no rival to the receptions.
    """
    bits = table[row][column]
    rivals = [
        table[row][other]
        for other in range(len(table[row]))
        if other != column and _best_in_column(table, other, row) < table[row][other]
    ]
    rivals += [
        table[other][column]
        for other in range(len(table))
        if other != row and _best_in_row(table, other, column) < table[other][column]
    ]
    if len(table) == len(table[row]) == 1:
        return "only one"
    best = max(rivals, default=bits - CLEAR)
    if bits >= best + CLEAR:
        return "clearly first"
    return "second" if bits <= best - CLEAR else "close"


def _best_in_column(table: Table, column: int, besides: int) -> float:
    return max((row[column] for at, row in enumerate(table) if at != besides), default=-99.0)


def _best_in_row(table: Table, row: int, besides: int) -> float:
    return max((bits for at, bits in enumerate(table[row]) if at != besides), default=-99.0)
