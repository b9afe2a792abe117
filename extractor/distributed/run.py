"""Run: what `extractor.running.run` does, with workers on many machines in place of threads."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from extractor.distributed.dataset import batch_rows, open_desk, read_by_workers
from extractor.distributed.files import dataset_of
from extractor.distributed.rows import entry_of
from extractor.distributed.sharing import Sharing
from extractor.errors import SetupError
from extractor.running.run import Plan, Summary
from extractor.settings import Settings
from schemas import LedgerEntry

_LOOK_S = 0.2
"""To look again whether somebody has interrupted it."""


def run(
    settings: Settings,
    inputs: tuple[Sequence[Path | str], str | None],
    plan: Plan,
    summary: Summary,
    sharing: Sharing,
) -> Iterator[LedgerEntry]:
    """Read what has not been read yet; yields entries of the ledger, in no order.

    A cluster must have been joined. What `extractor.running.run.run` says holds here, too, but that
    an entry is yielded with the others of its batch.

    Args:
        settings: which model, and how it is asked; its `concurrency` is that of each worker.
        inputs: paths on this machine, and the date of articles that bring and state none.
        plan: where to, and when to stop.
        summary: is filled while the run goes on.
        sharing: how many workers there are, and what they may ask together.

    Raises:
        SetupError: every article would meet it; or the folder holds a run of something else, or
            another process writes there; or the cluster failed.
        OSError: the ledger cannot be written; what is in it is kept.
    """
    import ray
    from ray.data import DataContext

    DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    batch = batch_rows(settings)
    desk = open_desk(settings, Plan(plan.folder, plan.retry_failed), summary, sharing)
    node = ray.get_runtime_context().get_node_id()
    try:
        with _stopped_when_interrupted(desk, plan):
            blocks = dataset_of(*inputs, settings, batch, node)
            rows = read_by_workers(blocks, desk, sharing, batch, earlier=False)
            for table in rows.iter_batches(batch_size=None, batch_format="pyarrow"):
                _fill(summary, ray.get(desk.summary.remote()))
                yield from map(entry_of, table.to_pylist())
    except ray.exceptions.RayError as error:
        raise _fault(desk) or SetupError(f"the cluster failed: {error}") from error
    finally:
        _close(desk, summary)


@contextmanager
def _stopped_when_interrupted(desk: Any, plan: Plan) -> Iterator[None]:
    """Tell the desk when somebody interrupts the run."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(_LOOK_S):
            if plan.interrupted():
                desk.stop.remote("interrupted")
                return

    watching = threading.Thread(target=look, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _fault(desk: Any) -> Exception | None:
    """What every article would meet, if that has ended the run."""
    import ray

    try:
        fault: Exception | None = ray.get(desk.fault.remote())
    except ray.exceptions.RayError:
        return None
    return fault


def _fill(summary: Summary, told: Summary) -> None:
    """Make a summary the same as another one."""
    vars(summary).update(vars(told))


def _close(desk: Any, summary: Summary) -> None:
    import ray

    with suppress(ray.exceptions.RayError):  # what went wrong has been raised
        _fill(summary, ray.get(desk.close.remote()))
