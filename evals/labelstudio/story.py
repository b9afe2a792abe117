"""Story: the regions and records of an annotation as the labels of a gold file."""

from collections.abc import Mapping, Sequence
from typing import Any

from evals.anchor import Fault
from evals.labelstudio import form
from evals.labelstudio.records import Fields, Made, Order, records
from evals.labelstudio.regions import Drawn, Region

Labels = dict[str, Any]

_DATE = {"date_value": "value", "granularity": "granularity", "basis": "basis"}
_PLACE = {"place_name": "name", "country": "country"}
"""Fields of the form by their names in the record."""


class Drafted:
    """One annotation on its way to gold.

    Attributes:
        faults: what was found wrong; gathered, not raised, and whole once `story` has run.
    """

    def __init__(self, found: Drawn, order: Order) -> None:
        self.found = found
        self.order = order
        self.faults = found.faults
        self.records = records(found, order)

    def story(self, article: Labels, annotation: Labels) -> Labels:
        """The labels of the article, as a gold file has them, not yet validated.

        Args:
            article: what the task's data knows of it.
            annotation: the same, and what of no record is unsure.
        """
        published = [one for one in self.found.regions if one.label == form.PUBLISHED]
        for region in published[1:]:
            self._fault(region, "there is one date of publication: take the others out")
        if published:
            article["published"] = {
                "text": _span(published[0]),
                **_renamed(published[0].fields, _DATE),
            }
        for region in self.found.regions:
            if region.label not in form.RECORDS and region.label != form.PUBLISHED:
                self._belongs(region)
        actors = self._of(form.MENTION, "actors")
        meetings = self._of(form.EVIDENCE, "meetings")
        statements = self._of(form.CONTENT, "statements")
        unsure = [
            f"{one.id}.{field}" if field != "*" else one.id
            for one in (*actors, *meetings, *statements)
            for field in one.fields.get("unsure", ())
        ]
        unsure += annotation.get("unsure") or ()
        return {
            "article": article,
            "actors": [self._actor(one) for one in actors],
            "meetings": [self._meeting(one) for one in meetings],
            "statements": [self._statement(one) for one in statements],
            "annotation": {**annotation, "unsure": self._ordered("unsure", unsure)},
        }

    def placed(self, fault: Fault) -> Fault:
        """A fault with the region it is at, as far as that can be told."""
        advice = "fill it in" if fault.advice == "Field required" else fault.advice
        for record in self.records.values():
            if record.id == fault.field.partition(".")[0]:
                return Fault(f"{fault.field} at {record.regions[0]}", advice)
        for region in self.found.regions:
            for name, values in region.fields.items():
                if any(advice.startswith(repr(one)) for one in values):
                    return Fault(f"{name} of {region}", advice)
        return Fault(fault.field, advice)

    def _of(self, label: str, path: str) -> Sequence[Made]:
        """The records of a label, in their order."""
        found = {one.id: one for one in self.records.values() if one.regions[0].label == label}
        return [found[one] for one in self._ordered(path, list(found))]

    def _actor(self, record: Made) -> Labels:
        return {
            "id": record.id,
            **record.given("kind", "name", "title", "organization", "country"),
            "aliases": record.fields.get("aliases", ()),
            "mentions": self._spans(record, form.MENTION, record.regions),
        }

    def _meeting(self, record: Made) -> Labels:
        roles: dict[str, str] = {}
        for tie in self._ties(record, form.MENTION):
            actor = self.records[tie[1].id].id
            if roles.setdefault(actor, tie[0]) != tie[0]:
                self._fault(tie[1], f"takes part in {record.id} in two roles: leave one")
        occasion: Labels = {"on_sidelines": True} if record.fields.get("on_sidelines") else {}
        occasion.update(_renamed(record.fields, {"occasion_name": "name"}))
        outcomes = {
            one.id: {**_renamed(one.fields, {"outcome_type": "type"}), "evidence": _span(one)}
            for one in self._parts(record, form.OUTCOME)
        }
        return _filled(
            {
                "id": record.id,
                "participants": [
                    {"actor": one, "role": roles[one]}
                    for one in self._ordered(f"{record.id}.participants", list(roles))
                ],
                **record.given("status", "mention", "format", "link"),
                "modes": self._ordered(f"{record.id}.modes", record.fields.get("modes", ())),
                "date": self._dated(record, form.DATE, _DATE),
                "place": self._dated(record, form.PLACE, _PLACE),
                "occasion": occasion or None,
                "topics": self._spans(record, form.TOPIC),
                "outcomes": [
                    outcomes[one]
                    for one in self._ordered(f"{record.id}.{form.OUTCOME}", list(outcomes))
                ],
                "evidence": self._spans(record, form.EVIDENCE, record.regions),
            }
        )

    def _statement(self, record: Made) -> Labels:
        tied: dict[str, list[str]] = {}
        for label in form.RECORDS:
            for name, region in self._ties(record, label):
                identifier = self.records[region.id].id
                if identifier not in tied.setdefault(name, []):
                    tied[name].append(identifier)
        addressees = self._ordered(f"{record.id}.addressees", tied.pop("addressee", []))
        for name, identifiers in tied.items():
            if len(identifiers) > 1:
                self._fault(record.regions[0], f"{name} is tied to several: leave one relation")
        cue, named = self._part(record, form.CUE), self._part(record, form.SPEAKER_TEXT)
        return _filled(
            {
                "id": record.id,
                **{name: identifiers[0] for name, identifiers in tied.items()},
                "addressees": addressees,
                "speaker_text": named and _span(named),
                "cue": cue and _span(cue),
                "content": [_span(one) for one in record.regions],
                **record.given("quote_type", "medium", "polarity", "occasion", "link"),
            }
        )

    def _dated(self, record: Made, label: str, names: Mapping[str, str]) -> Labels | None:
        """A meeting's date or place: that of its region, or that which its own fields give."""
        part, own = self._part(record, label), _renamed(record.fields, names)
        if part is None:
            return own or None
        if own:
            self._fault(part, f"{', '.join(own)} also on {record.regions[0]}: leave one")
        found = {"text": _span(part), **_renamed(part.fields, names)}
        if label == form.PLACE:
            found.setdefault("name", part.span.exact)
        return found

    def _part(self, record: Made, label: str) -> Region | None:
        """The one region of another label that is tied to the record as a part."""
        parts = self._parts(record, label)
        for region in parts[1:]:
            self._fault(region, f"is the second {label} of {record.id}: leave one")
        return parts[0] if parts else None

    def _spans(
        self, record: Made, label: str, regions: Sequence[Region] | None = None
    ) -> list[Labels]:
        found = {one.id: one for one in regions or self._parts(record, label)}
        return [_span(found[one]) for one in self._ordered(f"{record.id}.{label}", list(found))]

    def _parts(self, record: Made, label: str) -> Sequence[Region]:
        """The regions of another label that are tied to the record as parts, in text order."""
        found = {
            tie.start.id: tie.start
            for tie in self.found.ties
            if tie.start.label == label and self.records.get(tie.end.id) is record
        }
        return sorted(found.values(), key=lambda one: one.place)

    def _ties(self, record: Made, label: str) -> Sequence[tuple[str, Region]]:
        """Name and end of the relations from the record to records of a label, in text order."""
        found = [
            (tie.name, tie.end)
            for tie in self.found.ties
            if tie.name != form.PART_OF
            and tie.end.label == label
            and self.records.get(tie.start.id) is record
        ]
        return sorted(found, key=lambda one: one[1].place)

    def _belongs(self, region: Region) -> None:
        if not any(tie.start.id == region.id for tie in self.found.ties):
            label = next(end for start, end in form.RELATIONS if start == region.label)
            self._fault(region, f"belongs to nothing: draw a relation from it to a {label}")

    def _ordered(self, path: str, found: Sequence[str]) -> Sequence[str]:
        """As they were exported if they are the same still, otherwise as found."""
        order = self.order.get(path) or ()
        return order if set(order) == set(found) else found

    def _fault(self, region: Region, advice: str) -> None:
        self.faults.append(Fault(str(region), advice))


def _renamed(fields: Fields, names: Mapping[str, str]) -> Labels:
    """The fields that are filled in, named as the record names them."""
    return {names[one]: fields[one][0] for one in names if fields.get(one)}


def _filled(record: Mapping[str, Any]) -> Labels:
    return {name: value for name, value in record.items() if value is not None}


def _span(region: Region) -> Labels:
    return region.span.model_dump()
