"""Meetings: how two articles' meetings compare, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.linking.actors import Match, Who, compare
from extractor.linking.days import When, same_time
from extractor.linking.weights import weights
from extractor.linking.wordings import overlap
from schemas.countries import country_of_city

Levels = tuple[tuple[str, str], ...]
"""Fields and how two records compare in them."""

POSTPONABLE = "planned, then held"
"""The level of the field `status` that excuses a date that was put off."""

_SLOW = ("story", "told", "about")
"""Fields that take long to compare."""
_TOLD = ((0.3, "the same words"), (0.2, "like words"), (0.1, "some words"), (0.0, "other words"))
_ABOUT = ((0.2, "the same events"), (0.14, "like events"), (0.08, "some words"), (0.0, "other"))
_ALIKE = ("named", "family", "office", "body", "side", "any", "none")
LEVELS: dict[str, tuple[str, ...]] = {
    "first participant": _ALIKE,
    "second participant": _ALIKE,
    "third participant": ("named", "likely", "none"),
    "others": (
        *("none", "on one side", "a host on one side", "on both sides"),
        *("another counterpart", "other holder of an office"),
    ),
    "story": ("three people", "two people", "one person", "nobody", "open"),
    "when": (
        *("same", "within", "next", "days", "apart"),
        *("weekday", "next_weekday", "other_weekday", "month", "months", "other_month", "open"),
    ),
    "where": ("same place", "same country", "other city", "other country", "open"),
    "format": ("same", "both remote", "other", "open"),
    "status": (
        *("same", "both not held", POSTPONABLE),
        *("refused or denied once", "told as background once"),
    ),
    "place in the articles": ("first in both", "first in one", "later in both"),
    "told": (*(name for _, name in _TOLD), "open"),
    "about": (*(name for _, name in _ABOUT), "open"),
}
"""The levels of each field."""
_RANK: dict[Match, int] = {"named": 5, "family": 4, "office": 3, "body": 3, "side": 1, "any": 0}
_PLANNED = frozenset({"scheduled", "proposed", "postponed", "cancelled"})
_UNDONE = frozenset({"refused", "denied"})


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting, ready to be compared."""

    article: int
    """The place of its article in the order of ids."""
    people: tuple[Who, ...]
    hosts: frozenset[int]
    """The places of those among them who receive the others."""
    named: tuple[Who, ...]
    """Everybody with a name in the article."""
    when: When
    place: str | None
    country: str | None
    status: str
    background: bool
    format: str
    first: bool
    """Whether its article tells of it first."""
    told: frozenset[int]
    """Stems of the words that tell of it, and of its topics."""
    about: frozenset[int]
    """Those of all meetings of its article."""


def meeting_levels(one: Gathering, other: Gathering) -> Levels:
    """A level for each field, the same whichever comes first."""
    matches, left = _compared(one, other)
    ranked = [match for match, _ in matches] + ["none", "none", "none"]
    return (
        ("first participant", ranked[0]),
        ("second participant", ranked[1]),
        ("third participant", _third(ranked[2])),
        ("others", left),
        ("story", _story(one, other, ranked.count("named"))),
        ("when", same_time(one.when, other.when)),
        ("where", _where(one, other)),
        ("format", _format(one.format, other.format)),
        ("status", _status(one, other)),
        ("place in the articles", _order(one.first, other.first)),
        ("told", _level(one.told, other.told, _TOLD)),
        ("about", _level(one.about, other.about, _ABOUT)),
    )


def contradict(one: Gathering, other: Gathering) -> bool:
    """Whether the days of two meetings exclude each other, and neither was put off."""
    return same_time(one.when, other.when) == "apart" and _status(one, other) != POSTPONABLE


def meeting_bits(one: Gathering, other: Gathering, least: float) -> float:
    """What the levels of two meetings add up to.

    Where they cannot add up to `least`, a sum below it that leaves fields out.
    """
    table = weights("meeting")
    fields = table.by_field
    bits = table.prior + fields["when"][same_time(one.when, other.when)]
    matches, left = _compared(one, other)
    ranked = [match for match, _ in matches] + ["none", "none", "none"]
    bits += (
        fields["first participant"][ranked[0]]
        + fields["second participant"][ranked[1]]
        + fields["third participant"][_third(ranked[2])]
        + fields["others"][left]
        + fields["where"][_where(one, other)]
        + fields["format"][_format(one.format, other.format)]
        + fields["status"][_status(one, other)]
        + fields["place in the articles"][_order(one.first, other.first)]
    )
    if bits + table.most(*_SLOW) < least:
        return bits - table.most(*_SLOW)
    return (
        bits
        + fields["story"][_story(one, other, ranked.count("named"))]
        + fields["told"][_level(one.told, other.told, _TOLD)]
        + fields["about"][_level(one.about, other.about, _ABOUT)]
    )


