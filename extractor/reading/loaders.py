"""Loaders: articles from files, folders and streams; what cannot be read is yielded as an error.

    .txt            one article, the text as it stands
    .html .htm      one article, its text and metadata found by trafilatura
    .json           an object, or a list of objects
    .jsonl          an object a line
    folder          its files of these endings and its folders, sorted by name; hidden ones and
                    symbolic links are left out

An object has `text`, and may have `id`, `title`, `url`, `published`, `language`.
"""

import io
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from extractor.errors import InputError
from extractor.reading.article import Article
from extractor.reading.decoding import decode
from extractor.reading.records import read_json, read_jsonl

ENDINGS = (".txt", ".html", ".htm", ".json", ".jsonl")
MAX_BYTES = 20_000_000
"""Of one file or stream."""

_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s?=\s?[\"']?([A-Za-z-]{2,20})", re.IGNORECASE)


def load(path: Path | str, max_bytes: int = MAX_BYTES) -> Iterator[Article | InputError]:
    """The articles at `path`, a file or a folder; an error takes the place of each unreadable one.

    A missing id is the file's name without ending, for lists and lines with `-N`, N from 1. An id
    that occurred before is an error.
    """
    seen: dict[str, str] = {}
    for file in _files(Path(path)):
        if isinstance(file, InputError):
            yield file
            continue
        for found in _load_file(file, max_bytes):
            yield _once(found, str(file), seen)


def load_stream(
    stream: BinaryIO, name: str = "stdin", max_bytes: int = MAX_BYTES
) -> Iterator[Article | InputError]:
    """The articles of one stream, told apart by `name`'s ending or by the first bytes.

    Without an ending, `{` or `[` opens JSON or JSON lines, `<` HTML, all else is text.
    """
    try:
        data = stream.read(max_bytes + 1)
    except OSError as error:
        yield InputError(f"{name} could not be read: {error.strerror or error}", path=name)
        return
    seen: dict[str, str] = {}
    for found in _parse(data, name, max_bytes):
        yield _once(found, name, seen)


_DEEPEST = 50
"""Folders within folders that are entered."""


def _files(path: Path, depth: int = 0) -> Iterator[Path | InputError]:
    """The files to read, in order; what is named by the caller may be a link, what is found not."""
    try:
        mode = path.stat().st_mode
        entries = sorted(path.iterdir()) if stat.S_ISDIR(mode) else None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        yield InputError(f"{path} cannot be read ({why}): check the path", path=str(path))
        return
    if entries is None:
        if stat.S_ISREG(mode):
            yield path
        else:
            yield InputError(f"{path} is no file or folder: name one, or use -", path=str(path))
        return
    if depth > _DEEPEST:
        yield InputError(f"{path} lies more than {_DEEPEST} folders deep", path=str(path))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _files(entry, depth + 1)
        elif entry.is_file() and entry.suffix.lower() in ENDINGS:
            yield entry


def _load_file(path: Path, max_bytes: int) -> Iterator[Article | InputError]:
    if path.suffix.lower() not in ENDINGS:
        known = ", ".join(ENDINGS)
        yield InputError(f"{path} does not end in one of {known}: rename it", path=str(path))
        return
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        why = error.strerror or str(error)
        yield InputError(f"{path} cannot be read ({why}): check its permissions", path=str(path))
        return
    yield from _parse(data, str(path), max_bytes)


def _parse(data: bytes, name: str, max_bytes: int) -> Iterator[Article | InputError]:
    """The articles in `data`, read as the ending of `name` says."""
    if len(data) > max_bytes:
        yield InputError(f"{name} is larger than {max_bytes} bytes: split it", path=name)
        return
    text = decode(data, name)
    if isinstance(text, InputError):
        yield text
        return
    stem = os.fsencode(Path(name).stem).decode("utf-8", "replace")
    kind = Path(name).suffix.lower()
    if kind not in ENDINGS:
        kind = _guess(text)
    if kind == ".json":
        yield from read_json(text, name, stem)
    elif kind == ".jsonl":
        yield from read_jsonl(text, name, stem)
    elif kind in (".html", ".htm"):
        yield _read_html(text, stem)
    else:
        yield Article(id=stem, text=text)


def _guess(text: str) -> str:
    start = text.lstrip()[:200].casefold()
    if start.startswith(("<!doctype", "<html", "<head", "<body", "<?xml", "<!--")):
        return ".html"
    if start.startswith("["):
        body = start[1:].lstrip()
        return ".json" if body.startswith(("{", "]")) else ".txt"
    if start.startswith("{"):
        first = io.StringIO(text.strip()).readline().rstrip()
        return ".jsonl" if first.endswith("}") else ".json"
    return ".txt"


def _read_html(html: str, stem: str) -> Article:
    """The article of an HTML page; its text is empty where none was found."""
    import trafilatura

    declared = _LANGUAGE.search(html[:5000])
    found = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False
    )
    if found is None or isinstance(found, dict):
        return Article(id=stem, text="")
    return Article(
        id=stem,
        text=found.text or "",
        title=found.title or None,
        url=found.url or None,
        published=found.date or None,
        language=found.language or (declared[1] if declared else None),
    )


def _once(found: Article | InputError, name: str, seen: dict[str, str]) -> Article | InputError:
    """The article, or an error where its id was seen before."""
    if isinstance(found, InputError):
        return found
    if found.id in seen:
        return InputError(
            f"{name}: the id {found.id!r} was given before, in {seen[found.id]}: make them differ",
            path=name,
        )
    seen[found.id] = name
    return found
