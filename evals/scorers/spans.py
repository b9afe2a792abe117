"""Spans: words of the article, one stretch or several, compared by their places in the text."""

from collections.abc import Mapping, Sequence

from evals.assign import assign
from evals.counts import COR, INC, MIS, NOTHING, PAR, SPU, Counts
from evals.overlap import f1, words
from schemas import Evidence


def score_span(gold: Evidence | None, other: Evidence | None) -> Counts:
    """Correct for the same words, partial for words in common."""
    if gold is None:
        return NOTHING if other is None else SPU
    if other is None:
        return MIS
    return score_content((gold,), (other,))


def score_content(gold: Sequence[Evidence], other: Sequence[Evidence]) -> Counts:
    """All spans of a field as one: correct for the same words, partial for half of them (F1).

    Where the spans are cut does not matter, nor does punctuation.
    """
    ours, theirs = words(gold), words(other)
    if ours == theirs:
        return COR
    return PAR if f1(ours, theirs) >= 0.5 else INC


def score_span_list(gold: Sequence[Evidence], other: Sequence[Evidence]) -> Counts:
    """Spans that are values of their own, paired one to one by the words in common."""
    return _listed(gold, other, {})


def score_labelled_spans(gold: Mapping[Evidence, str], other: Mapping[Evidence, str]) -> Counts:
    """The same for spans with a label each; another label is incorrect."""
    return _listed(
        list(gold),
        list(other),
        {
            (row, column): one == two
            for row, one in enumerate(gold.values())
            for column, two in enumerate(other.values())
        },
    )


def _listed(
    gold: Sequence[Evidence],
    other: Sequence[Evidence],
    same_label: Mapping[tuple[int, int], bool],
) -> Counts:
    similarity = {
        (row, column): f1(words((one,)), words((two,)))
        + (0.01 if same_label.get((row, column)) else 0)
        for row, one in enumerate(gold)
        for column, two in enumerate(other)
    }
    pairs = assign(similarity, 0.3)
    counts = Counts(mis=len(gold) - len(pairs), spu=len(other) - len(pairs))
    for pair in pairs:
        if not same_label.get(pair, True):
            counts += INC
        else:
            counts += score_content((gold[pair[0]],), (other[pair[1]],))
    return counts
