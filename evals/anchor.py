"""Anchor: labels with plain strings in, gold with offsets out.

Annotators copy words; code finds where they stand. The form of such labels is shown at the top of
gold/GUIDELINES.md: the gold format itself, with a string wherever the record has evidence.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from evals.locate import AmbiguousError, NotFoundError, Range, as_written, one_place, places
from extractor.reading.furniture import READABLE, Block, find_blocks
from extractor.reading.sentences import split
from schemas import Evidence, Gold
from schemas.countries import country_of_city

Labels = dict[str, Any]

SCHEMA = "../../schemas/gold.schema.json"
"""Where a gold file's `$schema` points, from its place in gold/records/."""

_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|to|from|via)\s+$", re.IGNORECASE)
PRONOUNS = frozenset(
    "he she they it i we you who his her their its him them this that which".split()
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of one file, and what to do about it."""

    field: str
    """Such as "s3.cue"; empty for the file as a whole."""
    advice: str

    def __str__(self) -> str:
        return f"{self.field}: {self.advice}" if self.field else self.advice


def anchor(labels: Mapping[str, Any], text: str) -> tuple[Gold | None, list[Fault]]:
    """The gold that labels with plain strings stand for, and every fault found on the way.

    Fields that already hold evidence (`exact`, `start`, `end`) are looked up anew by `exact` only
    where the offsets do not fit. The text's SHA-256 and the actors' mentions are filled in.

    Returns:
        The gold, or None where there is any fault.
    """
    work = _Anchoring(text)
    filled = work.story(labels)
    if not work.faults:
        try:
            gold = Gold.model_validate_json(json.dumps(filled), context={"text": text})
        except ValidationError as error:
            work.faults.extend(faults_of(error, filled))
        else:
            return gold, []
    return None, work.faults


def faults_of(error: ValidationError, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """A validation error as faults, each naming the record by its id."""
    for one in error.errors(include_url=False, include_context=False):
        where = list(one["loc"])
        if len(where) > 1 and isinstance(where[1], int):
            records = raw.get(str(where[0])) or []
            record = records[where[1]] if where[1] < len(records) else {}
            identifier = record.get("id") if isinstance(record, dict) else None
            where[:2] = [identifier or f"{where[0]}[{where[1]}]"]
        words = one["msg"].removeprefix("Value error, ")
        if one["type"] == "extra_forbidden":
            words = "there is no such field; the guidelines show those there are"
        elif "SHA-256 differs" in words or words.startswith("text["):
            words += ": the text has changed since it was labelled, anchor the labels again"
        yield Fault(".".join(map(str, where)), words)


class _Anchoring:
    """One article's labels on their way; faults are gathered, not raised."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.sentences = _sentences(text)
        blocks = find_blocks(text)
        self.readable = [(one.start, one.end) for one in blocks if one.kind in READABLE]

    def story(self, given: Mapping[str, Any]) -> Labels:
        labels = self._object("labels", given)
        article = self._object("article", labels.get("article"))
        article["sha256"] = sha256(self.text.encode()).hexdigest()
        title = article.get("title")
        if title and title not in self.text:  # tags may be glued to it, so no word need end there
            article["title"] = self._written("article.title", title)
        if article.get("published"):
            article["published"] = self._date("article.published", article["published"])
        meetings = [self._meeting(one) for one in self._objects("meetings", labels)]
        statements = [self._statement(one) for one in self._objects("statements", labels)]
        actors = [self._actor(one, statements) for one in self._objects("actors", labels)]
        _drop_mentions_inside_longer_ones(actors)
        annotation = {
            "annotators": ["unnamed"],
            "guidelines": "unversioned",
            "adjudicated": False,
            "split": "dev",
            **self._object("annotation", labels.get("annotation")),
        }
        return {
            "$schema": SCHEMA,
            **labels,
            "article": article,
            "actors": actors,
            "meetings": meetings,
            "statements": statements,
            "annotation": annotation,
        }

    def _actor(self, actor: Labels, statements: Sequence[Labels]) -> Labels:
        where = str(actor.get("id", "actor"))
        for field in ("name", "title", "organization"):
            if actor.get(field):
                actor[field] = self._written(f"{where}.{field}", actor[field])
        aliases = self._list(f"{where}.aliases", actor.get("aliases"))
        actor["aliases"] = [self._written(f"{where}.aliases", one) for one in aliases]
        given = self._list(f"{where}.mentions", actor.get("mentions"))
        if given:
            mentions = [
                found for one in given for found in self._all_places(f"{where}.mentions", one)
            ]
        else:
            names = [one for one in (actor.get("name"), *actor["aliases"]) if one]
            found = [place for one in names for place in self._all_places(where, one)]
            mentions = [one for one in found if self._mentions(one)] or found
        for statement in statements:
            words = statement.get("speaker_text")
            if (
                statement.get("speaker") == actor.get("id")
                and isinstance(words, dict)
                and words["exact"].lower() not in PRONOUNS
            ):
                mentions.append(words)
        actor["mentions"] = _longest_apart(mentions)
        if not mentions:
            self.faults.append(Fault(f"{where}.mentions", "write the words that mention it"))
        return actor

    def _mentions(self, name: Labels) -> bool:
        """Whether a name stands for somebody: not in page furniture, nor as the place "in Riga"."""
        start, end = name["start"], name["end"]
        if not any(first <= start and end <= last for first, last in self.readable):
            return False
        located = _LOCATIVE.search(self.text[max(0, start - 10) : start])
        return not (located and country_of_city(name["exact"]))

    def _meeting(self, meeting: Labels) -> Labels:
        where = str(meeting.get("id", "meeting"))
        meeting["evidence"] = self._each(f"{where}.evidence", meeting.get("evidence"))
        near = [_ranges(meeting["evidence"])]
        if meeting.get("date"):
            meeting["date"] = self._date(f"{where}.date", meeting["date"], near)
        if meeting.get("place"):
            place = self._object(f"{where}.place", meeting["place"])
            if place.get("text"):
                place["text"] = self._one(f"{where}.place", place["text"], near)
            if place.get("name"):
                place["name"] = self._written(f"{where}.place", place["name"])
            meeting["place"] = place
        if meeting.get("occasion"):
            occasion = self._object(f"{where}.occasion", meeting["occasion"])
            occasion["name"] = self._written(f"{where}.occasion", occasion.get("name") or "")
            meeting["occasion"] = occasion
        if meeting.get("topics"):
            meeting["topics"] = self._each(f"{where}.topics", meeting["topics"], near)
        if meeting.get("outcomes"):
            meeting["outcomes"] = [
                {
                    **one,
                    "evidence": self._one(f"{where}.outcomes", one.get("evidence", ""), near),
                }
                for one in self._objects("outcomes", meeting, f"{where}.")
            ]
        return meeting

    def _statement(self, statement: Labels) -> Labels:
        where = str(statement.get("id", "statement"))
        content = self._each(f"{where}.content", statement.get("content"))
        statement["content"] = content
        spans = _ranges(content)
        near = [self._around(spans, self.sentences), self._around(spans, _paragraphs(self.text))]
        outside = [_without(scope, spans) for scope in near]
        for field in ("cue", "speaker_text"):
            if statement.get(field):
                statement[field] = self._one(f"{where}.{field}", statement[field], outside)
        return statement

    def _date(self, where: str, date: Labels, near: Sequence[Sequence[Range]] = ()) -> Labels:
        date = self._object(where, date)
        if date.get("text"):
            date["text"] = self._one(f"{where}.text", date["text"], near)
        return date

    def _each(self, where: str, words: Any, near: Sequence[Sequence[Range]] = ()) -> list[Any]:
        found = [self._one(where, one, near) for one in self._list(where, words)]
        return sorted(found, key=lambda one: one["start"] if isinstance(one, dict) else -1)

    def _one(self, where: str, words: Any, near: Sequence[Sequence[Range]] = ()) -> Any:
        if isinstance(words, dict):
            if self.text[words.get("start", 0) : words.get("end", 0)] == words.get("exact"):
                return words
            words = words.get("exact", "")
        return self._found(where, lambda: one_place(words, self.text, near).model_dump(), words)

    def _all_places(self, where: str, words: Any) -> list[Any]:
        if not isinstance(words, str):
            return [found for found in [self._one(where, words)] if isinstance(found, dict)]
        found = places(words, self.text)
        if not found:
            self.faults.append(Fault(where, f"{words!r} does not stand in the text"))
        return [Evidence.of(self.text, *place).model_dump() for place in found]

    def _written(self, where: str, words: Any) -> Any:
        return self._found(where, lambda: as_written(words, self.text), words)

    def _found(self, where: str, find: Callable[[], Any], words: Any) -> Any:
        if not isinstance(words, str):
            self.faults.append(Fault(where, "write a string"))
            return None
        try:
            return find()
        except (AmbiguousError, NotFoundError) as error:
            self.faults.append(Fault(where, str(error)))
            return words

    def _object(self, where: str, value: Any) -> Labels:
        """A copy of an object, empty where it is absent; a fault for anything else."""
        if isinstance(value, dict):
            return dict(value)
        if value is not None:
            self.faults.append(Fault(where, "write an object in braces"))
        return {}

    def _list(self, where: str, value: Any) -> list[Any]:
        """A list, empty where it is absent; a fault for anything else."""
        if isinstance(value, list):
            return value
        if value is not None:
            self.faults.append(Fault(where, "write a list in brackets"))
        return []

    def _objects(self, field: str, record: Labels, where: str = "") -> list[Labels]:
        path = f"{where}{field}"
        return [self._object(path, one) for one in self._list(path, record.get(field))]

    def _around(self, spans: Sequence[Range], units: Sequence[Range]) -> list[Range]:
        return [
            unit for unit in units if any(unit[0] < end and start < unit[1] for start, end in spans)
        ]


def _sentences(text: str) -> list[Range]:
    blocks = [Block("body", start, end) for start, end in _paragraphs(text)]
    return [(one.start, one.end) for one in split(text, blocks)]


def _paragraphs(text: str) -> list[Range]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append((start, start + len(line.rstrip())))
        start += len(line)
    return found


def _ranges(pieces: Sequence[Any]) -> list[Range]:
    return [(one["start"], one["end"]) for one in pieces if isinstance(one, dict)]


def _without(scope: Sequence[Range], spans: Sequence[Range]) -> list[Range]:
    """What of a scope lies outside the spans."""
    rest = list(scope)
    for start, end in spans:
        rest = [
            piece
            for first, last in rest
            for piece in ((first, min(last, start)), (max(first, end), last))
            if piece[0] < piece[1]
        ]
    return rest


def _longest_apart(mentions: Sequence[Any]) -> list[Any]:
    """Mentions in text order, without those that lie inside or across a longer one."""
    kept: list[Any] = []
    for one in sorted(mentions, key=lambda one: one["start"] - one["end"]):
        if all(one["end"] <= other["start"] or other["end"] <= one["start"] for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one["start"])


def _drop_mentions_inside_longer_ones(actors: Sequence[Labels]) -> None:
    """Take from each actor what is only part of another's longer name, unless nothing remains."""
    every = [one for actor in actors for one in actor["mentions"]]
    for actor in actors:
        own = [
            one
            for one in actor["mentions"]
            if not any(
                other["start"] <= one["start"]
                and one["end"] <= other["end"]
                and other["end"] - other["start"] > one["end"] - one["start"]
                for other in every
            )
        ]
        actor["mentions"] = own or actor["mentions"]
