"""Aggregate: counts of articles into one figure with its interval.

Micro-averaged figures are ratios of sums, so whole articles are drawn anew with their counts and
the ratio is taken again (percentile bootstrap, Efron 1979; as sacrebleu does).
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from evals.counts import NOTHING, Counts, total
from evals.score import Scores

RESAMPLES = 10_000
SEED = 12345


@dataclass(frozen=True)
class Figure:
    """A measure over a corpus."""

    counts: Counts
    f1: float | None
    low: float | None
    high: float | None
    """95 % percentile interval of F1; None where nothing was counted."""
    articles: int
    """Those that have anything to count."""


def aggregate(scores: Sequence[Scores], resamples: int = RESAMPLES) -> Mapping[str, Figure]:
    """Every measure that any article has, over all articles.

    Args:
        scores: one entry for each article, failed ones too.
        resamples: how often the articles are drawn anew.
    """
    import numpy as np

    names = sorted({name for one in scores for name in one})
    table = np.array(
        [[astuple(one.get(name, NOTHING)) for name in names] for one in scores], dtype=np.float64
    )
    generator = np.random.default_rng(SEED)
    drawn = generator.multinomial(len(scores), [1 / len(scores)] * len(scores), size=resamples)
    figures = {}
    for index, name in enumerate(names):
        counts = total(one.get(name, NOTHING) for one in scores)
        cor, par, inc, mis, spu = (drawn @ table[:, index, :]).T
        both = 2 * (cor + par + inc) + mis + spu
        with np.errstate(invalid="ignore"):
            values = (2 * cor + par) / both
        low, high = np.nanpercentile(values, [2.5, 97.5]) if (both > 0).any() else (None, None)
        figures[name] = Figure(
            counts,
            counts.f1,
            None if low is None else float(low),
            None if high is None else float(high),
            sum(name in one for one in scores),
        )
    return figures
