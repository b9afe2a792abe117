"""Batch: a run's first questions asked through OpenAI's Batch API, for half the price.

A batch only fills the cache. The run that follows finds its first answers there; re-asks, and what
no batch has answered, it asks itself. In the run's folder stand, beside its ledger:

batches.jsonl            what became of each file, a line for each step; only added to
batch-001.jsonl          requests as they were uploaded; the key in the cache is the `custom_id`
batch-001.output.jsonl   what came back, whole or not there
batch-001.errors.jsonl   the same of requests that failed

All else is worked out from these, so a kill at any point loses nothing, and no request is submitted
a second time before the batch that holds it has ended.
"""

import json
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from extractor.asking import Question
from extractor.cache import Cache
from extractor.client import Client
from extractor.errors import (
    CommuniqueError,
    InputError,
    SetupError,
    TransientError,
)
from extractor.exchange import Clock
from extractor.extract import page_of
from extractor.journal import Journal, JournalError, alone_in
from extractor.progress import plural
from extractor.prompts import Profile, profile_for
from extractor.reading.article import Article
from extractor.reading.page import Page
from extractor.running.batch_answers import (
    ANSWERED,
    MISSING,
    UNDER_WAY,
    URL,
    Answer,
    Outcome,
    answers,
)
from extractor.running.batch_service import BatchFile, Service
from extractor.running.job import Job
from extractor.running.limits import Account, Limits
from extractor.running.run import LEDGER, MANIFEST, Plan, Summary, Unread, check_manifest
from extractor.settings import Settings
from extractor.windows import windows
from schemas import Usage

if TYPE_CHECKING:
    import httpx2
    from openai.types import Batch

BATCHES = "batches.jsonl"
MOST_REQUESTS = 50_000
"""In a file; OpenAI's limit."""
MOST_BYTES = 200_000_000
"""Of a file; OpenAI's limit."""
ROUNDS = 3
"""How often one request is submitted at most."""
POLL_S = 30.0
_PATIENCE = 20
"""Polls in a row that may fail; each has been tried again as the settings say."""

_INTERRUPTED = "interrupted"
_ENDED = {"completed", "failed", "expired", "cancelled"}
_NO_ROOM = "token_limit_exceeded"
"""More tokens wait in the account's batches than it may have; a batch says so by failing."""
_PREFIX = b'{"custom_id":"'
_DIGITS = 64
"""Of a key, which is a SHA-256: as many as a `custom_id` may have."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileLimits:
    """How large one file may be; an account with little room for waiting tokens wants less."""

    requests: int = MOST_REQUESTS
    size: int = MOST_BYTES
    """Bytes."""


_LIMITS = FileLimits()
_CLOCK = Clock()


@dataclass
class BatchSummary:
    """What the batches of a folder came to, those of earlier processes included."""

    submitted: int = 0
    """Requests, each once, however often it was submitted."""
    answered: int = 0
    cached: int = 0
    """Requests that were never submitted: the cache had their answers."""
    failed: Counter[str] = field(default_factory=Counter)
    """Requests that have no answer, by why: a class of `extractor.errors`, or the code that the
    Batch API gives; `missing` where it says nothing, `too large` where none was submitted."""
    ignored: Counter[str] = field(default_factory=Counter)
    """Lines that came back and count for nothing: `garbage`, `unknown` or `repeated`."""
    under_way: int = 0
    """Requests in batches that had not ended when this was interrupted."""
    rounds: int = 0
    """How often the request was submitted that was submitted most often."""
    usage: Usage = field(default_factory=Usage)
    """What was answered: its requests, its tokens; at half of the list's price."""
    stopped: str | None = None
    """Why it stopped before the end; None if it did not."""

    @property
    def words(self) -> str:
        """All this in a line."""
        tokens = self.usage.prompt_tokens + self.usage.completion_tokens
        line = (
            f"{self.answered:,} of {plural(self.submitted, 'request')} answered in "
            f"{plural(self.rounds, 'round')}, {tokens:,} tokens"
        )
        if self.cached:
            line += f"; {self.cached:,} more in the cache before"
        if self.failed:
            reasons = ", ".join(f"{count:,} {why}" for why, count in sorted(self.failed.items()))
            line += f"; left for the run: {reasons}"
        if self.under_way:
            line += f"; {self.under_way:,} still under way"
        if self.stopped:
            line += f"\nstopped: {self.stopped}; the same command goes on"
        return line


