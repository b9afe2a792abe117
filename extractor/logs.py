"""Logs: every line of the standard library's logging knows the article it is about."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_article: ContextVar[str | None] = ContextVar("article", default=None)


@contextmanager
def about(article: str) -> Iterator[None]:
    """Whatever is logged within is about that article."""
    token = _article.set(article)
    try:
        yield
    finally:
        _article.reset(token)


class JsonLines(logging.Formatter):
    """A log record as one line of JSON: time (UTC), level, logger, article, message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; an exception stands in it with its traceback."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "article": _article.get(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Plain(logging.Formatter):
    """A log record as a line for people, the article in front."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        article = _article.get()
        line = super().format(record)
        return f"{article}: {line}" if article else line
