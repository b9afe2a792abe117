"""Weights: what each level of each field says, from a table that people can read.

Bits add up to log2 of the odds that two records are one thing, as in Fellegi & Sunter (1969), "A
Theory for Record Linkage"; those of meetings are learned together, so that fields which hang
together count once (`training/linking.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

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

    def reasons(self, levels: Iterable[tuple[str, str]], *further: Reason) -> tuple[Reason, ...]:
        """What each field adds to the sum, most telling first, with further reasons among them."""
        found = [
            Reason(field=name, level=level, bits=round(self.bits[name, level], 2))
            for name, level in levels
        ]
        found += further
        odds = Reason(field="odds", level="before any comparison", bits=round(self.prior, 2))
        return (*sorted(found, key=lambda one: (-abs(one.bits), one.field)), odds)


def probability(bits: float) -> float:
    """The probability that log2 odds stand for."""
    bounded = max(-60.0, min(60.0, bits))
    return float(1 / (1 + 2.0**-bounded))


_used: dict[str, Weights] = {}


def weights(kind: str) -> Weights:
    """The table of a kind of record."""
    return _used.get(kind) or _shipped(kind)


def use(kind: str, other: Weights | None) -> None:
    """Let other weights count in place of the table's, in this process; None ends that."""
    _used.pop(kind, None)
    if other is not None:
        _used[kind] = other


@cache
def _shipped(kind: str) -> Weights:
    rows = [(name, level, bits) for of, name, level, bits in table() if of == kind]
    prior = next(bits for name, _, bits in rows if name == "odds")
    return Weights(prior, {(name, level): bits for name, level, bits in rows if name != "odds"})


def table() -> list[tuple[str, str, str, float]]:
    """Kind, field, level and bits of each row."""
    text = files("extractor.linking").joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return [(row[0], row[1], row[2], float(row[3])) for row in rows]
