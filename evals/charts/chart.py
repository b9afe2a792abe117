"""Chart: what a picture shows, before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LEAST = 10
"""Values that a figure must rest on to be drawn."""

Form = Literal["bars", "points", "differences"]
"""From nought; on the way from 0 to 1; on either side of nought."""


@dataclass(frozen=True)
class Row:
    """A line of a chart."""

    label: str
    value: float | None
    """None for what could not be measured."""
    low: float | None
    high: float | None
    """95 % interval; None where too few articles can tell."""
    n: int
    """Values that it rests on."""

    @property
    def shown(self) -> bool:
        """Whether it rests on enough to be drawn; the table has it all the same."""
        return self.value is not None and self.n >= LEAST


@dataclass(frozen=True)
class Chart:
    """A picture of rows and the words for those who do not see it."""

    name: str
    """What its ids begin with: letters, digits and hyphens, once on a page."""
    title: str
    description: str
    """What its lines and places mean."""
    form: Form
    rows: Sequence[Row]
    reach: float = 1.0
    """The greatest value there is room for; of differences, to either side."""

    @property
    def drawn(self) -> Sequence[Row]:
        """The rows that rest on enough."""
        return [row for row in self.rows if row.shown]
