"""Actor: who can meet or speak."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.countries import Country
from schemas.evidence import Evidence, Record

ActorKind = Literal["person", "organization", "group", "document", "unnamed"]
ActorId = Annotated[str, Field(pattern=r"^a[1-9][0-9]*$")]


class Actor(Record):
    """A person, organisation, group or document; stands in an article's roster once.

    Kinds follow PolNeAR's sources and ACE's PER, ORG and GPE; the other fields PLOVER's actor.
    """

    id: ActorId
    kind: ActorKind
    name: str | None = None
    """Fullest form in the article, without title or rank; null for `unnamed`."""
    title: str | None = None
    """Fullest rank and office as written, held at the time (PLOVER office)."""
    organization: str | None = None
    """Body they speak or act for, as written."""
    country: Country | None = None
    """Side they act for, only where the article says or plainly implies it."""
    aliases: tuple[str, ...] = ()
    """Every other surface form in the article, misspellings too."""
    mentions: Annotated[tuple[Evidence, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _named_unless_unnamed(self) -> Self:
        if (self.kind == "unnamed") != (self.name is None):
            raise ValueError("name is null exactly when kind is 'unnamed'")
        return self
