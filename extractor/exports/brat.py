"""Brat: articles with their records in brat's standoff format, `NAME.txt` and `NAME.ann`.

By https://brat.nlplab.org/standoff.html. An entity (T) for each mention of an actor, those of one
actor joined by `Equiv`; an event (E) for each meeting and statement, whose trigger is the sentences
that report it or the words that are said, with people, date, place, cue and the like as arguments;
attributes (A) for what is one of a few values. An argument that is an actor is that actor's mention
next to where the record begins. A note (#) on each record is a JSON object of what brat has no
place for, its id among it.

Offsets are the article's: Unicode code points. A span that crosses a line end is split there, as
brat does it, and what stands between is no part of it. In the text, characters that brat or readers
of its files take for line ends or separators are spaces: tabs, carriage returns, other control
characters, U+2028 and U+2029, and a byte order mark at the beginning; half a surrogate pair, which
UTF-8 cannot hold, is U+FFFD. One character takes the place of one, so that all offsets stay.
"""

import re
from pathlib import Path

from extractor.exports.brat_sheet import annotations
from extractor.exports.brat_types import annotation_conf, visual_conf
from extractor.exports.folder import Names
from extractor.exports.source import Source

_SEPARATORS = re.compile("\\A\ufeff|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def write_brat(source: Source, folder: Path) -> dict[str, int]:
    """Write two files for each article and the configuration; returns how much there is.

    Raises:
        InputError: an article stands there twice, or its record is not of its text.
        OSError: a file cannot be written.
    """
    names = Names()
    counts = {"articles": 0, "annotations": 0}
    for record, original in source.read():
        text = plain(original)
        lines = list(annotations(record, text))
        name = names(record.article.id)
        _write(folder / f"{name}.txt", text)
        _write(folder / f"{name}.ann", "".join(line + "\n" for line in lines))
        counts["articles"] += 1
        counts["annotations"] += len(lines)
    _write(folder / "annotation.conf", annotation_conf())
    _write(folder / "visual.conf", visual_conf())
    return counts


def plain(text: str) -> str:
    """A text as brat is given it: as many characters, of which the newline alone ends a line."""
    return _SURROGATES.sub("\ufffd", _SEPARATORS.sub(" ", text))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
