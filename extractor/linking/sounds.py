"""Sounds: whether two words may be one word of a name, written by two romanisations.

A word is cut into consonants ("tch", "sz", "kh") and runs of vowels. Each way to write a consonant
has the sounds that some language gives it, and two that have a sound in common may be one.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from extractor.linking.endings import other_ending, suffixed
from extractor.linking.syllables import same_syllable, syllable
from extractor.spelling import same_word

_LETTERS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^(abd.+ah)i$", r"\1"),  # Abdullahi
        (r"yy", "y"),
        (r"^(?:gi(?=[ao])|ge(?=or))", "y"),  # Giannis, Yannis
        (r"(?<=[aeiou])gi(?=[aeou])", "i"),  # Karagiannis, Karayannis
        (r"ij(?=[aeou])", "i"),  # Marijan, Marian
        (r"(?<=[aeou])j(?=[^aeiouy]|$)", "i"),  # Kazlauskajte
        (r"(?<=[^gt])y(?=[aeiou])", "i"),  # Mirzoyan, Maryam
        (r"(?<=.)y(?=[^aeiou]|$)", "i"),
        (r"(?<=..)z[ao]d[ae]h?$", "zada"),  # Alizoda, Alizadeh
        (r"^y(?=e)", ""),  # Yermek, Ermek
        (r"^nh(?=[aeiou])", "ni"),  # Nhaca, Nyaca
        (r"(?<=....)(?:i[ou]s|ije)$", "i"),  # Sofronios, Sofronije
        (r"w(?=u|oo)", ""),  # Wuld, Ould
        (r"(?<=[kgq])[uw](?=[aei])", "v"),  # Akuei, Akwei
        (r"ou(?=[aei])", "v"),  # Ouattara
        (r"[iey]{2,}$", "i"),  # Sarraie
        (r"(?<=i)tch$|(?<=i)ch$", "c"),  # Zunjich
        (r"(?<=[aeiou])h$", ""),
    )
)
_CONSONANTS = {
    "b": "b", "c": "kcjsC", "ch": "ckhS", "chh": "ch", "ck": "k", "cs": "c", "cz": "c", "d": "d",
    "dd": "d", "dh": "dzD", "dj": "jd", "dsch": "j", "dz": "zj", "dzh": "jZ", "f": "f",
    "g": "gkjyG", "gh": "gkh", "gy": "jg", "h": "hG", "j": "jyZh", "k": "k", "kh": "hk",
    "l": "l", "m": "m",
    "n": "n", "p": "p", "ph": "fp", "q": "kgc", "r": "r", "s": "sSz", "sch": "S", "sh": "Ss",
    "sz": "sS", "t": "t", "tch": "c", "th": "tsD", "ts": "C", "tsch": "c", "tsh": "c", "tz": "C",
    "v": "v", "w": "v", "x": "hSk", "y": "y", "z": "zZC", "zh": "ZzC", "zs": "Zz",
}  # fmt: skip
"""Sounds that languages give them, the usual one first: c as in "church", C as in "tsar", S as in
"ship", Z as in "azure", h as in "loch"."""
_PARTS = re.compile(
    "[aeiou]+|" + "|".join(sorted(_CONSONANTS, key=lambda written: -len(written))) + "|."
)
_KEYS = {
    written: letter
    for letter, group in (
        ("k", "c ck g gh h k kh q x"),
        ("s", "dz s sch sh sz ts tz z zs"),
        ("j", "ch chh cs cz dj dsch dzh gy j zh tch tsch tsh"),
        ("d", "dd dh"), ("t", "th"), ("f", "ph"), ("v", "w"), ("", "y"),
    )
    for written in group.split()
}  # fmt: skip
_RUNS = {
    "ee": "i", "oo": "u", "ou": "u", "ue": "u", "oe": "o", "eo": "o", "eu": "u", "ae": "a",
    "ie": "i", "ai": "y", "ei": "y", "aei": "y", "aii": "y", "aie": "y",
    "ieo": "o", "iu": "u", "io": "o",
}  # fmt: skip
_NEAR = tuple(map(frozenset, ("eiy", "ou", "ae")))
_FAR = tuple(map(frozenset, ("aiy", "ao", "au")))
"""Short vowels of Arabic, which are written as they are heard."""
_OTHERS = re.compile("[^bpflmnr]")
_REPEATED = re.compile(r"(.)\1+")
_LIPS = str.maketrans("pf", "bb")
_GENDERS = frozenset("ao")
_SHORT = 3
"""Letters of a word that needs more than the same sounds."""
_SLIP = 6
"""Letters of a word in which one may be wrong."""
_LONG = 4
"""Consonants of a word in which one vowel may be another, or unwritten, beyond doubt."""
_TAIL = 4
"""Consonants from a word's end that make its key: "Amir-Abdollahian" shares "Amirabdollahian"'s."""


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> int:
    """How two words, plain and in lower case, compare; the order does not matter.

    Returns:
        3: one word, perhaps in two spellings; 2: perhaps one word; 0: two words.
    """
    if one == other:
        return 3
    if len(one) == 1 or len(other) == 1:
        return 2 if one[0] == other[0] else 0
    if firm(one) == firm(other):
        if other_ending(one, other):
            return 0
        if found := 3 if same_word(one, other) else _sounds_like(one, other):
            return found
    return 2 if same_syllable(one, other) or suffixed(one, other) or _slip(one, other) else 0


@lru_cache(maxsize=1 << 16)
def firm(word: str) -> str:
    """The consonants that every language writes alike; other words are seldom worth a look."""
    return _REPEATED.sub(r"\1", _OTHERS.sub("", word).translate(_LIPS))


def respelled(word: str, customs: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """A word with what customs of spelling write otherwise replaced, one after the other."""
    for pattern, letters in customs:
        word = pattern.sub(letters, word)
    return word


@lru_cache(maxsize=1 << 16)
def parts(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The consonants of a word, and the vowels before, between and after them."""
    word = respelled(word, _LETTERS)
    consonants: list[str] = []
    vowels = [""]
    for part in _PARTS.findall(word):
        if part[0] in "aeiou":
            vowels[-1] += part
        elif not (consonants and consonants[-1] == part and not vowels[-1]):
            consonants.append(part)
            vowels.append("")
    return tuple(consonants), tuple(map(_run, vowels))


