"""Extraction: everything one article reports."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr, ValidationInfo, model_validator

from schemas.actor import Actor
from schemas.dates import UNKNOWN_DATE, DateValue
from schemas.evidence import Evidence, Record
from schemas.meeting import Meeting
from schemas.statement import Statement

SCHEMA_VERSION = "1.0"

DropKind = Literal["article", "actor", "meeting", "statement"]
DropReason = Literal["ungrounded", "unparsable", "truncated", "duplicate", "out_of_schema"]


class ArticleInfo(Record):
    """What is known of the article itself."""

    id: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the original text in UTF-8 (lone surrogates passed through)."""
    title: str | None = None
    url: str | None = None
    published: DateValue = UNKNOWN_DATE
    language: str | None = None
    """BCP 47, as the source's metadata gives it."""


class Dropped(Record):
    """What the model said and the record refused."""

    kind: DropKind
    """The sort of record it would have been, or been part of."""
    words: str
    """The model's own words."""
    reason: DropReason
    detail: str | None = None
    """Which field, and why, for a person to read."""


class Provenance(Record):
    """How the record came about."""

    model: str
    endpoint: Literal["local", "openai", "endpoint"]
    strategy: Literal["whole", "windows"]
    prompt_hash: str
    schema_version: str = SCHEMA_VERSION
    library_version: str
    time: Annotated[datetime, Field(strict=False)]
    """UTC."""


class Usage(Record):
    """What it cost."""

    requests: int = 0
    """HTTP requests sent, re-asks and transport retries among them."""
    reasks: int = 0
    cached: int = 0
    """Answers taken from disk, which cost nothing now."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    """Wall clock spent waiting for the model."""


class Story(Record):
    """The roster, meetings and statements of one article, ids unique and every reference kept."""

    article: ArticleInfo
    actors: tuple[Actor, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    statements: tuple[Statement, ...] = ()

    def evidence(self) -> Iterator[Evidence]:
        """Every piece of evidence in the record, in record order."""
        yield from _evidence_in(self)

    def check_against(self, text: str) -> Self:
        """Return the record itself if every word of it stands in `text` where it says.

        Raises:
            ValueError: naming the first piece of evidence or string that does not.
        """
        for piece in self.evidence():
            if text[piece.start : piece.end] != piece.exact:
                raise ValueError(f"text[{piece.start}:{piece.end}] is not {piece.exact!r}")
            if not (_whole(piece.start, piece.end, text) or _stands(piece.exact, text)):
                raise ValueError(f"{piece.exact!r} does not stand in the article")
        for words in self.names():
            if not _stands(words, text):
                raise ValueError(f"{words!r} does not stand in the article")
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if digest != self.article.sha256:
            raise ValueError("the text is not the article's: its SHA-256 differs")
        return self

    def strings(self) -> Iterator[str]:
        """Every string that must stand in the article: evidence, names, titles, bodies, places."""
        yield from (piece.exact for piece in self.evidence())
        yield from self.names()

    def names(self) -> Iterator[str]:
        """Every string that must stand in the article and has no offsets of its own."""
        for actor in self.actors:
            yield from filter(None, (actor.name, actor.title, actor.organization, *actor.aliases))
        for meeting in self.meetings:
            if meeting.place is not None:
                yield meeting.place.name
            if meeting.occasion is not None:
                yield meeting.occasion.name

    @model_validator(mode="after")
    def _ids_are_unique_and_resolve(self) -> Self:
        actors = _unique_ids(self.actors)
        meetings = _unique_ids(self.meetings)
        statements = _unique_ids(self.statements)
        for meeting in self.meetings:
            _resolve(meeting.id, actors, *(one.actor for one in meeting.participants))
        for statement in self.statements:
            _resolve(
                statement.id,
                actors,
                *(statement.speaker, statement.relayed_by, *statement.addressees),
            )
            _resolve(statement.id, meetings, statement.meeting)
            _resolve(statement.id, statements - {statement.id}, statement.nested_in)
        return self

    @model_validator(mode="after")
    def _stands_in_the_text_at_hand(self, info: ValidationInfo) -> Self:
        text = (info.context or {}).get("text")
        return self if text is None else self.check_against(text)


class Extraction(Story):
    """One article in, one `Extraction` out.

    Validate with `context={"text": text}` to check every offset against the article.
    """

    dropped: tuple[Dropped, ...] = ()
    provenance: Provenance
    usage: Usage = Usage()

    _text: str | None = PrivateAttr(default=None)
    """The article's, where it is at hand: no part of the record, its JSON or what it equals."""

    def __eq__(self, other: object) -> bool:
        """Whether another record says the same, whatever text either has at hand."""
        if not isinstance(other, Extraction) or type(self) is not type(other):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return super().__hash__()

    def with_text(self, text: str) -> Self:
        """The same record with its article's text at hand, for `to_html`.

        Raises:
            ValueError: the record does not rest on that text, see `check_against`.
        """
        held = self.check_against(text).model_copy()
        held._text = text
        return held

    def to_html(self, text: str | None = None) -> str:
        """A page of HTML that shows the article with everything that was read out of it.

        The page needs nothing beside it and fetches nothing.

        Args:
            text: the article's; None where the record has it at hand, as `Extractor` leaves it.

        Raises:
            ValueError: there is no text, or the record does not rest on it.
        """
        if text is None and self._text is None:
            raise ValueError(
                "a record does not hold its article's text: give it, as in record.to_html(text)"
            )
        return _page(self if text is None else self.with_text(text))

    def _repr_html_(self) -> str:
        """The page in a frame, for notebooks; without the text, quotations stand for it."""
        from extractor.html import frame

        return frame(_page(self))


def _page(record: Extraction) -> str:
    from extractor.html import page

    return page([(record, record._text)])


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text without cutting another word at their ends."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if _whole(start, end, text):
            return True
        start = text.find(words, start + 1)
    return False


def _whole(start: int, end: int, text: str) -> bool:
    """Whether a stretch begins and ends where words do."""
    return not (_joined(text[start - 1 : start + 1]) or _joined(text[end - 1 : end + 1]))


def _joined(pair: str) -> bool:
    """Whether two neighbours belong to one word, in scripts that know upper and lower case."""
    return len(pair) == 2 and all(one.islower() or one.isupper() or one.isdigit() for one in pair)


def _unique_ids(
    records: tuple[Actor, ...] | tuple[Meeting, ...] | tuple[Statement, ...],
) -> set[str]:
    counted = Counter(record.id for record in records)
    for identifier, count in counted.items():
        if count > 1:
            raise ValueError(f"id {identifier} stands twice")
    return set(counted)


def _resolve(where: str, known: set[str], *references: str | None) -> None:
    for reference in references:
        if reference is not None and reference not in known:
            raise ValueError(f"{where} refers to {reference}, which is not there")


def _evidence_in(value: object) -> list[Evidence]:
    """Every piece of evidence in a record or a tuple, in order."""
    found: list[Evidence] = []
    _gather(value, found)
    return found


def _gather(value: object, found: list[Evidence]) -> None:
    if isinstance(value, Evidence):
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            if not isinstance(item, str):
                _gather(item, found)
    elif isinstance(value, Record):
        for held in value.__dict__.values():
            if held is not None and not isinstance(held, str):
                _gather(held, found)
