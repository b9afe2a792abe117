"""When the client tries again, and how long it waits before."""

import logging
from email.utils import formatdate

import httpx2
import pytest
from wire import WRONG, Opening, fails, open_desk, says

from extractor import errors


@pytest.fixture(params=["ask", "aask"])
def desk(request: pytest.FixtureRequest) -> Opening:
    return lambda *replies, **settings: open_desk(request.param, *replies, **settings)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"Retry-After": "0.5"}, 0.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": formatdate(1_700_000_030, usegmt=True)}, 30.0),
        ({"retry-after": formatdate(1_600_000_000, usegmt=True)}, 0.0),
        ({"retry-after": "soon"}, 1.0),
        ({}, 1.0),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_a_server_asks_for_is_obeyed(
    desk: Opening, status: int, headers: dict[str, str], wait: float
) -> None:
    one = desk(fails(status, headers=headers), says())
    one.ask()
    assert one.time.waits == [wait]


def test_a_wait_beyond_the_time_limit_is_not_begun(desk: Opening) -> None:
    one = desk(fails(503), fails(429, headers={"retry-after": "3600"}), time_limit_s=60.0)
    with pytest.raises(errors.RateLimitError) as caught:
        one.ask()
    assert one.time.waits == [1.0]
    assert (caught.value.attempts, caught.value.retry_after_s) == (2, 3600.0)


def test_waits_double_up_to_a_minute(desk: Opening) -> None:
    one = desk(*[fails(500)] * 9, says(), max_retries=9)
    one.ask()
    assert one.time.waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


def test_a_request_may_take_its_timeout_but_not_more_than_is_left(desk: Opening) -> None:
    one = desk(fails(500), fails(500), says(), timeout_s=8.0, time_limit_s=10.0)
    one.ask()
    timeouts = [request.extensions["timeout"] for request in one.script.requests]
    assert [timeout["read"] for timeout in timeouts] == [8.0, 8.0, 7.0]
    assert {timeout["connect"] for timeout in timeouts} == {8.0, 7.0}


def test_a_re_ask_after_the_time_limit_is_not_sent(desk: Opening) -> None:
    one = desk(says(WRONG), time_limit_s=5.0)

    def late(request: httpx2.Request) -> httpx2.Response:
        one.time.now_s = 6.0
        return says(WRONG)

    one.script.replies[0] = late
    with pytest.raises(errors.RequestTimeoutError, match="no time to ask again") as caught:
        one.ask()
    assert caught.value.usage.requests == 1


def test_retries_are_logged_without_the_article(
    desk: Opening, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="extractor"):
        desk(fails(503, "Loading model"), says()).ask()
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("extractor")]
    assert ours == ["try 1 failed, the next in 1.0 s: the endpoint answered 503: Loading model"]