def fill(  # noqa: PLR0913 - over what (1), with what (1), what and where to (3), how (4)
    settings: Settings,
    sources: Iterable[Article | InputError],
    plan: Plan,
    cache: Cache,
    *,
    limits: FileLimits = _LIMITS,
    transport: "httpx2.BaseTransport | None" = None,
    clock: Clock = _CLOCK,
    say: Callable[[str], None] = lambda _: None,
) -> BatchSummary:
    """Put into the cache the answers that a run over these articles will ask for first.

    Waits until every batch has ended, which may take a day for each round. Killed and started
    again, it goes on with the same batches. Memory does not grow with the articles, but for a hash
    of each and of each request.

    Args:
        settings: which model, and how it is asked; the run must have the same.
        sources: the articles; those that have ended in the run's ledger are left out.
        plan: the run's own; asked about interrupts all the while.
        cache: the run's own; must have room for all answers.
        limits: how large a file may be.
        transport: carries the requests; None opens connections.
        clock: time and chance.
        say: told, in a few words, when something has come a step further.

    Raises:
        SetupError: the model has no batches; or the key, the folder or the account is not right.
        TransientError: the endpoint was down for too long; started again, it goes on.
        OSError: a file cannot be written; what was there before is kept.
    """
    if settings.provider == "local":
        raise SetupError("the embedded model has no batches: choose openai/<model>")
    job = Job(settings)
    with (
        alone_in(plan.folder),
        Client(settings) as client,
        Service(settings, transport, clock) as service,
    ):
        check_manifest(plan.folder / MANIFEST, job)
        ended = Journal(plan.folder / LEDGER).read()
        known = {bytes.fromhex(line["key"]): line["status"] for line in ended}
        unread = Unread(job, known, plan, Summary(Account(Limits())))(sources)
        articles = (one for _, one, again in unread if isinstance(one, Article) and not again)
        return _Batches(service, plan, cache, limits, say).filled(_requests(client, articles))


