"""Places: where a meeting was held, told apart from capitals that stand for governments."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.candidates.sites import sites
from extractor.reading.mentions import find_mentions
from schemas import Evidence, Place, country_code
from schemas.countries import PLOVER_CODES, country_of_city, is_capital

_LOCATIVE = re.compile(
    r"\b(?:in|at|inside|outside|near)\s+(?:the\s+|an?\s+|his\s+|her\s+|their\s+|its\s+)?"
    r"(?P<lead>(?:[\w’'-]+\s+){0,4}"
    r"(?:capital|city|town|port|village|resort|suburb|district)(?:\s+city)?(?:,|\s+of)?\s+)?$",
    re.IGNORECASE,
)
_BEFORE_SITE = re.compile(r"\b(?:in|at|inside)\s+(?:[\w’'-]+\s+){0,8}?$", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:\d|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|evening|year|week)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:\s+city\b)?(?:,?\s+(?:in|at|near|outside)\s+(?:the\s+)?|,\s+)"
    r"(?P<around>[^\W\d_a-z][\w’'-]*(?:\s[^\W\d_a-z][\w’'-]*){0,2})"
    r"(?:,\s+(?P<land>[^\W\d_a-z][\w’'-]*(?:\s[^\W\d_a-z][\w’'-]*){0,2}))?"
)
_CAPITAL = re.compile(r"\b(?:in|at)\s+the\s+(?P<whose>[^\W\d_a-z][\w’'-]*(?:\s\w+)?)\s+capital\b")


def is_locative(text: str, start: int, end: int) -> bool:
    """Whether the words at `text[start:end]` say where: "in Tehran", not "Tehran told"."""
    return _LOCATIVE.search(text[max(0, start - 80) : start]) is not None and not _TIME.search(
        text[start:end]
    )


def place_at(text: str, start: int, end: int) -> Place:
    """The place that `text[start:end]` names, with its country where that is plain.

    Its text is the phrase with its preposition; the country may stand before it ("in the Greek
    port of Volos"), or behind it ("at the ministry in Riga").
    """
    name = text[start:end]
    before = text[max(0, start - 80) : start]
    lead = _LOCATIVE.search(before) or _BEFORE_SITE.search(before)
    first = start - (len(before) - lead.start()) if lead else start
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    city, _, land = bare.partition(", ")
    country = country_code(land) if land else None
    country = country or country_of_city(city) or country_code(bare)
    country = country or _country_before(text[first:start]) or _country_behind(text, end)
    return Place(text=Evidence.of(text, first, end), name=name, country=country)


def _country_before(words: str) -> str | None:
    found = (country_code(word) for word in words.split() if word[:1].isupper())
    return next((one for one in found if one), None)


def _country_behind(text: str, end: int) -> str | None:
    behind = _WITHIN.match(text, end)
    if behind is None:
        return None
    for words in (behind["land"], behind["around"]):
        country = words and (country_code(words) or country_of_city(words))
        if country:
            return country
    return None


def places_in(text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """Places that the ranges say something happens in, those of the first range first.

    Of one range sites come before cities ("at the ministry in Riga"), countries come last.
    """
    for start, end in ranges:
        yield from _places_in(text, start, end)


def _places_in(text: str, start: int, end: int) -> Iterator[Place]:
    named = [
        mention.name
        for mention in find_mentions(text, start, end)
        if mention.name
        and mention.title is None
        and is_locative(text, *mention.name)
        and not mention.possessive
    ]
    venues = [(first, last) for _, first, last in sites(text, start, end)]
    cities = [one for one in named if country_of_city(text[slice(*one)])]
    lands = [one for one in named if country_code(text[slice(*one)])]
    apart = [
        one
        for one in venues
        if not country_code(text[slice(*one)]) and not country_of_city(text[slice(*one)])
    ]
    known = [one for one in venues if country_of_city(text[slice(*one)])]
    for one in dict.fromkeys([*apart, *cities, *known]):
        yield place_at(text, *one)
    for match in _CAPITAL.finditer(text, start, end):
        if country := country_code(match["whose"]):
            seat = next(_capitals_of(text, country), None)
            name = text[slice(*seat)] if seat else text[match.start("whose") : match.end()]
            yield Place(text=Evidence.of(text, *match.span()), name=name, country=country)
    for one in lands:
        yield place_at(text, *one)


def _capitals_of(text: str, country: str) -> Iterator[tuple[int, int]]:
    """Where a text says that something happens in the capital of a country."""
    for _, first, last in sites(text, 0, len(text)):
        city = text[first:last]
        if country_of_city(city) == country and is_capital(city):
            yield first, last


@lru_cache(maxsize=8)
def only_country(text: str, ranges: tuple[tuple[int, int], ...]) -> str | None:
    """The country that two or more of the ranges name, where they name no other.

    A country is named by its name, its people, or a city of its.
    """
    named = [one for span in ranges for one in _countries_in(text, span)]
    return named[0] if len(named) > 1 and len(set(named)) == 1 else None


def _countries_in(text: str, span: tuple[int, int]) -> set[str]:
    return {
        country
        for match in _CAPITALISED.finditer(text, *span)
        for words in _runs(match[0])
        if (country := country_code(words) or country_of_city(words))
        and country not in PLOVER_CODES - {"KOS"}
    }


def _runs(words: str) -> Iterator[str]:
    """The words, each alone and with those behind it."""
    every = words.split()
    for first in range(len(every)):
        for last in range(first + 1, len(every) + 1):
            yield " ".join(every[first:last])


_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'-]*(?:(?: of(?: the)?| and)? [^\W\d_a-z][\w’'-]*){0,4}")
_TOPIC = re.compile(
    r"\b(?:that|(?:about|over)(?! (?:half )?[\w.,]+(?: and a half)? (?:minute|hour|day)s?\b)|"
    r"discuss\w*|said|says|saying|before|ahead of|after|regarding|"
    r"concerning|because|due to|owing to|amid|citing|war|situation|crisis|conflict|"
    r"elections?|embassy|events?|developments|who|which|where|to (?!the (?:city|capital)|"
    r"\w+ for)[a-z]+)\b"
    r"|[“”\"]",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:held|holds?|holding|hosted|hosts?|chaired|chairs?|convened|convenes?|opened|opens?|led|"
    r"leads?|had|attended|attends?|began|begins?|concluded|concludes?|presided(?: over)?)\s+$",
    re.IGNORECASE,
)


def is_place_of_event(sentence: str, offset: int, events: Sequence[tuple[int, int]]) -> bool:
    """Whether a place at an offset of a sentence goes with one of the event words there.

    It stands behind such a word with no topic or new clause between, between one and a verb of
    holding it ("chaired in Riga a session"), or opens the sentence.
    """
    before = [end for _, end in events if end <= offset]
    if before:
        gap = sentence[before[-1] : offset]
        return len(gap) <= 200 and not _TOPIC.search(gap)
    if not events:
        return False
    if _HOLDS.search(sentence[:offset]):
        return True
    lead = sentence[:offset].strip()
    opens = not lead or lead.endswith(",") or _TIME.search(lead.split()[-1]) is not None
    return opens and len(lead.split()) <= 6 and not _TOPIC.search(lead)
