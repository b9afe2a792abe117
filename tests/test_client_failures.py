"""What the client makes of failures: which error, after how many requests, at what cost."""

import json
import pickle
import traceback

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire import DRAFT, WRONG, Opening, fails, open_desk, says

from extractor import errors
from schemas import Usage

TOO_LONG = "This model's maximum context length is 8192 tokens. However, you requested 9000."


@pytest.fixture(params=["ask", "aask"])
def desk(request: pytest.FixtureRequest) -> Opening:
    return lambda *replies, **settings: open_desk(request.param, *replies, **settings)


def refused(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("[Errno 111] Connection refused", request=request)


def too_slow(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ReadTimeout("The read operation timed out", request=request)


def broke_off(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.RemoteProtocolError(
        "peer closed connection without sending complete message body", request=request
    )


def no_http(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.RemoteProtocolError("illegal status line: b'220 ready'", request=request)


def page(status: int) -> httpx2.Response:
    return httpx2.Response(
        status,
        html="<html><style>b {}</style><body><h1>502 Bad Gateway</h1>nginx</body></html>",
    )


def body(value: object) -> httpx2.Response:
    return httpx2.Response(200, json=value)


LLAMA_TOO_LONG = {
    "code": 400,
    "message": "request (6013 tokens) exceeds the available context size (4096 tokens)",
    "type": "exceed_context_size_error",
    "n_prompt_tokens": 6013,
    "n_ctx": 4096,
}
VLLM_TOO_LONG = {"object": "error", "message": TOO_LONG, "type": "BadRequestError", "code": 400}

GIVEN_UP_AT_ONCE = [
    (fails(401, "Incorrect API key", code="invalid_api_key"), errors.AuthenticationError),
    (httpx2.Response(401), errors.AuthenticationError),
    (fails(402, "Insufficient Balance"), errors.PermissionDeniedError),
    (fails(403, "Country not supported"), errors.PermissionDeniedError),
    (fails(404, "The model `m` does not exist"), errors.BadRequestError),
    (httpx2.Response(404, json={"detail": "Not Found"}), errors.BadRequestError),
    (fails(422, "Unprocessable"), errors.BadRequestError),
    (fails(400, "bad", param="temperature"), errors.BadRequestError),
    (httpx2.Response(308, headers={"location": "https://b.test"}), errors.BadRequestError),
    (fails(400, TOO_LONG, code="context_length_exceeded"), errors.ContextLengthError),
    (fails(400, "Too much", code="context_length_exceeded"), errors.ContextLengthError),
    (httpx2.Response(400, json={"error": LLAMA_TOO_LONG}), errors.ContextLengthError),
    (httpx2.Response(400, json=VLLM_TOO_LONG), errors.ContextLengthError),
    (fails(413, "Payload Too Large"), errors.ContextLengthError),
    (fails(429, "Request too large for m on tokens per min"), errors.ContextLengthError),
    (
        fails(429, "You exceeded your quota", code="insufficient_quota"),
        errors.PermissionDeniedError,
    ),
    (fails(400, "filtered", code="content_filter"), errors.ContentFilterError),
    (says(None, refusal="I cannot help with that."), errors.RefusalError),
    (says("", finish="content_filter"), errors.ContentFilterError),
    (says(None), errors.EmptyOutputError),
    (says(""), errors.EmptyOutputError),
    (says(" \n"), errors.EmptyOutputError),
    (body({**says().json(), "choices": []}), errors.EmptyOutputError),
    (says('{"count":', finish="length"), errors.TruncatedOutputError),
    (says(None, finish="length"), errors.TruncatedOutputError),
    (RuntimeError("Network is disabled"), errors.SetupError),
]

TRIED_AGAIN = [
    (fails(408), errors.ServerError),
    (fails(409), errors.ServerError),
    (fails(429, "Rate limit reached", code="rate_limit_exceeded"), errors.RateLimitError),
    (fails(500), errors.ServerError),
    (fails(503, "Loading model", type="unavailable_error"), errors.ServerError),
    (httpx2.Response(529), errors.ServerError),
    (page(502), errors.ServerError),
    (page(200), errors.ServerError),
    (httpx2.Response(200), errors.ServerError),
    (httpx2.Response(204), errors.ServerError),
    (httpx2.Response(200, text="OK"), errors.ServerError),
    (httpx2.Response(200, text='{"id": 1', headers={"content-type": "application/json"}), None),
    (httpx2.Response(200, content=b'{"\xff"', headers={"content-type": "application/json"}), None),
    (httpx2.Response(200, text="[" * 9999, headers={"content-type": "application/json"}), None),
    (body([]), errors.ServerError),
    (body("yes"), errors.ServerError),
    (body(None), errors.ServerError),
    (body({"choices": "none"}), errors.ServerError),
    (body({"choices": None}), errors.ServerError),
    (body({"detail": "no such path"}), errors.ServerError),
    (body({"choices": ["yes"]}), errors.ServerError),
    (body({"choices": [[]]}), errors.ServerError),
    (says(["part"]), errors.ServerError),
    (body({"error": {"code": 502, "message": "upstream"}}), errors.ServerError),
    (body({"error": {"code": 429, "message": "slower"}}), errors.RateLimitError),
    (body({"error": "overloaded"}), errors.ServerError),
    (no_http, errors.ServerError),
    (broke_off, errors.ConnectionFailedError),
    (refused, errors.ConnectionFailedError),
    (too_slow, errors.RequestTimeoutError),
]


@pytest.mark.parametrize(("reply", "kind"), GIVEN_UP_AT_ONCE)
def test_what_will_not_change_is_asked_once(
    desk: Opening, reply: httpx2.Response, kind: type[errors.CommuniqueError]
) -> None:
    one = desk(reply)
    with pytest.raises(kind) as caught:
        one.ask()
    assert type(caught.value) is kind
    assert len(one.script.requests) == caught.value.usage.requests == 1
    assert one.time.waits == []


@pytest.mark.parametrize(("reply", "kind"), TRIED_AGAIN)
def test_what_may_pass_is_tried_again_until_the_limit(
    desk: Opening, reply: httpx2.Response, kind: type[errors.TransientError] | None
) -> None:
    one = desk(reply, reply, reply)
    with pytest.raises(kind or errors.ServerError) as caught:
        one.ask()
    assert type(caught.value) is (kind or errors.ServerError)
    assert caught.value.attempts == caught.value.usage.requests == len(one.script.requests) == 3
    assert one.time.waits == [1.0, 2.0]
    assert caught.value.usage.seconds == 3.0


@pytest.mark.parametrize(("reply", "kind"), TRIED_AGAIN)
def test_what_has_passed_is_forgotten(desk: Opening, reply: httpx2.Response, kind: object) -> None:
    answer = desk(reply, says()).ask()
    assert answer.draft == DRAFT
    assert answer.usage.requests == 2
    assert answer.usage.reasks == 0


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (page(502), r"answered 502: 502 Bad Gateway nginx$"),
        (fails(404, "no model m"), r"no model m .*base_url ends in /v1"),
        (page(200), r"no chat completion"),
        (fails(400, "bad", param="temperature"), r"temperature=None"),
        (says(None, refusal="I cannot."), r"declined: I cannot\."),
        (refused, r"Connection refused"),
        (httpx2.Response(500, json={"error": "x" * 999}), r"x{300}…$"),
        (httpx2.Response(308), r"redirects are not followed"),
    ],
)
def test_an_error_says_what_the_server_said_and_what_to_do(
    reply: httpx2.Response, words: str
) -> None:
    with pytest.raises(errors.CommuniqueError, match=words):
        open_desk("ask", reply, max_retries=0).ask()


def test_what_was_spent_on_a_truncated_answer_is_told(desk: Opening) -> None:
    with pytest.raises(errors.TruncatedOutputError, match="after 9 characters") as caught:
        desk(says('{"count":', finish="length", tokens=(70, 64))).ask()
    assert caught.value.partial == '{"count":'
    assert caught.value.usage == Usage(requests=1, prompt_tokens=70, completion_tokens=64)


def test_what_was_spent_before_a_failure_is_told(desk: Opening) -> None:
    with pytest.raises(errors.RefusalError) as caught:
        desk(says(WRONG), fails(500), says(None, refusal="No.")).ask()
    assert caught.value.usage == Usage(
        requests=3, reasks=1, prompt_tokens=200, completion_tokens=20, seconds=1.0
    )


@pytest.mark.parametrize(("reply", "kind"), [*GIVEN_UP_AT_ONCE, *TRIED_AGAIN])
def test_every_error_pickles_with_all_it_knows(reply: httpx2.Response, kind: object) -> None:
    with pytest.raises(errors.CommuniqueError) as caught:
        open_desk("ask", reply, max_retries=0).ask()
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value)
    assert again.args == caught.value.args
    assert vars(again) == vars(caught.value)


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (fails(401), "AuthenticationError"),
        (fails(500), "InternalServerError"),
        (refused, "APIConnectionError"),
        (httpx2.Response(200, text="{", headers={"content-type": "application/json"}), "JSON"),
        (says(WRONG), "ValidationError"),
        (says(None), "NoneType"),
    ],
)
def test_every_error_is_chained_to_its_cause_and_never_to_instructor(
    reply: httpx2.Response, cause: str
) -> None:
    with pytest.raises(errors.CommuniqueError) as caught:
        open_desk("ask", reply, max_retries=0, max_reasks=0).ask()
    assert type(caught.value.__cause__).__name__.startswith(cause)
    assert "instructor" not in "".join(traceback.format_exception(caught.value)[-2:])
    assert "InstructorRetryException" not in "".join(traceback.format_exception(caught.value))


TEXT = st.text(st.characters(exclude_categories=[]), max_size=9)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
NEARLY = st.fixed_dictionaries(
    {},
    optional={
        "error": JSON,
        "usage": JSON | st.dictionaries(st.just("prompt_tokens"), JSON),
        "choices": JSON
        | st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "finish_reason": JSON | st.sampled_from(["stop", "length", "content_filter"]),
                    "message": JSON
                    | st.fixed_dictionaries({}, optional={"content": JSON, "refusal": JSON}),
                },
            ),
            max_size=2,
        ),
    },
)


@settings(deadline=None)
@given(status=st.sampled_from([200, 200, 200, 400, 401, 429, 500]), reply=JSON | NEARLY)
def test_no_body_of_a_server_raises_anything_but_our_errors(status: int, reply: object) -> None:
    headers = {"content-type": "application/json"}
    response = httpx2.Response(status, content=json.dumps(reply), headers=headers)
    one = open_desk("ask", response, max_retries=0, max_reasks=0)
    with pytest.raises(errors.CommuniqueError):
        one.ask()
