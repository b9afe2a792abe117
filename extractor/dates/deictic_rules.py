"""Rules for dates seen from another day: "on Sunday", "last week", "two days later"."""

import re

from extractor.dates.readings import DayOfWeek, Offset, Reading, Span, Unit
from extractor.dates.words import (
    NUMBERS,
    ON,
    PART,
    SHIFT,
    WHICH,
    Around,
    W,
    rule,
    weekday_number,
)


def _weekday(found: Around) -> Reading | None:
    """A weekday, unless a habit or part of a name."""
    said = found.said
    if re.search(r"\b(?:Good|Black|Bloody|Ash|Palm|Easter|Super|Cyber|Mail)\s$", found.before):
        return None
    if re.search(r"\b(?i:every|each|any)\s$", found.before):
        return None
    if re.match(r"\s(?:Times|Telegraph|Mail|Herald|Mirror|Express|Post|Night Live)\b", found.after):
        return None
    if re.match(r"\s(?i:prayer|sermon|congregation|mosque|imam|before last\b)", found.after):
        return None
    if "weekday2" in said:
        first, last = weekday_number(said["weekday"]), weekday_number(said["weekday2"])
        apart = "and" in said and (first + 1) % 7 != last
        return None if apart else Span(DayOfWeek(first), DayOfWeek(last))
    which = said.get("which", "").lower().split()[-1:]
    return DayOfWeek(
        weekday_number(said["weekday"]),
        WHICH[which[0]] if which else None,
        SHIFT[said["week"].lower()] if "week" in said else None,
        from_event=which in (["previous"], ["following"]),
    )


def _day_word(found: Around) -> Reading | None:
    """Yesterday and its like; USA Today is a newspaper."""
    word = found.said["word"].lower()
    if found.said["word"] == "Today" and re.search(r"\w\s$", found.before):
        return None
    if word == "just now":
        return Offset("day", 0)
    if word.startswith("the day"):
        return Offset("day", -2 if word.endswith("yesterday") else 2)
    past = word in {"yesterday", "last night", "last evening"}
    return Offset("day", -1 if past else int(word == "tomorrow"))


def _unit(word: str) -> Unit:
    units: dict[str, Unit] = {"day": "day", "week": "week", "weekend": "weekend", "month": "month"}
    return units.get(word.lower(), "year")


def _period(found: Around) -> Reading | None:
    """Last week and its like; "over the last week" is a duration."""
    which = found.said.get("which", "this").lower().split()[-1]
    if re.search(r"\b(?i:the)\s$", found.before):
        return None
    from_event = which in {"previous", "following"}
    return Offset(_unit(found.said["unit"]), SHIFT[WHICH[which]], from_event)


def _so_long(found: Around) -> Reading | None:
    """Two days ago, a week later."""
    words, way = found.said["count"].lower(), found.said["way"].lower()
    count = int(words) if words.isdecimal() else NUMBERS[words.removeprefix("a ").split()[0]]
    signed = count if way in {"later", "after"} else -count
    return Offset(_unit(found.said["unit"]), signed, from_event=way != "ago")


def _day_beside(found: Around) -> Reading:
    """The next day, the day before, that evening."""
    which = found.said.get("which", "same").lower()
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}
    return Offset("day", step.get(which, 0), from_event=True)


_STOP = r"(?=\s*(?:[,.;:)”\"]|$))"
_OVER = r"(?:(?i:in|during|since|until|by|from|over|at|before|after|on) )?"
_SOME = r"(?:(?i:early|late|earlier|later|mid|sometime|the (?:end|beginning|start) of)(?: |-))?"
_COUNT = rf"(?P<count>(?i:a couple of|{'|'.join(NUMBERS)})|\d{{1,3}})"
_NEAR = r"(?P<which>(?i:last|next|this past|this coming|this|past|coming|following|previous))"
_WEEK = r"(?i:(?:of )?(?P<week>last|this|next) week)"
_WORDS = (
    r"(?P<word>(?i:the day before yesterday|the day after tomorrow|today|yesterday|tomorrow"
    r"|tonight|just now|last night|last evening|this (?:morning|afternoon|evening)))"
)

_NEAR_DAY = rf"(?i:yesterday|tomorrow|day|night|just now|{PART})"
_NEAR_PERIOD = r"(?i:day|week|month|year)"

DEICTIC_RULES = (
    rule(rf"{ON}(?:(?i:the )?{_NEAR} )?(?P<weekday>{W})(?: {PART})?(?: {_WEEK})?", _weekday, W),
    rule(
        rf"(?:(?i:from) )?(?P<weekday>{W})(?: (?i:to|through|until) |[-–])(?P<weekday2>{W})",
        _weekday,
        W,
    ),
    rule(rf"(?i:between) (?P<weekday>{W}) and (?P<weekday2>{W})", _weekday, W),
    rule(rf"{ON}(?P<weekday>{W}) (?P<and>and) (?:on )?(?P<weekday2>{W})", _weekday, W),
    rule(rf"{ON}{_WORDS}(?: {PART})?", _day_word, _NEAR_DAY),
    rule(
        rf"(?P<lead>{_OVER}{_SOME})(?P<which>(?i:last|this past|this coming|this|next"
        r"|the (?:previous|following))) (?P<unit>(?i:week|weekend|month|year))",
        _period,
        _NEAR_PERIOD,
    ),
    rule(r"(?i:over|at|on|during) (?i:the) (?P<unit>(?i:weekend))", _period, _NEAR_PERIOD),
    rule(
        rf"{_COUNT} (?P<unit>(?i:day|week|month|year))s? "
        rf"(?P<way>(?i:ago|later|earlier(?! than)|(?:before|after){_STOP}))",
        _so_long,
        _NEAR_PERIOD,
    ),
    rule(
        r"(?:(?i:earlier|later|late|early) )?(?:(?i:on|since|until|by|from) )?"
        r"(?i:the (?P<which>next|following|previous|preceding|same)|that(?: same)?) "
        rf"(?:(?i:day)|{PART})",
        _day_beside,
        _NEAR_DAY,
    ),
    rule(rf"(?:(?i:on) )?(?i:the day (?P<which>before|after)){_STOP}", _day_beside, _NEAR_DAY),
)
