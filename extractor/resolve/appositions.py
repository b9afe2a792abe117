"""Appositions: the office that stands beside a name and is said of it.

In front of the name ("the staff economist Ana Lima"), with a comma ("the head of the water service,
Dr. Ana Lima,") or behind it ("Ana Lima, secretary of the union,"). An office that a verb or another
clause parts from the name is none of theirs.
"""

import re
from collections.abc import Sequence

from extractor.reading import lexicon
from extractor.resolve.titles import (
    BEFORE_VERBS,
    DESCRIPTIVE,
    FUNCTION_WORDS,
    HEADS,
    HONORIFICS,
    MODIFIERS,
    Range,
    bare,
    is_boundary,
    may_qualify,
)
from schemas import country_code

_HONORED = rf"(?:(?:{'|'.join(sorted(HONORIFICS, key=len, reverse=True))})\.?\s+)"
_TO_THE_NAME = re.compile(rf",?\s+{_HONORED}*$", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:[,.;:()—–”\"\n]|$|\s(?:and|who|in|on|at|to|with)\b)")
_STOP = re.compile(r"[,.;:!?()“”\"—–\n]\s")
_STOP_BEHIND = re.compile(r"[,;:!?()“”\"—–\n]|\.(?=\s|$)")
_WORD = re.compile(r"[^\W\d_][\w.’'‘`&-]*|\S")
_OWNS = re.compile(r"['’‘`]s?$")
_ARTICLES = frozenset("the a an his her its their our my this".split())
_LINKS = frozenset("of for to at in on".split())
_INSIDE = frozenset("and & of do de da del la".split())
_REACH = 160
"""Characters in front of a name in which its office is looked for."""
_LEADING = 4
_ALONG = 9
"""Most words between a name and its office, and behind each "of" of it."""

_Word = tuple[int, str]
"""Where a word begins, and the word."""


def titles_beside(text: str, name: Range, sentence: Range) -> list[Range]:
    """Offices in apposition to a name, in front of it and behind it.

    Args:
        text: the original.
        name: the name, with the title in front of it or without.
        sentence: around it; nothing outside is looked at.
    """
    found = [_in_front(text, name, sentence), _behind(text, name, sentence)]
    return [one for one in found if one is not None]


def _in_front(text: str, name: Range, sentence: Range) -> Range | None:
    first = max(sentence[0], name[0] - _REACH)
    gap = _TO_THE_NAME.search(text[first : name[0]])
    if gap is None or (gap[0][0] == "," and not _CLOSED.match(text[name[1] : sentence[1]])):
        return None
    end = first + gap.start()
    segment = _STOP.split(text[first:end])[-1]
    found = _office_in(text, end - len(segment), end, to_the_end=True)
    if found is None or not gap[0].isspace():
        return found
    words = text[slice(*found)].split()  # "head of operator Halden Lines": the name is the body's
    return None if words[-1].islower() and _LINKS.intersection(words) else found


def _behind(text: str, name: Range, sentence: Range) -> Range | None:
    comma = re.match(r",\s+(?=\S)", text[name[1] : sentence[1]])
    if comma is None:
        return None
    start = name[1] + comma.end()
    segment = _STOP_BEHIND.split(text[start : sentence[1]])[0]
    found = _office_in(text, start, start + len(segment), to_the_end=False)
    if found is None or not _CLOSED.match(text[found[1] : sentence[1]]):
        return None
    before = _WORD.findall(text[start : found[0]])
    return found if len(before) <= _LEADING and all(map(_may_introduce, before)) else None


def _may_introduce(word: str) -> bool:
    """Whether a word may stand between a name and its office: an article, an owner, a land."""
    low = word.lower()
    return low in _ARTICLES | DESCRIPTIVE or bool(_OWNS.search(word)) or word[0].isupper()


def _office_in(text: str, start: int, end: int, *, to_the_end: bool) -> Range | None:
    """The first office in a stretch, from its first qualifying word to the end of its phrase."""
    words = [(one.start() + start, one[0]) for one in _WORD.finditer(text[start:end])]
    for index, (_, word) in enumerate(words):
        stop = _end_of_office(words, index) if bare(word) in HEADS else 0
        if stop and (stop == len(words) or not to_the_end):
            last, ending = words[stop - 1]
            return words[_first_of_office(words, index)][0], last + len(ending)
    return None


def _first_of_office(words: Sequence[_Word], head: int) -> int:
    """The first word of an office; only known ones where what stands in front ends no phrase."""
    first = head
    while first and _belongs(words[first - 1][1]):
        first -= 1
    before = words[first - 1][1] if first else ""
    opens = is_boundary(before) and bare(before) not in BEFORE_VERBS if before else True
    if opens or before[0].isupper() or bare(before) in DESCRIPTIVE:
        return first
    first = head
    while first and bare(words[first - 1][1]) in MODIFIERS:
        first -= 1
    return first


def _belongs(word: str) -> bool:
    low = bare(word)
    if low in HONORIFICS or low in DESCRIPTIVE - {"first"} or _OWNS.search(word):
        return False
    if low in MODIFIERS | HEADS:
        return True
    if low in FUNCTION_WORDS or country_code(word) is not None:
        return False
    return word[0].isalpha() and (word[0].isupper() or may_qualify(word))


def _end_of_office(words: Sequence[_Word], head: int) -> int:
    """How many words there are to the end of an office, "of the water board" included."""
    index = head + 1
    while index < len(words) and bare(words[index][1]) in HEADS | MODIFIERS:
        index += 1
    while index < len(words) and bare(words[index][1]) in _LINKS:
        stop = _end_of_link(words, index)
        if stop is None:
            break
        index = stop
    return index


def _end_of_link(words: Sequence[_Word], link: int) -> int | None:
    """The end of what "of" or "in" brings; behind the latter only names and bodies."""
    near = bare(words[link][1]) in ("of", "for")
    first = link + 1
    if first < len(words) and bare(words[first][1]) == "the":
        first += 1
    stop = first
    while stop < len(words) and stop - first < _ALONG:
        following = words[stop + 1][1] if stop + 1 < len(words) else ""
        joins = stop > first and bare(words[stop][1]) in _INSIDE and following[:1].isupper()
        if not joins and not _may_follow(words[stop][1], unknown=near or first > link + 1):
            break
        stop += 1
    brought = [word for _, word in words[first:stop]]
    if not brought:
        return None
    named = near or brought[0][0].isupper()
    return stop if named or any(bare(one) in lexicon.BODY_HEADS for one in brought) else None


def _may_follow(word: str, *, unknown: bool) -> bool:
    low = bare(word)
    if low in HONORIFICS:
        return False
    if word[0].isupper() or low in MODIFIERS - {"then"}:
        return True
    plain = word.replace("-", "").isalpha() and not low.endswith(("ed", "ing"))
    return unknown and plain and low not in FUNCTION_WORDS
