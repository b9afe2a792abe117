"""Table: records as a person reads them in a terminal."""

from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from schemas import DateValue, Evidence, Extraction, Meeting, Statement

PIPED_WIDTH = 120
"""Columns where the output is no terminal and says nothing of its width."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the caller, in place of ending the process."""
        raise BrokenPipeError


def print_record(record: Extraction, stream: TextIO) -> None:
    """Print one article's meetings and statements.

    Raises:
        BrokenPipeError: nobody reads the stream any more.
    """
    width = None if stream.isatty() else PIPED_WIDTH
    console = _Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    console.print(_article(record), soft_wrap=False)


def _article(record: Extraction) -> RenderableType:
    title = record.article.title or ""
    published = (
        f"published {record.article.published.value}" if _known(record.article.published) else ""
    )
    heading = "  ".join(part for part in (record.article.id, published) if part)
    parts: list[RenderableType] = [Rule(Text(_plain(heading)), align="left", characters="─")]
    if title:
        parts.append(Text(_plain(title), style="bold"))
    names = {actor.id: _name(record, actor.id) for actor in record.actors}
    if record.meetings:
        parts += [Text(""), _meetings(record, names)]
    if record.statements:
        parts += [Text(""), _statements(record, names)]
    if not (record.meetings or record.statements):
        parts.append(Text("no meeting, no statement"))
    if record.dropped:
        noun = "value" if len(record.dropped) == 1 else "values"
        parts.append(Text(f"{len(record.dropped)} {noun} refused, see `dropped`", style="dim"))
    return Group(*parts, Text(""))


def _meetings(record: Extraction, names: dict[str, str]) -> Table:
    table = _table("", "Meeting of", "When", "Where", "Status")
    for meeting in record.meetings:
        table.add_row(
            meeting.id,
            Text("\n".join(names[one.actor] for one in meeting.participants)),
            Text(_when(meeting.date)),
            Text(_plain(meeting.place.name) if meeting.place else "—"),
            Text(_status(meeting)),
        )
    return table


def _statements(record: Extraction, names: dict[str, str]) -> Table:
    table = _table("", "Speaker", "Kind", "Statement", "At")
    for statement in record.statements:
        table.add_row(
            statement.id,
            Text(names[statement.speaker] if statement.speaker else "—"),
            Text(_kind(statement)),
            Text(_words(statement)),
            Text(_at(statement)),
        )
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        # Only the statement may be broken over many lines; the others stay narrow.
        ratio = {"Statement": 5, "Meeting of": 4}.get(heading, 1 if heading else None)
        table.add_column(heading, overflow="fold", ratio=ratio, max_width=None if ratio else 4)
    table.expand = True
    return table


def _name(record: Extraction, identifier: str) -> str:
    actor = next(one for one in record.actors if one.id == identifier)
    label = actor.name or actor.mentions[0].exact
    return _plain(label) + (f" ({actor.country})" if actor.country else "")


def _when(date: DateValue) -> str:
    words = f"“{_plain(date.text.exact)}”" if date.text else ""
    return " ".join(part for part in (date.value, words) if part) or "—"


def _known(date: DateValue) -> bool:
    return date.value is not None


def _status(meeting: Meeting) -> str:
    main = meeting.status
    return main if meeting.mention == "main" else f"{main}, background"


def _kind(statement: Statement) -> str:
    kind = statement.quote_type.replace("_", " ")
    if statement.polarity == "asserted":
        return kind
    return f"{kind}, {statement.polarity.replace('_', ' ')}"


def _at(statement: Statement) -> str:
    if statement.meeting is None and statement.occasion == "unknown":
        return "—"
    return statement.meeting or statement.occasion.replace("_", " ")


def _words(statement: Statement) -> str:
    direct = statement.quote_type == "direct"
    text = " … ".join(_plain_evidence(one) for one in statement.content)
    return f"“{text}”" if direct else text


def _plain_evidence(evidence: Evidence) -> str:
    return _plain(evidence.exact)


def _plain(words: str) -> str:
    """One line without characters that would steer a terminal; for the eye, not for the record."""
    return "".join(c if c.isprintable() else " " for c in " ".join(words.split()))