def _compared(
    one: Gathering, other: Gathering
) -> tuple[tuple[tuple[Match, tuple[int, int]], ...], str]:
    """The participants matched one to one, best first, and what is left over of named people."""
    matches, left = _paired(one.people, other.people)
    if left == "on one side":
        for side, each in enumerate((one, other)):
            alone = each.hosts - {places[side] for _, places in matches}
            if any(each.people[at].principal for at in alone):
                return matches, "a host on one side"
    return matches, left


@lru_cache(maxsize=1 << 15)
def _paired(
    one: tuple[Who, ...], other: tuple[Who, ...]
) -> tuple[tuple[tuple[Match, tuple[int, int]], ...], str]:
    """The participants matched one to one, best first, and what is left over of named people."""
    found = []
    for row, first in enumerate(one):
        for column, second in enumerate(other):
            if first.principal and second.principal and first.keys.isdisjoint(second.keys):
                continue
            match = compare(first, second)
            if match in _RANK:
                found.append((-_RANK[match], row, column, match))
    found.sort()
    rows, columns, matches = set[int](), set[int](), []
    for _, row, column, match in found:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            matches.append((match, (row, column)))
    alone = [who for row, who in enumerate(one) if who.principal and row not in rows]
    theirs = [who for column, who in enumerate(other) if who.principal and column not in columns]
    if any(compare(first, second) == "rival" for first in alone for second in theirs):
        left = "other holder of an office"
    elif len(matches) == len(alone) == len(theirs) == 1:
        left = "another counterpart"
    elif alone and theirs:
        left = "on both sides"
    else:
        left = "on one side" if alone or theirs else "none"
    return tuple(matches), left


def counterparts(one: tuple[Who, ...], other: tuple[Who, ...]) -> list[tuple[int, int]]:
    """Places of participants of two meetings who may be one person or body."""
    return [pair for match, pair in _paired(one, other)[0] if _RANK[match] > 1]


def _story(one: Gathering, other: Gathering, there: int) -> str:
    """How many people both articles name beside those who are said to be at both meetings."""
    shared = _shared(one.named, other.named) - there
    if shared > 0:
        return "three people" if shared > 2 else "two people" if shared == 2 else "one person"
    further = min(len(one.named), len(other.named)) > there
    return "nobody" if further else "open"


@lru_cache(maxsize=1 << 16)
def _shared(one: tuple[Who, ...], other: tuple[Who, ...]) -> int:
    """How many people two articles both name."""
    return sum(
        any(
            not first.keys.isdisjoint(second.keys) and compare(first, second) == "named"
            for second in other
        )
        for first in one
    )


def _third(match: Match) -> str:
    return match if match in ("named", "none") else "likely"


def _where(one: Gathering, other: Gathering) -> str:
    if one.place is None or other.place is None:
        return _countries(one.country, other.country, same="open")
    if _place(one.place) == _place(other.place):
        return "same place"
    if country_of_city(one.place) and country_of_city(other.place):
        return _countries(one.country, other.country, same="other city")
    return _countries(one.country, other.country, same="same country")


def _countries(one: str | None, other: str | None, same: str) -> str:
    if one is None or other is None:
        return "open"
    return same if one == other else "other country"


@lru_cache(maxsize=1 << 16)
def _place(name: str) -> tuple[str, ...]:
    words = (word.strip(".,'’").lower() for word in name.split())
    return tuple(sorted(word for word in words if word not in ("the", "of", "in", "city")))


def _format(one: str, other: str) -> str:
    if "unknown" in (one, other):
        return "open"
    if one != other:
        return "other"
    return "same" if one == "in_person" else "both remote"


def _status(one: Gathering, other: Gathering) -> str:
    if one.background != other.background:
        return "told as background once"
    pair = {one.status, other.status}
    if len(pair) == 1:
        return "same" if pair & {"held", "scheduled"} else "both not held"
    if pair & _UNDONE:
        return "refused or denied once"
    return POSTPONABLE if pair & _PLANNED else "same"


def _order(one: bool, other: bool) -> str:
    return "first in both" if one and other else "first in one" if one or other else "later in both"


def _level(one: frozenset[int], other: frozenset[int], levels: Sequence[tuple[float, str]]) -> str:
    """How much two lots of words have in common."""
    if not one or not other:
        return "open"
    shared = overlap(one, other)
    return next(name for least, name in levels if shared >= least)
