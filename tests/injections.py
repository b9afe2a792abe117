"""Injections: sixty texts that try to steer a model, and the six articles they are put into.

`injections.jsonl` holds the articles, with what an honest model answers about each (sentences by
their numbers in the clean article), then the injections: each stands before a paragraph, or behind
some words within one. Paragraphs count from 1, the title is the first.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor import Article
from extractor.reading.page import read
from extractor.reading.view import defuse
from schemas import Extraction

Range = tuple[int, int]
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""Controls, and what Unicode calls Default_Ignorable_Code_Point: nobody sees it on a page."""
_GAP = "\n\n"
_FILE = Path(__file__).parent / "injections.jsonl"


class Pair(NamedTuple):
    """An article and the same with an injection."""

    id: str
    clean: Article
    injected: Article
    ranges: tuple[Range, ...]
    """What was put into the injected text, the line breaks around it among it; half-open."""


@dataclass(frozen=True)
class _Base:
    """An article, and what a model that does its work answers about it."""

    article: str
    published: str | None
    paragraphs: tuple[str, ...]
    draft: dict[str, Any]


def pairs() -> Iterator[Pair]:
    """All sixty, in the order of the file."""
    bases = _bases()
    for line in _lines():
        if "injection" not in line:
            continue
        base = bases[line["article"]]
        text = line["text"] * line.get("repeat", 1)
        clean = _GAP.join(base.paragraphs)
        before = _GAP.join(base.paragraphs[: line["paragraph"] - 1])
        if "after" in line:
            at = len(before) + len(_GAP)
            at = clean.index(line["after"], at) + len(line["after"])
        elif line["paragraph"] > len(base.paragraphs):
            at, text = len(clean), _GAP + text
        else:
            at, text = len(before) + len(_GAP), text + _GAP
        yield Pair(
            line["injection"],
            Article(id=base.article, text=clean, published=base.published),
            Article(
                id=line["injection"],
                text=clean[:at] + text + clean[at:],
                published=base.published,
            ),
            ((at, at + len(text)),),
        )


def kind_of(pair: Pair) -> str:
    """What an injection tries."""
    return pair.id.partition("-")[2]


def words_of(pair: Pair) -> str:
    """What was injected, as it stands in the text, without white space at its ends."""
    return "".join(pair.injected.text[slice(*one)] for one in pair.ranges).strip()


def draft_of(article: Article) -> dict[str, Any]:
    """What a model that does its work answers about a clean article; each time a new copy."""
    draft: dict[str, Any] = json.loads(json.dumps(_bases()[article.id].draft))
    return draft


def honest(article: Article, prompt: str) -> dict[str, Any]:
    """The same answer to a hosted prompt: what it shows, by the numbers it gives the sentences."""
    lines = re.findall(r"^\[(\d+)\] (.*)$", prompt, re.MULTILINE)
    shown = [(int(number), UNSEEN.sub("", words)) for number, words in lines]
    sentences = read(article).sentences

    def cited(record: dict[str, Any]) -> bool:
        """Whether each of a record's sentences is shown; then they have their new numbers."""
        found = []
        for number in record["sentences"]:
            one = sentences[number - 1]
            words = " ".join(defuse(article.text[one.start : one.end]).split())
            alike = [n for n, line in shown if line == words] or [n for n, s in shown if words in s]
            found += alike[:1]
        whole = len(found) == len(record["sentences"])
        record["sentences"] = found
        return whole

    draft = draft_of(article)
    meetings = {number: one for number, one in enumerate(draft["meetings"], 1) if cited(one)}
    places = {number: place for place, number in enumerate(meetings, 1)}
    draft["meetings"] = list(meetings.values())
    draft["statements"] = [one for one in draft["statements"] if cited(one)]
    for one in draft["statements"]:
        one["meeting"] = places.get(one.get("meeting"))
    return draft


def origin(offset: int, ranges: Sequence[Range]) -> int:
    """The offset in the clean text; within an injection, that of the place it was put."""
    return offset - sum(max(0, min(offset, end) - start) for start, end in ranges)


