"""Story: what the page of linked records shows of each story, put into words."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Report:
    """An article of the page."""

    number: int
    """On the page, from 1."""
    id: str
    title: str
    published: str | None
    """In words; None where it is unknown."""


Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Value:
    """What articles report in a field, those that agree together."""

    words: str
    told: Numbers
    clash: bool = False
    """Whether it cannot be so together with what others report."""
    more: tuple[tuple[str, str, str, Numbers], ...] = ()
    """What goes with it: our words before, the article's words, ours after, and which articles,
    none where they are those that report the value."""


@dataclass(frozen=True)
class Row:
    """A field of a meeting, and what each article says of it."""

    name: str
    values: tuple[Value, ...]
    silent: Numbers
    """Articles that say nothing of it."""


@dataclass(frozen=True)
class Why:
    """What speaks for and against two records being one."""

    between: Numbers
    percent: str
    bits: str
    reasons: tuple[tuple[str, str, str, bool], ...]
    """Field, how the two compare in it, bits, whether that speaks for it."""
    against: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A meeting by all that is told of it."""

    id: str
    names: str
    days: tuple[str, ...]
    """In words; empty where no article's date has a value."""
    phrases: tuple[str, ...]
    """The articles' words for the day, where there is no value."""
    places: tuple[str, ...]
    status: tuple[str, ...]
    """In words, each once, by date of publication."""
    told: Numbers
    rows: tuple[Row, ...]
    clashes: tuple[tuple[str, tuple[Value, ...]], ...]
    """Fields, and the values of which only one can be so."""
    course: tuple[tuple[str | None, str, Numbers], ...]
    """Day of publication in words, None where it is unknown; status; articles."""
    why: tuple[Why, ...]
    order: tuple[str, str]


@dataclass(frozen=True)
class Remark:
    """A statement in several wordings."""

    speaker: str | None
    notes: tuple[str, ...]
    direct: bool
    told: Numbers
    wordings: tuple[Value, ...]
    meeting: Told | None
    why: tuple[Why, ...]


@dataclass(frozen=True)
class Doubt:
    """Two records that are possibly one."""

    sort: str
    sides: tuple[Value, Value]
    why: Why


@dataclass(frozen=True)
class Shown:
    """A story: articles that hang together, and what they have in common."""

    number: int
    title: str
    articles: tuple[Report, ...]
    meetings: tuple[Told, ...]
    alone: tuple[Told, ...]
    """Meetings that one of the articles reports by itself."""
    remarks: tuple[Remark, ...]
    doubts: tuple[Doubt, ...]


@dataclass
class Gathered:
    """What is found to belong to one story."""

    articles: list[Report] = field(default_factory=list)
    meetings: list[Told] = field(default_factory=list)
    alone: list[Told] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def shown(self, number: int) -> Shown:
        """The story, its meetings in the order of their days."""
        return Shown(
            number,
            self.articles[0].title if self.articles else "",
            tuple(self.articles),
            tuple(sorted(self.meetings, key=lambda one: one.order)),
            tuple(sorted(self.alone, key=lambda one: one.order)),
            tuple(self.remarks),
            tuple(self.doubts),
        )
