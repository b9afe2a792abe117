"""Compare: two systems on the same articles, article by article.

Paired bootstrap (Koehn 2004): the same resampled articles for both, the difference each time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from evals.aggregate import LEAST_UNITS, RESAMPLES, measures, resampled, units_with
from evals.counts import NOTHING, total
from evals.dataset import CorpusError
from evals.errors import Error
from evals.measure import Measured
from evals.report import Verdict
from evals.score import Scores

_POWER = 2.8
"""Standard errors that a difference must have to be seen four times in five at the 5 % level."""


HEADLINES = ("meetings", "meetings.strict", "statements", "statements.attributed", "actors")
_LEVEL, _WORTH_SEEING = 0.05, 0.05


@dataclass(frozen=True)
class Difference:
    """One measure of two systems, the second less the first."""

    before: float | None
    after: float | None
    difference: float | None
    low: float | None
    high: float | None
    """95 % percentile interval of the difference; None where too few articles can tell."""
    p: float | None
    """Two-sided: twice the share of resamples on the other side of zero, at least one of them."""
    detectable: float | None
    """The smallest difference that this many articles would have shown, with a power of 80 %."""


@dataclass(frozen=True)
class Comparison:
    """Two systems over the same articles."""

    articles: int
    differences: Mapping[str, Difference]
    fixed: tuple[Error, ...]
    """Errors of the first that the second does not make."""
    broken: tuple[Error, ...]
    """Errors of the second that the first does not make."""
    still_wrong: tuple[Error, ...]
    """Errors of both."""


def compare(
    before: Sequence[Measured],
    after: Sequence[Measured],
    resamples: int = RESAMPLES,
    clusters: Sequence[str] | None = None,
) -> Comparison:
    """What has changed from one system to another.

    Raises:
        CorpusError: they were not measured on the same articles.
    """
    if [one.article for one in before] != [one.article for one in after]:
        raise CorpusError("the two were not measured on the same articles")
    if {one.epochs for one in before} != {one.epochs for one in after}:
        raise CorpusError("the two have not the same number of epochs")
    one, two = [each.scores for each in before], [each.scores for each in after]
    names = measures([*one, *two])
    found = _differences(one, two, names, resamples, clusters)
    theirs, ours = _numbered(before), _numbered(after)
    return Comparison(
        articles=len(before),
        differences=dict(zip(names, found, strict=True)),
        fixed=tuple(error for key, error in theirs.items() if key not in ours),
        broken=tuple(error for key, error in ours.items() if key not in theirs),
        still_wrong=tuple(error for key, error in ours.items() if key in theirs),
    )


def _numbered(measured: Sequence[Measured]) -> Mapping[object, Error]:
    """Errors by what makes one of two systems the same; made in several epochs, each counts.

    Ids of predictions are no part of it, nor what was said in place of what gold has, but for
    what was invented: a record, or a participant too many.
    """
    found: dict[object, Error] = {}
    times: Counter[object] = Counter()
    for error in (error for one in measured for error in one.errors):
        lone = error.gold is None or error.kind == "participant extra"
        detail = error.found if lone else error.expected
        key = (error.article, error.kind, error.gold, detail)
        times[key] += 1
        found[key, times[key]] = error
    return found


def _differences(
    one: Sequence[Scores],
    two: Sequence[Scores],
    names: Sequence[str],
    resamples: int,
    clusters: Sequence[str] | None,
) -> list[Difference]:
    import numpy as np

    # where neither gold nor a system has anything, nothing is wrong: 1, not unknown
    first_drawn, second_drawn = (
        np.nan_to_num(resampled(side, names, resamples, clusters), nan=1.0) for side in (one, two)
    )
    drawn = second_drawn - first_drawn
    found = []
    for index, name in enumerate(names):
        first = total(each.get(name, NOTHING) for each in one).f1
        second = total(each.get(name, NOTHING) for each in two).f1
        known = drawn[:, index]
        if first is None and second is None:
            found.append(Difference(first, second, None, None, None, None, None))
            continue
        first, second = (1.0 if value is None else value for value in (first, second))
        both = [{**before, **after} for before, after in zip(one, two, strict=True)]
        if units_with(name, both, clusters) < LEAST_UNITS:
            found.append(Difference(first, second, second - first, None, None, None, None))
            continue
        low, high = np.percentile(known, [2.5, 97.5])
        crossing = min((known <= 0).sum(), (known >= 0).sum())
        p = min(1.0, 2 * (int(crossing) + 1) / (len(known) + 1))
        found.append(
            Difference(
                first,
                second,
                second - first,
                float(low),
                float(high),
                p,
                _POWER * float(known.std()) or None,
            )
        )
    return found


def verdict(comparison: Comparison) -> tuple[Verdict, str]:
    """Whether the second system is worse in a headline, and why one can say so.

    Failed: one of the headlines has fallen by more than chance, p below 0.05 over all of them
    (Holm 1979). Passed: the interval of none reaches down to a fall of 0.05. Else inconclusive.
    """
    headlines = {name: comparison.differences.get(name) for name in HEADLINES}
    known = [(name, one) for name, one in headlines.items() if one and one.difference is not None]
    ranked = sorted((one.p, name) for name, one in known if one.p is not None)
    sure = takewhile(
        lambda ranked: ranked[1][0] < _LEVEL / (len(known) - ranked[0]), enumerate(ranked)
    )
    fallen = [
        f"{name} {change:+.3f}"
        for _, (_, name) in sure
        if (change := comparison.differences[name].difference or 0) < 0
    ]
    if fallen:
        return "failed", f"worse by more than chance: {', '.join(fallen)}"
    open_ones = [name for name, one in known if one.low is None or one.low < -_WORTH_SEEING]
    if open_ones or not known:
        which = open_ones[0] if open_ones else "anything"
        return "inconclusive", f"a fall of {_WORTH_SEEING} or more in {which} is not ruled out"
    return "passed", f"no headline has fallen by {_WORTH_SEEING} or more"
