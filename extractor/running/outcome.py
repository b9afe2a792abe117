"""Outcome: what became of one article, as an entry, and the error that it met."""

import logging
from dataclasses import dataclass

from extractor.errors import (
    AuthenticationError,
    CommuniqueError,
    InputError,
    LocalModelError,
    PermissionDeniedError,
)
from extractor.extract import Extractor
from extractor.reading.article import Article
from schemas import LedgerEntry, Usage

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """An article that ended."""

    entry: LedgerEntry
    fault: Exception | None = None


_HOPELESS = (AuthenticationError, PermissionDeniedError, LocalModelError)


def hopeless(fault: Exception | None) -> bool:
    """Whether every further article would meet the same error."""
    return isinstance(fault, _HOPELESS)


def read(extractor: Extractor, key: str, article: Article) -> Outcome:
    """What comes of reading an article; never raises."""
    try:
        record = extractor.extract(article)
    except Exception as error:  # a fault of ours is a failed article, too, and the run goes on
        if not isinstance(error, CommuniqueError):
            _log.exception("article %s: a fault of communique's own", article.id)
        return failed(key, article.id, error)
    return Outcome(
        LedgerEntry(
            key=key,
            article=article.id,
            status="done" if record.meetings or record.statements else "empty",
            usage=record.usage,
            record=record,
        )
    )


def failed(key: str, article: str, error: Exception) -> Outcome:
    """The outcome of an article that has no record."""
    entry = LedgerEntry(
        key=key,
        article=article,
        status="failed",
        reason=type(error).__name__,
        detail=str(error),
        usage=error.usage if isinstance(error, CommuniqueError) else Usage(),
    )
    return Outcome(entry, error)


def unasked(key: str, source: Article | InputError) -> Outcome:
    """The outcome of what needs no model: it cannot be read, or it stands in the input before."""
    if isinstance(source, InputError):
        return failed(key, source.path or "", source)
    return Outcome(
        LedgerEntry(
            key=key,
            article=source.id,
            status="skipped",
            reason="repeated",
            detail="the same article stands before it in this input",
        )
    )
