"""Names: whether two spellings are one person's name, by the customs names are written after.

Family names stand first or last, patronymics and second family names are left out, articles and
particles come and go, and one sound has several letters. A word of each name that the other has
not makes two people of them, however alike the rest looks.
"""

import re
from functools import lru_cache
from itertools import permutations
from typing import Literal

from rapidfuzz.distance import OSA

from extractor.reading.lexicon import FAMILY_NAMES_FIRST
from extractor.resolve.names import name_words
from extractor.spelling import same_word, skeleton, unaccented

Likeness = Literal["same", "spelled", "short", "family", "other"]
"""Equal; in another spelling or order; a shorter form; one word of it; another name."""

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e e zh z i y k l m n o p r s t u f "
        "kh ts ch sh shch _ y _ e yu ya i i e g".split(),
        strict=True,
    )
)
_SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        # Korean, Chinese and Vietnamese syllables in their competing romanisations
        (r"^(?:yi|rhee|lee|ri)$", "li"),
        (r"^(?:pak|bak|park)$", "pak"),
        (r"^(?:choe|choi)$", "choe"),
        (r"^(?:suh|seo)$", "so"),
        (r"^(?:noh|no|roh)$", "no"),
        (r"^(?:vo|vu)$", "vu"),
        (r"^hs", "x"),
        (r"^(?:ts|tz)", "z"),
        (r"oo|ou|woo|wu", "u"),
        (r"ye?o|yu(?=n)|eo", "o"),
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
_FEMALE = re.compile(r"(?:ov|ev|in|sk|ц|y)(?:a|aya|aia|oy)$")
_ARTICLE = re.compile(r"\b(?:(?:al|el)[-‐–’'\s]|(?:ol|ul|ad|ar|as|ash|an|at|az)[-‐–’'])(?=\w{3})")
_VOWELS = re.compile("[aeiouy]+")
_SERVANT = re.compile(r"\babd[aeou]l[ -]?(?=\w{3})")
_COMMON = frozenset(
    """
    ali mohammad mohammed muhammad mohamed ahmad ahmed hassan hussein hossein abdul abdel
    abdullah john david michael james maria jose juan anna ivan min van thi kim lee wang li zhang
    """.split()
)
"""Words that so many people bear that they alone are no key."""
_CONSONANTS = 4
"""Of the end of a word, that make a key: "Amir-Abdollahian" and "Amirabdollahian" share them."""
_SYLLABLE = 6
"""Letters that a romanised syllable has at most."""


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, lower case, in Latin letters."""
    latin = "".join(_CYRILLIC.get(c, c) for c in name.lower()) if _is_cyrillic(name) else name
    plain = _ARTICLE.sub("", unaccented(latin))
    plain = _SERVANT.sub("abdul", plain)
    words = [re.sub(r"[_’'‘`ʿʾʼ.]", "", word) for word in name_words(plain)]
    return tuple(word for word in words if word)


def _is_cyrillic(name: str) -> bool:
    return any("Ѐ" <= c <= "ӿ" for c in name)


@lru_cache(maxsize=1 << 16)
def same_person_name(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """How two names compare, given the words of each."""
    if not one or not other:
        return "other"
    if one == other:
        return "same" if len(one) > 1 else "family"
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if len(short) == 1:
        return "family" if len(long) == 1 and _alike(short[0], long[0]) > 2 else _alone(short, long)
    if len(short) == len(long) and (_in_order(short, long) or _reordered(short, long)):
        return "spelled"
    if len(short) < len(long) and any(_in_order(short, turned) for turned in _turns(long)):
        return "short"
    return "spelled" if _run_together(short, long) else "other"


def _alone(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    """Whether a single word is a longer name's family name, or all of the name in one word."""
    if _run_together(short, long):
        return "spelled"
    last = long[1:] if len(long) > 2 else long[-1:]
    family = (*last, long[0]) if long[0] in FAMILY_NAMES_FIRST else last
    return "family" if any(_alike(short[0], word) > 2 for word in family) else "other"


