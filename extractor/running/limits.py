"""Limits: what a run may spend, how long it may take, and when it gives up on its endpoint."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.errors import SetupError
from extractor.running.prices import Price
from schemas import LedgerEntry, Usage


@dataclass(frozen=True)
class Limits:
    """What a run may take; None for as much as it takes."""

    tokens: int | None = None
    """Of prompts and answers together."""
    usd: float | None = None
    seconds: float | None = None
    failures_in_a_row: int = 20
    """Articles that fail for the endpoint's sake, none answered between, that end a run."""

    def __post_init__(self) -> None:
        for name in ("tokens", "usd", "seconds", "failures_in_a_row"):
            if (value := getattr(self, name)) is not None and not value > 0:
                raise SetupError(f"the limit of {name.replace('_', ' ')} must be above zero")


@dataclass
class Account:
    """What a run has spent, and whether it may go on.

    Args:
        limits: what it may spend.
        price: of a token; None where it is not known, or nothing.
        now: seconds of a clock that never goes back.
    """

    limits: Limits
    price: Price | None = None
    now: Callable[[], float] = time.monotonic
    usage: Usage = field(default_factory=Usage)
    answered: int = 0
    """Articles that have cost something."""
    _started: float = field(init=False)
    _failures: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        if self.limits.usd is not None and self.price is None:
            raise SetupError(
                "no price is known of this model: give --budget-tokens in place of usd"
            )
        self._started = self.now()

    @property
    def tokens(self) -> int:
        """Of prompts and answers."""
        return self.usage.prompt_tokens + self.usage.completion_tokens

    @property
    def usd(self) -> float | None:
        """What that costs; None where no price is known."""
        return self.price.usd(self.usage) if self.price else None

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return self.now() - self._started

    def add(self, entry: LedgerEntry, *, endpoint_failed: bool) -> None:
        """Count what an article came to."""
        names = Usage.model_fields
        self.usage = Usage(
            **{name: getattr(self.usage, name) + getattr(entry.usage, name) for name in names}
        )
        self.answered += entry.usage.requests > 0
        self._failures = self._failures + 1 if endpoint_failed else 0

    def why_stop(self, under_way: int) -> str | None:
        """Why no further article may be begun; None if one may.

        Args:
            under_way: articles begun, not ended; each is taken to cost what others did on average.
        """
        limits, share = self.limits, 1 + under_way / max(1, self.answered)
        if self._failures >= limits.failures_in_a_row:
            return f"{self._failures} articles in a row failed: the endpoint is down"
        if limits.seconds is not None and self.seconds >= limits.seconds:
            return f"the time limit of {limits.seconds:g} s is reached"
        if limits.tokens is not None and self.tokens * share >= limits.tokens:
            return f"the budget of {limits.tokens:,} tokens is reached"
        if limits.usd is not None and (self.usd or 0.0) * share >= limits.usd:
            return f"the budget of {limits.usd:g} USD is reached"
        return None
