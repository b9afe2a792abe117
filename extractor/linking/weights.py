"""Weights: what each level of each field says, from a table that people can read.

Fellegi & Sunter (1969), "A Theory for Record Linkage": of two records that are one thing a share m
shows a level, of two that are not a share u; the level's weight is log2(m / u), and the weights add
up, the fields being taken for independent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from math import log2

from schemas.linked import Reason


@dataclass(frozen=True)
class Weights:
    """One kind of record's table."""

    prior: float
    """log2 of the odds that a candidate pair is one thing."""
    bits: Mapping[tuple[str, str], float]
    """By field and level."""
    _most: dict[tuple[str, ...], float] = field(default_factory=dict, compare=False)

    @cached_property
    def by_field(self) -> dict[str, dict[str, float]]:
        """The weights of each field's levels."""
        found: dict[str, dict[str, float]] = {}
        for (name, level), bits in self.bits.items():
            found.setdefault(name, {})[level] = bits
        return found

    def most(self, *fields: str) -> float:
        """The most that fields can add."""
        known = self._most.get(fields)
        if known is None:
            known = sum(max(self.by_field[name].values()) for name in fields)
            self._most[fields] = known
        return known

    def of(self, levels: Iterable[tuple[str, str]]) -> float:
        """The sum for a comparison."""
        return self.prior + sum(self.bits[level] for level in levels)

    def reasons(self, levels: Iterable[tuple[str, str]]) -> tuple[Reason, ...]:
        """What each field adds to the sum, most telling first."""
        found = [
            Reason(field=name, level=level, bits=round(self.bits[name, level], 2))
            for name, level in levels
        ]
        odds = Reason(field="odds", level="before any comparison", bits=round(self.prior, 2))
        return (*sorted(found, key=lambda one: (-abs(one.bits), one.field)), odds)


def probability(bits: float) -> float:
    """The probability that log2 odds stand for."""
    bounded = max(-60.0, min(60.0, bits))
    return float(1 / (1 + 2.0**-bounded))


@cache
def weights(kind: str) -> Weights:
    """The table of a kind of record."""
    prior, bits = 0.0, {}
    for row_kind, name, level, m, u in table():
        if row_kind != kind:
            continue
        if name == "odds":
            prior = log2(m / u)
        else:
            bits[name, level] = log2(m / u)
    return Weights(prior, bits)


def table() -> list[tuple[str, str, str, float, float]]:
    """Kind, field, level, m and u of each row."""
    text = files("extractor.linking").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return [(row[0], row[1], row[2], float(row[3]), float(row[4])) for row in rows]
