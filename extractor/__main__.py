"""Command line: files, folders or standard input in; JSON lines and a readable table out.

Exit codes: 0, every article has a record; 1, the model gave none for an article; 2, an article
could not be read, or the set-up is wrong.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.corpus import Source
    from extractor.html.file import PageFile
    from schemas import Extraction

OUTPUT = Path("out/extractions.jsonl")
VERBS = {
    "run": "extractor.running.command",
    "tables": "extractor.running.command",
    "records": "extractor.running.command",
    "export": "extractor.exports.command",
    "link": "extractor.linking.command",
    "store": "extractor.sinks.command",
}
"""First words and the modules whose `main` takes them; a folder of that name is `./run`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] in VERBS:
        code: int = import_module(VERBS[arguments[0]]).main(arguments)
        return code
    options = _parser().parse_args(arguments)
    from extractor.complaint import attempted

    return attempted(
        lambda: _run(options), options.output, "interrupted; the records written so far are kept"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extractor",
        description="Read news articles; write the meetings and statements they report.",
        epilog="More: communique run (any number of articles, killed and gone on with), tables, "
        "records, export, link, store, each with --help. "
        "Reads OPENAI_API_KEY and OPENAI_BASE_URL for models that are not local.",
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
        help="JSON lines, - for standard output without a table (default: %(default)s)",
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
        "--threads", type=int, metavar="N", help="of the embedded model (default: half the cores)"
    )
    parser.add_argument(
        "--on-ungrounded",
        choices=("drop", "keep", "raise"),
        help="what to do with words of the model that the article does not have (default: drop)",
    )
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="a page that shows all records in their articles"
    )
    parser.add_argument("--quiet", action="store_true", help="no table")
    return parser


def _run(options: argparse.Namespace) -> int:
    from extractor.complaint import complain
    from extractor.corpus import Failure
    from extractor.errors import InputError
    from extractor.extract import Extractor
    from extractor.output import STANDARD, Lines
    from extractor.progress import Progress, plural, tell

    published = _checked_date(options.published)
    counted = None if "-" in options.inputs else sum(1 for _ in _sources(options.inputs, None))
    if counted == 0:
        return complain("no article found in " + ", ".join(options.inputs))
    page = _page(options)
    progress = Progress(counted)
    extractor = Extractor(
        options.model,
        say=progress.say,
        base_url=options.base_url,
        concurrency=options.concurrency,
        threads=options.threads,
        on_ungrounded=options.on_ungrounded,
    )
    code = 0
    with extractor, Lines(options.output, options.inputs) as lines:
        for result in extractor.extract_many(_sources(options.inputs, published)):
            progress.done(result)
            if page:
                page.add(result)
            if isinstance(result, Failure):
                code = max(code, 2 if isinstance(result.error, InputError) else 1)
                continue
            lines.write(result.model_dump_json())
            if not options.quiet and options.output != STANDARD:
                _show(result)
    if lines.count:
        tell(f"{plural(lines.count, 'record')} in {options.output}")
    if page and page.write():
        tell(f"to read in a browser: {options.html}")
    return code


def _page(options: argparse.Namespace) -> "PageFile | None":
    """Where the page will stand, checked before anything is asked; None where none is wanted."""
    if options.html is None:
        return None
    from extractor.html.file import PageFile

    return PageFile(options.html, [*options.inputs, str(options.output)])


def _show(record: "Extraction") -> None:
    """Print the table; nothing more once nobody reads it (`| head`), while the records go on."""
    from extractor.table import print_record

    try:
        print_record(record, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sources(inputs: Sequence[str], published: str | None) -> "Iterator[Source]":
    """All articles of all inputs, with the given date where they bring and state none."""
    from extractor.errors import InputError
    from extractor.reading.loaders import load, load_stream
    from extractor.reading.published import find_published

    seen: set[str] = set()
    for name in inputs:
        for source in load_stream(sys.stdin.buffer) if name == "-" else load(name):
            if isinstance(source, InputError | str):
                yield source
                continue
            if source.id in seen:
                yield InputError(f"{name}: an article with the id {source.id} was read already")
                continue
            seen.add(source.id)
            dated = source.published or (published and find_published(source.text).value)
            yield source if dated or not published else replace(source, published=published)


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


if __name__ == "__main__":
    sys.exit(main())