def _run(vowels: str) -> str:
    single = re.sub(r"([aiu])\1+", r"\1", vowels.replace("ou", "u").replace("oo", "u"))
    return _RUNS.get(single, single[:1] if len(set(single)) == 1 else single)


@lru_cache(maxsize=1 << 16)
def _without_h(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return parts(word[0] + word[1:].replace("h", ""))


def _sounds_like(one: str, other: str) -> int:
    first, second = parts(one), parts(other)
    if first == second and min(len(one), len(other)) > _SHORT:
        return 3
    if len(first[0]) == len(second[0]):
        return _compared(*first, *second)
    if "h" in first[0][1:] or "h" in second[0][1:]:
        first, second = _without_h(one), _without_h(other)
        if len(first[0]) == len(second[0]):
            return _compared(*first, *second)
    return 0


def _compared(
    one: tuple[str, ...], vowels: tuple[str, ...], other: tuple[str, ...], theirs: tuple[str, ...]
) -> int:
    """See `alike`."""
    wide = 0
    for first, second in zip(one, other, strict=True):
        if first != second:
            sound = one_sound(first, second)
            if not sound:
                return 0
            wide += sound < 2
    far = _apart(vowels, theirs)
    if len(one) < 3 or far > 1:
        same = vowels == theirs or (vowels[0] and theirs[0] and vowels[1:] == theirs[1:])
        return 2 if len(one) > 1 and wide < 2 and same else 0
    if wide + far > len(one) - 2:
        return 0
    if far and not wide and len(one) > _LONG:
        return 3
    return 2 if far or (len(one) == 3 and wide) else 3


@lru_cache(maxsize=1 << 12)
def one_sound(one: str, other: str) -> int:
    """2: mostly one sound; 1: in some language; 0: never."""
    first, second = _CONSONANTS.get(one, one), _CONSONANTS.get(other, other)
    return 2 if first[0] == second[0] else any(sound in second for sound in first)


@lru_cache(maxsize=1 << 12)
def _near(one: str, other: str) -> bool:
    """Whether two runs of vowels may be one."""
    return bool(one and other) and any(one in near and other in near for near in _NEAR)


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many vowels are others or not written; 9 where they tell two words apart."""
    found = 0
    for at, (first, second) in enumerate(zip(one, other, strict=True)):
        if {first, second} == _GENDERS:
            return 9
        if first == second or _near(first, second):
            continue
        if at == len(one) - 1:
            if {first, second} == {"", "e"}:
                continue
            return 9
        if at == 0 and not (first and second):
            return 9
        if first and second and not any(first in far and second in far for far in _FAR):
            return 9
        if first and second and len(one) - (not one[0]) - (not one[-1]) < 3 and len(one) < 5:
            return 9
        found += 1
    return found


def _slip(one: str, other: str) -> bool:
    """One letter more, less or other in a long word; not at the start, nor the last vowel."""
    if min(len(one), len(other)) < _SLIP or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1 and not other_ending(one, other)


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """What the spellings of a word mostly share; short words have it to themselves."""
    found = [_KEYS.get(part, part) for part in parts(word)[0]]
    bones = _REPEATED.sub(r"\1", "".join(found))
    if len(bones) > 2:
        return bones[-_TAIL:]
    return f"~{syllable(word)[:1]}{bones[1:]}" if len(bones) > 1 else f"~{syllable(word)}"
