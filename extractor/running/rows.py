"""Rows: what a ledger's entries come to as tables, one a kind of record.

Every table has the ledger's `key` of its article; records of one article refer to each other by the
ids that they have in it, so that `key` and `actor` together name an actor.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from schemas import Actor, DateValue, Evidence, Extraction, LedgerEntry, Meeting, Record, Statement

Row = dict[str, Any]
"""A value for each column: a string, a list of strings, a number, or None."""
Kind = Literal["words", "list", "number", "seconds"]
"""Of a column: a string, strings, an int, or a float; each may be None."""
_ELLIPSIS = " […] "
"""Between the spans of a statement."""


def rows(entry: LedgerEntry) -> Iterator[tuple[str, Row]]:
    """The rows of an entry, each with the name of its table, `key` and `article` among them."""
    named: Row = {"key": entry.key, "article": entry.article}
    for row in _articles(entry):
        yield "articles", named | row
    if entry.record is not None:
        for name, found in _OF_A_RECORD.items():
            for row in found(entry.record):
                yield name, named | row


def columns(table: str) -> dict[str, Kind]:
    """The columns of a table in order, with their kinds."""
    kinds: tuple[tuple[Mapping[str, str], Kind], ...] = (
        (_WORDS, "words"),
        (_LISTS, "list"),
        (_NUMBERS, "number"),
        (_SECONDS, "seconds"),
    )
    return {name: kind for tables, kind in kinds for name in tables.get(table, "").split()}


def _articles(entry: LedgerEntry) -> Iterator[Row]:
    record = entry.record
    about = record.article if record else None
    origin = record.provenance if record else None
    yield {
        "article": entry.article,
        "status": entry.status,
        "reason": entry.reason,
        "detail": entry.detail,
        "title": about and about.title,
        "url": about and about.url,
        "language": about and about.language,
        "sha256": about and about.sha256,
        **_date("published", about.published if about else None),
        "model": origin and origin.model,
        "prompt_hash": origin and origin.prompt_hash,
        **entry.usage.model_dump(),
    }


def _actors(record: Extraction) -> Iterator[Row]:
    for one in record.actors:
        yield {
            "actor": one.id,
            **_fields(one, "kind", "name", "title", "organization", "country", "aliases"),
        }


def _meetings(record: Extraction) -> Iterator[Row]:
    for one in record.meetings:
        yield {
            "meeting": one.id,
            **_fields(one, "status", "mention", "format", "modes"),
            **_date("date", one.date),
            "place": one.place and one.place.name,
            "country": one.place and one.place.country,
            "occasion": one.occasion and one.occasion.name,
            "topics": [each.exact for each in one.topics],
            "outcomes": [each.type for each in one.outcomes],
        }


def _participants(record: Extraction) -> Iterator[Row]:
    for meeting in record.meetings:
        for one in meeting.participants:
            yield {"meeting": meeting.id, "actor": one.actor, "role": one.role}


def _statements(record: Extraction) -> Iterator[Row]:
    for one in record.statements:
        yield {
            "statement": one.id,
            **_fields(one, "speaker", "quote_type", "medium", "polarity", "addressees"),
            **_fields(one, "occasion", "meeting", "relayed_by", "nested_in"),
            "speaker_text": one.speaker_text and one.speaker_text.exact,
            "cue": one.cue and one.cue.exact,
            "content": _ELLIPSIS.join(each.exact for each in one.content),
        }


def _evidence(record: Extraction) -> Iterator[Row]:
    records: tuple[Actor | Meeting | Statement, ...]
    records = (*record.actors, *record.meetings, *record.statements)
    for one in records:
        for field, piece in pieces(one):
            yield {"record": one.id, "field": field, **_fields(piece, "start", "end", "exact")}


def _dropped(record: Extraction) -> Iterator[Row]:
    for one in record.dropped:
        yield _fields(one, "kind", "words", "reason", "detail")


def pieces(record: Actor | Meeting | Statement) -> Iterator[tuple[str, Evidence]]:
    """Every piece of evidence of a record, with the field that rests on it."""
    for field in type(record).model_fields:
        held = getattr(record, field)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, Evidence):
                yield field, one
            elif isinstance(one, Record):
                within = (getattr(one, name) for name in type(one).model_fields)
                yield from ((field, each) for each in within if isinstance(each, Evidence))


def _fields(record: Record, *names: str) -> Row:
    values = {name: getattr(record, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _date(name: str, date: DateValue | None) -> Row:
    """EDTF, as the record has it, and the granularity that tells what it means."""
    return {
        name: date and date.value,
        f"{name}_granularity": date and date.granularity,
        f"{name}_text": date and date.text and date.text.exact,
    }


_OF_A_RECORD: Mapping[str, Callable[[Extraction], Iterator[Row]]] = {
    "actors": _actors,
    "meetings": _meetings,
    "participants": _participants,
    "statements": _statements,
    "evidence": _evidence,
    "dropped": _dropped,
}
_WORDS: Mapping[str, str] = {
    "articles": "key article status reason detail title url language sha256 published "
    "published_granularity published_text model prompt_hash",
    "actors": "key article actor kind name title organization country",
    "meetings": "key article meeting status mention format date date_granularity date_text place "
    "country occasion",
    "participants": "key article meeting actor role",
    "statements": "key article statement speaker speaker_text cue content quote_type medium "
    "polarity occasion meeting relayed_by nested_in",
    "evidence": "key article record field exact",
    "dropped": "key article kind words reason detail",
}
_LISTS = {
    "actors": "aliases",
    "meetings": "modes topics outcomes",
    "statements": "addressees",
}
_NUMBERS = {
    "articles": "requests reasks cached prompt_tokens completion_tokens",
    "evidence": "start end",
}
_SECONDS = {"articles": "seconds"}

TABLES = tuple(_WORDS)
"""Their names, in the order in which they are told of."""
