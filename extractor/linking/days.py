"""Days: what two accounts say of when a meeting was, and whether that can be one day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})[?~%]?")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])[?~%]?")
_YEAR = re.compile(r"(\d{4})[?~%]?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t"
    r"|tember|ober|ember)?\.?"
)
_MONTH_DAY = re.compile(rf"\b{_NAMED_MONTH}\s+(\d{{1,2}})\b|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+"
                        rf"(?:of\s+)?{_NAMED_MONTH}\b", re.I)  # fmt: skip
_MONTH_ALONE = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.I)

_AHEAD_DAYS = 90
"""How far a planned meeting without a date may lie behind the article that announces it."""
_BACK_DAYS = 10
"""How long ago a meeting without a date may have been that an article reports as news."""
_MONTH_DAYS = 31


@dataclass(frozen=True, slots=True)
class When:
    """What an article says of a meeting's day; days are ordinals of the Gregorian calendar."""

    first: int | None
    """The first possible day by the value; None where there is none."""
    last: int | None
    weekday: int | None = None
    """Monday is 0; of a phrase without a value, or of a single day."""
    month_day: int | None = None
    """Month times 100 plus day, of a phrase without a year, or of a single day."""
    month: int | None = None
    """Of a phrase that has no day ("in April"), or of a value of no more than a month."""
    earliest: int | None = None
    """Where the value is missing, what publication and status allow; else the value's."""
    latest: int | None = None


@lru_cache(maxsize=65536)
def day_range(edtf: str | None) -> tuple[int, int] | None:
    """First and last day of an EDTF value, None where it is open, a season or absent."""
    if edtf is None or "/" in edtf:
        first, _, last = (edtf or "/").partition("/")
        one, other = (day_range(first), day_range(last)) if first and last else (None, None)
        return (one[0], other[1]) if one and other else None
    if found := _DAY.fullmatch(edtf):
        day = date(int(found[1]), int(found[2]), int(found[3])).toordinal()
        return day, day
    if found := _MONTH.fullmatch(edtf):
        year, month = int(found[1]), int(found[2])
        if not year:
            return None
        first_day = date(year, month, 1).toordinal()
        return first_day, first_day + monthrange(year, month)[1] - 1
    found = _YEAR.fullmatch(edtf)
    return _year(int(found[1])) if found else None


def _year(year: int) -> tuple[int, int] | None:
    return (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()) if year else None


@lru_cache(maxsize=65536)
def when(
    value: str | None,
    phrase: str | None,
    *,
    published: str | None,
    planned: bool,
    background: bool,
) -> When:
    """What a value, or else a phrase and the day of publication, leaves open."""
    known = day_range(value)
    if known is not None:
        first, last = known
        day = date.fromordinal(first)
        if first != last:
            within = day.month if last - first <= _MONTH_DAYS else None
            return When(first, last, month=within, earliest=first, latest=last)
        marked = day.month * 100 + day.day
        return When(first, last, day.weekday(), marked, day.month, first, last)
    weekday, month_day, month = _partial(phrase)
    printed = day_range(published)
    if printed is None or background:
        return When(None, None, weekday, month_day, month)
    if planned:
        earliest, latest = printed[0], printed[1] + _AHEAD_DAYS
    else:
        earliest, latest = printed[0] - _BACK_DAYS, printed[1] + 1
    return When(None, None, weekday, month_day, month, earliest, latest)


def _partial(phrase: str | None) -> tuple[int | None, int | None, int | None]:
    """Weekday, month with day, and month of a phrase that has no value."""
    if not phrase:
        return None, None, None
    named = _WEEKDAY.search(phrase)
    weekday = _WEEKDAYS.index(named[1].lower()) if named else None
    dated = _MONTH_DAY.search(phrase)
    if dated is None:
        alone = _MONTH_ALONE.search(phrase)
        return weekday, None, _month_of(alone[1]) if alone else None
    month = _month_of(dated[1] or dated[4])
    return weekday, month * 100 + int(dated[2] or dated[3]), month


def _month_of(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


def same_time(one: When, other: When) -> str:
    """How two accounts of a day compare: a level of the field `when`."""
    if one.first is not None and other.first is not None:
        return _known(one, other)
    if one.month_day is not None and other.month_day is not None:
        return _apart(abs(_in_year(one.month_day) - _in_year(other.month_day)))
    gap = _gap(one.earliest, one.latest, other.earliest, other.latest)
    if gap is not None and gap > 0:
        return "apart" if gap > 3 else "days"
    return _by_name(one, other)


def _by_name(one: When, other: When) -> str:
    """How months and weekdays compare that say too little to tell the day."""
    months = None not in (one.month, other.month)
    if months and one.month != other.month:
        apart = ((one.month or 0) - (other.month or 0)) % 12
        return "months" if apart in (1, 11) else "other_month"
    if one.weekday is not None and other.weekday is not None:
        distance = (one.weekday - other.weekday) % 7
        if distance == 0:
            return "weekday"
        return "next_weekday" if distance in (1, 6) else "other_weekday"
    return "month" if months else "open"


def _known(one: When, other: When) -> str:
    gap = _gap(one.first, one.last, other.first, other.last) or 0
    if gap:
        return _apart(gap)
    if one.first == other.first and one.last == other.last and one.first == one.last:
        return "same"
    wide = max((one.last or 0) - (one.first or 0), (other.last or 0) - (other.first or 0))
    return "within" if wide <= _MONTH_DAYS else "open"


def _apart(days: int) -> str:
    if days == 0:
        return "same"
    if days == 1:
        return "next"
    return "days" if days <= 3 else "apart"


def _gap(first: int | None, last: int | None, start: int | None, stop: int | None) -> int | None:
    """Days between two ranges, 0 where they overlap, None where one is unknown."""
    if first is None or last is None or start is None or stop is None:
        return None
    return max(0, first - stop, start - last)


def _in_year(month_day: int) -> int:
    """The day in a leap year; 0 where no calendar has it."""
    try:
        return (date(2000, month_day // 100, month_day % 100) - timedelta(days=1)).toordinal()
    except ValueError:
        return 0
