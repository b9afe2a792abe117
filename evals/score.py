"""Score: what one reading of an article got right against another, as counts by measure.

Measures of found records (`meetings`) count a pair as correct, a record alone as missing or
spurious. Stricter ones (`meetings.strict`) count a pair that fails them as incorrect. Measures of
fields (`meeting.date`) count over the pairs alone, so each has a denominator of its own. All add up
over articles.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.align import Pairing, align
from evals.assign import assign
from evals.counts import COR, INC, MIS, NOTHING, SPU, Counts
from evals.fields import FIELDS, FieldScorer
from evals.overlap import characters, coverage, jaccard
from schemas import (
    DateValue,
    Evidence,
    Gold,
    Meeting,
    Occasion,
    Place,
    Statement,
    Story,
)

COVERAGE = 0.30
JACCARD = 0.80
"""What a pair of statements must reach for cov30 and jac80 (Asr et al. 2021)."""

Scores = Mapping[str, Counts]
Measured = Iterator[tuple[str, Counts]]


def score_article(gold: Gold, other: Story, pairing: Pairing | None = None) -> Scores:
    """Counts by measure; a measure without anything to count is left out.

    Records and fields that gold lists as unsure are not scored, nor what is paired with them;
    a value among gold's alternatives is as good as gold's own.
    """
    scores: dict[str, Counts] = {}
    for measure, counts in _Article(gold, other, pairing or align(gold, other)).measured():
        if counts is not NOTHING:
            scores[measure] = scores.get(measure, NOTHING) + counts
    return {measure: counts for measure, counts in scores.items() if counts != NOTHING}


def scored_fields(
    gold: Gold, other: Story, pairing: Pairing, record: Any, paired: Any
) -> Mapping[str, Counts]:
    """The counts of every field of one pair, unsure ones and alternatives heeded."""
    return _Article(gold, other, pairing).fields(record, paired)


def right(counts: Counts) -> bool:
    """Whether nothing in a field is wrong; there may be nothing in it."""
    return counts.cor == counts.compared


def sure(gold: Gold) -> Gold:
    """The labels as if nothing in them were unsure and no field had alternatives."""
    annotation = gold.annotation.model_copy(update={"unsure": (), "alternatives": ()})
    return gold.model_copy(update={"annotation": annotation})


@dataclass(frozen=True)
class _Article:
    gold: Gold
    other: Story
    pairs: Pairing

    def measured(self) -> Measured:
        gold, other, pairs = self.gold, self.other, self.pairs
        yield from self._type("actor", gold.actors, other.actors, pairs.actors)
        yield from self._type("meeting", gold.meetings, other.meetings, pairs.meetings)
        yield from self._type("statement", gold.statements, other.statements, pairs.statements)
        yield from self.covered()

    def _type(
        self,
        name: str,
        gold: Sequence[Any],
        other: Sequence[Any],
        pairs: Mapping[str, str],
    ) -> Measured:
        unsure = self.gold.annotation.unsure
        by_id = {one.id: one for one in other}
        for record in gold:
            if record.id in unsure:
                continue
            paired = by_id.get(pairs.get(record.id, ""))
            ours = self._measures(name, record)
            if paired is None:
                yield from ((measure, MIS) for measure in ours)
                continue
            fields = self.fields(record, paired)
            yield from ((f"{name}.{field}", counts) for field, counts in fields.items())
            theirs = _measures(name, paired)
            for measure, holds in ours.items():
                if measure in theirs:
                    yield measure, COR if holds(record, paired, fields) else INC
                else:  # of another type: missing of its own, spurious of the other
                    yield measure, MIS
            yield from (
                (measure, SPU) for measure in theirs if measure not in _measures(name, record)
            )
        taken = set(pairs.values())
        for record in other:
            if record.id not in taken:
                yield from ((measure, SPU) for measure in _measures(name, record))

    def _measures(self, name: str, record: Any) -> Mapping[str, "Holds"]:
        """The measures of a gold record, without those that rest on a field it is unsure of."""
        unsure = self.gold.annotation.unsure
        return {
            measure: holds
            for measure, holds in _measures(name, record).items()
            if not any(f"{record.id}.{field}" in unsure for field in _RESTS_ON.get(holds, ()))
        }

    def covered(self) -> Measured:
        """Statements at cov30: pairs of their own, by the share of gold's characters covered."""
        unsure = self.gold.annotation.unsure
        ours = [one for one in self.gold.statements if one.id not in unsure]
        theirs = list(self.other.statements)
        spans = [characters(one.content) for one in ours]
        found = [characters(one.content) for one in theirs]
        similarity = {
            (row, column): coverage(spans[row], found[column])
            for row, one in enumerate(ours)
            for column, two in enumerate(theirs)
            if one.content[0].start < two.content[-1].end
            and two.content[0].start < one.content[-1].end
        }
        pairs = dict(assign(similarity, COVERAGE))
        for row, one in enumerate(ours):
            counts = COR if row in pairs else MIS
            yield "statements.cov30", counts
            yield f"statements.cov30[{one.quote_type}]", counts
        unsure_partners = {self.pairs.statements.get(one) for one in unsure}
        taken = set(pairs.values())
        for column, two in enumerate(theirs):
            if column not in taken and two.id not in unsure_partners:
                yield "statements.cov30", SPU
                yield f"statements.cov30[{two.quote_type}]", SPU

    def fields(self, record: Any, paired: Any) -> Mapping[str, Counts]:
        """The counts of every field of a pair."""
        if record.id not in self.pairs.scored:
            kind = next(kind for kind in FIELDS if isinstance(record, kind))
            self.pairs.scored[record.id] = {
                field: self._field(record, paired, field, scorer)
                for field, scorer in FIELDS[kind].items()
            }
        return self.pairs.scored[record.id]

    def _field(self, record: Any, paired: Any, field: str, scorer: FieldScorer) -> Counts:
        unsure = self.gold.annotation.unsure
        if unsure and f"{record.id}.{field.partition('.')[0]}" in unsure:
            return NOTHING
        counts = scorer(record, paired, self.pairs)
        if counts is COR or counts is NOTHING or not self.gold.annotation.alternatives:
            return counts
        whole = field.partition(".")[0]  # of a date or a place that is as good, all of it is
        as_good = any(
            alternative.field == f"{record.id}.{whole}"
            and self._among(alternative.values, whole, getattr(paired, whole))
            for alternative in self.gold.annotation.alternatives
        )
        return COR if as_good else counts

    def _among(self, values: Sequence[str | None], field: str, value: object) -> bool:
        """Whether alternatives hold a value; lists are never among them."""
        if field in _REFERENCES:
            theirs = {**self.pairs.actors, **self.pairs.meetings, **self.pairs.statements}
            return value in {one and theirs.get(one, "") for one in values}
        if isinstance(value, DateValue):
            return value.value in values
        if isinstance(value, Place | Occasion):
            return value.name in values
        if isinstance(value, Evidence):
            return value.exact in values
        return value in values


