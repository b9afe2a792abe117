"""Variants: whether two words may be one where the rest of both names is the same beyond doubt.

Bolder than `sounds`: it knows what customs of one region do to a whole word, and given names
that are clipped or have familiar forms.
"""

import re
from functools import lru_cache
from typing import Literal

from extractor.linking.endings import other_ending
from extractor.linking.sounds import alike, firm, one_sound, parts, respelled

__all__ = ["clipped", "custom", "variant"]

Custom = Literal["same", "o", "a"]
"""How two words differ: not at all; one has o for a; one leaves an a out."""

_REGIONS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^(?:dz|d)?zh(?=[aeiou])", "j"),  # Zhaksylyk, Dzhaksylyk, Jaksylyk
        (r"^[jy](?=e)", ""),  # Yerlan, Erlan
        (r"^h(?=[ei]..)", ""),  # Henrique, Enrique
        (r"^[aei]y+(?=a)", "iy"),  # Ayad, Iyad
        (r"^i(?=[bdms][^aeiouy])", ""),  # Ibrahim, Brahim
        (r"^(?:w|ou)[oeu](?=[lr])", "we"),  # Wolde, Welde
        (r"qu(?=[ei])", "k"),  # Joaquim, Joachim
        (r"gu(?=[ei])", "g"),
        (r"([ln])[hj](?=[aeiou])", r"\1i"),  # Nhaca, Nyaca
        (r"(?<=[ln])j(?=[^aeiou])", ""),  # Shkelqim, Škeljćim
        (r"a[uw](?=[^aeiou])", "av"),  # Daulet, Davlat
        (r"(?:aei|a[iy]i|o[iy]i|oi)$", "ai"),  # Tavallaei, Tavalloi
        (r"[aei]?[iy]+(?:ou|oo|u)", "iu"),  # Kayumars, Kioumars
        (r"(?<=[bdfgklmnprstvz])y(?=[ao]..)", ""),  # Mägi, Myagi
        (r"(?<=[aeo])j(?=a$)", "y"),  # Hradskaja, Hradskaya
        (r"off$", "ov"),
        (r"ksh?", "x"),  # Lakshmi, Laxmi
        (r"^i(?=[au])", "y"),  # Iuliia, Yuliya
        (r"tj", "ch"),  # Tjokro, Cokro
        (r"(?<=[aeo])hj", "hy"),  # Wahjudi, Wahyudi
        (r"oh(?=[nmtsk])", "o"),  # Ohtani, Otani
    )
)
"""What is written otherwise in some region, and how."""
_ARTICLE = re.compile(r"^(?:[ae]l(?=[bfhjkmqy])|e(?:([szdrnt])(?=\1)|(?=[szdrnt][^aeiou])))")
_RENEWED = re.compile("(?:z[oa]d[ae]h?|[oe]va?|iyon|ian)$")
"""Tajik family names since and before they lost their Russian endings."""
_RUSSIAN = re.compile("[oe]va?$")
_ALBANIAN = re.compile("(?<=...)(?:aj|ai|i)$")
"""Family names with and without the ending of their house."""
_CHURCH = re.compile("(?<=...)(?:i?os|i?us|ij[ea]?|iye?|ie|y|i)$")
"""Greek, Latin and Slavic endings of the names of saints."""
_BLESSED = re.compile("(?:at[ae]|ada|ee)$")
"""Women's names that are participles: Fortunata, Fortunate, Fortunée."""
_OTHER_SEX = re.compile("[aeiou]?(?:l|nn?|s|tt?)?[aeiou]+")
"""What makes a given name another one, mostly a woman's."""
_FEMININE = re.compile(
    "(?:gul.+|diln.+|tamar|mar[iy]am|h?ellen|h?elen|est?h?er|mir[iy]am|judith?)$"
)
"""Names of women with no ending, which many languages give one."""
_FAMILIAR = tuple(
    frozenset(group.split())
    for group in (
        "margaret maggie meg peggy", "william bill billy will", "robert bob bobby rob",
        "richard dick rick", "james jim jimmy", "john jack johnny", "joseph joe jose josef",
        "elizabeth liz betty beth lisa", "catherine katherine kate cathy katie", "edward ed ted",
        "thomas tom tommy", "michael mike mick", "anthony tony antony", "charles charlie chuck",
        "daniel dan danny", "david dave", "stephen steve", "matthew matt", "benjamin ben",
        "samuel sam", "andrew andy drew", "alexander alex sasha aleksandr oleksandr aliaksandr",
        "patricia pat patty", "rebecca becky", "susan sue", "deborah debbie", "kenneth ken",
        "ronald ron", "donald don", "gregory greg", "timothy tim", "lawrence larry",
        "francisco paco pancho", "jose pepe", "ignacio nacho", "eduardo lalo", "guadalupe lupe",
        "vladimir volodymyr uladzimir volodya", "nikolai mykola mikalai nikolay kolya",
        "dmitri dmitry dmytro dzmitry dima", "mikhail mykhailo mikhailo misha",
        "elena yelena olena alena", "aleksei alexei oleksii oleksiy alexey",
        "evgeny yevgeny yevhen evgeni yauhen zhenya", "anastasia nastya anastasiya",
        "ekaterina kateryna yekaterina katya", "tatiana tetiana tatyana tanya",
        "natalia nataliya natalya natasha", "ivan vanya", "yuri yury yurii yuriy",
        "konstantinos kostas costas", "nikolaos nikos", "dimitrios dimitris", "ioannis giannis",
        "georgios giorgos yorgos george", "panagiotis panos", "athanasios thanasis",
        "md mohd mohammad muhammad mohammed mohamed muhammed",
    )
)  # fmt: skip
_NEVER = 99
"""More doubts than any word has consonants."""
_SURE = 3
"""Consonants of a word that may have other vowels."""
_LEAST = 4
"""Letters of a word that has variants."""
_CLIP = 4
"""Letters of a given name that is cut short."""
_RELATED = tuple(map(frozenset, (("g", "h"), ("dh", "th"), ("d", "th"), ("j", "zh"))))
"""Consonants of a region in place of another's: Bogdan and Bohdan."""
_LIKE = tuple(map(frozenset, ("eiy", "ou", "ae", "ao")))


