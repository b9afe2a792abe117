"""Enums and other plain values: the same or not."""

from collections.abc import Iterable

from evals.counts import COR, INC, MIS, NOTHING, SPU, Counts


def score_enum(gold: object, other: object) -> Counts:
    """Correct when equal; None on both sides is nothing, on one side missing or spurious."""
    if gold is None:
        return NOTHING if other is None else SPU
    if other is None:
        return MIS
    return COR if gold == other else INC


def score_set(gold: Iterable[object], other: Iterable[object]) -> Counts:
    """Each value correct, missing or spurious."""
    ours, theirs = set(gold), set(other)
    return Counts(cor=len(ours & theirs), mis=len(ours - theirs), spu=len(theirs - ours))
