"""Align: which record of one side is which record of the other, before any field is compared.

Optimal one-to-one pairs per article and record type (CEAF, Luo 2005; for templates CEAF-REE, Du et
al. 2021), pairs below a threshold cut before solving. The order of records never matters. Actors
come first, since meetings and speakers are compared through them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from evals.assign import assign
from evals.counts import COR, Counts
from evals.overlap import f1, words
from evals.scorers.dates import same_date
from evals.scorers.names import name_similarity
from evals.scorers.places import same_place
from evals.scorers.references import score_reference
from schemas import Actor, Meeting, Statement, Story

ACTOR_THRESHOLD = 0.52
MEETING_THRESHOLD = 0.5
STATEMENT_THRESHOLD = 0.3
"""Least similarity of a pair: as much as tells one record from the next, found on dev articles."""

_TIE = 0.01
"""Weight of what only decides between pairs that are otherwise alike."""


_Record = TypeVar("_Record", Actor, Meeting, Statement)


@dataclass(frozen=True)
class Pairing:
    """Ids of gold records with those of the other side that are the same record."""

    actors: Mapping[str, str]
    meetings: Mapping[str, str]
    statements: Mapping[str, str]
    scored: dict[str, Mapping[str, Counts]] = field(default_factory=dict, compare=False)
    """Counts of the fields of pairs by gold id, kept once they have been taken."""


def align(gold: Story, other: Story) -> Pairing:
    """The pairs of two readings of one article."""
    ours = {one.id: words(one.mentions) for one in gold.actors}
    theirs = {one.id: words(one.mentions) for one in other.actors}
    actors = _pairs(
        gold.actors,
        other.actors,
        lambda one, two: actor_similarity(one, two, ours[one.id], theirs[two.id]),
        ACTOR_THRESHOLD,
    )
    meetings = _pairs(
        gold.meetings,
        other.meetings,
        lambda one, two: meeting_similarity(one, two, actors),
        MEETING_THRESHOLD,
    )
    statements = _pairs(
        gold.statements,
        other.statements,
        lambda one, two: statement_similarity(one, two, actors),
        STATEMENT_THRESHOLD,
    )
    return Pairing(actors, meetings, statements)


def actor_similarity(
    gold: Actor,
    other: Actor,
    ours: frozenset[int] | None = None,
    theirs: frozenset[int] | None = None,
) -> float:
    """How far two actors share their names or their places in the text; 0 to 1.

    Whichever of the two is greater; the other one, and the kind, decide between pairs alike.

    Args:
        gold: one actor.
        other: the other.
        ours: where the words of gold's mentions begin, if they are known already.
        theirs: the same of the other.
    """
    ours = words(gold.mentions) if ours is None else ours
    theirs = words(other.mentions) if theirs is None else theirs
    place = f1(ours, theirs)
    name = name_similarity(gold, other)
    tie = (min(place, name) + (gold.kind == other.kind)) / 2
    return (1 - _TIE) * max(place, name) + _TIE * tie


def meeting_similarity(gold: Meeting, other: Meeting, actors: Mapping[str, str]) -> float:
    """Half participants, a sixth each for date, place and status; 0 to 1.

    0 where less than half of the participants (F1) are the same. The evidence in common decides
    between pairs alike.
    """
    ours = {actors.get(one.actor) for one in gold.participants} - {None}
    theirs = {one.actor for one in other.participants}
    people = 2 * len(ours & theirs) / (len(gold.participants) + len(theirs))
    if people < 0.5:
        return 0.0
    agreed = (
        same_date(gold.date, other.date)
        + same_place(gold.place, other.place)
        + (gold.status == other.status)
    )
    same = gold.evidence == other.evidence
    tie = 1.0 if same else f1(words(gold.evidence), words(other.evidence))
    return (1 - _TIE) * (people / 2 + agreed / 6) + _TIE * tie


def statement_similarity(gold: Statement, other: Statement, actors: Mapping[str, str]) -> float:
    """F1 of the words of the content, by their places in the text; 0 to 1.

    The speaker and the cue decide between pairs alike (as in Petersen-Frey & Biemann 2024).
    """
    first, last = gold.content[0].start, gold.content[-1].end
    if other.content[-1].end <= first or last <= other.content[0].start:
        return 0.0
    content = (
        1.0 if gold.content == other.content else f1(words(gold.content), words(other.content))
    )
    if not content:
        return 0.0
    same_speaker = score_reference(gold.speaker, other.speaker, actors) == COR
    tie = (same_speaker + (gold.cue is not None and gold.cue == other.cue)) / 2
    return (1 - _TIE) * content + _TIE * tie


def _pairs(
    gold: Sequence[_Record],
    other: Sequence[_Record],
    similarity: Callable[[_Record, _Record], float],
    threshold: float,
) -> dict[str, str]:
    """Pairs of ids; between equal sums places in the text decide, not ids or the order."""
    rows, columns = sorted(gold, key=_by_place), sorted(other, key=_by_place)
    similarities = {
        (row, column): similarity(one, two)
        for row, one in enumerate(rows)
        for column, two in enumerate(columns)
    }
    pairs = assign(similarities, threshold * (1 - _TIE))  # what breaks ties must not cut
    return {rows[row].id: columns[column].id for row, column in pairs}


def _by_place(record: Actor | Meeting | Statement) -> tuple[list[tuple[int, int]], str]:
    if isinstance(record, Actor):
        spans = record.mentions
    elif isinstance(record, Meeting):
        spans = record.evidence
    else:
        spans = (*record.content, *filter(None, (record.cue, record.speaker_text)))
    return [(one.start, one.end) for one in spans], record.id
