"""CSV tables: the tables of `extractor.running.rows`, a file each, by RFC 4180.

UTF-8 without a byte order mark, lines ended by CRLF, a first line with the columns. Strings stand
in quotation marks and None is an empty cell without them, so that the two can be told apart; lists
are JSON arrays.

Spreadsheets run what begins like a formula. A string that begins with `=`, `+`, `-`, `@`, their
full-width forms, a tab or a line end therefore gets an apostrophe before it; one that begins with
apostrophes and then one of these gets one more, so that nothing is lost: `unguarded` gives every
string back. Nothing else is changed.
"""

import json
import re
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from extractor.running.rows import TABLES, Kind, Row, columns, rows
from schemas import LedgerEntry

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet may run, or what was guarded against that already."""
_END = "\r\n"


def write_csv(entries: Iterable[LedgerEntry], folder: Path) -> dict[str, int]:
    """Write one CSV file a table; returns the rows of each.

    Raises:
        OSError: they cannot be written.
    """
    counts = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(
                (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            )
            for name in TABLES
        }
        for name, file in files.items():
            file.write(",".join(columns(name)) + _END)
        for entry in entries:
            for name, row in rows(entry):
                files[name].write(_line(row, columns(name)))
                counts[name] += 1
    return counts


def guarded(words: str) -> str:
    """A string as a cell holds it, which no spreadsheet takes for a formula."""
    return f"'{words}" if _FORMULA.match(words) else words


def unguarded(cell: str) -> str:
    """The string that a cell holds."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _line(row: Row, kinds: dict[str, Kind]) -> str:
    return ",".join(_cell(row[name], kind) for name, kind in kinds.items()) + _END


def _cell(value: object, kind: Kind) -> str:
    if value is None:
        return ""
    if kind in ("number", "seconds"):
        return str(value)
    words = json.dumps(value, ensure_ascii=False) if kind == "list" else guarded(str(value))
    return '"' + words.replace('"', '""') + '"'
