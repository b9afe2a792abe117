"""Regions: what a Label Studio annotation holds, checked against the form and the text.

The results of one region share its id: one with the label, one for each field. Faults are told
with the region's label and words, which is how a person finds it there.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.anchor import Fault
from evals.labelstudio import form
from schemas import Evidence

Result = Mapping[str, Any]


@dataclass(frozen=True)
class Region:
    """Characters of the text with a label and its fields."""

    id: str
    label: str
    span: Evidence
    fields: Mapping[str, tuple[str, ...]]

    @property
    def place(self) -> tuple[int, int, str]:
        """What regions are sorted by: their place in the text."""
        return self.span.start, self.span.end, self.id

    def __str__(self) -> str:
        return _named(self.id, self.label, self.span.exact)


@dataclass(frozen=True)
class Tie:
    """A relation, the way round that the form has it."""

    start: Region
    end: Region
    name: str


@dataclass(frozen=True)
class Drawn:
    """All that an annotation holds, and what of it could not be read."""

    regions: Sequence[Region]
    """In text order."""
    ties: Sequence[Tie]
    faults: list[Fault] = field(default_factory=list)


def drawn(results: Sequence[Result], text: str) -> Drawn:
    """The regions and relations among the results of an annotation, in whatever order they are."""
    faults: list[Fault] = []
    by_id: dict[str, list[Result]] = {}
    for result in results:
        if result.get("type") != "relation":
            by_id.setdefault(str(result.get("id")), []).append(result)
    regions: dict[str, Region] = {}
    for identifier, of_region in by_id.items():
        region = _region(identifier, of_region, text, faults)
        if region:
            regions[identifier] = region
    relations = [one for one in results if one.get("type") == "relation"]
    unread = by_id.keys() - regions.keys()
    ties = [tie for one in relations for tie in _ties(one, regions, unread, faults)]
    return Drawn(sorted(regions.values(), key=lambda one: one.place), ties, faults)


def _region(
    identifier: str, results: Sequence[Result], text: str, faults: list[Fault]
) -> Region | None:
    labelled = next((_value(one) for one in results if one.get("type") == "labels"), {})
    labels: Sequence[str] = labelled.get("labels") or ()
    words: str | None = labelled.get("text")
    where = _named(identifier, "/".join(labels) or "region", words)
    if len(labels) != 1 or labels[0] not in form.FIELDS:
        fault = f"{labels[0]!r} is no label" if len(labels) == 1 else f"has {len(labels)} labels"
        faults.append(Fault(where, f"{fault}: give it one of {', '.join(form.FIELDS)}"))
        return None
    span = _span(labelled, words, text)
    if span is None:
        faults.append(Fault(where, "its words do not stand there in the text: draw it anew"))
        return None
    fields: dict[str, tuple[str, ...]] = {}
    for name, values in _fields(results):
        if name not in _EVERY_FIELD:
            faults.append(Fault(where, f"{name!r} is no field: use the configuration exported"))
        elif name in form.FIELDS[labels[0]]:  # others are left from before it was relabelled
            fields[name] = values
            if len(values) > 1 and name not in form.SEVERAL:
                faults.append(Fault(where, f"{name} has several values: leave one"))
    return Region(identifier, labels[0], span, fields)


_EVERY_FIELD = frozenset(name for names in form.FIELDS.values() for name in names)


def _fields(results: Sequence[Result]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and values of each field of a region."""
    for result in results:
        if result.get("type") != "labels":
            name = str(result.get("from_name"))
            values = _value(result).get("choices" if name in form.CHOICES else "text") or ()
            yield name, (values,) if isinstance(values, str) else tuple(values)


def _value(result: Result) -> Mapping[str, Any]:
    return result.get("value") or {}


def _span(value: Mapping[str, Any], words: str | None, text: str) -> Evidence | None:
    """The characters of a region, or None if they are not those that Label Studio shows for it."""
    try:
        start, end = int(value["start"]), int(value["end"])
    except (KeyError, TypeError, ValueError):
        return None
    places = [(start, end)]
    if words is not None and start >= 0:
        places.append((_code_points(text, start), _code_points(text, end)))
    for first, last in places:
        exact = text[first:last] if first >= 0 else ""
        if len(exact) == last - first > 0 and (words is None or _bare(words) == _bare(exact)):
            return Evidence.of(text, first, last)
    return None


def _code_points(text: str, units: int) -> int:
    """Where a number of UTF-16 units from the beginning ends; older versions counted in them."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def _bare(words: str) -> str:
    r"""Words without white space, nor the \n that Label Studio writes for a line break."""
    return re.sub(r"\s|\\n", "", words)


def _ties(
    relation: Result, regions: Mapping[str, Region], unread: Collection[str], faults: list[Fault]
) -> Iterator[Tie]:
    ends = [str(relation.get("from_id")), str(relation.get("to_id"))]
    if relation.get("direction") == "left":
        ends.reverse()
    if any(one in unread for one in ends):
        return
    where = f"relation {' → '.join(str(regions.get(one, f'region {one}')) for one in ends)}"
    if any(one not in regions for one in ends):
        faults.append(Fault(where, "leads nowhere: take it out, or draw it anew"))
        return
    start, end = (regions[one] for one in ends)
    if (start.label, end.label) not in form.RELATIONS:
        start, end = end, start
    names = form.RELATIONS.get((start.label, end.label), ())
    for name in relation.get("labels") or names[:1]:
        if name in names:
            yield Tie(start, end, name)
        else:
            can = f"may be {', '.join(names)}" if names else "take it out"
            faults.append(Fault(where, f"{name!r} does not tie these two: {can}"))
    if not names:
        faults.append(Fault(where, "nothing ties such two: take it out"))


def _named(identifier: str, label: str, words: str | None) -> str:
    words = " ".join((words or "").split())
    shown = f" {words[:40] + '…' if len(words) > 40 else words!r}" if words else ""
    return f"{label}{shown} (region {identifier})"
