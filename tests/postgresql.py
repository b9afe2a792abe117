"""A PostgreSQL server of its own for a test: on loopback, in a folder that goes away with it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "Hush-4711 / ?"
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")


def programs() -> Path | None:
    """Where the server's programs are; None where there are none."""
    places = [path for place in _PLACES for path in Path("/").glob(place[1:])]
    found = [path for path in places if (path / "initdb").is_file()]
    return max(found, default=None)


@contextmanager
def serving(programs: Path) -> Iterator[int]:
    """A server that asks for a password; yields its port."""
    folder = Path(tempfile.mkdtemp(prefix="communique-pg-"))
    as_root = os.geteuid() == 0  # which the server refuses to run as
    given = ["runuser", "-u", "postgres", "--"] if as_root else []

    def run(name: str, *words: str) -> None:
        subprocess.run(
            [*given, str(programs / name), *words],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    try:
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        if as_root:
            for path in (folder, folder / "password"):
                shutil.chown(path, "postgres")
        data = str(folder / "data")
        words = ("--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "--encoding=UTF8")
        run("initdb", "-D", data, "-U", "reader", "--no-sync", "--no-locale", *words)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        options = f"-h 127.0.0.1 -p {port} -k {folder} -F"
        run("pg_ctl", "-D", data, "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield port
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
