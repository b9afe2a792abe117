"""Comparison: two runs on the same articles as a page: what is fixed, what broken, what neither."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.compare import HEADLINES as FIRST
from evals.compare import Comparison, verdict
from evals.counts import NOTHING, total
from evals.dataset import Case
from evals.errors import KINDS, Error, ErrorKind
from evals.measure import Measured
from evals.tables import HEADLINES
from evals.view.pictures import difference_chart, pictures
from evals.view.rules import readable
from evals.view.templates import rendered

State = Literal["fixed", "broken", "still wrong"]
STATES: tuple[State, ...] = ("broken", "fixed", "still wrong")

_ALONE = {
    "meetings.strict": "meetings, all of it right",
    "statements.attributed": "statements and speaker",
}
"""Headlines that are part of another, as lines of their own."""

_FIELDS = (
    "meeting.participants meeting.date meeting.place meeting.status "
    "statement.speaker statement.quote_type statement.addressees statement.meeting"
).split()
"""Fields that have a chart."""


@dataclass(frozen=True)
class _Kind:
    name: ErrorKind
    counts: Mapping[State, int]


@dataclass(frozen=True)
class _Article:
    name: str
    title: str | None
    counts: Mapping[State, int]
    errors: Sequence[tuple[State, Error]]
    """None of them where the article's words may not be quoted."""

    @property
    def changed(self) -> int:
        return self.counts["broken"] + self.counts["fixed"]


def comparison_page(
    comparison: Comparison,
    names: tuple[str, str],
    cases: Sequence[Case],
    before: Sequence[Measured],
    after: Sequence[Measured],
) -> str:
    """Two runs as a page of HTML that stands alone.

    Where dev and test articles are both there, those of test are counted and not quoted.

    Args:
        comparison: of `before` and `after`.
        names: what the two are called.
        cases: every article, in the order of both.
        before: the first system's.
        after: the second's.
    """
    shown = readable(cases)
    articles = sorted(_articles(comparison, cases, shown), key=lambda one: -one.changed)
    here = Counter(error.kind for one in articles for _, error in one.errors)
    states = Counter(state for one in articles for state, _ in one.errors)
    sizes = {
        name: total(one.scores.get(name, NOTHING) for one in (*before, *after)).possible // 2
        for name in comparison.differences
    }
    rows = [
        (label, name, comparison.differences[name], sizes[name])
        for name, label in HEADLINES.items()
        if name in comparison.differences
    ]
    told = {name: (_ALONE.get(name, label.strip()), one, n) for label, name, one, n in rows}
    first = {name: one for name, one in told.items() if name in FIRST}
    types = {name: one for name, one in told.items() if name.startswith("statements[")}
    fields = {
        name: (name, comparison.differences[name], sizes[name])
        for name in _FIELDS
        if name in comparison.differences
    }
    charts = [
        difference_chart("difference-headlines", "Headlines", first),
        difference_chart("difference-types", "Statements by kind of quotation", types),
        difference_chart("difference-fields", "Fields of the records found", fields),
    ]
    return rendered(
        "comparison.html.j2",
        comparison=comparison,
        verdict=verdict(comparison),
        names=names,
        rows=rows,
        fields=[
            (name, name, one, sizes[name])
            for name, one in comparison.differences.items()
            if name not in HEADLINES and "[" not in name
        ],
        pictures_drawn=pictures(chart for chart in charts if chart.rows),
        made=(sum(len(one.errors) for one in before), sum(len(one.errors) for one in after)),
        kinds=_kinds(comparison),
        states=STATES,
        state_counts=[(state, states[state]) for state in STATES if states[state]],
        here=here.most_common(),
        articles=[one for one in articles if one.name in shown],
        hidden=[one for one in articles if one.name not in shown],
    )


def _by_state(comparison: Comparison) -> Iterator[tuple[State, Sequence[Error]]]:
    yield "broken", comparison.broken
    yield "fixed", comparison.fixed
    yield "still wrong", comparison.still_wrong


def _kinds(comparison: Comparison) -> list[_Kind]:
    """Those with the greatest change first."""
    counts = {state: Counter(one.kind for one in errors) for state, errors in _by_state(comparison)}
    found = [
        _Kind(kind, {state: counts[state][kind] for state in STATES})
        for kind in KINDS
        if any(counts[state][kind] for state in STATES)
    ]
    return sorted(found, key=lambda one: -one.counts["broken"] - one.counts["fixed"])


def _articles(
    comparison: Comparison, cases: Sequence[Case], shown: frozenset[str]
) -> Iterator[_Article]:
    errors: dict[str, list[tuple[State, Error]]] = {case.id: [] for case in cases}
    for state, found in _by_state(comparison):
        for error in found:
            errors[error.article].append((state, error))
    for case in cases:
        counts = Counter(state for state, _ in errors[case.id])
        quotable = case.id in shown
        yield _Article(
            case.id,
            case.gold.article.title if quotable else None,
            {state: counts[state] for state in STATES},
            errors[case.id] if quotable else (),
        )
