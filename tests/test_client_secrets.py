"""What the client keeps to itself, and what it does not take from the environment."""

import logging
import pickle
import traceback

import httpx2
import pytest
from wire import KEY, MESSAGES, Draft, Opening, Script, fails, open_desk, says

from extractor import errors
from extractor.client import Client
from extractor.settings import Settings


@pytest.fixture(params=["ask", "aask"])
def desk(request: pytest.FixtureRequest) -> Opening:
    return lambda *replies, **settings: open_desk(request.param, *replies, **settings)


@pytest.mark.parametrize(
    "reply",
    [
        fails(401, f"Received API key {KEY}"),
        fails(500, f"headers: authorization: Bearer {KEY}"),
        httpx2.Response(200, text=f"echo {KEY}"),
        says(None, refusal=f"I refuse {KEY}"),
        says(f"{KEY} is no JSON"),
        says(f'{{"count": "{KEY}', finish="length"),
        httpx2.ConnectError(f"no route for Bearer {KEY}"),
    ],
)
def test_the_key_is_in_no_error_no_traceback_and_no_log(
    desk: Opening, reply: httpx2.Response, caplog: pytest.LogCaptureFixture
) -> None:
    one = desk(reply, reply, reply)
    with (
        caplog.at_level(logging.DEBUG, logger="extractor"),
        pytest.raises(errors.CommuniqueError) as caught,
    ):
        one.ask()
    error = caught.value
    shown = [str(error), repr(error), repr(vars(error)), repr(one.client.settings)]
    assert not [text for text in shown if KEY in text]
    assert KEY.encode() not in pickle.dumps(error)
    ours = [record for record in caplog.records if record.name.startswith("extractor")]
    assert not [record for record in ours if KEY in record.getMessage()]
    # pytest's own frames hold the reply; only what is printed of the exceptions counts.
    printed = traceback.format_exception(error)
    if not isinstance(error, errors.InvalidOutputError):  # pydantic quotes the answer
        assert KEY not in "".join(printed)


def test_only_the_headers_that_a_request_needs_are_sent(
    desk: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-x")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-x")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Mine: 1\nAuthorization: Bearer other")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.test/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
    one = desk(says())
    one.ask()
    (request,) = one.script.requests
    assert str(request.url) == "http://wire.test/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert set(request.headers) == {
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    }


@pytest.mark.parametrize(
    ("settings", "url", "key"),
    [
        ({"model": "openai/m", "base_url": None}, "https://api.openai.com/v1", KEY),
        ({"model": "openai/m"}, "http://wire.test/v1", KEY),
        ({"api_key": None}, "http://wire.test/v1", "none"),
        ({"model": "local", "api_key": None}, "http://wire.test/v1", "none"),
        ({"api_key": f" {KEY}\n"}, "http://wire.test/v1", KEY),
    ],
)
def test_each_provider_is_reached_where_and_how_the_settings_say(
    desk: Opening, settings: dict[str, object], url: str, key: str
) -> None:
    one = desk(says(), **settings)
    one.ask()
    assert str(one.script.requests[0].url) == f"{url}/chat/completions"
    assert one.script.requests[0].headers["authorization"] == f"Bearer {key}"


def test_arguments_of_the_client_override_its_settings() -> None:
    script = Script([says()])
    with Client(
        Settings(api_key="sk-settings"),
        base_url="http://127.0.0.1:9/v1",
        api_key="sk-argument",
        transport=httpx2.MockTransport(script),
    ) as client:
        client.ask(MESSAGES, Draft)
    assert script.requests[0].url.port == 9
    assert script.requests[0].headers["authorization"] == "Bearer sk-argument"


@pytest.mark.parametrize(
    ("settings", "kind", "words"),
    [
        (Settings(model="openai/m"), errors.AuthenticationError, "set OPENAI_API_KEY"),
        (Settings(model="openai/m", api_key=" \n"), errors.AuthenticationError, "needs an API key"),
        (Settings(model="openai/m", api_key="sk\nx"), errors.AuthenticationError, "no HTTP header"),
        (Settings(model="openai/m", api_key="sk-ü"), errors.AuthenticationError, "no HTTP header"),
        (Settings(), errors.SetupError, "start its server"),
    ],
)
def test_a_client_that_cannot_work_is_not_built(
    settings: Settings,
    kind: type[errors.SetupError],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    with pytest.raises(kind, match=words):
        Client(settings)
