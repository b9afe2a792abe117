"""Draft: what a model fills in. Every word here, docstrings too, is read by the model.

What the text itself tells well enough is not asked: the cue, the words for the speaker, the type of
quotation, the medium, denials, the format of a meeting. Their fields are filled by code alone.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.json_schema import SkipJsonSchema

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


class _Draft(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DraftActor(_Draft):
    """Who meets or speaks."""

    name: str = Field(
        description="Fullest name, without title. If unnamed: the words used, 'his Polish "
        "counterpart'."
    )
    kind: ActorKind
    title: str | None = Field(None, description="Fullest rank and office.")
    organization: str | None = Field(None, description="Body they act for.")
    country: str | None = Field(None, description="Country they act for, in English.")
    also_called: list[str] = Field([], description="Other spellings, not mere parts of the name.")


class DraftParticipant(_Draft):
    """Somebody at a meeting."""

    actor: str
    role: Role = Field("participant", description="Only if the text says who visits, hosts, …")


class DraftOutcome(_Draft):
    """What came of a meeting."""

    type: OutcomeType
    words: str


class DraftMeeting(_Draft):
    """Actors come together, phone or hold a video call; no letters, habits, mere arrivals."""

    participants: list[DraftParticipant] = Field(min_length=1)
    sentences: list[int] = Field(description="That report it.")
    status: MeetingStatus | None = None
    mention: MeetingMention | None = Field(None, description="background: an old meeting.")
    format: SkipJsonSchema[MeetingFormat | None] = None
    modes: list[MeetingMode] = []
    date: str | None = Field(None, description="'on Sunday evening'")
    place: str | None = None
    occasion: str | None = Field(None, description="Summit or visit it was part of.")
    on_sidelines: bool = False
    topics: list[str] = Field([], description="Short noun phrases.")
    outcomes: list[DraftOutcome] = []


class DraftStatement(_Draft):
    """Somebody says or writes something."""

    speaker: str | None = Field(None, description="An actor's name.")
    speaker_words: SkipJsonSchema[str | None] = None
    cue: SkipJsonSchema[str | None] = None
    content: list[str] = Field(
        min_length=1, description="What is said, without the speaker and 'said'; in its parts."
    )
    sentences: list[int]
    quote_type: SkipJsonSchema[QuoteType | None] = None
    medium: SkipJsonSchema[Medium | None] = None
    polarity: SkipJsonSchema[Polarity | None] = None
    addressees: list[str] = Field([], description="Actors' names.")
    occasion: StatementOccasion | None = None
    meeting: int | None = Field(None, description="It was made at: 1 is the first you list.")
    relayed_by: str | None = Field(None, description="Who passes it on.")
    nested_in: int | None = Field(None, description="The statement that quotes it; 1 is the first.")


class Draft(_Draft):
    """All of it."""

    actors: list[DraftActor] = []
    meetings: list[DraftMeeting] = []
    statements: list[DraftStatement] = []

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """The schema in few words, made once: instructor asks for it anew with every request.

        Titles and defaults are left out, and what may be null may be left out of the answer.
        """
        if cls.__name__ not in _SCHEMAS:
            _SCHEMAS[cls.__name__] = json.dumps(_brief(super().model_json_schema(*args, **options)))
        schema: dict[str, Any] = json.loads(_SCHEMAS[cls.__name__])
        return schema


_SCHEMAS: dict[str, str] = {}
"""JSON by the name of the class: instructor makes one for each request, all alike."""


def _brief(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON schema without what a model need not read."""
    kept = {name: value for name, value in schema.items() if name not in ("title", "default")}
    for name, value in kept.items():
        if name in ("properties", "$defs"):
            kept[name] = {each: _brief(one) for each, one in value.items()}
        elif name == "items":
            kept[name] = _brief(value)
    if _NULL in kept.get("anyOf", ()):
        options = [one for one in kept.pop("anyOf") if one != _NULL]
        kept |= _brief(options[0]) if len(options) == 1 else {"anyOf": options}
    return kept


_NULL = {"type": "null"}


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
