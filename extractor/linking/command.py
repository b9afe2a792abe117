"""Command: `communique link`, which joins the records of many articles.

Exit codes: 0, done; 2, something could not be read, or the set-up is wrong; 130, interrupted.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from extractor.complaint import attempted
from extractor.errors import SetupError
from extractor.progress import plural, tell

OUTPUT = Path("out/links.jsonl")
STANDARD = Path("-")


def main(arguments: Sequence[str]) -> int:
    """Run the verb; returns the exit code."""
    options = _parser().parse_args(arguments)
    return attempted(
        lambda: _link(options), options.output or OUTPUT, "interrupted; nothing was written"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="communique")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb = verbs.add_parser(
        "link",
        help="join the records of many articles",
        description="Find which meetings, actors and statements of many articles are the same.",
    )
    verb.add_argument(
        "records",
        nargs="+",
        type=Path,
        metavar="RECORDS",
        help="records that python -m extractor wrote, or folders of communique run",
    )
    verb.add_argument(
        "--into",
        type=Path,
        metavar="LINKS",
        help="an earlier output, which the records join; written anew unless --output is given",
    )
    verb.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help=f"JSON lines, - for standard output without a table (default: {OUTPUT})",
    )
    verb.add_argument(
        "--people",
        type=Path,
        metavar="CSV",
        help="people known by an id: columns id, name, and any of aliases (by |), title, country",
    )
    verb.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="only what articles published by that day report (2024-03-05)",
    )
    verb.add_argument(
        "--html", type=Path, metavar="FILE", help="a page that shows who reports what, by story"
    )
    verb.add_argument("--quiet", action="store_true", help="no table")
    return parser


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{words!r} is not a date like 2024-03-05") from error


def _link(options: argparse.Namespace) -> int:
    from extractor.linking.earlier import Earlier, read_links
    from extractor.linking.facts import facts_of, published_by
    from extractor.linking.identities import read_identities
    from extractor.linking.links import linked
    from extractor.linking.show import print_links
    from extractor.stored import read_records

    output = options.output or options.into or OUTPUT
    if output != STANDARD and any(
        output.exists() and one.exists() and output.samefile(one) for one in options.records
    ):
        raise SetupError(f"--output {output} is one of the inputs")
    if options.html is not None:
        from extractor.html.file import PageFile

        others = [*options.records, output, options.into, options.people]
        PageFile(options.html, [str(one) for one in others if one])  # refuses a place in use
    people = read_identities(options.people) if options.people else []
    before: Earlier | None = read_links(options.into) if options.into else None
    articles = [facts_of(record) for path in options.records for record in read_records(path)]
    if options.as_of is not None:
        articles += before.articles if before else []
        known = [one for one in articles if published_by(one, options.as_of)]
        undated = sum(published_by(one, options.as_of) is None for one in articles)
        tell(
            f"{plural(len(known), 'article')} published by {options.as_of}; left out: "
            f"{len(articles) - len(known) - undated} later, {undated} of unknown date"
        )
        articles, before = known, None
    links = linked(articles, before, people)
    count = _write(output, (one.model_dump_json() for one in links.lines()))
    if options.html is not None:
        from extractor.html.stories import stories_page

        _write(options.html, [stories_page(links.lines())])
        tell(f"to read in a browser: {options.html}")
    if output == STANDARD:
        return 0
    if not options.quiet:
        with suppress(BrokenPipeError):
            print_links(links, sys.stdout)
    tell(f"{plural(count, 'line')} in {output}")
    return 0


def _write(path: Path, lines: Iterable[str] | Iterator[str]) -> int:
    """Write lines; a file is there whole or as it was before."""
    count = 0
    if path == STANDARD:
        try:
            for count, line in enumerate(lines, 1):  # noqa: B007 - counted
                sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return count
    if path.is_dir():
        raise SetupError(f"--output {path} is a folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for count, line in enumerate(lines, 1):  # noqa: B007 - counted
            file.write(line + "\n")
    part.replace(path)
    return count
