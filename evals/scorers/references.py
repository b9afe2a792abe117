"""References: fields that hold ids of other records, compared through the pairs found."""

from collections.abc import Iterable, Mapping

from evals.counts import COR, INC, MIS, NOTHING, SPU, Counts


def score_reference(gold: str | None, other: str | None, pairs: Mapping[str, str]) -> Counts:
    """Correct where the two ids are a pair."""
    if gold is None:
        return NOTHING if other is None else SPU
    if other is None:
        return MIS
    return COR if pairs.get(gold) == other else INC


def score_references(gold: Iterable[str], other: Iterable[str], pairs: Mapping[str, str]) -> Counts:
    """Each id correct, missing or spurious; order does not matter."""
    ours, theirs = set(gold), set(other)
    found = {pairs.get(one) for one in ours} & theirs
    return Counts(cor=len(found), mis=len(ours) - len(found), spu=len(theirs) - len(found))
