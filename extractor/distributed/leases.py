"""Leases: permits to ask, by the worker that holds them; those of a dead one come back."""

import time
from collections import deque
from collections.abc import Callable

from extractor.throttle import Throttle


class Leases:
    """A throttle for workers that may die with a request under way.

    Args:
        throttle: says who may ask; nobody else uses it.
        longest_s: what a request may take; a permit that is older is taken back.
        now: seconds of a clock that never goes back.
    """

    def __init__(
        self, throttle: Throttle, longest_s: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._throttle = throttle
        self._longest_s = longest_s
        self._now = now
        self._given: dict[str, deque[float]] = {}
        """When each permit was given, the oldest first, by worker."""

    def join(self, worker: str) -> None:
        """A worker begins, or begins again: it holds no permit."""
        for _ in self._given.pop(worker, ()):
            self._throttle.leave()

    def admit(self, worker: str, tokens: int) -> float:
        """What `Throttle.admit` returns."""
        wait_s = self._throttle.admit(tokens)
        if wait_s > 0:
            self._take_back()
        else:
            self._given.setdefault(worker, deque()).append(self._now())
        return wait_s

    def leave(self, worker: str, more_tokens: int) -> None:
        """A request of a worker has ended; what was taken back counts no second time."""
        if self._given.get(worker):
            self._given[worker].popleft()
            self._throttle.leave(more_tokens)

    def _take_back(self) -> None:
        for given in self._given.values():
            while given and self._now() - given[0] > self._longest_s:
                given.popleft()
                self._throttle.leave()
