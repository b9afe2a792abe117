"""Assignment: the one-to-one pairing of two lists that has the greatest summed similarity.

The Hungarian method with potentials (Kuhn 1955, Munkres 1957), run on each connected part of the
pairs that are left after the cut, most of which have one row and one column.
"""

from collections.abc import Iterable, Mapping

Pair = tuple[int, int]


def assign(similarity: Mapping[Pair, float], threshold: float) -> list[Pair]:
    """Pairs (row, column) whose sum is the greatest, each row and each column at most once.

    Args:
        similarity: of the pairs that have any; a pair that is not in it has none.
        threshold: pairs below it are cut before anything is solved.

    Returns:
        The pairs by row. Which of several equal sums they have depends on the numbers of the rows
        and columns alone.
    """
    kept = {pair: value for pair, value in similarity.items() if value >= threshold and value > 0}
    pairs: list[Pair] = []
    for rows, columns in _parts(kept):
        if len(rows) == 1 or len(columns) == 1:
            inside = ((row, column) for row in rows for column in columns)
            pairs.append(min(inside, key=lambda pair: (-kept[pair], pair)))
        else:
            pairs.extend(_solve(rows, columns, kept))
    return sorted(pairs)


def _parts(pairs: Iterable[Pair]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that hang together by pairs, each part sorted."""
    by_row: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    for row, column in pairs:
        by_row.setdefault(row, []).append(column)
        by_column.setdefault(column, []).append(row)
    parts, seen = [], set[int]()
    for first in sorted(by_row):
        if first in seen:
            continue
        rows, columns, open_rows = {first}, set[int](), [first]
        while open_rows:
            for column in by_row[open_rows.pop()]:
                if column not in columns:
                    columns.add(column)
                    fresh = set(by_column[column]) - rows
                    rows |= fresh
                    open_rows.extend(fresh)
        seen |= rows
        parts.append((sorted(rows), sorted(columns)))
    return parts


def _solve(rows: list[int], columns: list[int], similarity: Mapping[Pair, float]) -> list[Pair]:
    """The best pairs of one part; a row may stay alone."""
    turned = len(rows) > len(columns)
    if turned:
        rows, columns = columns, rows
    costs = [
        [-similarity.get((column, row) if turned else (row, column), 0.0) for column in columns]
        for row in rows
    ]
    found = (
        (rows[row], columns[column])
        for row, column in enumerate(_cheapest(costs))
        if costs[row][column] < 0
    )
    return [(column, row) if turned else (row, column) for row, column in found]


def _cheapest(costs: list[list[float]]) -> list[int]:
    """For each row its column, with the least summed cost; at least as many columns as rows."""
    height, width = len(costs), len(costs[0])
    of_row, of_column = [0.0] * (height + 1), [0.0] * (width + 1)
    taken_by = [0] * (width + 1)
    for row in range(1, height + 1):
        taken_by[0] = row
        column = 0
        least = [float("inf")] * (width + 1)
        came_from = [0] * (width + 1)
        done = [False] * (width + 1)
        while taken_by[column]:
            done[column] = True
            current, step, following = taken_by[column], float("inf"), 0
            for other in range(1, width + 1):
                if done[other]:
                    continue
                reduced = costs[current - 1][other - 1] - of_row[current] - of_column[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(width + 1):
                if done[other]:
                    of_row[taken_by[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            before = came_from[column]
            taken_by[column] = taken_by[before]
            column = before
    answer = [0] * height
    for column in range(1, width + 1):
        if taken_by[column]:
            answer[taken_by[column] - 1] = column - 1
    return answer
