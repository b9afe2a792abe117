"""Exchange: one conversation with a model, what it costs, and when a request is tried again.

Synchronous and asynchronous asking share everything here; only the awaits stand in `client.py`.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tenacity import RetryCallState, retry_if_exception_type

from extractor import faults
from extractor.errors import (
    CommuniqueError,
    RateLimitError,
    RequestTimeoutError,
    TransientError,
)
from extractor.settings import Settings
from extractor.telemetry import Told
from extractor.throttle import Throttle
from schemas import Usage

if TYPE_CHECKING:
    import httpx2

_LONGEST_WAIT_S = 60.0
_CONNECT_S = 10.0
"""To open a connection; the answer itself may take `timeout_s`."""

_UNWATCHED: AbstractContextManager[Told] = nullcontext(lambda _: None)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Clock:
    """Time and chance, so that a test can hold both."""

    now: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    asleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    """From 0 to 1."""


class Exchange:
    """One conversation: what it has cost so far, how long it may last, when it is tried again."""

    def __init__(
        self, settings: Settings, clock: Clock, key: str, throttle: Throttle | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._key = key
        self._throttle = throttle
        self._admitted_tokens = 0
        self._started = clock.now()
        self._requests = self._turns = self._tries = 0
        self._prompt_tokens = self._completion_tokens = self._cached = 0
        self._tell: Told = lambda _: None
        self.content = ""

    def next_turn(self) -> dict[str, Any]:
        """Count a first question or a re-ask, and return tenacity's rules for its tries."""
        self._turns += 1
        self._tries = 0
        return {
            "retry": retry_if_exception_type(TransientError),
            "wait": self._wait_s,
            "stop": self._is_over,
            "before_sleep": self._note,
            "reraise": True,
        }

    def waits(self, tokens: int) -> Iterator[float]:
        """Seconds to wait before `request`, until it may be made; they count towards no limit."""
        while self._throttle is not None and (wait_s := self._throttle.admit(tokens)) > 0:
            yield wait_s
            self._started += wait_s
        self._admitted_tokens = tokens

    @contextmanager
    def request(
        self, watch: AbstractContextManager[Told] = _UNWATCHED
    ) -> "Iterator[httpx2.Timeout]":
        """Count one HTTP request, yield its time limit, and raise what goes wrong as ours.

        `watch` is open while it is under way, and is told the answer by `receive`.
        """
        before = self._prompt_tokens + self._completion_tokens
        try:
            timeout = self._counted()
            with watch as self._tell, self._as_ours():
                yield timeout
            if self._throttle is not None:
                self._throttle.answered()
        except RateLimitError as fault:
            if self._throttle is not None:
                self._throttle.refused(fault.retry_after_s)
            raise
        finally:
            if self._throttle is not None:
                taken = self._prompt_tokens + self._completion_tokens - before
                self._throttle.leave(taken - self._admitted_tokens)

    def _counted(self) -> "httpx2.Timeout":
        import httpx2

        left_s = self._left_s()
        if left_s <= 0:
            raise RequestTimeoutError("the time limit left no time to ask again", attempts=0)
        self._requests += 1
        self._tries += 1
        timeout_s = min(self._settings.timeout_s, left_s)
        return httpx2.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_S))

    @contextmanager
    def _as_ours(self) -> Iterator[None]:
        import openai

        try:
            yield
        except CommuniqueError as fault:
            raise self._told(fault) from fault.__cause__
        except (openai.OpenAIError, ValueError, RecursionError) as error:
            told = faults.from_openai(error, now_s=self._clock.wall())
            told.__cause__ = error
            raise self._told(told) from error

    def recall(self, completion: Any) -> object:
        """What `receive` returns, of an answer that cost nothing now."""
        self._turns += 1
        self._cached += 1
        return self._read(completion)

    def receive(self, completion: Any) -> object:
        """Return the completion with its answer unfenced, having counted its tokens.

        They are counted here, before instructor overwrites them with its running total.

        Raises:
            CommuniqueError: what `faults.content_of` raises.
        """
        self._tell(completion)
        usage = getattr(completion, "usage", None)
        self._prompt_tokens += _count(usage, "prompt_tokens")
        self._completion_tokens += _count(usage, "completion_tokens")
        return self._read(completion)

    def _read(self, completion: Any) -> object:
        """Take the answer out; a key that the server saw fit to repeat in it is gone."""
        self.content = faults.without(self._key, faults.content_of(completion))
        completion.choices[0].message.content = self.content
        return completion

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Raise what instructor raises as what it is, with the usage on it."""
        from instructor.core import InstructorRetryException

        try:
            yield
        except InstructorRetryException as error:
            fault = faults.from_instructor(error, output=self.content, tries=self._turns)
            if isinstance(fault, CommuniqueError):
                fault = self._told(fault)
                fault.usage = self.usage()
            raise fault from fault.__cause__

    def usage(self) -> Usage:
        """What the conversation has cost so far, waits included in its seconds."""
        return Usage(
            requests=self._requests,
            reasks=max(self._turns - 1, 0),
            cached=self._cached,
            prompt_tokens=self._prompt_tokens,
            completion_tokens=self._completion_tokens,
            seconds=self._clock.now() - self._started,
        )

    def _told(self, fault: CommuniqueError) -> CommuniqueError:
        faults.redact(fault, self._key)
        if isinstance(fault, TransientError):
            fault.attempts = self._tries
        return fault

    def _left_s(self) -> float:
        return self._started + self._settings.time_limit_s - self._clock.now()

    def _wait_s(self, state: RetryCallState) -> float:
        """Return what the server asked for; else 1 s, doubled each time, less up to half."""
        asked_s = getattr(_error(state), "retry_after_s", None)
        if asked_s is not None:
            return float(asked_s)
        longest_s = min(2.0 ** (state.attempt_number - 1), _LONGEST_WAIT_S)
        return longest_s * (1 - self._clock.chance() / 2)

    def _is_over(self, state: RetryCallState) -> bool:
        spent = state.attempt_number > self._settings.max_retries
        return spent or state.upcoming_sleep >= self._left_s()

    def _note(self, state: RetryCallState) -> None:
        _log.info(
            "try %d failed, the next in %.1f s: %s",
            state.attempt_number,
            state.upcoming_sleep,
            _error(state),
        )


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None


def _count(usage: object, name: str) -> int:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) else 0
