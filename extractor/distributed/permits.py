"""Permits: a throttle whose state the desk keeps, for all workers of a run."""

from typing import Any

from extractor.throttle import Throttle

_LEAST_S = 0.1
"""To ask the desk again; every waiting thread of every worker does."""


class Permits(Throttle):
    """Asks the desk whether a request may be sent.

    Args:
        desk: the handle of a `Desk` that Ray runs.
        worker: who asks.
    """

    def __init__(self, desk: Any, worker: str) -> None:
        super().__init__(1)
        self._desk = desk
        self._worker = worker

    def admit(self, tokens: int) -> float:
        """Seconds to wait before asking again; 0: go on, and `leave` afterwards."""
        import ray

        wait_s: float = ray.get(self._desk.admit.remote(self._worker, tokens))
        return max(_LEAST_S, wait_s) if wait_s > 0 else 0.0

    def leave(self, more_tokens: int = 0) -> None:
        """A request has ended, whatever came of it."""
        self._desk.leave.remote(self._worker, more_tokens)

    def answered(self) -> None:
        """An answer came."""
        self._desk.answered.remote()

    def refused(self, wait_s: float | None) -> None:
        """The endpoint was asked too often."""
        import ray

        ray.get(self._desk.refused.remote(wait_s))
