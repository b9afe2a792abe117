"""Days: EDTF values as people say them, and the days they begin and end on."""

import calendar
import re

_MONTHS = "January February March April May June July August September October November December"
_MONTH = dict(enumerate(_MONTHS.split(), 1))
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_OPEN = ".."


def said(value: str) -> str:
    """An EDTF value in words: "Sunday 3 March 2024", "summer 2014", "4 May 2023 to June 2023"."""
    first, divided, last = value.partition("/")
    if not divided:
        return _said(value)
    if first == _OPEN:
        return f"until {_said(last)}"
    return f"from {_said(first)} on" if last == _OPEN else f"{_said(first)} to {_said(last)}"


def bounds(value: str) -> tuple[str, str]:
    """The first and the last day that a value may mean, as ISO 8601.

    Of an interval without one end, and of a season, which is another time of year elsewhere, the
    widest: "0000-01-01", "9999-12-31" and the whole year.
    """
    first, divided, last = value.partition("/")
    start = "0000-01-01" if first == _OPEN else _bounds(first)[0]
    if not divided:
        return start, _bounds(first)[1]
    return start, "9999-12-31" if last == _OPEN else _bounds(last)[1]


def _said(part: str) -> str:
    words = _plainly(part.rstrip("?~%"))
    about = "about " if part.endswith(("~", "%")) else ""
    return about + words + (" (uncertain)" if part.endswith(("?", "%")) else "")


def _plainly(part: str) -> str:
    year, *rest = part.split("-")
    if "X" in year:
        return f"the {year[:3]}0s" if year.count("X") == 1 else f"{year[:2]}00 to {year[:2]}99"
    if not rest:
        return year
    number = int(rest[0])
    if number in _SEASONS:
        return f"{_SEASONS[number]} {year}"
    if len(rest) == 1:
        return f"{_MONTH[number]} {year}"
    day = int(rest[1])
    return f"{_WEEKDAYS[calendar.weekday(int(year), number, day)]} {day} {_MONTH[number]} {year}"


def _bounds(part: str) -> tuple[str, str]:
    year, *rest = re.sub("[?~%]", "", part).split("-")
    number = int(rest[0]) if rest else 0
    if number in _SEASONS or not rest:
        return f"{year.replace('X', '0')}-01-01", f"{year.replace('X', '9')}-12-31"
    if len(rest) == 2:
        return (f"{year}-{rest[0]}-{rest[1]}",) * 2
    length = calendar.monthrange(int(year), number)[1]
    return f"{year}-{rest[0]}-01", f"{year}-{rest[0]}-{length}"
