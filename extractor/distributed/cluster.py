"""Cluster: the Ray cluster that a run is on; one of its own that ends with it, or one that is."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from extractor.errors import SetupError

_STORE_BYTES = 200_000_000
"""Shared memory of a cluster of its own: blocks are small."""
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing phones home
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # on every system: no socket but on loopback
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # what fails is raised; its logs are in Ray's folder
}
"""The environment of such a cluster, where nothing else is said; read when Ray is imported."""


def needed() -> None:
    """Make sure that Ray is there.

    Raises:
        SetupError: the `[ray]` extra is missing.
    """
    if find_spec("ray") is None:
        raise SetupError('many machines need an extra: pip install "communique[ray]"')


@contextmanager
def cluster(address: str | None, workers: int) -> Iterator[None]:
    """Join a cluster while this is open, or have one on this machine, on loopback alone.

    A process that has joined one already stays on it.

    Args:
        address: of a cluster, as Ray takes it (`auto`, `host:6379`); None starts one.
        workers: cores that a cluster of its own has at least; it takes them to be there.

    Raises:
        SetupError: the `[ray]` extra is missing, or no cluster is there.
    """
    needed()
    if address is None:
        for name, value in QUIET.items():
            os.environ.setdefault(name, value)
    import ray

    if ray.is_initialized():
        yield
        return
    try:
        if address is None:
            ray.init(
                address="local",
                num_cpus=max(workers, os.cpu_count() or 1),
                object_store_memory=_STORE_BYTES,
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
            )
        else:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise SetupError(f"no Ray cluster: {error}") from error
    try:
        yield
    finally:
        ray.shutdown()
