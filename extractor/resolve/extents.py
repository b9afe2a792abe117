"""Extents: how far a phrase for somebody without a name reaches ("two members of a rival club")."""

import re
from itertools import pairwise

from extractor.reading.lexicon import BODY_HEADS, COLLECTIVE_HEADS, CUES, MEETING_WORDS

Range = tuple[int, int]

_COUNTED = re.compile(
    r"(?<!\w)(?:(?:about|around|some|over|nearly|almost|more than|at least|up to)\s+)?"
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|"
    r"hundreds of|thousands of|several|many|most|some|twenty|thirty|forty|fifty|sixty|"
    r"a (?:few|dozen|group of|"
    r"number of))\s+(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
"""A number before the phrase, and a word between ("two male nurses")."""
_GOES_ON = re.compile(r"\s+(?:of|from|with|in|at|for|close to|familiar with|near|on)\s+", re.I)
_WORD = re.compile(r"(?:[^\W_]|[’'&.-](?=\w))+")
_STOPS = (CUES | MEETING_WORDS) | frozenset(
    """
    is are was were has have had will would can could may might must should do does did who which
    that he she they it and or but as while when after before on to by into about over than then
    not also never just still already say says told accuse warn want wants think believe came went
    left took made gave got stood sat
    """.split()
)
_DETERMINERS = frozenset("the a an its his her their this that these those both".split())
_LINKS = frozenset("for with in at on near close familiar".split())
_MOST_WORDS = 8


def extended(text: str, mention: Range, end: int) -> Range:
    """The phrase with the number before it and the "of ..." or "from ..." behind it.

    Args:
        text: the article.
        mention: the phrase as found, half-open.
        end: where its sentence ends. What does not come to an end before a verb or a mark is
            left off.
    """
    start, last = mention
    counted = _COUNTED.search(text, max(0, start - 40), start)
    start = counted.start() if counted else start
    while (joint := _GOES_ON.match(text, last, end)) is not None:
        stop = _phrase_end(text, joint.end(), end)
        if stop is None:
            break
        last = stop
    return start, last


def group_name(text: str, mention: Range, end: int) -> str | None:
    """What several people are called with "both" before it, or "of ..." and "from ..." behind it.

    None where there is neither: their words are name enough.

    Args:
        text: the article.
        mention: the phrase as found, half-open.
        end: where its sentence ends.
    """
    start, last = mention
    both = re.search(r"\b(both)\s+$", text[max(0, start - 6) : start], re.IGNORECASE)
    if both is not None:
        return text[start - len(both[0]) : last]
    if not re.match(r"\s+(?:of|from)\s", text[last:end]):
        return None
    longer = extended(text, mention, end)
    return _shortened(text[slice(*longer)], last - longer[0]) if longer[1] > last else None


def _shortened(phrase: str, known: int) -> str:
    """A phrase as far as its first body or people behind the known part, or its second link."""
    words = list(_WORD.finditer(phrase, known))
    for one, following in pairwise(words[1:]):
        low, after = one.group().lower(), following.group()
        if low in BODY_HEADS | COLLECTIVE_HEADS and after.islower() and after not in ("of", "and"):
            return phrase[: one.end()]
        if after in _LINKS:
            return phrase[: one.end()]
    return phrase


def _phrase_end(text: str, first: int, end: int) -> int | None:
    """Where the words behind a preposition end; None where they do not, or there is none."""
    last, before = first, ""
    for number, word in enumerate(_WORD.finditer(text, first, end)):
        gap = text[last : word.start()]
        if number and gap.strip():
            return last
        low = word.group().lower()
        if before in _DETERMINERS:
            last, before = word.end(), low
            continue
        before = low
        if low in _STOPS or low in ("of", "from", "with", "in", "at", "for") or low.endswith("ed"):
            return last if number else None
        if number == _MOST_WORDS:
            return None
        last = word.end()
    return last if last > first else None
