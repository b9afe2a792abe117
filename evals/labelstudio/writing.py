"""Writing: gold to a Label Studio task."""

from collections.abc import Mapping, Sequence
from typing import Any

from evals.labelstudio import form
from schemas import Actor, DateValue, Evidence, Gold, GoldMeeting, GoldStatement

Task = dict[str, Any]
Value = str | Sequence[str] | None
Fields = Mapping[str, Value]


def to_label_studio(gold: Gold, text: str) -> Task:
    """The task of one labelled article: its `data`, and its labels as one annotation.

    Offsets are code points, as in Label Studio's `Text` since October 2021; before that it counted
    UTF-16 units, which differ after a character outside the Basic Multilingual Plane.

    Raises:
        ValueError: the gold is not of this text.
    """
    gold.check_against(text)
    work = _Writing(gold, text)
    work.story()
    return {
        "data": {
            "text": text,
            "article": work.article,
            "annotation": work.annotation,
            "schema": gold.schema_,
            "order": work.order,
        },
        "annotations": [{"result": [*work.regions, *work.relations()]}],
    }


class _Writing:
    def __init__(self, gold: Gold, text: str) -> None:
        self.gold = gold
        self.text = text
        self.article = gold.article.model_dump(mode="json", exclude_defaults=True)
        self.annotation = gold.annotation.model_dump(mode="json", exclude_defaults=True)
        self.regions: list[dict[str, Any]] = []
        self.order: dict[str, list[str]] = {}
        self.heads: dict[str, str] = {}
        self.tied: dict[tuple[str, str], list[str]] = {}
        self.unsure: dict[str, list[str]] = {}

    def story(self) -> None:
        gold = self.gold
        self._unsure()
        published = gold.article.published
        if published.text is not None:
            del self.article["published"]
            self._region("published-1", form.PUBLISHED, published.text, _date(published))
        self._remember("actors", [one.id for one in gold.actors])
        self._remember("meetings", [one.id for one in gold.meetings])
        self._remember("statements", [one.id for one in gold.statements])
        for actor in gold.actors:
            self._actor(actor)
        for meeting in gold.meetings:
            self._meeting(meeting)
        for statement in gold.statements:
            self._statement(statement)
        for statement in gold.statements:
            self._references(statement)

    def relations(self) -> list[dict[str, Any]]:
        """Label Studio keeps one relation from a region to another; it may have several labels."""
        return [
            {
                "type": "relation",
                "from_id": start,
                "to_id": end,
                "direction": "right",
                "labels": labels,
            }
            for (start, end), labels in self.tied.items()
        ]

    def _actor(self, actor: Actor) -> None:
        fields: Fields = actor.model_dump(
            include={"kind", "name", "title", "organization", "country"}
        )
        self._record(actor.id, form.MENTION, actor.mentions, {**fields, "aliases": actor.aliases})

    def _meeting(self, meeting: GoldMeeting) -> None:
        fields: dict[str, Value] = {
            "status": meeting.status,
            "mention": meeting.mention,
            "format": meeting.format,
            "modes": meeting.modes,
            "link": meeting.link,
        }
        if meeting.occasion:
            fields["occasion_name"] = meeting.occasion.name
            fields["on_sidelines"] = "yes" if meeting.occasion.on_sidelines else None
        named: list[tuple[str, Evidence, Fields]] = []
        for label, value, own in (
            (form.DATE, meeting.date, _date(meeting.date)),
            (form.PLACE, meeting.place, _place(meeting)),
        ):
            if value and value.text:
                named.append((label, value.text, own))
            else:
                fields.update(own)
        head = self._record(meeting.id, form.EVIDENCE, meeting.evidence, fields)
        for label, span, own in named:
            self._parts(meeting.id, label, [(span, own)], head)
        self._parts(meeting.id, form.TOPIC, [(span, {}) for span in meeting.topics], head)
        outcomes = [(one.evidence, {"outcome_type": one.type}) for one in meeting.outcomes]
        self._parts(meeting.id, form.OUTCOME, outcomes, head)
        self._remember(f"{meeting.id}.modes", meeting.modes)
        self._remember(f"{meeting.id}.participants", [one.actor for one in meeting.participants])
        for one in meeting.participants:
            self._tie(head, self.heads[one.actor], one.role)

    def _statement(self, statement: GoldStatement) -> None:
        fields = statement.model_dump(
            include={"quote_type", "medium", "polarity", "occasion", "link"}
        )
        head = self._record(statement.id, form.CONTENT, statement.content, fields)
        for label, span in ((form.CUE, statement.cue), (form.SPEAKER_TEXT, statement.speaker_text)):
            if span:
                self._parts(statement.id, label, [(span, {})], head)

    def _references(self, statement: GoldStatement) -> None:
        head = self.heads[statement.id]
        self._remember(f"{statement.id}.addressees", statement.addressees)
        for name, identifier in (
            ("speaker", statement.speaker),
            *(("addressee", one) for one in dict.fromkeys(statement.addressees)),
            ("relayed_by", statement.relayed_by),
            ("meeting", statement.meeting),
            ("nested_in", statement.nested_in),
        ):
            if identifier:
                self._tie(head, self.heads[identifier], name)

    def _unsure(self) -> None:
        """Hang on each record what of it is unsure; what is of no record stays in the data."""
        gold, paths = self.gold, self.gold.annotation.unsure
        records: list[Actor | GoldMeeting | GoldStatement] = []
        records += (*gold.actors, *gold.meetings, *gold.statements)
        known = {one.id for one in records}
        self._remember("unsure", paths)
        for path in paths:
            identifier, _, field = path.partition(".")
            if identifier in known:
                self.unsure.setdefault(identifier, []).append(field or "*")
        self.annotation["unsure"] = [one for one in paths if one.partition(".")[0] not in known]

    def _record(self, record: str, label: str, spans: Sequence[Evidence], fields: Fields) -> str:
        """Write the regions a record is made of; returns the one with its fields."""
        head = self.heads[record] = f"{record}-{label}-1"
        self._region(head, label, spans[0], {**fields, "unsure": self.unsure.get(record)})
        ids = [head]
        for number, span in enumerate(spans[1:], 2):
            ids.append(f"{record}-{label}-{number}")
            self._region(ids[-1], label, span, {})
            self._tie(ids[-1], head, form.PART_OF)
        self._remember(f"{record}.{label}", ids)
        return head

    def _parts(
        self, record: str, label: str, parts: Sequence[tuple[Evidence, Fields]], head: str
    ) -> None:
        ids = [f"{record}-{label}-{number}" for number in range(1, len(parts) + 1)]
        for identifier, (span, fields) in zip(ids, parts, strict=True):
            self._region(identifier, label, span, fields)
            self._tie(identifier, head, form.PART_OF)
        self._remember(f"{record}.{label}", ids)

    def _region(self, identifier: str, label: str, span: Evidence, fields: Fields) -> None:
        self._result(identifier, span, "label", "labels", {"text": span.exact, "labels": [label]})
        for name in form.FIELDS[label]:
            value = fields.get(name)
            values = [value] if isinstance(value, str) else list(value or ())
            if values and name in form.CHOICES:
                self._result(identifier, span, name, "choices", {"choices": values})
            elif values:
                self._result(identifier, span, name, "textarea", {"text": values})

    def _result(
        self, identifier: str, span: Evidence, control: str, kind: str, value: dict[str, Any]
    ) -> None:
        self.regions.append(
            {
                "id": identifier,
                "from_name": control,
                "to_name": "text",
                "type": kind,
                "value": {"start": span.start, "end": span.end, **value},
            }
        )

    def _tie(self, start: str, end: str, name: str) -> None:
        self.tied.setdefault((start, end), []).append(name)

    def _remember(self, path: str, values: Sequence[str]) -> None:
        if values:
            self.order[path] = list(values)


def _date(date: DateValue) -> Fields:
    if date.value is None:
        return {}
    return {"date_value": date.value, "granularity": date.granularity, "basis": date.basis}


def _place(meeting: GoldMeeting) -> Fields:
    place = meeting.place
    return {"place_name": place.name, "country": place.country} if place else {}
