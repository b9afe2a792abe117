"""Journal: a file of JSON lines that is only added to, and survives a kill at any point."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from threading import Lock
from typing import Any, Self

from filelock import FileLock, Timeout

from extractor.errors import SetupError

LOCK = ".lock"


class JournalError(SetupError):
    """A journal cannot be read, or another process is writing it."""


class Journal:
    """An append-only file; a line is whole in it, or it is not there.

    A last line that is no JSON is what a kill left of it: reading leaves it out, and the next
    `append` writes over it. A whole one that only lacks its end counts, and is ended. Threads may
    append at once; of processes only one may, see `alone_in`.

    Args:
        path: the file; it comes into being with its first line.
        sync_s: seconds that a written line may wait to be forced onto the disk, which only a
            machine that dies can lose; 0 forces each.
    """

    def __init__(self, path: Path, sync_s: float = 0.0) -> None:
        self.path = path
        self._sync_s = sync_s
        self._lock = Lock()
        self._file: FileIO | None = None
        self._synced = time.monotonic()

    def read(self) -> Iterator[dict[str, Any]]:
        """Every whole line, in order; none where there is no file.

        Raises:
            JournalError: a line is not JSON, named by its number.
        """
        if not self.path.is_file():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield json.loads(line)
                except ValueError as error:
                    if not line.endswith(b"\n"):
                        return
                    raise JournalError(f"{self.path}, line {number}: not JSON") from error

    def append(self, line: Mapping[str, Any] | bytes) -> None:
        """Write a line at the end: a value, or its JSON without an end of line.

        Raises:
            OSError: it cannot be written (the disk is full); what there was before is kept.
        """
        if not isinstance(line, bytes):
            line = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
        with self._lock:
            if self._file is not None:
                self._write(self._file, line)
                return
            with self._opened() as file:
                self._write(file, line)

    def __enter__(self) -> Self:
        self._file = self._opened()
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        with file:
            try:
                os.fsync(file.fileno())
            except OSError:
                if error is None:  # else that one says more
                    raise

    def _write(self, file: FileIO, line: bytes) -> None:
        place = file.seek(0, os.SEEK_END)
        rest = line + b"\n"
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            with suppress(OSError):
                file.truncate(place)
            raise
        if time.monotonic() - self._synced >= self._sync_s:
            os.fsync(file.fileno())
            self._synced = time.monotonic()

    def _opened(self) -> FileIO:
        """The file, to write at its end, which is the end of a line."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = FileIO(self.path, "ab+")
        whole = _whole(file)
        if file.seek(0, os.SEEK_END) > whole:
            file.seek(whole)
            if _is_json(file.read()):
                file.write(b"\n")
            else:
                file.truncate(whole)
        return file


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes out of a folder while this one writes there.

    Raises:
        JournalError: another process is writing there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise JournalError(f"{folder}: another process is writing there") from error


def _whole(file: FileIO) -> int:
    """Where the last whole line ends; bytes."""
    size = file.seek(0, os.SEEK_END)
    while size:
        start = max(0, size - 65536)
        file.seek(start)
        found = file.read(size - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        size = start
    return 0


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
