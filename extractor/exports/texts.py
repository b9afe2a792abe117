"""Texts: articles by the SHA-256 of their text, on disk while they are needed."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from extractor.errors import InputError
from extractor.running.inputs import articles

_NAMED = 5
"""Articles that an error names."""


class Texts:
    """The texts that records were read from; SQLite keeps them in a file that it takes away."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("")
        self._kept.execute("create table texts (sha256 text primary key, text blob) without rowid")

    def __getitem__(self, digest: str) -> str:
        row = self._kept.execute("select text from texts where sha256 = ?", (digest,)).fetchone()
        if row is None:
            raise KeyError(digest)
        text: str = row[0].decode("utf-8", "surrogatepass")
        return text

    def find(
        self, wanted: Iterable[tuple[str, str]], paths: Iterable[Path], say: Callable[[str], None]
    ) -> None:
        """Keep the texts that are wanted.

        Args:
            wanted: id and SHA-256 of each article.
            paths: files and folders to look in, as `communique run` reads them.
            say: is told of files that cannot be read.

        Raises:
            InputError: some are in none of the paths; names the first of them.
        """
        missing = {digest: identifier for identifier, digest in wanted}
        for source in articles(paths) if missing else ():
            if isinstance(source, InputError):
                say(str(source))
            elif missing.pop(source.sha256, None) is not None:
                text = source.text.encode("utf-8", "surrogatepass")
                self._kept.execute("insert into texts values (?, ?)", (source.sha256, text))
            if not missing:
                break
        if missing:
            raise InputError(_lacking(list(missing.values())))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kept.close()


def _lacking(identifiers: list[str]) -> str:
    named = ", ".join(identifiers[:_NAMED])
    rest = f" and {len(identifiers) - _NAMED:,} more" if len(identifiers) > _NAMED else ""
    return (
        f"no text in --texts is that of {named}{rest}: "
        "name the files and folders that were read, as they were then"
    )
