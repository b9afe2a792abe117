"""Fields: which field of the record has which scorer. The one table.

A field stands here under the name by which reports print it; a date and a place have several lines,
one for each thing that can be right or wrong alone.
"""

from collections.abc import Callable, Mapping
from typing import Any

from evals.align import Pairing
from evals.counts import Counts
from evals.scorers.dates import score_basis, score_granularity, score_value
from evals.scorers.enums import score_enum, score_set
from evals.scorers.names import score_aliases, score_name, score_words
from evals.scorers.occasions import score_occasion, score_sidelines
from evals.scorers.participants import score_participants, score_roles
from evals.scorers.places import score_country, score_place
from evals.scorers.references import score_reference, score_references
from evals.scorers.spans import (
    score_content,
    score_labelled_spans,
    score_span,
    score_span_list,
)
from schemas import Actor, Meeting, Statement

FieldScorer = Callable[[Any, Any, Pairing], Counts]
"""Takes the gold record, the record paired with it, and the pairs of the article."""

ACTOR: Mapping[str, FieldScorer] = {
    "kind": lambda gold, other, _: score_enum(gold.kind, other.kind),
    "name": lambda gold, other, _: score_name(gold.name, other.name),
    "title": lambda gold, other, _: score_words(gold.title, other.title),
    "organization": lambda gold, other, _: score_words(gold.organization, other.organization),
    "country": lambda gold, other, _: score_enum(gold.country, other.country),
    "aliases": lambda gold, other, _: score_aliases(gold.aliases, other.aliases),
    "mentions": lambda gold, other, _: score_span_list(gold.mentions, other.mentions),
}

MEETING: Mapping[str, FieldScorer] = {
    "participants": lambda gold, other, pairs: score_participants(
        gold.participants, other.participants, pairs.actors
    ),
    "participants.role": lambda gold, other, pairs: score_roles(
        gold.participants, other.participants, pairs.actors
    ),
    "status": lambda gold, other, _: score_enum(gold.status, other.status),
    "mention": lambda gold, other, _: score_enum(gold.mention, other.mention),
    "format": lambda gold, other, _: score_enum(gold.format, other.format),
    "modes": lambda gold, other, _: score_set(gold.modes, other.modes),
    "date": lambda gold, other, _: score_value(gold.date, other.date),
    "date.granularity": lambda gold, other, _: score_granularity(gold.date, other.date),
    "date.basis": lambda gold, other, _: score_basis(gold.date, other.date),
    "date.text": lambda gold, other, _: score_span(gold.date.text, other.date.text),
    "place": lambda gold, other, _: score_place(gold.place, other.place),
    "place.country": lambda gold, other, _: score_country(gold.place, other.place),
    "occasion": lambda gold, other, _: score_occasion(gold.occasion, other.occasion),
    "occasion.on_sidelines": lambda gold, other, _: score_sidelines(gold.occasion, other.occasion),
    "topics": lambda gold, other, _: score_span_list(gold.topics, other.topics),
    "outcomes": lambda gold, other, _: score_labelled_spans(
        [(one.type, one.evidence) for one in gold.outcomes],
        [(one.type, one.evidence) for one in other.outcomes],
    ),
    "evidence": lambda gold, other, _: score_span_list(gold.evidence, other.evidence),
}

STATEMENT: Mapping[str, FieldScorer] = {
    "speaker": lambda gold, other, pairs: score_reference(
        gold.speaker, other.speaker, pairs.actors
    ),
    "speaker_text": lambda gold, other, _: score_span(gold.speaker_text, other.speaker_text),
    "cue": lambda gold, other, _: score_span(gold.cue, other.cue),
    "content": lambda gold, other, _: score_content(gold.content, other.content),
    "quote_type": lambda gold, other, _: score_enum(gold.quote_type, other.quote_type),
    "medium": lambda gold, other, _: score_enum(gold.medium, other.medium),
    "polarity": lambda gold, other, _: score_enum(gold.polarity, other.polarity),
    "addressees": lambda gold, other, pairs: score_references(
        gold.addressees, other.addressees, pairs.actors
    ),
    "occasion": lambda gold, other, _: score_enum(gold.occasion, other.occasion),
    "meeting": lambda gold, other, pairs: score_reference(
        gold.meeting, other.meeting, pairs.meetings
    ),
    "relayed_by": lambda gold, other, pairs: score_reference(
        gold.relayed_by, other.relayed_by, pairs.actors
    ),
    "nested_in": lambda gold, other, pairs: score_reference(
        gold.nested_in, other.nested_in, pairs.statements
    ),
}

FIELDS: Mapping[type, Mapping[str, FieldScorer]] = {
    Actor: ACTOR,
    Meeting: MEETING,
    Statement: STATEMENT,
}
NOT_SCORED = {"id"}
"""Ids only hold the record together."""
