"""Links: which records of several articles are one thing, as clusters against clusters.

B³ (Bagga & Baldwin 1998), MUC (Vilain et al. 1995), entity-based CEAF (Luo 2005, phi 4) and their
mean, the CoNLL average (Pradhan et al. 2012). A cluster is a set of items; an item that only one
side has counts against that side's precision or recall, as a cluster of its own does.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from evals.assign import assign

Clusters = Sequence[frozenset[Hashable]]
"""Disjoint sets; every item of a side stands in one of them, if only alone."""


@dataclass(frozen=True)
class Ratio:
    """Precision and recall; None where there is nothing to divide by."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """Their harmonic mean; 0 where both are 0, None where one is None."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def clusters(labels: Mapping[Hashable, Hashable | None]) -> Clusters:
    """The clusters that links make: items by their link, an item without one alone."""
    found: dict[Hashable, set[Hashable]] = {}
    for item, link in labels.items():
        found.setdefault(("alone", item) if link is None else ("link", link), set()).add(item)
    return [frozenset(items) for items in found.values()]


def b_cubed(gold: Clusters, other: Clusters) -> Ratio:
    """For each item, the share of its cluster that the other side's cluster has, too; the mean."""
    return Ratio(_shared(other, gold), _shared(gold, other))


def muc(gold: Clusters, other: Clusters) -> Ratio:
    """The links a side has, less those missing to rebuild it from the other side's clusters."""
    return Ratio(_linked(other, gold), _linked(gold, other))


def ceaf(gold: Clusters, other: Clusters) -> Ratio:
    """Clusters paired one to one so that the sum of phi 4, their F1 by items, is greatest."""
    similarity = {
        (row, column): 2 * len(one & two) / (len(one) + len(two))
        for row, one in enumerate(gold)
        for column, two in enumerate(other)
        if one & two
    }
    summed = sum(similarity[pair] for pair in assign(similarity, 0.0))
    return Ratio(_over(summed, other), _over(summed, gold))


def conll(gold: Clusters, other: Clusters) -> float | None:
    """The mean F1 of MUC, B³ and CEAF, an F1 of nothing being 0; None where gold links nothing."""
    measures: tuple[Callable[[Clusters, Clusters], Ratio], ...] = (muc, b_cubed, ceaf)
    if not gold or all(len(cluster) == 1 for cluster in gold):
        return None
    return sum(measure(gold, other).f1 or 0.0 for measure in measures) / len(measures)


def _shared(one: Clusters, other: Clusters) -> float | None:
    """The mean over the items of one side; None where it has none."""
    home = {item: cluster for cluster in other for item in cluster}
    empty: frozenset[Hashable] = frozenset()
    shares = [
        len(cluster & home.get(item, empty)) / len(cluster) for cluster in one for item in cluster
    ]
    return sum(shares) / len(shares) if shares else None


def _linked(one: Clusters, other: Clusters) -> float | None:
    """The share of one side's links that the other side has; None where it has no link."""
    home = {item: index for index, cluster in enumerate(other) for item in cluster}
    links = sum(len(cluster) - 1 for cluster in one)
    kept = sum(
        len(cluster) - len({home.get(item, ("alone", item)) for item in cluster}) for cluster in one
    )
    return kept / links if links else None


def _over(summed: float, side: Collection[object]) -> float | None:
    return summed / len(side) if side else None
