"""DateValue: a date as the article gives it, and what can be known of it."""

import re
from typing import Literal, Self

from pydantic import model_validator

from schemas.evidence import Evidence, Record

Granularity = Literal["day", "month", "season", "year", "interval", "unknown"]
DateBasis = Literal["explicit", "relative_to_published", "relative_to_event", "unresolved"]

_QUALIFIER = r"[?~%]?"
_DAY = r"\d{4}-\d{2}-\d{2}"
_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
_SEASON = r"\d{4}-2[1-4]"
_YEAR = r"\d{4}|\d{3}X|\d{2}XX"
_PART = rf"(?:{_DAY}|{_MONTH}|{_YEAR}){_QUALIFIER}"
_SHAPES: dict[str, re.Pattern[str]] = {
    "day": re.compile(rf"{_DAY}{_QUALIFIER}"),
    "month": re.compile(rf"{_MONTH}{_QUALIFIER}"),
    "season": re.compile(rf"{_SEASON}{_QUALIFIER}"),
    "year": re.compile(rf"(?:{_YEAR}){_QUALIFIER}"),
    "interval": re.compile(rf"(?:{_PART}|\.\.)/(?:{_PART}|\.\.)"),
}


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
        if not _SHAPES[self.granularity].fullmatch(self.value):
            raise ValueError(f"{self.value!r} is not an EDTF {self.granularity}")
        _parse(self.value)
        return self


UNKNOWN_DATE = DateValue()
"""The article gives no date."""


def _parse(value: str) -> None:
    """Raise ValueError unless `edtf` reads the value and its calendar days exist."""
    from datetime import date

    from edtf import EDTFParseException, parse_edtf

    try:
        parse_edtf(value)
    except EDTFParseException as error:
        raise ValueError(f"{value!r} is not EDTF") from error
    for day in re.findall(_DAY, value):
        date.fromisoformat(day)
    first, _, last = value.partition("/")
    if last and ".." not in (first, last) and first[: len(last)] > last[: len(first)]:
        raise ValueError(f"the interval {value!r} ends before it begins")
