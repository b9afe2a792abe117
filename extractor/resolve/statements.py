"""Statements: from a draft to who said what, by the words that attribute it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.draft import DraftStatement
from extractor.resolve import speakers, speech
from extractor.resolve.case import Case
from extractor.resolve.contents import spans_said, without_marks
from extractor.resolve.people import Entity
from extractor.resolve.polarity import is_asked, is_unsaid
from extractor.resolve.scene import Range
from extractor.resolve.speakers import Said
from schemas import Evidence, Medium, Polarity, QuoteType, StatementOccasion

DUPLICATE_SHARE = 0.8
"""Share of a statement's characters that another one holds, from which it is the same."""


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
    drafted: list[int] = field(default_factory=list)
    """Which statements of the draft it came from, counted from 1."""
    drafted_meeting: int | None = None
    drafted_nested_in: int | None = None

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0][0]


@dataclass(frozen=True)
class _Piece:
    """A drafted statement, or a part of it with a cue of its own, and where it stands."""

    number: int
    drafted: DraftStatement
    spans: list[Range]
    said: Said


def find_statements(case: Case) -> list[StatementFound]:
    """The draft's statements that the article supports, each once, in text order."""
    pieces = [
        piece
        for number, drafted in enumerate(case.draft.statements, start=1)
        for piece in _pieces(case, number, drafted)
    ]
    pieces.sort(key=lambda one: (one.spans[0][0], -one.spans[-1][1], one.number))
    found: list[StatementFound] = []
    for piece in pieces:
        if case.fills_gaps and (refusal := _refusal(case, piece)) is not None:
            case.drop("statement", case.text[slice(*piece.spans[0])], "ungrounded", refusal)
            continue
        statement = _find(case, piece)
        twin = next((one for one in found if _overlaps(one, statement)), None)
        if twin is not None:
            twin.drafted += statement.drafted
            words = case.text[slice(*piece.spans[0])]
            case.drop("statement", words, "duplicate", "the same words are a statement already")
        elif found and _continues(case, found[-1], statement):
            found[-1].content = _joined(case.text, [*found[-1].content, *statement.content])
            found[-1].quote_type = _type_of_both(found[-1], statement)
            found[-1].drafted += statement.drafted
        else:
            found.append(statement)
    return found


def evidence(case: Case, span: Range | None) -> Evidence | None:
    """The evidence at a range; None for None."""
    return Evidence.of(case.text, *span) if span else None


def _pieces(case: Case, number: int, drafted: DraftStatement) -> list[_Piece]:
    """Where a drafted statement stands; empty where it does not."""
    quotes_another = any(one.nested_in == number for one in case.draft.statements)
    spans = _content(case, drafted, as_it_stands=quotes_another or case.chosen)
    return [_Piece(number, drafted, spans, speakers.said_by(case, spans))] if spans else []


def _content(case: Case, drafted: DraftStatement, *, as_it_stands: bool) -> list[Range]:
    """Where the draft's words stand, the attribution cut off; empty where they do not.

    What quotes another statement keeps the attribution of that one.
    """
    near = case.numbered(drafted.sentences)
    spans: list[Range] = []
    for words in drafted.content:
        found = case.find("statement", words, "content", near)
        if found is not None and as_it_stands:
            spans.append(without_marks(case.text, (found.start, found.end)))
        elif found is not None:
            spans += spans_said(case.scene, (found.start, found.end))
        elif case.on_ungrounded == "keep":
            spans += [without_marks(case.text, one) for one in near]
    apart: list[Range] = []
    for span in sorted(set(spans), key=lambda one: (one[0], -one[1])):
        if span[0] < span[1] and (not apart or span[0] >= apart[-1][1]):
            apart.append(span)
    return apart


def _refusal(case: Case, piece: _Piece) -> str | None:
    """Why a piece is no statement by its words alone; None where nothing speaks against it."""
    if all(is_asked(case.scene, one) for one in piece.spans):
        return "a question put to somebody"
    attribution = piece.said.attribution
    if attribution is not None and is_unsaid(case.scene, attribution.cue):
        return "the article says that it was not said"
    return None


