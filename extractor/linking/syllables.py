"""Syllables: Korean, Chinese and Vietnamese ones in their competing romanisations."""

import re
from functools import lru_cache

_SYLLABLES = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^(?:yi|rhee|lee|ri)$", "li"),
        (r"^(?:pak|bak|park)$", "pak"),
        (r"^(?:choe|choi)$", "choe"),
        (r"^(?:suh|seo)$", "so"),
        (r"^(?:noh|no|roh)$", "no"),
        (r"^(?:vo|vu)$", "vu"),
        (r"^hs", "x"),
        (r"^(?:ts|tz)", "z"),
        (r"oo|ou|woo|wu", "u"),
        (r"ye?o|yu(?=[nl])|eo", "o"),
        (r"(?<=^s)u(?=k)", "o"),
        (r"(?<=^y)un", "on"),
        (r"eu", "u"),
        (r"ae|ai", "e"),
        (r"(?<=[jk])u(?=n)", "o"),
        (r"^(?:ch|c|zh)", "j"),
        (r"^(?:kh|g|q)", "k"),
        (r"^t", "d"),
        (r"^p", "b"),
        (r"y", "i"),
        (r"h\b", ""),
    )
)
_SYLLABLE = 6
"""Letters that a romanised syllable has at most."""


def same_syllable(one: str, other: str) -> bool:
    """Whether two short words are one East Asian syllable."""
    return len(one) <= _SYLLABLE and len(other) <= _SYLLABLE and syllable(one) == syllable(other)


@lru_cache(maxsize=1 << 16)
def syllable(word: str) -> str:
    """What the romanisations of a plain word in lower case have in common."""
    for pattern, letters in _SYLLABLES:
        word = pattern.sub(letters, word)
    return word
