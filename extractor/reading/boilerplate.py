"""Boilerplate: what a line of a news page is by its own words, wherever it stands.

A line is labelled only when the whole of it says so: a paragraph lost is worse than a menu kept.
"""

import re
from functools import lru_cache
from typing import Literal

from extractor.reading import phrases

Label = Literal["furniture", "masthead", "caption", "links", "comments"]
"""`links` and `comments` are furniture that opens a list of links, or the readers' comments."""

_LONGEST = 1200  # code points; a longer line is never boilerplate as a whole
_EDGES = " ›»«•·|→←▶►*–—_#:!.…()[]-‹>+✕×"
_ENDINGS = (".", "?", "!", "”", '"')
_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")
_STAMP_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|Written by|Author ?:|Reporter ?:) [^\W\d_a-z][\w.'-]*"
    r"(?:,? (?:[^\W\d_a-z][\w.'-]*|and|&|in|at|of|the|for|[|/–—-])){0,11}"
)
_CRUMBS = re.compile(r"\s[>›»/|·•→]+\s|\s?[>›»]\s?")
_DATELINE = re.compile(r"[A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20}){0,2}\s?[,(/–—-]+\s?(.{4,60})$")
_AGENCY = re.compile(r"\([A-Za-z .]{2,20}\)|[–—:-]+$|\b[A-Z]{2,8}\b")


@lru_cache(maxsize=4096)
def label(line: str) -> Label | None:
    """What the line is by its own words, or None: title, subheading, body, or unknown."""
    if len(line) > _LONGEST:
        return None
    plain = " ".join(line.replace("’", "'").replace("‘", "'").split())
    core = plain.strip(_EDGES).casefold()
    words = _TOKEN.findall(core)
    if not words or core in phrases.LABELS:
        return "furniture"
    if core in phrases.MASTHEADS:
        return "masthead"
    return _label_by_bag(plain, words) or _label_by_phrase(plain, core, words)


def _label_by_bag(plain: str, words: list[str]) -> Label | None:
    """Lines all of whose words belong to one small vocabulary, and lines of names run together."""
    if len(words) > 20:
        return None
    if _is_stamp(plain):
        return "masthead"
    if all(token[0] in "#@" for token in plain.split()):
        return "furniture"
    if plain.endswith(_ENDINGS):
        return None
    bag = set(words)
    one_of = (phrases.FIELDS, phrases.SECTIONS, phrases.SHARING)
    if (
        (bag != {"comments"} and any(bag <= known for known in one_of))
        or (len(words) <= 15 and (_BYLINE.fullmatch(plain) or _is_trail(plain)))
        or (len(words) <= 10 and any(_is_glued(word) for word in plain.split()))
    ):
        return "furniture"
    return None


def _label_by_phrase(plain: str, core: str, words: list[str]) -> Label | None:
    """Lines that open with, or consist of, a phrase that pages use and prose does not."""
    # capital letters count: Said is a name, said is not
    spoken = len(words) > 8 and not phrases.SPEECH.isdisjoint(_TOKEN.findall(plain))
    quoted = "“" in plain or '"' in plain
    found: Label | None = None
    if len(core) <= 60 and phrases.LINKS.fullmatch(core):
        found = "links"
    elif len(core) <= 120 and phrases.COMMENTS.match(core):
        found = "comments"
    elif len(core) <= 200 and ". " not in plain and phrases.LINK_PREFIX.match(core):
        found = "furniture"
    elif spoken:
        found = None
    elif (len(core) <= 500 and phrases.FURNITURE.match(core)) or (
        not quoted and phrases.DISCLAIMER.match(core)
    ):
        found = "furniture"
    elif len(words) <= 60 and phrases.CAPTION.match(plain.casefold().lstrip(" -–—*•([")):
        found = "caption"
    return found


def _is_stamp(plain: str) -> bool:
    """Whether the line is a date, a time or an item number, with a place and an agency or without.

    A name of a place before the date counts as part of it: "TEHRAN, 4 March (IRNA)".
    """
    dateline = _DATELINE.match(plain)
    for words in (plain, _AGENCY.sub("", dateline[1]) if dateline else ""):
        tokens = _STAMP_TOKEN.findall(words.casefold())
        numbers = sum(token.isdecimal() for token in tokens)
        known = sum(token in phrases.CALENDAR for token in tokens)
        if numbers and numbers + known == len(tokens) and not words.endswith("%"):
            return True
    return False


def _is_trail(plain: str) -> bool:
    """Whether the line is a breadcrumb or a menu: few words between marks."""
    parts = [part for part in _CRUMBS.split(plain.strip(_EDGES)) if part]
    return len(parts) > 1 and all(len(part.split()) <= 3 for part in parts)


def _is_glued(word: str) -> bool:
    """Whether three or more capitalised words stand in one, as in FooBarQux."""
    starts = [i for i, letter in enumerate(word) if letter.isupper()]
    if len(starts) < 3 or len(word) > 80 or not word.isalpha():
        return False
    pieces = [word[a:b] for a, b in zip(starts, [*starts[1:], len(word)], strict=True)]
    return starts[0] == 0 and all(len(piece) >= 3 for piece in pieces)
