"""What can go wrong, named by what the caller does next.

    CommuniqueError
    ├── SetupError               fix the set-up, then start again
    │   ├── AuthenticationError      the key is missing or refused (401)
    │   ├── PermissionDeniedError    the key may not do this (403), or its account cannot pay (402)
    │   ├── BadRequestError          the endpoint does not take such a request (400, 404, 422)
    │   └── LocalModelError          the embedded model cannot be started or trusted
    ├── TransientError           wait, then try again: the library has, until its limits
    │   ├── RateLimitError           too many requests (429)
    │   ├── ServerError              the server is busy or broken (408, 409, 5xx, no HTTP, no JSON)
    │   ├── ConnectionFailedError    no connection, or it broke off
    │   └── RequestTimeoutError      no answer in time
    ├── RequestTooLargeError     lower the request
    │   ├── ContextLengthError       the article does not fit the model's context
    │   └── TruncatedOutputError     the answer was cut off at the output limit
    ├── OutputError              give up on this article with this model
    │   ├── RefusalError             the model declined
    │   ├── ContentFilterError       the provider withheld the answer
    │   ├── EmptyOutputError         the answer has no content
    │   ├── InvalidOutputError       no answer fitted the schema, re-asks included
    │   └── UngroundedOutputError    a value is not in the article, under on_ungrounded="raise"
    └── InputError               fix or leave out this article

Every error's first argument is the message; what else is known stands in attributes. All of them
pickle, so that they cross process borders, and none depends on what a newspaper printed.
"""

from typing import Any

from schemas import Usage

__all__ = [
    "AuthenticationError",
    "BadRequestError",
    "CommuniqueError",
    "ConnectionFailedError",
    "ContentFilterError",
    "ContextLengthError",
    "EmptyOutputError",
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
    "SetupError",
    "TransientError",
    "TruncatedOutputError",
    "UngroundedOutputError",
]


class CommuniqueError(Exception):
    """Root of all errors raised here.

    Attributes:
        usage: what the failed request cost, as far as the server told.
    """

    def __init__(self, message: str, *, usage: Usage | None = None) -> None:
        super().__init__(message)
        self.usage = usage or Usage()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__))


class SetupError(CommuniqueError):
    """Fix the set-up, then start again."""


class AuthenticationError(SetupError):
    """The key is missing or refused (401)."""


class PermissionDeniedError(SetupError):
    """The key may not do this (403), or its account cannot pay for it (402, no quota)."""


class BadRequestError(SetupError):
    """The endpoint does not take such a request (400, 404, 422, a redirect)."""


class LocalModelError(SetupError):
    """The embedded model cannot be started or trusted."""


class TransientError(CommuniqueError):
    """Wait, then try again.

    Attributes:
        status: the HTTP status, or None where there was no answer.
        attempts: how often the request was sent.
        retry_after_s: the wait the server asked for, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        attempts: int = 1,
        retry_after_s: float | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(message, usage=usage)
        self.status = status
        self.attempts = attempts
        self.retry_after_s = retry_after_s


class RateLimitError(TransientError):
    """Too many requests (429)."""


class ServerError(TransientError):
    """The server is busy or broken (408, 409, 5xx, not HTTP, not JSON)."""


class ConnectionFailedError(TransientError):
    """No connection, or it broke off."""


class RequestTimeoutError(TransientError):
    """No answer in time."""


class RequestTooLargeError(CommuniqueError):
    """Lower the request."""


class ContextLengthError(RequestTooLargeError):
    """The article does not fit the model's context."""


class TruncatedOutputError(RequestTooLargeError):
    """The answer was cut off at the output limit.

    Attributes:
        partial: what had been answered by then.
    """

    def __init__(self, message: str, *, partial: str = "", usage: Usage | None = None) -> None:
        super().__init__(message, usage=usage)
        self.partial = partial


class OutputError(CommuniqueError):
    """Give up on this article with this model."""


class RefusalError(OutputError):
    """The model declined; the message carries its words."""


class ContentFilterError(OutputError):
    """The provider withheld the answer."""


class EmptyOutputError(OutputError):
    """The answer has no content."""


class InvalidOutputError(OutputError):
    """No answer fitted the schema, re-asks included.

    Attributes:
        output: the last answer, as it came.
    """

    def __init__(self, message: str, *, output: str = "", usage: Usage | None = None) -> None:
        super().__init__(message, usage=usage)
        self.output = output


class UngroundedOutputError(OutputError):
    """A value is not in the article, under `on_ungrounded="raise"`.

    Attributes:
        words: the value.
    """

    def __init__(self, message: str, *, words: str, usage: Usage | None = None) -> None:
        super().__init__(message, usage=usage)
        self.words = words


class InputError(CommuniqueError):
    """Fix or leave out this article.

    Attributes:
        path: the file, or None where the article came as a string.
        byte: offset of the byte that could not be read, or None.
    """

    def __init__(self, message: str, *, path: str | None = None, byte: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.byte = byte


def _rebuild(
    kind: type[CommuniqueError], args: tuple[Any, ...], state: dict[str, Any]
) -> CommuniqueError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error
