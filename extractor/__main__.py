"""Command line: files, folders or standard input in; JSON lines and a readable table out.

Exit codes: 0, every article has a record; 1, the model gave none for an article; 2, an article
could not be read, or the set-up is wrong.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from extractor.corpus import Failure, Source
    from schemas import Extraction

OUTPUT = Path("out/extractions.jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    from extractor.errors import CommuniqueError

    try:
        return _run(options)
    except CommuniqueError as error:
        return _complain(str(error))
    except BrokenPipeError:
        sys.stderr.close()
        return 2
    except OSError as error:
        return _complain(f"{error.filename or options.output}: {error.strerror or error}")
    except KeyboardInterrupt:
        return _complain("interrupted; the records written so far are kept", code=130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extractor",
        description="Read news articles; write the meetings and statements they report.",
        epilog="Reads OPENAI_API_KEY and OPENAI_BASE_URL for models that are not local.",
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help=".txt, .html, .json or .jsonl files, folders of them, or - for standard input",
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=OUTPUT,
        metavar="FILE",
        help="JSON lines (default: %(default)s)",
    )
    parser.add_argument(
        "--model",
        help="local (default, needs no key), openai/<model>, or endpoint/<model> with --base-url",
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="of an OpenAI-compatible server, with /v1"
    )
    parser.add_argument(
        "--published",
        metavar="DATE",
        help="publication date of articles that bring none (2024-03-05)",
    )
    parser.add_argument(
        "--concurrency", type=int, metavar="N", help="requests under way at once (default: 4)"
    )
    parser.add_argument(
        "--on-ungrounded",
        choices=("drop", "keep", "raise"),
        help="what to do with words of the model that the article does not have (default: drop)",
    )
    parser.add_argument("--quiet", action="store_true", help="no table")
    return parser


def _run(options: argparse.Namespace) -> int:
    from extractor.corpus import Failure
    from extractor.errors import InputError
    from extractor.extract import Extractor
    from extractor.table import print_record

    published = _checked_date(options.published)
    total = (
        sum(1 for _ in _sources(options.inputs, published)) if "-" not in options.inputs else None
    )
    if total == 0:
        return _complain("no article found in " + ", ".join(options.inputs))
    progress = _Progress(total)
    extractor = Extractor(
        options.model,
        say=progress.say,
        base_url=options.base_url,
        concurrency=options.concurrency,
        on_ungrounded=options.on_ungrounded,
    )
    code = 0
    with extractor, _Lines(options.output) as lines:
        for result in extractor.extract_many(_sources(options.inputs, published)):
            progress.done(result)
            if isinstance(result, Failure):
                code = max(code, 2 if isinstance(result.error, InputError) else 1)
                continue
            lines.write(result.model_dump_json())
            if not options.quiet:
                print_record(result, sys.stdout)
    if lines.count:
        _tell(f"{lines.count} records in {options.output}")
    return code


def _sources(inputs: Sequence[str], published: str | None) -> "Iterator[Source]":
    from extractor.errors import InputError
    from extractor.reading.loaders import load, load_stream

    for name in inputs:
        for source in load_stream(sys.stdin.buffer) if name == "-" else load(name):
            if published and not isinstance(source, InputError | str) and not source.published:
                source = replace(source, published=published)  # noqa: PLW2901 - the same article
            yield source


def _checked_date(given: str | None) -> str | None:
    if given is None:
        return None
    from extractor.errors import SetupError
    from extractor.reading.published import parse_published

    try:
        parse_published(given)
    except ValueError as error:
        raise SetupError(f"--published {given!r} is not a date like 2024-03-05") from error
    return given


class _Lines:
    """A file of JSON lines that comes into being with its first line, each line flushed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None

    def write(self, line: str) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8", newline="\n")
        self._file.write(line + "\n")
        self._file.flush()
        self.count += 1

    def __enter__(self) -> "_Lines":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()


class _Progress:
    """Tells standard error what is under way, how much is done and how long the rest may take."""

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.count = 0
        self._started: float | None = None

    def say(self, words: str) -> None:
        _tell(f"{words} ...")

    def done(self, result: "Extraction | Failure") -> None:
        from extractor.corpus import Failure

        self.count += 1
        now = time.monotonic()
        self._started = self._started or now
        if isinstance(result, Failure):
            what = f"{result.article}: {result.error}" if result.article else str(result.error)
        else:
            what = (
                f"{result.article.id}  {_plural(len(result.meetings), 'meeting')}, "
                f"{_plural(len(result.statements), 'statement')}, {result.usage.seconds:.1f} s"
            )
        _tell(f"[{self.count}/{self.total or '?'}] {what}{self._left(now)}")

    def _left(self, now: float) -> str:
        """How long the rest may take, once the pace is known; the first article sets the clock."""
        if self.total is None or self.count < 2 or self.count >= self.total:
            return ""
        pace = (now - (self._started or now)) / (self.count - 1)
        return f"  (about {round(pace * (self.total - self.count))} s left)"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _tell(words: str) -> None:
    with suppress(BrokenPipeError):
        print(words, file=sys.stderr, flush=True)  # noqa: T201 - progress goes to standard error


def _complain(words: str, code: int = 2) -> int:
    _tell(f"communique: {' '.join(words.split())}")
    return code


if __name__ == "__main__":
    sys.exit(main())
