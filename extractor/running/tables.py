"""Tables: a run as Parquet files, one a kind of record; DuckDB and pandas read them as they are."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extractor.errors import SetupError
from extractor.running.rows import TABLES, Row, columns, rows
from schemas import LedgerEntry

_BATCH = 5_000
"""Rows that are kept before they are written."""


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
    counts = dict.fromkeys(TABLES, 0)
    halves = {name: folder / f"{name}.parquet.part" for name in TABLES}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(parquet.ParquetWriter(half, _schema(name)))
            for name, half in halves.items()
        }
        waiting: dict[str, list[Row]] = {name: [] for name in TABLES}
        for entry in entries:
            for name, row in rows(entry):
                waiting[name].append(row)
                counts[name] += 1
                if len(waiting[name]) >= _BATCH:
                    _flush(writers[name], name, waiting[name])
        for name, last in waiting.items():
            _flush(writers[name], name, last)
    for name, half in halves.items():
        half.replace(folder / f"{name}.parquet")
    return counts


def _flush(writer: Any, name: str, waiting: list[Row]) -> None:
    import pyarrow as arrow

    writer.write_table(arrow.Table.from_pylist(waiting, schema=_schema(name)))
    waiting.clear()


def _schema(name: str) -> Any:
    import pyarrow as arrow

    types = {
        "words": arrow.string(),
        "list": arrow.list_(arrow.string()),
        "number": arrow.int64(),
        "seconds": arrow.float64(),
    }
    return arrow.schema([(column, types[kind]) for column, kind in columns(name).items()])
