"""Corpus: many articles at once, none of them waiting for another."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from extractor.errors import CommuniqueError, InputError, SetupError
from extractor.reading.article import Article
from schemas import Extraction


@dataclass(frozen=True)
class Failure:
    """An article without a record, and why."""

    article: str
    """Its id; the file's path where it could not be read at all."""
    error: CommuniqueError


Source = str | Article | InputError


def in_parallel(
    extract: Callable[[str | Article], Extraction], sources: Iterable[Source], workers: int
) -> Iterator[Extraction | Failure]:
    """What `extract` makes of each source, as it finishes; at most `workers` are taken ahead.

    Raises:
        SetupError: every article would meet it.
    """
    with ThreadPoolExecutor(workers, thread_name_prefix="communique") as pool:
        running: dict[Future[Extraction], Article] = {}
        try:
            for number, source in enumerate(sources, 1):
                if isinstance(source, str):
                    source = Article(id=f"article-{number}", text=source)  # noqa: PLW2901
                if isinstance(source, InputError):
                    yield Failure(source.path or "", source)
                    continue
                running[pool.submit(extract, source)] = source
                while len(running) >= workers:
                    yield from _finished(running)
            while running:
                yield from _finished(running)
        finally:
            for future in running:
                future.cancel()


def _finished(running: dict[Future[Extraction], Article]) -> Iterator[Extraction | Failure]:
    """Wait for the next to finish, and take what has."""
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        yield _outcome(future, running.pop(future))


def _outcome(future: Future[Extraction], article: Article) -> Extraction | Failure:
    try:
        return future.result()
    except SetupError:
        raise
    except CommuniqueError as error:
        return Failure(getattr(article, "id", ""), error)
