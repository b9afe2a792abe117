"""Brat's files, read as its page on standoff says: an annotation a line, an id, a tab, the rest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ID = re.compile(r"[TEA#][1-9][0-9]*")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
ARGUMENT = re.compile(r"([A-Za-z][A-Za-z_-]*?)([0-9]*):([TE][1-9][0-9]*)")
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Span:
    kind: str
    spans: Spans
    words: str


@dataclass(frozen=True)
class Event:
    kind: str
    trigger: str
    arguments: list[tuple[str, str]]
    """Roles without their numbers, and ids."""


@dataclass
class Document:
    text: str
    spans: dict[str, Span] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    attributes: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Name, id of what has it, value."""
    notes: dict[str, str] = field(default_factory=dict)
    """By the id of what they are on."""
    same: list[set[str]] = field(default_factory=list)

    def valued(self, target: str) -> dict[str, str | None]:
        return {name: value for name, of, value in self.attributes if of == target}


def read_document(text: str, annotations: str) -> Document:
    """The document.

    Raises:
        ValueError: it is not in the format, or refers to what is not there.
    """
    found = Document(text)
    seen: set[str] = set()
    if annotations and not annotations.endswith("\n"):
        raise ValueError("the last line has no end")
    for line in annotations.splitlines():  # at all that some reader takes for a line end
        identifier, _, rest = line.partition("\t")
        if identifier != "*" and (not ID.fullmatch(identifier) or identifier in seen):
            raise ValueError(f"{identifier!r} is no new id")
        seen.add(identifier)
        READ[identifier[0]](found, identifier, rest)
    _check(found)
    return found


def _span(found: Document, identifier: str, rest: str) -> None:
    head, words = rest.split("\t")
    kind, _, offsets = head.partition(" ")
    spans = [(int(a), int(b)) for a, b in (pair.split(" ") for pair in offsets.split(";"))]
    found.spans[identifier] = Span(kind, spans, words)


def _event(found: Document, identifier: str, rest: str) -> None:
    first, *others = rest.split(" ")
    kind, trigger = first.split(":")
    arguments = []
    numbers: dict[str, list[str]] = {}
    for one in others:
        match = ARGUMENT.fullmatch(one)
        if match is None:
            raise ValueError(f"{one!r} is no argument")
        arguments.append((match[1], match[3]))
        numbers.setdefault(match[1], []).append(match[2])
    for given in numbers.values():
        if given != ["", *map(str, range(2, len(given) + 1))]:
            raise ValueError(f"a role is numbered {given}")
    found.events[identifier] = Event(kind, trigger, arguments)


def _attribute(found: Document, _: str, rest: str) -> None:
    name, target, *value = rest.split(" ")
    if len(value) > 1:
        raise ValueError(f"{rest!r} has two values")
    found.attributes.append((name, target, value[0] if value else None))


def _note(found: Document, _: str, rest: str) -> None:
    head, words = rest.split("\t")
    kind, target = head.split(" ")
    if kind != "AnnotatorNotes" or target in found.notes:
        raise ValueError(f"a note on {target}")
    found.notes[target] = words


def _same(found: Document, _: str, rest: str) -> None:
    kind, *members = rest.split(" ")
    if kind != "Equiv" or len(set(members)) < 2:
        raise ValueError(f"{rest!r} makes nothing the same")
    found.same.append(set(members))


READ = {"T": _span, "E": _event, "A": _attribute, "#": _note, "*": _same}


def _check(found: Document) -> None:
    for one in found.spans.values():
        if not NAME.fullmatch(one.kind):
            raise ValueError(f"{one.kind!r} is no type")
        if one.spans != sorted(one.spans) or not all(a < b for a, b in one.spans):
            raise ValueError(f"{one.spans} are not in order")
        parts = [found.text[start:end] for start, end in one.spans]
        if any("\n" in part for part in parts):
            raise ValueError(f"{one.spans} cross a line end")
        if one.words != " ".join(parts):
            raise ValueError(f"{one.words!r} is not what stands at {one.spans}")
    known = found.spans.keys() | found.events.keys()
    for event in found.events.values():
        if found.spans[event.trigger].kind != event.kind:
            raise ValueError(f"{event} has a trigger of another type")
        if not {identifier for _, identifier in event.arguments} <= known:
            raise ValueError(f"{event} has an argument that is not there")
    if not {*found.notes, *(target for _, target, _ in found.attributes)} <= known:
        raise ValueError("a note or an attribute is of nothing")
    if not set().union(*found.same) <= found.spans.keys():
        raise ValueError("something is the same as nothing")


def read_configuration(path: Path) -> Mapping[str, Mapping[str, dict[str, list[str]]]]:
    """The sections of annotation.conf: names, and for each its arguments with their types."""
    sections: dict[str, dict[str, dict[str, list[str]]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
        elif line:
            name, _, rest = line.partition("\t")
            pairs = (one.split(":") for one in rest.split(", ") if one)
            current[name] = {key: types.split("|") for key, types in pairs}
    return sections
