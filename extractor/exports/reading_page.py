"""Reading page: all records and their articles in one HTML file, as `--html` writes it."""

from pathlib import Path

from extractor.exports.source import Source
from extractor.html import page


def write_html(source: Source, folder: Path) -> dict[str, int]:
    """Write `index.html`; returns how many articles it shows.

    Raises:
        InputError: a record is not of its text.
        OSError: the file cannot be written.
    """
    records = list(source.read())
    (folder / "index.html").write_text(page(records), encoding="utf-8", newline="\n")
    return {"articles": len(records)}
