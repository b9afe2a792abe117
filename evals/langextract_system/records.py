"""Records: langextract's extractions as actors, meetings and statements.

langextract finds the place of an extraction's own words, and of those alone. What it found no
place for is dropped; so is an attribute whose words do not stand in the article as they are.
Nothing of communique's own reading helps: dates stay phrases, countries are not looked up.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self, get_args

from schemas import (
    Actor,
    ActorKind,
    DateValue,
    Dropped,
    DropReason,
    Evidence,
    Meeting,
    MeetingStatus,
    Participant,
    Place,
    QuoteType,
    Statement,
)

Records = tuple[tuple[Actor, ...], tuple[Meeting, ...], tuple[Statement, ...], tuple[Dropped, ...]]
_Dropped = Literal["actor", "meeting", "statement"]
_KINDS: dict[str, _Dropped] = {
    "person": "actor",
    "organization": "actor",
    "meeting": "meeting",
    "statement": "statement",
}
_STATUSES: dict[object, MeetingStatus] = {status: status for status in get_args(MeetingStatus)}
_MARKS = "\"“”„«»‘’'"


@dataclass(frozen=True)
class Piece:
    """One of langextract's extractions."""

    kind: str
    words: str
    """What the model wrote."""
    place: tuple[int, int] | None
    """Half-open, where langextract found it; None where it did not."""
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, extraction: Any) -> Self:
        """From langextract's own class, read by the names of its fields."""
        found = extraction.char_interval
        place = None
        if found is not None and None not in (found.start_pos, found.end_pos):
            place = (found.start_pos, found.end_pos)
        words = str(extraction.extraction_text)
        return cls(extraction.extraction_class, words, place, extraction.attributes or {})


@dataclass(eq=False)
class _Entity:
    """Somebody named, an actor only once a meeting or a statement needs it."""

    kind: ActorKind
    forms: dict[str, Evidence]
    """Each form of the name with its first place."""
    title: str | None = None
    id: str = ""

    @property
    def name(self) -> str:
        return max(self.forms, key=len)


def converted(text: str, pieces: Sequence[Piece]) -> Records:
    """The actors, meetings and statements of an article, and what was dropped."""
    return _Conversion(text).records(pieces)


