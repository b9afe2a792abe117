"""Spelling: a normalised copy of a text that remembers its offsets, and keys for names."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

QUOTES = "\"'`´‘’‚‛“”„‟«»‹›〝〞＂＇"
"""Characters that open or close a quotation, in any of the usual conventions."""

_SAME = (
    dict.fromkeys(map(ord, QUOTES + "<>"), "'")
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
    | {ord("…"): "...", ord("⁅"): "[", ord("⁆"): "]"}
)


@dataclass(frozen=True)
class Folded:
    """A normalised copy: `text[i]` was made from the original's character `origin[i]`."""

    text: str
    origin: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open range behind `text[start:end]`, which must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str, ranges: Iterable[tuple[int, int]] | None = None) -> Folded:
    """Lower case, one kind of quote and dash, one space for any white space, no invisible marks.

    Args:
        text: the original.
        ranges: half-open parts to keep, in order; None keeps all. Between two parts that more
            than white space keeps apart stands a NUL, so that no match crosses it.
    """
    letters: list[str] = []
    origin: list[int] = []
    previous_end: int | None = None
    for start, end in ranges if ranges is not None else [(0, len(text))]:
        if previous_end is not None:
            letters.append(" " if text[previous_end:start].isspace() else "\0")
            origin.append(previous_end)
        for index in range(start, end):
            for letter in _fold_character(text[index]):
                if letter == " " and letters and letters[-1] == " ":
                    continue
                letters.append(letter)
                origin.append(index)
        previous_end = end
    return Folded("".join(letters), tuple(origin))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cf", "Cc", "Mn"):
        return ""
    replaced = character.translate(_SAME)
    if replaced != character:
        return replaced
    plain = unicodedata.normalize("NFKC", character).lower()
    return "".join(c for c in plain if unicodedata.category(c) != "Mn") or plain


_DIGRAPHS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[’'`ʿʾ]", ""),
        (r"(?:kh|gh|ck|q|g|c(?![eiyh]))", "k"),
        (r"ph", "f"),
        (r"(?:dh|dd)", "d"),
        (r"th", "t"),
        (r"(?:tch|tsh|ch|č|ć)", "c"),
        (r"(?:dj|dzh|zh)", "j"),
        (r"(?:sch|sh|š)", "s"),
        (r"w", "v"),
        (r"h\b", ""),
        (r"[aeiouy]", ""),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """What transliterations of one name have in common: its consonants, velars as one class.

    "Bagheri" and "Baqeri" give "bkr"; "Iran" gives "rn", "Iraq" "rk". Words outside the Latin
    script come back folded but whole.
    """
    plain = unaccented(word)
    if not re.search(r"[a-z]", plain):
        return plain
    for pattern, replacement in _DIGRAPHS:
        plain = pattern.sub(replacement, plain)
    return plain


def unaccented(word: str) -> str:
    """Lower case without accents; letters that do not decompose (ł, ø, ı) are spelled out."""
    decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae"}
)


def same_word(one: str, other: str) -> bool:
    """Whether two words may spell one name: equal, or the same consonants and nearby vowels."""
    first, second = unaccented(one), unaccented(other)
    if first == second:
        return True
    bones = skeleton(one)
    if len(bones) < 2 or bones != skeleton(other):
        return False
    return Levenshtein.normalized_similarity(first, second) >= 0.5
