"""Throttle: how many requests may be under way, and how fast they may follow one another."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_BURST_S = 10.0
"""A limit a minute is shared out in parts of so many seconds."""
_NOTHING = 1e-6
"""Less than this is a rounding error; nobody waits for it."""
_POLL_S = 0.02
"""To look again whether a request has ended."""
_PAUSE_S = 1.0
"""After a refusal that names no wait."""


@dataclass
class _Bucket:
    """A token bucket (Turner 1986): filled at a steady rate, emptied by requests."""

    per_minute: float
    full: float = field(init=False)
    level: float = field(init=False)
    at: float | None = None

    def __post_init__(self) -> None:
        self.full = self.level = max(1.0, self.per_minute * _BURST_S / 60)

    def wait_s(self, now: float, amount: float) -> float:
        """Seconds until an amount may be taken; what is more than all of it waits for all."""
        if self.at is not None:
            gained = (now - self.at) * self.per_minute / 60
            self.level = min(self.full, self.level + gained)
        self.at = now
        short = min(amount, self.full) - self.level
        return short * 60 / self.per_minute if short > _NOTHING else 0.0

    def take(self, amount: float) -> None:
        """Take an amount, or with a negative one give it back; the level may fall below zero."""
        self.level = min(self.full, self.level - amount)


class Throttle:
    """Shared by all who ask one endpoint; whoever may not ask yet is told how long to wait.

    A refusal for asking too often (429) halves the number of requests under way, and holds all of
    them back for as long as the server says; answers raise it again by one for each round of them
    (additive increase, multiplicative decrease: Chiu and Jain 1989).

    Args:
        concurrency: most requests under way.
        requests_per_minute: None for no limit.
        tokens_per_minute: of prompts and answers together; None for no limit.
        now: seconds of a clock that never goes back.
    """

    def __init__(
        self,
        concurrency: int,
        *,
        requests_per_minute: float | None = None,
        tokens_per_minute: float | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = concurrency
        self._now = now
        self._lock = threading.Lock()
        self._allowed = float(concurrency)
        self._under_way = 0
        self._until = 0.0
        self._requests = _Bucket(requests_per_minute) if requests_per_minute else None
        self._tokens = _Bucket(tokens_per_minute) if tokens_per_minute else None

    @property
    def allowed(self) -> int:
        """Requests that may be under way now."""
        return max(1, int(self._allowed))

    def admit(self, tokens: int) -> float:
        """Seconds to wait before asking again; 0: go on, and `leave` afterwards.

        Args:
            tokens: what the request will take, as estimated.
        """
        with self._lock:
            now = self._now()
            waits = [self._until - now]
            if self._under_way >= self.allowed:
                waits.append(_POLL_S)
            if self._requests:
                waits.append(self._requests.wait_s(now, 1))
            if self._tokens:
                waits.append(self._tokens.wait_s(now, tokens))
            if max(waits) > 0:
                return max(waits)
            self._under_way += 1
            if self._requests:
                self._requests.take(1)
            if self._tokens:
                self._tokens.take(tokens)
            return 0.0

    def leave(self, more_tokens: int = 0) -> None:
        """A request has ended, whatever came of it.

        Args:
            more_tokens: what it took beyond the estimate.
        """
        with self._lock:
            self._under_way -= 1
            if self._tokens:
                self._tokens.take(more_tokens)

    def answered(self) -> None:
        """An answer came."""
        with self._lock:
            self._allowed = min(self._most, self._allowed + 1 / self._allowed)

    def refused(self, wait_s: float | None) -> None:
        """The endpoint was asked too often.

        Args:
            wait_s: how long it wants to be left alone; None where it does not say.
        """
        with self._lock:
            now = self._now()
            if now >= self._until:  # one refusal of many that were under way together
                self._allowed = max(1.0, self._allowed / 2)
            self._until = max(self._until, now + (_PAUSE_S if wait_s is None else wait_s))
