"""Rules: what a page may quote, and what its intervals draw anew."""

from collections.abc import Iterable

from evals.dataset import Case
from evals.report import Cluster


def readable(cases: Iterable[Case]) -> frozenset[str]:
    """Articles whose words may be shown: of dev and test together, those of dev alone."""
    split_of = {case.id: case.gold.annotation.split for case in cases}
    alone = len(set(split_of.values())) == 1
    return frozenset(name for name, split in split_of.items() if alone or split == "dev")


def clusters_of(cases: Iterable[Case], cluster: Cluster) -> list[str]:
    """What intervals draw anew, for each article: its story, or itself."""
    return [
        case.gold.annotation.story or case.id if cluster == "story" else case.id for case in cases
    ]
