"""Slices: a headline's F1 over parts of the corpus, as charts."""

from collections.abc import Collection, Mapping, Sequence
from typing import get_args

from evals.aggregate import Figure, aggregate
from evals.charts import Chart, Row
from evals.dataset import Case
from evals.measure import Measured
from evals.score import Scores
from schemas import Meeting, Statement

LENGTHS: Mapping[str, range] = {
    "under 300 words": range(300),
    "300 to 599 words": range(300, 600),
    "600 words and more": range(600, 10**9),
}
_HARDEST = 8
"""Hard cases that are shown: those with the lowest F1."""
_OVER = {"meetings": "Meetings", "statements.attributed": "Statements with the right speaker"}
_MEANING = (
    "F1, from 0 to 1, as a point on its 95 % interval; in brackets, how many gold has. "
    "Nothing is drawn where gold has fewer than ten."
)


def slices(
    figures: Mapping[str, Figure],
    cases: Sequence[Case],
    measured: Sequence[Measured],
    clusters: Sequence[str],
    readable: Collection[str],
) -> list[Chart]:
    """By status, by kind of quotation, by length, and by hard case.

    Args:
        figures: of the whole corpus.
        cases: the corpus.
        measured: each of its articles.
        clusters: of each article: what intervals draw anew.
        readable: articles whose hard cases may be told.
    """
    scores = {case.id: one.scores for case, one in zip(cases, measured, strict=True)}
    owners = dict(zip(scores, clusters, strict=True))
    lengths = {
        name: [case.id for case in cases if len(case.text.split()) in within]
        for name, within in LENGTHS.items()
    }
    tags = sorted({tag for case in cases for tag in case.gold.annotation.phenomena})
    hard = {
        tag: [
            case.id
            for case in cases
            if case.id in readable and tag in case.gold.annotation.phenomena
        ]
        for tag in tags
    }
    statuses = get_args(Meeting.model_fields["status"].annotation)
    quotations = get_args(Statement.model_fields["quote_type"].annotation)
    charts = [
        _chart("status", "Meetings by status", _given(figures, "meetings", statuses)),
        _chart(
            "type", "Statements by kind of quotation", _given(figures, "statements", quotations)
        ),
    ]
    for name, title in _OVER.items():
        rows = _over(name, lengths, scores, owners)
        charts.append(_chart(f"length-{name}", f"{title} by length of article", rows))
    for name, title in _OVER.items():
        rows = _lowest(_over(name, hard, scores, owners))
        charts.append(_chart(f"hard-{name}", f"{title} by hard case, lowest first", rows))
    return [chart for chart in charts if chart.rows]


def _chart(name: str, title: str, rows: Sequence[Row]) -> Chart:
    return Chart(f"slice-{name.replace('.', '-')}", title, _MEANING, "points", rows)


def _over(
    measure: str,
    parts: Mapping[str, Sequence[str]],
    scores: Mapping[str, Scores],
    owners: Mapping[str, str],
) -> list[Row]:
    """A measure over parts of the corpus, each a list of articles."""
    rows = []
    for name, articles in parts.items():
        counts = [
            {measure: one[measure]} if measure in one else {}
            for one in (scores[article] for article in articles)
        ]
        figure = aggregate(counts, clusters=[owners[one] for one in articles]).get(measure)
        if figure:
            rows.append(_row(name, figure))
    return rows


def _given(figures: Mapping[str, Figure], measure: str, parts: Sequence[str]) -> list[Row]:
    """What the figures tell of each part already."""
    return [
        _row(part.replace("_", " "), figure)
        for part in parts
        if (figure := figures.get(f"{measure}[{part}]"))
    ]


def _row(name: str, figure: Figure) -> Row:
    n = figure.counts.possible
    return Row(f"{name} ({n})", figure.f1, figure.low, figure.high, n)


def _lowest(rows: Sequence[Row]) -> list[Row]:
    """Those that enough articles show for an interval, lowest F1 first."""
    known = [(row.value, row) for row in rows if row.value is not None and row.low is not None]
    return [row for _, row in sorted(known, key=lambda pair: pair[0])[:_HARDEST]]
