"""Desk: the one place of a shared run, where permits are handed out and the ledger is written.

A process of its own, on the machine of the one that started the run. Every worker asks it before an
article is begun and before a request is sent, and tells it what came of each, so that limits are
kept by all together, and an article that has ended is not asked again when its worker has died.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from extractor.distributed.leases import Leases
from extractor.distributed.sharing import Sharing
from extractor.errors import (
    SetupError,
    TransientError,
)
from extractor.journal import Journal, alone_in
from extractor.running.job import Job
from extractor.running.outcome import hopeless
from extractor.running.run import LEDGER, MANIFEST, Summary, check_manifest
from extractor.settings import Settings
from extractor.throttle import Throttle
from schemas import LedgerEntry, LedgerStatus

_SYNC_S = 1.0
"""What a machine that dies may lose of the ledger; a killed process loses nothing."""
_MARGIN_S = 30.0
"""Beyond the time limit of a request, until its worker is taken to have died."""


class Desk:
    """Keeps a run's ledger, account and permits for workers in other processes.

    Args:
        folder: where the ledger is, or will be.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / LEDGER
        self._journal = Journal(self._path, _SYNC_S)
        self._ended: dict[bytes, tuple[LedgerStatus, int]] = {}
        """How each article ended, and at which byte of the ledger its last line begins."""
        self._size = 0
        self._opened = ExitStack()

    def open(
        self, settings: Settings, summary: Summary, sharing: Sharing, *, retry_failed: bool = False
    ) -> None:
        """Begin a run; one that goes on in the same folder takes over from the one before.

        Args:
            settings: which model, and how it is asked; its `concurrency` is that of each worker.
            summary: of the run, as it begins.
            sharing: how many workers there are, and what they may ask together.
            retry_failed: whether what failed before is tried again.

        Raises:
            SetupError: the folder holds a run of something else, or another process writes there.
        """
        if not self._size:
            self._read(Job(settings))
        check_manifest(self._folder / MANIFEST, Job(settings))
        self._terms = (settings, sharing)
        self._retry_failed = retry_failed
        self._summary = summary
        self._started_at = self._size
        self._fault: Exception | None = None
        self._under_way: set[str] = set()
        self._kept: set[bytes] = set()
        self._throttle = Throttle(
            sharing.workers * (1 if settings.provider == "local" else settings.concurrency),
            requests_per_minute=sharing.requests_per_minute,
            tokens_per_minute=sharing.tokens_per_minute,
        )
        self._leases = Leases(self._throttle, settings.timeout_s + _MARGIN_S)

    def _read(self, job: Job) -> None:
        """Keep others out of the folder, and find out what has ended."""
        self._opened.close()
        with ExitStack() as stack:
            stack.enter_context(alone_in(self._folder))
            check_manifest(self._folder / MANIFEST, job)
            stack.enter_context(self._journal)
            if self._path.is_file():
                self._index()
            self._opened = stack.pop_all()

    def _index(self) -> None:
        with self._path.open("rb") as file:
            for line, entry in zip(file, self._journal.read(), strict=True):
                self._ended[bytes.fromhex(entry["key"])] = (entry["status"], self._size)
                self._size += len(line)

    def join(self, worker: str) -> tuple[Settings, Sharing]:
        """A worker begins, or begins again after it died; returns what it has to know."""
        self._leases.join(worker)
        return self._terms

    def ended(self, keys: Sequence[str], *, earlier: bool) -> list[bytes | None]:
        """The ledger's lines of articles that have ended, in the order asked for.

        Args:
            keys: of the articles.
            earlier: whether the lines of earlier runs are wanted; else they are empty.

        Returns:
            None for each article that is to be read.
        """
        lines: list[bytes | None] = []
        with self._path.open("rb") as file:
            for key in keys:
                status, start = self._ended.get(bytes.fromhex(key), (None, 0))
                before = start < self._started_at
                if status is None or (status == "failed" and before and self._retry_failed):
                    lines.append(None)
                    continue
                if before and bytes.fromhex(key) not in self._kept:
                    self._kept.add(bytes.fromhex(key))
                    self._summary.kept[status] += 1
                if before and not earlier:
                    lines.append(b"")
                    continue
                file.seek(start)
                lines.append(file.readline().rstrip(b"\n"))
        return lines

    def begin(self, key: str) -> bool:
        """Whether an article may be begun; `end` afterwards."""
        if self._summary.stopped is None:
            self._summary.stopped = self._summary.account.why_stop(len(self._under_way))
        if self._summary.stopped is None:
            self._under_way.add(key)
        return self._summary.stopped is None

    def end(self, line: bytes, fault: Exception | None) -> bytes:
        """Write down how an article ended; returns its line, which another one may have written.

        Args:
            line: the entry as JSON.
            fault: the error of an article that failed, if it is one of `extractor.errors`.
        """
        entry = LedgerEntry.model_validate_json(line)
        key = bytes.fromhex(entry.key)
        self._under_way.discard(entry.key)
        status, start = self._ended.get(key, (None, 0))
        if status is not None and start >= self._started_at:
            return self.ended([entry.key], earlier=True)[0] or line
        unread = not self._summary.counts["done"]
        if isinstance(fault, SetupError) and (hopeless(fault) or unread):
            self.fail(fault)
            return line
        try:
            self._journal.append(line)
        except OSError as error:
            self.fail(error)
            return line
        self._ended[key] = (entry.status, self._size)
        self._size += len(line) + 1
        self._summary.counts[entry.status] += 1
        failed = isinstance(fault, TransientError | SetupError)
        self._summary.account.add(entry, endpoint_failed=failed)
        return line

    def fail(self, error: Exception) -> None:
        """Every article would meet this: none is begun any more."""
        self._fault = self._fault or error
        self.stop(f"{type(error).__name__}: {error}")

    def stop(self, why: str) -> None:
        """Begin no further article."""
        self._summary.stopped = self._summary.stopped or why

    def fault(self) -> Exception | None:
        """What every article would meet."""
        return self._fault

    def summary(self) -> Summary:
        """What the run has come to so far."""
        return self._summary

    def close(self) -> Summary:
        """Force the ledger onto the disk, and let others write there; returns the summary."""
        self._opened.close()
        self._ended, self._size = {}, 0
        return self._summary

    def admit(self, worker: str, tokens: int) -> float:
        """What `Throttle.admit` returns."""
        return self._leases.admit(worker, tokens)

    def leave(self, worker: str, more_tokens: int) -> None:
        """What `Throttle.leave` does."""
        self._leases.leave(worker, more_tokens)

    def answered(self) -> None:
        """What `Throttle.answered` does."""
        self._throttle.answered()

    def refused(self, wait_s: float | None) -> None:
        """What `Throttle.refused` does."""
        self._throttle.refused(wait_s)