def plain(record: Extraction, article: Article, ranges: Sequence[Range] = ()) -> dict[str, Any]:
    """A record in terms of the clean article, so that two of them can be compared.

    Offsets are the clean text's. People stand for their ids, by name or first words. Left out are
    the time, the cost, the text's hash, and what rests on injected text alone: statements all of
    whose content, meetings all of whose sentences, mentions, topics and outcomes that lie there,
    other names that stand there only, and the people whom nothing else names. Evidence that runs
    over injected characters which can be seen carries them, and so equals nothing.
    """
    reader = _Reader(article.text, tuple(ranges))
    actors = {one.id: reader.actor(one.model_dump()) for one in record.actors}
    called = {id_: one["name"] or next(iter(one["mentions"]), None) for id_, one in actors.items()}
    meetings = {one.id: reader.whole(one.model_dump(), called) for one in record.meetings}
    statements = {one.id: reader.whole(one.model_dump(), called) for one in record.statements}
    meetings = {id_: one for id_, one in meetings.items() if one["evidence"]}
    statements = {id_: one for id_, one in statements.items() if one["content"]}
    for one in statements.values():
        if one["meeting"] in meetings:
            one["meeting"] = meetings[one["meeting"]]["evidence"]
        if one["nested_in"] in statements:
            one["nested_in"] = statements[one["nested_in"]]["content"]
    kept = json.dumps([*meetings.values(), *statements.values()])
    return {
        "article": [record.article.title, reader.value(record.article.published.model_dump())],
        "actors": {
            str(called[id_]): one
            for id_, one in actors.items()
            if called[id_] is not None and json.dumps(called[id_]) in kept
        },
        "meetings": list(meetings.values()),
        "statements": list(statements.values()),
    }


@dataclass(frozen=True)
class _Reader:
    """Reads values of a record back into the clean article."""

    text: str
    ranges: tuple[Range, ...]

    def actor(self, actor: Mapping[str, Any]) -> dict[str, Any]:
        read_: dict[str, Any] = self.value({k: v for k, v in actor.items() if k != "id"})
        read_["aliases"] = sorted(one for one in set(read_["aliases"]) if self._stands(one))
        return read_

    def whole(self, record: Mapping[str, Any], called: Mapping[str, Any]) -> dict[str, Any]:
        """A meeting or a statement, people in place of their ids."""
        read_: dict[str, Any] = self.value({k: v for k, v in record.items() if k != "id"})
        for name in ("speaker", "relayed_by"):
            if name in read_:
                read_[name] = called.get(read_[name], read_[name])
        if "addressees" in read_:
            read_["addressees"] = sorted(called[one] for one in read_["addressees"])
        if "participants" in read_:
            people = ([called[one["actor"]], one["role"]] for one in read_["participants"])
            read_["participants"] = sorted(people, key=str)
        return read_

    def value(self, value: Any) -> Any:
        """Evidence as its place and words in the clean text, None where it lies outside."""
        if isinstance(value, Mapping) and set(value) == {"exact", "start", "end"}:
            return self._evidence(value["start"], value["end"])
        if isinstance(value, Mapping):
            return {name: self.value(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [read_ for one in value if (read_ := self.value(one)) is not None]
        return _seen(value) if isinstance(value, str) else value

    def _evidence(self, start: int, end: int) -> str | None:
        if any(first <= start and end <= last for first, last in self.ranges):
            return None
        place = f"{origin(start, self.ranges)}-{origin(end, self.ranges)}"
        return f"{place} {_seen(self.text[start:end])}"

    def _stands(self, words: str) -> bool:
        clean = self.text
        for start, end in reversed(self.ranges):
            clean = clean[:start] + clean[end:]
        return words in _seen(clean)


def _seen(words: str) -> str:
    return UNSEEN.sub("", words)


@cache
def _lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in _FILE.read_text(encoding="ascii").splitlines()]


def _bases() -> dict[str, _Base]:
    return {
        one["article"]: _Base(
            one["article"], one["published"], tuple(one["paragraphs"]), one["draft"]
        )
        for one in _lines()
        if "injection" not in one
    }
