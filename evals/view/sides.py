"""Sides: gold's meetings and statements with those predicted, field beside field."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from evals.align import Pairing
from evals.counts import Counts
from evals.fields import FIELDS
from evals.score import score_article
from evals.view.marks import State, spans
from schemas import (
    DateValue,
    Evidence,
    Gold,
    Meeting,
    Occasion,
    Outcome,
    Participant,
    Place,
    Statement,
    Story,
)

Verdict = Literal["right", "partly", "wrong"]
_Kind = Literal["meetings", "statements"]
_Record = Meeting | Statement

_ALWAYS = frozenset(
    "participants status mention date place evidence "
    "speaker cue content quote_type polarity addressees meeting".split()
)
"""Fields shown even where they are right; the others only where they are not."""


@dataclass(frozen=True)
class Field:
    """A field of a record on both sides, for people to read."""

    name: str
    gold: str
    other: str
    verdict: Verdict | None
    """None for what is not scored."""


@dataclass(frozen=True)
class Pair:
    """A record of gold and the one predicted for it, or either alone."""

    gold: str | None
    """Its id; None for what was invented."""
    other: str | None
    """Its id; None for what was missed."""
    state: State | Literal["unsure"]
    """`unsure` for what gold leaves open, which is not scored."""
    fields: tuple[Field, ...]


def meetings(gold: Gold, other: Story, pairing: Pairing) -> list[Pair]:
    """Every meeting of either side, in the order of the text."""
    return _Article(gold, other, pairing).pairs("meetings", pairing.meetings)


def statements(gold: Gold, other: Story, pairing: Pairing) -> list[Pair]:
    """Every statement of either side, in the order of the text."""
    return _Article(gold, other, pairing).pairs("statements", pairing.statements)


@dataclass(frozen=True)
class _Article:
    gold: Gold
    other: Story
    pairing: Pairing

    def pairs(self, kind: _Kind, partners: Mapping[str, str]) -> list[Pair]:
        theirs: dict[str, _Record] = {one.id: one for one in getattr(self.other, kind)}
        couples: list[tuple[_Record | None, _Record | None]] = [
            (one, theirs.pop(partners.get(one.id, ""), None)) for one in getattr(self.gold, kind)
        ]
        couples += [(None, one) for one in theirs.values()]
        return [self._pair(kind, ours, other) for ours, other in sorted(couples, key=_start)]

    def _pair(self, kind: _Kind, ours: _Record | None, theirs: _Record | None) -> Pair:
        state: State | Literal["unsure"] = "found"
        counts: Mapping[str, Counts] = {}
        if ours is None:
            state = "invented"
        elif ours.id in self.gold.annotation.unsure:
            state = "unsure"
        elif theirs is None:
            state = "missed"
        else:
            nothing: Mapping[str, Any] = {"actors": (), "meetings": (), "statements": ()}
            counts = score_article(
                self.gold.model_copy(update={**nothing, kind: (ours,)}),
                self.other.model_copy(update={**nothing, kind: (theirs,)}),
                self.pairing,
            )
        fields = tuple(self._fields(ours, theirs, counts))
        return Pair(ours.id if ours else None, theirs.id if theirs else None, state, fields)

    def _fields(
        self, ours: _Record | None, theirs: _Record | None, counts: Mapping[str, Counts]
    ) -> Iterator[Field]:
        kind = Statement if isinstance(ours or theirs, Statement) else Meeting
        for name in FIELDS[kind]:
            one, two = _shown(ours, name, self.gold), _shown(theirs, name, self.other)
            verdict = _verdict(counts.get(f"{kind.__name__.lower()}.{name}"))
            if (name in _ALWAYS and (one or two)) or verdict in ("partly", "wrong"):
                yield Field(name, one, two, verdict)


def _start(couple: tuple[_Record | None, _Record | None]) -> int:
    return min(spans(one)[0].start for one in couple if one is not None)


def _verdict(counts: Counts | None) -> Verdict | None:
    if counts is None:
        return None
    if counts.cor == counts.compared:
        return "right"
    return "partly" if counts.cor or counts.par else "wrong"


def _shown(record: _Record | None, field: str, story: Story) -> str:
    if record is None:
        return ""
    name, _, part = field.partition(".")
    value = getattr(record, name)
    if part and name != "participants":
        value = getattr(value, part, None)
    return _words(value, {one.id: one.name or one.mentions[0].exact for one in story.actors})


def _words(value: Any, names: Mapping[str, str]) -> str:
    """A value as people read it; empty for nothing."""
    if isinstance(value, str):
        return names.get(value, value.replace("_", " "))
    if isinstance(value, tuple):
        return " · ".join(_words(one, names) for one in value)
    if isinstance(value, Participant):
        role = "" if value.role == "participant" else f" ({value.role})"
        return names[value.actor] + role
    return _PLAIN[type(value)](value)


def _date(value: DateValue) -> str:
    if value.text is None:
        return value.value or ""
    return f"{value.value or 'unknown'} “{value.text.exact}”"


_PLAIN: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    bool: lambda value: "yes" if value else "no",
    Evidence: lambda value: str(value.exact),
    DateValue: _date,
    Place: lambda value: str(value.name),
    Occasion: lambda value: str(value.name),
    Outcome: lambda value: f"{value.type}: {value.evidence.exact}",
}
"""Values that say all themselves, by type."""
