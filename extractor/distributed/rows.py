"""Rows: articles as Ray hands them out, and entries of the ledger as they come back.

A row of what came back has the entry's columns, those of its usage, and its record as JSON.
"""

from collections.abc import Mapping
from typing import Any

from extractor.errors import InputError
from extractor.extract import page_of
from extractor.reading.article import Article
from extractor.reading.records import article_of
from schemas import Extraction, LedgerEntry, Usage

Row = dict[str, Any]
_FIELDS = ("id", "text", "title", "url", "published", "language")
_WORDS = ("key", "article", "status", "reason", "detail", "record")
_COUNTS = ("requests", "reasks", "cached", "prompt_tokens", "completion_tokens")
KEY, REPEATED, UNREAD = "_key", "_repeated", "_unread"
"""Columns of articles that have been read out of files, beside those of datasets."""
COLUMNS = frozenset((*_FIELDS, KEY, REPEATED, UNREAD))
"""All that a row of an article may have; others are not looked at."""


def row_of(entry: LedgerEntry) -> Row:
    """The row of an entry."""
    return {
        **{name: getattr(entry, name) for name in _WORDS if name != "record"},
        **entry.usage.model_dump(),
        "record": None if entry.record is None else entry.record.model_dump_json(),
    }


def entry_of(row: Mapping[str, Any]) -> LedgerEntry:
    """The entry of a row."""
    record = row["record"]
    return LedgerEntry(
        **{name: row[name] for name in _WORDS if name != "record"},
        usage=Usage(**{name: row[name] for name in (*_COUNTS, "seconds")}),
        record=None if record is None else Extraction.model_validate_json(record),
    )


def source_row(key: str, source: Article | InputError, *, repeated: bool) -> Row:
    """The row of an article that was read out of a file, or of why it cannot be."""
    unread = source if isinstance(source, InputError) else _unwritable(source)
    if isinstance(source, Article) and unread is None:
        values: Row = {name: getattr(source, name) for name in _FIELDS}
    else:
        name = source.path if isinstance(source, InputError) else source.id
        values = dict.fromkeys(_FIELDS) | {"id": name}
    return {**values, KEY: key, REPEATED: repeated, UNREAD: unread and str(unread)}


def _unwritable(article: Article) -> InputError | None:
    """Why an article can be put into no column: half a surrogate pair."""
    try:
        "".join(filter(None, vars(article).values())).encode()
    except UnicodeEncodeError:
        try:
            page_of(article, {})
        except InputError as error:
            return error
    return None


def source_of(row: Mapping[str, Any]) -> Article | InputError:
    """The article of a row, of a file or of any dataset, or what is wrong with it.

    Its id is the column `id`, or where there is none the beginning of its text's hash.
    """
    if row.get(UNREAD) is not None:
        return InputError(row[UNREAD], path=row["id"])
    words = {name: str(row[name]) for name in ("id", "published") if row.get(name) is not None}
    where = f"the row {words['id']}" if "id" in words else "a row without an id"
    found = article_of({**row, **words}, where, words.get("id", ""), "")
    if isinstance(found, InputError) or found.id:
        return found
    return Article(**{**vars(found), "id": f"article-{found.sha256[:16]}"})


def source_schema() -> Any:
    """The Arrow schema of `source_row`."""
    import pyarrow as arrow

    words = [(name, arrow.string()) for name in (*_FIELDS, KEY, UNREAD)]
    return arrow.schema([*words, (REPEATED, arrow.bool_())])


def row_schema() -> Any:
    """The Arrow schema of `row_of`."""
    import pyarrow as arrow

    return arrow.schema(
        [
            *((name, arrow.string()) for name in _WORDS),
            *((name, arrow.int64()) for name in _COUNTS),
            ("seconds", arrow.float64()),
        ]
    )