@lru_cache(maxsize=1 << 16)
def variant(one: str, other: str) -> bool:
    """Whether two words may be one, if all else in both names is the same."""
    if alike(one, other):
        return min(len(one), len(other)) >= _LEAST
    first, second = firm(one), firm(other)
    if first != second:
        short, long = (first, second) if len(first) < len(second) else (second, first)
        if not (long.startswith(short) or long.endswith(short)):
            return False
    if min(len(one), len(other)) < _LEAST or other_ending(one, other):
        return False
    if first == second and _spelled(one, other):
        return True
    return _more(one, other) or _more(other, one)


@lru_cache(maxsize=1 << 16)
def clipped(one: str, other: str) -> bool:
    """Whether one of two given names is a familiar form of the other: "Doug" and "Douglas"."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if len(short) >= _CLIP and len(long) > len(short) + 1 and long.startswith(short):
        return not _OTHER_SEX.fullmatch(long[len(short) :])
    if long == f"{short}a":
        return bool(_FEMININE.match(short))
    if len(short) > 5 and long[:-1] == short and long[-1] in "oe":
        return True
    return any(one in group and other in group for group in _FAMILIAR)


@lru_cache(maxsize=1 << 16)
def custom(one: str, other: str) -> Custom | None:
    """The one custom by which two words differ that have the same consonants; None if another."""
    if one == other:
        return "same"
    (first, vowels), (second, theirs) = parts(one), parts(other)
    if len(first) < 3 or len(first) != len(second):
        return "same" if alike(one, other) > 2 else None
    if any(one_sound(a, b) < 2 for a, b in zip(first, second, strict=True)):
        return None
    found = {_way(a, b) for a, b in zip(vowels, theirs, strict=True)} - {"same"}
    if not found:
        return "same"
    return found.pop() if len(found) == 1 and vowels[-1:] == theirs[-1:] else None


def _way(one: str, other: str) -> Custom | None:
    if one == other or ("y" not in (one, other) and _near(one, other)):
        return "same" if {one, other} != {"a", "o"} else "o"
    return "a" if {one, other} == {"", "a"} else None


def _near(one: str, other: str) -> bool:
    return any(one in like and other in like for like in _LIKE) if one and other else False


@lru_cache(maxsize=1 << 16)
def _regional(word: str) -> str:
    return respelled(word, _REGIONS)


def _more(one: str, other: str) -> bool:
    """Whether one has a part that the other leaves out, or another ending in its place."""
    bare = _ARTICLE.sub("", one)
    if bare != one and len(bare) > 4 and (alike(bare, other) or _spelled(bare, other)):
        return True
    if one.startswith("abdul") and one[-1] == other[-1] and alike(one[5:], other) > 2:
        return True
    if bool(_RUSSIAN.search(one)) != bool(_RUSSIAN.search(other)):
        first, second = _RENEWED.sub("", one), _RENEWED.sub("", other)
        if first != one and second != other and len(first) > 3 and variant(first, second):
            return True
    for endings in (_ALBANIAN, _CHURCH, _BLESSED):
        first, second = endings.sub("", one), endings.sub("", other)
        if first != one and second != other and len(first) > 3 and alike(first, second) > 2:
            return True
    return False


def _spelled(one: str, other: str) -> bool:
    """Whether the words have the same consonants, by some region's customs, and like vowels."""
    (first, vowels), (second, theirs) = parts(_regional(one)), parts(_regional(other))
    if first == second and vowels == theirs:
        return True
    if len(first) != len(second) or len(first) < 2:
        return False
    wide = sum(map(_wide, first, second))
    return wide <= len(first) // 2 and _vowels_fit(vowels, theirs, len(first), wide)


def _wide(one: str, other: str) -> int:
    """0: mostly one consonant; 1: in some language or region; many: never."""
    sound = one_sound(one, other)
    return 2 - (sound or 1) if sound or {one, other} in _RELATED else _NEVER


def _vowels_fit(one: tuple[str, ...], other: tuple[str, ...], length: int, wide: int) -> bool:
    """Whether vowels may be one word's that has so many consonants, so many of them doubtful."""
    if {one[-1], other[-1]} == {"a", "o"}:
        return False
    near = far = 0
    for at, (first, second) in enumerate(zip(one, other, strict=True)):
        if first == second:
            continue
        if not _near(first, second):
            if (first and second) or at == length:
                return False
            far += 1
        elif {first, second} == {"a", "o"}:
            far += 1
        else:
            near += 2 if "y" in (first, second) else 1
    if length < _SURE:
        return not wide and not far and near < 2
    return wide + far < length - 1 and far < 3 and (not far or near < 2)
