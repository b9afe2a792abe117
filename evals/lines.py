"""Lines: a file of JSON lines that is only added to, and survives a kill at any point."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Journal:
    """An append-only file; each line is on disk before `append` returns.

    A last line without its end is what a kill left of it: reading leaves it out, and the next
    `append` writes over it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Iterator[dict[str, Any]]:
        """Every whole line, in order; none where there is no file.

        Raises:
            ValueError: a line that is not JSON, named by its number.
        """
        if not self.path.is_file():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    return
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{self.path}, line {number}: not JSON") from error

    def append(self, line: dict[str, Any]) -> None:
        """Write a line at the end."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            end = file.tell()
            if end:
                file.truncate(self._whole())
            data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()
            file.write(data + b"\n")
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
