"""Tables: a run as Parquet files, one a kind of record, which DuckDB and pandas read as they are.

Every table has the ledger's `key` of its article; records of one article refer to each other by the
ids that they have in it, so that `key` and `actor` together name an actor.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extractor.errors import SetupError
from schemas import Actor, DateValue, Evidence, Extraction, LedgerEntry, Meeting, Record, Statement

Row = dict[str, Any]
_BATCH = 5_000
"""Rows that are kept before they are written."""
_ELLIPSIS = " […] "
"""Between the spans of a statement."""


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
        for field, piece in _pieces(one):
            yield {"record": one.id, "field": field, **_fields(piece, "start", "end", "exact")}


def _dropped(record: Extraction) -> Iterator[Row]:
    for one in record.dropped:
        yield _fields(one, "kind", "words", "reason", "detail")


def _pieces(record: Actor | Meeting | Statement) -> Iterator[tuple[str, Evidence]]:
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


def write_tables(entries: Iterable[LedgerEntry], folder: Path) -> dict[str, int]:
    """Write one Parquet file a table; returns the rows of each.

    The files come into being whole, in place of those that were there.

    Raises:
        SetupError: the `[tables]` extra is missing.
        OSError: they cannot be written.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise SetupError('tables need an extra: pip install "communique[tables]"') from error
    folder.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(_WORDS, 0)
    halves = {name: folder / f"{name}.parquet.part" for name in _WORDS}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(parquet.ParquetWriter(half, _schema(name)))
            for name, half in halves.items()
        }
        waiting: dict[str, list[Row]] = {name: [] for name in _WORDS}
        for entry in entries:
            for name, row in _rows(entry):
                waiting[name].append({"key": entry.key, "article": entry.article, **row})
                counts[name] += 1
                if len(waiting[name]) >= _BATCH:
                    _flush(writers[name], name, waiting[name])
        for name, rows in waiting.items():
            _flush(writers[name], name, rows)
    for name, half in halves.items():
        half.replace(folder / f"{name}.parquet")
    return counts


def _rows(entry: LedgerEntry) -> Iterator[tuple[str, Row]]:
    for row in _articles(entry):
        yield "articles", row
    if entry.record is not None:
        for name, rows in _OF_A_RECORD.items():
            for row in rows(entry.record):
                yield name, row


def _flush(writer: Any, name: str, rows: list[Row]) -> None:
    import pyarrow as arrow

    writer.write_table(arrow.Table.from_pylist(rows, schema=_schema(name)))
    rows.clear()


def _schema(name: str) -> Any:
    import pyarrow as arrow

    kinds = (
        (_WORDS, arrow.string()),
        (_LISTS, arrow.list_(arrow.string())),
        (_NUMBERS, arrow.int64()),
        (_SECONDS, arrow.float64()),
    )
    return arrow.schema(
        [(column, kind) for table, kind in kinds for column in table.get(name, "").split()]
    )
