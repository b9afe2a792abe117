"""Aggregate: counts of articles into one figure with its interval.

Micro-averaged figures are ratios of sums, so whole articles are drawn anew with their counts and
the ratio is taken again (percentile bootstrap, Efron 1979; as sacrebleu does).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evals.counts import NOTHING, Counts, total
from evals.score import Scores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 10_000
SEED = 12345
LEAST_UNITS = 10
"""Articles, or stories, that must have anything to count for an interval to mean anything."""


@dataclass(frozen=True)
class Figure:
    """A measure over a corpus."""

    counts: Counts
    f1: float | None
    low: float | None
    high: float | None
    """95 % percentile interval of F1; None where too few articles had anything to count."""
    articles: int
    """Those that have anything to count."""
    macro: float | None
    """Mean F1 of those articles; an article without anything on either side is left out."""


def rows(figures: Mapping[str, Figure]) -> list[dict[str, str | int | float | None]]:
    """Figures as the rows of a data frame; `n` is how many values gold has."""
    return [
        {
            "measure": name,
            "f1": figure.f1,
            "low": figure.low,
            "high": figure.high,
            "macro": figure.macro,
            "precision": figure.counts.precision,
            "recall": figure.counts.recall,
            **figure.counts._asdict(),
            "n": figure.counts.possible,
            "articles": figure.articles,
        }
        for name, figure in figures.items()
    ]


def aggregate(
    scores: Sequence[Scores],
    resamples: int = RESAMPLES,
    clusters: Sequence[str] | None = None,
) -> Mapping[str, Figure]:
    """Every measure that any article has, over all articles.

    Args:
        scores: one entry for each article, failed ones too.
        resamples: how often the articles are drawn anew.
        clusters: of each article, such as its story; whole clusters are drawn then.
    """
    import numpy as np

    names = measures(scores)
    if not names:
        return {}
    values = resampled(scores, names, resamples, clusters)
    figures = {}
    for index, name in enumerate(names):
        counts = total(one.get(name, NOTHING) for one in scores)
        known = values[:, index][~np.isnan(values[:, index])]
        enough = len(known) and units_with(name, scores, clusters) >= LEAST_UNITS
        low, high = np.percentile(known, [2.5, 97.5]) if enough else (None, None)
        figures[name] = Figure(
            counts,
            counts.f1,
            None if low is None else float(low),
            None if high is None else float(high),
            sum(name in one for one in scores),
            _mean([one[name].f1 for one in scores if name in one]),
        )
    return figures


def _mean(values: Sequence[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return sum(known) / len(known) if known else None


def units_with(name: str, scores: Sequence[Scores], clusters: Sequence[str] | None = None) -> int:
    """How many of what is drawn anew have anything to count in a measure."""
    owners = clusters if clusters is not None else range(len(scores))
    return len({owner for owner, one in zip(owners, scores, strict=True) if name in one})


def measures(scores: Iterable[Scores]) -> list[str]:
    """The names of all measures, sorted."""
    return sorted({name for one in scores for name in one})


def resampled(
    scores: Sequence[Scores],
    names: Sequence[str],
    resamples: int = RESAMPLES,
    clusters: Sequence[str] | None = None,
) -> "NDArray[np.float32]":
    """F1 of each measure (columns) in each resample (rows); NaN where nothing was drawn.

    The same articles are drawn for every call of as many articles, so that two systems' figures
    can be taken from one another row by row.
    """
    import numpy as np

    table = np.array(
        [[one.get(name, NOTHING) for name in names] for one in scores], dtype=np.float32
    ).reshape(len(scores), len(names), 5)
    if clusters is not None:
        place = {name: index for index, name in enumerate(dict.fromkeys(clusters))}
        summed = np.zeros((len(place), *table.shape[1:]), dtype=np.float32)
        np.add.at(summed, [place[name] for name in clusters], table)
        table = summed
    drawn = _drawn(len(table), resamples)
    cor, par, inc, mis, spu = (drawn @ table[:, :, column] for column in range(5))
    with np.errstate(invalid="ignore"):
        found: NDArray[np.float32] = (2 * cor + par) / (2 * (cor + par + inc) + mis + spu)
    return found


@lru_cache(maxsize=4)
def _drawn(units: int, resamples: int) -> "NDArray[np.float32]":
    """How often each unit (columns) is drawn in each resample (rows).

    Above a thousand units fewer resamples are drawn, a thousand at the least: the interval of many
    units is narrow, and its ends need no third digit.
    """
    import numpy as np

    draws = min(resamples, max(1000, 10_000_000 // units))
    chosen = np.random.default_rng(SEED).integers(0, units, size=(draws, units))
    chosen += units * np.arange(draws)[:, None]
    counted = np.bincount(chosen.ravel(), minlength=draws * units)
    return counted.reshape(draws, units).astype(np.float32)
