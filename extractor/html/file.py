"""File: the page of a whole reading, written when the last article is done."""

from collections.abc import Sequence
from pathlib import Path

from extractor.corpus import Failure
from extractor.errors import SetupError
from extractor.html.page import Unread, page
from schemas import Extraction


class PageFile:
    """Takes results as they come, and writes a page of them.

    Args:
        path: the file; its folder is made.
        others: what is read or written besides; a page goes over none of it.

    Raises:
        SetupError: the path is a folder, one of the others, or would be read by the next run.
        OSError: the folder it stands in cannot be made.
    """

    def __init__(self, path: Path, others: Sequence[str] = ()) -> None:
        where = path.resolve()
        for one in map(Path, others):
            if where == one.resolve() or (one.is_dir() and where.is_relative_to(one.resolve())):
                raise SetupError(f"--html {path} is, or lies in, {one}: name another file")
        if path.is_dir():
            raise SetupError(f"--html {path} is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._records: list[Extraction] = []
        self._unread: list[Unread] = []

    def add(self, result: Extraction | Failure) -> None:
        """Keep a record for the page, or the name of an article that has none."""
        if isinstance(result, Failure):
            self._unread.append(Unread(result.article, str(result.error)))
        else:
            self._records.append(result)

    def write(self) -> bool:
        """Write the page; False, and an earlier file is kept, where no article has a record."""
        if not self._records:
            return False
        records = sorted(self._records, key=lambda one: one.article.id)
        made = page([(one, one._text) for one in records], unread=self._unread)
        self._path.write_text(made, encoding="utf-8", newline="\n")
        return True
