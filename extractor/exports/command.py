"""Command: `communique export`, stored records in the formats of others.

Exit codes: 0, all is written; 2, nothing is: the set-up is wrong, a text is missing, or something
cannot be read or written; 130, interrupted, and nothing is written.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from extractor.complaint import attempted
from extractor.errors import SetupError
from extractor.progress import tell


def main(arguments: Sequence[str]) -> int:
    """Run the verb; returns the exit code."""
    options = _parser().parse_args(arguments)
    return attempted(lambda: _export(options), options.output, "interrupted; nothing is written")


def _parser() -> argparse.ArgumentParser:
    from extractor.exports.formats import FORMATS

    parser = argparse.ArgumentParser(prog="communique")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    export = verbs.add_parser(
        "export",
        help="write records in another format",
        description="Write records in another format.",
        epilog="; ".join(
            f"{name}: {one.shows}{' (needs --texts)' if one.needs_texts else ''}"
            for name, one in FORMATS.items()
        ),
    )
    export.add_argument(
        "records",
        type=Path,
        metavar="RECORDS",
        help="JSON lines of records, or the folder of a communique run",
    )
    export.add_argument("--format", required=True, choices=tuple(FORMATS))
    export.add_argument(
        "--output", required=True, type=Path, metavar="DIR", help="a new or an empty folder"
    )
    export.add_argument(
        "--texts",
        nargs="+",
        default=(),
        type=Path,
        metavar="INPUT",
        help="the articles that were read, as files or folders",
    )
    return parser


def _export(options: argparse.Namespace) -> int:
    from extractor.exports.folder import whole
    from extractor.exports.formats import FORMATS
    from extractor.exports.source import Source
    from extractor.exports.texts import Texts

    chosen = FORMATS[options.format]
    if chosen.needs_texts and not options.texts:
        raise SetupError(f"{options.format} needs the articles: --texts, what was read then")
    with whole(options.output) as folder, Texts() as texts:
        source = Source(options.records, texts)
        if chosen.needs_texts:
            wanted = ((one.article.id, one.article.sha256) for one in source.records())
            texts.find(wanted, options.texts, say=tell)
        counts = chosen.write(source, folder)
    tell(f"{options.output}: " + ", ".join(f"{count:,} {name}" for name, count in counts.items()))
    return 0
