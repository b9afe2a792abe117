"""Names and offices: whether two wordings may stand for one person."""

import re

from extractor.reading.lexicon import (
    COURTESY,
    DOTTED_HONORIFICS,
    FAMILY_NAMES_FIRST,
    HONORIFICS,
    NAME_PARTICLES,
    OFFICE_HEADS,
    RANKS,
)
from extractor.spelling import same_word, unaccented
from schemas import ActorKind, country_code

_SYNONYMS = {
    "defence": "defense", "prime": "premier", "advisor": "adviser", "chairman": "chair",
    "chairwoman": "chair", "chairperson": "chair", "chiefs": "chief", "cmdr": "commander",
    "gen": "general", "maj": "major", "lt": "lieutenant", "army": "forces", "armed": "forces",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "councilor": "councillor",
    "vice": "deputy", "counselor": "counsellor",
}  # fmt: skip
_EMPTY_WORDS = frozenset(
    """
    of the for and a an his her their its to in top senior country's opposite number
    """.split()
) | {"counterpart", "counterparts"}
_HONORS = COURTESY | HONORIFICS | DOTTED_HONORIFICS
_OWNED = re.compile(r"(?:(?i:the|an?|his|her|its|their|our|my)|[^\W\d_A-Z][\w-]*['’]s)\s+(?=\S)")
MILITARY = RANKS | {"commander", "military", "chief"}
_QUALIFIERS = frozenset(
    {"former", "acting", "deputy", "interim", "outgoing", "designate", "elect", "assistant", "then"}
)
_OFFICES = re.compile(
    r"\s+and\s+(?=(?:\w+\s+){0,2}(?:minister|president|chief|chair|secretary))", re.I
)


def name_words(name: str) -> list[str]:
    """The words of a name that tell people apart: no courtesy, no particle, no article "al"."""
    words = unaccented(name).replace("-", " ").split()
    kept = [word.strip(".,’'‘`") for word in words]
    kept = [word for word in kept if word and word not in COURTESY | NAME_PARTICLES]
    return kept or [word for word in words if word]


def bare_name(name: str, kind: ActorKind) -> str:
    """A body's or a group's name without article and owner: "board" of "the club's board".

    An owner with a capital stays where it may be part of the name ("Workers' Union").
    """
    if kind in ("person", "unnamed"):
        return name
    while found := _OWNED.match(name):
        name = name[found.end() :]
    owner = re.match(r"(\S+)['’]s\s+(?=\S)", name)
    return name[owner.end() :] if owner and country_code(owner[1]) else name


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's, one of them shortened or spelled otherwise."""
    first, second = sorted((name_words(one), name_words(other)), key=len)
    return first == second or name_fits(first, second, titled=False)


def name_fits(one: list[str], other: list[str], *, titled: bool) -> bool:
    """Whether each word of the shorter name stands in the longer one, in order.

    A single word must be the longer name's last word, or its first where that is a family name
    that stands first, or where a title is put before it ("Mr Kim", "General Juma").
    """
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if len(short) == 1 and len(long) > 1:
        first = titled or long[0] in FAMILY_NAMES_FIRST
        return same_word(short[0], long[-1]) or (first and same_word(short[0], long[0]))
    index = 0
    for word in short:
        while index < len(long) and not _same_or_initial(word, long[index]):
            index += 1
        if index == len(long):
            return False
        index += 1
    return True


def _same_or_initial(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return same_word(one, other)


def office_words(title: str) -> set[str]:
    """The words of a title that tell offices apart, in one spelling each."""
    words = [word.strip(".,()").removesuffix("'s").removesuffix("’s") for word in title.split()]
    plain = {word.lower() for word in words if word and country_code(word) is None}
    return {_SYNONYMS.get(word, word) for word in plain - _EMPTY_WORDS - _HONORS}


def offices(title: str) -> set[frozenset[str]]:
    """The words of each office of a title: "minister of trade and chair of the board" has two."""
    return {frozenset(office_words(part)) for part in _OFFICES.split(title)}


def office_fits(wanted: set[str], held: set[str], *, exact: bool) -> bool:
    """Whether a description fits an office; a soldier may be called by any word of the trade."""
    if not wanted or not held:
        return False
    if wanted <= held or (exact and wanted & held - RANKS):
        return True
    heads = {word for word in wanted if word in OFFICE_HEADS}
    if wanted <= MILITARY:
        return bool(held & RANKS)
    domain, held_domain = wanted - OFFICE_HEADS, held - OFFICE_HEADS
    return bool(heads & {"chief", "boss", "head"}) and bool(domain) and domain <= held_domain


def otherwise_qualified(held: set[frozenset[str]], wanted: set[str]) -> bool:
    """Whether all offices held are former, acting, deputy ones, which the wanted one is not."""
    return bool(held) and all(office & _QUALIFIERS - wanted for office in held)
