"""Tables: what a terminal is shown, as lines of text."""

from collections.abc import Iterator, Mapping, Sequence

from evals.aggregate import Figure
from evals.agree import Agreement
from evals.census import Census

NOT_COUNTED = "n/a"


def census_lines(census: Census, tags: Mapping[str, int]) -> Iterator[str]:
    """A corpus in numbers."""
    share = census.unquoted_share
    yield from _columns(
        [
            ("articles", str(census.articles), _listed(census.splits)),
            ("words", f"{census.words:,}", ""),
            ("stories", str(len(census.stories)), _listed(census.stories)),
            ("actors", str(sum(census.actors.values())), _listed(census.actors)),
            ("meetings", str(sum(census.meetings.values())), _listed(census.meetings)),
            ("statements", str(sum(census.statements.values())), _listed(census.statements)),
            ("  without quotation marks", _percent(share), ""),
            ("articles without a meeting", str(census.without_meeting), ""),
            ("  nor a statement", str(census.without_anything), ""),
            ("articles with three meetings or more", str(census.three_meetings), ""),
            ("hard cases", str(len(tags)), _listed(tags)),
        ]
    )


def agreement_lines(agreement: Agreement) -> Iterator[str]:
    """F1 with its interval, by measure; fields over the records that both annotators have."""
    yield f"two annotators, {agreement.articles} articles both labelled"
    if agreement.only_one:
        yield f"not compared, labelled by one alone: {', '.join(agreement.only_one)}"
    rows: list[tuple[str, ...]] = [("measure", "F1", "95 % interval", "n", "articles")]
    rows += [_row(name, figure) for name, figure in agreement.figures.items()]
    yield from _columns(rows)


def _row(name: str, figure: Figure) -> tuple[str, ...]:
    if figure.f1 is None or figure.low is None or figure.high is None:
        return name, NOT_COUNTED, "", "0", str(figure.articles)
    return (
        name,
        f"{figure.f1:.3f}",
        f"[{figure.low:.3f}, {figure.high:.3f}]",
        str(figure.counts.compared),
        str(figure.articles),
    )


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)]
        yield "  ".join([*cells, row[-1]]).rstrip()


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _percent(share: float | None) -> str:
    return NOT_COUNTED if share is None else f"{share:.0%}"
