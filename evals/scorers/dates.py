"""Dates: the value, how fine it is, and what it rests on, each apart."""

from evals.counts import COR, INC, MIS, NOTHING, SPU, Counts
from evals.overlap import words
from schemas import DateValue


def same_date(gold: DateValue, other: DateValue) -> bool:
    """Whether the values are equal; of unknown ones, whether no two phrases tell them apart."""
    if gold.value is None and other.value is None and gold.text and other.text:
        return bool(words((gold.text,)) & words((other.text,)))
    return gold.value == other.value


def score_value(gold: DateValue, other: DateValue) -> Counts:
    """Correct for the same EDTF value; an unknown date on both sides is nothing to score."""
    return _compared(gold.value, other.value)


def score_granularity(gold: DateValue, other: DateValue) -> Counts:
    """Of dates with a value on at least one side."""
    return _compared(
        gold.granularity if gold.value else None, other.granularity if other.value else None
    )


def score_basis(gold: DateValue, other: DateValue) -> Counts:
    """Of dates with a phrase or a value on at least one side."""
    return _compared(
        gold.basis if gold.value or gold.text else None,
        other.basis if other.value or other.text else None,
    )


def _compared(gold: str | None, other: str | None) -> Counts:
    if gold is None:
        return NOTHING if other is None else SPU
    if other is None:
        return MIS
    return COR if gold == other else INC
