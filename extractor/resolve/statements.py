"""Statements: from a draft to who said what, by the words that attribute it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.draft import DraftStatement
from extractor.reading.mentions import Mention
from extractor.resolve import speech
from extractor.resolve.case import Case, Range
from extractor.resolve.people import Entity
from extractor.resolve.speech import Attribution
from schemas import Evidence, Medium, Polarity, QuoteType, StatementOccasion

DUPLICATE_SHARE = 0.8
"""Share of a statement's characters that another one holds, from which it is the same."""

_ADDRESSING = frozenset(
    """told tells telling warned warns warning assured assures assuring informed informing urged
    urges urging asked asks asking reminded reminding ensured ensures invited inviting thanked
    thanking congratulated
    """.split()
)


@dataclass(eq=False)
class StatementFound:
    """A statement the article reports."""

    content: list[Range]
    speaker: Entity | None
    speaker_text: Range | None
    cue: Range | None
    quote_type: QuoteType
    medium: Medium
    polarity: Polarity
    occasion: StatementOccasion | None
    """None where the draft leaves it open."""
    addressees: list[Entity] = field(default_factory=list)
    relayed_by: Entity | None = None
    drafted: int = 0
    """Which statement of the draft it came from, counted from 1."""
    drafted_meeting: int | None = None
    drafted_nested_in: int | None = None

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0][0]


def find_statements(case: Case) -> list[StatementFound]:
    """The draft's statements that the article supports, each once, in text order."""
    drafts = [
        (number, drafted, spans)
        for number, drafted in enumerate(case.draft.statements, start=1)
        if (spans := _content(case, drafted))
    ]
    drafts.sort(key=lambda one: (one[2][0][0], -one[2][-1][1]))
    found: list[StatementFound] = []
    for number, drafted, spans in drafts:
        statement = _find(case, drafted, spans, found[-1] if found else None)
        if statement is None:
            continue
        statement.drafted = number
        if any(_overlaps(statement, other) for other in found):
            words = case.text[slice(*spans[0])]
            case.drop("statement", words, "duplicate", "the same words are a statement already")
        elif found and _continues(case, found[-1], statement):
            found[-1].content = _joined(case.text, [*found[-1].content, *statement.content])
        else:
            found.append(statement)
    return found


def _content(case: Case, drafted: DraftStatement) -> list[Range]:
    """Where the draft's words stand, the attribution cut off; empty where they do not."""
    near = case.numbered(drafted.sentences)
    spans: list[Range] = []
    for words in drafted.content:
        evidence = case.find("statement", words, "content", near)
        if evidence is not None:
            span = speech.trimmed(case.scene, (evidence.start, evidence.end))
            span = speech.whole_quotation(case.scene, span)
            spans.append(_without_marks(case.text, span))
        elif case.on_ungrounded == "keep":
            spans += near
    apart: list[Range] = []
    for span in sorted(set(spans)):
        if span[0] < span[1] and (not apart or span[0] >= apart[-1][1]):
            apart.append(span)
    return apart


