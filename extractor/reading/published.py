"""The date of publication: where an article states it itself, and as metadata gives it.

A masthead line near the top holds a date and nothing but labels, clock times, a byline, a city or
an item number beside it. A dateline opens the first paragraph ("TEHRAN, March 5, 2024 (IRNA) -").
The number of an issue gives its year ("No. 7/2024"). Dates in running prose, and anything below
the first paragraphs, date no publication.
"""

import re
from datetime import date, datetime

from extractor.dates import find_dates, resolve_date
from schemas import UNKNOWN_DATE, DateValue, Evidence, Granularity

_TOP_LINES = 15
"""Non-empty lines that may hold a masthead."""
_TOP_PROSE = 2
"""Lines of prose among them: a standfirst, and the first paragraph."""
_PROSE_WORDS = 14

_NONE = 6
"""The rank of a date that tells nothing of publication."""

_LABEL = (
    r"(?:date of publication|publication date|date published|published|publish date|posted"
    r"|release date|released|first published|issued|publish(?:ed)? time|created|time|date"
    r"|last updated|updated|last modified|modified|update)"
)
_LABELLED = re.compile(rf"\b{_LABEL}(?: (?:on|at|date|time))?\s*[:\-–|]?\s*$", re.IGNORECASE)
_UPDATED = re.compile(r"\b(?:updated?|modified)\b[^|;\n]{0,12}$", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b|\b(?:a\.?m|p\.?m|noon)\b\.?|(?<!\w)[+-]\d{2}:?\d{2}\b"
    r"|\b\d{1,2}\s?(?:am|pm)\b"
    r"|\b(?:GMT|UTC|BST|CET|CEST|EET|EST|EDT|ET|PST|PDT|IRST|MSK|local time|IST|KST|JST)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"\b{_LABEL}\b|\b(?:news|story|article|item|code)\s*(?:id|code|no\.?|number)?\s*[:#]\s*\w+"
    r"|\b(?:on|at|by|in)\b|\b\d+ min(?:ute)?s? read\b|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^\s*(?:by|from|written by|reporting by)\s", re.IGNORECASE)
_BOX_START = re.compile(rf"\s*(?:{_CLOCK.pattern})?[^\w\n]*[/|•·]", re.IGNORECASE)
_BOX_END = re.compile(r"[|•·]\s*$")
_IN_FRONT = re.compile(
    r"(?:^|[.(|/•·–—]|\s-|(?:^|[-,.(|/•·–—]\s*)(?:[^\W\d_a-z][\w.'’-]*\s?){1,3},"
    r"|,(?=\s*(?i:mon|tue|wed|thu|fri|sat|sun)))\s*(?:(?i:mon|tue|wed|thu|fri|sat|sun)\w*,?\s*)?$"
)
_AT_END = re.compile(rf"[\s.,)]*(?:$|[(|/•·]|(?:at )?(?:{_CLOCK.pattern}))", re.IGNORECASE)
"""What stands around the full date of a masthead: "Radio Nord, evening news, 5 May 2026, 18:00"."""
_NOT_ON = re.compile(r"(?:since|until|till|after|before|in|from|between)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:enter your (?:comment|name)|leave a (?:reply|comment)|comments?\s*[:(]|captcha|read more"
    r"|related (?:news|articles|stories)|all rights reserved)",
    re.IGNORECASE,
)
_CITY = r"[A-Z][\w.'’-]*(?:[ /-][A-Za-z][\w.'’-]*){0,4}(?:, [A-Z][\w. ]{1,20})?"
_AGENCY = r"(?:[(\[/][^)\]/\n]{1,40}[)\]/])"
_DATELINE_HEAD = re.compile(rf"\s*{_CITY}\s?[,.:(–—-]?\s*{_AGENCY}?\s?[,(–—-]?\s*$")
_DATELINE_TAIL = re.compile(rf"\s*[.,)]?\s*{_AGENCY}?\s*(?:[-–—]{{1,2}}|:|(?<=[/)])\.)(?:\s|$)")
_PLACE_LINE = re.compile(
    r"\s*(?!(?:In|At|On|By|From|Of|Near|Since|The|A|An)\b)[^\W\d_a-z][\w.'’-]*"
    r"(?:[ /-](?:d[aeou]s?|la|el|al|upon|sur|[^\W\d_a-z][\w.'’-]*)){0,3},\s*$"
)
_LINE_ENDS = re.compile(r"\s*(?:$|[|•·])")
_ISSUE = re.compile(
    r"(?:^|[|•·,]\s*|\b(?:note|release|bulletin|issue|edition)\s+)"
    r"(?:no|nr)\.?\s*\d{1,5}/(?:[A-Z]{1,6}/)?(?P<year>(?:19|20)\d\d)\s*(?:$|[|•·])",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"\)?\.(?:\s+(?=[A-Z“\"])|\s*$)")
"""The end of a dateline without a dash; only one with a full date is believed to be one."""


def find_published(text: str) -> DateValue:
    """The publication date that the text states above or at the opening of its first paragraphs.

    A line labelled as published wins over one without label, that over one labelled as updated,
    any of them over a dateline, and that over the year of an issue. A dateline or masthead without
    a year has its text and a null value; a text without either gives `UNKNOWN_DATE`.
    """
    ranked: list[tuple[int, Evidence]] = []
    prose = 0
    for start, end in _top_lines(text):
        line = text[start:end]
        if _OVER.search(line):
            break
        dates = find_dates(text, start, end)
        if _is_prose(line):
            prose += 1
            if dates and _opens_with_dateline(text, start, end, dates[0]):
                ranked.append((3, dates[0]))
        else:
            ranks = [(_rank(text, start, end, one), one) for one in dates]
            ranked += [each for each in ranks if each[0] < _NONE]
            if issue := _ISSUE.search(line):
                year = (start + issue.start("year"), start + issue.end("year"))
                ranked.append((5, Evidence.of(text, *year)))
        if prose == _TOP_PROSE:
            break
    read = [(rank, resolve_date(one)) for rank, one in ranked]
    stated = [(rank, value) for rank, value in read if value.value is not None]
    return min(stated or read, key=lambda item: item[0], default=(_NONE, UNKNOWN_DATE))[1]


def parse_published(metadata: str) -> DateValue:
    """The date in an ISO 8601 date or date-time, or an EDTF level 1 string; its text is null.

    The day is the one written, whatever the time zone beside it.

    Raises:
        ValueError: when it is neither.
    """
    words = re.sub(r"(?:-XX)+$", "", metadata.strip())
    granularity: Granularity
    if "/" in words:
        granularity = "interval"
    elif re.fullmatch(r"(?:\d{4}|\d{3}X|\d{2}XX)[?~%]?", words):
        granularity = "year"
    elif re.fullmatch(r"\d{4}-2[1-4][?~%]?", words):
        granularity = "season"
    elif re.fullmatch(r"\d{4}-\d{2}[?~%]?", words):
        granularity = "month"
    else:
        granularity = "day"
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}[?~%]", words):
            words = _iso_day(words).isoformat()
    return DateValue(value=words, granularity=granularity, basis="explicit")


