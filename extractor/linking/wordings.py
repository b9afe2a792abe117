"""Wordings: which content words two remarks have in common."""

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from extractor.linking.actors import Match, Who, compare
from extractor.spelling import unaccented

_WORD = re.compile(r"[^\W_]+")
_STEM = 5
"""Letters by which a word is known: "exchange" and "exchanged" are one."""
_EMPTY = frozenset(
    """
    about above after again against also although always among another because been before being
    between both brought came come could does doing done down each either even ever every from
    further going have having here hers herself himself into itself just like made make many more
    most much must neither never nothing once only other others ours over said same says shall
    should since some still such than that their them themselves then there these they this those
    through together told under until upon very want well were what when where whether which while
    whom whose will with within without would your
    """.split()
)


@lru_cache(maxsize=1 << 16)
def stems(words: str) -> frozenset[int]:
    """Numbers for the content words of a text."""
    found = (unaccented(word) for word in _WORD.findall(words))
    kept = {
        word[:_STEM] for word in found if word.isdigit() or (len(word) > 3 and word not in _EMPTY)
    }
    return frozenset(crc32(word.encode("utf-8", "surrogatepass")) for word in kept)


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared stems by the smaller number, with one taken off either: a single word shows little."""
    shared = len(one & other)
    if not shared:
        return 0.0
    return (shared - 0.5) / max(1.0, min(len(one), len(other)) - 0.5)


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement, ready to be compared."""

    stems: frozenset[int]
    speaker: Who | None
    quoted: bool
    """Whether it is given in the speaker's own words."""


def statement_levels(one: Remark, other: Remark, occasion: str) -> tuple[tuple[str, str], ...]:
    """A level for each field.

    Args:
        one: a remark.
        other: one of another article.
        occasion: the level of the field `meeting`.
    """
    return (
        ("words", likeness(one.stems, other.stems)),
        ("speaker", _speaker(one.speaker, other.speaker)),
        ("quoted", "both" if one.quoted and other.quoted else "not both"),
        ("meeting", occasion),
    )


def likeness(one: frozenset[int], other: frozenset[int]) -> str:
    """The level of the field `words`."""
    if one == other and len(one) > 2:
        return "the same"
    shared = overlap(one, other)
    for least, level in ((0.75, "most"), (0.5, "half"), (0.3, "a third"), (0.15, "some")):
        if shared >= least:
            return level
    return "few"


def _speaker(one: Who | None, other: Who | None) -> str:
    if one is None or other is None:
        return "open"
    match: Match = compare(one, other)
    if match in ("named", "body"):
        return "same"
    return {"family": "family name", "office": "same office", "side": "same side"}.get(
        match, "other"
    )
