"""Evidence: characters of the article, and where they stand."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """What every model here shares: strict types, no unknown fields, immutable, comparable."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Evidence(Record):
    """A stretch of the article's original text (W3C TextQuoteSelector and TextPositionSelector).

    Offsets are half-open and count Unicode code points; `text[start:end] == exact` always.
    """

    exact: Annotated[str, Field(min_length=1)]
    """The characters themselves, never trimmed or normalised."""
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _length_matches(self) -> Self:
        if self.end - self.start != len(self.exact):
            raise ValueError(f"[{self.start}:{self.end}] spans not {len(self.exact)} characters")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Evidence":
        """The evidence at `text[start:end]`."""
        return cls(exact=text[start:end], start=start, end=end)
