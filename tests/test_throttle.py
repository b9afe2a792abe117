"""The throttle: how many may ask at once, and how fast."""

from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire import DRAFT, MESSAGES, Draft, Script, Time, fails, says

from extractor.client import Client
from extractor.exchange import Clock
from extractor.settings import Settings
from extractor.throttle import Throttle


class Watch:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def admitted(throttle: Throttle, watch: Watch, count: int, tokens: int = 0) -> float:
    """Seconds that so many requests take, one behind the other and each answered at once."""
    for _ in range(count):
        while (wait_s := throttle.admit(tokens)) > 0:
            watch.now_s += wait_s
        throttle.leave()
    return watch.now_s


def test_without_limits_nobody_waits() -> None:
    watch = Watch()

    assert admitted(Throttle(4, now=watch), watch, 1000) == 0


def test_no_more_are_under_way_than_may_be() -> None:
    throttle = Throttle(2)

    assert [throttle.admit(0) == 0 for _ in range(3)] == [True, True, False]
    throttle.leave()
    assert throttle.admit(0) == 0


@given(st.integers(1, 600), st.integers(1, 300))
def test_requests_keep_to_their_rate_but_for_the_first_ten_seconds_worth(
    rate: int, count: int
) -> None:
    watch = Watch()
    took_s = admitted(Throttle(1, requests_per_minute=rate, now=watch), watch, count)

    at_once = max(1.0, rate / 6)
    assert took_s == pytest.approx(max(0.0, (count - at_once) * 60 / rate), abs=1e-6)


def test_tokens_keep_to_their_rate_and_what_came_beyond_the_estimate_is_made_up_for() -> None:
    watch = Watch()
    throttle = Throttle(1, tokens_per_minute=6000, now=watch)
    assert throttle.admit(1000) == 0
    throttle.leave(more_tokens=500)

    assert throttle.admit(500) == pytest.approx(10.0)


def test_a_request_larger_than_the_limit_waits_for_all_of_it_and_is_sent() -> None:
    watch = Watch()
    throttle = Throttle(1, tokens_per_minute=60, now=watch)

    assert admitted(throttle, watch, 2, tokens=1000) < 1100


def test_a_refusal_halves_what_may_be_under_way_once_and_holds_all_back() -> None:
    watch = Watch()
    throttle = Throttle(8, now=watch)
    for _ in range(5):
        throttle.refused(3.0)

    assert throttle.allowed == 4
    assert throttle.admit(0) == 3.0


def test_answers_raise_it_again_up_to_what_it_was() -> None:
    watch = Watch()
    throttle = Throttle(8, now=watch)
    throttle.refused(None)
    watch.now_s = 2.0
    for _ in range(5):
        throttle.answered()
    assert throttle.allowed == 5
    for _ in range(100):
        throttle.answered()
    assert throttle.allowed == 8


@given(st.lists(st.sampled_from(["admit", "leave", "answered", "refused"]), max_size=60))
def test_whatever_happens_at_least_one_and_at_most_all_may_ask(steps: list[str]) -> None:
    watch, under_way = Watch(), 0
    throttle = Throttle(3, now=watch)
    for step in steps:
        watch.now_s += 1.0
        if step == "admit":
            under_way += throttle.admit(1) == 0
        elif step == "leave" and under_way:
            throttle.leave()
            under_way -= 1
        elif step == "answered":
            throttle.answered()
        elif step == "refused":
            throttle.refused(0.5)
        assert 1 <= throttle.allowed <= 3
        assert under_way <= 3


@pytest.mark.parametrize("limits", [{"requests_per_minute": 6}, {"tokens_per_minute": 180}])
def test_the_client_waits_for_its_turn_and_the_wait_is_no_part_of_its_time_limit(
    limits: dict[str, Any],
) -> None:
    clock = Time()
    throttle = Throttle(1, now=lambda: clock.now_s, **limits)
    client = Client(
        Settings(model="endpoint/m", base_url="http://127.0.0.1:9/v1", time_limit_s=5.0),
        transport=httpx2.MockTransport(Script([says(), says(), says()])),
        throttle=throttle,
        clock=Clock(now=lambda: clock.now_s, sleep=clock.sleep, chance=lambda: 0.0),
    )

    answers = [client.ask(MESSAGES, Draft) for _ in range(3)]

    assert [one.draft for one in answers] == [DRAFT] * 3
    assert clock.now_s > 10
    assert all(one.usage.seconds < 5 for one in answers)


def test_one_refused_request_holds_back_the_next_of_all_who_share_the_throttle() -> None:
    clock = Time()
    throttle = Throttle(4, now=lambda: clock.now_s)
    script = Script([fails(429, headers={"retry-after": "7"}), says(), says()])
    client = Client(
        Settings(model="endpoint/m", base_url="http://127.0.0.1:9/v1"),
        transport=httpx2.MockTransport(script),
        throttle=throttle,
        clock=Clock(now=lambda: clock.now_s, sleep=clock.sleep, chance=lambda: 0.0),
    )

    client.ask(MESSAGES, Draft)

    assert clock.now_s == pytest.approx(7.0)
    assert throttle.allowed == 2
