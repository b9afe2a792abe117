"""Brat sheet: the lines of one annotation file."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from extractor.exports.brat_types import type_name
from schemas import Actor, Evidence, Extraction, Meeting, Statement

_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON lets stand, and some take for a line end."""

Spans = tuple[tuple[int, int], ...]
"""Half-open, in text order, none across a line end."""


def annotations(record: Extraction, text: str) -> Iterator[str]:
    """The lines of an annotation file; `text` is the article's, as `plain` gives it."""
    sheet = _Sheet(text)
    for actor in record.actors:
        sheet.add_actor(actor)
    identifiers = [one.id for one in record.meetings] + [one.id for one in record.statements]
    events = {identifier: f"E{number}" for number, identifier in enumerate(identifiers, start=1)}
    for meeting in record.meetings:
        sheet.add_meeting(meeting, events)
    for statement in record.statements:
        sheet.add_statement(statement, events)
    return iter([*sheet.spans.values(), *sheet.lines, *sheet.attributes.values()])


def fragments(pieces: tuple[Evidence, ...], text: str) -> Spans:
    """The spans of evidence, split at line ends; a line of nothing but space is left out."""
    found = {
        (piece.start + line.start(), piece.start + line.end())
        for piece in pieces
        for line in re.finditer("[^\n]+", text[piece.start : piece.end])
        if line[0].strip()
    }
    return tuple(sorted(found)) or tuple((piece.start, piece.end) for piece in pieces)


@dataclass
class _Sheet:
    """The lines of one article; numbers run through the article, for each letter."""

    text: str
    spans: dict[tuple[str, Spans, str], str] = field(default_factory=dict)
    """T lines by type, place and what tells them apart: what is the same stands there once."""
    lines: list[str] = field(default_factory=list)
    mentions: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Of each actor the place and the T of each mention."""
    attributes: dict[tuple[str, ...], str] = field(default_factory=dict)
    """A lines by what they say."""
    notes: int = 0

    def add_actor(self, actor: Actor) -> None:
        kind = type_name(actor.kind)
        found = [(one.start, self._span(kind, [one], actor.id)) for one in actor.mentions]
        self.mentions[actor.id] = found
        unique = list(dict.fromkeys(identifier for _, identifier in found))
        if len(unique) > 1:
            self.lines.append(f"*\tEquiv {' '.join(unique)}")
        self._note(unique[0], actor.model_dump(mode="json", exclude={"mentions", "kind"}))

    def add_meeting(self, one: Meeting, events: dict[str, str]) -> None:
        event, begin = events[one.id], one.evidence[0].start
        arguments = [
            (type_name(each.role), self._mention(each.actor, begin)) for each in one.participants
        ]
        arguments += self._optional("Date", "DatePhrase", one.date.text)
        arguments += self._optional("Place", "Place", one.place.text if one.place else None)
        arguments += [("Topic", self._span("Topic", [each])) for each in one.topics]
        outcomes = {
            self._span("Outcome", [each.evidence], each.type): each.type for each in one.outcomes
        }
        arguments += [("Outcome", each) for each in outcomes]
        self._event(event, "Meeting", one.evidence, arguments)
        self._values(event, Status=one.status, Mention=one.mention, Format=one.format)
        for mode in dict.fromkeys(one.modes):
            self._attribute(type_name(mode), event)
        for identifier, outcome in outcomes.items():
            self._values(identifier, OutcomeType=outcome)
        self._note(
            event,
            {
                "id": one.id,
                "date": one.date.model_dump(mode="json", exclude={"text"}),
                "place": one.place and one.place.model_dump(mode="json", exclude={"text"}),
                "occasion": one.occasion and one.occasion.model_dump(mode="json"),
            },
        )

    def add_statement(self, one: Statement, events: dict[str, str]) -> None:
        event, begin = events[one.id], (one.speaker_text or one.content[0]).start
        arguments = [
            (role, self._mention(actor, begin))
            for role, actor in (
                ("Speaker", one.speaker),
                *(("Addressee", each) for each in one.addressees),
                ("RelayedBy", one.relayed_by),
            )
            if actor is not None
        ]
        arguments += self._optional("SpeakerWords", "SpeakerWords", one.speaker_text)
        arguments += self._optional("Cue", "Cue", one.cue)
        arguments += [("At", events[one.meeting])] if one.meeting else []
        arguments += [("NestedIn", events[one.nested_in])] if one.nested_in else []
        self._event(event, "Statement", one.content, arguments)
        self._values(
            event,
            QuoteType=one.quote_type,
            Medium=one.medium,
            Polarity=one.polarity,
            Occasion=one.occasion,
        )
        self._note(event, {"id": one.id})

    def _optional(self, role: str, kind: str, piece: Evidence | None) -> list[tuple[str, str]]:
        return [] if piece is None else [(role, self._span(kind, [piece]))]

    def _span(self, kind: str, pieces: Iterable[Evidence], owner: str = "") -> str:
        """The id of a text-bound annotation, which is added if there is no such yet."""
        spans = fragments(tuple(pieces), self.text)
        key = (kind, spans, owner)
        if key not in self.spans:
            offsets = ";".join(f"{start} {end}" for start, end in spans)
            words = " ".join(self.text[start:end] for start, end in spans).replace("\n", " ")
            self.spans[key] = f"T{len(self.spans) + 1}\t{kind} {offsets}\t{words}"
        return self.spans[key].partition("\t")[0]

    def _mention(self, actor: str, begin: int) -> str:
        """The actor's mention next to a place; the earlier of two that are as near."""
        return min(self.mentions[actor], key=lambda one: abs(one[0] - begin))[1]

    def _event(
        self, event: str, kind: str, pieces: tuple[Evidence, ...], arguments: list[tuple[str, str]]
    ) -> None:
        """Add an event; a role that was given before is numbered from 2, as brat does it."""
        seen: dict[str, int] = {}
        written = [f"{event}\t{kind}:{self._span(kind, pieces)}"]
        for role, identifier in arguments:
            seen[role] = seen.get(role, 0) + 1
            number = seen[role] if seen[role] > 1 else ""
            written.append(f"{role}{number}:{identifier}")
        self.lines.append(" ".join(written))

    def _values(self, target: str, **values: str) -> None:
        for name, value in values.items():
            self._attribute(name, target, value)

    def _attribute(self, *words: str) -> None:
        self.attributes.setdefault(words, f"A{len(self.attributes) + 1}\t{' '.join(words)}")

    def _note(self, target: str, known: dict[str, Any]) -> None:
        self.notes += 1
        held = {name: value for name, value in known.items() if value is not None}
        words = _UNPRINTED.sub(
            lambda one: f"\\u{ord(one[0]):04x}", json.dumps(held, ensure_ascii=False)
        )
        self.lines.append(f"#{self.notes}\tAnnotatorNotes {target}\t{words}")