def _requests(client: Client, articles: Iterable[Article]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Key and body of every request that is known before any is answered."""
    profile = profile_for(client.settings)
    for article in articles:
        try:
            asked = _questions(page_of(article, {}), profile, client.settings)
        except CommuniqueError:
            continue  # the run says what is wrong with it
        except Exception:
            _log.exception("article %s: a fault of communique's own", article.id)
            continue
        for one in asked:
            yield client.request_of(one.messages, one.form, max_tokens=one.max_tokens)


def _questions(page: Page, profile: Profile, settings: Settings) -> list[Question]:
    """The questions of `conversation`, all windows' at once; none where it would raise."""
    room, limit = profile.budget(settings)
    planned = windows(page, room) if page.sentences else []
    if len(planned) > settings.max_windows:
        return []
    tasks = [profile.task(page, window) for window in planned]
    return [Question(one.messages, one.form, limit) for one in tasks if one is not None]


class _Batches:
    """The files of a folder, and what became of each request in them."""

    def __init__(
        self,
        service: "Service",
        plan: Plan,
        cache: Cache,
        limits: FileLimits,
        say: Callable[[str], None],
    ) -> None:
        self._service = service
        self._plan = plan
        self._cache = cache
        self._limits = limits
        self._say = say
        self._journal = Journal(plan.folder / BATCHES)
        self._files: list[BatchFile] = []
        self._times: Counter[bytes] = Counter()
        self._outcomes: dict[bytes, Outcome] = {}
        self._summary = BatchSummary()
        self._told: dict[str, str] = {}

    def filled(self, requests: Iterable[tuple[str, dict[str, Any]]]) -> BatchSummary:
        """Do all that is left to do, and say what it all came to."""
        with self._journal:
            self._load()
            self._write(self._new(requests))
            while self._summary.stopped is None and self._ended():
                if not (failed := self._to_repeat()):
                    break
                self._write(self._copied(failed))
        return self._summed()

    def _load(self) -> None:
        """Find out from the folder how far it has come."""
        lines: dict[str, dict[str, Any]] = {}
        try:
            for line in self._journal.read():
                lines.setdefault(line["file"], {}).update(line)
            self._files = [BatchFile(**line) for line in lines.values()]
        except (KeyError, TypeError) as error:
            raise JournalError(f"{self._journal.path} is none of ours: {error}") from error
        for file in self._files:
            for key, _ in self._lines(file):
                self._times[key] += 1
                self._outcomes[key] = UNDER_WAY
            if file.status is not None:
                self._take(file, keep=False)

    def _new(self, requests: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[bytes]:
        """Lines of those that neither the cache nor a file has."""
        met: set[bytes] = set()
        lost: set[bytes] = set()
        for name, body in requests:
            if self._plan.interrupted():
                self._summary.stopped = _INTERRUPTED
                break
            key = bytes.fromhex(name)
            if key in met:
                continue
            met.add(key)
            if self._outcomes.get(key) == ANSWERED:
                if self._cache.get(name) is None:
                    lost.add(key)
            elif key not in self._times:
                if self._cache.get(name) is not None:
                    self._summary.cached += 1
                    continue
                line = _line_of(name, body)
                if len(line) > self._limits.size:
                    self._summary.failed["too large"] += 1
                    continue
                self._times[key] += 1
                self._outcomes[key] = UNDER_WAY
                yield line
        for file in self._files if lost else ():
            for answer in answers(self._output(file)):
                if answer is not None and answer.key in lost and answer.answer is not None:
                    self._cache.put(answer.key.hex(), answer.answer)

    def _to_repeat(self) -> set[bytes]:
        return {
            key
            for key, outcome in self._outcomes.items()
            if outcome.again and self._times[key] < ROUNDS
        }

    def _copied(self, keys: set[bytes]) -> Iterator[bytes]:
        """Lines of these, out of the files that they stand in."""
        for file in list(self._files):
            for key, line in self._lines(file):
                if key in keys:
                    keys.remove(key)
                    self._times[key] += 1
                    self._outcomes[key] = UNDER_WAY
                    yield line

    def _write(self, lines: Iterator[bytes]) -> None:
        """Put lines into new files, as many as the limits ask for."""
        line = next(lines, None)
        while line is not None:
            name = f"batch-{len(self._files) + 1:03}.jsonl"
            part = self._plan.folder / f"{name}.part"
            digest, count, size = sha256(), 0, 0
            with part.open("wb") as file:
                while line is not None and (not count or self._fits(count, size + len(line))):
                    file.write(line)
                    digest.update(line)
                    count, size = count + 1, size + len(line)
                    line = next(lines, None)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._plan.folder / name)
            self._files.append(BatchFile(name, digest.hexdigest()))
            self._note(self._files[-1], sha256=digest.hexdigest())
            self._say(f"{name}: {count:,} requests, {size / 1e6:,.1f} MB")

    def _fits(self, count: int, size: int) -> bool:
        return count < self._limits.requests and size <= self._limits.size

    def _ended(self) -> bool:
        """Submit what is not yet submitted, and wait; False if it was interrupted before the end.

        A batch for which the account has no room is submitted again when another one has ended.
        """
        full = False
        failures = 0
        while waiting := [one for one in self._files if one.status is None]:
            for file in waiting:
                if self._plan.interrupted():
                    self._summary.stopped = _INTERRUPTED
                    return False
                if file.batch is None and not full:
                    self._submit(file)
            for file in [one for one in waiting if one.batch is not None]:
                try:
                    batch = self._service.batch(file.batch or "")
                except TransientError as error:
                    failures += 1
                    if failures >= _PATIENCE:
                        raise
                    self._say(f"{file.file}: {error}")
                    continue
                failures = 0
                self._tell(file, batch)
                if batch.status not in _ENDED:
                    continue
                others = any(one.batch for one in waiting if one is not file and not one.status)
                if others and _has_no_room(batch):
                    full = True
                    self._note(file, token=None, batch=None)
                else:
                    full = False
                    self._fetch(file, batch)
            if any(one.status is None for one in waiting):
                self._service.wait(POLL_S, self._plan.interrupted)
        return True

    def _submit(self, file: BatchFile) -> None:
        """Upload it and have its batch made, each once; what an earlier process began is found."""
        if file.file_id is None:
            self._note(file, file_id=self._service.uploaded(self._plan.folder / file.file))
        begun = file.token is not None
        if not begun:
            self._note(file, token=uuid4().hex)
        self._note(file, batch=self._service.created(file, begun=begun))

    def _tell(self, file: BatchFile, batch: "Batch") -> None:
        counts = batch.request_counts
        done = f", {counts.completed + counts.failed:,} of {counts.total:,}" if counts else ""
        words = f"{file.file}: {batch.status}{done}"
        if self._told.get(file.file) != words:
            self._told[file.file] = words
            self._say(words)

    def _fetch(self, file: BatchFile, batch: "Batch") -> None:
        """Bring home what an ended batch left, and take it."""
        if batch.output_file_id:
            self._service.download(batch.output_file_id, self._output(file))
        if batch.error_file_id:
            self._service.download(batch.error_file_id, self._errors(file))
        named = (batch.errors.data if batch.errors else None) or []
        errors = [{"code": one.code, "line": one.line} for one in named]
        if named:
            self._say(f"{file.file}: {self._service.without_key(f'{named[0].message}')}")
        self._note(file, status=batch.status, errors=errors)
        self._take(file, keep=True)

    def _take(self, file: BatchFile, *, keep: bool) -> None:
        """Write down what became of each request of a file that has ended.

        Args:
            file: the file.
            keep: whether its answers are put into the cache.
        """
        left = {key: number for number, (key, _) in enumerate(self._lines(file), 1)}
        failed: dict[bytes, Outcome] = {}
        ours = set(left)
        for answer in chain(answers(self._output(file)), answers(self._errors(file))):
            if answer is None or answer.key not in ours:
                self._summary.ignored["unknown" if answer else "garbage"] += 1
            elif answer.key not in left and (answer.answer is None or answer.key not in failed):
                self._summary.ignored["repeated"] += 1
            else:
                left.pop(answer.key, None)
                failed.pop(answer.key, None)
                if answer.answer is None:
                    failed[answer.key] = answer.outcome
                self._outcomes[answer.key] = answer.outcome
                self._count(answer)
                if keep and answer.answer is not None:
                    self._cache.put(answer.key.hex(), answer.answer)
        for key, number in left.items():
            self._outcomes[key] = _unanswered(file, number)

    def _count(self, answer: "Answer") -> None:
        usage = self._summary.usage
        self._summary.usage = Usage(
            requests=usage.requests + (answer.answer is not None),
            prompt_tokens=usage.prompt_tokens + answer.prompt_tokens,
            completion_tokens=usage.completion_tokens + answer.completion_tokens,
        )

    def _summed(self) -> BatchSummary:
        summary = self._summary
        reasons = Counter(one.reason for one in self._outcomes.values())
        summary.submitted = len(self._times)
        summary.answered = reasons.pop(ANSWERED.reason, 0)
        summary.under_way = reasons.pop(UNDER_WAY.reason, 0)
        summary.failed += reasons
        summary.rounds = max(self._times.values(), default=0)
        return summary

    def _note(self, file: BatchFile, **changes: Any) -> None:
        """Change what is known of a file, first on disk."""
        self._journal.append({"file": file.file, **changes})
        for name, value in changes.items():
            setattr(file, name, value)

    def _lines(self, file: BatchFile) -> Iterator[tuple[bytes, bytes]]:
        """The requests of a file, each with its key.

        Raises:
            JournalError: the file is gone, or was changed.
        """
        path = self._plan.folder / file.file
        try:
            with path.open("rb") as lines:
                for line in lines:
                    yield _key_of(line), line
        except (FileNotFoundError, ValueError) as error:
            raise JournalError(f"{path} is not as it was written: {error}") from error

    def _output(self, file: BatchFile) -> Path:
        return (self._plan.folder / file.file).with_suffix(".output.jsonl")

    def _errors(self, file: BatchFile) -> Path:
        return (self._plan.folder / file.file).with_suffix(".errors.jsonl")


def _line_of(key: str, body: dict[str, Any]) -> bytes:
    """A request as the Batch API takes it."""
    line = {"custom_id": key, "method": "POST", "url": URL, "body": body}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _key_of(line: bytes) -> bytes:
    """The key of a line of ours, 32 bytes; ValueError where it is none."""
    start, end = len(_PREFIX), len(_PREFIX) + _DIGITS
    if not line.startswith(_PREFIX) or line[end : end + 1] != b'"':
        raise ValueError("the line begins otherwise")
    return bytes.fromhex(line[start:end].decode())


def _has_no_room(batch: "Batch") -> bool:
    named = (batch.errors.data if batch.errors else None) or []
    return batch.status == "failed" and any(one.code == _NO_ROOM for one in named)


def _unanswered(file: BatchFile, number: int) -> Outcome:
    """What became of a request that no line is about.

    Where a file was refused for some of its lines, the others may do better without them.
    """
    if file.status == "cancelled":
        return Outcome("batch_cancelled")
    if file.status != "failed":
        return MISSING
    codes = {one.get("line"): str(one.get("code")) for one in file.errors}
    if number in codes:
        return Outcome(codes[number])
    named = any(line is not None for line in codes)
    code = next(iter(codes.values()), "failed")
    return Outcome(code, again=named or code == _NO_ROOM)
