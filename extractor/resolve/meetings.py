"""Meetings: from a draft to who met whom, by the sentences that report it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.draft import DraftMeeting
from extractor.resolve.bodies import is_landmark, stands_as_place
from extractor.resolve.case import Case
from extractor.resolve.contents import outside
from extractor.resolve.meeting_dates import date_of, is_after, is_long_past, seen_from_event
from extractor.resolve.meeting_evidence import (
    reporting,
)
from extractor.resolve.meeting_places import place_of
from extractor.resolve.meeting_status import LOOKS_AHEAD, Told, told_of
from extractor.resolve.meeting_twins import join, same
from extractor.resolve.meeting_words import (
    format_of,
    is_background,
    is_dead,
    is_invitation,
    sidelines_in,
)
from extractor.resolve.people import Entity
from extractor.resolve.scene import Range
from schemas import (
    DateValue,
    Evidence,
    MeetingFormat,
    MeetingMention,
    MeetingMode,
    MeetingStatus,
    Occasion,
    Outcome,
    Place,
    Role,
)


@dataclass(eq=False)
class MeetingFound:
    """A meeting the article reports."""

    participants: list[tuple[Entity, Role]]
    sentences: list[Range]
    """That report it, the plainest first."""
    status: MeetingStatus
    mention: MeetingMention
    format: MeetingFormat
    modes: tuple[MeetingMode, ...]
    date: DateValue
    place: Place | None
    occasion: Occasion | None = None
    topics: tuple[Evidence, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    drafted: list[int] = field(default_factory=list)
    """Which meetings of the draft it came from, counted from 1."""

    @property
    def entities(self) -> list[Entity]:
        """The participants without their roles."""
        return [entity for entity, _ in self.participants]


def find_meetings(case: Case) -> list[MeetingFound]:
    """The draft's meetings that the article supports, each once, in text order."""
    found: list[MeetingFound] = []
    for number, drafted in enumerate(case.draft.meetings, start=1):
        meeting = _find(case, drafted)
        if meeting is None:
            continue
        meeting.drafted.append(number)
        while (
            twin := next((one for one in found if same(case.text, one, meeting)), None)
        ) is not None:
            case.drop("meeting", _words(drafted), "duplicate", "the same meeting stands already")
            found.remove(twin)
            join(twin, meeting)
            meeting = twin
        found.append(meeting)
    found.sort(key=lambda one: (min(one.sentences), min(one.drafted)))
    for number, meeting in enumerate(found):
        meeting.date = seen_from_event(
            case,
            meeting.date,
            [one.date for one in found[:number]],
            future=meeting.status in LOOKS_AHEAD,
        )
        past = is_long_past(meeting.date, case.page.published)
        if case.fills_gaps and meeting.status == "held" and past:
            meeting.mention = "background"
    return found


def _find(case: Case, drafted: DraftMeeting) -> MeetingFound | None:
    """The meeting of a draft, if the article supports it."""
    cited = case.numbered(drafted.sentences)
    participants = _participants(case, drafted, cited)
    if not participants:
        case.drop("meeting", _words(drafted), "ungrounded", "no participant is in the article")
        return None
    if case.fills_gaps and len(participants) == 1 < len(drafted.participants):
        case.drop("meeting", _words(drafted), "ungrounded", "nobody is left whom they met")
        return None
    sentences = cited or reporting(case, [entity for entity, _ in participants], drafted)
    if not sentences:
        case.drop("meeting", _words(drafted), "ungrounded", "no sentence reports this meeting")
        return None
    words = case.text[slice(*sentences[0])]
    told = _told(case, [entity for entity, _ in participants], sentences[0])
    if told.status is None and drafted.status is None:
        case.drop("meeting", _words(drafted), "ungrounded", "the article says they did not meet")
        return None
    if case.fills_gaps and drafted.status == "proposed" and is_invitation(words):
        case.drop("meeting", _words(drafted), "ungrounded", "an invitation is no meeting yet")
        return None
    mention = drafted.mention or ("background" if is_background(words) else "main")
    status, date = _status_and_date(case, drafted, sentences, told, mention)
    place = place_of(case, drafted, sentences)
    format_ = drafted.format or format_of(words, place)
    if case.fills_gaps and format_ in ("phone", "video"):
        place = None
    return MeetingFound(
        participants=participants,
        sentences=sentences,
        status=status,
        mention=mention,
        format=format_,
        modes=_modes(case, drafted, participants),
        date=date,
        place=place,
        occasion=_occasion(case, drafted, sentences),
        topics=_all_found(case, drafted.topics, "topic", sentences),
        outcomes=_outcomes(case, drafted, sentences),
    )


