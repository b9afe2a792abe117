"""Spans: words of the article, one stretch or several, compared by their places in the text."""

from collections.abc import Sequence

from evals.assign import assign
from evals.counts import COR, INC, MIS, NOTHING, PAR, SPU, Counts
from evals.overlap import f1, words
from schemas import Evidence

_LEAST = 0.3
"""F1 of the words below which two spans of a list are not the same value."""
_TIE = 0.01
"""Weight of the label, which only decides between spans that are otherwise alike."""


def score_span(gold: Evidence | None, other: Evidence | None) -> Counts:
    """Correct for the same words, partial for half of them (F1)."""
    if gold is None:
        return NOTHING if other is None else SPU
    if other is None:
        return MIS
    return score_content((gold,), (other,))


def score_content(gold: Sequence[Evidence], other: Sequence[Evidence]) -> Counts:
    """All spans of a field as one: correct for the same words, partial for half of them (F1).

    Where the spans are cut does not matter, nor does punctuation.
    """
    if _same_places(gold, other):
        return COR
    ours, theirs = words(gold), words(other)
    if ours == theirs:
        return COR
    return PAR if f1(ours, theirs) >= 0.5 else INC


def score_span_list(gold: Sequence[Evidence], other: Sequence[Evidence]) -> Counts:
    """Spans that are values of their own, paired one to one by the words in common."""
    if _same_places(gold, other):
        return Counts(cor=len(gold))
    return score_labelled_spans([("", one) for one in gold], [("", one) for one in other])


def score_labelled_spans(
    gold: Sequence[tuple[str, Evidence]], other: Sequence[tuple[str, Evidence]]
) -> Counts:
    """The same for spans with a label each; another label is incorrect."""
    ours, theirs = [words((one,)) for _, one in gold], [words((one,)) for _, one in other]
    similarity = {
        (row, column): f1(ours[row], theirs[column]) + _TIE * (label == other_label)
        for row, (label, one) in enumerate(gold)
        for column, (other_label, two) in enumerate(other)
        if one.start < two.end and two.start < one.end
    }
    pairs = assign(similarity, _LEAST)
    counts = Counts(mis=len(gold) - len(pairs), spu=len(other) - len(pairs))
    for row, column in pairs:
        (label, one), (other_label, two) = gold[row], other[column]
        counts += score_span(one, two) if label == other_label else INC
    return counts


def _same_places(gold: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    """Whether the spans are the very same, which most are; saves comparing their words."""
    return len(gold) == len(other) and all(
        one.start == two.start and one.end == two.end for one, two in zip(gold, other, strict=True)
    )
