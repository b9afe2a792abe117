"""Gauge: how far a run is, how fast, what it has cost and how long it will take."""

import sys
import time
from typing import Self

from extractor.progress import tell
from extractor.running.run import Summary
from schemas import LedgerEntry

_EVERY_S = 5.0
_TERMINAL_S = 0.2


class Gauge:
    """Tells standard error of a run: a line that changes in a terminal, else one now and then.

    Args:
        total: articles there are, about.
        summary: of the run, as it goes on.
        quiet: whether to tell nothing.
    """

    def __init__(self, total: int, summary: Summary, *, quiet: bool = False) -> None:
        self._total = total
        self._summary = summary
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._told = time.monotonic()
        self._open = False

    def ended(self, entry: LedgerEntry) -> None:
        """An article has ended; failures are told at once."""
        if entry.status == "failed" and not self._quiet:
            self._end_line()
            tell(f"{entry.article}: {entry.reason}: {entry.detail}")
        now = time.monotonic()
        if now - self._told >= (_TERMINAL_S if self._terminal else _EVERY_S):
            self._told = now
            self._tell()

    def line(self) -> str:
        """How far the run is."""
        summary, account = self._summary, self._summary.account
        ended, before = summary.counts.total(), summary.kept.total()
        rate = ended / account.seconds if account.seconds else 0.0
        parts = [f"[{ended + before:,}/{self._total:,}]", f"{rate * 60:,.0f} a minute"]
        if rate and (left := max(0, self._total - ended - before)):
            parts.append(f"about {_duration(left / rate)} left")
        parts.append(f"{account.tokens:,} tokens")
        if account.usd:
            parts.append(f"{account.usd:.2f} USD")
        if summary.counts["failed"]:
            parts.append(f"{summary.counts['failed']:,} failed")
        return " · ".join(parts)

    def close(self) -> None:
        """Nothing further is told."""
        self._end_line()
        self._quiet = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tell(self) -> None:
        if self._quiet:
            return
        if not self._terminal:
            tell(self.line())
            return
        sys.stderr.write(f"\r\x1b[K{self.line()}")
        sys.stderr.flush()
        self._open = True

    def _end_line(self) -> None:
        if self._open:
            sys.stderr.write("\n")
            self._open = False


def _duration(seconds: float) -> str:
    for size, name in ((3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} s"
