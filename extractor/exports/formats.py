"""Formats: what records can be exported as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.exports.brat import write_brat
from extractor.exports.csv_tables import write_csv
from extractor.exports.plover import write_plover
from extractor.exports.reading_page import write_html
from extractor.exports.source import Source
from extractor.exports.web_annotation import write_web_annotation
from extractor.running.tables import write_tables


@dataclass(frozen=True)
class Format:
    """A way of writing records into a folder."""

    write: Callable[[Source, Path], Mapping[str, int]]
    """Writes into a folder that is there and empty; returns what was written, counted."""
    shows: str
    """For `--help`."""
    needs_texts: bool = False


FORMATS: Mapping[str, Format] = {
    "csv": Format(lambda source, folder: write_csv(source.entries(), folder), "the tables"),
    "parquet": Format(lambda source, folder: write_tables(source.entries(), folder), "the tables"),
    "plover": Format(write_plover, "meetings as PLOVER events, JSON lines"),
    "web-annotation": Format(
        write_web_annotation, "W3C Web Annotations, JSON-LD", needs_texts=True
    ),
    "html": Format(write_html, "a page for people to read", needs_texts=True),
    "brat": Format(write_brat, "brat standoff", needs_texts=True),
}
