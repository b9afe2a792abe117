"""Cards: what a record says, put into words, ready to be printed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.html import wording
from extractor.html.days import said
from schemas import Actor, DateValue, Meeting, Occasion, Place, Statement, Story


@dataclass(frozen=True)
class Who:
    """An actor, for people to read."""

    id: str
    name: str
    named: bool
    """False where the words are the article's for somebody it does not name."""
    title: str | None
    organization: str | None
    country: str | None
    """In words."""
    aliases: tuple[str, ...]
    kind: str
    mentions: int

    @property
    def about(self) -> str:
        """Title, body and country on one line; empty where the article gives none."""
        parts = [self.title, self.organization, self.country]
        inside = {self.organization: self.title or ""}
        return ", ".join(one for one in parts if one and one not in inside.get(one, ""))


@dataclass(frozen=True)
class When:
    """A date, for people to read."""

    said: str | None
    """In words; None where it cannot be known."""
    edtf: str | None
    phrase: str | None
    """The article's words."""
    basis: str

    @property
    def short(self) -> str:
        """What there is of it, in a few words."""
        if self.said:
            return self.said
        return f"“{self.phrase}”, date not known" if self.phrase else "date not given"


@dataclass(frozen=True)
class MeetingCard:
    """A meeting, for people to read."""

    id: str
    sentence: tuple[tuple[str, Who | None], ...]
    """Words, and people among them."""
    status: str
    held: bool
    notes: tuple[str, ...]
    """Background, format, modes."""
    people: tuple[tuple[Who, str], ...]
    """With their roles; an empty string where the role is just to take part."""
    when: When
    where: str | None
    lies_in: str | None
    """The country, where the place's name does not say it."""
    occasion: str | None
    topics: tuple[str, ...]
    outcomes: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    statements: tuple[str, ...]
    """Ids of what was said there."""


@dataclass(frozen=True)
class StatementCard:
    """A statement, for people to read."""

    id: str
    spans: tuple[str, ...]
    direct: bool
    speaker: Who | None
    cue: str | None
    notes: tuple[str, ...]
    """Kind of quotation first, then what else is known."""
    addressees: tuple[Who, ...]
    meeting: str | None
    relayed_by: Who | None
    nested_in: str | None


@dataclass(frozen=True)
class Voice:
    """All that one speaker says; None for statements without a source."""

    speaker: Who | None
    statements: tuple[StatementCard, ...]


@dataclass(frozen=True)
class Cards:
    """All of one record."""

    people: tuple[Who, ...]
    meetings: tuple[MeetingCard, ...]
    voices: tuple[Voice, ...]


def cards_of(story: Story) -> Cards:
    """The meetings, what each speaker says, and the people of a record, in its order."""
    people = {one.id: _who(one) for one in story.actors}
    made_at: Mapping[str | None, list[str]] = defaultdict(list)
    for one in story.statements:
        made_at[one.meeting].append(one.id)
    spoken: dict[str | None, list[StatementCard]] = defaultdict(list)
    for one in story.statements:
        spoken[one.speaker].append(_statement(one, people))
    return Cards(
        tuple(people.values()),
        tuple(_meeting(one, people, made_at[one.id]) for one in story.meetings),
        tuple(
            Voice(people[speaker] if speaker else None, tuple(said))
            for speaker, said in spoken.items()
        ),
    )


def when(date: DateValue) -> When:
    """A date for people to read."""
    return When(
        said(date.value) if date.value else None,
        date.value,
        flat(date.text.exact) if date.text else None,
        wording.BASIS[date.basis],
    )


def flat(words: str) -> str:
    """Words on one line; for the eye, not for the record."""
    return " ".join(words.split())


def _who(actor: Actor) -> Who:
    return Who(
        actor.id,
        flat(actor.name or actor.mentions[0].exact),
        actor.name is not None,
        flat(actor.title) if actor.title else None,
        flat(actor.organization) if actor.organization else None,
        wording.country(actor.country) if actor.country else None,
        tuple(flat(one) for one in actor.aliases),
        actor.kind,
        len(actor.mentions),
    )


def _meeting(meeting: Meeting, people: Mapping[str, Who], said: Sequence[str]) -> MeetingCard:
    present = [people[one.actor] for one in meeting.participants]
    words = wording.meeting_sentence(meeting, [one.name for one in present])
    among = iter(present)
    notes = (
        "told as background" if meeting.mention == "background" else "",
        wording.FORMAT[meeting.format],
        *(wording.MODE[mode] for mode in meeting.modes),
    )
    return MeetingCard(
        meeting.id,
        tuple((one, next(among) if i % 2 else None) for i, one in enumerate(words) if one),
        wording.STATUS[meeting.status],
        meeting.status == "held",
        tuple(filter(None, notes)),
        tuple((people[one.actor], wording.ROLE[one.role]) for one in meeting.participants),
        when(meeting.date),
        flat(meeting.place.name) if meeting.place else None,
        _lies_in(meeting.place) if meeting.place else None,
        _occasion(meeting.occasion) if meeting.occasion else None,
        tuple(flat(one.exact) for one in meeting.topics),
        tuple((wording.OUTCOME[one.type], flat(one.evidence.exact)) for one in meeting.outcomes),
        tuple(flat(one.exact) for one in meeting.evidence),
        tuple(said),
    )


def _occasion(occasion: Occasion) -> str:
    return ("on the sidelines of " if occasion.on_sidelines else "") + flat(occasion.name)


def _lies_in(place: Place) -> str | None:
    name = wording.country(place.country) if place.country else None
    return None if name is None or name.casefold() in place.name.casefold() else name


def _statement(statement: Statement, people: Mapping[str, Who]) -> StatementCard:
    occasion = "" if statement.meeting else wording.OCCASION[statement.occasion]
    notes = (
        wording.QUOTE[statement.quote_type],
        wording.POLARITY[statement.polarity],
        "in writing" if statement.medium == "writing" and "writ" not in occasion else "",
        occasion,
    )
    return StatementCard(
        statement.id,
        tuple(flat(one.exact) for one in statement.content),
        statement.quote_type == "direct",
        people[statement.speaker] if statement.speaker else None,
        flat(statement.cue.exact) if statement.cue else None,
        tuple(filter(None, notes)),
        tuple(people[one] for one in statement.addressees),
        statement.meeting,
        people[statement.relayed_by] if statement.relayed_by else None,
        statement.nested_in,
    )
