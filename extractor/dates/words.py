"""The words that date phrases are made of: patterns, and the numbers that the words stand for.

In a pattern a space stands for any gap between words, no-break spaces and one line break among
them. Months and weekdays count only when capitalised, so the verbs "may" and "march" never do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.dates.calendars import MONTHS as HIJRI_MONTHS
from extractor.dates.readings import Reading, Which

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_COUNTS = (
    *("one a an", "two couple", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve"),
)

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF season numbers."""
NUMBERS = {word: n for n, words in enumerate(_COUNTS, 1) for word in words.split()}
WHICH: dict[str, Which] = {
    **{"last": "last", "past": "last", "previous": "last"},
    "this": "this",
    **{"next": "next", "coming": "next", "following": "next"},
}
SHIFT = {"last": -1, "this": 0, "next": 1}

D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
Y = r"(?:1[5-9]|20)\d\d(?!\d)"
M = "(?:" + "|".join(rf"{m}|{m.upper()}|{m[:3]}\b\.?" for m in _MONTHS) + r"|Sept\b\.?)"
FULL_M = "(?:" + "|".join(rf"{m}|{m.upper()}|{m[:3]}\." for m in _MONTHS) + r"|Sept\.)"
W = "(?:" + "|".join(f"{w}|{w.upper()}" for w in _WEEKDAYS) + ")"
ANY_W = rf"(?:{W}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
"""Short weekdays mean one only beside a date: the sun is no Sunday."""
HIJRI_M = "(?:{})".format(
    "|".join(
        name.replace(" ", "(?: |-)").replace("Sha", "Sha['‘’]?").replace("Qa", "Qa['‘’]?")
        for name in sorted(HIJRI_MONTHS, key=len, reverse=True)
    )
)
HIJRI_Y = r"1[34]\d\d(?!\d)(?: AH\b)?"
SEASON = r"(?i:spring|summer|autumn|fall|winter)"
PART = r"(?i:morning|noon|afternoon|evening|night)"
TO = r"(?P<to> ?[-–—] ?| (?i:to|through|until|till|and) )"
OF_YEAR = rf"(?:,? (?i:of )?(?P<year>{Y})|,? (?i:(?:of )?(?P<off>last|this|next) year\b))"

ON = (
    r"(?P<lead>(?:(?i:late|early|earlier|later) )?"
    r"(?:(?i:on|since|until|till|by|from|before|after|through|as of|between) )?"
    rf"(?:(?i:the {PART} of) )?(?:(?i:late|early) )?)"
)
"""What may lead a day; `lead` is left out of the extent before a possessive ("on Monday's")."""
_PREP = (
    r"(?P<prep>(?i:in|since|until|till|by|from|before|after|through|during|throughout|between"
    r"|as of|around|at))"
)
_PART_OF = (
    r"(?P<part>(?i:(?:the )?(?:early|late|mid)(?: |-)"
    r"|(?:the )?(?:beginning|start|end|middle|month|year) of (?:the year )?|the year ))"
)
IN = rf"(?P<lead>(?:{_PREP} )?{_PART_OF}?)"
"""What may lead a month, season or year."""
IN_NEEDED = rf"(?P<lead>(?:{_PREP} {_PART_OF}?)|{_PART_OF.replace('<part>', '<alone>')})"

_GAP = r"(?:[^\S\n]{1,3}\n?|\n)"

Said = dict[str, str]
"""The named groups that matched, runs of white space as one space."""


@dataclass(frozen=True)
class Around:
    """The match of a rule and some of the text on both sides of it."""

    said: Said
    before: str
    after: str


@dataclass(frozen=True)
class Rule:
    """A pattern, and what its match says; None where it is no date after all."""

    pattern: re.Pattern[str]
    read: Callable[[Around], Reading | None]
    anchor: re.Pattern[str]
    """What every match has in it; where it does not stand, there is nothing to look for."""


def rule(pattern: str, read: Callable[[Around], Reading | None], anchor: str) -> Rule:
    """The rule with gaps for spaces, standing between word boundaries and not inside a number."""
    bounded = rf"(?<!\w)(?<!\d[./,:-]){pattern.replace(' ', _GAP)}(?!\w)"
    return Rule(re.compile(bounded), read, re.compile(anchor.replace(" ", _GAP)))


_CASED = str.maketrans("İıſK", "IisK")
"""Letters that a pattern takes for others when it ignores case, and `lower` does not."""


def around(match: re.Match[str]) -> Around:
    """The groups of a match and up to 40 characters on both sides of it."""
    groups = match.groupdict().items()
    said = {name: " ".join(words.translate(_CASED).split()) for name, words in groups if words}
    text, start, end = match.string, match.start(), match.end()
    return Around(said, text[max(0, start - 40) : start], text[end : end + 40])


def possessive(after: str) -> bool:
    """Whether the text goes on with 's."""
    return after[:2] in {"'s", "’s"}


def month_number(words: str) -> int:
    """1 for "Jan.", "JANUARY", "January"."""
    return [m[:3].upper() for m in _MONTHS].index(words[:3].upper()) + 1


def weekday_number(words: str) -> int:
    """0 for "Mon", "MONDAY", "Monday"."""
    return [w[:3].upper() for w in _WEEKDAYS].index(words[:3].upper())


def day_number(words: str) -> int:
    """3 for "3rd"."""
    return int(re.sub(r"\D", "", words))
