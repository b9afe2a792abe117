"""Persian and Islamic dates: the names of their months, and the Gregorian days they mean."""

from datetime import date, timedelta
from typing import Literal

Calendar = Literal["gregorian", "persian", "islamic"]

_PERSIAN = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad|Amordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
_ISLAMIC = (
    "Muharram|Moharram|Muharam",
    "Safar",
    "Rabi al-Awwal|Rabi al-Awal|Rabi ul-Awwal|Rabi I",
    "Rabi al-Thani|Rabi al-Akhir|Rabi ath-Thani|Rabi us-Sani|Rabi II",
    "Jumada al-Awwal|Jumada al-Ula|Jumada I",
    "Jumada al-Thani|Jumada al-Akhira|Jumada al-Akhirah|Jumada II",
    "Rajab",
    "Shaban|Shaaban",
    "Ramadan|Ramadhan|Ramazan|Ramzan",
    "Shawwal|Shawal",
    "Dhu al-Qadah|Dhu al-Qada|Dhul-Qadah|Dhul Qadah|Dhul-Qaadah|Zul-Qadah|Zilqad",
    "Dhu al-Hijjah|Dhu al-Hijja|Dhul-Hijjah|Dhul Hijjah|Dhul Hijja|Zul-Hijjah|Zilhajj",
)

_AFGHAN = (
    "Hamal",
    "Sawr|Saur",
    "Jawza",
    "Saratan",
    "Asad",
    "Sunbula|Sonbola",
    "Mizan",
    "Aqrab",
    "Qaws",
    "Jadi",
    "Dalw",
    "Hut",
)
"""The months of the Persian calendar as they are called in Kabul."""

_YEARS: tuple[tuple[Calendar, tuple[str, ...]], ...] = (
    ("persian", _PERSIAN),
    ("persian", _AFGHAN),
    ("islamic", _ISLAMIC),
)

MONTHS: dict[str, tuple[Calendar, int]] = {
    name: (calendar, number)
    for calendar, months in _YEARS
    for number, names in enumerate(months, 1)
    for name in names.split("|")
}
"""Name as spelled in English, apostrophes left out, to calendar and month number."""

NEED_A_YEAR = frozenset(name for names in _AFGHAN for name in names.split("|"))
"""Months that are other words too: no date without a year."""

ALSO_NAMES = frozenset({"Tir", "Mehr", "Aban", "Azar", "Dey", "Bahman"})
"""Months that are also first names or an agency: no date without a day or a year."""


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """The Gregorian day of a Persian (solar Hijri) or Islamic (lunar Hijri) date.

    Persian days follow the equinox at Tehran and are exact. Islamic days follow the arithmetic
    (tabular) calendar, which the sighting of the moon may shift by a day.

    Raises:
        ValueError: when the month has no such day.
    """
    from convertdate import islamic, persian  # type: ignore[import-untyped]

    if calendar == "gregorian":
        return date(year, month, day)
    module = {"persian": persian, "islamic": islamic}[calendar]
    if not 1 <= day <= module.month_length(year, month):
        raise ValueError(f"{calendar} month {year}-{month} has no day {day}")
    return date(*module.to_gregorian(year, month, day))


def month_span(calendar: Calendar, year: int, month: int) -> tuple[date, date]:
    """First and last Gregorian day of a month of another calendar."""
    first = to_gregorian(calendar, year, month, 1)
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return first, to_gregorian(calendar, *following, 1) - timedelta(days=1)


def years_about(calendar: Calendar, gregorian_year: int) -> range:
    """Years of that calendar that may fall in a Gregorian year or the ones beside it."""
    if calendar == "gregorian":
        return range(gregorian_year - 8, gregorian_year + 9)
    if calendar == "persian":
        return range(gregorian_year - 623, gregorian_year - 619)
    islamic = int((gregorian_year - 622) * 33 / 32)
    return range(islamic - 2, islamic + 4)