class _Conversion:
    def __init__(self, text: str) -> None:
        self._text = text
        self._entities: list[_Entity] = []
        self._needed: list[_Entity] = []
        self._dropped: list[Dropped] = []

    def records(self, pieces: Sequence[Piece]) -> Records:
        placed = sorted(
            ((self._evidence(one), one) for one in pieces if self._is_placed(one)),
            key=lambda pair: (pair[0].start, pair[0].end),
        )
        for evidence, piece in placed:
            if piece.kind in ("person", "organization"):
                self._name(piece, evidence)
        meetings = self._meetings(pair for pair in placed if pair[1].kind == "meeting")
        statements = self._statements(pair for pair in placed if pair[1].kind == "statement")
        actors = tuple(self._actor(one) for one in self._needed)
        return actors, meetings, statements, tuple(self._dropped)

    def _is_placed(self, piece: Piece) -> bool:
        if piece.place is not None and self._text[slice(*piece.place)].strip():
            return True
        self._drop(_KINDS[piece.kind], piece.words, "ungrounded", "langextract found no place")
        return False

    def _evidence(self, piece: Piece) -> Evidence:
        assert piece.place is not None  # noqa: S101 - narrows the type; only placed ones come here
        return Evidence.of(self._text, *piece.place)

    def _drop(self, kind: _Dropped, words: str, why: DropReason, how: str) -> None:
        self._dropped.append(Dropped(kind=kind, words=words, reason=why, detail=how))

    def _drop_words(self, kind: _Dropped, words: str, how: str) -> None:
        """Drop the words of an attribute, unless there are none."""
        if words.strip():
            self._drop(kind, words, "ungrounded", how)

    def _stands(self, words: str, near: Evidence | None = None) -> Evidence | None:
        """The place of whole words, in `near` if they stand there, else the first; or None."""
        if not words.strip():
            return None
        whole = re.compile(rf"(?<!\w){re.escape(words.strip())}(?!\w)")
        places = [Evidence.of(self._text, *one.span()) for one in whole.finditer(self._text)]
        inside = [one for one in places if near and near.start <= one.start <= one.end <= near.end]
        return next(iter(inside + places), None)

    def _name(self, piece: Piece, evidence: Evidence) -> None:
        if self._stands(evidence.exact) is None:
            self._drop("actor", piece.words, "ungrounded", "its place cuts a word")
            return
        entity = self._entity(evidence.exact.strip(), evidence, piece.kind)
        words = str(piece.attributes.get("title") or "")
        title = self._stands(words, evidence)
        if title is None:
            self._drop_words("actor", words, "title: not in the article")
        elif len(title.exact) > len(entity.title or ""):
            entity.title = title.exact

    def _entity(self, name: str, evidence: Evidence, kind: str) -> _Entity:
        """Who has this name, or one that contains it or is contained in it; else somebody new."""
        for entity in self._entities:
            if any(_contains(one, name) or _contains(name, one) for one in entity.forms):
                entity.forms.setdefault(name, evidence)
                return entity
        entity = _Entity("organization" if kind == "organization" else "person", {name: evidence})
        self._entities.append(entity)
        return entity

    def _somebody(self, words: str, kind: _Dropped, near: Evidence) -> _Entity | None:
        """The actor that an attribute names; None, and dropped, where it is not in the article."""
        evidence = self._stands(words, near)
        if evidence is None:
            self._drop_words(kind, words, "a name that is not in the article")
            return None
        entity = self._entity(evidence.exact, evidence, "person")
        if entity not in self._needed:
            self._needed.append(entity)
            entity.id = f"a{len(self._needed)}"
        return entity

    def _actor(self, entity: _Entity) -> Actor:
        return Actor(
            id=entity.id,
            kind=entity.kind,
            name=entity.name,
            title=entity.title,
            aliases=tuple(form for form in entity.forms if form != entity.name),
            mentions=tuple(sorted(entity.forms.values(), key=lambda one: one.start)),
        )

    def _meetings(self, placed: Iterable[tuple[Evidence, Piece]]) -> tuple[Meeting, ...]:
        meetings: list[Meeting] = []
        for evidence, piece in placed:
            about = piece.attributes
            present = [
                self._somebody(str(name), "meeting", evidence)
                for name in about.get("participants") or ()
            ]
            ids = dict.fromkeys(one.id for one in present if one is not None)
            if not ids:
                self._drop("meeting", piece.words, "out_of_schema", "no participant is left")
                continue
            place = self._attribute(about, "place", evidence)
            meeting = Meeting(
                id=f"m{len(meetings) + 1}",
                participants=tuple(Participant(actor=one) for one in ids),
                status=_STATUSES.get(about.get("status"), "held"),
                date=DateValue(text=self._attribute(about, "date", evidence)),
                place=Place(text=place, name=place.exact) if place else None,
                evidence=(evidence,),
            )
            if any(meeting.model_copy(update={"id": one.id}) == one for one in meetings):
                self._drop("meeting", piece.words, "duplicate", "the same as one before")
                continue
            meetings.append(meeting)
        return tuple(meetings)

    def _attribute(self, about: Mapping[str, Any], name: str, near: Evidence) -> Evidence | None:
        words = str(about.get(name) or "")
        found = self._stands(words, near)
        if found is None:
            self._drop_words("meeting", words, f"{name}: not in the article")
        return found

    def _statements(self, placed: Iterable[tuple[Evidence, Piece]]) -> tuple[Statement, ...]:
        statements: list[Statement] = []
        for evidence, piece in placed:
            if any(one.content == (evidence,) for one in statements):
                self._drop("statement", piece.words, "duplicate", "the same words as before")
                continue
            speaker = self._somebody(
                str(piece.attributes.get("speaker") or ""), "statement", evidence
            )
            statements.append(
                Statement(
                    id=f"s{len(statements) + 1}",
                    speaker=speaker.id if speaker else None,
                    content=(evidence,),
                    quote_type=_quote_type(self._text, evidence),
                )
            )
        return tuple(statements)


def _contains(longer: str, shorter: str) -> bool:
    """Whether a name is the other's end or all of it, word for word."""
    words, fewer = longer.casefold().split(), shorter.casefold().split()
    return words[-len(fewer) :] == fewer


def _quote_type(text: str, content: Evidence) -> QuoteType:
    """By quotation marks alone: at both ends, somewhere within, or none."""
    around = text[max(content.start - 1, 0) : content.end + 1].strip()
    if around[0] in _MARKS and around[-1] in _MARKS:
        return "direct"
    return "mixed" if any(mark in content.exact for mark in '"“”«»') else "indirect"
