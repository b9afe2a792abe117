"""Links: at which meeting each statement was made.

Speech belongs to the meeting that the text last told of its speaker, unless the text has said
since that it was on the sidelines, to the press or somewhere else. A sentence of the kind "she
made the remarks in a meeting with ..." tells of the speech before it, too.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from extractor.dates import find_dates, resolve_date
from extractor.reading.lexicon import MADE_REMARKS
from extractor.resolve import speech
from extractor.resolve.case import Case
from extractor.resolve.contents import outside
from extractor.resolve.meeting_words import tells_of_meeting
from extractor.resolve.meetings import MeetingFound
from extractor.resolve.people import Entity
from extractor.resolve.scene import Range
from extractor.resolve.statements import StatementFound
from schemas import DateValue, Evidence, StatementOccasion

_REMARKS = re.compile(rf"\b{MADE_REMARKS}")


_AFTERWARDS = re.compile(
    r"\b(?:afterwards?|(?:after|following|before|ahead of) (?:the|their|his|her) "
    r"(?:[\w-]+ )?(?:meeting|talks|session|summit|call))\b",
    re.IGNORECASE,
)
_CARRIED = frozenset(["press_remarks", "interview", "speech"])
"""Occasions at which somebody goes on speaking; a post or a letter is over when it is told."""
_DAY = re.compile(r"\w+day\b|tonight|morning|evening|afternoon", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\d+|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun|to|yester)day|january|february|march|april|"
    r"may|june|july|august|september|october|november|december|week|month|year)\b"
)
_PLEAS = re.compile(r"urg|call|appeal|ask|encourag|order|instruct|request|beg|implor")
_LOOK_BACK = 40
"""Sentences before a statement in which its meeting may have been told."""


def link(
    case: Case, meetings: Sequence[MeetingFound], statements: Sequence[StatementFound]
) -> list[tuple[StatementOccasion, MeetingFound | None]]:
    """The occasion of each statement and its meeting, or None where it was made at none."""
    told = _Told(case, meetings, statements)
    return [_link(case, meetings, statement, told) for statement in statements]


class _Told:
    """What each sentence of an article tells, found once."""

    def __init__(
        self, case: Case, meetings: Sequence[MeetingFound], statements: Sequence[StatementFound]
    ) -> None:
        self._case = case
        self._contents: dict[Range, list[Range]] = defaultdict(list)
        self._words: dict[Range, str] = {}
        self._occasions: dict[Range, StatementOccasion | None] = {}
        self.statements = statements
        self.spoken: dict[Range | None, list[StatementFound]] = defaultdict(list)
        self.meetings: dict[Range, list[MeetingFound]] = defaultdict(list)
        for meeting in meetings:
            for sentence in meeting.sentences:
                self.meetings[sentence].append(meeting)
        for statement in statements:
            self.spoken[case.scene.sentence_of(statement.start)].append(statement)
            for span in statement.content:
                for sentence in case.scene.sentences_in(*span):
                    self._contents[sentence].append(span)

    def words(self, sentence: Range) -> str:
        """Its words outside of what is said in it."""
        if sentence not in self._words:
            contents = self._contents.get(sentence, [])
            self._words[sentence] = outside(self._case.scene, sentence, contents)
        return self._words[sentence]

    def occasion(self, sentence: Range) -> StatementOccasion | None:
        """What it tells of where something was said."""
        if sentence not in self._occasions:
            contents = self._contents.get(sentence, [])
            self._occasions[sentence] = speech.occasion(self._case.scene, sentence, contents)
        return self._occasions[sentence]


def _link(
    case: Case,
    meetings: Sequence[MeetingFound],
    statement: StatementFound,
    told: _Told,
) -> tuple[StatementOccasion, MeetingFound | None]:
    if statement.drafted_meeting is not None:
        for meeting in meetings:
            if statement.drafted_meeting in meeting.drafted:
                return "meeting", meeting
    own = case.scene.sentence_of(statement.start)
    if not case.fills_gaps or own is None:
        return statement.occasion or "unknown", None
    if _has_its_own_date(case, meetings, statement, own):
        return told.occasion(own) or "unknown", None
    if _AFTERWARDS.search(told.words(own)):
        return told.occasion(own) or "unknown", None
    return _nearest(case, meetings, statement, told, own)


def _nearest(
    case: Case,
    meetings: Sequence[MeetingFound],
    statement: StatementFound,
    told: _Told,
    own: Range,
) -> tuple[StatementOccasion, MeetingFound | None]:
    """What the nearest sentence tells of the statement: its own, the one behind, those before."""
    behind = _told_after(case, own)
    for sentence in [own, *behind, *_before(case, own)]:
        words = told.words(sentence)
        occasion = told.occasion(sentence)
        spoken = told.spoken.get(sentence, [])
        here = [one for one in spoken if one.speaker is statement.speaker]
        if occasion is not None and occasion != "meeting":
            others = bool(spoken) and not here
            if sentence in (own, *behind):
                return occasion, None
            if not others and _concerns(case, sentence, words, statement.speaker):
                goes_on = occasion in _CARRIED and not _is_interrupted(statement, told, sentence)
                return (occasion if goes_on else "unknown"), None
            continue
        if any(not _is_plea(case, one) and _was_told_elsewhere(one, meetings) for one in here):
            return "unknown", None
        if tells_of_meeting(words):
            told_of = _meeting_told(told.meetings.get(sentence, []), statement.speaker)
            if told_of is not None and (
                _is_plea(case, statement) or _was_heard_there(statement, told_of)
            ):
                return "meeting", told_of
    return "unknown", None


def _is_interrupted(statement: StatementFound, told: _Told, sentence: Range) -> bool:
    """Whether somebody else speaks between a sentence and a statement behind it."""
    return any(
        sentence[1] <= one.start < statement.start and one.speaker is not statement.speaker
        for one in told.statements
    )


def _has_its_own_date(
    case: Case, meetings: Sequence[MeetingFound], statement: StatementFound, own: Range
) -> bool:
    """Whether a statement was made on another date than its speaker's meetings ("in 2019")."""
    if statement.cue is None or not own[0] <= statement.cue[0] < own[1]:
        return False
    start, end = case.scene.opening(own), own[1]
    cue = statement.cue
    lead = case.text[start : cue[0]]
    earlier = re.search(r"\bhad(?: (?:also|already|earlier|previously|\w+ly))?\s+$", lead)
    if cue[0] < statement.start:
        end = statement.start
    phrases = [
        one
        for one in find_dates(case.text, start, end)
        if not case.scene.quoted_at(one.start)
        and (one.start >= cue[0] or one.start - start <= 8 or cue[0] - one.end <= 12)
    ]
    if not phrases:
        return False
    theirs = [one for one in meetings if any(who is statement.speaker for who in one.entities)]
    for phrase in phrases:
        value = resolve_date(phrase, published=case.page.published, background=bool(earlier))
        for meeting in theirs:
            if _same_day(phrase, value, meeting, bool(earlier)):
                return False
    return bool(theirs)


