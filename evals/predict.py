"""Predict: a system reads every article of a corpus, once for each epoch, into a run's folder."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from evals.dataset import Case
from evals.runs import Manifest, Prediction, Predictions
from extractor.errors import SetupError
from extractor.journal import alone_in
from schemas import Extraction


class Reader(Protocol):
    """Reads one article; a `CommuniqueError` is a failed article, a `SetupError` ends the run."""

    def __call__(self, text: str, article: str) -> Extraction:
        """The record of a text, which has that id."""


@dataclass(frozen=True)
class System:
    """Something that reads articles, and can be measured."""

    name: str
    open: Callable[[int], Reader]
    """Makes the reader of an epoch."""
    workers: int = 1
    """Articles read at once."""
    prompt_hash: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What else decides its answers; no key."""
    waited_s: Callable[[], float] = lambda: 0.0
    """Seconds that recorded answers took when they were given, so far; 0 for what is live."""


def predict(
    system: System,
    cases: Sequence[Case],
    folder: Path,
    *,
    epochs: int = 1,
) -> Iterator[Prediction]:
    """Read what has not been read yet; yields each prediction when it is on disk.

    Raises:
        CorpusError: the folder holds a run of something else, or another process writes there.
        SetupError: every article would meet it.
    """
    manifest = Manifest.of(
        system.name, cases, prompt_hash=system.prompt_hash, settings=system.settings
    )
    manifest.write(folder)
    with alone_in(folder):
        yield from _predict(system, cases, Predictions(folder), epochs)


def _predict(
    system: System, cases: Sequence[Case], predictions: Predictions, epochs: int
) -> Iterator[Prediction]:
    done = predictions.done()
    for epoch in range(1, epochs + 1):
        wanted = [case for case in cases if (case.id, epoch) not in done]
        if not wanted:
            continue
        for prediction in _in_parallel(system, wanted, epoch):
            predictions.add(prediction)
            yield prediction


def _in_parallel(system: System, cases: Sequence[Case], epoch: int) -> Iterator[Prediction]:
    """Predictions as they are made; no article is begun while the last one is being written."""
    read = system.open(epoch)
    waiting = iter(cases)
    running: set[Future[Prediction]] = set()
    with ThreadPoolExecutor(system.workers) as pool:
        while True:
            for case in islice(waiting, system.workers - len(running)):
                running.add(pool.submit(predicted, system, read, case, epoch))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()


def predicted(system: System, read: Reader, case: Case, epoch: int = 1) -> Prediction:
    """What a system's reader makes of one article.

    Raises:
        SetupError: every article would meet it.
    """
    started, waited_s = time.monotonic(), system.waited_s()
    record, error = None, None
    try:
        record = read(case.text, case.id)
    except SetupError:
        raise
    except Exception as fault:  # a fault of ours is a failed article, too, and the run goes on
        error = f"{type(fault).__name__}: {fault}"
    seconds = round(time.monotonic() - started + system.waited_s() - waited_s, 3)
    return Prediction(
        case.id, epoch, "failed" if record is None else "done", error, seconds, record
    )
