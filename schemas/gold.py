"""Gold: the same record, labelled by people."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.evidence import Record
from schemas.extraction import Story
from schemas.meeting import Meeting


class Annotation(Record):
    """Who labelled an article, and what it is there to show."""

    annotators: Annotated[tuple[str, ...], Field(min_length=1)]
    guidelines: str
    """Version of the guidelines labelled by."""
    adjudicated: bool
    phenomena: tuple[str, ...] = ()
    """Tags of the hard cases it shows."""
    split: Literal["dev", "test"]
    story: str | None = None
    """Articles on the same events share it."""


class GoldMeeting(Meeting):
    """A meeting with the link that the same real meeting carries in every article of a story."""

    link: str | None = None


class Gold(Story):
    """A labelled article."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    meetings: tuple[GoldMeeting, ...] = ()
    annotation: Annotation
