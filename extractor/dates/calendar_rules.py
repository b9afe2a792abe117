"""Rules for dates with a month, season or year: "March 5, 2024", "in March", "14 Esfand 1402"."""

import re
from dataclasses import replace

from extractor.dates.calendars import ALSO_NAMES, NEED_A_YEAR
from extractor.dates.calendars import MONTHS as HIJRI_MONTHS
from extractor.dates.readings import Dated, Half, Reading, Span
from extractor.dates.words import (
    ANY_W,
    FULL_M,
    HIJRI_M,
    HIJRI_Y,
    IN,
    IN_NEEDED,
    OF_YEAR,
    ON,
    PART,
    SEASON,
    SEASONS,
    SHIFT,
    TO,
    WHICH,
    Around,
    D,
    M,
    Y,
    day_number,
    month_number,
    possessive,
    rule,
    weekday_number,
)


def _date(found: Around) -> Reading | None:
    """Month with or without day and year, both first and last of a range."""
    said = found.said
    last = Dated(
        year=int(said["year"]) if "year" in said else None,
        month=month_number(said.get("month2", said["month"])),
        day=day_number(said.get("day2", said["day"])) if "day" in said else None,
        weekday=weekday_number(said["weekday"]) if "weekday" in said else None,
        years_off=SHIFT[said["off"].lower()] if "off" in said else None,
        half=_HALVES[said["half"].lower()] if "half" in said else None,
        from_event="that" in said,
    )
    if "to" not in said:
        return last
    first = replace(
        last,
        month=month_number(said["month"]),
        day=day_number(said["day"]) if "day" in said else None,
        year=int(said["year1"]) if "year1" in said else last.year,
    )
    last = replace(last, weekday=None)
    wraps = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
    if wraps and "year1" not in said and last.year is not None:
        first = replace(first, year=last.year - 1)
    next_day = first.month == last.month and (first.day or 0) + 1 == last.day
    if said["to"].lower() == "and" and not next_day and "between" not in said["lead"].lower():
        return None
    return Span(first, last)


_HALVES: dict[str, Half] = {"first": 1, "second": 2}


def _numeric(found: Around) -> Reading | None:
    """Day first with dots; with slashes 5/3/2024 may be March or May, so only its year is sure."""
    a, b, year = (int(found.said[name]) for name in ("a", "b", "year"))
    if found.said["mark"] == "." or a > 12 or a == b:
        return Dated(year, b, a) if b <= 12 else None
    return Dated(year, a, b) if b > 12 else Dated(year)


def _iso(found: Around) -> Reading:
    year, month, day = (int(found.said[name]) for name in ("year", "month", "day"))
    return Dated(year, month, day)


def _lone_month(found: Around) -> Reading | None:
    """A month alone; "before May" and "in May's" more likely name a person."""
    month, prep = month_number(found.said["month"]), found.said.get("prep", "").lower()
    sure = {"", "in", "since", "until", "till", "during"}
    if month == 5 and "part" not in found.said and (prep not in sure or possessive(found.after)):
        return None
    return Dated(month=month)


def _which_month(found: Around) -> Reading:
    which = found.said["which"].lower().split()[-1]
    return Dated(month=month_number(found.said["month"]), which=WHICH[which])


def _season(found: Around) -> Reading | None:
    """A season; the Prague Spring is none."""
    said = found.said
    if said["season"][0].isupper() and re.search(r"\b[A-Z]\w+\s$", found.before):
        return None
    return Dated(
        season=SEASONS[said["season"].lower()],
        year=int(said["year"]) if "year" in said else None,
        years_off=SHIFT[said["off"].lower()] if "off" in said else None,
        which=WHICH[said["which"].lower().split()[-1]] if "which" in said else None,
    )


def _year(found: Around) -> Reading | None:
    """A year or two; "after 2000 soldiers" and "until 1830 GMT" are none."""
    said, after = found.said, found.after
    if re.match(r"\s?(?:GMT|UTC|hours|hrs|local)\b|\s?%|[,.]\d|[-–/]\d", after):
        return None
    counted = re.match(r"\s(?!(?:was|has|its|his|this|as|is)\b)[a-z]+s\b", after)
    sure = {"", "in", "since", "until", "till", "during"}
    if counted and said.get("prep", "").lower() not in sure:
        return None
    last = Dated(int(said["year"]), decade="decade" in said)
    return Span(Dated(int(said["year1"])), last) if "year1" in said else last


def _hijri(found: Around) -> Reading | None:
    said = found.said
    spelled = re.sub("['‘’]", "", said["month"]).replace("-", " ")
    name, (calendar, month) = next(
        item for item in HIJRI_MONTHS.items() if item[0].replace("-", " ") == spelled
    )
    if name in NEED_A_YEAR and "year" not in said:
        return None
    if not {"day", "year", "of"} & said.keys():
        alone = said.get("prep", "").lower() in {"in", "since", "until", "till", "during"}
        if name in ALSO_NAMES or not alone or re.match(r"\s[A-Z]", found.after):
            return None
    return Dated(
        year=int(said["year"][:4]) if "year" in said else None,
        month=month,
        day=day_number(said["day"]) if "day" in said else None,
        calendar=calendar,
    )


