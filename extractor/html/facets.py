"""Facets: what articles can be searched and filtered by, as a page's script reads it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractor.html import wording
from extractor.html.days import bounds
from schemas import DateValue, Story


@dataclass(frozen=True)
class Choice:
    """An option of a filter."""

    value: str
    label: str
    count: int
    """Articles that have it."""


@dataclass(frozen=True)
class Choices:
    """The options of every filter that these articles have, the most frequent first."""

    actors: tuple[Choice, ...]
    countries: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    quotes: tuple[Choice, ...]


def facet(key: str, story: Story) -> dict[str, Any]:
    """What one article can be found by.

    `key` its anchor, `published` first and last day or null, `ids` of the actors, `actors` each a
    list of names and the country, `meetings` each with id, status, days or null, actors,
    `statements` each with id, kind of quotation, speaker or null; actors by their place in
    `actors`.
    """
    place = {one.id: number for number, one in enumerate(story.actors)}
    return {
        "key": key,
        "published": _days(story.article.published),
        "ids": list(place),
        "actors": [
            [[one.name or one.mentions[0].exact, *one.aliases], one.country] for one in story.actors
        ],
        "meetings": [
            [one.id, one.status, _days(one.date), [place[who.actor] for who in one.participants]]
            for one in story.meetings
        ],
        "statements": [
            [one.id, one.quote_type, place[one.speaker] if one.speaker else None]
            for one in story.statements
        ],
    }


def choices(stories: Sequence[Story]) -> Choices:
    """What the filters of a page offer."""
    actors = Counter(name for one in stories for name in {a.name for a in one.actors if a.name})
    countries = Counter(
        code for one in stories for code in {a.country for a in one.actors if a.country}
    )
    statuses = Counter(status for one in stories for status in {m.status for m in one.meetings})
    quotes = Counter(kind for one in stories for kind in {s.quote_type for s in one.statements})
    return Choices(
        tuple(Choice(name, name, count) for name, count in actors.most_common()),
        tuple(
            Choice(code, wording.country(code), count) for code, count in countries.most_common()
        ),
        tuple(Choice(one, wording.STATUS[one], count) for one, count in statuses.most_common()),
        tuple(Choice(one, wording.QUOTE[one], count) for one, count in quotes.most_common()),
    )


def script_safe(value: object) -> str:
    """JSON that a `script` element can hold: nothing in it ends the element, and all is ASCII."""
    dumped = json.dumps(value, separators=(",", ":"))
    for one in "<>&":
        dumped = dumped.replace(one, f"\\u{ord(one):04x}")
    return dumped


def _days(date: DateValue) -> tuple[str, str] | None:
    return bounds(date.value) if date.value else None
