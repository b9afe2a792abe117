"""Speakers: which entity says a statement, to whom, and who passes it on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.draft import DraftStatement
from extractor.reading.mentions import Mention
from extractor.resolve import speech, subjects
from extractor.resolve.case import Case
from extractor.resolve.people import Entity
from extractor.resolve.recipients import recipient_of
from extractor.resolve.scene import Range
from extractor.resolve.speech import Attribution

_LOOK_BACK = 6
"""Sentences in which a pronoun's antecedent is looked for."""
RUN = 8
"""Sentences that a quotation without a cue may go on for."""
_ADDRESSING = re.compile(
    r"(?:told|tell|warn|assur|inform|urg|ask|remind|invit|thank|congratulat|brief|advis|promis|ensure)"
)


@dataclass(frozen=True)
class Said:
    """To whom a text gives some content."""

    attribution: Attribution | None = None
    subject: Mention | None = None
    goes_on: Entity | None = None
    """Who was speaking when a quotation without a cue goes on."""

    @property
    def is_said(self) -> bool:
        """Whether the text gives it to anybody at all."""
        return self.attribution is not None or self.subject is not None or self.goes_on is not None


def said_by(case: Case, spans: Sequence[Range]) -> Said:
    """To whom the text gives the first of the spans."""
    attribution = speech.attribute(case.scene, spans[0])
    if attribution is not None:
        return Said(attribution, attribution.subject)
    if (named := _in_headline(case, spans[0])) is not None:
        return Said(subject=named)
    if case.scene.quoted_at(spans[0][0]):
        return _going_on(case, spans[0])
    return Said()


def speaker_of(
    case: Case, drafted: DraftStatement, said: Said, near: Sequence[Range]
) -> Entity | None:
    """Who says it: whom the sentence names, else whom its pronoun goes back to, else the draft's.

    A draft that cites the words for its speaker, or that was asked for nobody else, has read the
    sentence and is believed.
    """
    proposed = named(case, drafted.speaker, near)
    entity = case.entity_at(said.subject) if said.subject else None
    chosen = proposed is not None and (case.chosen or bool(drafted.speaker_words))
    if entity is not None and not chosen:
        return entity
    if proposed is not None:
        return proposed
    if said.goes_on is not None:
        return said.goes_on
    if said.subject is not None and said.subject.kind == "pronoun" and said.attribution is not None:
        return _antecedent(case, said.attribution, said.subject) or proposed
    return proposed


def named(case: Case, name: str | None, near: Sequence[Range]) -> Entity | None:
    """The entity a draft names; None where it names none or the article does not."""
    return case.entity(name, "name", near) if name else None


def relayer(case: Case, attribution: Attribution | None) -> Entity | None:
    """Who passes speech on: "Tasnim quoted Ito as saying", "Ito was quoted by Tasnim as saying"."""
    sentence = case.scene.sentence_of(attribution.cue[0]) if attribution else None
    if attribution is None or sentence is None:
        return None
    mention = subjects.relayer(case.scene, sentence, attribution.cue)
    return case.entity_at(mention) if mention else None


def addressees(
    case: Case,
    drafted: DraftStatement,
    attribution: Attribution | None,
    spans: Sequence[Range],
    near: Sequence[Range],
) -> list[Entity]:
    """To whom it is said: the draft's, and where it knows nothing whom the cue takes."""
    found = [one for one in (named(case, name, near) for name in drafted.addressees) if one]
    if case.fills_gaps and attribution is not None:
        found += _told(case, attribution, spans)
    return list({id(entity): entity for entity in found}.values())


def _told(case: Case, attribution: Attribution, spans: Sequence[Range]) -> list[Entity]:
    """Whom "told Ito" and "warned banks that" name: a name, an office or a group behind the cue."""
    cue, text = attribution.cue, case.text
    asked = recipient_of(case.scene, cue, spans[0][1]) if cue[1] < spans[0][0] else None
    if asked is not None and asked[1] < spans[0][0]:
        known = case.scene.mention_over(asked[0])
        exact = known if known is not None and (known.start, known.end) == asked else None
        entity = case.entity_at(exact or Mention(*asked, kind="group"))
        return [entity] if entity is not None else []
    if not _ADDRESSING.match(text[slice(*cue)].lower()):
        return []
    limit = spans[0][0] if cue[0] < spans[0][0] else cue[1] + 60
    for mention in case.scene.mentions_in(cue[1], limit)[:1]:
        if text[cue[1] : mention.start].strip() or mention.kind == "pronoun":
            break
        entity = case.entity_at(mention)
        return [entity] if entity is not None else []
    plain = re.match(
        r"\s+((?:the\s+)?(?:reporters|journalists|parliament|lawmakers|the BBC|members|workers|"
        r"fans|"
        r"supporters|residents|shareholders|investors|parishioners|delegates|voters))\b",
        text[cue[1] : limit],
    )
    if plain is None:
        return []
    span = cue[1] + plain.start(1), cue[1] + plain.end(1)
    entity = case.entity_at(Mention(*span, kind="group"))
    return [entity] if entity else []