_WD = rf"(?:(?P<weekday>{ANY_W})(?: {PART})?(?:,? | (?P<paren>\()))?"
_WD_TO = rf"(?:(?P<weekday>{ANY_W}),? )?"
_SECOND = rf"(?:{ANY_W},? )?(?i:the )?"
_CLOSE = r"(?(paren)\))"
_NOT_PRICE = r"(?![.,:]?\d)"
_THIS = r"(?P<which>(?i:last|next|this past|this coming|this))"
_FROM = r"(?P<lead>(?i:from|between) )"
_HOLY = r"(?P<of>(?i:the )(?:(?i:holy|fasting|Muslim|Islamic) ){0,3}(?i:month of) )"
_HIJRI_YEAR = rf"(?:,? (?P<year>{HIJRI_Y}))"
_SLASHES = r"(?P<mark>[./-])(?P<b>0?[1-9]|[12]\d|3[01])(?P=mark)"
_CLOCK = r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"

CALENDAR_RULES = (
    rule(
        rf"{ON}(?P<year>{Y})(?P<m>[-/.])(?P<month>0[1-9]|1[0-2])(?P=m)"
        rf"(?P<day>0[1-9]|[12]\d|3[01]){_CLOCK}(?![-/]\w)",
        _iso,
        Y,
    ),
    rule(rf"{ON}(?P<a>0?[1-9]|[12]\d|3[01]){_SLASHES}(?P<year>{Y})(?![-/.]\w)", _numeric, Y),
    rule(rf"{ON}{_WD}(?P<month>{M}) (?P<day>{D}){_NOT_PRICE}{OF_YEAR}?{_CLOSE}", _date, M),
    rule(rf"{ON}{_WD}(?i:the )?(?P<day>{D}) (?i:of )?(?P<month>{M}){OF_YEAR}?{_CLOSE}", _date, M),
    rule(
        rf"{ON}{_WD_TO}(?P<month>{M}) (?P<day>{D}){TO}(?P<day2>{D}){_NOT_PRICE}{OF_YEAR}?", _date, M
    ),
    rule(
        rf"{ON}{_WD_TO}(?i:the )?(?P<day>{D}){TO}(?i:the )?(?P<day2>{D}) (?i:of )?(?P<month>{M})"
        rf"{OF_YEAR}?",
        _date,
        M,
    ),
    rule(
        rf"{ON}{_WD_TO}(?P<month>{M}) (?P<day>{D})(?:,? (?P<year1>{Y}))?{TO}{_SECOND}"
        rf"(?P<month2>{M}) (?P<day2>{D}){_NOT_PRICE}{OF_YEAR}?",
        _date,
        M,
    ),
    rule(
        rf"{ON}{_WD_TO}(?i:the )?(?P<day>{D}) (?P<month>{M})(?: (?P<year1>{Y}))?{TO}{_SECOND}"
        rf"(?P<day2>{D}) (?i:of )?(?P<month2>{M}){OF_YEAR}?",
        _date,
        M,
    ),
    rule(rf"{IN}(?P<month>{M}){OF_YEAR}", _date, M),
    rule(rf"{IN}(?P<month>{M})(?:,? (?P<year1>{Y}))?{TO}(?P<month2>{M}){OF_YEAR}", _date, M),
    rule(rf"{_FROM}(?P<month>{M}){TO}(?P<month2>{M})", _date, M),
    rule(
        rf"{IN}(?i:the )?(?P<half>(?i:first|second)) (?i:half of )(?P<month>{M}){OF_YEAR}?",
        _date,
        M,
    ),
    rule(rf"{IN}{_THIS} (?P<month>{FULL_M})(?! ?\d)", _which_month, M),
    rule(rf"{IN}(?P<that>(?i:that)(?: (?i:same))?) (?P<month>{FULL_M})(?! ?\d)", _date, M),
    rule(rf"{IN_NEEDED}(?P<month>{FULL_M})", _lone_month, M),
    rule(rf"{IN}(?i:the )?(?P<season>{SEASON}){OF_YEAR}", _season, SEASON),
    rule(rf"{IN}{_THIS} (?P<season>{SEASON})", _season, SEASON),
    rule(
        r"(?P<lead>(?i:in|during|since) )(?i:the )(?P<season>(?i:spring|summer|winter))",
        _season,
        SEASON,
    ),
    rule(rf"{IN_NEEDED}(?P<year>{Y})(?! decades)", _year, Y),
    rule(rf"(?P<lead>(?i:from|between|in|during) )(?P<year1>{Y}){TO}(?P<year>{Y})", _year, Y),
    rule(rf"{IN}(?i:the )?(?P<year>(?:1[5-9]|20)\d0)(?P<decade>s)", _year, Y),
    rule(
        rf"{ON}{_WD_TO}(?i:the )?(?P<day>{D}) (?i:of )?(?P<month>{HIJRI_M}){_HIJRI_YEAR}?",
        _hijri,
        HIJRI_M,
    ),
    rule(
        rf"{ON}{_WD_TO}(?P<month>{HIJRI_M}) (?P<day>{D}){_NOT_PRICE}{_HIJRI_YEAR}?", _hijri, HIJRI_M
    ),
    rule(rf"{IN}{_HOLY}?(?P<month>{HIJRI_M}),? (?P<year>{HIJRI_Y})", _hijri, HIJRI_M),
    rule(rf"{IN}{_HOLY}(?P<month>{HIJRI_M})", _hijri, HIJRI_M),
    rule(rf"{IN_NEEDED}(?P<month>{HIJRI_M})", _hijri, HIJRI_M),
)

BARE_RULES = (
    rule(rf"(?P<month>{FULL_M})", lambda found: Dated(month=month_number(found.said["month"])), M),
    rule(rf"(?i:the )?(?P<season>{SEASON})", _season, SEASON),
    rule(rf"(?P<year>{Y})", _year, Y),
    rule(rf"(?P<month>(?P<of>{HIJRI_M}))", _hijri, HIJRI_M),
)
