"""Ledger: what became of each article of a run."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.evidence import Record
from schemas.extraction import Extraction, Usage

LedgerStatus = Literal["done", "empty", "failed", "skipped"]


class LedgerEntry(Record):
    """One line of a run's ledger."""

    key: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    """Of article, model, prompt, schema and settings together: equal keys, equal questions."""
    article: str
    """Its id; where it could not be read, the file and the place in it."""
    status: LedgerStatus
    """`done` with a meeting or a statement, `empty` without any, `failed`, or `skipped`."""
    reason: str | None = None
    """The error's class of a failed article, why another was skipped; None of the rest."""
    detail: str | None = None
    """The error's words."""
    usage: Usage = Usage()
    """What it cost, whether it came to anything or not."""
    record: Extraction | None = None
    """Of those that are done or empty."""

    @model_validator(mode="after")
    def _has_what_its_status_promises(self) -> Self:
        if (self.record is not None) != (self.status in ("done", "empty")):
            raise ValueError(f"{self.status} {'with' if self.record else 'without'} a record")
        if (self.reason is not None) != (self.status in ("failed", "skipped")):
            raise ValueError(f"{self.status} {'with' if self.reason else 'without'} a reason")
        return self
