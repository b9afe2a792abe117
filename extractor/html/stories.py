"""Stories: meetings that several articles report as one HTML file, with who reports what."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from extractor.html import wording
from extractor.html.cards import flat
from extractor.html.days import bounds, said
from extractor.html.reasons import reason
from extractor.html.story import (
    Doubt,
    Gathered,
    Numbers,
    Remark,
    Report,
    Row,
    Shown,
    Told,
    Value,
    Why,
)
from extractor.html.templates import asset, policy, templates
from schemas.linked import (
    Contradiction,
    Link,
    LinkedActor,
    LinkedArticle,
    LinkedMeeting,
    LinkedParticipant,
    LinkedStatement,
    PossibleLink,
    Reported,
    ReportedDate,
)

AnyLinked = LinkedArticle | LinkedMeeting | LinkedActor | LinkedStatement | PossibleLink
_STORIES, _ALONE, _NAMES = 200, 300, 4
"""Stories, meetings and pairs in none of them, and names in a heading that are shown at most."""
_UNKNOWN = ("~", "~")
"""Sorts after every date."""
_EDTF = re.compile(r"[0-9X?~%./-]+")
_CLASH: Mapping[str, str] = {
    "date": "When",
    "place": "Where",
    "format": "How",
    "status": "Status",
}
_SORT: Mapping[str, str] = {
    "meeting": "meeting",
    "actor": "person or body",
    "statement": "statement",
}


def stories_page(lines: Iterable[AnyLinked], *, title: str = "What several articles report") -> str:
    """One page of HTML, which needs nothing beside it and runs no script.

    A story is what articles report that have a meeting or a remark in common, directly or through
    others.

    Args:
        lines: all linked records, as `Links.lines` gives them; their order does not matter.
        title: of the page.
    """
    linked = _Linked(lines)
    stories, rest = linked.stories()
    style = asset("page.css") + asset("stories.css")
    return (
        templates()
        .get_template("stories.html.j2")
        .render(
            title=title,
            stories=stories[:_STORIES],
            more_stories=max(0, len(stories) - _STORIES),
            doubts=rest.doubts[:_ALONE],
            more_doubts=max(0, len(rest.doubts) - _ALONE),
            alone=rest.alone[:_ALONE],
            more_alone=max(0, len(rest.alone) - _ALONE),
            reports=linked.reports,
            listed={one.number for story in stories[:_STORIES] for one in story.articles},
            totals=(len(linked.reports), len(linked.meetings)),
            style=Markup(style),  # noqa: S704 - files of ours
            policy=policy([style], []),
        )
    )


class _Linked:
    """Linked records by their kind, and what of them is shown."""

    def __init__(self, lines: Iterable[AnyLinked]) -> None:
        given = list(lines)
        self._actors = {one.id: one for one in given if isinstance(one, LinkedActor)}
        self.meetings = {one.id: one for one in given if isinstance(one, LinkedMeeting)}
        self._statements = {one.id: one for one in given if isinstance(one, LinkedStatement)}
        self._possible = [one for one in given if isinstance(one, PossibleLink)]
        self._possible.sort(key=lambda one: (-one.link.bits, one.one, one.other))
        shared = [one for one in map(_sources, self.meetings.values()) if len(one) > 1]
        remarks = [one for one in map(_sources, self._statements.values()) if len(one) > 1]
        home = _homes([*shared, *remarks])
        size = Counter(home[one[0]] for one in shared)

        def place(one: LinkedArticle) -> tuple[bool, int, str, str, str]:
            story = home.get(one.id, "")
            return not story, -size[story], story, _days(one.published)[1], one.id

        articles = sorted((one for one in given if isinstance(one, LinkedArticle)), key=place)
        self.reports = {
            number: Report(number, flat(one.id), flat(one.title or one.id), _said(one.published))
            for number, one in enumerate(articles, 1)
        }
        self._number = {one.id: number for number, one in enumerate(articles, 1)}
        self._home = {self._number[name]: story for name, story in home.items()}

    def stories(self) -> tuple[list[Shown], Shown]:
        """The stories, that of most meetings first, and what belongs to none."""
        meetings = {one.id: self._meeting(one) for one in self.meetings.values()}
        remarks = [
            self._remark(one, meetings.get(one.meeting or ""))
            for _, one in sorted(self._statements.items())
            if len(_sources(one)) > 1
        ]
        doubts = [self._doubt(one) for one in self._possible]
        stories = {
            self._home[number]: Gathered() for number in self.reports if number in self._home
        }
        rest = Gathered()

        def at(*numbers: int) -> Gathered:
            return next((stories[self._home[one]] for one in numbers if one in self._home), rest)

        for number, report in self.reports.items():
            at(number).articles.append(report)
        for one in meetings.values():
            gathered = at(one.told[0])
            (gathered.meetings if len(one.told) > 1 else gathered.alone).append(one)
        for remark in remarks:
            at(remark.told[0]).remarks.append(remark)
        for doubt in doubts:
            at(*(number for side in doubt.sides for number in side.told)).doubts.append(doubt)
        shown = [one.shown(number) for number, one in enumerate(stories.values(), 1)]
        return shown, rest.shown(0)

    def _numbers(self, articles: Iterable[str]) -> Numbers:
        return tuple(sorted({self._number[one] for one in articles}))

    def _value(self, one: Reported, words: str | None = None) -> Value:
        return Value(words or flat(one.value), self._numbers(one.articles))

    def _values(self, several: Iterable[Reported]) -> list[Value]:
        return [self._value(one) for one in several]

    def _meeting(self, one: LinkedMeeting) -> Told:
        told = self._numbers(source.article for source in one.sources)
        clashes = tuple((_CLASH[each.field], self._clash(each)) for each in one.contradictions)
        against = {
            field: {number for value in values for number in value.told}
            for field, values in clashes
        }
        row = partial(_row, told=told, against=against)
        statuses: dict[tuple[str | None, str], list[str]] = defaultdict(list)
        for each in one.statuses:
            statuses[each.published, wording.STATUS[each.status]].append(each.article)
        by_status: dict[str, list[str]] = defaultdict(list)
        for (_, status), articles in statuses.items():
            by_status[status] += articles
        first = min(_days(each.value) for each in one.dates)[0]
        return Told(
            id=one.id,
            names=_names(one),
            days=_once(_said(value) for value in sorted(each.value or "" for each in one.dates)),
            phrases=_once(flat(each.phrase or "") for each in one.dates if each.value is None),
            places=tuple(flat(each.value) for each in one.places),
            status=tuple(by_status),
            told=told,
            rows=(
                row("When", self._dates(one.dates)),
                row("Where", self._values(one.places)),
                row("How", [self._value(each, wording.FORMAT.get(each.value))
                            for each in one.formats]),
                row("Who", [self._participant(each) for each in one.participants]),
                row("Status", [Value(status, self._numbers(articles))
                               for status, articles in by_status.items()]),
                row("Occasion", self._values(one.occasions)),
                row("About", self._values(one.topics)),
            ),
            clashes=clashes,
            course=tuple(
                (_said(published), status, self._numbers(articles))
                for (published, status), articles in statuses.items()
            ),
            why=tuple(self._why(each) for each in one.links),
            order=(first, one.id),
        )  # fmt: skip

    def _clash(self, one: Contradiction) -> tuple[Value, ...]:
        return tuple(self._value(each, _in_words(one.field, each.value)) for each in one.values)

    def _dates(self, dates: Sequence[ReportedDate]) -> list[Value]:
        """Each day once, with the articles' own words for it."""
        days: dict[str, list[ReportedDate]] = defaultdict(list)
        for one in dates:
            if one.value or one.phrase:
                days[one.value or f"“{flat(one.phrase or '')}”"].append(one)
        return [self._date(day, days[day]) for day in sorted(days)]

    def _date(self, day: str, dates: Sequence[ReportedDate]) -> Value:
        more = []
        for one in dates:
            numbers = self._numbers(one.articles)
            basis = wording.BASIS[one.basis]
            if one.value is None:
                more.append(("", "", "day not known", numbers))
            elif one.phrase:
                more.append(("as", f"“{flat(one.phrase)}”", basis, numbers))
        told = self._numbers(article for one in dates for article in one.articles)
        return Value(_said(dates[0].value) or day, told, more=tuple(more))

    def _participant(self, one: LinkedParticipant) -> Value:
        more = [("also written", f"“{flat(each.value)}”", "", self._numbers(each.articles))
                for each in one.names[1:]]  # fmt: skip
        more += [("", "", wording.ROLE.get(each.value, each.value), self._numbers(each.articles))
                 for each in one.roles if each.value != "participant"]  # fmt: skip
        meant = self._actors.get(one.possibly or "")
        if meant:
            more.append(("possibly", flat(meant.names[0].value), "", ()))
        actor = self._actors.get(one.actor or "")
        if actor and actor.titles:
            more.insert(0, ("", flat(actor.titles[0].value), "", ()))
        told = self._numbers(article for each in one.names for article in each.articles)
        return Value(flat(one.names[0].value), told, more=tuple(more))

    def _remark(self, one: LinkedStatement, at: Told | None) -> Remark:
        speaker = self._actors.get(one.speaker or "")
        return Remark(
            flat(speaker.names[0].value) if speaker else None,
            tuple(wording.QUOTE[each] for each in one.quote_types),
            set(one.quote_types) == {"direct"},
            self._numbers(source.article for source in one.sources),
            tuple(self._value(each) for each in one.wordings),
            at,
            tuple(self._why(each) for each in one.links),
        )

    def _doubt(self, one: PossibleLink) -> Doubt:
        sides = (self._side(one.kind, one.one), self._side(one.kind, one.other))
        return Doubt(_SORT[one.kind], sides, self._why(one.link))

    def _side(self, kind: str, name: str) -> Value:
        if kind == "meeting":
            meeting = self.meetings[name]
            days = _once(
                _said(each.value) or (f"“{flat(each.phrase)}”" if each.phrase else None)
                for each in meeting.dates
            )
            places = " or ".join(flat(each.value) for each in meeting.places)
            parts = [_names(meeting), " or ".join(days) or "day not given", places]
            sources = meeting.sources
        elif kind == "actor":
            actor = self._actors[name]
            parts = [flat(each.value) for each in (actor.names[0], *actor.titles[:1])]
            sources = actor.sources
        else:
            statement = self._statements[name]
            parts = [f"“{flat(statement.wordings[0].value)}”"]
            sources = statement.sources
        return Value("; ".join(filter(None, parts)), self._numbers(one.article for one in sources))

    def _why(self, link: Link) -> Why:
        return Why(
            self._numbers([link.one.article, link.other.article]),
            _percent(link.probability),
            _signed(link.bits),
            tuple((*reason(each.field, each.level), _signed(each.bits), each.bits > 0)
                  for each in link.reasons),
            tuple(map(flat, link.against)),
        )  # fmt: skip


