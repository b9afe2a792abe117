"""Faults: what the model's server, openai and instructor do wrong, as our errors.

Nothing here sends or waits. The wording of the errors is ours; the server's own words are quoted,
shortened. `redact` takes the key out of whatever a server saw fit to repeat.
"""

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from extractor import errors

if TYPE_CHECKING:
    import openai
    from instructor.core import InstructorRetryException

_QUOTED = 300
"""Characters of a server's words, or of an answer, that go into a message."""

_CUT = "…"
_LEAST_TOLD = 3
"""Characters of a secret that tell nothing ("sk-")."""

_TOO_LONG = re.compile(
    r"context[ _](length|size|window)|(prompt|input) is too long|request too large"
    r"|reduce the length of",
    re.IGNORECASE,
)
"""OpenAI, Azure, vLLM, llama.cpp, Anthropic's and Groq's compatible endpoints, in this order."""

_WITHHELD = {"content_filter", "content_policy_violation"}
_NO_QUOTA = {"insufficient_quota", "billing_hard_limit_reached"}

_SETUP: dict[int, tuple[type[errors.SetupError], str]] = {
    401: (errors.AuthenticationError, "check the API key"),
    402: (errors.PermissionDeniedError, "the account has nothing left to pay with"),
    403: (errors.PermissionDeniedError, "the key may not use this model or this endpoint"),
    404: (errors.BadRequestError, "check the model's name, and that base_url ends in /v1"),
}


def from_openai(  # noqa: PLR0911 - one class of theirs, one of ours
    error: Exception, *, now_s: float
) -> errors.CommuniqueError:
    """Our error for what `chat.completions.create` raised.

    Args:
        error: an `OpenAIError`; or a ValueError or RecursionError from reading the body.
        now_s: seconds since the epoch, against which a Retry-After date is read.
    """
    import openai

    match error:
        case openai.APIStatusError():
            wait_s = retry_after_s(error.response.headers, now_s=now_s)
            return _from_status(error.status_code, error.body, wait_s)
        case openai.APITimeoutError():
            return errors.RequestTimeoutError(f"no answer in time ({_cause(error)})")
        case openai.APIConnectionError():
            return _from_connection(error)
        case openai.LengthFinishReasonError():
            return errors.TruncatedOutputError("the answer was cut off at the output limit")
        case openai.ContentFilterFinishReasonError():
            return errors.ContentFilterError("the provider withheld the answer")
        case openai.APIError() | ValueError() | RecursionError():
            return _no_completion(str(error))
        case _:
            return errors.SetupError(f"openai would not send the request: {_short(str(error))}")


def from_instructor(error: "InstructorRetryException", *, output: str, tries: int) -> Exception:
    """What to raise when instructor gave up: our own error from below, or `InvalidOutputError`.

    A validator that fails with something other than ValueError or AssertionError is a mistake in
    the response model, and comes back as it is.

    Args:
        error: what instructor raised.
        output: the last answer.
        tries: how many answers there were.
    """
    cause = error.__cause__
    if isinstance(cause, Exception) and not isinstance(cause, ValueError):
        return cause
    fault = errors.InvalidOutputError(
        f"no answer fitted the schema in {tries} tries: {_first_problem(cause)}", output=output
    )
    fault.__cause__ = cause
    return fault


def content_of(completion: object) -> str:
    """Return the words the model answered, out of their code fence if they stand in one.

    Lone surrogates, which neither JSON parser nor wire can carry, become U+FFFD.

    Raises:
        ServerError: this is no chat completion.
        CommuniqueError: what `from_openai` says, where an error came with status 200.
        RefusalError: the model declined.
        ContentFilterError: the provider withheld the answer.
        TruncatedOutputError: the answer was cut off.
        EmptyOutputError: no choice, no content, or nothing but white space.
    """
    from openai.types.chat import ChatCompletion
    from openai.types.chat.chat_completion import Choice

    if not isinstance(completion, ChatCompletion):
        raise _no_completion(str(completion))
    if failure := (completion.model_extra or {}).get("error"):
        code = failure.get("code") if isinstance(failure, dict) else None
        raise _from_status(code if isinstance(code, int) else 500, failure, None)
    choices: object = completion.choices
    if choices == []:
        raise errors.EmptyOutputError("the answer has no choices")
    if not isinstance(choices, list) or not isinstance(choices[0], Choice):
        raise _no_completion(str(completion))
    reason, message = choices[0].finish_reason, choices[0].message
    if refusal := getattr(message, "refusal", None):
        raise errors.RefusalError(f"the model declined: {_short(str(refusal))}")
    if reason == "content_filter":
        raise errors.ContentFilterError("the provider withheld the answer")
    content: object = getattr(message, "content", None)
    if content is not None and not isinstance(content, str):
        raise _no_completion(str(content))
    content = encodable(content or "")
    if reason == "length":
        raise errors.TruncatedOutputError(
            f"the answer was cut off at the output limit, after {len(content)} characters",
            partial=content,
        )
    if not content.strip():
        raise errors.EmptyOutputError(f"the answer has no content (finish_reason {reason!r})")
    return _unfenced(content)


