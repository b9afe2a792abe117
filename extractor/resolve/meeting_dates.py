"""Meeting dates: which date phrase of an article dates a meeting, and which day it means.

A date beside words of planning, wishing or refusing counts only behind them: before them it tells
when that was said. A postponed meeting has the new date where there is one, else the old one.
"""

import re
from collections.abc import Sequence

from extractor.dates import find_dates, resolve_date
from extractor.draft import DraftMeeting
from extractor.resolve.case import Case
from extractor.resolve.meeting_status import LOOKS_AHEAD, Told
from extractor.resolve.meeting_words import meeting_words_in
from extractor.resolve.scene import Range
from schemas import UNKNOWN_DATE, DateValue, Evidence, MeetingMention

_SAID = re.compile(
    r"\b(?:said|says|told (?:\w+ )?\w+|announced|confirmed|added|wrote|stated)\s+(?:late |early )?$"
)
_DIGITS = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_UNTIL = re.compile(r"\b(?:to|until|till|for)\s+(?:the\s+)?$")


def date_of(
    case: Case,
    drafted: DraftMeeting,
    sentences: Sequence[Range],
    told: Told,
    mention: MeetingMention,
) -> DateValue:
    """When a meeting was or is to be held.

    `told` holds its status and the words of the first sentence that give it. A meeting that was
    held has no day behind the article's publication: such a phrase stays unresolved.
    """
    phrase = None
    if not case.fills_gaps or told.status == "held":
        phrase = _drafted(case, drafted, sentences)
    if phrase is None and case.fills_gaps:
        phrase = (
            _stated(case, sentences) if told.status == "held" else _ahead(case, sentences[0], told)
        )
    if phrase is None:
        return UNKNOWN_DATE
    found = resolve_date(
        phrase,
        published=case.page.published,
        future=told.status in LOOKS_AHEAD,
        background=mention == "background",
    )
    if told.status == "held" and is_after(found, case.page.published):
        return DateValue(text=phrase)
    return found


def is_after(one: DateValue, other: DateValue) -> bool:
    """Whether a date begins later than another ends, as far as both are known to the day."""
    if one.value is None or other.value is None:
        return False
    first, last = one.value.split("/")[0].rstrip("?~%"), other.value.split("/")[-1].rstrip("?~%")
    if not (_DIGITS.fullmatch(first) and _DIGITS.fullmatch(last)):
        return False
    length = min(len(first), len(last))
    return first[:length] > last[:length]


def _drafted(case: Case, drafted: DraftMeeting, sentences: Sequence[Range]) -> Evidence | None:
    """The draft's date phrase at its full extent, if it stands in a sentence that reports it."""
    words = case.find("meeting", drafted.date, "date", sentences)
    if words is None:
        return None
    start, end = case.scene.sentence_of(words.start) or (words.start, words.end)
    for phrase in find_dates(case.text, start, end):
        if phrase.start < words.end and words.start < phrase.end:
            break
    else:
        case.drop("meeting", words.exact, "unparsable", "date")
        return None
    in_dateline = phrase.start < case.scene.opening((start, end))
    if case.fills_gaps and (in_dateline or (start, end) not in sentences):
        case.drop("meeting", words.exact, "ungrounded", "date of something else")
        return None
    return phrase


def _phrases(case: Case, sentence: Range) -> list[Evidence]:
    """The date phrases of a sentence outside its dateline and its quotations."""
    return [
        phrase
        for phrase in find_dates(case.text, case.scene.opening(sentence), sentence[1])
        if not case.scene.quoted_at(phrase.start)
    ]


def _stated(case: Case, sentences: Sequence[Range]) -> Evidence | None:
    """The date phrase nearest to the meeting's word in the plainest sentence that has one."""
    for start, end in sentences:
        phrases = _phrases(case, (start, end))
        told = [start + first for first, _ in meeting_words_in(case.text[start:end])]
        if phrases and told:
            return min(phrases, key=lambda one: min(abs(one.start - at) for at in told))
    return None


def _ahead(case: Case, sentence: Range, told: Told) -> Evidence | None:
    """The date phrase that goes with what a sentence says of a meeting not held."""
    start, end = sentence[0] + told.start, sentence[0] + told.end
    near = [
        one
        for one in _phrases(case, sentence)
        if not _SAID.search(re.sub(r"\bon$", "", case.text[sentence[0] : one.start].rstrip()) + " ")
    ]
    behind = [one for one in near if one.start >= start]
    if told.status == "postponed":
        new = [one for one in behind if _new(case, one)]
        behind = [one for one in new if one.start >= end] or behind
    if behind:
        return behind[0]
    return near[-1] if near and told.status in ("scheduled", None) else None


def _new(case: Case, phrase: Evidence) -> bool:
    """Whether a date is what a meeting is put off to: "until May"."""
    lead = case.text[max(0, phrase.start - 20) : phrase.start]
    return bool(_UNTIL.search(lead) or re.match(r"(?:to|until|till|for)\b", phrase.exact))