def _iso_day(words: str) -> date:
    try:
        return datetime.fromisoformat(words).date()
    except ValueError as error:
        raise ValueError(f"{words!r} is neither an ISO 8601 date nor EDTF") from error


def _top_lines(text: str) -> list[tuple[int, int]]:
    """Ranges of the first non-empty lines."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        if len(found) == _TOP_LINES:
            break
        if not match[0].isspace():
            found.append(match.span())
    return found


def _is_prose(line: str) -> bool:
    """Whether the line runs like a sentence: long, or ended by a stop; a dateline opens one."""
    words = line.split()
    ends = line.rstrip("\"'”’) \t\u00a0").endswith((".", "!", "?"))
    return len(words) > 2 * _PROSE_WORDS or (ends and len(words) >= _PROSE_WORDS)


def _opens_with_dateline(text: str, start: int, end: int, day: Evidence) -> bool:
    head, tail = text[start : day.start], text[day.end : end]
    if not _DATELINE_HEAD.fullmatch(head):
        return False
    whole = re.search(r"\d{4}", day.exact) is not None and head.rstrip().endswith((",", "("))
    return bool(_DATELINE_TAIL.match(tail) or (whole and _STOPPED.match(tail)))


def _rank(text: str, start: int, end: int, day: Evidence) -> int:
    """0 labelled as published, 1 a bare date, 2 as updated, 3 a dateline, 4 ends a line, 6 none."""
    span = re.search(r"\d{4}.+\d{4}", day.exact)
    if span or not re.search(r"\d", day.exact) or _NOT_ON.match(day.exact):
        return _NONE
    head, tail = text[start : day.start], text[day.end : end]
    label = head + ("on " if day.exact.lower().startswith("on ") else "")
    if _UPDATED.search(head) or _LABELLED.search(label):
        return 2 if _UPDATED.search(head) else 0
    whole = re.search(r"\d{4}", day.exact) is not None
    short = len(text[start:end].split()) <= 20
    told = re.match(r"\s*(?:in|at|on|from|since|after|before)\b", head, re.IGNORECASE)
    timed = head.rstrip().endswith(",") and _CLOCK.search(tail)
    ending = short and whole and not told and _AT_END.match(tail)
    ending = ending and (timed or _IN_FRONT.search(head))
    of_place = whole and _PLACE_LINE.fullmatch(head) and _LINE_ENDS.match(tail)
    if of_place or _opens_with_dateline(text, start, end, day):
        return 3
    stopped = whole and not head.strip() and _STOPPED.match(tail)
    for one in find_dates(text, start, end):
        head, tail = (part.replace(one.exact, " ") for part in (head, tail))
    if stopped or not (_words(head) or _words(tail)):
        return 1
    boxed = _BOX_END.search(head) or (not _words(head) and _BOX_START.match(tail))
    if short and (boxed or _BYLINE.match(text[start:end])):
        return 1
    return 4 if ending else _NONE


def _words(part: str) -> str:
    """The letters that are left of part of a masthead without clock times and labels."""
    return re.sub(r"[\W\d_]", "", _FURNITURE.sub(" ", _CLOCK.sub(" ", part)))
