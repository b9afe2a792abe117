"""Inputs: the articles of files and folders of any size, one after the other.

JSON lines and Parquet are read as they are needed; the rest as `extractor.reading.loaders` does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.errors import InputError, SetupError
from extractor.reading.article import Article
from extractor.reading.loaders import MAX_BYTES, load
from extractor.reading.published import find_published
from extractor.reading.records import article_of, read_line

_ROWS = 256
"""Of a Parquet file, read at once."""
_FIELDS = ("id", "text", "title", "url", "published", "language")


def articles(
    paths: Iterable[Path | str], published: str | None = None
) -> Iterator[Article | InputError]:
    """The articles of all paths, in order; an error takes the place of each unreadable one.

    Args:
        paths: files that end in .txt, .html, .json, .jsonl or .parquet, and folders of the first
            four.
        published: date of those that bring and state none.
    """
    for path in map(Path, paths):
        for source in _articles(path):
            if published and isinstance(source, Article):
                stated = source.published or find_published(source.text).value
                yield source if stated else replace(source, published=published)
            else:
                yield source


def counted(paths: Iterable[Path | str]) -> int:
    """How many articles there are, about: a line or a row each, else a file."""
    total = 0
    for path in map(Path, paths):
        if path.suffix.lower() == ".jsonl" and path.is_file():
            with path.open("rb") as file:
                total += sum(1 for line in file if line.strip())
        elif path.suffix.lower() == ".parquet" and path.is_file():
            total += _row_count(path)
        else:
            total += sum(1 for _ in load(path))
    return total


def _row_count(path: Path) -> int:
    arrow, parquet = _pyarrow()
    try:
        return int(parquet.read_metadata(path).num_rows)
    except (OSError, arrow.ArrowInvalid):
        return 1


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise SetupError('Parquet needs an extra: pip install "communique[tables]"') from error
    return pyarrow, parquet


def _articles(path: Path) -> Iterator[Article | InputError]:
    kind = path.suffix.lower()
    if kind == ".jsonl" and path.is_file():
        return _lines(path)
    if kind == ".parquet" and path.is_file():
        return _rows(path)
    return load(path)


def _lines(path: Path) -> Iterator[Article | InputError]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_BYTES):
            number += 1
            where = f"{path}, line {number}"
            if len(line) >= MAX_BYTES:
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_BYTES)
                yield InputError(f"{where} is longer than {MAX_BYTES} bytes", path=where)
                continue
            if not line.strip():
                continue
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                yield InputError(f"{where}: not UTF-8: {error.reason}", path=where)
                continue
            yield read_line(text, str(path), path.stem, number)


def _rows(path: Path) -> Iterator[Article | InputError]:
    arrow, parquet = _pyarrow()
    try:
        file = parquet.ParquetFile(path)
    except (OSError, arrow.ArrowInvalid) as error:
        yield InputError(f"{path} is no Parquet file: {error}", path=str(path))
        return
    with file:
        columns = [name for name in _FIELDS if name in file.schema_arrow.names]
        if "text" not in columns:
            yield InputError(f"{path} has no column `text`", path=str(path))
            return
        number = 0
        for batch in file.iter_batches(_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield article_of(
                    _as_strings(row),
                    f"{path}, row {number}",
                    f"{path}:{number}",
                    f"{path.stem}-{number}",
                )


def _as_strings(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose ids and dates are words, as JSON has them."""
    words = {name: str(row[name]) for name in ("id", "published") if row.get(name) is not None}
    return {**row, **words}
