"""Meeting evidence: which sentences report a meeting, and whom they say was there."""

import re
from collections.abc import Sequence

from extractor.dates import find_dates
from extractor.draft import DraftMeeting
from extractor.reading.mentions import Mention
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
_OBJECT = re.compile(
    r"\b(?:(?:met|meet|meets|meeting)(?: separately| briefly)?(?: up)?(?: with)?|received|receives|"
    r"receive|hosted|hosts|welcomed|summoned|"
    r"(?:talks|meetings?|consultations|negotiations) with)\s+(?:the\s+|his\s+|her\s+|their\s+)?$"
)
_JOINED = re.compile(r"(?:,|,? and)\s+(?:the\s+|his\s+|her\s+|their\s+)?")
_CLOSED = re.compile(
    r"\s*(?:[.,;]|$|(?:and|in|on|at|to|for|during|after|before|about|over|last|this|yesterday|"
    r"today)\b)"
)
_BELONGS = re.compile(r"\s+(?:of|from|for|at)\s+(?:the\s+)?")
_LOOK_BACK = 4
"""Sentences in which a pronoun's antecedent is looked for."""


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
    entities = [entity for entity, _ in participants]
    meant = [one for one in _meant(case, sentence, entities) if one not in entities]
    if _groups_in(case, sentence, entities):
        present += others[:2]
    else:
        told = [one for one in others if one[0] in _meant(case, sentence, entities)]
        added: list[tuple[Entity, Role]] = [(one, "participant") for one in meant]
        present = [*(told or added[:1] * (len(present) < 2)), *present]
    present = _with_those_met(case, present, sentence)
    if len(present) < 2:
        present = (
            [*present, *other_sides(case, present[0][0], sentence)] if present else participants
        )
    return present


def stand_ins_in(case: Case, span: Range, entities: Sequence[Entity]) -> int:
    """How many participants groups of a sentence, or a pronoun, may stand for."""
    return 2 * _groups_in(case, span, entities) or min(len(_meant(case, span, entities)), 2)


def _groups_in(case: Case, span: Range, entities: Sequence[Entity]) -> bool:
    """Whether a group that meets stands for the participants, nobody else being named there."""
    found = False
    for mention in case.scene.mentions_in(*span):
        entity = case.roster.of(mention)
        if any(entity is one for one in entities):
            continue
        if mention.kind == "group":
            found = found or not governed(case.text, mention)
        elif entity is not None and entity.kind in ("person", "unnamed"):
            return False
    return found


def _meant(case: Case, span: Range, entities: Sequence[Entity]) -> list[Entity]:
    """Whom the pronouns of a sentence go back to, those who merely speak left aside.

    "They" goes back to any of the entities that the sentences right before name.
    """
    scene = case.scene
    speakers = {one.subject for one in speech.attributions_in(scene, span)}
    here = sentences_with(case, entities)
    found: list[Entity] = []
    for mention in scene.mentions_in(*span):
        if mention.kind != "pronoun" or mention in speakers or scene.quoted_at(mention.start):
            continue
        if case.text[mention.start : mention.end].lower() == "they":
            near = [here.get(one, set()) for one in scene.before(span, 2)]
            found += [one for one in entities if any(id(one) in ids for ids in near)]
        elif (entity := _antecedent(case, span, mention)) is not None:
            found.append(entity)
    named = here.get(span, set())
    return [one for one in dict.fromkeys(found) if id(one) not in named]


def _antecedent(case: Case, sentence: Range, pronoun: Mention) -> Entity | None:
    """The person "he" or "she" goes back to: whom this sentence, or the last one, is about."""
    for span in (sentence, *case.scene.before(sentence, _LOOK_BACK)):
        end = pronoun.start if span == sentence else span[1]
        about = None
        for mention in case.scene.mentions_in(case.scene.opening(span), end):
            if case.scene.quoted_at(mention.start):
                continue
            if mention.kind == "pronoun":
                break
            entity = case.roster.of(mention)
            if (
                entity is not None
                and entity.kind in ("person", "unnamed")
                and not governed(case.text, mention)
            ):
                about = entity
                break
        if about is not None:
            return about
    return None


def _with_those_met(
    case: Case, present: list[tuple[Entity, Role]], sentence: Range
) -> list[tuple[Entity, Role]]:
    """The participants, with those added whom a sentence says that all of them met.

    A body that a person met is said to be of ("Abbot Haruk of the Order") makes way for them.
    """
    met = _those_met(case, sentence)
    entities = [one for one, _ in present]
    if not met or not present:
        return present
    people = [one for one in met if (who := case.roster.of(one)) and who not in entities]
    for mention in people:
        owner = case.roster.of(mention)
        for other in case.scene.mentions_in(mention.end, sentence[1])[:1]:
            body = case.roster.of(other)
            if (
                owner is not None
                and body in entities
                and body is not None
                and body.kind == "organization"
                and owner.kind in ("person", "unnamed")
                and _BELONGS.fullmatch(case.text[mention.end : other.start])
            ):
                return [(owner, role) if one is body else (one, role) for one, role in present]
    if any(case.roster.of(one) in entities for one in met):
        return present
    starts = [
        mention.start
        for mention in case.scene.mentions_in(*sentence)
        if case.roster.of(mention) in entities
    ]
    if any(start > met[0].start for start in starts):
        return present
    added = [case.roster.of(one) for one in people]
    return [*present, *((one, "participant") for one in dict.fromkeys(added) if one is not None)]


def _those_met(case: Case, sentence: Range) -> list[Mention]:
    """The mentions in the object place: right behind "met", or "talks with", and joined to it."""
    met: list[Mention] = []
    for mention in case.scene.mentions_in(*sentence):
        if mention.possessive or case.scene.quoted_at(mention.start):
            continue
        entity = case.roster.of(mention)
        if entity is None or entity.kind not in ("person", "unnamed", "organization", "group"):
            continue
        if met:
            joined = _JOINED.fullmatch(case.text[met[-1].end : mention.start])
            if joined and _CLOSED.match(case.text[mention.end : sentence[1]]):
                met.append(mention)
                continue
            break
        if _OBJECT.search(case.text[sentence[0] : mention.start].lower()):
            met.append(mention)
    return met


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
