"""Complaint: one line on standard error where a command cannot go on, and the exit code."""

from collections.abc import Callable
from pathlib import Path

from extractor.errors import CommuniqueError
from extractor.progress import tell

SET_UP, INTERRUPTED = 2, 130
"""Exit codes: the set-up is wrong or something cannot be read or written; Ctrl-C."""


def complain(words: str, code: int = SET_UP) -> int:
    """Say it in one line; returns the exit code."""
    tell(f"communique: {' '.join(words.split())}")
    return code


def attempted(work: Callable[[], int], output: Path | str, interrupted: str = "interrupted") -> int:
    """The exit code of some work, or of what went wrong with it, which is said.

    Args:
        work: what is done.
        output: what is written, named where an error of the system names no file.
        interrupted: said at Ctrl-C.
    """
    try:
        return work()
    except CommuniqueError as error:
        return complain(str(error))
    except OSError as error:
        return complain(f"{error.filename or output}: {error.strerror or error}")
    except KeyboardInterrupt:
        return complain(interrupted, INTERRUPTED)
