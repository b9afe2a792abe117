"""Run: a queue of articles, a ledger of what became of each; killed and started again, it goes on.

ledger.jsonl   a line for each article, in the order in which they ended; only added to
run.json         what the run is a run of
"""

import json
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from extractor.errors import (
    InputError,
    SetupError,
    TransientError,
)
from extractor.extract import Extractor
from extractor.journal import Journal, JournalError, alone_in
from extractor.reading.article import Article
from extractor.running.job import Job
from extractor.running.limits import Account
from extractor.running.outcome import Outcome, hopeless, read, unasked
from schemas import LedgerEntry, LedgerStatus

LEDGER, MANIFEST = "ledger.jsonl", "run.json"
_SYNC_S = 1.0
"""What a machine that dies may lose of the ledger; a killed process loses nothing."""
_AHEAD = 2
"""Articles taken from the input, for each that may be under way."""

_log = logging.getLogger(__name__)


@dataclass
class Summary:
    """What a run came to."""

    account: Account
    counts: Counter[LedgerStatus] = field(default_factory=Counter)
    """Articles that ended in this run, by how."""
    kept: Counter[LedgerStatus] = field(default_factory=Counter)
    """Articles that had ended in an earlier one."""
    stopped: str | None = None
    """Why it stopped before the end of the input; None if it did not."""

    @property
    def failed(self) -> int:
        """Articles without a record that should have one, of this run and of earlier ones."""
        return self.counts["failed"] + self.kept["failed"]


@dataclass(frozen=True)
class Plan:
    """How a run is to go."""

    folder: Path
    """Where the ledger is, or will be."""
    retry_failed: bool = False
    """Whether articles that failed before are tried again."""
    interrupted: Callable[[], bool] = lambda: False
    """Asked before each article is begun; True ends the run with those under way."""


def run(
    extractor: Extractor, sources: Iterable[Article | InputError], plan: Plan, summary: Summary
) -> Iterator[LedgerEntry]:
    """Read what has not been read yet; yields each entry when it is in the ledger.

    Memory does not grow with the articles, but for a hash of each. Those under way when it ends,
    however it ends, are waited for and written down.

    Args:
        extractor: reads the articles, as many at once as its settings say.
        sources: the articles; taken as they are needed.
        plan: where to, and when to stop.
        summary: is filled while the run goes on.

    Raises:
        SetupError: every article would meet it; or the folder holds a run of something else, or
            another process writes there.
        OSError: the ledger cannot be written; what is in it is kept.
    """
    job = Job(extractor.settings)
    with alone_in(plan.folder):
        check_manifest(plan.folder / MANIFEST, job)
        journal = Journal(plan.folder / LEDGER, _SYNC_S)
        known = {bytes.fromhex(line["key"]): line["status"] for line in journal.read()}
        with journal:
            queue = _Queue(extractor, journal, summary)
            yield from queue.entries(Unread(job, known, plan, summary)(sources), plan)


def entries(folder: Path) -> Iterator[LedgerEntry]:
    """The last entry of each article of a run, in the order of the ledger.

    Raises:
        SetupError: there is no ledger, or a line of it is no entry.
    """
    path = folder / LEDGER
    if not path.is_file():
        raise JournalError(f"{path}: not there; is {folder} the folder of a run?")
    journal = Journal(path)
    last = {line["key"]: number for number, line in enumerate(journal.read())}
    for number, line in enumerate(journal.read()):
        if last[line["key"]] == number:
            try:
                yield LedgerEntry.model_validate_json(json.dumps(line))
            except ValueError as error:
                raise JournalError(f"{path}, line {number + 1}: no entry: {error}") from error


