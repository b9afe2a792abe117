"""Dates: which phrases of an article are dates, and which day, month or year each one means.

Weekdays and other phrases seen from the day of publication are resolved only where that day is
known, phrases seen from an event ("two days later") only where the event's day is. Nothing finer
than the phrase is ever returned: "in March" is a month, "last week" an interval.

Decided here: weeks run from Monday to Sunday (ISO 8601) and weekends are Saturday and Sunday;
"since" and "until" do not open an interval, their date is returned; seasons are northern, winter is
named by the year it begins in; an Islamic day carries "~", for the moon may shift it; of two
dates in a phrase ("late Monday in Washington (Tuesday in Tehran)") the first one counts, so the
caller picks the phrase that stands beside the venue.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractor.dates.calendars import month_span, to_gregorian, years_about
from extractor.dates.phrases import find_phrases, read_phrase
from extractor.dates.readings import Dated, DayOfWeek, Offset, Reading, Span, Which
from schemas import UNKNOWN_DATE, DateBasis, DateValue, Evidence, Granularity


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[Evidence]:
    """The date phrases in `text[start:end]`, in text order, none overlapping another."""
    return [Evidence.of(text, one.start, one.end) for one in find_phrases(text, start, end)]


def resolve_date(
    phrase: Evidence | None,
    *,
    published: DateValue = UNKNOWN_DATE,
    event: DateValue = UNKNOWN_DATE,
    future: bool = False,
    background: bool = False,
) -> DateValue:
    """What a date phrase means, with the phrase as its text; unresolved where that is unknowable.

    Args:
        phrase: a phrase of `find_dates`, or any words with a date in them; None gives no date.
        published: when the article was published, for "on Sunday" and "last week".
        event: when the event told just before took place, for "the next day".
        future: whether the phrase dates something still to come: "on Sunday" is then the next
            Sunday on or after publication, else the last one on or before it.
        background: whether it stands in a background paragraph: a date without a year
            ("on January 3") is then not given the year of publication.
    """
    if phrase is None:
        return UNKNOWN_DATE
    reading = read_phrase(phrase.exact)
    if reading is None:
        return DateValue(text=phrase)
    view = _View(_Anchor.of(published), _Anchor.of(event), future, background)
    try:
        found = _resolve(reading, view)
        return DateValue(
            text=phrase, value=found.value, granularity=found.granularity, basis=found.basis
        )
    except (ValueError, OverflowError):  # 31 June, the year 0, or too little known
        return DateValue(text=phrase)


class _UnknowableError(ValueError):
    """The anchor the phrase needs is not known."""


@dataclass(frozen=True)
class _Anchor:
    """As much as is known of the day from which a phrase is seen."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, value: DateValue) -> "_Anchor":
        if value.value is None or value.granularity not in {"day", "month", "year"}:
            return cls()
        digits = value.value.rstrip("?~%")
        return cls(*(int(part) for part in digits.split("-"))) if "X" not in digits else cls()

    @property
    def known(self) -> tuple[int, ...]:
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)

    def cut(self, day: date) -> tuple[int, ...]:
        """Year, month and day, as far as the anchor itself is known."""
        return (day.year, day.month, day.day)[: len(self.known)]

    def date(self) -> date:
        return date(_sure(self.year), _sure(self.month), _sure(self.day))


@dataclass(frozen=True)
class _View:
    published: _Anchor
    event: _Anchor
    future: bool
    background: bool


@dataclass(frozen=True)
class _Found:
    first: date
    """First day of the period."""
    last: date
    granularity: Granularity
    value: str
    basis: DateBasis


def _resolve(reading: Reading, view: _View) -> _Found:
    match reading:
        case Span():
            return _span(reading, view)
        case Dated():
            return _dated(reading, view)
        case DayOfWeek():
            return _weekday(reading, view)
        case Offset():
            return _offset(reading, view)


def _span(span: Span, view: _View) -> _Found:
    """The first date is found as if alone, a last date without a year is the next one after it."""
    first = _resolve(span.first, view)
    after = _Anchor(first.first.year, first.first.month, first.first.day)
    inherits = not (isinstance(span.last, Dated) and span.last.years_off is not None)
    last = _resolve(
        span.last,
        replace(view, published=after, future=True, background=False) if inherits else view,
    )
    if last.last < first.first:
        raise _UnknowableError
    value = f"{first.value}/{last.value}"
    return _Found(first.first, last.last, "interval", value, first.basis)


def _dated(said: Dated, view: _View) -> _Found:
    published = view.published
    if said.year is not None:
        return _placed(said, said.year, "explicit")
    if said.years_off is not None:
        return _placed(said, _sure(published.year) + said.years_off, "relative_to_published")
    if said.from_event:
        return _placed(said, _sure(view.event.year), "relative_to_event")
    if view.background and said.which is None:
        raise _UnknowableError
    if published.month is None and said.weekday is not None and said.calendar == "gregorian":
        return _on_weekday(said, _sure(published.year))
    _sure(published.month)
    candidates = []
    for year in years_about(said.calendar, _sure(published.year)):
        with suppress(ValueError):  # 29 February, 30 Esfand
            candidates.append(_placed(said, year, "relative_to_published"))
    if said.which is not None:
        return _which(candidates, published, said.which)
    if said.weekday is not None:
        nearest = [_nearest(candidates, published, future=side) for side in (False, True)]
        candidates = [one for one in nearest if one.first.weekday() == said.weekday]
    single = len(candidates) == 1
    return candidates[0] if single else _nearest(candidates, published, future=view.future)


