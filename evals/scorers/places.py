"""Places: where a meeting was held."""

from evals.counts import COR, INC, MIS, NOTHING, PAR, SPU, Counts
from evals.overlap import words
from extractor.spelling import unaccented
from schemas import Place


def same_place(gold: Place | None, other: Place | None) -> float:
    """1 for the same place or none on both sides, half for one inside the other's words, else 0."""
    counts = score_place(gold, other)
    return 1.0 if counts in (COR, NOTHING) else 0.5 if counts == PAR else 0.0


def score_place(gold: Place | None, other: Place | None) -> Counts:
    """Correct for the same name, partial for one inside the other's words or place in the text."""
    if gold is None:
        return NOTHING if other is None else SPU
    if other is None:
        return MIS
    ours, theirs = _plain(gold.name), _plain(other.name)
    if ours == theirs:
        return COR
    one, two = set(ours.split()), set(theirs.split())
    spans = gold.text and other.text and words((gold.text,)) & words((other.text,))
    return PAR if one <= two or two <= one or spans else INC


def score_country(gold: Place | None, other: Place | None) -> Counts:
    """The country of the place."""
    ours, theirs = gold and gold.country, other and other.country
    if ours is None:
        return NOTHING if theirs is None else SPU
    if theirs is None:
        return MIS
    return COR if ours == theirs else INC


def _plain(name: str) -> str:
    return " ".join(unaccented(name).removeprefix("the ").split())
