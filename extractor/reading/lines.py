"""Lines: the visual lines of a text, with those that a scraper broke in two joined again."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STOP = ".!?…。！？؟۔।॥։።"
_CLOSERS = "\"'”’»›)]}」』】*_"
_NOTE = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰-⁹])+$")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}$")
_SHORT = 15  # words; a longer line that ends in an acronym is taken for a sentence


@dataclass(frozen=True)
class Line:
    """`text[start:end]` without white space at its ends; half-open code points."""

    start: int
    end: int
    text: str
    attached: bool
    """Whether the line before stands directly above, with no blank line between."""


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold more than white space, in text order."""
    found: list[Line] = []
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if not words:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        attached = bool(found) and len(_BREAK.findall(text, found[-1].end, start)) == 1
        found.append(Line(start, start + len(words), words, attached))
    return found


def join_lines(text: str, lines: list[Line], apart: Callable[[Line], bool]) -> list[Line]:
    """The lines with broken paragraphs made whole; lines that are `apart` never join.

    Two lines join when a link or a mark-up element broke a sentence (no final stop above, a small
    letter below), or when the whole text is wrapped at a fixed width and the first word below
    would not have fitted above.
    """
    alone = [apart(line) for line in lines]
    pairs = [
        i for i in range(1, len(lines)) if lines[i].attached and not (alone[i - 1] or alone[i])
    ]
    width = _wrap_width([(lines[i - 1], lines[i]) for i in pairs])
    joinable = set(pairs)
    groups: list[list[Line]] = []
    listing = False  # below a colon, small letters begin items
    for i, line in enumerate(lines):
        above = lines[max(0, i - 1)]
        listing = above.text.endswith(":") or (listing and line.attached)
        runs_on = not listing and i in joinable and _runs_on(above, line)
        if runs_on or (width and i in joinable and _is_full(above, line, width)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        group[0]
        if len(group) == 1
        else Line(
            group[0].start,
            group[-1].end,
            text[group[0].start : group[-1].end],
            group[0].attached,
        )
        for group in groups
    ]


def has_stop(line: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes, brackets and note marks aside."""
    end = _NOTE.sub("", line[-40:]).rstrip(_CLOSERS + " \u00a0")
    if not end or end[-1] not in _STOP:
        return False
    return not (_ACRONYM.search(end) and size(line) <= _SHORT)


def size(line: str) -> int:
    """How many words; scripts without spaces count one word for every two characters."""
    words = len(line.split())
    wide = sum("\u2e80" <= letter <= "\ud7ff" or "\u0e00" <= letter <= "\u0eff" for letter in line)
    return words + wide // 2


def _runs_on(above: Line, below: Line) -> bool:
    first, second = below.text[0], below.text[1:2]
    small = first.islower() and not second.isupper()  # "iPhone" begins a line of its own
    return small and above.text[-1] not in ":;" and not has_stop(above.text)


def _wrap_width(pairs: list[tuple[Line, Line]]) -> int:
    """Columns at which the text is wrapped, or 0 where it is not."""
    widest = max((len(line.text) for pair in pairs for line in pair), default=0)
    if len(pairs) < 3 or not 40 <= widest <= 100:
        return 0
    full = sum(_is_full(above, below, widest) for above, below in pairs)
    open_ended = sum(not has_stop(above.text) for above, _ in pairs)
    return widest if full >= 0.7 * len(pairs) and open_ended >= 0.5 * len(pairs) else 0


def _is_full(above: Line, below: Line, width: int) -> bool:
    word = below.text.split(maxsplit=1)[0]
    return len(above.text) + 1 + len(word) > width - 2