def _antecedent(case: Case, attribution: Attribution, pronoun: Mention) -> Entity | None:
    """Whom a pronoun goes back to: whoever spoke last, or the subject of a sentence since.

    "He" and "she" go back to somebody, "it" to a body, "they" to either.
    """
    scene = case.scene
    here = scene.sentence_of(attribution.cue[0])
    if here is None:
        return None
    word = case.text[pronoun.start : pronoun.end].lower()
    for sentence in (here, *scene.before(here, _LOOK_BACK)):
        earlier = [
            one.subject
            for one in speech.attributions_in(scene, sentence)
            if one.subject is not None and one.cue[0] < attribution.cue[0]
        ]
        fits = [one for one in earlier if _fits(case, one, word)]
        found = fits[-1] if fits else None
        if found is None and not earlier and sentence != here:
            found = _leading(case, sentence, word)
        if found is not None:
            return case.entity_at(found)
    return None


def _leading(case: Case, sentence: Range, word: str) -> Mention | None:
    """The one a sentence begins with, if the pronoun may stand for them."""
    for mention in case.scene.mentions_in(case.scene.opening(sentence), sentence[1]):
        if subjects.governed(case.text, mention) or mention.kind == "pronoun":
            continue
        if case.scene.quoted_at(mention.start):
            return None
        return mention if _fits(case, mention, word) else None
    return None


def _fits(case: Case, mention: Mention, word: str) -> bool:
    entity = case.entity_at(mention)
    if entity is None:
        return False
    person = entity.kind in ("person", "unnamed") or (
        mention.kind == "name" and mention.country is None
    )
    if word in ("he", "she"):
        return person
    return entity.kind in ("organization", "document") if word == "it" else True


def _in_headline(case: Case, span: Range) -> Mention | None:
    """Who a headline gives its words to: "Ito: we agree", "We agree: Ito", "We agree - Ito"."""
    scene = case.scene
    sentence = scene.sentence_of(span[0])
    for mention in scene.mentions_in(*sentence) if sentence else ():
        between = case.text[mention.end : span[0]] if mention.end <= span[0] else None
        behind = case.text[span[1] : mention.start] if mention.start >= span[1] else None
        if between is not None and re.fullmatch(r"\s*:\s*[“‘\"']?", between):
            return mention
        if behind is not None and re.fullmatch(r"[”’\"']?\s*(?::|\s[–—-])\s*", behind):
            return mention
    return None


def _going_on(case: Case, span: Range) -> Said:
    """Who was speaking before a quotation without a cue, or is named behind one left open."""
    scene = case.scene
    quotation = scene.quotation(span[0])
    here = scene.sentence_of(span[0])
    if quotation is None or here is None or not _stands_alone(case, quotation):
        return Said()
    for sentence in scene.before(here, RUN):
        spoken = speech.attributions_in(scene, sentence)
        if spoken:
            last = spoken[-1]
            whose = case.entity_at(last.subject) if last.subject else None
            if whose is None and last.subject is not None and last.subject.kind == "pronoun":
                whose = _antecedent(case, last, last.subject)
            follows = bool(scene.quotations_in(*sentence)) or sentence == scene.before(here)[0]
            return Said(goes_on=whose) if follows else Said()
        if not scene.quoted_at((sentence[0] + sentence[1]) // 2):
            break
    closed = case.text[quotation[1] : quotation[1] + 1].strip() != ""
    following = scene.after(scene.sentence_of(quotation[1] - 1) or here)
    if not closed and following is not None and scene.quoted_at(following[0] + 1):
        attribution = speech.attribute(scene, (following[0] + 1, following[0] + 2))
        if attribution is not None:
            return Said(attribution, attribution.subject)
    return Said()


def _stands_alone(case: Case, quotation: Range) -> bool:
    """Whether a quotation is sentences of its own, not some words within one."""
    lead = case.text[max(0, quotation[0] - 3) : quotation[0] - 1].rstrip(" ")
    first = case.text[quotation[0] : quotation[0] + 1]
    if re.match(r".?\s+[a-z]", case.text[quotation[1] : quotation[1] + 4]):
        return False
    return (not lead or lead[-1] in '.!?…\n”"' or lead.endswith(":")) and not first.islower()