_REFERENCES = ("speaker", "relayed_by", "meeting", "nested_in")
"""Fields that hold the id of another record."""

Holds = Callable[[Any, Any, Mapping[str, Counts]], bool]
"""Takes the gold record, the paired one and the counts of their fields."""

_HEADLINE_FIELDS = ("participants", "date", "place", "status")


def _measures(name: str, record: Any) -> Mapping[str, Holds]:
    """The measures of found records that a record counts in, and what a pair must fulfil."""
    if name == "actor":
        return {"actors": _paired}
    if name == "meeting":
        return {
            "meetings": _paired,
            f"meetings[{record.status}]": _paired,
            "meetings.strict": _strict,
        }
    return {
        "statements": _paired,
        f"statements[{record.quote_type}]": _paired,
        "statements.attributed": _attributed,
        "statements.jac80": _nearly_equal,
        f"statements.jac80[{record.quote_type}]": _nearly_equal,
    }


def _paired(gold: Any, other: Any, fields: Mapping[str, Counts]) -> bool:
    return True


def _strict(gold: Meeting, other: Meeting, fields: Mapping[str, Counts]) -> bool:
    wrong = [fields[field] for field in _HEADLINE_FIELDS]
    return all(right(counts) for counts in wrong)


def _attributed(gold: Statement, other: Statement, fields: Mapping[str, Counts]) -> bool:
    """No source on both sides is the right answer, too."""
    return fields["speaker"] in (COR, NOTHING)


def _nearly_equal(gold: Statement, other: Statement, fields: Mapping[str, Counts]) -> bool:
    if gold.content == other.content:
        return True
    return jaccard(characters(gold.content), characters(other.content)) >= JACCARD


_RESTS_ON: Mapping[Holds, Sequence[str]] = {
    _strict: _HEADLINE_FIELDS,
    _attributed: ("speaker",),
    _nearly_equal: ("content",),
}
"""Fields without which a measure cannot be told."""
