"""Worker: a process that reads the articles which Ray hands it, many at once."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from extractor.cache import Cache
from extractor.distributed.permits import Permits
from extractor.distributed.rows import COLUMNS, KEY, REPEATED, row_of, row_schema, source_of
from extractor.errors import InputError, SetupError, TransientError
from extractor.extract import Extractor, Transport
from extractor.reading.article import Article
from extractor.running.job import Job
from extractor.running.outcome import read, unasked
from schemas import LedgerEntry

if TYPE_CHECKING:
    import pyarrow


class Worker:
    """Reads batches of articles; what has ended already it takes from the desk.

    Args:
        desk: the handle of a `Desk` that Ray runs.
        earlier: whether rows of articles that ended in earlier runs are wanted.
    """

    def __init__(self, desk: Any, *, earlier: bool) -> None:
        import ray

        self._desk = desk
        self._earlier = earlier
        name = ray.get_runtime_context().get_actor_id() or "alone"
        settings, sharing = ray.get(desk.join.remote(name))
        self._job = Job(settings)
        threads = 1 if settings.provider == "local" else settings.concurrency
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="communique")
        self._extractor: Extractor | None = None
        try:
            cache = None if sharing.cache is None else Cache(sharing.cache, sharing.cache_bytes)
            self._extractor = Extractor(
                settings=settings,
                transport=Transport(throttle=Permits(desk, name), cache=cache),
            )
        except SetupError as error:  # raised where the first article is: here, Ray tries again
            ray.get(desk.fail.remote(error))

    def __call__(self, batch: "pyarrow.Table") -> "pyarrow.Table":
        """The rows of what became of the articles, in their order.

        Articles that a limit kept from being begun have none.

        Raises:
            SetupError: every article would meet it.
        """
        import pyarrow as arrow
        import ray

        articles = batch.select([one for one in batch.column_names if one in COLUMNS]).to_pylist()
        sources = [source_of(row) for row in articles]
        keys = [
            row.get(KEY) or self._job.key(source)
            for row, source in zip(articles, sources, strict=True)
        ]
        known = ray.get(self._desk.ended.remote(keys, earlier=self._earlier))
        under_way = [
            self._pool.submit(self._line, key, source, row) if line is None else line
            for key, source, row, line in zip(keys, sources, articles, known, strict=True)
        ]
        lines = [one if isinstance(one, bytes | None) else one.result() for one in under_way]
        if fault := ray.get(self._desk.fault.remote()):
            raise fault
        rows = [row_of(LedgerEntry.model_validate_json(line)) for line in lines if line]
        return arrow.Table.from_pylist(rows, schema=row_schema())

    def _line(self, key: str, source: Article | InputError, row: Mapping[str, Any]) -> bytes | None:
        """The ledger's line of an article; None if it was not begun."""
        import ray

        if isinstance(source, InputError) or row.get(REPEATED):
            outcome = unasked(key, source)
        elif self._extractor is None or not ray.get(self._desk.begin.remote(key)):
            return None
        else:
            outcome = read(self._extractor, key, source)
        line = outcome.entry.model_dump_json().encode()
        fault = outcome.fault
        told = fault if isinstance(fault, SetupError | TransientError) else None
        written: bytes = ray.get(self._desk.end.remote(line, told))
        return written
