"""Gold: the same record, labelled by annotators."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.evidence import Record
from schemas.extraction import Story
from schemas.meeting import Meeting
from schemas.statement import Statement

FieldPath = Annotated[str, Field(pattern=r"^[ams][1-9][0-9]*(\.[a-z_]+)?$")]
"""A record of the article ("s3") or one of its fields ("m1.date")."""


class Alternative(Record):
    """Values of a field that are as right as the labelled one."""

    field: Annotated[str, Field(pattern=r"^[ams][1-9][0-9]*\.[a-z_]+$")]
    """Such as "m1.date"."""
    values: Annotated[tuple[str | None, ...], Field(min_length=1)]
    """Of a date the EDTF value, of a place the name, of a speaker the actor's id."""


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
    unsure: tuple[FieldPath, ...] = ()
    """Records and fields that the text leaves open; they are not scored."""
    alternatives: tuple[Alternative, ...] = ()


class GoldMeeting(Meeting):
    """A meeting with the link that the same real meeting carries in every article of a story."""

    link: str | None = None


class GoldStatement(Statement):
    """A statement with the link that the same remark carries in every article of a story."""

    link: str | None = None


class Gold(Story):
    """A labelled article."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    meetings: tuple[GoldMeeting, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    annotation: Annotation

    def to_json(self) -> str:
        """As a gold file holds it: what is null left out, a line for all that fits on one."""
        record = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return _laid_out({"$schema": record.get("$schema"), **record}) + "\n"


_WIDTH = 100


def _laid_out(value: Any, margin: str = "") -> str:
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(margin) + len(line) <= _WIDTH:
        return line
    inner = margin + " "
    if isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {_laid_out(one, inner)}" for key, one in value.items()]
        return "{\n" + ",\n".join(inner + row for row in rows) + "\n" + margin + "}"
    rows = [_laid_out(one, inner) for one in value]
    return "[\n" + ",\n".join(inner + row for row in rows) + "\n" + margin + "]"
