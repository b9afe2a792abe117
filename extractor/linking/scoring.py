"""Scoring: what a comparison comes to, and why it may not be enough."""

from extractor.linking.actors import Who
from extractor.linking.clusters import Limits, Scored
from extractor.linking.meetings import POSTPONABLE
from extractor.linking.names import same_person_name
from extractor.linking.weights import weights
from extractor.resolve.names import office_fits
from schemas.countries import PLOVER_CODES

MEETING = Limits(match=0.0, possible=-3.0)
STATEMENT = Limits(match=3.5, possible=0.0)
ACTOR = Limits(match=2.0, possible=-1.0)
"""In bits; two bits are odds of four to one. Those of meetings are learned together, and are what
they say; those of statements and actors count what hangs together more than once."""

_LIKENESSES = ("same", "spelled", "short", "family", "other")
"""Best first."""
_CLEAR, _TAKEN = 1.0, 0.5
"""Bits that are enough where other meetings take more than so many from a pair."""
_OTHERS = ("another counterpart", "other holder of an office")
CONTRADICTION = "the dates contradict each other"

Levels = tuple[tuple[str, str], ...]


def meeting_score(levels: Levels, bits: float) -> Scored:
    """What two meetings come to.

    Doubted are those of which nothing says that they were at one time, if one person alone is named
    by both or they are told in other words: not the day, nor the place, nor others whom both
    articles name. The same people meet more than once. So are those of one person with two others,
    those of which one article names a host and the other does not, if it names nobody else whom the
    first does, and those beside which another meeting of the two articles fits about as well.

    Args:
        levels: how they compare.
        bits: what that adds up to, other meetings of the two articles taken into account.
    """
    found = dict(levels)
    forbidden = doubted = None
    if found["when"] == "apart" and found["status"] != POSTPONABLE:
        forbidden = CONTRADICTION
    open_ = (
        found["when"] == "open"
        and found["where"] in ("open", "same country")
        and found["story"] in ("nobody", "open")
    )
    alone = found["second participant"] not in ("named", "family")
    if open_ and (alone or found["told"] in ("other words", "open")):
        doubted = (
            "nothing says that they were at the same time; the same people meet more than once"
        )
    elif found["second participant"] == "none" and found["others"] in _OTHERS:
        doubted = "each article names another counterpart"
    elif found["others"] == "a host on one side" and found["story"] in ("nobody", "open"):
        doubted = "one article names a host whom the other does not"
    elif bits < min(_CLEAR, weights("meeting").of(levels) - _TAKEN):
        doubted = "another meeting of the two articles fits about as well"
    return Scored(bits, forbidden, doubted)


def statement_score(levels: Levels) -> Scored:
    """What two statements come to."""
    forbidden = "other speakers" if dict(levels)["speaker"] == "other" else None
    return Scored(weights("statement").of(levels), forbidden)


def actor_levels(one: Who, other: Who, *, met: bool) -> Levels:
    """A level for each field.

    Args:
        one: an actor.
        other: one with a name like it.
        met: whether the two stand for each other in a meeting that two articles report.
    """
    return (
        ("name", _name(one, other)),
        ("country", _country(one.country, other.country)),
        ("office", _office(one, other)),
        ("met", "same people" if met else "open"),
    )


def actor_score(levels: Levels, one: Who, other: Who) -> Scored:
    """What two actors come to; a family name alone is doubted but of those who met the same."""
    if one.identity is not None and other.identity is not None:
        if one.identity == other.identity:
            return Scored(20.0)
        return Scored(-20.0, "two people in the table of people")
    found = dict(levels)
    if found["name"] == "other":
        return Scored(-20.0, "another name")
    doubted = None
    if found["name"] == "family" and found["met"] == "open":
        doubted = "a family name alone"
    elif found["country"] == "other":
        doubted = "they act for different countries"
    return Scored(weights("actor").of(levels), None, doubted)


def _name(one: Who, other: Who) -> str:
    if one.identity is not None and one.identity == other.identity:
        return "same"
    if not (one.principal and other.principal):
        return "same" if one.body and one.body == other.body else "other"
    found = {
        same_person_name(*sorted((mine, theirs))) for mine in one.names for theirs in other.names
    }
    return next(name for name in _LIKENESSES if name in found)


def _country(one: str | None, other: str | None) -> str:
    if one is None or other is None or {one, other} & PLOVER_CODES:
        return "same" if one is not None and one == other else "open"
    return "same" if one == other else "other"


def _office(one: Who, other: Who) -> str:
    if not one.office or not other.office:
        return "open"
    less, more = sorted((set(one.office), set(other.office)), key=len)
    return "same" if office_fits(less, more, exact=False) or less & more else "other"
