"""Meeting: two or more actors come together and interact."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.actor import ActorId
from schemas.dates import UNKNOWN_DATE, DateValue
from schemas.evidence import Evidence, Record
from schemas.place import Place

MeetingId = Annotated[str, Field(pattern=r"^m[1-9][0-9]*$")]
Role = Literal["participant", "visitor", "host", "mediator", "delegate"]
MeetingStatus = Literal[
    "held", "scheduled", "proposed", "postponed", "cancelled", "refused", "denied"
]
MeetingMention = Literal["main", "background"]
MeetingFormat = Literal["in_person", "phone", "video", "unknown"]
MeetingMode = Literal["visit", "third_party", "multilateral"]
OutcomeType = Literal["signed", "agreed", "announced", "invited", "requested", "refused", "other"]


class Participant(Record):
    """An actor at a meeting (KAIROS Participant; PLOVER's visit rule for visitor and host)."""

    actor: ActorId
    role: Role = "participant"


class Occasion(Record):
    """The summit or visit a meeting was part of (DocEE)."""

    name: str
    on_sidelines: bool = False


class Outcome(Record):
    """What came of a meeting (DocEE Achievement)."""

    type: OutcomeType
    evidence: Evidence


class Meeting(Record):
    """Actors come together, or talk by phone or video (ACE Meet, PLOVER CONSULT)."""

    id: MeetingId
    participants: Annotated[tuple[Participant, ...], Field(min_length=1)]
    status: MeetingStatus = "held"
    """schema.org EventStatusType, with PLOVER's refusals and denials."""
    mention: MeetingMention = "main"
    """`background` is an old meeting told as context."""
    format: MeetingFormat = "unknown"
    modes: tuple[MeetingMode, ...] = ()
    date: DateValue = UNKNOWN_DATE
    place: Place | None = None
    occasion: Occasion | None = None
    topics: tuple[Evidence, ...] = ()
    """Short noun phrases (KAIROS Topic)."""
    outcomes: tuple[Outcome, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Sentences that report it."""

    @model_validator(mode="after")
    def _each_participant_once(self) -> Self:
        actors = [one.actor for one in self.participants]
        if len(set(actors)) < len(actors):
            raise ValueError(f"an actor takes part in {self.id} twice")
        return self
