"""Output: records as JSON lines, in a file that comes into being with its first line."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self, TextIO

from extractor.errors import SetupError

STANDARD = Path("-")
"""Stands for standard output."""


class Lines:
    """Writes lines to a file, each flushed; an earlier file stays until there is a first line.

    Args:
        path: the file, or `-` for standard output.
        inputs: what is read; none of it may be written over.

    Raises:
        SetupError: the path is an input, in an input folder, or a folder itself.
        OSError: the folder it stands in cannot be made.
    """

    def __init__(self, path: Path, inputs: Sequence[str] = ()) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = sys.stdout if path == STANDARD else None
        if path == STANDARD:
            return
        if path.is_dir():
            raise SetupError(f"--output {path} is a folder")
        if path.exists() and any(path.samefile(one) for one in inputs if Path(one).exists()):
            raise SetupError(f"--output {path} is one of the inputs")
        folders = [Path(one).resolve() for one in inputs if Path(one).is_dir()]
        if any(path.resolve().is_relative_to(folder) for folder in folders):
            raise SetupError(f"--output {path} would be an input of the next run")
        path.parent.mkdir(parents=True, exist_ok=True)

    def write(self, line: str) -> None:
        """Write one line."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", newline="\n")
        self._file.write(line + "\n")
        self._file.flush()
        self.count += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None and self._file is not sys.stdout:
            self._file.close()
