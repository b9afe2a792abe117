"""DateValue: a date as the article gives it, and what can be known of it."""

import re
from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from schemas.evidence import Evidence, Record

Granularity = Literal["day", "month", "season", "year", "interval", "unknown"]
DateBasis = Literal["explicit", "relative_to_published", "relative_to_event", "unresolved"]

_QUALIFIER = r"[?~%]?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
_SEASON = r"[0-9]{4}-2[1-4]"
_YEAR = r"[0-9]{4}|[0-9]{3}X|[0-9]{2}XX"
_PART = rf"(?:{_DAY}|{_MONTH}|{_YEAR}){_QUALIFIER}"
SHAPES: dict[Granularity, re.Pattern[str]] = {
    "day": re.compile(rf"{_DAY}{_QUALIFIER}"),
    "month": re.compile(rf"{_MONTH}{_QUALIFIER}"),
    "season": re.compile(rf"{_SEASON}{_QUALIFIER}"),
    "year": re.compile(rf"(?:{_YEAR}){_QUALIFIER}"),
    "interval": re.compile(rf"{_PART}/(?:{_PART}|\.\.)|\.\./{_PART}"),
}
"""What an EDTF value of each granularity looks like."""


class DateValue(Record):
    """A date phrase with its value in EDTF level 1 (ISO 8601-2), after TIMEX3.

    "on Wednesday" in an article of unknown date has value null and basis `unresolved`.
    """

    text: Evidence | None = None
    """The phrase, or null where the value rests on metadata alone."""
    value: str | None = None
    """EDTF level 1, or null when it cannot be known."""
    granularity: Granularity = "unknown"
    basis: DateBasis = "unresolved"

    @model_validator(mode="after")
    def _value_is_edtf_of_this_granularity(self) -> Self:
        if self.value is None:
            if self.granularity != "unknown" or self.basis != "unresolved":
                raise ValueError("without a value, granularity is unknown and basis unresolved")
            return self
        if self.granularity == "unknown" or self.basis == "unresolved":
            raise ValueError("a value needs a granularity and a basis")
        if not SHAPES[self.granularity].fullmatch(self.value):
            raise ValueError(f"{self.value!r} is not an EDTF {self.granularity}")
        _check_calendar(self.value)
        return self


UNKNOWN_DATE = DateValue()
"""The article gives no date."""


def _check_calendar(value: str) -> None:
    """Raise ValueError for days that no calendar has, and intervals that run backwards."""
    for day in re.findall(_DAY, value):
        date.fromisoformat(day)
    first, _, last = value.partition("/")
    if last and ".." not in (first, last) and first[: len(last)] > last[: len(first)]:
        raise ValueError(f"the interval {value!r} ends before it begins")
