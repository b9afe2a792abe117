"""Page: all that the report's template prints, put together; and the one rule of what it quotes."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evals.aggregate import Figure
from evals.align import align
from evals.compare import HEADLINES as FIRST
from evals.dataset import Case
from evals.errors import KINDS, Error, ErrorKind, by_kind, by_tag, errors_of
from evals.measure import Measured
from evals.report import Cluster, Report
from evals.tables import HEADLINES
from evals.view.costs import COSTED, Cost, costs, mixed
from evals.view.marks import Piece, pieces
from evals.view.pictures import cost_charts, pictures
from evals.view.rules import clusters_of, readable
from evals.view.sides import Pair, meetings, statements
from evals.view.slices import slices
from evals.view.templates import rendered
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

    def kinds(self, pair: Pair) -> str:
        """The kinds of error of a pair, with bars between them."""
        ids = (pair.gold, pair.other)
        found = (error.kind for error in self.errors if (error.gold, error.other) == ids)
        return "|".join(dict.fromkeys(found))


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


@dataclass(frozen=True)
class Run:
    """What a page is made of."""

    report: Report
    """What `measured` adds up to."""
    cases: Sequence[Case]
    """Every article."""
    measured: Sequence[Measured]
    """In the order of the cases."""
    records: Mapping[str, Extraction]
    """What was predicted, by article; of one epoch. Failed articles have none."""
    beside: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    """Figures over the same articles, by what they are called: human agreement, other systems."""
    cluster: Cluster = "article"
    """What the report's intervals draw anew."""


def page(run: Run) -> str:
    """A run as a page of HTML that stands alone.

    Where dev and test articles are both there, those of test are listed with their counts and
    nothing of what they say, or of what was said about them, is on the page.
    """
    report, cases, measured = run.report, run.cases, run.measured
    split_of = {case.id: case.gold.annotation.split for case in cases}
    shown = readable(cases)
    couples = list(zip(cases, measured, strict=True))
    articles = [
        _article(f"article-{number}", case, one, run.records.get(case.id))
        for number, (case, one) in enumerate(couples, 1)
        if case.id in shown
    ]
    articles.sort(key=lambda article: -len(article.measured.errors))
    figures, clusters = report.figures, clusters_of(cases, run.cluster)
    dear = costs(cases, measured, clusters)
    return rendered(
        "view.html.j2",
        report=report,
        verdict=report.verdict(),
        beside=run.beside,
        first=[(HEADLINES[name], name) for name in FIRST if name in figures],
        costs=dear,
        dearest=_dearest(dear),
        costed=COSTED,
        mixed=mixed(cases, measured),
        cost_pictures=pictures(cost_charts(dear)),
        slice_pictures=pictures(slices(figures, cases, measured, clusters, shown)),
        splits=sorted(set(split_of.values())),
        sizes=Counter(split_of.values()),
        headlines=[(label, name) for name, label in HEADLINES.items() if name in figures],
        fields=[(name, name) for name in figures if name not in HEADLINES and "[" not in name],
        kinds=_kinds(measured, split_of, shown),
        unseen=[kind for kind in KINDS if kind not in report.errors],
        tags=(tags := _tags(articles)),
        shown_tags=sorted((tag.name, tag.articles) for tag in tags),
        articles=articles,
        here=Counter(error.kind for article in articles for error in article.errors),
        anchors={article.case.id: article.anchor for article in articles},
        hidden=[one for case, one in couples if case.id not in shown],
        failures={
            name: reason if name in shown else reason.partition(":")[0]
            for name, reason in report.failures.items()
        },
    )


def _dearest(dear: Sequence[Cost]) -> Mapping[str, Cost]:
    """By headline, the kind of error that costs it most; none where nothing does."""
    found = {}
    for name in COSTED:
        known = [(gain.gain, one) for one in dear if (gain := one.gains.get(name)) and gain.gain]
        if known:
            found[name] = max(known, key=lambda pair: pair[0])[1]
    return found


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
    measured: Iterable[Measured], split_of: Mapping[str, str], shown: Collection[str]
) -> list[_Kind]:
    found = by_kind(error for one in measured for error in one.errors)
    most = max(map(len, found.values()), default=0)
    kinds = []
    for kind, errors in found.items():
        quotable = [error for error in errors if error.article in shown]
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