def _same_day(phrase: Evidence, value: DateValue, meeting: MeetingFound, earlier: bool) -> bool:
    """Whether a date may be that of a meeting; a day of the week may be where none is told."""
    day = _DATE_WORDS.findall(phrase.exact.lower())
    date = meeting.date
    if date.text is None:
        return not earlier and bool(_DAY.search(phrase.exact))
    if value.value and date.value:
        return value.value.startswith(date.value) or date.value.startswith(value.value)
    return bool(set(day) & set(_DATE_WORDS.findall(date.text.exact.lower())))


def _told_after(case: Case, own: Range) -> list[Range]:
    """The sentence behind, if it tells where the speech before it was made."""
    following = case.scene.after(own)
    if following is None or not _REMARKS.search(case.text[slice(*following)]):
        return []
    return [following]


def _before(case: Case, own: Range) -> list[Range]:
    """The sentences before, the nearest first."""
    return case.scene.before(own, _LOOK_BACK)


def _concerns(case: Case, sentence: Range, words: str, speaker: Entity | None) -> bool:
    """Whether the occasion a sentence tells is one of this speaker, by name, pronoun or remark."""
    if speaker is None or _REMARKS.search(words):
        return True
    for attribution in speech.attributions_in(case.scene, sentence):
        subject = attribution.subject
        if subject is not None and (
            subject.kind == "pronoun" or case.entity_at(subject) is speaker
        ):
            return True
    return False


def _meeting_told(meetings: Sequence[MeetingFound], speaker: Entity | None) -> MeetingFound | None:
    """The first of the meetings that was held and that the speaker was at."""
    for meeting in meetings:
        held = meeting.status == "held" and meeting.mention == "main"
        if held and (speaker is None or any(one is speaker for one in meeting.entities)):
            return meeting
    return None


def _is_plea(case: Case, statement: StatementFound) -> bool:
    """Whether the ones spoken to are asked for something, wherever they are ("urged banks to")."""
    cue = case.text[slice(*statement.cue)].lower() if statement.cue else ""
    return _PLEAS.match(cue) is not None


def _was_told_elsewhere(statement: StatementFound, meetings: Sequence[MeetingFound]) -> bool:
    """Whether a statement is said to people who were at none of the speaker's meetings."""
    return bool(statement.addressees) and not any(
        _was_heard_there(statement, meeting) for meeting in meetings
    )


def _was_heard_there(statement: StatementFound, meeting: MeetingFound) -> bool:
    """Whether the ones spoken to, if the text names any, were at the meeting."""
    there = [id(one) for one in meeting.entities]
    return not statement.addressees or any(id(one) in there for one in statement.addressees)
