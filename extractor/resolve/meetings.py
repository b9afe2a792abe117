"""Meetings: from a draft to who met whom, by the sentences that report it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.draft import DraftMeeting
from extractor.reading.lexicon import MEETING_WORDS
from extractor.reading.mentions import Mention
from extractor.resolve import speech
from extractor.resolve.case import Case, Range
from extractor.resolve.dates import find_dates, resolve_date
from extractor.resolve.people import Entity
from extractor.resolve.places import is_locative, place_at, places_in
from schemas import (
    UNKNOWN_DATE,
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

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_STATUS: tuple[tuple[MeetingStatus, re.Pattern[str]], ...] = (
    ("denied", re.compile(r"\bdenied\b.*\b(?:meeting|met|talks)\b|\bno (?:meeting|talks) (?:took|had)")),
    ("refused", re.compile(r"\b(?:declined|refused) to (?:meet|receive|see|talk|hold)\b")),
    ("cancelled", re.compile(r"\b(?:called off|cancell?ed|scrapped)\b")),
    ("postponed", re.compile(r"\b(?:postponed|put off|delayed until|rescheduled)\b")),
    (
        "scheduled",
        re.compile(
            r"\b(?:will|would|is to|are to|due to|plans? to|set to|scheduled to|expected to)\s+"
            r"(?:also\s+|then\s+)?(?:meet|hold|host|receive|visit|sit|confer|travel|begin|attend)\b"
        ),
    ),
    ("proposed", re.compile(r"\b(?:proposed|offered|suggested) (?:a meeting|to meet|talks|holding)")),
)
_BACKGROUND = re.compile(
    r"\blast met\b|\bhad (?:last |previously |earlier |already )?met\b|\bprevious meeting\b"
    r"|\bmet (?:last year|last month|in (?:19|20)\d\d)\b"
)
_PHONE = re.compile(r"\b(?:phone|telephone)(?:d| call| conversation)?\b|\b(?:called|in a call)\b")
_VIDEO = re.compile(r"\bvideo ?(?:call|conference|link|meeting)|\bvirtual(?:ly)?\b|\bonline\b")
_IN_PERSON = re.compile(r"\b(?:received|hosted|visit(?:ed|ing)?|arriv(?:ed|al)|in person|handshake)\b")
_VISIT = re.compile(r"\b(?:visit(?:ed|ing|s)?|trip|tour|arriv(?:ed|al))\b")


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
    """The draft's meetings that the article supports, each once, in the order of their sentences."""
    found: list[MeetingFound] = []
    for number, drafted in enumerate(case.draft.meetings, start=1):
        meeting = _find(case, drafted)
        if meeting is None:
            continue
        meeting.drafted.append(number)
        twin = next((one for one in found if _same(one, meeting)), None)
        if twin is None:
            found.append(meeting)
        else:
            _join(twin, meeting)
            case.drop("meeting", _words(drafted), "duplicate", "the same meeting stands already")
    return sorted(found, key=lambda one: min(one.sentences))


def has_meeting_word(words: str) -> bool:
    """Whether a sentence has a word that meetings are reported with."""
    return any(word in MEETING_WORDS for word in _WORD.findall(words.lower()))


