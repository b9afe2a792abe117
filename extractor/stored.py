"""Stored: records that were written earlier, whatever wrote them."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from extractor.errors import InputError
from extractor.running.run import LEDGER, entries
from schemas import Extraction


def read_records(path: Path) -> Iterator[Extraction]:
    """The records of a file, in its order, one at a time.

    Args:
        path: JSON lines as `python -m extractor` writes them, or the folder of a `communique run`;
            articles without a record are passed over.

    Raises:
        InputError: it is neither, or a line of it is not a record; the message names the line.
        OSError: it cannot be read.
    """
    if (path / LEDGER).is_file():
        yield from (entry.record for entry in entries(path) if entry.record is not None)
        return
    if not path.is_file():
        raise InputError(f"{path} is neither records nor the folder of a run", path=str(path))
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield Extraction.model_validate_json(line)
            except ValidationError as error:
                why = error.errors()[0]["msg"]
                raise InputError(
                    f"{path}, line {number}: not a record: {why}", path=str(path)
                ) from error
