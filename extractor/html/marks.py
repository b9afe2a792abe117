"""Marks: a text cut wherever something that stands in it begins or ends."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True)
class Mark:
    """A stretch of the text and what it is there for; `start` to `end` in code points."""

    start: int
    end: int
    kind: str
    """Such as "meeting", "cue"."""
    record: str
    """The id of the record that rests on it."""
    opens: bool = False
    """Whether it is where a reader is sent who asks for the record."""


@dataclass(frozen=True)
class Piece:
    """A stretch of one line whose characters all have the same marks."""

    text: str
    marks: tuple[Mark, ...] = ()
    """The shortest first."""
    opened: tuple[str, ...] = ()
    """Records whose opening mark begins here, the longest first."""


@dataclass(frozen=True)
class Line:
    """The pieces of a line, its end among its characters."""

    pieces: tuple[Piece, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing in it can be seen."""
        return not any(piece.text.strip() for piece in self.pieces)


def lines(text: str, marks: Iterable[Mark]) -> list[Line]:
    """The whole text, line by line, every character once and in order.

    Marks of no length and marks outside the text are passed over.
    """
    kept = [one for one in marks if 0 <= one.start < one.end <= len(text)]
    edges = sorted({edge for one in kept for edge in (one.start, one.end)})
    starting: dict[int, list[Mark]] = defaultdict(list)
    for mark in kept:
        starting[mark.start].append(mark)
    open_now: list[Mark] = []
    cut: list[Line] = []
    at = 0
    for found in _LINE.finditer(text):
        ends = []
        while at < len(edges) and edges[at] < found.end():
            ends.append(edges[at])
            at += 1
        spots = sorted({found.start(), *ends, found.end()})
        pieces = []
        for start, end in pairwise(spots):
            begun = starting.get(start, [])
            open_now = [one for one in open_now if one.end > start] + begun
            pieces.append(_piece(text[start:end], open_now, begun))
        cut.append(Line(tuple(pieces)))
    return cut


def _piece(text: str, covering: Sequence[Mark], begun: Sequence[Mark]) -> Piece:
    shortest = sorted(covering, key=lambda one: (one.end - one.start, one.record, one.kind))
    opened = sorted((one for one in begun if one.opens), key=lambda one: one.start - one.end)
    return Piece(text, tuple(dict.fromkeys(shortest)), tuple(_ids(opened)))


def _ids(marks: Iterable[Mark]) -> Iterator[str]:
    yield from dict.fromkeys(one.record for one in marks)
