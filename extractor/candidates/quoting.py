"""Quoting: which characters of an article stand between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractor.candidates.phrases import Range
from extractor.reading.quotes import quoted_ranges

MARKS = frozenset("“”\"'‘’«»„")
EDGES = " \t\n\u00a0,;:.–—-"
_FRENCH = re.compile(r"«(\s[^«»]+?)»")


class Quoted:
    """A text with its quotations."""

    def __init__(self, text: str, paragraphs: Sequence[Range]) -> None:
        self.text = text
        found = set(quoted_ranges(text, paragraphs))
        for start, end in paragraphs:
            found |= {one.span(1) for one in _FRENCH.finditer(text, start, end)}
        self.ranges: list[Range] = []
        """Half-open, without the marks, in text order, apart."""
        for one in sorted(found):
            if not self.ranges or one[0] >= self.ranges[-1][1]:
                self.ranges.append(one)
        self._starts = [start for start, _ in self.ranges]

    def around(self, place: int) -> Range | None:
        """The quotation that a place stands in."""
        index = bisect_right(self._starts, place) - 1
        return self.ranges[index] if index >= 0 and place < self.ranges[index][1] else None

    def within(self, start: int, end: int) -> list[Range]:
        """The quotations that stand whole within a stretch."""
        first = bisect_right(self._starts, start - 1)
        return [one for one in self.ranges[first:] if one[1] <= end]

    def share(self, spans: Sequence[Range]) -> tuple[int, float]:
        """How many characters of some spans are quoted, and which part of all."""
        length = sum(end - start for start, end in spans)
        quoted = sum(
            max(0, min(end, last) - max(start, first))
            for start, end in spans
            for first, last in self.ranges
        )
        return quoted, quoted / max(1, length)

    def trim(self, start: int, end: int) -> Range:
        """A stretch without the white space, stops and marks that do not belong to it."""
        while True:
            while start < end and self.text[start] in EDGES:
                start += 1
            while end > start and self.text[end - 1] in EDGES:
                end -= 1
            marked = {self.text[start : start + 1], self.text[end - 1 : end]} <= MARKS
            if end - start < 3 or not marked:
                return start, end
            inside = self.around(start + 1)
            if inside is None or inside != self.around(end - 2):
                return start, end
            start, end = start + 1, end - 1

    def stretch(self, start: int, end: int) -> list[Range]:
        """What is said between two places: one span, or the quotations if it is all quoted."""
        start, end = self.trim(start, end)
        inside = self.within(start, end + 1)
        quoted = sum(last - first for first, last in inside)
        if inside and quoted >= 0.9 * (end - start):
            return [self.trim(*one) for one in inside]
        return [(start, end)] if start < end else []
