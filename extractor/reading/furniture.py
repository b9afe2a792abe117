"""Blocks: which stretches of a page are the article, and which are the page around it.

A line is first judged by its own words (`boilerplate`), then by its place: what stands before the
first paragraph, between paragraphs, and after the last. In doubt it stays body: a menu line read
by a model costs little, a paragraph it never sees cannot be found again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from extractor.reading.boilerplate import label
from extractor.reading.lines import Line, has_stop, join_lines, size, split_lines
from extractor.reading.nameplates import has_rank, names_person, names_source

BlockKind = Literal["title", "masthead", "caption", "subheading", "body", "furniture"]
READABLE: frozenset[BlockKind] = frozenset({"title", "subheading", "body"})
"""The kinds that are the article; the others are the page around it."""

_HEADLINE_WORDS = 30
_HEADLINE_LENGTH = 220
_SUBHEADING_WORDS = 15
_ITEM = re.compile(r"(?:[-–—•*●▪◦·]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_READER = re.compile(r"reply$|.{1,40} says ?:$", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """`text[start:end]` of the original, without white space at its ends; half-open code points."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True)
class _Sketch:
    """Lines with what is known of each so far; a kind of "" is still open."""

    lines: list[Line]
    kinds: list[str]

    def open(self, first: int, last: int) -> list[int]:
        return [i for i in range(first, last) if self.kinds[i] == ""]


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page in text order; blank lines belong to none.

    A text without a paragraph of its own (page furniture only, or nothing) has no body block.
    """
    lines = join_lines(text, split_lines(text), lambda line: label(line.text) is not None)
    labels = [label(line.text) for line in lines]
    kinds = [
        own if own else "" if _is_headline(line.text) else "body"
        for own, line in zip(labels, lines, strict=True)
    ]
    sketch = _Sketch(lines, kinds)
    _close_comments(sketch)
    _close_links(sketch)
    paragraphs = [i for i, kind in enumerate(kinds) if kind == "body"]
    if paragraphs:
        _promote_question(sketch, paragraphs)
        paragraphs = [i for i in paragraphs if kinds[i] == "body"]
        _close_head(sketch, paragraphs[0])
        _close_middle(sketch, paragraphs[0], paragraphs[-1])
        _close_tail(sketch, paragraphs[-1] + 1)
    else:
        _close_without_body(sketch)
    return tuple(
        Block(_KINDS[kind], line.start, line.end) for kind, line in zip(kinds, lines, strict=True)
    )


_KINDS: dict[str, BlockKind] = {
    "title": "title",
    "masthead": "masthead",
    "caption": "caption",
    "subheading": "subheading",
    "body": "body",
    "furniture": "furniture",
    "links": "furniture",
    "comments": "furniture",
}


def _is_headline(line: str) -> bool:
    """Whether the line is short and does not end as a sentence, a list head or an item does."""
    short = len(line) <= _HEADLINE_LENGTH and size(line) <= _HEADLINE_WORDS
    return short and not has_stop(line) and line[-1] not in ":;,"


def _close_comments(sketch: _Sketch) -> None:
    """What follows the readers' comments, once there is an article above them, is theirs."""
    lines, kinds = sketch.lines, sketch.kinds
    paragraphs = 0
    for i, kind in enumerate(kinds):
        paragraphs += kind == "body"
        if kind != "comments" or paragraphs < 2:
            continue
        if any(_READER.match(line.text) and len(line.text) < 60 for line in lines[i + 1 :]):
            kinds[i + 1 :] = ["furniture"] * (len(kinds) - i - 1)
        return


def _close_links(sketch: _Sketch) -> None:
    """Headline-like lines directly below "More articles" and its kin are links."""
    after = False
    for i, kind in enumerate(sketch.kinds):
        if kind == "":
            if after:
                sketch.kinds[i] = "furniture"
        else:
            after = kind == "links" or (after and kind in ("furniture", "masthead"))


def _promote_question(sketch: _Sketch, paragraphs: Sequence[int]) -> None:
    """A short first line that asks or exclaims, above a paragraph, is a headline."""
    first = paragraphs[0]
    words = sketch.lines[first].text
    asks = words[-1] in "?!" and size(words) <= 20 and ". " not in words
    if asks and len(paragraphs) > 1 and not sketch.open(0, first):
        sketch.kinds[first] = ""