def _participants(
    case: Case, drafted: DraftMeeting, cited: Sequence[Range]
) -> list[tuple[Entity, Role]]:
    found: list[tuple[Entity, Role]] = []
    for one in drafted.participants:
        entity = case.entity(one.actor, "participant", cited)
        if entity is not None and case.fills_gaps and is_dead(case.text, entity):
            case.drop("meeting", one.actor, "ungrounded", "the article says that they are dead")
            continue
        if entity is not None and case.fills_gaps and _is_nobody(case, entity):
            case.drop("meeting", one.actor, "ungrounded", "a place or a thing, nobody who meets")
            continue
        if entity is not None and all(entity is not other for other, _ in found):
            found.append((entity, one.role))
    return found


def _is_nobody(case: Case, entity: Entity) -> bool:
    """Whether somebody without an office is called like a river or a street, or stands for one."""
    if entity.kind not in ("person", "organization") or entity.titles or not entity.names:
        return False
    return all(is_landmark(one) or stands_as_place(case.text, one) for one in entity.names)


def _told(case: Case, entities: Sequence[Entity], sentence: Range) -> Told:
    """What a sentence says became of the meeting of these, its quotations left aside."""
    firsts = [
        min(one.start for one in entity.mentions if sentence[0] <= one.start < sentence[1])
        for entity in entities
        if any(sentence[0] <= one.start < sentence[1] for one in entity.mentions)
    ]
    return told_of(
        outside(case.scene, sentence, ()), max(firsts, default=sentence[0]) - sentence[0]
    )


def _status_and_date(
    case: Case,
    drafted: DraftMeeting,
    sentences: Sequence[Range],
    told: Told,
    mention: MeetingMention,
) -> tuple[MeetingStatus, DateValue]:
    """Status and date: what words of the future date behind publication was not held yet."""
    status = drafted.status or told.status or "held"
    if status == "held" and told.status is not None and told.status in LOOKS_AHEAD:
        date = date_of(case, drafted, sentences, told, mention)
        if is_after(date, case.page.published):
            return told.status, date
    return status, date_of(case, drafted, sentences, replace(told, status=status), mention)


def _modes(
    case: Case, drafted: DraftMeeting, participants: Sequence[tuple[Entity, Role]]
) -> tuple[MeetingMode, ...]:
    """How many sides meet; that one visits another is told by `extractor.resolve.visits`."""
    if not case.fills_gaps:
        return tuple(dict.fromkeys(drafted.modes))
    countries = {entity.country for entity, _ in participants} - {None}
    return ("multilateral",) if len(countries) > 2 else ()


def _occasion(case: Case, drafted: DraftMeeting, sentences: Sequence[Range]) -> Occasion | None:
    words = case.find("meeting", drafted.occasion, "occasion", sentences)
    if words is not None:
        return Occasion(name=words.exact, on_sidelines=drafted.on_sidelines)
    for start, end in sentences if case.fills_gaps else ():
        if (span := sidelines_in(case.text[start:end])) is not None:
            name = case.text[start + span[0] : start + span[1]]
            return Occasion(name=name, on_sidelines=True)
    return None


def _all_found(
    case: Case, values: Sequence[str], detail: str, near: Sequence[Range]
) -> tuple[Evidence, ...]:
    found = (case.find("meeting", value, detail, near) for value in values)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _outcomes(case: Case, drafted: DraftMeeting, near: Sequence[Range]) -> tuple[Outcome, ...]:
    found = (
        (one.type, case.find("meeting", one.words, "outcome", near)) for one in drafted.outcomes
    )
    return tuple(
        dict.fromkeys(Outcome(type=type_, evidence=words) for type_, words in found if words)
    )


def _words(drafted: DraftMeeting) -> str:
    return " + ".join(one.actor for one in drafted.participants) or "(nobody)"