def _without_marks(text: str, span: Range) -> Range:
    """The span without a quotation mark, comma or space at its edges."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in "“\"«,:;–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "”\"»,;–—"):
        end -= 1
    words = text[start:end]
    if words.startswith("‘") and "’" not in words:
        start += 1
    return start, end


def _find(
    case: Case, drafted: DraftStatement, spans: list[Range], before: StatementFound | None
) -> StatementFound | None:
    near = case.numbered(drafted.sentences) or _sentences_of(case, spans)
    attribution = speech.attribute(case.scene, spans[0])
    headline = attribution is None and _headline_speaker(case, spans[0])
    quoted = case.scene.quoted_at(spans[0][0])
    if case.fills_gaps and attribution is None and not headline and not quoted:
        words = case.text[slice(*spans[0])]
        case.drop("statement", words, "ungrounded", "no words give it to anybody")
        return None
    subject = headline or (attribution.subject if attribution else None)
    speaker = _speaker(case, drafted, subject, attribution, near)
    if speaker is None and attribution is None and quoted and before is not None:
        speaker = before.speaker
    cue = _drafted_words(case, drafted.cue, near) or (attribution.cue if attribution else None)
    speaker_text = _drafted_words(case, drafted.speaker_words, near) or (
        (subject.start, subject.end) if subject else None
    )
    type_ = speech.quote_type(case.scene, spans, attribution)
    if drafted.quote_type and type_ not in ("direct", "mixed"):
        type_ = drafted.quote_type if drafted.quote_type not in ("direct", "mixed") else type_
    relayed = _named(case, drafted.relayed_by, near) or _relayer(case, attribution)
    return StatementFound(
        content=spans,
        speaker=speaker,
        speaker_text=speaker_text,
        cue=cue,
        quote_type=type_,
        medium=drafted.medium or speech.medium(case.scene, attribution),
        polarity=drafted.polarity or speech.polarity(case.scene, attribution),
        occasion=drafted.occasion,
        addressees=_addressees(case, drafted, attribution, spans, near),
        relayed_by=relayed if relayed is not speaker else None,
        drafted_meeting=drafted.meeting,
        drafted_nested_in=drafted.nested_in,
    )


def _sentences_of(case: Case, spans: Sequence[Range]) -> list[Range]:
    found = (case.scene.sentence_of(start) for start, _ in spans)
    return list(dict.fromkeys(one for one in found if one is not None))


def _drafted_words(case: Case, words: str | None, near: Sequence[Range]) -> Range | None:
    """Words of the draft found in the very sentences it cites."""
    found = case.ground.locate(words, near) if words else None
    if found is None or not any(start <= found.start < end for start, end in near):
        return None
    return found.start, found.end


def _named(case: Case, name: str | None, near: Sequence[Range]) -> Entity | None:
    return case.entity(name, "name", near) if name else None


def _speaker(
    case: Case,
    drafted: DraftStatement,
    subject: Mention | None,
    attribution: Attribution | None,
    near: Sequence[Range],
) -> Entity | None:
    """Who says it: whom the sentence names, else whom its pronoun goes back to, else the draft's.

    A draft that cites the words for its speaker has read the sentence and is believed before a
    pronoun is followed.
    """
    proposed = _named(case, drafted.speaker, near)
    named = case.roster.of(subject) if subject else None
    if named is not None and not (proposed and drafted.speaker_words):
        return named
    if proposed is not None and not case.fills_gaps:
        return proposed
    if subject is not None and subject.kind == "pronoun" and attribution is not None:
        return _antecedent(case, attribution) or proposed
    return proposed


def _antecedent(case: Case, attribution: Attribution) -> Entity | None:
    """Whom a pronoun goes back to: whoever spoke last, or the subject of a sentence since."""
    scene = case.scene
    here = scene.sentence_of(attribution.cue[0])
    if here is None:
        return None
    for earlier in speech.attributions_in(scene, here):
        entity = case.roster.of(earlier.subject) if earlier.subject else None
        if entity is not None and earlier.cue[0] < attribution.cue[0]:
            return entity
    index = list(scene.sentences).index(here)
    for sentence in reversed(scene.sentences[max(0, index - 6) : index]):
        spoken = [
            case.roster.of(one.subject)
            for one in speech.attributions_in(scene, sentence)
            if one.subject is not None
        ]
        people = [one for one in spoken if one is not None and _personal(one)]
        if people:
            return people[-1]
        if not spoken and (lead := _leading_person(case, sentence)):
            return lead
    return None


def _leading_person(case: Case, sentence: Range) -> Entity | None:
    """The person a sentence begins with."""
    for mention in case.scene.mentions:
        if sentence[0] <= mention.start < sentence[1]:
            entity = case.roster.of(mention)
            if entity is not None and _personal(entity) and not speech.governed(case.text, mention):
                return entity
            return None
    return None


def _personal(entity: Entity) -> bool:
    return entity.kind in ("person", "unnamed")


def _headline_speaker(case: Case, span: Range) -> Mention | None:
    """Who a headline gives its words to: "Ito: we agree", "We agree: Ito", "We agree - Ito"."""
    sentence = case.scene.sentence_of(span[0])
    for mention in case.scene.mentions:
        if sentence is None or not sentence[0] <= mention.start < sentence[1]:
            continue
        between = case.text[mention.end : span[0]] if mention.end <= span[0] else None
        behind = case.text[span[1] : mention.start] if mention.start >= span[1] else None
        if between is not None and re.fullmatch(r"\s*:\s*[“‘\"']?", between):
            return mention
        if behind is not None and re.fullmatch(r"[”’\"']?\s*[:–—-]\s*", behind):
            return mention
    return None


def _relayer(case: Case, attribution: Attribution | None) -> Entity | None:
    """Who passes speech on: "Tasnim quoted Ito as saying", "Ito was quoted by Tasnim as saying"."""
    if attribution is None:
        return None
    mention = speech.relayer(case.scene, attribution.cue)
    return case.roster.of(mention) if mention else None


def _addressees(
    case: Case,
    drafted: DraftStatement,
    attribution: Attribution | None,
    spans: Sequence[Range],
    near: Sequence[Range],
) -> list[Entity]:
    named = [_named(case, name, near) for name in drafted.addressees]
    found = [one for one in named if one is not None]
    if not case.fills_gaps or attribution is None:
        return _unique(found)
    cue = attribution.cue
    if case.text[slice(*cue)].lower() not in _ADDRESSING:
        return _unique(found)
    limit = spans[0][0] if cue[0] < spans[0][0] else len(case.text)
    for mention in case.scene.mentions:
        if cue[1] <= mention.start < limit and not case.text[cue[1] : mention.start].strip():
            entity = case.roster.of(mention)
            if entity is not None:
                found.append(entity)
    return _unique(found)


def _unique(entities: Sequence[Entity]) -> list[Entity]:
    return list({id(entity): entity for entity in entities}.values())


def _overlaps(one: StatementFound, other: StatementFound) -> bool:
    """Whether most of a statement's words are in another that does not quote it."""
    if one.drafted_nested_in or other.drafted_nested_in:
        return one.content == other.content and one.speaker is other.speaker
    shared = sum(
        max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one.content for b in other.content
    )
    shorter = min(sum(e - s for s, e in each.content) for each in (one, other))
    return shared >= DUPLICATE_SHARE * shorter


def _continues(case: Case, before: StatementFound, statement: StatementFound) -> bool:
    """Whether a statement goes on with the one before: the same cue, or a quotation without one."""
    if statement.cue is not None and statement.cue == before.cue:
        return statement.start >= before.content[-1][1]
    if statement.cue is not None or statement.quote_type != "direct":
        return False
    if statement.speaker is not before.speaker or before.quote_type not in ("direct", "mixed"):
        return False
    last = case.scene.sentence_of(before.content[-1][1] - 1)
    here = case.scene.sentence_of(statement.start)
    return last is not None and here is not None and (
        last == here or case.scene.before(here) == last
    )


def _joined(text: str, spans: Sequence[Range]) -> list[Range]:
    """The spans, those joined between which only a comma or a conjunction stands."""
    result = [spans[0]]
    for span in spans[1:]:
        between = text[result[-1][1] : span[0]]
        if re.fullmatch(r"[\s,;]*(?:(?:and|but|or|while)\s+)?", between):
            result[-1] = (result[-1][0], span[1])
        else:
            result.append(span)
    return result


def evidence(case: Case, span: Range | None) -> Evidence | None:
    """The evidence at a range; None for None."""
    return Evidence.of(case.text, *span) if span else None
