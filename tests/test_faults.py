"""Faults: openai's errors and ours agree; what servers put into headers and answers is read."""

import json
import re
from collections.abc import Iterator
from email.utils import formatdate

import httpx2
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletion
from wire import KEY, says

from extractor import errors, faults

REQUEST = httpx2.Request("POST", "http://wire.test/v1/chat/completions")


def response(status: int) -> httpx2.Response:
    return httpx2.Response(status, request=REQUEST, json={"error": {"message": "no"}})


def of_status(kind: type[openai.APIStatusError], status: int) -> openai.APIStatusError:
    if kind is openai.OAuthError:
        return openai.OAuthError(response=response(status), body=None)
    return kind("no", response=response(status), body=None)


OURS: list[tuple[Exception, type[errors.CommuniqueError]]] = [
    (of_status(openai.BadRequestError, 400), errors.BadRequestError),
    (of_status(openai.AuthenticationError, 401), errors.AuthenticationError),
    (of_status(openai.OAuthError, 401), errors.AuthenticationError),
    (of_status(openai.PermissionDeniedError, 403), errors.PermissionDeniedError),
    (of_status(openai.NotFoundError, 404), errors.BadRequestError),
    (of_status(openai.ConflictError, 409), errors.ServerError),
    (of_status(openai.UnprocessableEntityError, 422), errors.BadRequestError),
    (of_status(openai.RateLimitError, 429), errors.RateLimitError),
    (of_status(openai.InternalServerError, 500), errors.ServerError),
    (of_status(openai.APIStatusError, 418), errors.BadRequestError),
    (openai.APIResponseValidationError(response(200), None), errors.ServerError),
    (openai.APIConnectionError(request=REQUEST), errors.ConnectionFailedError),
    (openai.APITimeoutError(REQUEST), errors.RequestTimeoutError),
    (openai.APIError("no", REQUEST, body=None), errors.ServerError),
    (openai.ContentFilterFinishReasonError(), errors.ContentFilterError),
    (
        openai.LengthFinishReasonError(completion=ChatCompletion.model_validate(says().json())),
        errors.TruncatedOutputError,
    ),
    (openai.OpenAIError("no credentials"), errors.SetupError),
]


def subclasses(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for one in kind.__subclasses__():
        yield from subclasses(one)


@pytest.mark.parametrize(("theirs", "ours"), OURS)
def test_each_error_of_openai_has_one_of_ours(
    theirs: Exception, ours: type[errors.CommuniqueError]
) -> None:
    fault = faults.from_openai(theirs, now_s=0)
    assert type(fault) is ours
    assert str(fault)


def test_no_error_of_openai_about_requests_is_left_out() -> None:
    # What remains under OpenAIError concerns web sockets, streams, Azure's and workload
    # credentials, and the module-level client; SetupError serves all of it.
    assert set(subclasses(openai.APIError)) <= {type(theirs) for theirs, _ in OURS}


@pytest.mark.parametrize("status", range(300, 600))
def test_every_status_has_an_error_that_tells_what_to_do(status: int) -> None:
    error = openai.APIStatusError("no", response=response(status), body={"message": "no"})
    fault = faults.from_openai(error, now_s=0)
    again = status in {408, 409, 425, 429} or status >= 500
    assert isinstance(fault, errors.TransientError) is again
    if isinstance(fault, errors.TransientError):
        assert fault.status == status


CAUSES: list[tuple[Exception, type[errors.CommuniqueError]]] = [
    (httpx2.ConnectError("refused"), errors.ConnectionFailedError),
    (httpx2.ReadError("reset"), errors.ConnectionFailedError),
    (httpx2.ProxyError("407"), errors.ConnectionFailedError),
    (OSError("unreachable"), errors.ConnectionFailedError),
    (
        httpx2.RemoteProtocolError("Server disconnected without sending a response."),
        errors.ConnectionFailedError,
    ),
    (httpx2.RemoteProtocolError("illegal status line"), errors.ServerError),
    (httpx2.DecodingError("incorrect header check"), errors.ServerError),
    (httpx2.UnsupportedProtocol("ftp"), errors.SetupError),
    (httpx2.LocalProtocolError("illegal header"), errors.SetupError),
    (RuntimeError("network is disabled"), errors.SetupError),
]


@pytest.mark.parametrize(("cause", "ours"), CAUSES)
def test_a_connection_error_is_judged_by_its_cause(
    cause: Exception, ours: type[errors.CommuniqueError]
) -> None:
    error = openai.APIConnectionError(request=REQUEST)
    error.__cause__ = cause
    fault = faults.from_openai(error, now_s=0)
    assert type(fault) is ours
    assert str(cause) in str(fault)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "12"}, 12.0),
        ({"retry-after": "-12"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": formatdate(1060, usegmt=True)}, 60.0),
        ({"retry-after": formatdate(1060)}, 60.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:17:40"}, 60.0),
        ({"retry-after": formatdate(940, usegmt=True)}, 0.0),
        ({"retry-after": "Thu, 99 Jan 1970 00:17:40 GMT"}, None),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "2"}, 2.0),
    ],
)
def test_a_wait_is_read_from_the_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert faults.retry_after_s(headers, now_s=1000.0) == seconds


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d+ [A-Z][a-z]{2} \d+ [\d:]+ [+-]?\w+"))
def test_no_header_raises_or_asks_for_less_than_nothing(value: str) -> None:
    seconds = faults.retry_after_s({"retry-after": value, "retry-after-ms": value}, now_s=0)
    assert seconds is None or 0 <= seconds < float("inf")


@given(st.dictionaries(st.text(), st.text() | st.integers(), max_size=3), st.text(max_size=9))
def test_fences_around_any_object_are_taken_off(value: dict[str, object], prose: str) -> None:
    prose = prose.replace("`", "'").replace("{", "(")
    fenced = f"{prose}```json\n{json.dumps(value)}\n```{prose}"
    completion = ChatCompletion.model_validate(says(fenced).json())
    assert json.loads(faults.content_of(completion)) == value


@given(st.text(st.characters(exclude_categories=[]), max_size=30))
def test_an_encodable_text_encodes_and_keeps_its_offsets(text: str) -> None:
    encoded = faults.encodable(text)
    encoded.encode()
    assert len(encoded) == len(text)
    assert all(
        old == new or 0xD800 <= ord(old) <= 0xDFFF for old, new in zip(text, encoded, strict=True)
    )


def test_a_secret_is_taken_out_of_an_error_and_of_what_caused_it() -> None:
    root = ValueError("header", f"Bearer {KEY}")
    middle = RuntimeError(f"while sending {KEY}")
    middle.__cause__ = root
    error = errors.InvalidOutputError(f"it said {KEY}", output=f"{KEY}!")
    error.__cause__ = middle
    faults.redact(error, KEY)
    assert error.args == ("it said ***",)
    assert error.output == "***!"
    assert middle.args == ("while sending ***",)
    assert root.args == ("header", "Bearer ***")


def test_without_a_key_there_is_nothing_to_redact() -> None:
    error = errors.InvalidOutputError("as it is", output="as it came")
    faults.redact(error, "")
    assert (error.args, error.output) == (("as it is",), "as it came")


def test_long_words_of_a_server_are_shortened() -> None:
    body = {"message": "word " * 500}
    error = openai.APIStatusError("no", response=response(500), body=body)
    assert re.search(r"…$", str(faults.from_openai(error, now_s=0)))
