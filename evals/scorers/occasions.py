"""Occasions: the larger event that a meeting was part of."""

from evals.counts import COR, INC, MIS, NOTHING, SPU, Counts
from evals.scorers.names import score_words
from schemas import Occasion


def score_occasion(gold: Occasion | None, other: Occasion | None) -> Counts:
    """The name of the event: correct for the same words, partial for half of them."""
    return score_words(gold.name if gold else None, other.name if other else None)


def score_sidelines(gold: Occasion | None, other: Occasion | None) -> Counts:
    """Whether it was on the sidelines, of meetings with an occasion on either side."""
    ours = gold.on_sidelines if gold else None
    theirs = other.on_sidelines if other else None
    if ours is None:
        return NOTHING if theirs is None else SPU
    if theirs is None:
        return MIS
    return COR if ours == theirs else INC
