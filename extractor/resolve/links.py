"""Links: at which meeting each statement was made.

Speech belongs to the meeting that the text last told of its speaker, unless the text has said
since that it was on the sidelines, to the press or somewhere else. A sentence of the kind "she
made the remarks in a meeting with ..." tells of the speech before it, too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.resolve import speech
from extractor.resolve.case import Case
from extractor.resolve.contents import outside
from extractor.resolve.meeting_words import tells_of_meeting
from extractor.resolve.meetings import MeetingFound
from extractor.resolve.people import Entity
from extractor.resolve.scene import Range
from extractor.resolve.statements import StatementFound
from schemas import StatementOccasion

_REMARKS = re.compile(
    r"\b(?:made|making) (?:the|these|those|his|her) (?:remark|comment|statement|announcement)s?\b"
)


_AFTERWARDS = re.compile(
    r"\b(?:afterwards?|(?:after|following|before|ahead of) (?:the|their|his|her) "
    r"(?:[\w-]+ )?(?:meeting|talks|session|summit|call))\b",
    re.IGNORECASE,
)
_LOOK_BACK = 40
"""Sentences before a statement in which its meeting may have been told."""


def link(
    case: Case, meetings: Sequence[MeetingFound], statements: Sequence[StatementFound]
) -> list[tuple[StatementOccasion, MeetingFound | None]]:
    """The occasion of each statement and its meeting, or None where it was made at none."""
    told = _Told(
        contents=sorted(span for statement in statements for span in statement.content),
        at={},
    )
    for statement in statements:
        told.at.setdefault(case.scene.sentence_of(statement.start), []).append(statement)
    return [_link(case, meetings, statement, told) for statement in statements]


@dataclass(frozen=True)
class _Told:
    """What is said in an article, and in which of its sentences."""

    contents: Sequence[Range]
    at: dict[Range | None, list[StatementFound]]


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
    if _AFTERWARDS.search(outside(case.scene, own, told.contents)):
        return speech.occasion(case.scene, own, told.contents) or "unknown", None
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
        words = outside(case.scene, sentence, told.contents)
        occasion = speech.occasion(case.scene, sentence, told.contents)
        here = [one for one in told.at.get(sentence, []) if one.speaker is statement.speaker]
        if occasion is not None and occasion != "meeting":
            others = bool(told.at.get(sentence)) and not here
            if sentence in (own, *behind) or (
                not others and _concerns(case, sentence, words, statement.speaker)
            ):
                return occasion, None
            continue
        if any(_was_told_elsewhere(one, meetings) for one in here):
            return "unknown", None
        if tells_of_meeting(words):
            told_of = _meeting_told(meetings, sentence, statement.speaker)
            if told_of is not None and _was_heard_there(statement, told_of):
                return "meeting", told_of
    return "unknown", None


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


def _meeting_told(
    meetings: Sequence[MeetingFound], sentence: Range, speaker: Entity | None
) -> MeetingFound | None:
    """The meeting held of which a sentence tells and which the speaker was at."""
    for meeting in meetings:
        held = meeting.status == "held" and meeting.mention == "main"
        there = speaker is None or any(one is speaker for one in meeting.entities)
        if held and there and sentence in meeting.sentences:
            return meeting
    return None


def _was_told_elsewhere(statement: StatementFound, meetings: Sequence[MeetingFound]) -> bool:
    """Whether a statement is said to people who were at none of the speaker's meetings."""
    return bool(statement.addressees) and not any(
        _was_heard_there(statement, meeting) for meeting in meetings
    )


def _was_heard_there(statement: StatementFound, meeting: MeetingFound) -> bool:
    """Whether the ones spoken to, if the text names any, were at the meeting."""
    there = [id(one) for one in meeting.entities]
    return not statement.addressees or any(id(one) in there for one in statement.addressees)
