"""Folder: where an export is written, and the names of the files in it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from extractor.errors import InputError, SetupError

_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,79}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""Names that Windows keeps for devices."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A folder to write into, which gets its name when all is written, or is taken away.

    A process that is killed leaves it behind, hidden, with a name that ends in `.part`.

    Raises:
        SetupError: there is something of that name, other than an empty folder.
        OSError: it cannot be made.
    """
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise SetupError(f"--output {path} is no folder: name a new one")
    if path.is_dir() and any(path.iterdir()):
        raise SetupError(f"--output {path} is not empty: name a new folder, or take it away")
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    half.mkdir()
    try:
        yield half
        if path.is_dir():
            path.rmdir()
        half.rename(path)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


class Names:
    """File names for articles, one each; the same id has the same name in every export.

    An id that every system takes for a plain name in lower case is its own; of others the name is
    what is plain in them and a hash of the whole, so that no id leaves the folder or hides another.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()

    def __call__(self, identifier: str) -> str:
        """The name for an article's id, without an ending.

        Raises:
            InputError: it was given already.
        """
        name = _name(identifier)
        if name in self._given:
            raise InputError(f"two records are of {identifier!r}: export them one by one")
        self._given.add(name)
        return name


def _name(identifier: str) -> str:
    plain = _PLAIN.fullmatch(identifier) and not identifier.endswith(".")
    if plain and not _RESERVED.fullmatch(identifier):
        return identifier
    kept = re.sub(r"[^a-z0-9_]+", "-", identifier.lower())[:60].strip("-")
    return f"{kept or 'article'}-{sha256(identifier.encode('utf-8', 'replace')).hexdigest()[:12]}"
