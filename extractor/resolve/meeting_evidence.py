"""Meeting evidence: which sentences report a meeting, and whom they say was there."""

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
