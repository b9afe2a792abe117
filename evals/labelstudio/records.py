"""Records: which regions are one actor, one meeting, one statement, and what its id is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.anchor import Fault
from evals.labelstudio import form
from evals.labelstudio.regions import Drawn, Region

_OURS = re.compile(r"([ams][1-9][0-9]*)-")
"""How the id of a region begins that was written here: the id of its record."""

Fields = Mapping[str, tuple[str, ...]]
Order = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Made:
    """The regions that make up one record, in text order, and the fields that hang on them."""

    id: str
    regions: Sequence[Region]
    fields: Fields

    def given(self, *names: str) -> dict[str, Any]:
        """Those fields that are filled in, one value each."""
        return {name: self.fields[name][0] for name in names if self.fields.get(name)}


def records(found: Drawn, order: Order) -> Mapping[str, Made]:
    """The record of every region that one is made of, by the region's id; faults are added.

    Args:
        found: the regions and relations.
        order: lists as they were exported; an id that stands there is not given to another record.
    """
    by_region: dict[str, Made] = {}
    for label, letter in form.RECORDS.items():
        groups = _groups(found, label)
        for identifier, regions in zip(_ids(groups, letter, order), groups, strict=True):
            made = Made(identifier, regions, _merged(regions, found.faults))
            by_region.update((region.id, made) for region in regions)
    return by_region


def _groups(found: Drawn, label: str) -> Sequence[Sequence[Region]]:
    """The regions of a label, those together that `part_of` ties to each other, in text order."""
    groups = {one.id: [one] for one in found.regions if one.label == label}
    for tie in found.ties:
        if tie.name == form.PART_OF and tie.start.label == tie.end.label == label:
            one, other = groups[tie.start.id], groups[tie.end.id]
            if one is not other:
                one.extend(other)
                groups.update((region.id, one) for region in other)
    apart = {id(group): group for group in groups.values()}.values()
    in_order = [sorted(group, key=lambda one: one.place) for group in apart]
    return sorted(in_order, key=lambda group: group[0].place)


def _ids(groups: Sequence[Sequence[Region]], letter: str, order: Order) -> Sequence[str]:
    """Ids for the groups: what their regions say, else the next ones after all ever used."""
    said: list[str | None] = []
    for regions in groups:
        ids = [match[1] for one in regions if (match := _OURS.match(one.id))]
        said.append(next((one for one in ids if one[0] == letter and one not in said), None))
    used = [*filter(None, said), *(one for values in order.values() for one in values)]
    number = max((int(one[1:]) for one in used if re.fullmatch(rf"{letter}\d+", one)), default=0)
    given = []
    for one in said:
        number += one is None
        given.append(one or f"{letter}{number}")
    return given


def _merged(regions: Sequence[Region], faults: list[Fault]) -> Fields:
    fields: dict[str, tuple[str, ...]] = {}
    for region in regions:
        for name, values in region.fields.items():
            if fields.setdefault(name, values) != values:
                advice = f"{name} is another on another region of its record: leave one of them"
                faults.append(Fault(str(region), advice))
    return fields
