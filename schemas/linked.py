"""Linked: the same meeting, actor and remark across articles, every source kept.

Nothing is averaged: a field holds each value that was reported and the articles that report it.
"""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from schemas.actor import ActorKind
from schemas.dates import DateBasis
from schemas.evidence import Record
from schemas.meeting import MeetingStatus
from schemas.statement import QuoteType

Share = Annotated[float, Field(ge=0, le=1)]
LinkedKind = Literal["meeting", "actor", "statement"]


class Source(Record):
    """A record of one article."""

    article: str
    """The article's id."""
    record: str
    """The record's id there, such as "m1"."""


class Reported(Record):
    """A value, as written, and the ids of the articles that report it."""

    value: str
    articles: Annotated[tuple[str, ...], Field(min_length=1)]


class ReportedDate(Record):
    """A date and who reports it."""

    value: str | None
    """EDTF level 1, or null where the phrase could not be resolved."""
    phrase: str | None = None
    basis: DateBasis
    articles: Annotated[tuple[str, ...], Field(min_length=1)]


class ReportedStatus(Record):
    """What a meeting's status was when an article told of it."""

    status: MeetingStatus
    published: str | None = None
    """EDTF day, month or year of publication; null where it is unknown."""
    article: str


class Reason(Record):
    """What one field says for or against two records being one thing (Fellegi & Sunter 1969)."""

    field: str
    level: str
    """How the two compare in it."""
    bits: float
    """The logarithm to base 2 of how much likelier the level is for one thing than for two."""


class Link(Record):
    """Two records and why they are, or may be, one thing."""

    one: Source
    other: Source
    bits: float
    """The sum of the reasons and of the odds before any of them."""
    probability: Share
    """What the bits amount to; the fields are taken for independent, so extremes are overstated."""
    reasons: tuple[Reason, ...]
    against: tuple[str, ...] = ()
    """What kept the two apart all the same, in words; empty where nothing did."""


class Contradiction(Record):
    """A field of which articles say what cannot all be so."""

    field: Literal["date", "place", "format", "status"]
    values: Annotated[tuple[Reported, ...], Field(min_length=2)]


class LinkedParticipant(Record):
    """Somebody at a meeting, by all that articles call them."""

    actor: str | None
    """A linked actor's id; null for groups and for people whom no article names."""
    names: Annotated[tuple[Reported, ...], Field(min_length=1)]
    roles: tuple[Reported, ...]
    possibly: str | None = None
    """Of somebody unnamed, the actor who is the only one at this meeting that fits."""


class LinkedMeeting(Record):
    """A meeting and every article that reports it."""

    record: Literal["meeting"] = "meeting"
    id: str
    """Stays the same while records join, unless one of them comes first in the order of hashes."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    participants: tuple[LinkedParticipant, ...]
    dates: tuple[ReportedDate, ...]
    places: tuple[Reported, ...] = ()
    formats: tuple[Reported, ...] = ()
    topics: tuple[Reported, ...] = ()
    occasions: tuple[Reported, ...] = ()
    statuses: Annotated[tuple[ReportedStatus, ...], Field(min_length=1)]
    """By date of publication, those of unknown date last."""
    contradictions: tuple[Contradiction, ...] = ()
    links: tuple[Link, ...] = ()
    """The comparisons that joined the sources; one fewer than there are sources."""


class LinkedActor(Record):
    """A person or organisation, and every article that names it."""

    record: Literal["actor"] = "actor"
    id: str
    kind: ActorKind
    names: Annotated[tuple[Reported, ...], Field(min_length=1)]
    titles: tuple[Reported, ...] = ()
    organizations: tuple[Reported, ...] = ()
    countries: tuple[Reported, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    identity: str | None = None
    """The id in the user's own table of people; null without a table, or where no one row fits."""
    links: tuple[Link, ...] = ()
    """The comparisons that joined those that are not named and described alike."""


class LinkedStatement(Record):
    """A remark in every wording that articles give it."""

    record: Literal["statement"] = "statement"
    id: str
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    speaker: str | None
    """A linked actor's id; null where no article names the speaker."""
    meeting: str | None
    """The linked meeting it was made at."""
    wordings: Annotated[tuple[Reported, ...], Field(min_length=1)]
    """Spans of one wording are joined by " … "."""
    quote_types: tuple[QuoteType, ...]
    links: tuple[Link, ...] = ()


class PossibleLink(Record):
    """Two linked records that are possibly the same, and why that is left open."""

    record: Literal["possible"] = "possible"
    kind: LinkedKind
    one: str
    other: str
    link: Link


class LinkedActorFacts(Record):
    """Of an actor, what linking reads."""

    id: str
    kind: ActorKind
    name: str | None = None
    title: str | None = None
    organization: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()


class LinkedMeetingFacts(Record):
    """Of a meeting, what linking reads."""

    id: str
    participants: tuple[tuple[str, str], ...]
    """Actor's id and role."""
    status: MeetingStatus
    background: bool = False
    format: str = "unknown"
    date: str | None = None
    phrase: str | None = None
    basis: DateBasis = "unresolved"
    place: str | None = None
    country: str | None = None
    occasion: str | None = None
    topics: tuple[str, ...] = ()
    told: str = ""
    """The words of the sentences that tell of it, names of the article's actors left out."""


class LinkedStatementFacts(Record):
    """Of a statement, what linking reads."""

    id: str
    words: str
    quote_type: QuoteType
    speaker: str | None = None
    meeting: str | None = None


class LinkedArticle(Record):
    """What linking has read of an article, so that others can be linked to it later."""

    record: Literal["article"] = "article"
    id: str
    sha256: str
    published: str | None = None
    """EDTF; null where it is unknown."""
    title: str | None = None
    actors: tuple[LinkedActorFacts, ...] = ()
    meetings: tuple[LinkedMeetingFacts, ...] = ()
    statements: tuple[LinkedStatementFacts, ...] = ()


class LinkedLine(
    RootModel[
        Annotated[
            LinkedArticle | LinkedMeeting | LinkedActor | LinkedStatement | PossibleLink,
            Field(discriminator="record"),
        ]
    ]
):
    """One line of a file of links; `record` says of which sort it is."""
