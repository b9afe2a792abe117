"""Marks: an article's text, cut wherever evidence of gold or of a prediction begins or ends."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from evals.align import Pairing
from evals.overlap import characters
from schemas import Evidence, Gold, Meeting, Statement, Story

State = Literal["found", "missed", "invented"]
"""Of both sides, of gold alone, of the prediction alone."""
Side = Literal["gold", "prediction"]


@dataclass(frozen=True)
class Piece:
    """A stretch of the text whose characters all have the same marks."""

    text: str
    statement: State | None
    """Whose statements have it as content; None for nobody's."""
    meeting: State | None
    """Whose meetings have it as evidence; None for nobody's."""
    begins: tuple[tuple[Side, str], ...]
    """Records whose first evidence begins here: side and id."""


def pieces(text: str, gold: Gold, other: Story, pairing: Pairing) -> list[Piece]:
    """The whole text in pieces, in order.

    Records that gold lists as unsure have no marks, nor has what was predicted for them.
    """
    ours = [*_sure(gold.meetings, _unsure(gold)), *_sure(gold.statements, _unsure(gold))]
    skipped = {
        theirs
        for pairs in (pairing.meetings, pairing.statements)
        for one, theirs in pairs.items()
        if one in _unsure(gold)
    }
    theirs = [*_sure(other.meetings, skipped), *_sure(other.statements, skipped)]
    sides: Sequence[tuple[Side, Sequence[Meeting | Statement]]]
    sides = [("gold", ours), ("prediction", theirs)]
    everything = [*ours, *theirs]
    edges = {edge for one in everything for span in spans(one) for edge in (span.start, span.end)}
    said = [_covered(one for one in side if isinstance(one, Statement)) for _, side in sides]
    met = [_covered(one for one in side if isinstance(one, Meeting)) for _, side in sides]
    return [
        Piece(
            text[start:end],
            _state(start in said[0], start in said[1]),
            _state(start in met[0], start in met[1]),
            tuple(
                (side, one.id)
                for side, records in sides
                for one in records
                if spans(one)[0].start == start
            ),
        )
        for start, end in pairwise(sorted({0, len(text), *edges}))
    ]


def spans(record: Meeting | Statement) -> Sequence[Evidence]:
    """What of the text makes up a record: a statement's content, a meeting's evidence."""
    return record.content if isinstance(record, Statement) else record.evidence


def _unsure(gold: Gold) -> frozenset[str]:
    return frozenset(gold.annotation.unsure)


def _sure(
    records: Iterable[Meeting | Statement], skipped: Collection[str]
) -> list[Meeting | Statement]:
    return [one for one in records if one.id not in skipped]


def _covered(records: Iterable[Meeting | Statement]) -> frozenset[int]:
    return characters(span for one in records for span in spans(one))


def _state(ours: bool, theirs: bool) -> State | None:
    if ours:
        return "found" if theirs else "missed"
    return "invented" if theirs else None
