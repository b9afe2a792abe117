"""Lines: a file of JSON lines that is only added to, and survives a kill at any point."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evals.dataset import CorpusError


class Journal:
    """An append-only file; each line is on disk before `append` returns.

    A last line that is no JSON is what a kill left of it: reading leaves it out, and the next
    `append` writes over it. A whole one that only lacks its end counts, and is ended.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Iterator[dict[str, Any]]:
        """Every whole line, in order; none where there is no file.

        Raises:
            CorpusError: a line is not JSON, named by its number.
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
                    raise CorpusError(f"{self.path}, line {number}: not JSON") from error

    def append(self, line: dict[str, Any]) -> None:
        """Write a line at the end."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            whole = self._whole()
            if file.seek(0, os.SEEK_END) > whole:
                with self.path.open("rb") as rest:
                    rest.seek(whole)
                    if _is_json(rest.read()):
                        data = b"\n" + data
                    else:
                        file.truncate(whole)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def _whole(self) -> int:
        """Where the last whole line ends; bytes."""
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            while size:
                start = max(0, size - 65536)
                file.seek(start)
                found = file.read(size - start).rfind(b"\n")
                if found >= 0:
                    return start + found + 1
                size = start
        return 0


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes out of a folder while this one writes there.

    Raises:
        CorpusError: another process is writing there.
    """
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CorpusError(f"{folder}: another process is writing there") from error
        yield


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