def _turns(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name as it stands, and with its family name at the other end."""
    return words, (*words[1:], words[0]), (words[-1], *words[:-1])


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of one name stands in the other in order, most of them beyond doubt."""
    index, found = 0, []
    for word in short:
        while index < len(long) and not _alike(word, long[index]):
            index += 1
        if index == len(long):
            return False
        found.append(_alike(word, long[index]))
        index += 1
    return max(found) > 2


def _reordered(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) > 4:
        return sorted(one) == sorted(other)
    return any(
        all(_alike(first, second) > 2 for first, second in zip(turned, other, strict=True))
        for turned in permutations(one)
    )


def _run_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words differ only in where they are divided ("Abdel Amir", "Abdulamir")."""
    if len(one) == len(other):
        return False
    first, second = "".join(one), "".join(other)
    return first == second or (len(skeleton(first)) > 3 and same_word(first, second))


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> int:
    """3: one word, perhaps in two spellings; 2: perhaps one word; 0: two words."""
    if one == other:
        return 3
    if len(one) == 1 or len(other) == 1:
        return 2 if one[0] == other[0] else 0
    if _one_is_female(one, other):
        return 0
    if same_word(one, other):
        return 3
    return 2 if _same_syllable(one, other) or _same_bones(one, other) or _slip(one, other) else 0


def _one_is_female(one: str, other: str) -> bool:
    """Karimov and Karimova are two people."""
    long = max(one, other, key=len)
    short = min(one, other, key=len)
    return (
        one[:3] == other[:3]
        and bool(_FEMALE.search(long))
        and not _FEMALE.search(short)
        and (long.startswith(short) or short.endswith(("y", "i", "iy")))
    )


def _same_syllable(one: str, other: str) -> bool:
    return len(one) <= _SYLLABLE and len(other) <= _SYLLABLE and _sound(one) == _sound(other)


@lru_cache(maxsize=1 << 16)
def _sound(word: str) -> str:
    for pattern, letters in _SOUNDS:
        word = pattern.sub(letters, word)
    return word


def _same_bones(one: str, other: str) -> bool:
    """The same consonants, and vowels that differ at the start (ayn) or by a mute one."""
    bones = skeleton(one)
    if len(bones) < 2 or bones != skeleton(other):
        return False
    if one[0] in "aeiou" and other[0] in "aeiou" and one[0] != other[0]:
        return one[1:] == other[1:] or same_word("x" + one[1:], "x" + other[1:])
    if one[0] != other[0]:
        return False
    if len(one) > 4 and one.rstrip("eh") == other.rstrip("eh"):
        return True
    if len(bones) < 4:
        return False
    short, long = sorted((_VOWELS.findall(word) for word in (one, other)), key=len)
    return len(long) - len(short) == 1 and any(
        all(map(_near, short, long[:at] + long[at + 1 :])) for at in range(len(long))
    )


def _near(one: str, other: str) -> bool:
    """Whether two runs of vowels may be one."""
    return any(one[0] in group and other[0] in group for group in ("eiy", "ou", "ae"))


def _slip(one: str, other: str) -> bool:
    """One letter more, less or other, two in a long word; not at the start."""
    shorter = min(len(one), len(other))
    if shorter < 6 or one[0] != other[0]:
        return False
    allowed = 1 if shorter < 9 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=1 << 16)
def name_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """At most three keys; spellings of one name share one of them."""
    kept = [word for word in words if word not in _COMMON] or list(words)
    keys = dict.fromkeys(_key(word) for word in (kept[-1], *kept[:2]))
    return tuple(keys)


def _key(word: str) -> str:
    bones = skeleton(word)
    if len(bones) > 2:
        return bones[-_CONSONANTS:]
    return f"~{_sound(word)[:1]}{bones[1:]}" if len(bones) > 1 else f"~{_sound(word)}"
