"""Spelling: a normalised copy of a text that remembers its offsets, and keys for names."""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›〝〞＂＇ʼʻʿʾ<>"
_DASHES = "‐‑‒–—―−﹘﹣－"
_SAME = dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_DASHES, "-") | {"⁅": "[", "⁆": "]"}


@dataclass(frozen=True)
class Folded:
    """A normalised copy of a text: `text[i]` was made from the original's character `origin[i]`.

    `origin` never falls and has one entry more than `text`, the end of the last part kept.
    """

    text: str
    origin: "array[int]"
    source: str
    """The original."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open range behind `text[start:end]`, which must not be empty.

        Marks that combine with the last character belong to it.
        """
        stop = self.origin[end - 1] + 1
        while stop < self.origin[end] and unicodedata.category(self.source[stop])[0] == "M":
            stop += 1
        return self.origin[start], stop


def fold(text: str, ranges: Iterable[tuple[int, int]] | None = None) -> Folded:
    """Lower case, one kind of quote and dash, one space for any white space, no invisible marks.

    Args:
        text: the original.
        ranges: half-open parts to keep, in text order and apart; None keeps all. Between two
            parts that more than white space keeps apart stands a NUL, so that no match crosses it.
    """
    letters: list[str] = []
    origin = array("I")
    stop: int | None = None
    for start, end in ranges if ranges is not None else [(0, len(text))]:
        if stop is not None and stop < start:
            letters.append("\0" if text[stop:start].strip() else " ")
            origin.append(stop)
        for index in range(start, end):
            for letter in _FOLDS[text[index]]:
                if letter == " " and letters and letters[-1] == " ":
                    continue
                letters.append(letter)
                origin.append(index)
        stop = end
    origin.append(stop or 0)
    return Folded("".join(letters), origin, text)


class _Folds(dict[str, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        self[character] = folded = _fold_character(character)
        return folded


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cf", "Cc") or _is_accent(character):
        return ""
    if character in _SAME:
        return _SAME[character]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).lower())
    kept = "".join(c for c in plain if not _is_accent(c))
    return "".join(_SAME.get(c, c) for c in unicodedata.normalize("NFC", kept))


def _is_accent(character: str) -> bool:
    """Accents and vowel points that may be left out, unlike the vowel signs of Indic scripts."""
    weight = unicodedata.combining(character)
    return 10 <= weight <= 36 or weight >= 200


_FOLDS = _Folds()


def unaccented(word: str) -> str:
    """Lower case without accents; letters that do not decompose (ł, ø, ı) are spelled out."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_PLAIN_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "İ": "I", "đ": "d", "Đ": "D", "ß": "ss"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)

_CONSONANTS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[’'`ʿʾʼ]", ""),
        (r"tch|tsh|ch", "č"),
        (r"kh|gh|ck|q|g|c(?![eiyh])", "k"),
        (r"ph", "f"),
        (r"dh|dd", "d"),
        (r"th", "t"),
        (r"dj|dzh|zh", "j"),
        (r"sch|sh", "s"),
        (r"w", "v"),
        (r"h\b", ""),
        (r"[aeiouy]", ""),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(maxsize=16384)
def skeleton(word: str) -> str:
    """What transliterations of one name have in common: its consonants, velars as one class.

    "Bagheri" and "Baqeri" give "bkr"; "Iran" gives "rn", "Iraq" "rk". Words outside the Latin
    script come back unaccented but whole.
    """
    plain = unaccented(word)
    if not re.search(r"[a-z]", plain):
        return plain
    for pattern, replacement in _CONSONANTS:
        plain = pattern.sub(replacement, plain)
    return plain


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> bool:
    """Whether two words may spell one name: equal, or the same consonants and vowels nearby.

    "Hussein", "Hossein" and "Husayn" may; "Hassan" is another name, as "Khomeini" is not
    "Khamenei". A name of one syllable keeps its vowel: "Chen" is not "Chan".
    """
    first, second = unaccented(one), unaccented(other)
    if first == second or (_SERVANT.fullmatch(first) and _SERVANT.fullmatch(second)):
        return True
    bones = skeleton(one)
    if len(bones) < 2 or bones != skeleton(other):
        return False
    return _same_start(first, second) and _nearby(_vowels(first), _vowels(second))


_SERVANT = re.compile("abd[aeu]l")


@lru_cache(maxsize=16384)
def _vowels(plain: str) -> tuple[str, ...]:
    """Each run of vowels in a plain word, long ones by one letter, "ai" and its like as "y"."""
    bare = re.sub(r"[’'`ʿʾʼ]|h\b|^y(?=[aeiou])|(?<=y)y", "", plain)
    runs = re.findall(r"[aeiouy]+", re.sub(r"([aeiouy])w(?![aeiouy])", r"\1u", bare))
    return tuple(_LONG.get(run, run[0] if len(set(run)) == 1 else run) for run in runs)


_LONG = {
    "ee": "i", "oo": "u", "ou": "u", "ue": "u", "oe": "o", "ae": "a", "ie": "i", "yi": "i",
    "iy": "i", "ai": "y", "ay": "y", "ei": "y", "ey": "y", "aei": "y", "y": "i",
}  # fmt: skip


def _nearby(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    if len(one) == 1:
        return one == other
    return all(
        first == second or any({first, second} <= group for group in _NEAR_VOWELS)
        for first, second in zip(one, other, strict=True)
    )


_NEAR_VOWELS = (frozenset("eiy"), frozenset("ou"), frozenset("ae"))


def _same_start(one: str, other: str) -> bool:
    """Whether two plain words begin alike: with the like vowel, and not one with g, one with k."""
    first, second = (word.strip("’'`ʿʾʼ")[:1] for word in (one, other))
    if first == second:
        return True
    if {first, second} & set("aeiouy"):
        return {first, second} in ({"e", "i"}, {"o", "u"})
    return {first, second} not in ({"g", "k"}, {"g", "c"})