def encodable(text: str) -> str:
    """Return the text with each lone surrogate replaced by U+FFFD, so that UTF-8 can carry it."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def retry_after_s(headers: Mapping[str, str], *, now_s: float) -> float | None:
    """Seconds the server asks to wait, never below zero; None where it does not say.

    Reads `retry-after-ms` first, then `retry-after` as seconds or as an HTTP-date (RFC 9110,
    10.2.3). `headers` answers to lower-case names; `now_s` is seconds since the epoch.
    """
    asked = headers.get("retry-after", "")
    for value, unit_s in ((headers.get("retry-after-ms", ""), 0.001), (asked, 1.0)):
        try:
            seconds = float(value) * unit_s
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(seconds, 0.0)
    try:
        date = parsedate_to_datetime(asked)
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return max(date.timestamp() - now_s, 0.0)
    except (ValueError, OverflowError):
        return None


def redact(error: BaseException | None, secret: str) -> None:
    """Take the secret out of the error, its attributes, and the messages of what caused it."""
    while error is not None and secret:
        error.args = tuple(_without(secret, one) for one in error.args)
        if isinstance(error, errors.CommuniqueError):
            vars(error).update({name: _without(secret, one) for name, one in vars(error).items()})
        error = error.__cause__


def _from_status(  # noqa: PLR0911 - a table read from the top, the particular before the general
    status: int, body: object, wait_s: float | None
) -> errors.CommuniqueError:
    said = f"the endpoint answered {status}: {_words(body)}"
    named = {str(body.get(key)) for key in ("code", "type")} if isinstance(body, dict) else set()
    if status == 413 or (status not in _SETUP and _TOO_LONG.search(f"{named} {_words(body)}")):
        return errors.ContextLengthError(said)
    if named & _WITHHELD:
        return errors.ContentFilterError(said)
    if named & _NO_QUOTA:
        return errors.PermissionDeniedError(f"{said} (the account has no quota left)")
    if status == 429:
        return errors.RateLimitError(said, status=status, retry_after_s=wait_s)
    if status in {408, 409, 425} or status >= 500:
        return errors.ServerError(said, status=status, retry_after_s=wait_s)
    if 300 <= status < 400:
        return errors.BadRequestError(f"{said} (redirects are not followed: correct base_url)")
    if status in _SETUP:
        kind, advice = _SETUP[status]
        return kind(f"{said} ({advice})")
    if isinstance(body, dict) and body.get("param") == "temperature":
        return errors.BadRequestError(f"{said} (this model wants temperature=None)")
    return errors.BadRequestError(said)


def _from_connection(error: "openai.APIConnectionError") -> errors.CommuniqueError:
    import httpx2

    cause = error.__cause__
    unsendable = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)
    if isinstance(cause, unsendable) or not isinstance(cause, httpx2.RequestError | OSError | None):
        return errors.SetupError(f"the request could not be sent: {_cause(error)}")
    broken = isinstance(cause, httpx2.RemoteProtocolError) and not re.search(
        r"disconnected|closed", str(cause)
    )
    if broken or isinstance(cause, httpx2.DecodingError):
        return errors.ServerError(f"the server does not speak HTTP: {_cause(error)}")
    return errors.ConnectionFailedError(f"no connection, or it broke off: {_cause(error)}")


def _no_completion(what: str) -> errors.ServerError:
    return errors.ServerError(
        f"the server's answer is no chat completion (does base_url end in /v1?): {_short(what)}"
    )


def _words(body: object) -> str:
    """Return what an error body says, whichever of the usual shapes it has."""
    if isinstance(body, Mapping):
        for key in ("message", "detail", "error", "msg"):
            if body.get(key):
                return _words(body[key])
        return _short(json.dumps(body, default=str))
    text = str(body or "nothing")
    if text.lstrip().startswith("<"):
        text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", text, flags=re.S | re.I)
    return _short(text)


def _cause(error: BaseException) -> str:
    cause = error.__cause__
    return _short(f"{type(cause).__name__}: {cause}" if cause is not None else str(error))


def _first_problem(cause: BaseException | None) -> str:
    from pydantic import ValidationError

    if not isinstance(cause, ValidationError):
        return _short(str(cause))
    first = cause.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"])) or "the answer as a whole"
    return _short(
        f"{cause.error_count()} problems in the last, the first in {place}: {first['msg']}"
    )


def _short(text: str) -> str:
    words = " ".join(encodable(text).split())
    return words if len(words) <= _QUOTED else words[:_QUOTED] + _CUT


def _unfenced(content: str) -> str:
    """Return what stands between the outermost Markdown fences, if that is a JSON object."""
    start, end = content.find("```"), content.rfind("```")
    if content.lstrip().startswith("{") or start == end:
        return content
    inside = content[start + 3 : end].lstrip()
    if inside[:4].lower() == "json":
        inside = inside[4:].lstrip()
    return inside if inside.startswith("{") else content


def _without(secret: str, value: object) -> object:
    return without(secret, value) if isinstance(value, str) else value


def without(secret: str, text: str) -> str:
    """The text without the secret, nor its beginning where a quotation was cut off within it."""
    if not secret:
        return text
    text = text.replace(secret, "***")
    if _CUT not in text:
        return text
    for length in range(len(secret) - 1, _LEAST_TOLD, -1):
        text = text.replace(secret[:length] + _CUT, "***" + _CUT)
    return text
