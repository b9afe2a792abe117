"""Reads news articles and writes the meetings and statements they report, as typed records.

    from extractor import Extractor
    record = Extractor().extract(text)

Names load when they are first used, so that importing this package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.corpus import Failure
    from extractor.errors import (
        AuthenticationError,
        BadRequestError,
        CommuniqueError,
        ConnectionFailedError,
        ContentFilterError,
        ContextLengthError,
        EmptyOutputError,
        InputError,
        InvalidOutputError,
        LocalModelError,
        OutputError,
        PermissionDeniedError,
        RateLimitError,
        RefusalError,
        RequestTimeoutError,
        RequestTooLargeError,
        ServerError,
        SetupError,
        TransientError,
        TruncatedOutputError,
        UngroundedOutputError,
    )
    from extractor.extract import Extractor, Transport
    from extractor.linking.links import link
    from extractor.reading.article import Article
    from extractor.reading.loaders import load, load_stream
    from extractor.settings import Settings

_HOMES = {
    "Article": "extractor.reading.article",
    "Extractor": "extractor.extract",
    "Failure": "extractor.corpus",
    "Settings": "extractor.settings",
    "Transport": "extractor.extract",
    "link": "extractor.linking.links",
    "load": "extractor.reading.loaders",
    "load_stream": "extractor.reading.loaders",
}

__all__ = [
    "Article",
    "AuthenticationError",
    "BadRequestError",
    "CommuniqueError",
    "ConnectionFailedError",
    "ContentFilterError",
    "ContextLengthError",
    "EmptyOutputError",
    "Extractor",
    "Failure",
    "InputError",
    "InvalidOutputError",
    "LocalModelError",
    "OutputError",
    "PermissionDeniedError",
    "RateLimitError",
    "RefusalError",
    "RequestTimeoutError",
    "RequestTooLargeError",
    "ServerError",
    "Settings",
    "SetupError",
    "TransientError",
    "Transport",
    "TruncatedOutputError",
    "UngroundedOutputError",
    "link",
    "load",
    "load_stream",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "extractor.errors")), name)


def __dir__() -> list[str]:
    return __all__