def _close_head(sketch: _Sketch, body: int) -> None:
    """Kinds of the open lines above the first paragraph."""
    lines, kinds = sketch.lines, sketch.kinds
    _close_menus(sketch, 0, body, run=3)
    for i in sketch.open(0, body):
        if names_source(lines[i].text):
            kinds[i] = "masthead"
    rest = sketch.open(0, body)
    prose = _opening(sketch)
    long = [i for i in rest if size(lines[i].text) > 2 and not names_person(lines[i].text)]
    title = next(iter(long or rest), None)
    for i in rest:
        words = lines[i].text
        if i == title:
            kinds[i] = "title"
        elif title is not None and _same(words, lines[title].text):
            kinds[i] = "furniture"
        elif _is_nameline(words, prose):
            kinds[i] = "caption"
        elif title is not None and i < title and size(words) <= 2:
            kinds[i] = "masthead"
        else:
            kinds[i] = "subheading"


def _close_middle(sketch: _Sketch, first: int, last: int) -> None:
    """Kinds of the open lines between the first and the last paragraph."""
    lines, kinds = sketch.lines, sketch.kinds
    prose = _opening(sketch)
    listed = -1  # the last line of a list
    for i in sketch.open(first, last):
        words = lines[i].text
        goes_on = listed == i - 1 and lines[i].attached
        if goes_on or _ITEM.match(words) or lines[i - 1].text.endswith(":"):
            listed = i
        if listed == i or size(words) > _SUBHEADING_WORDS:
            kinds[i] = "body"
        elif has_rank(words) and _is_nameline(words, prose):
            kinds[i] = "caption"
        else:
            kinds[i] = "subheading"


def _close_tail(sketch: _Sketch, first: int) -> None:
    """Kinds of the open lines below the last paragraph."""
    lines, kinds = sketch.lines, sketch.kinds
    listing = lines[first - 1].text.endswith((":", ";", ","))
    for i in range(first, len(lines)):
        if kinds[i] or not (listing or _ITEM.match(lines[i].text)):
            break
        kinds[i] = "body"
    _close_menus(sketch, first, len(lines), run=3)
    rest = sketch.open(first, len(lines))
    footer = next((i for i in range(first, len(lines)) if kinds[i] not in ("", "body")), len(lines))
    for i in rest:
        words = size(lines[i].text)
        teaser = words <= _SUBHEADING_WORDS and (i > footer or len(rest) >= 3)
        unlikely = teaser or words <= 3  # a link or a label, not a cut-off paragraph
        kinds[i] = "furniture" if unlikely else "body"


def _close_without_body(sketch: _Sketch) -> None:
    """Kinds where no line ends as a sentence does: the longest lines are all there is."""
    lines, kinds = sketch.lines, sketch.kinds
    labelled = any(kinds)
    _close_menus(sketch, 0, len(lines), run=3)
    rest = sketch.open(0, len(lines))
    if len(rest) == 1 and not labelled:
        kinds[rest[0]] = "body"
        return
    for i in rest:
        if size(lines[i].text) <= 3:
            kinds[i] = "furniture"
    rest = sketch.open(0, len(lines))
    for i in rest:
        kinds[i] = "body" if len(rest) == 1 or i != rest[0] else "title"


def _close_menus(sketch: _Sketch, first: int, end: int, run: int) -> None:
    """At least `run` very short lines in a row are a menu, unless a colon announces them."""
    together: list[int] = []
    for i in range(first, end + 1):
        words = sketch.lines[i].text if i < end else ""
        if i < end and sketch.kinds[i] == "" and size(words) <= 3 and len(words) <= 30:
            together.append(i)
            continue
        if len(together) >= run:
            above = sketch.lines[together[0] - 1].text if together[0] else ""
            if not above.endswith(":"):
                for one in together:
                    sketch.kinds[one] = "furniture"
        together = []


def _opening(sketch: _Sketch) -> str:
    """The first paragraphs, bounded, to look names up in."""
    pairs = zip(sketch.lines, sketch.kinds, strict=True)
    prose = (line.text for line, kind in pairs if kind == "body")
    return "\n".join(islice(prose, 20))[:8000]


def _is_nameline(line: str, prose: str) -> bool:
    """Whether the line is a name below a photo: one that the article's own sentences use."""
    if not names_person(line):
        return False
    return line in prose or (has_rank(line) and line.rsplit(maxsplit=1)[-1].strip(".,()") in prose)


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
