"""Dataset: a Ray dataset of articles in, one of what became of each out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.distributed.cluster import needed
from extractor.distributed.desk import Desk
from extractor.distributed.sharing import Sharing
from extractor.distributed.worker import Worker
from extractor.errors import CommuniqueError, SetupError
from extractor.running.limits import Account, Limits
from extractor.running.run import Plan, Summary
from extractor.settings import Settings

if TYPE_CHECKING:
    import ray.data

_ROUNDS = 2
"""Articles of a batch, for each that a worker reads at once; it takes two batches at once, so that
one's last article holds nothing up."""


def extract_dataset(
    dataset: "ray.data.Dataset",
    settings: Settings,
    folder: Path | str,
    *,
    sharing: Sharing | None = None,
    limits: Limits | None = None,
) -> "ray.data.Dataset":
    """A dataset of what became of each article: the ledger's columns, and the record as JSON.

    Nothing is read before the rows are asked for, as by `write_parquet`. They come in no order.
    The ledger in the folder is the one that `communique run` writes: what has ended in it is given
    as it is there and not asked again, so that the same call goes on after a kill. Read a dataset
    of one folder to its end before the next; the process holds the ledger until it leaves Ray.

    Args:
        dataset: rows with a column `text`, and any of `id`, `title`, `url`, `published` and
            `language`. Equal rows are one article; ids should differ.
        settings: which model, and how it is asked; its `concurrency` is that of each worker.
        folder: the ledger's, on the machine that calls this.
        sharing: how many workers there are, and what they may ask together.
        limits: what the run may take; articles that are not begun for it have no row.

    Raises:
        SetupError: the `[ray]` extra is missing; or the folder holds a run of something else, or
            another process writes there. Errors that every article would meet are raised by Ray
            when the rows are asked for.
    """
    needed()
    summary = Summary(Account(limits or Limits()))
    sharing = sharing or Sharing()
    desk = open_desk(settings, Plan(Path(folder)), summary, sharing)
    batch = batch_rows(settings)
    blocks = dataset.repartition(target_num_rows_per_block=batch)
    rows: ray.data.Dataset = read_by_workers(blocks, desk, sharing, batch, earlier=True)
    return rows


def open_desk(settings: Settings, plan: Plan, summary: Summary, sharing: Sharing) -> Any:
    """The handle of a desk on this machine.

    Raises:
        SetupError: what `Desk` raises.
    """
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    folder = plan.folder.resolve()
    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    desk: Any = (
        ray.remote(Desk)
        .options(
            name=f"communique:{folder}",
            get_if_exists=True,  # Ray lets go of no dataset, and none of its desk
            num_cpus=0,
            scheduling_strategy=here,
        )
        .remote(folder)
    )
    try:
        ray.get(desk.open.remote(settings, summary, sharing, retry_failed=plan.retry_failed))
    except ray.exceptions.RayTaskError as error:
        raise _cause(error) from None
    return desk


def read_by_workers(dataset: Any, desk: Any, sharing: Sharing, batch: int, *, earlier: bool) -> Any:
    """The dataset of what the workers make of another one.

    Args:
        dataset: of articles.
        desk: the run's.
        sharing: how many workers there are.
        batch: articles that a worker takes at a time.
        earlier: whether articles that ended in earlier runs have rows.
    """
    from ray.data import ActorPoolStrategy

    return dataset.map_batches(
        Worker,
        fn_constructor_kwargs={"desk": desk, "earlier": earlier},
        batch_size=batch,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(
            size=sharing.workers,
            max_tasks_in_flight_per_actor=3,
            max_concurrent_calls_per_actor=2,
            enable_true_multi_threading=True,
        ),
        num_cpus=sharing.cores,
    )


def batch_rows(settings: Settings) -> int:
    """Articles of a batch."""
    return _ROUNDS * (1 if settings.provider == "local" else settings.concurrency)


def _cause(error: Any) -> Exception:
    """What a task raised, as it raised it."""
    cause = error.cause
    if isinstance(cause, CommuniqueError | OSError):
        return cause
    return SetupError(f"the run's desk cannot be opened: {error}")
