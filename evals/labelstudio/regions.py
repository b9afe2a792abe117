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
    labels = [name for one in results for name in _value(one).get("labels") or ()]
    words = next((_value(one).get("text") for one in results if one.get("type") == "labels"), None)
    words = words if isinstance(words, str) else None
    where = _named(identifier, "/".join(labels) or "region", words)
    known = [one for one in labels if one in form.FIELDS]
    if len(labels) != 1 or not known:
        fault = f"{labels[0]!r} is no label" if len(labels) == 1 else f"has {len(labels)} labels"
        faults.append(Fault(where, f"{fault}: give it one of {', '.join(form.FIELDS)}"))
        return None
    span = _span(_value(results[0]), words, text)
    if span is None:
        faults.append(Fault(where, "its words do not stand there in the text: draw it anew"))
        return None
    fields: dict[str, tuple[str, ...]] = {}
    for result in results:
        name = result.get("from_name")
        if result.get("type") == "labels":
            continue
        if not any(name in fields_of_label for fields_of_label in form.FIELDS.values()):
            faults.append(Fault(where, f"{name!r} is no field: use the configuration exported"))
        elif name in form.FIELDS[labels[0]]:  # a field of another label is from before relabelling
            value = _value(result).get("choices" if name in form.CHOICES else "text") or ()
            fields[str(name)] = (value,) if isinstance(value, str) else tuple(value)
            if len(fields[str(name)]) > 1 and name not in form.SEVERAL:
                faults.append(Fault(where, f"{name} has several values: leave one"))
    return Region(identifier, labels[0], span, fields)


def _value(result: Result) -> Mapping[str, Any]:
    return result.get("value") or {}


def _span(value: Mapping[str, Any], words: str | None, text: str) -> Evidence | None:
    """The characters of a region, or None if they are not those that Label Studio shows for it."""
    try:
        start, end = int(value["start"]), int(value["end"])
    except (KeyError, TypeError, ValueError):
        return None
    for first, last in ((start, end), (_code_points(text, start), _code_points(text, end))):
        if 0 <= first < last <= len(text) and (
            words is None or _bare(words) == _bare(text[first:last])
        ):
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
