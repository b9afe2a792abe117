"""Linking: the same meeting, the same remark, across the articles of a story."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from evals.align import align
from evals.scorers.links import b_cubed, clusters, conll
from schemas import Gold

Linked = Literal["meetings", "statements"]


@dataclass(frozen=True)
class Linking:
    """How far two sides agree on which records of several articles are one thing."""

    records: int
    """Gold records in articles that belong to a story."""
    b_cubed: float | None
    conll: float | None


def linking(pairs: Iterable[tuple[Gold, Gold]], records: Linked) -> Linking:
    """Clusters by link against clusters by link, over the articles of all stories.

    A record that only one side has is in that side's clusters alone, so missing it costs recall.

    Args:
        pairs: gold and other reading of each article; the first says to which story it belongs.
        records: which records are linked.
    """
    ours: dict[Hashable, Hashable | None] = {}
    theirs: dict[Hashable, Hashable | None] = {}
    for gold, other in pairs:
        story, article = gold.annotation.story, gold.article.id
        if story is None:
            continue
        pairing: Mapping[str, str] = getattr(align(gold, other), records)
        partner = {two: one for one, two in pairing.items()}
        for one in getattr(gold, records):
            ours[article, one.id] = one.link and (story, one.link)
        for two in getattr(other, records):
            item = (article, partner[two.id]) if two.id in partner else (article, "alone", two.id)
            theirs[item] = two.link and (story, two.link)
    left, right = clusters(ours), clusters(theirs)
    return Linking(len(ours), b_cubed(left, right).f1, conll(left, right))
