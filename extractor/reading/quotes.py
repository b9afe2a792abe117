"""Quotation marks: which stretches of a text stand between them."""

import re
from collections.abc import Sequence

_CLIPPED = re.compile(r"['‘’](?:\d\ds?\b|n['’]|(?:tis|twas|em|cause|til)\b)", re.IGNORECASE)
"""An apostrophe that stands for letters left out, and opens nothing."""
_OWNED = re.compile(r"['’]\s+[a-z]")
_BESIDE_LETTERS = "「『«"
"""Marks of languages that put no space before them."""
_SPACED = "«"
"""Marks that some desks, the French among them, part from the quotation by a space."""
_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’", "「": "」", "『": "』"}

_OPENING = re.compile("[" + "".join(_PAIRS) + "\"'＂]")


def quoted_ranges(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open ranges between quotation marks, the marks left out, in text order.

    Apostrophes do not open or close anything. A quotation that is not closed runs to the end of
    its paragraph, as it does when the next paragraph goes on with it.
    """
    return [one for start, end in paragraphs for one in _in_paragraph(text, start, end)]


def _in_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    index = start
    while mark := _OPENING.search(text, index, end):
        index = mark.start()
        closing = _closing(text, index, start, end)
        if closing is None:
            index += 1
            continue
        close = _find_close(text, index + 1, end, closing)
        if close is None and text[index] in "'‘":
            index += 1
            continue
        stop = end if close is None else close
        first, last = _trimmed(text, index + 1, stop)
        if last > first:
            ranges.append((first, last))
        index = stop + 1
    return ranges


def _closing(text: str, index: int, start: int, end: int) -> str | None:
    """The marks that close a quotation opened at `index`, or None where none is opened."""
    mark = text[index]
    follows_word = index > start and text[index - 1].isalnum()
    if index + 1 >= end or _CLIPPED.match(text, index):
        return None
    if text[index + 1].isspace() and mark not in _SPACED:
        return None
    if follows_word and mark not in _BESIDE_LETTERS:
        return None
    return _PAIRS.get(mark, mark)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at its ends."""
    inside = text[start:end]
    return end - len(inside.lstrip()), start + len(inside.rstrip())


def _find_close(text: str, first: int, end: int, marks: str) -> int | None:
    """Where the first of the closing marks stands that is no apostrophe, or None."""
    for match in re.compile(f"[{re.escape(marks)}]").finditer(text, first, end):
        at = match.start()
        if text[at] not in "'’\"＂":
            return at
        inside_word = at + 1 < end and text[at + 1].isalnum() and text[at - 1].isalnum()
        owning = text[at - 1] == "s" and _OWNED.match(text, at, end)
        if not inside_word and not owning:
            return at
    return None
