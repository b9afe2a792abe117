"""Show: what several articles report, as a person reads it in a terminal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TextIO

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from extractor.linking.links import Links
from extractor.progress import plural
from schemas.linked import Contradiction, LinkedMeeting, PossibleLink, Reported

PIPED_WIDTH = 120
_STORIES, _DOUBTS, _NAMES = 20, 20, 4
"""Stories, possible links and people of a meeting that are shown at most."""


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the caller, in place of ending the process."""
        raise BrokenPipeError


def print_links(links: Links, stream: TextIO) -> None:
    """Print the meetings that several articles report, story by story, and what is doubtful.

    Raises:
        BrokenPipeError: nobody reads the stream any more.
    """
    width = None if stream.isatty() else PIPED_WIDTH
    console = _Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    shared = [one for one in links.meetings() if len(one.sources) > 1]
    stories = _stories(shared)
    for story in stories[:_STORIES]:
        articles = sorted({source.article for one in story for source in one.sources})
        heading = f"{plural(len(articles), 'article')}: {', '.join(articles[:5])}"
        console.print(Rule(_text(heading), align="left", characters="─"))
        console.print(_table(story))
    if len(stories) > _STORIES:
        console.print(Text(f"and {len(stories) - _STORIES} stories more"))
    meetings = (one for one in links.possible() if one.kind == "meeting")
    doubts = list(islice(meetings, _DOUBTS))
    if doubts:
        console.print(Rule(_text("possibly the same"), align="left", characters="─"))
        console.print(_doubts(doubts))
    if not shared and not doubts:
        console.print(Text("no meeting is reported by two articles"))


def _stories(meetings: Sequence[LinkedMeeting]) -> list[list[LinkedMeeting]]:
    """The meetings of articles that have one in common, the largest story first."""
    home: dict[str, str] = {}

    def root(article: str) -> str:
        while home.setdefault(article, article) != article:
            article = home[article]
        return article

    for one in meetings:
        first = root(one.sources[0].article)
        for source in one.sources:
            home[root(source.article)] = first
    found: dict[str, list[LinkedMeeting]] = defaultdict(list)
    for one in meetings:
        found[root(one.sources[0].article)].append(one)
    return sorted(found.values(), key=lambda story: (-len(story), story[0].id))


def _table(story: Sequence[LinkedMeeting]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for heading, ratio in (("When", 3), ("Who", 6), ("Where", 2), ("Status", 2), ("Told", 1),
                           ("Articles differ on", 4)):  # fmt: skip
        table.add_column(heading, overflow="fold", ratio=ratio)
    for one in sorted(story, key=lambda each: min(date.value or "~" for date in each.dates)):
        people = [each.names[0].value for each in one.participants]
        more = [f"and {len(people) - _NAMES} more"] if len(people) > _NAMES else []
        table.add_row(
            _text(" / ".join(sorted({date.value or date.phrase or "—" for date in one.dates}))),
            _text(", ".join(people[:_NAMES] + more)),
            _text(_values(one.places)),
            _text(" → ".join(dict.fromkeys(each.status for each in one.statuses))),
            Text(str(len(one.sources))),
            _text("; ".join(map(_contradiction, one.contradictions)) or "—"),
        )
    return table


def _doubts(found: Sequence[PossibleLink]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for heading, ratio in (("One", 3), ("Other", 3), ("Odds", 1), ("Speaks for it", 5),
                           ("Left open because", 5)):  # fmt: skip
        table.add_column(heading, overflow="fold", ratio=ratio)
    for possible in found:
        link = possible.link
        pro = [f"{reason.field}: {reason.level}" for reason in link.reasons if reason.bits > 0.5]
        table.add_row(
            _text(f"{link.one.article} {link.one.record}"),
            _text(f"{link.other.article} {link.other.record}"),
            Text(f"{link.probability:.2f}"),
            _text(", ".join(pro)),
            _text("; ".join(link.against)),
        )
    return table


def _contradiction(one: Contradiction) -> str:
    return f"{one.field}: {_values(one.values)}"


def _values(values: Iterable[Reported]) -> str:
    return " / ".join(one.value for one in values) or "—"


def _text(words: str) -> Text:
    """One line without characters that would steer a terminal."""
    return Text("".join(c if c.isprintable() else " " for c in " ".join(words.split())))
