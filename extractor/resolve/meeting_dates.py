"""Meeting dates: which date phrase of an article dates a meeting, and which day it means.

A date beside words of planning, wishing or refusing counts only behind them: before them it tells
when that was said. A postponed meeting has the new date where there is one, else the old one.
Neither a clause about somebody ("who flew in on Monday") nor "before Monday" dates a meeting. Words
like "the same day" are seen from the day told before them: of a meeting, or in the words right
before.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date as day
from datetime import timedelta

from extractor.dates import find_dates, resolve_date
from extractor.dates.words import possessive
from extractor.draft import DraftMeeting
from extractor.resolve.case import Case
from extractor.resolve.meeting_status import LOOKS_AHEAD, Told
from extractor.resolve.meeting_words import meeting_words_in, tells_of_meeting
from extractor.resolve.scene import Range
from schemas import UNKNOWN_DATE, DateValue, Evidence, MeetingMention

_SAID = re.compile(
    r"\b(?:said|says|told (?:\w+ )?\w+|announced|confirmed|added|wrote|stated)\s+(?:late |early )?$"
)
_DIGITS = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_ASIDE = re.compile(r",? (?P<pronoun>who|whom|whose|which|where|when)\b[^,;:]*", re.IGNORECASE)
_NOT_ON = re.compile(r"(?:since|before|after)\b", re.IGNORECASE)
_NEWS_DAYS = 14
"""Within which of publication a meeting is news or its follow-up."""
_COARSE = ("month", "season", "year")
_ANY_DAY = DateValue(value="2001-01-01", granularity="day", basis="explicit")
"""Tells of a phrase how fine it is."""
_NEAR = 2
"""Sentences before a phrase in which any day may be the one that it is seen from."""
_PART = re.compile(r"[^.;:!?]+")
_SIT_DOWN = re.compile(r"\b(?:sit|get|come) (?:down|together)\b")
_FAR = 40
"""Sentences before a phrase in which the meeting it is seen from may be told."""
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
    if case.fills_gaps and told.status == "held" and found.granularity != "day":
        return _finer(case, sentences, found)
    return found


def _finer(case: Case, sentences: Sequence[Range], coarse: DateValue) -> DateValue:
    """The one day within a longer period that the sentences date a meeting to; else the period."""
    days: dict[str, DateValue] = {}
    for sentence in sentences if coarse.value is not None else ():
        for phrase in _of_meeting(case, sentence) if _tells(case, sentence) else ():
            found = resolve_date(phrase, published=case.page.published)
            if found.value and found.granularity == "day" and lies_within(found, coarse):
                days.setdefault(found.value, found)
    return next(iter(days.values())) if len(days) == 1 else coarse


def _tells(case: Case, sentence: Range) -> bool:
    return tells_of_meeting(case.text[slice(*sentence)])


def lies_within(one: DateValue, other: DateValue) -> bool:
    """Whether a day lies within a period."""
    if one.value is None or other.value is None:
        return False
    first, last = other.value.split("/")[0], other.value.split("/")[-1]
    return first <= one.value[: len(first)] and one.value[: len(last)] <= last


def seen_from_event(
    case: Case, date: DateValue, told: Sequence[DateValue], *, future: bool
) -> DateValue:
    """A date that could not be resolved, seen from the day told before it; else as it is.

    Args:
        case: the article.
        date: of a meeting.
        told: those of the meetings told before it.
        future: whether its sentence looks ahead.
    """
    if date.text is None or date.value is not None:
        return date
    here = case.scene.sentence_of(date.text.start)
    if here is None:
        return date
    near = [here, *case.scene.before(here, _NEAR)]
    known = {one.text: one for one in told if one.text is not None and one.value is not None}
    for phrase in _before(case, date.text):
        sentence = case.scene.sentence_of(phrase.start)
        event = known.get(phrase) or resolve_date(
            phrase, published=case.page.published, future=future and sentence == here
        )
        found = resolve_date(date.text, event=event)
        telling = found.granularity != "day" or (sentence is not None and _tells(case, sentence))
        if found.value is not None and (phrase in known or (sentence in near and telling)):
            return found
        if resolve_date(phrase, published=_ANY_DAY, event=_ANY_DAY).granularity not in _COARSE:
            return date
    return date


def _before(case: Case, phrase: Evidence) -> Iterator[Evidence]:
    """The dates told before a phrase, the nearest first; not when something was said."""
    here = case.scene.sentence_of(phrase.start)
    for sentence in (here, *case.scene.before(here, _FAR)) if here else ():
        for one in reversed(_phrases(case, sentence)):
            if one.end <= phrase.start and not _tells_when_said(case, sentence, one):
                yield one


def is_after(one: DateValue, other: DateValue) -> bool:
    """Whether a date begins later than another ends, as far as both are known to the day."""
    if one.value is None or other.value is None:
        return False
    first, last = one.value.split("/")[0].rstrip("?~%"), other.value.split("/")[-1].rstrip("?~%")
    if not (_DIGITS.fullmatch(first) and _DIGITS.fullmatch(last)):
        return False
    length = min(len(first), len(last))
    return first[:length] > last[:length]


def is_long_past(date: DateValue, published: DateValue) -> bool:
    """Whether a date lies more than two weeks before publication, that being known to the day."""
    if date.value is None or published.granularity != "day" or not published.value:
        return False
    last = date.value.split("/")[-1].rstrip("?~%")
    try:
        news = day.fromisoformat(published.value.rstrip("?~%")) - timedelta(days=_NEWS_DAYS)
    except (ValueError, OverflowError):
        return False
    return bool(_DIGITS.fullmatch(last)) and last < news.isoformat()[: len(last)]


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


def _of_meeting(case: Case, sentence: Range) -> list[Evidence]:
    """Those of its date phrases that may date a meeting: of no aside, no "since" or "before".

    Where there are none, those in a quotation that tells of one.
    """
    words = case.text[slice(*sentence)]
    asides = [match.span() for match in _ASIDE.finditer(words) if _is_aside(words, match)]
    return [
        one
        for one in _phrases(case, sentence) or _quoted(case, sentence)
        if not _NOT_ON.match(one.exact)
        and not any(start <= one.start - sentence[0] < end for start, end in asides)
        and not _is_of_other(case.text, one)
    ]


def _quoted(case: Case, sentence: Range) -> list[Evidence]:
    """The date phrases of a sentence in what quotations tell of a meeting."""
    return [
        phrase
        for start, end in case.scene.quotations_in(*sentence)
        for part in _PART.finditer(case.text, max(start, sentence[0]), min(end, sentence[1]))
        if tells_of_meeting(part[0]) or _SIT_DOWN.search(part[0])
        for phrase in find_dates(case.text, *part.span())
    ]


def _is_of_other(text: str, phrase: Evidence) -> bool:
    """Whether a date owns what follows, and that is no meeting: "Monday's vote"."""
    if not possessive(text[phrase.end :][:2]):
        return False
    owned = " ".join(text[phrase.end + 2 : phrase.end + 42].split()[:3])
    return "year" in phrase.exact or not meeting_words_in(owned)


def _is_aside(words: str, clause: re.Match[str]) -> bool:
    """Whether a relative clause tells of no meeting, neither itself nor what it is about."""
    if tells_of_meeting(clause[0]):
        return False
    about = " ".join(words[: clause.start()].split()[-3:])
    return clause["pronoun"].lower().startswith("who") or not tells_of_meeting(about)


def _tells_when_said(case: Case, sentence: Range, phrase: Evidence) -> bool:
    """Whether a date tells when something was said: "said on Monday"."""
    lead = re.sub(r"\bon$", "", case.text[sentence[0] : phrase.start].rstrip())
    return _SAID.search(lead + " ") is not None


def _stated(case: Case, sentences: Sequence[Range]) -> Evidence | None:
    """The date phrase nearest to the meeting's word in the plainest sentence that has one."""
    for start, end in sentences:
        phrases = _of_meeting(case, (start, end))
        told = [start + first for first, _ in meeting_words_in(case.text[start:end])]
        if phrases and told:
            return min(phrases, key=lambda one: min(abs(one.start - at) for at in told))
    return None


def _ahead(case: Case, sentence: Range, told: Told) -> Evidence | None:
    """The date phrase that goes with what a sentence says of a meeting not held."""
    start, end = sentence[0] + told.start, sentence[0] + told.end
    near = [one for one in _of_meeting(case, sentence) if not _tells_when_said(case, sentence, one)]
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