def _sources(one: LinkedMeeting | LinkedStatement) -> list[str]:
    return sorted({source.article for source in one.sources})


def _homes(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """For each name the least of those that it hangs together with."""
    home: dict[str, str] = {}

    def root(name: str) -> str:
        while home.setdefault(name, name) != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    for group in groups:
        for other in group:
            one, two = sorted((root(group[0]), root(other)))
            home[two] = one
    return {name: root(name) for name in list(home)}


def _row(name: str, values: Sequence[Value], told: Numbers, against: Mapping[str, set[int]]) -> Row:
    clashing = against.get(name, set())
    marked = tuple(replace(_more(one), clash=bool(clashing & set(one.told))) for one in values)
    heard = {number for one in values for number in one.told}
    return Row(name, marked, tuple(number for number in told if number not in heard))


def _names(one: LinkedMeeting) -> str:
    """The people at a meeting, those first whom articles name; none twice, so far as is known."""
    present = [each for each in one.participants if not each.possibly] or [*one.participants]
    present.sort(key=lambda each: each.actor is None)
    people = [flat(each.names[0].value) for each in present]
    left = len(people) - _NAMES
    if left > 1:
        return f"{', '.join(people[:_NAMES])} and {left} others"
    return ", ".join(people[:-1]) + (" and " if people[1:] else "") + people[-1]


def _in_words(field: str, value: str) -> str | None:
    if field == "place":
        code = len(value) == 3 and value.isascii() and value.isupper()
        return wording.country(value) if code else None
    if field == "date":
        return _said(value)
    return (wording.FORMAT if field == "format" else wording.STATUS).get(value)


def _said(value: str | None) -> str | None:
    """A date in words; None where there is none, or a file holds what is no date."""
    try:
        return said(value) if value and _EDTF.fullmatch(value) else None
    except (ValueError, LookupError):
        return None


def _days(value: str | None) -> tuple[str, str]:
    """The first and the last day of a date, both after every other where it is unknown."""
    try:
        return bounds(value) if value and _EDTF.fullmatch(value) else _UNKNOWN
    except (ValueError, LookupError):
        return _UNKNOWN


def _more(value: Value) -> Value:
    """The value, articles that go without saying left out."""
    more = ((*words, () if told == value.told else told) for *words, told in value.more)
    return replace(value, more=tuple(more))  # type: ignore[arg-type]


def _once(words: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def _signed(bits: float) -> str:
    return f"{bits:+.1f}".replace("-", "−")


def _percent(share: float) -> str:
    if share > 0.999:
        return "over 99.9 %"
    return "under 0.1 %" if share < 0.001 else f"{100 * share:.1f} %"