def _find(case: Case, piece: _Piece) -> StatementFound:
    drafted, spans, said = piece.drafted, piece.spans, piece.said
    attribution = said.attribution
    near = case.numbered(drafted.sentences) or _sentences_of(case, spans)
    speaker = speakers.speaker_of(case, drafted, said, near)
    subject = said.subject
    cue = _drafted_words(case, drafted.cue, near, "cue") or (
        attribution.cue if attribution else None
    )
    speaker_text = _drafted_words(case, drafted.speaker_words, near, "speaker_words") or (
        (subject.start, subject.end) if subject else None
    )
    type_ = speech.quote_type(case.scene, spans, attribution)
    if drafted.quote_type and type_ not in ("direct", "mixed"):
        type_ = drafted.quote_type if drafted.quote_type not in ("direct", "mixed") else type_
    relayed = speakers.named(case, drafted.relayed_by, near)
    relayed = relayed or speakers.relayer(case, attribution)
    return StatementFound(
        content=spans,
        speaker=speaker,
        speaker_text=speaker_text,
        cue=cue,
        quote_type=type_,
        medium=drafted.medium or speech.medium(case.scene, attribution),
        polarity=drafted.polarity or speech.polarity(case.scene, attribution),
        occasion=drafted.occasion,
        addressees=[
            one
            for one in speakers.addressees(case, drafted, attribution, spans, near)
            if one is not speaker
        ],
        relayed_by=relayed if relayed is not speaker else None,
        drafted=[piece.number],
        drafted_meeting=drafted.meeting,
        drafted_nested_in=drafted.nested_in,
    )


def _sentences_of(case: Case, spans: Sequence[Range]) -> list[Range]:
    found = (case.scene.sentence_of(start) for start, _ in spans)
    return list(dict.fromkeys(one for one in found if one is not None))


def _drafted_words(
    case: Case, words: str | None, near: Sequence[Range], detail: str
) -> Range | None:
    """Words of the draft found in the very sentences it cites; noted where they are not there."""
    if not words or not words.strip():
        return None
    found = case.ground.locate(words, near)
    if found is None or not any(start <= found.start < end for start, end in near):
        case.drop("statement", words, "ungrounded", detail)
        return None
    return found.start, found.end


def _overlaps(one: StatementFound, other: StatementFound) -> bool:
    """Whether most of a statement's words are in another that does not quote it."""
    if one.content == other.content and one.speaker is other.speaker:
        return True
    if (one.drafted_nested_in or other.drafted_nested_in) and one.speaker is not other.speaker:
        return False
    if one.content[-1][1] <= other.start or other.content[-1][1] <= one.start:
        return False
    shared = sum(
        max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one.content for b in other.content
    )
    shorter = min(sum(e - s for s, e in each.content) for each in (one, other))
    return shared >= DUPLICATE_SHARE * shorter


def _continues(case: Case, before: StatementFound, statement: StatementFound) -> bool:
    """Whether a statement goes on with the one before: the same cue, or a quotation without one."""
    if statement.start < before.content[-1][1]:
        return False
    if statement.cue is not None and statement.cue == before.cue:
        return statement.speaker is before.speaker
    if statement.cue is not None and before.cue is not None:
        return False
    if statement.quote_type != "direct" or before.quote_type not in ("direct", "mixed"):
        return False
    if statement.speaker is not before.speaker:
        return False
    return _nothing_between(case, before.content[-1][1] - 1, statement.start)


def _nothing_between(case: Case, last: int, first: int) -> bool:
    """Whether between two offsets stand only quoted sentences, and few of them."""
    scene = case.scene
    left, here = scene.sentence_of(last), scene.sentence_of(first)
    if left is None or here is None:
        return False
    for sentence in (here, *scene.before(here, speakers.RUN)):
        if sentence == left:
            return True
        if not scene.quoted_at((sentence[0] + sentence[1]) // 2):
            return False
    return False


def _type_of_both(one: StatementFound, other: StatementFound) -> QuoteType:
    types = {one.quote_type, other.quote_type}
    if len(types) == 1:
        return one.quote_type
    return "mixed" if types & {"direct", "mixed"} else one.quote_type


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