def _on_weekday(said: Dated, year: int) -> _Found:
    """The day in that year, else in the one year beside it, where it has its weekday."""
    placed: list[_Found] = []
    for one in (year, year - 1, year + 1):
        with suppress(ValueError):
            placed.append(_placed(said, one, "relative_to_published"))
    fits = [one for one in placed if one.first.weekday() == said.weekday]
    if len(fits) == 1 or (fits and fits[0].first.year == year):
        return fits[0]
    raise _UnknowableError


def _nearest(candidates: list[_Found], anchor: _Anchor, *, future: bool) -> _Found:
    """The last candidate that begins on or before the anchor, or the first to end on or after."""
    if future:
        coming = [one for one in candidates if anchor.cut(one.last) >= anchor.known]
        return min(coming, key=lambda one: one.first)
    gone = [one for one in candidates if anchor.cut(one.first) <= anchor.known]
    return max(gone, key=lambda one: one.first)


def _which(candidates: list[_Found], anchor: _Anchor, which: Which) -> _Found:
    """The period over before the anchor, the one about it or else of its year, or the one after."""
    if which == "last":
        gone = [one for one in candidates if anchor.cut(one.last) < anchor.known]
        return max(gone, key=lambda one: one.first)
    if which == "next":
        coming = [one for one in candidates if anchor.cut(one.first) > anchor.known]
        return min(coming, key=lambda one: one.first)
    now = [
        one for one in candidates if anchor.cut(one.first) <= anchor.known <= anchor.cut(one.last)
    ]
    return (now or [one for one in candidates if one.first.year == anchor.year])[0]


def _placed(said: Dated, year: int, basis: DateBasis) -> _Found:
    """The date in that year (of its own calendar)."""
    if said.season is not None:
        first = date(year, 3 * (said.season - 20), 1)
        last = first + timedelta(days=80)  # within the third month
        return _Found(first, last, "season", f"{year:04d}-{said.season}", basis)
    if said.month is None:
        first, last = date(year, 1, 1), date(year + 9 if said.decade else year, 12, 31)
        value = f"{year // 10:03d}X" if said.decade else f"{year:04d}"
        return _Found(first, last, "year", value, basis)
    mark = "~" if said.calendar == "islamic" else ""
    if said.day is not None:
        day = to_gregorian(said.calendar, year, said.month, said.day)
        return _Found(day, day, "day", f"{day}{mark}", basis)
    first, last = month_span(said.calendar, year, said.month)
    if said.half is not None:
        middle = first.replace(day=15)
        first, last = (first, middle) if said.half == 1 else (middle + timedelta(days=1), last)
        return _Found(first, last, "interval", f"{first}/{last}", basis)
    if said.calendar == "gregorian":
        return _Found(first, last, "month", f"{year:04d}-{said.month:02d}", basis)
    return _Found(first, last, "interval", f"{first}{mark}/{last}{mark}", basis)


def _weekday(said: DayOfWeek, view: _View) -> _Found:
    anchor, basis = _seen_from(said.from_event, view)
    today = anchor.date()
    if said.weeks_off is not None:
        day = _monday(today) + timedelta(days=7 * said.weeks_off + said.weekday)
    elif said.which == "next" or (view.future and said.which != "last"):
        start = today + timedelta(days=int(said.which == "next"))
        day = start + timedelta(days=(said.weekday - start.weekday()) % 7)
    else:
        start = today - timedelta(days=int(said.which == "last"))
        day = start - timedelta(days=(start.weekday() - said.weekday) % 7)
    return _Found(day, day, "day", str(day), basis)


def _offset(said: Offset, view: _View) -> _Found:
    anchor, basis = _seen_from(said.from_event, view)
    if said.unit == "year":
        return _placed(Dated(), _sure(anchor.year) + said.count, basis)
    if said.unit == "month":
        months = 12 * _sure(anchor.year) + _sure(anchor.month) - 1 + said.count
        return _placed(Dated(month=months % 12 + 1), months // 12, basis)
    today = anchor.date()
    if said.unit == "day":
        day = today + timedelta(days=said.count)
        return _Found(day, day, "day", str(day), basis)
    first = _monday(today) + timedelta(days=7 * said.count)
    last = first + timedelta(days=6)
    if said.unit == "weekend":
        if said.count == 0 and not view.future and today.weekday() < 5:
            first, last = first - timedelta(days=7), last - timedelta(days=7)
        first += timedelta(days=5)
    return _Found(first, last, "interval", f"{first}/{last}", basis)


def _seen_from(from_event: bool, view: _View) -> tuple[_Anchor, DateBasis]:
    if from_event:
        return view.event, "relative_to_event"
    return view.published, "relative_to_published"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sure(part: int | None) -> int:
    if part is None:
        raise _UnknowableError
    return part
