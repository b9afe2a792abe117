"""Places: where a meeting was held, told apart from capitals that stand for governments."""

import re
from collections.abc import Sequence

from extractor.candidates.sites import sites
from extractor.reading.mentions import find_mentions
from schemas import Evidence, Place, country_code
from schemas.countries import country_of_city

_LOCATIVE = re.compile(
    r"\b(?:in|at|inside|outside|near)\s+(?:the\s+|a\s+|an\s+)?"
    r"(?:(?:[\w’'-]+\s+){0,4}(?:capital|city|town|port|village|resort)(?:\s+city)?(?:,|"
    r"\s+of)?\s+)?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:\d|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|year|week)",
    re.IGNORECASE,
)


def is_locative(text: str, start: int, end: int) -> bool:
    """Whether the words at `text[start:end]` say where: "in Tehran", not "Tehran told"."""
    return _LOCATIVE.search(text[max(0, start - 80) : start]) is not None and not _TIME.search(
        text[start:end]
    )


def place_at(evidence: Evidence) -> Place:
    """The place a phrase names, with its country where that is plain."""
    name = evidence.exact
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    city, _, land = bare.partition(", ")
    country = country_code(land) if land else None
    country = country or country_of_city(city) or country_code(bare)
    return Place(text=evidence, name=name, country=country)


def places_in(text: str, ranges: Sequence[tuple[int, int]]) -> list[Evidence]:
    """Places that the ranges say something happens in: cities, other sites, then countries."""
    found = [
        Evidence.of(text, *mention.name)
        for start, end in ranges
        for mention in find_mentions(text, start, end)
        if mention.name
        and mention.title is None
        and is_locative(text, *mention.name)
        and not mention.possessive
    ]
    cities = [one for one in found if country_of_city(one.exact)]
    others = [
        Evidence.of(text, first, last)
        for start, end in ranges
        for _, first, last in sites(text, start, end)
        if not country_code(text[first:last])
    ]
    return cities + others + [one for one in found if country_code(one.exact)]


_TOPIC = re.compile(
    r"\b(?:that|about|discuss\w*|said|says|saying|over|before|ahead of|after|regarding|"
    r"concerning|war|situation|crisis|conflict|"
    r"elections?|embassy|events?|developments|who|which|where|to (?!the (?:city|capital)|"
    r"\w+ for)[a-z]+)\b"
    r"|[“”\"]",
    re.IGNORECASE,
)


def is_place_of_event(sentence: str, offset: int, events: Sequence[tuple[int, int]]) -> bool:
    """Whether a place at an offset of a sentence goes with one of the event words there.

    It stands behind such a word with no topic or new clause between, or opens the sentence.
    """
    before = [end for _, end in events if end <= offset]
    if before:
        gap = sentence[before[-1] : offset]
        return len(gap) <= 200 and not _TOPIC.search(gap)
    return (
        bool(events)
        and len(sentence[:offset].split()) <= 6
        and not _TOPIC.search(sentence[:offset])
    )
