"""What a date phrase says, before anybody asks on which day the article was published."""

from dataclasses import dataclass
from typing import Literal

from extractor.dates.calendars import Calendar

Which = Literal["last", "this", "next"]
Half = Literal[1, 2]
Unit = Literal["day", "week", "weekend", "month", "year"]


@dataclass(frozen=True)
class Dated:
    """A calendar date, as much of it as is said: "March 5, 2024", "in March", "summer of 2014"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    """EDTF: 21 spring, 22 summer, 23 autumn, 24 winter (named by the year it begins in)."""
    weekday: int | None = None
    """Said beside the date, Monday is 0."""
    which: Which | None = None
    """Said of the month or season: "last March", "next summer"."""
    years_off: int | None = None
    """-1 for "September last year"."""
    decade: bool = False
    half: Half | None = None
    """Of the month: "in the first half of June"."""
    from_event: bool = False
    """Of the year told of: "that December"."""
    calendar: Calendar = "gregorian"


@dataclass(frozen=True)
class DayOfWeek:
    """A weekday, Monday is 0: "on Sunday evening", "next Friday", "on Monday last week"."""

    weekday: int
    which: Which | None = None
    weeks_off: int | None = None
    from_event: bool = False


@dataclass(frozen=True)
class Offset:
    """So many units before or after: "yesterday", "last week", "two days later"."""

    unit: Unit
    count: int
    from_event: bool = False


@dataclass(frozen=True)
class Span:
    """From one date to another, both included: "from 4 to 6 September 2023"."""

    first: Dated | DayOfWeek
    last: Dated | DayOfWeek


Reading = Dated | DayOfWeek | Offset | Span


@dataclass(frozen=True)
class DatePhrase:
    """Half-open code point range of a date phrase, and what it says."""

    start: int
    end: int
    reading: Reading