def _find(case: Case, drafted: DraftMeeting) -> MeetingFound | None:
    cited = case.numbered(drafted.sentences)
    participants = _participants(case, drafted, cited)
    if not participants:
        case.drop("meeting", _words(drafted), "ungrounded", "no participant is in the article")
        return None
    sentences = cited or _reporting(case, [entity for entity, _ in participants], drafted)
    if not sentences:
        case.drop("meeting", _words(drafted), "ungrounded", "no sentence reports this meeting")
        return None
    if case.fills_gaps and len(participants) == 1:
        participants += _other_sides(case, participants[0][0], sentences[0])
        if len(participants) == 1:
            case.drop("meeting", _words(drafted), "ungrounded", "only one side is in the article")
            return None
    words = case.text[slice(*sentences[0])]
    status = drafted.status or _status(words)
    mention = drafted.mention or ("background" if _BACKGROUND.search(words.lower()) else "main")
    place = _place(case, drafted, sentences)
    return MeetingFound(
        participants=participants,
        sentences=sentences,
        status=status,
        mention=mention,
        format=drafted.format or _format(words, place, status),
        modes=_modes(case, drafted, participants, words),
        date=_date(case, drafted, sentences, status, mention),
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
        if entity is not None and all(entity is not other for other, _ in found):
            found.append((entity, one.role))
    return found


def _reporting(case: Case, entities: Sequence[Entity], drafted: DraftMeeting) -> list[Range]:
    """Sentences that report a meeting of these entities, the plainest first.

    Each has a word of meeting and names two of them, or as many as there are; a pronoun that is
    not just the speaker, and a group ("the two sides"), may stand in for those it does not name.
    """
    scored: list[tuple[int, Range]] = []
    for sentence in case.sentences:
        span = (sentence.start, sentence.end)
        words = case.text[slice(*span)]
        named = sum(any(_within(m, span) for m in entity.mentions) for entity in entities)
        stand_ins = min(_stand_ins(case, span, entities), len(entities) - named)
        if has_meeting_word(words) and named + stand_ins >= min(2, len(entities)):
            score = 2 * named + stand_ins + (sentence.kind != "title")
            score += sum(bool(one) and one in words for one in (drafted.date, drafted.place))
            score += bool(find_dates(case.text, *span))
            scored.append((score, span))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return [span for score, span in scored if score >= scored[0][0] - 2]


def _stand_ins(case: Case, span: Range, entities: Sequence[Entity]) -> int:
    """How many participants pronouns and groups of a sentence may stand for."""
    scene = case.scene
    speakers = {one.subject for one in speech.attributions_in(scene, span)}
    groups, pronouns = 0, 0
    for mention in scene.mentions:
        entity = case.roster.of(mention)
        if not _within(mention, span) or any(entity is one for one in entities):
            continue
        if mention.kind == "group":
            groups = groups or 2 * (not speech.governed(case.text, mention))
        elif mention.kind == "pronoun":
            pronouns += mention not in speakers
        elif entity is not None and entity.kind in ("person", "unnamed"):
            return 0
    return groups or min(pronouns, 1)


def _within(mention: Mention, span: Range) -> bool:
    return span[0] <= mention.start and mention.end <= span[1]


def _other_sides(case: Case, entity: Entity, sentence: Range) -> list[tuple[Entity, Role]]:
    """Whom a sentence says somebody met: the people "with", "between" or right after the verb."""
    sides: list[tuple[Entity, Role]] = []
    for mention in case.scene.mentions:
        other = case.roster.of(mention)
        if other is None or other is entity or other.kind not in ("person", "unnamed"):
            continue
        if not (sentence[0] <= mention.start and mention.end <= sentence[1]):
            continue
        before = case.text[sentence[0] : mention.start].lower()
        if re.search(r"\b(?:with|met|meets|received|hosted|and|between|visited)\s+(?:the\s+)?$", before):
            sides.append((other, "participant"))
    return sides[:1]


def _status(words: str) -> MeetingStatus:
    low = words.lower()
    return next((status for status, pattern in _STATUS if pattern.search(low)), "held")


def _format(words: str, place: Place | None, status: MeetingStatus) -> MeetingFormat:
    low = words.lower()
    if _VIDEO.search(low):
        return "video"
    if _PHONE.search(low):
        return "phone"
    return "in_person" if place is not None or _IN_PERSON.search(low) else "unknown"


def _modes(
    case: Case,
    drafted: DraftMeeting,
    participants: Sequence[tuple[Entity, Role]],
    words: str,
) -> tuple[MeetingMode, ...]:
    if not case.fills_gaps:
        return tuple(dict.fromkeys(drafted.modes))
    countries = {entity.country for entity, _ in participants} - {None}
    modes: list[MeetingMode] = ["visit"] if _VISIT.search(words.lower()) else []
    return (*modes, "multilateral") if len(countries) > 2 else tuple(modes)


def _date(
    case: Case,
    drafted: DraftMeeting,
    sentences: Sequence[Range],
    status: MeetingStatus,
    mention: MeetingMention,
) -> DateValue:
    phrase = _drafted_date(case, drafted, sentences)
    if phrase is None and case.fills_gaps:
        phrase = _stated_date(case, sentences)
    if phrase is None:
        return UNKNOWN_DATE
    return resolve_date(
        phrase,
        published=case.page.published,
        future=status in ("scheduled", "proposed", "postponed"),
        background=mention == "background",
    )


def _drafted_date(
    case: Case, drafted: DraftMeeting, sentences: Sequence[Range]
) -> Evidence | None:
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
    if case.fills_gaps and (start, end) not in sentences:
        case.drop("meeting", words.exact, "ungrounded", "date of something else")
        return None
    return phrase


def _stated_date(case: Case, sentences: Sequence[Range]) -> Evidence | None:
    """The date phrase nearest to the meeting's word in the plainest sentence that has one."""
    for start, end in sentences:
        phrases = [
            phrase
            for phrase in find_dates(case.text, start, end)
            if not case.scene.quoted_at(phrase.start)
        ]
        words = [
            start + match.start()
            for match in _WORD.finditer(case.text[start:end].lower())
            if match.group() in MEETING_WORDS
        ]
        if phrases and words:
            return min(phrases, key=lambda one: min(abs(one.start - at) for at in words))
    return None


def _place(case: Case, drafted: DraftMeeting, sentences: Sequence[Range]) -> Place | None:
    words = case.find("meeting", drafted.place, "place", sentences)
    if words is not None:
        places = [one for one in case.ground.everywhere(words.exact) if _somewhere(case, one)]
        near = [one for one in places if _in_any(one, sentences)]
        if near:
            return place_at(near[0])
        case.drop("meeting", words.exact, "ungrounded", "not said to be where they met")
    if not case.fills_gaps:
        return None
    stated = places_in(case.text, sentences)
    return place_at(stated[0]) if stated else None


def _somewhere(case: Case, words: Evidence) -> bool:
    return is_locative(case.text, words.start, words.end)


def _in_any(words: Evidence, sentences: Sequence[Range]) -> bool:
    return any(start <= words.start and words.end <= end for start, end in sentences)


def _occasion(
    case: Case, drafted: DraftMeeting, sentences: Sequence[Range]
) -> Occasion | None:
    words = case.find("meeting", drafted.occasion, "occasion", sentences)
    return Occasion(name=words.exact, on_sidelines=drafted.on_sidelines) if words else None


def _all_found(
    case: Case, values: Sequence[str], detail: str, near: Sequence[Range]
) -> tuple[Evidence, ...]:
    found = (case.find("meeting", value, detail, near) for value in values)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _outcomes(
    case: Case, drafted: DraftMeeting, near: Sequence[Range]
) -> tuple[Outcome, ...]:
    found = (
        (one.type, case.find("meeting", one.words, "outcome", near)) for one in drafted.outcomes
    )
    return tuple(
        dict.fromkeys(Outcome(type=type_, evidence=words) for type_, words in found if words)
    )


def _same(one: MeetingFound, other: MeetingFound) -> bool:
    """Whether two meetings are one: the same people, and nothing that tells them apart."""
    first, second = ({id(e) for e in m.entities} for m in (one, other))
    if not (first <= second or second <= first):
        return False
    if one.sentences[0] == other.sentences[0] and first & second:
        return True
    if first != second or one.status != other.status or one.mention != other.mention:
        return False
    dates = {m.date.value for m in (one, other)} - {None}
    return len(dates) < 2


def _join(kept: MeetingFound, other: MeetingFound) -> None:
    for entity, role in other.participants:
        if all(entity is not known for known in kept.entities):
            kept.participants.append((entity, role))
    kept.sentences += [one for one in other.sentences if one not in kept.sentences]
    kept.drafted += other.drafted
    kept.place = kept.place or other.place
    if kept.date == UNKNOWN_DATE:
        kept.date = other.date


def _words(drafted: DraftMeeting) -> str:
    return " + ".join(one.actor for one in drafted.participants) or "(nobody)"
