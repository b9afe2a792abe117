"""Evidence: everything in a text that a record rests on, as marks."""

from collections.abc import Iterator, Mapping

from extractor.html.marks import Mark
from schemas import Evidence, Meeting, Statement, Story

KINDS: Mapping[str, str] = {
    "meeting": "reports a meeting",
    "words": "what somebody says",
    "speaker": "who says it",
    "cue": "word of speech",
    "actor": "person or body",
    "date": "date",
    "place": "place",
    "topic": "topic",
    "outcome": "what came of it",
}
"""What is marked, and what the page calls it."""


def marks_of(story: Story) -> list[Mark]:
    """All marks of a record, actors' mentions included, in record order."""
    marks = [_mark(piece, "actor", one.id) for one in story.actors for piece in one.mentions]
    for meeting in story.meetings:
        marks.extend(_of_meeting(meeting))
    for statement in story.statements:
        marks.extend(_of_statement(statement))
    return marks


def _of_meeting(meeting: Meeting) -> Iterator[Mark]:
    first = min(piece.start for piece in meeting.evidence)
    for piece in meeting.evidence:
        yield _mark(piece, "meeting", meeting.id, opens=piece.start == first)
    if meeting.date.text is not None:
        yield _mark(meeting.date.text, "date", meeting.id)
    if meeting.place is not None and meeting.place.text is not None:
        yield _mark(meeting.place.text, "place", meeting.id)
    for topic in meeting.topics:
        yield _mark(topic, "topic", meeting.id)
    for outcome in meeting.outcomes:
        yield _mark(outcome.evidence, "outcome", meeting.id)


def _of_statement(statement: Statement) -> Iterator[Mark]:
    first = statement.content[0].start
    for piece in statement.content:
        yield _mark(piece, "words", statement.id, opens=piece.start == first)
    if statement.speaker_text is not None:
        yield _mark(statement.speaker_text, "speaker", statement.id)
    if statement.cue is not None:
        yield _mark(statement.cue, "cue", statement.id)


def _mark(piece: Evidence, kind: str, record: str, *, opens: bool = False) -> Mark:
    return Mark(piece.start, piece.end, kind, record, opens)
