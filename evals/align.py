"""Align: which record of one side is which record of the other, before any field is compared.

Optimal one-to-one pairs per article and record type (CEAF, Luo 2005; for templates CEAF-REE, Du et
al. 2021), pairs below a threshold cut before solving. The order of records never matters. Actors
come first, since meetings and speakers are compared through them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.assign import assign
from evals.overlap import f1, words
from evals.scorers.dates import same_date
from evals.scorers.names import name_similarity
from evals.scorers.places import same_place
from schemas import Actor, Meeting, Statement, Story

ACTOR_THRESHOLD = 0.5
MEETING_THRESHOLD = 0.5
STATEMENT_THRESHOLD = 0.3
"""Least similarity of a pair: as much as tells one record from the next, found on dev articles."""

_TIE = 0.01
"""Weight of what only decides between pairs that are otherwise alike."""


@dataclass(frozen=True)
class Pairing:
    """Ids of gold records with those of the other side that are the same record."""

    actors: Mapping[str, str]
    meetings: Mapping[str, str]
    statements: Mapping[str, str]


def align(gold: Story, other: Story) -> Pairing:
    """The pairs of two readings of one article."""
    actors = _pairs(
        [one.id for one in gold.actors],
        [one.id for one in other.actors],
        {
            (row, column): actor_similarity(one, two)
            for row, one in enumerate(gold.actors)
            for column, two in enumerate(other.actors)
        },
        ACTOR_THRESHOLD,
    )
    meetings = _pairs(
        [one.id for one in gold.meetings],
        [one.id for one in other.meetings],
        {
            (row, column): meeting_similarity(one, two, actors)
            for row, one in enumerate(gold.meetings)
            for column, two in enumerate(other.meetings)
        },
        MEETING_THRESHOLD,
    )
    statements = _pairs(
        [one.id for one in gold.statements],
        [one.id for one in other.statements],
        {
            (row, column): statement_similarity(one, two, actors)
            for row, one in enumerate(gold.statements)
            for column, two in enumerate(other.statements)
        },
        STATEMENT_THRESHOLD,
    )
    return Pairing(actors, meetings, statements)


def actor_similarity(gold: Actor, other: Actor) -> float:
    """How far two actors share their names or their places in the text; 0 to 1.

    Whichever of the two is greater; the other one, and the kind, decide between pairs alike.
    """
    ours, theirs = words(gold.mentions), words(other.mentions)
    smaller = min(len(ours), len(theirs))
    place = len(ours & theirs) / smaller if smaller else 0.0
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
    tie = f1(words(gold.evidence), words(other.evidence))
    return (1 - _TIE) * (people / 2 + agreed / 6) + _TIE * tie


def statement_similarity(gold: Statement, other: Statement, actors: Mapping[str, str]) -> float:
    """F1 of the words of the content, by their places in the text; 0 to 1.

    The speaker and the cue decide between pairs alike (as in Petersen-Frey & Biemann 2024).
    """
    content = f1(words(gold.content), words(other.content))
    if not content:
        return 0.0
    same_speaker = gold.speaker is not None and actors.get(gold.speaker) == other.speaker
    tie = (same_speaker + (gold.cue is not None and gold.cue == other.cue)) / 2
    return (1 - _TIE) * content + _TIE * tie


def _pairs(
    rows: list[str],
    columns: list[str],
    similarity: Mapping[tuple[int, int], float],
    threshold: float,
) -> dict[str, str]:
    return {rows[row]: columns[column] for row, column in assign(similarity, threshold)}
