"""Page: all that the template prints, put together; and the one rule of what it may quote."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.aggregate import Figure
from evals.align import align
from evals.counts import NOTHING, Counts
from evals.dataset import Case
from evals.errors import KINDS, Error, ErrorKind, by_kind, by_tag, errors_of
from evals.measure import Measured
from evals.report import Report
from evals.tables import HEADLINES, NOT_COUNTED
from evals.view.marks import Piece, pieces
from evals.view.sides import Pair, meetings, statements
from schemas import Extraction, Story

_EXAMPLES = 3
_COMMON = 4
"""Kinds of error named beside a tag."""


@dataclass(frozen=True)
class _Article:
    """An article whose text may be read."""

    anchor: str
    case: Case
    measured: Measured
    pieces: Sequence[Piece]
    errors: Sequence[Error]
    """Of the record that is shown, which is one of several where a run has several epochs."""
    meetings: Sequence[Pair]
    statements: Sequence[Pair]
    record: Extraction | None


@dataclass(frozen=True)
class _Kind:
    name: ErrorKind
    counts: Mapping[str, int]
    """By split."""
    share: float
    """Of the most frequent kind, 0 to 1."""
    examples: Sequence[Error]
    """From articles that may be read."""

    @property
    def count(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class _Tag:
    name: str
    articles: int
    errors: int
    kinds: Sequence[tuple[ErrorKind, int]]


def page(
    report: Report,
    cases: Sequence[Case],
    measured: Sequence[Measured],
    records: Mapping[str, Extraction],
) -> str:
    """A run as a page of HTML that stands alone.

    Where dev and test articles are both there, those of test are listed with their counts and
    nothing of what they say, or of what was said about them, is on the page.

    Args:
        report: what `measured` adds up to.
        cases: every article of the run.
        measured: in the order of the cases.
        records: what was predicted, by article; of one epoch. Failed articles have none.
    """
    split_of = {case.id: case.gold.annotation.split for case in cases}
    splits = sorted(set(split_of.values()))
    readable = {name for name, split in split_of.items() if len(splits) == 1 or split == "dev"}
    couples = list(zip(cases, measured, strict=True))
    articles = [
        _article(f"article-{number}", case, one, records.get(case.id))
        for number, (case, one) in enumerate(couples, 1)
        if case.id in readable
    ]
    articles.sort(key=lambda article: -len(article.measured.errors))
    figures = report.figures
    return _TEMPLATES.get_template("view.html.j2").render(
        report=report,
        splits=splits,
        sizes=Counter(split_of.values()),
        headlines=[(label, name) for name, label in HEADLINES.items() if name in figures],
        fields=[(name, name) for name in figures if name not in HEADLINES and "[" not in name],
        kinds=_kinds(measured, split_of, readable),
        unseen=[kind for kind in KINDS if kind not in report.errors],
        tags=_tags(articles),
        articles=articles,
        anchors={article.case.id: article.anchor for article in articles},
        hidden=[one for case, one in couples if case.id not in readable],
        failures={
            name: reason if name in readable else reason.partition(":")[0]
            for name, reason in report.failures.items()
        },
    )


def _article(anchor: str, case: Case, measured: Measured, record: Extraction | None) -> _Article:
    reading = record or Story(article=case.gold.article)
    pairing = align(case.gold, reading)
    return _Article(
        anchor,
        case,
        measured,
        pieces(case.text, case.gold, reading, pairing),
        errors_of(case.gold, reading, pairing),
        meetings(case.gold, reading, pairing),
        statements(case.gold, reading, pairing),
        record,
    )


def _kinds(
    measured: Iterable[Measured], split_of: Mapping[str, str], readable: Collection[str]
) -> list[_Kind]:
    found = by_kind(error for one in measured for error in one.errors)
    most = max(map(len, found.values()), default=0)
    kinds = []
    for kind, errors in found.items():
        quotable = [error for error in errors if error.article in readable]
        step = max(1, len(quotable) // _EXAMPLES)
        kinds.append(
            _Kind(
                kind,
                Counter(split_of[error.article] for error in errors),
                len(errors) / most,
                quotable[::step][:_EXAMPLES],
            )
        )
    return kinds


def _tags(articles: Collection[_Article]) -> list[_Tag]:
    """The hard cases, those with most errors to an article first."""
    tags = {one.case.id: one.case.gold.annotation.phenomena for one in articles}
    showing = Counter(tag for shown in tags.values() for tag in shown)
    found = by_tag((error for one in articles for error in one.measured.errors), tags)
    rows = []
    for name, count in showing.items():
        kinds = sorted(
            found.get(name, {}).items(), key=lambda item: (-item[1], KINDS.index(item[0]))
        )
        rows.append(_Tag(name, count, sum(number for _, number in kinds), kinds[:_COMMON]))
    return sorted(rows, key=lambda row: (-row.errors / row.articles, row.name))


def _share(value: float | None) -> str:
    return NOT_COUNTED if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return NOT_COUNTED if value is None else f"{value:.0%}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"[{figure.low:.3f}, {figure.high:.3f}]"


def _counts(measured: Measured, measure: str) -> Counts:
    return measured.scores.get(measure, NOTHING)


_FILTERS: Mapping[str, Any] = {
    "share": _share,
    "percent": _percent,
    "interval": _interval,
    "counts": _counts,
}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(_FILTERS)
