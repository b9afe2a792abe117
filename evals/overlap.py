"""Overlap: how much two sets of spans of one text have in common, in words and in characters."""

import re
from collections.abc import Collection, Iterable

from schemas import Evidence

_WORD = re.compile(r"\w+")


def words(spans: Collection[Evidence]) -> frozenset[int]:
    """Where the words of the spans begin in the text; without any word, where the spans begin."""
    found = frozenset(
        span.start + word.start() for span in spans for word in _WORD.finditer(span.exact)
    )
    return found or frozenset(span.start for span in spans)


def characters(spans: Iterable[Evidence]) -> frozenset[int]:
    """The offsets of the spans' characters."""
    return frozenset(offset for span in spans for offset in range(span.start, span.end))


def f1(gold: frozenset[int], other: frozenset[int]) -> float:
    """Twice what both have, over what each has; 0 where neither has anything."""
    return 2 * len(gold & other) / (len(gold) + len(other)) if gold or other else 0.0


def coverage(gold: frozenset[int], other: frozenset[int]) -> float:
    """The share of gold that the other has, too; 0 for empty gold."""
    return len(gold & other) / len(gold) if gold else 0.0


def jaccard(gold: frozenset[int], other: frozenset[int]) -> float:
    """What both have, over what either has; 0 where neither has anything."""
    return len(gold & other) / len(gold | other) if gold or other else 0.0
