"""Counts: what became of the values that were compared (MUC-4; names as in nervaluate)."""

from collections.abc import Iterable
from typing import NamedTuple


class Counts(NamedTuple):
    """Correct, partial, incorrect, missing and spurious values.

    Nothing to compare is a count of nothing: all zero, without precision, recall or F1.
    """

    cor: int = 0
    par: int = 0
    inc: int = 0
    mis: int = 0
    spu: int = 0

    def __add__(self, other: "Counts") -> "Counts":  # type: ignore[override]
        """The sum of each count."""
        return Counts(
            self.cor + other.cor,
            self.par + other.par,
            self.inc + other.inc,
            self.mis + other.mis,
            self.spu + other.spu,
        )

    @property
    def possible(self) -> int:
        """Values that gold has."""
        return self.cor + self.par + self.inc + self.mis

    @property
    def actual(self) -> int:
        """Values that the other side has."""
        return self.cor + self.par + self.inc + self.spu

    @property
    def compared(self) -> int:
        """Values that at least one side has."""
        return self.cor + self.par + self.inc + self.mis + self.spu

    @property
    def precision(self) -> float | None:
        """`(COR + 0.5 PAR) / actual`; None where nothing was predicted."""
        return (self.cor + 0.5 * self.par) / self.actual if self.actual else None

    @property
    def recall(self) -> float | None:
        """`(COR + 0.5 PAR) / possible`; None where gold has nothing."""
        return (self.cor + 0.5 * self.par) / self.possible if self.possible else None

    @property
    def f1(self) -> float | None:
        """`2 (COR + 0.5 PAR) / (possible + actual)`; None where both sides have nothing."""
        both = self.possible + self.actual
        return (2 * self.cor + self.par) / both if both else None

    @property
    def accuracy(self) -> float | None:
        """`(COR + 0.5 PAR) / compared`; None where nothing was compared."""
        return (self.cor + 0.5 * self.par) / self.compared if self.compared else None


NOTHING = Counts()
COR, PAR, INC, MIS, SPU = (
    Counts(cor=1),
    Counts(par=1),
    Counts(inc=1),
    Counts(mis=1),
    Counts(spu=1),
)


def total(counts: Iterable[Counts]) -> Counts:
    """The sum."""
    return sum(counts, NOTHING)