@dataclass
class Unread:
    """Leaves out the articles that have ended before."""

    job: Job
    known: dict[bytes, LedgerStatus]
    plan: Plan
    summary: Summary
    met: Counter[bytes] = field(default_factory=Counter)
    ids: dict[int, bytes] = field(default_factory=dict)
    """The key of the article that has an id, by the id's hash."""

    def __call__(
        self, sources: Iterable[Article | InputError]
    ) -> Iterator[tuple[str, Article | InputError, bool]]:
        """The others with their keys, and whether they were met already in this input."""
        for source, first in map(self._with_its_own_id, sources):
            self.met[bytes.fromhex(first)] += 1
            times = self.met[bytes.fromhex(first)]
            key = first if times == 1 else self.job.key(source, times)
            status = self.known.get(bytes.fromhex(key))
            if status is None or (status == "failed" and self.plan.retry_failed):
                yield key, source, times > 1
            else:
                self.summary.kept[status] += 1

    def _with_its_own_id(self, source: Article | InputError) -> tuple[Article | InputError, str]:
        """A source with its key; an error in place of an article whose id another one has."""
        key = self.job.key(source)
        whole = bytes.fromhex(key)
        if isinstance(source, InputError) or self.ids.setdefault(hash(source.id), whole) == whole:
            return source, key
        error = InputError(
            f"another article with the id {source.id} stands before it", path=source.id
        )
        return error, self.job.key(error)


class _Queue:
    """Articles under way, and those that ended, written down as they end."""

    def __init__(self, extractor: Extractor, journal: Journal, summary: Summary) -> None:
        self._extractor = extractor
        self._journal = journal
        self._summary = summary
        self._ended: SimpleQueue[Outcome | SetupError | None] = SimpleQueue()
        self._under_way = 0
        self._halted = threading.Event()

    def entries(
        self, unread: Iterable[tuple[str, Article | InputError, bool]], plan: Plan
    ) -> Iterator[LedgerEntry]:
        """Every entry, as the articles end."""
        settings = self._extractor.settings
        workers = 1 if settings.provider == "local" else settings.concurrency
        pool = ThreadPoolExecutor(workers, thread_name_prefix="communique")
        try:
            for key, source, repeated in unread:
                if isinstance(source, InputError) or repeated:
                    yield self._write(unasked(key, source))
                    continue
                while self._under_way >= _AHEAD * workers:
                    yield from self._next()
                if (why := self._why_stop(plan)) is not None:
                    self._summary.stopped = why
                    break
                self._under_way += 1
                pool.submit(self._read, key, source)
            while self._under_way:
                yield from self._next()
        finally:
            self._halted.set()
            pool.shutdown()
            while not self._ended.empty():  # what was answered is paid for
                ended = self._ended.get()
                if isinstance(ended, Outcome):
                    self._write(ended)

    def _why_stop(self, plan: Plan) -> str | None:
        if plan.interrupted():
            return "interrupted"
        return self._summary.account.why_stop(self._under_way)

    def _read(self, key: str, article: Article) -> None:
        """Read one article, in a thread of the pool, and say how it ended."""
        if self._halted.is_set():
            self._ended.put(None)
            return
        outcome = read(self._extractor, key, article)
        fault = outcome.fault
        unread = not self._summary.counts["done"]
        if isinstance(fault, SetupError) and (hopeless(fault) or unread):
            self._ended.put(fault)
        else:
            self._ended.put(outcome)

    def _next(self) -> Iterator[LedgerEntry]:
        """Wait for an article to end, and write it down."""
        ended = self._ended.get()
        self._under_way -= 1
        if isinstance(ended, SetupError):
            raise ended
        if ended is not None:
            yield self._write(ended)

    def _write(self, ended: Outcome) -> LedgerEntry:
        entry = ended.entry
        self._journal.append(entry.model_dump_json().encode())
        self._summary.counts[entry.status] += 1
        self._summary.account.add(
            entry, endpoint_failed=isinstance(ended.fault, TransientError | SetupError)
        )
        _log.info("article %s: %s", entry.article, entry.reason or entry.status)
        return entry


def check_manifest(path: Path, job: Job) -> None:
    """Write down what the run is a run of, or make sure that it is.

    Raises:
        SetupError: the folder holds a run of something else.
    """
    ours = job.manifest
    if not path.exists():
        half = path.with_suffix(".part")
        half.write_text(json.dumps(ours, indent=1) + "\n", encoding="utf-8")
        half.replace(path)
        return
    try:
        there = json.loads(path.read_bytes())
        changed = [name for name in ours if there.get(name) != ours[name]]
    except (AttributeError, ValueError) as error:
        raise SetupError(f"{path} is not the description of a run: {error}") from error
    if changed:
        name = changed[0]
        raise SetupError(
            f"{path.parent} holds a run with {name} {there.get(name)!r}, this one has "
            f"{ours[name]!r}: name another folder with --output"
        )
