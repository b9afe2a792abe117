"""Files: the articles of files and folders as a Ray dataset, in the order and by the keys of a run.

One task reads them all, one after the other, as fast as they are taken: which articles stand before
one decides whether it is a repeated one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.distributed.rows import source_row, source_schema
from extractor.running.inputs import articles
from extractor.running.job import Job
from extractor.running.limits import Account, Limits
from extractor.running.run import Plan, Summary, Unread
from extractor.settings import Settings


def dataset_of(
    paths: Sequence[Path | str], published: str | None, settings: Settings, rows: int, node: str
) -> Any:
    """A Ray dataset of the articles of all paths, read when it is.

    Args:
        paths: as `extractor.running.inputs.articles` takes them.
        published: date of articles that bring and state none.
        settings: what the articles' keys depend on.
        rows: articles of a block, which one worker takes as a whole.
        node: the id of the machine that the files are on.
    """
    import ray.data
    from ray.data.block import BlockMetadata
    from ray.data.datasource import Datasource, ReadTask

    class Files(Datasource):  # type: ignore[misc, unused-ignore]
        """Articles of files, for Ray."""

        def get_name(self) -> str:
            return "Articles"

        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, *_: Any, **__: Any) -> list[ReadTask]:
            unknown = BlockMetadata(None, None, None, None)
            return [
                ReadTask(
                    lambda: _tables(paths, published, keyless, rows),
                    unknown,
                    schema=source_schema(),
                )
            ]

    keyless = replace(settings, api_key="none")
    files: Any = Files  # whose constructor has no types
    return ray.data.read_datasource(files(), num_cpus=0, label_selector={"ray.io/node-id": node})


def _tables(
    paths: Iterable[Path | str], published: str | None, settings: Settings, rows: int
) -> Iterator[Any]:
    """Arrow tables of that many articles each."""
    import pyarrow as arrow

    unread = Unread(Job(settings), {}, Plan(Path()), Summary(Account(Limits())))
    found = unread(articles(paths, published))
    while chunk := list(islice(found, rows)):
        yield arrow.Table.from_pylist(
            [source_row(key, one, repeated=repeated) for key, one, repeated in chunk],
            schema=source_schema(),
        )
