"""Draft: what a model fills in. Every word here, docstrings too, is read by the model."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas import (
    ActorKind,
    Medium,
    MeetingFormat,
    MeetingMention,
    MeetingMode,
    MeetingStatus,
    OutcomeType,
    Polarity,
    QuoteType,
    Role,
    StatementOccasion,
)

Words = Annotated[str, Field(description="Copied from the article, character for character.")]


class _Draft(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DraftActor(_Draft):
    """A person, organization, group or document that meets or speaks. List each one once."""

    name: Words = Field(
        description="Fullest name in the article without title or rank. For somebody who is not "
        "named: the words used instead, such as 'his Polish counterpart'."
    )
    kind: ActorKind
    title: str | None = Field(
        None, description="Fullest rank and office, copied from one place in the article."
    )
    organization: str | None = Field(
        None, description="Body they speak or act for, copied from the article."
    )
    country: str | None = Field(
        None, description="English name of the country they act for, if the article says so."
    )
    also_called: list[str] = Field(
        [], description="Every other form of the name in the article, other spellings too."
    )


class DraftParticipant(_Draft):
    """Somebody at a meeting."""

    actor: str = Field(description="The name given in the list of actors.")
    role: Role = "participant"


class DraftOutcome(_Draft):
    """What came of a meeting."""

    type: OutcomeType
    words: Words


class DraftMeeting(_Draft):
    """Two or more actors come together, or talk by phone or video, held or only planned.

    No meeting: a letter, a habit, an arrival without a counterpart, journalists being there.
    """

    participants: list[DraftParticipant] = Field(min_length=1)
    sentences: list[int] = Field(description="Numbers of the sentences that report it.")
    status: MeetingStatus | None = None
    mention: MeetingMention | None = Field(
        None, description="background: an old meeting told as context."
    )
    format: MeetingFormat | None = None
    modes: list[MeetingMode] = []
    date: str | None = Field(None, description="The date phrase, copied: 'on Sunday evening'.")
    place: str | None = Field(None, description="Where it was held, copied: 'Oslo'.")
    occasion: str | None = Field(None, description="Summit or visit it was part of, copied.")
    on_sidelines: bool = False
    topics: list[str] = Field([], description="Short noun phrases, copied.")
    outcomes: list[DraftOutcome] = []


class DraftStatement(_Draft):
    """Somebody says or writes something, with or without quotation marks.

    No statement: thoughts, plans, mottos, titles, the newspaper's own voice.
    """

    speaker: str | None = Field(description="The name given in the list of actors, or null.")
    speaker_words: str | None = Field(
        None, description="The words that name the speaker in this sentence: 'he', 'the minister'."
    )
    cue: str | None = Field(None, description="The word that signals speech: 'said', 'stressed'.")
    content: list[Words] = Field(
        min_length=1,
        description="What is said, without speaker and cue. An interrupted quotation has several "
        "parts.",
    )
    sentences: list[int] = Field(description="Numbers of the sentences it stands in.")
    quote_type: QuoteType | None = Field(
        None,
        description="direct: all in quotation marks; mixed: partly; indirect: a clause without; "
        "reported: a noun phrase ('thanked them for the help'); free_indirect: no cue.",
    )
    medium: Medium | None = None
    polarity: Polarity | None = None
    addressees: list[str] = Field([], description="Names given in the list of actors.")
    occasion: StatementOccasion | None = None
    meeting: int | None = Field(
        None, description="At which meeting it was made: 1 for the first in your list."
    )
    relayed_by: str | None = Field(
        None, description="Name of the person or outlet that passes it on."
    )
    nested_in: int | None = Field(
        None, description="The statement that quotes this one: 1 for the first in your list."
    )


class Draft(_Draft):
    """All meetings and statements the article reports."""

    actors: list[DraftActor] = []
    meetings: list[DraftMeeting] = []
    statements: list[DraftStatement] = []

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """The schema, made once: instructor asks for it anew with every request."""
        if args or options:
            return super().model_json_schema(*args, **options)
        if cls.__name__ not in _SCHEMAS:
            _SCHEMAS[cls.__name__] = json.dumps(super().model_json_schema())
        schema: dict[str, Any] = json.loads(_SCHEMAS[cls.__name__])
        return schema


_SCHEMAS: dict[str, str] = {}
"""JSON by the name of the class: instructor makes one for each request, all alike."""


def whole_records(answer: Mapping[str, Any]) -> Draft:
    """The draft of an answer; of one that was cut off, its records that are whole."""
    lists: dict[str, list[object]] = {name: [] for name in Draft.model_fields}
    for name, items in answer.items():
        for item in items if name in lists and isinstance(items, list) else ():
            with suppress(ValidationError):
                Draft.model_validate({name: [item]})
                lists[name].append(item)
    return Draft.model_validate(lists)


@dataclass(frozen=True)
class Part:
    """Somebody whom a draft calls by a name of its own, and where the article names them."""

    kind: ActorKind
    places: tuple[tuple[int, int], ...]
    """Half-open ranges of the article's text."""


Cast = Mapping[str, Part]
"""Those people by the names a draft gives them; others are looked for in the article."""
