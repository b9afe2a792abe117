"""Command: `communique store`, a run's tables put where people have theirs.

Exit codes: 0, all is stored; 2, nothing is, or in a folder not every table: the set-up is wrong, or
something cannot be read or written; 130, interrupted, which is the same.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor.complaint import attempted
from extractor.progress import tell


def main(arguments: Sequence[str]) -> int:
    """Run the verb; returns the exit code."""
    options = _parser().parse_args(arguments)
    return attempted(
        lambda: _store(options.run, options.to),
        "it cannot be written",
        "interrupted; the same command stores what is left",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="communique")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    store = verbs.add_parser(
        "store",
        help="put a run's tables into a database or an object store",
        description="Put a run's tables into a database or an object store. Twice is the same as "
        "once: the rows of an article take the place of those that were there.",
    )
    store.add_argument("run", type=Path, metavar="RUN", help="the folder of a communique run")
    store.add_argument(
        "--to",
        required=True,
        metavar="TARGET",
        help="postgresql://…; a .duckdb file or duckdb:///…; else a folder for Parquet files, as a "
        "path, s3://…, gs://… or file://…",
    )
    return parser


def _store(run: Path, address: str) -> int:
    from extractor.running.run import entries
    from extractor.running.tables import write_tables
    from extractor.sinks.target import target_of

    target = target_of(address)
    with TemporaryDirectory(prefix="communique-") as folder:
        rows = write_tables(entries(run), Path(folder))
        target.store(Path(folder))
    tell(f"{target.shown}: " + ", ".join(f"{count:,} {name}" for name, count in rows.items()))
    return 0
