"""Participants: who takes part in a meeting, and in which role."""

from collections.abc import Mapping, Sequence

from evals.counts import Counts
from evals.scorers.references import score_references
from schemas import Participant


def score_participants(
    gold: Sequence[Participant], other: Sequence[Participant], actors: Mapping[str, str]
) -> Counts:
    """Each participant correct, missing or spurious, whatever the role."""
    return score_references([one.actor for one in gold], [one.actor for one in other], actors)


def score_roles(
    gold: Sequence[Participant], other: Sequence[Participant], actors: Mapping[str, str]
) -> Counts:
    """The roles of those who take part on both sides."""
    theirs = {one.actor: one.role for one in other}
    shared = [
        one.role == theirs[actors[one.actor]] for one in gold if actors.get(one.actor) in theirs
    ]
    return Counts(cor=sum(shared), inc=len(shared) - sum(shared))
