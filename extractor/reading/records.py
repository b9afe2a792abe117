"""Records: articles from JSON objects, each checked for itself."""

import json
from collections.abc import Iterator

from extractor.errors import InputError
from extractor.reading.article import Article

_OPTIONAL = ("title", "url", "published", "language")


def read_json(text: str, name: str, stem: str) -> Iterator[Article | InputError]:
    """The article of an object, or the articles of a list of objects."""
    parsed = _parse(text, name)
    if isinstance(parsed, InputError):
        yield parsed
    elif isinstance(parsed, list):
        for number, record in enumerate(parsed, 1):
            yield article_of(record, f"{name}, record {number}", name, f"{stem}-{number}")
    else:
        yield article_of(parsed, name, name, stem)


def read_jsonl(text: str, name: str, stem: str) -> Iterator[Article | InputError]:
    """The articles of one object a line; blank lines are skipped, but counted."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield read_line(line, name, stem, number)


def read_line(line: str, name: str, stem: str, number: int) -> Article | InputError:
    """The article of one object on a line, which is that number of its file."""
    where = f"{name}, line {number}"
    parsed = _parse(line, where, name)
    if isinstance(parsed, InputError):
        return parsed
    return article_of(parsed, where, name, f"{stem}-{number}")


def _parse(text: str, where: str, path: str | None = None) -> object:
    """The parsed JSON, or an InputError."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = f"column {error.colno}" if path else f"line {error.lineno}, column {error.colno}"
        why = f"{where}, {at}: {error.msg}: make it JSON"
    except RecursionError:
        why = f"{where}: nested too deeply: flatten it"
    except ValueError as error:
        why = f"{where}: {error}"
    return InputError(why, path=path or where)


def article_of(record: object, where: str, path: str, default_id: str) -> Article | InputError:
    """The article of one parsed object, or what is wrong with it."""
    if not isinstance(record, dict):
        return InputError(f"{where}: expected an object with a text", path=path)
    text = record.get("text")
    if not isinstance(text, str):
        return InputError(f"{where}: needs a `text`, a string", path=path)
    values: dict[str, str | None] = {}
    for field in ("id", *_OPTIONAL):
        value = record.get(field)
        if value is not None and not isinstance(value, str):
            return InputError(f"{where}: `{field}` must be a string or null", path=path)
        values[field] = value or None
    return Article(
        id=values["id"] or default_id,
        text=text,
        title=values["title"],
        url=values["url"],
        published=values["published"],
        language=values["language"],
    )
