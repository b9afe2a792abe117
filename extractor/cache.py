"""Cache: answers of models on disk, so that no request is paid for twice.

One SQLite file, from the standard library: it takes many readers and a writer at once, and survives
a kill. A key is the hash of all that is sent; neither articles nor keys of an account are in it,
the answers are.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from extractor.errors import SetupError

_BUSY_S = 30.0
"""To wait for another process that writes."""
_KEPT = 0.9
"""Share of the limit that is left after the oldest have gone."""
_LOOK_EVERY = 100
"""Answers put in before the size is looked at again."""


class Cache:
    """Answers by what was asked; for threads and processes together.

    Args:
        path: the file; made where it is not there.
        most_bytes: of answers; those longest unused go first.

    Raises:
        SetupError: the file is not a cache, or cannot be made.
    """

    def __init__(self, path: Path, most_bytes: int = 1_000_000_000) -> None:
        self.path = path
        self._most = most_bytes
        self._lock = threading.Lock()
        self._put = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS answers "
                "(key TEXT PRIMARY KEY, answer TEXT NOT NULL, used REAL NOT NULL)"
            )
        except (OSError, sqlite3.Error) as error:
            raise SetupError(f"the cache {path} cannot be used: {error}") from error

    def get(self, key: str) -> str | None:
        """The answer to a request; None where there is none, or the file cannot be read."""
        with self._lock:
            try:
                found = self._connection.execute(
                    "UPDATE answers SET used = ? WHERE key = ? RETURNING answer",
                    (time.time(), key),
                ).fetchall()
            except sqlite3.Error:
                return None
        return found[0][0] if found else None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer; what cannot be kept (the disk is full) is not."""
        with self._lock:
            try:
                self._connection.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (key, answer, time.time())
                )
                self._put += 1
                if self._put % _LOOK_EVERY == 1:
                    self._shrink()
            except sqlite3.Error:
                return

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _shrink(self) -> None:
        total = self._connection.execute("SELECT sum(length(answer)) FROM answers").fetchone()[0]
        if (total or 0) <= self._most:
            return
        surplus = total - _KEPT * self._most
        gone: list[tuple[str]] = []
        for key, size in self._connection.execute(
            "SELECT key, length(answer) FROM answers ORDER BY used"
        ):
            if surplus <= 0:
                break
            surplus -= size
            gone.append((key,))
        self._connection.executemany("DELETE FROM answers WHERE key = ?", gone)
        self._connection.execute("VACUUM")


def key_of(address: str, request: Mapping[str, Any]) -> str:
    """The hash of a request: where it goes, and all that it says."""
    said = json.dumps([address, request], sort_keys=True, ensure_ascii=True, default=repr)
    return sha256(said.encode()).hexdigest()
