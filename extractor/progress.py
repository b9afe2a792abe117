"""Progress: what is under way, how much is done, and how long the rest may take."""

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.corpus import Failure
    from schemas import Extraction


class Progress:
    """Tells standard error of each article.

    Args:
        total: how many there are, or None where that is not known.
    """

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.count = 0
        self._first_s: float | None = None

    def say(self, words: str) -> None:
        """Tell of something that takes a while."""
        tell(f"{words} ...")

    def done(self, result: "Extraction | Failure") -> None:
        """Tell of an article that is done, and how long the rest may take."""
        from extractor.corpus import Failure

        if isinstance(result, Failure):
            named = str(result.error).startswith(result.article)
            what = str(result.error) if named else f"{result.article}: {result.error}"
        else:
            what = (
                f"{result.article.id}  {plural(len(result.meetings), 'meeting')}, "
                f"{plural(len(result.statements), 'statement')}, {result.usage.seconds:.1f} s"
            )
        self.step(what)

    def step(self, what: str) -> None:
        """Tell of one of them that is done, in these words."""
        self.count += 1
        now = time.monotonic()
        self._first_s = now if self._first_s is None else self._first_s
        tell(f"[{self.count}/{self.total or '?'}] {what}{self._left(now - self._first_s)}")

    def _left(self, since_first_s: float) -> str:
        """How long the rest may take, once two articles have set the pace."""
        if self.total is None or self.count < 2 or self.count >= self.total:
            return ""
        pace = since_first_s / (self.count - 1)
        return f"  (about {round(pace * (self.total - self.count))} s left)"


def plural(count: int, noun: str) -> str:
    """The count with its noun: "1 record", "2 records"."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def tell(words: str) -> None:
    """Print a line on standard error, characters that would steer a terminal as spaces."""
    line = "".join(c if c.isprintable() else " " for c in words)
    with suppress(BrokenPipeError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - that is what it is for
