"""Meeting evidence: which sentences report a meeting, and whom they say was there."""

import re
from collections.abc import Sequence

from extractor.dates import find_dates
from extractor.draft import DraftMeeting
from extractor.resolve import speech
from extractor.resolve.case import Case
from extractor.resolve.contents import outside
from extractor.resolve.meeting_words import tells_of_meeting
from extractor.resolve.people import Entity
from extractor.resolve.scene import Range
from extractor.resolve.subjects import governed
from schemas import Role

_SIDE = re.compile(
    r"\b(?:with|met|meets|meet|received|hosted|and|between|visited|summoned|welcomed|phoned|"
    r"telephoned|"
    r"to|see|receive)\s+(?:the\s+|his\s+|her\s+)?$"
)


def reporting(case: Case, entities: Sequence[Entity], drafted: DraftMeeting) -> list[Range]:
    """Sentences that report a meeting of these entities, the plainest first.

    Each has a word of meeting and names two of them, or as many as there are; a pronoun that is
    not just the speaker, and a group ("the two sides"), may stand in for those it does not name.
    """
    scored: list[tuple[int, Range]] = []
    titles = {(one.start, one.end) for one in case.sentences if one.kind == "title"}
    where = sentences_with(case, entities)
    for span in sorted(where):
        words = case.text[slice(*span)]
        if not tells_of_meeting(outside(case.scene, span, ())):
            continue
        named = len(where[span])
        stand_ins = min(stand_ins_in(case, span, entities), max(2, len(entities)) - named)
        if named + max(0, stand_ins) >= 2 or (named and len(entities) == 1):
            score = 2 * named + stand_ins + (span not in titles)
            score += sum(one is not None and one in words for one in (drafted.date, drafted.place))
            score += bool(find_dates(case.text, *span))
            scored.append((score, span))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return [span for score, span in scored if score >= scored[0][0] - 2]


def sentences_with(case: Case, entities: Sequence[Entity]) -> dict[Range, set[int]]:
    """Which of the entities each sentence names, by their Python ids; only those that name any."""
    where: dict[Range, set[int]] = {}
    for entity in entities:
        for mention in entity.mentions:
            sentence = case.scene.sentence_of(mention.start)
            if sentence is not None:
                where.setdefault(sentence, set()).add(id(entity))
    return where


def present_in(
    case: Case, participants: list[tuple[Entity, Role]], sentence: Range
) -> list[tuple[Entity, Role]]:
    """Those of a poor draft whom the plainest sentence names or may mean, or says they met.

    Poor drafts run several meetings together.
    """
    here = sentences_with(case, [entity for entity, _ in participants]).get(sentence, set())
    present = [one for one in participants if id(one[0]) in here]
    others = [one for one in participants if one not in present]
    room = stand_ins_in(case, sentence, [entity for entity, _ in participants])
    present += others[: max(0, room)]
    if len(present) < 2:
        present = (
            [*present, *other_sides(case, present[0][0], sentence)] if present else participants
        )
    return present


def stand_ins_in(case: Case, span: Range, entities: Sequence[Entity]) -> int:
    """How many participants pronouns and groups of a sentence may stand for."""
    scene = case.scene
    speakers = {one.subject for one in speech.attributions_in(scene, span)}
    groups, pronouns = 0, 0
    for mention in scene.mentions_in(*span):
        entity = case.roster.of(mention)
        if any(entity is one for one in entities):
            continue
        if mention.kind == "group":
            groups = groups or 2 * (not governed(case.text, mention))
        elif mention.kind == "pronoun":
            pronouns += mention not in speakers
        elif entity is not None and entity.kind in ("person", "unnamed"):
            return 0
    return groups or min(pronouns, 1)


def other_sides(case: Case, entity: Entity, sentence: Range) -> list[tuple[Entity, Role]]:
    """Whom a sentence says somebody met: the people "with", "between" or right after the verb."""
    sides: list[tuple[Entity, Role]] = []
    for mention in case.scene.mentions_in(*sentence):
        other = case.roster.of(mention)
        if other is None or other is entity or mention.possessive or other.kind == "document":
            continue
        if _SIDE.search(case.text[sentence[0] : mention.start].lower()):
            sides.append((other, "participant"))
    people = [one for one in sides if one[0].kind in ("person", "unnamed")]
    return (people or sides)[:1]
