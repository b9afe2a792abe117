"""Statement: somebody says or writes something, in their words or reported."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.actor import ActorId
from schemas.evidence import Evidence, Record
from schemas.meeting import MeetingId

StatementId = Annotated[str, Field(pattern=r"^s[1-9][0-9]*$")]
QuoteType = Literal["direct", "mixed", "indirect", "reported", "free_indirect"]
Medium = Literal["speech", "writing", "unknown"]
Polarity = Literal["asserted", "denied", "declined_comment"]
StatementOccasion = Literal[
    "meeting",
    "press_remarks",
    "interview",
    "speech",
    "written_statement",
    "social_media",
    "unknown",
]


class Statement(Record):
    """Source, cue and content of one attribution (PARC, PolNeAR, German Wikinews 2024)."""

    id: StatementId
    speaker: ActorId | None = None
    """Null where the text names no source."""
    speaker_text: Evidence | None = None
    """The words that name the speaker here ("he", "Baqeri")."""
    cue: Evidence | None = None
    """The words that signal speech ("said", "according to")."""
    content: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Spans in text order, the attribution itself left out; a continued quotation has several."""
    quote_type: QuoteType
    """`indirect` is a clause, `reported` a noun phrase ("expressed gratitude for ...")."""
    medium: Medium = "unknown"
    polarity: Polarity = "asserted"
    """CAMEO 011 and 016."""
    addressees: tuple[ActorId, ...] = ()
    """In text order."""
    occasion: StatementOccasion = "unknown"
    meeting: MeetingId | None = None
    """The meeting it was made at; "on the sidelines of" is not "at"."""
    relayed_by: ActorId | None = None
    """The person or outlet that relays it."""
    nested_in: StatementId | None = None
    """The statement that quotes it."""

    @model_validator(mode="after")
    def _spans_stand_in_text_order(self) -> Self:
        for before, after in zip(self.content, self.content[1:], strict=False):
            if after.start < before.end:
                raise ValueError("content spans overlap or stand out of text order")
        return self
