"""Contradictions: what the articles on one meeting say that cannot all be so."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from extractor.linking.days import day_range
from extractor.linking.facts import MeetingFacts
from schemas.countries import country_of_city
from schemas.linked import Contradiction, Reported

Field = Literal["date", "place", "format", "status"]

_UNDONE = frozenset({"refused", "denied", "cancelled"})


def contradictions(
    reports: Sequence[tuple[str, MeetingFacts]],
) -> tuple[Contradiction, ...]:
    """Fields with values that exclude each other, given each article's id and meeting.

    A date within an interval, a hall within a city and a plan before the event exclude nothing.
    """
    found: tuple[tuple[Field, dict[str, list[str]]], ...] = (
        ("date", _exclusive_dates(_values(reports, "date"))),
        ("place", _exclusive_places(reports)),
        ("format", _values(reports, "format")),
        ("status", _exclusive_statuses(_values(reports, "status"))),
    )
    return tuple(
        Contradiction.model_construct(
            field=field,
            values=tuple(
                Reported.model_construct(value=value, articles=tuple(articles))
                for value, articles in sorted(values.items())
            ),
        )
        for field, values in found
        if len(values) > 1
    )


def _values(reports: Sequence[tuple[str, MeetingFacts]], field: Field) -> dict[str, list[str]]:
    values: dict[str, list[str]] = defaultdict(list)
    for article, one in reports:
        value: str | None = getattr(one, field)
        if value is not None and value != "unknown":
            values[value].append(article)
    return values


def _exclusive_dates(values: dict[str, list[str]]) -> dict[str, list[str]]:
    ranges = {value: found for value in values if (found := day_range(value))}
    return {
        value: values[value]
        for value, (first, last) in ranges.items()
        if any(last < start or stop < first for start, stop in ranges.values())
    }


def _exclusive_places(reports: Sequence[tuple[str, MeetingFacts]]) -> dict[str, list[str]]:
    cities: dict[str, list[str]] = defaultdict(list)
    countries: dict[str, list[str]] = defaultdict(list)
    for article, one in reports:
        if one.place is not None and country_of_city(one.place):
            cities[one.place].append(article)
        if one.country is not None:
            countries[one.country].append(article)
    return countries if len(countries) > 1 else cities


def _exclusive_statuses(values: dict[str, list[str]]) -> dict[str, list[str]]:
    return values if "held" in values and values.keys() & _UNDONE else {}
