"""Sharing: how many workers there are, and what all of them together may ask."""

from dataclasses import dataclass
from pathlib import Path

from extractor.errors import SetupError


@dataclass(frozen=True)
class Sharing:
    """How a run is shared out; each limit is one for all workers together."""

    workers: int = 2
    """Processes that read articles, each as many at once as the settings' `concurrency` says. Those
    that find no room on the cluster start when there is some."""
    cores: float = 0.5
    """What each takes of a machine, as Ray counts; it mostly waits for its model. Reading and
    writing a dataset need a core beside them: with none left, Ray waits for ever."""
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    """Of prompts and answers together."""
    cache: Path | None = None
    """Of answers; a file on each machine, shared by the workers on it. None asks anew."""
    cache_bytes: int = 1_000_000_000

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise SetupError("there must be one worker at least")
        for name in ("cores", "requests_per_minute", "tokens_per_minute"):
            if (value := getattr(self, name)) is not None and not value > 0:
                raise SetupError(f"{name} must be above zero")
