"""Costs: by how much each kind of error holds F1 down.

The cost of a kind is the F1 there would be if the errors of that kind alone were put right, less
the F1 there is: the oracle of TIDE (Bolya et al. 2020, "TIDE: A General Toolbox for Identifying
Object Detection Errors"). A record that is missed is then found with nothing wrong in it, one that
is invented is gone, a wrong field is right; which record is compared with which stays as it is.
Costs do not add up: a meeting with two wrong fields is right only once both are put right.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.aggregate import LEAST_UNITS, RESAMPLES, resampled, units_with
from evals.counts import NOTHING, Counts, total
from evals.dataset import Case
from evals.errors import KINDS, Error, ErrorKind
from evals.measure import Measured
from evals.score import Scores

COSTED: Mapping[str, str] = {
    "meetings": "Meetings",
    "meetings.strict": "Meetings with people, date, place and status right",
    "statements": "Statements",
    "statements.attributed": "Statements with the right speaker",
}
"""Headlines that errors are told of, as charts call them; no kind of error is an actor's alone."""

_LONE_GOLD = frozenset(
    ("meeting missed", "meetings merged", "statement missed", "statements merged")
)
_LONE_OTHER = frozenset(
    "meeting invented,meeting split,meeting twice,"
    "statement invented,statement split,statement twice".split(",")
)
_STRICT = frozenset(
    "participant missing,participant extra,date missing,date invented,date too coarse,"
    "date too fine,date wrong,place wrong,scheduled taken for held,status wrong".split(",")
)
"""Kinds that make a meeting found fail `meetings.strict`."""
_RESTS_ON = {
    "meetings.strict": ("participants", "date", "place", "status"),
    "statements.attributed": ("speaker",),
}
"""Fields of which gold must be sure for a record to count in a measure."""

_FOUND, _GONE, _MENDED = Counts(cor=1, mis=-1), Counts(spu=-1), Counts(cor=1, inc=-1)


@dataclass(frozen=True)
class Gain:
    """What putting right the errors of a kind would bring one measure."""

    f1: float
    """With them put right."""
    gain: float
    """The cost: that F1 less the F1 there is."""
    low: float | None
    high: float | None
    """95 % interval of the gain; None where fewer than ten articles, or stories, have the kind."""


@dataclass(frozen=True)
class Cost:
    """A kind of error with what it costs."""

    kind: ErrorKind
    errors: int
    gains: Mapping[str, Gain | None]
    """By measure; None where it cannot be told: `meetings.strict` over several epochs, in which
    errors of one meeting cannot be told from those of another."""

    @property
    def most(self) -> float:
        """The highest cost in any measure."""
        return max((one.gain for one in self.gains.values() if one), default=0.0)

    @property
    def unknown(self) -> bool:
        """Whether the cost in some measure cannot be told."""
        return None in self.gains.values()


def costs(
    cases: Sequence[Case],
    measured: Sequence[Measured],
    clusters: Sequence[str] | None = None,
    resamples: int = RESAMPLES,
) -> list[Cost]:
    """Every kind of error that was made, the dearest first.

    Args:
        cases: the corpus.
        measured: each of its articles.
        clusters: of each article, such as its story: what intervals draw anew.
        resamples: how often that is drawn.
    """
    changes = [put_right(case, one) for case, one in zip(cases, measured, strict=True)]
    made = Counter(error.kind for one in measured for error in one.errors)
    several = any(one.epochs > 1 for one in measured)
    gains = _gains([one.scores for one in measured], changes, clusters, resamples)
    found = [
        Cost(
            kind,
            made[kind],
            {
                name: None
                if several and name == "meetings.strict" and kind in _STRICT
                else gains.get((kind, name), Gain(now, 0.0, None, None))
                for name in COSTED
                if (now := total(one.scores.get(name, NOTHING) for one in measured).f1) is not None
            },
        )
        for kind in KINDS
        if made[kind]
    ]
    return sorted(found, key=lambda one: (-one.most, -one.errors, KINDS.index(one.kind)))


def mixed(cases: Sequence[Case], measured: Sequence[Measured]) -> tuple[int, int]:
    """How many meetings found fail `meetings.strict`: by several kinds of error, and in all.

    Those that fail by several are mended by no kind alone.
    """
    found = [
        len(kinds)
        for case, one in zip(cases, measured, strict=True)
        for kinds in _strict(case, one).values()
    ]
    return sum(count > 1 for count in found), len(found)


def put_right(case: Case, measured: Measured) -> Mapping[tuple[ErrorKind, str], Counts]:
    """By how much the counts of an article change when the errors of a kind are put right.

    By kind and measure. Of several epochs, `meetings.strict` has no change for wrong fields.
    """
    changes: defaultdict[tuple[ErrorKind, str], Counts] = defaultdict(Counts)
    for error in measured.errors:
        for measure, change in _changed(error, case.gold.annotation.unsure):
            changes[error.kind, measure] += change
    if measured.epochs == 1:
        for kinds in _strict(case, measured).values():
            if len(kinds) == 1:
                changes[next(iter(kinds)), "meetings.strict"] += _MENDED
    return changes


def _changed(error: Error, unsure: Sequence[str]) -> Iterator[tuple[str, Counts]]:
    """What one error put right changes; of wrong fields, the speaker alone."""
    meeting = error.kind.startswith("meeting")
    names = ("meetings", "meetings.strict") if meeting else ("statements", "statements.attributed")
    if error.kind in _LONE_OTHER:
        yield from ((name, _GONE) for name in names)
    elif error.kind in _LONE_GOLD:
        yield from ((name, _FOUND) for name in names if _counts(error.gold, name, unsure))
    elif error.kind == "wrong speaker":
        yield "statements.attributed", _MENDED


def _counts(gold: str | None, measure: str, unsure: Sequence[str]) -> bool:
    """Whether gold is sure of what a measure rests on."""
    return not any(f"{gold}.{field}" in unsure for field in _RESTS_ON.get(measure, ()))


def _strict(
    case: Case, measured: Measured
) -> Mapping[tuple[str | None, str | None], set[ErrorKind]]:
    """Kinds that make a pair of meetings fail `meetings.strict`, by the ids of the pair."""
    found: defaultdict[tuple[str | None, str | None], set[ErrorKind]] = defaultdict(set)
    for error in measured.errors:
        if error.kind in _STRICT and _counts(
            error.gold, "meetings.strict", case.gold.annotation.unsure
        ):
            found[error.gold, error.other].add(error.kind)
    return found


def _gains(
    scores: Sequence[Scores],
    changes: Sequence[Mapping[tuple[ErrorKind, str], Counts]],
    clusters: Sequence[str] | None,
    resamples: int,
) -> Mapping[tuple[ErrorKind, str], Gain]:
    import numpy as np

    keys = sorted({key for one in changes for key in one})
    names = list(COSTED)
    then: list[dict[str, Counts]] = [
        {name: one[name] for name in names if name in one} for one in scores
    ]
    for whole, change in zip(then, changes, strict=True):
        for kind, name in keys:
            counts = whole.get(name, NOTHING) + change.get((kind, name), NOTHING)
            if counts != NOTHING:
                whole[f"{name}|{kind}"] = counts
    columns = [*names, *(f"{name}|{kind}" for kind, name in keys)]
    # where neither side has anything, nothing is wrong: 1, not unknown
    drawn = np.nan_to_num(resampled(then, columns, resamples, clusters), nan=1.0)
    gains = {}
    for column, (kind, name) in enumerate(keys, len(names)):
        now = total(one.get(name, NOTHING) for one in then).f1
        put = total(one.get(columns[column], NOTHING) for one in then).f1
        now, put = (1.0 if value is None else value for value in (now, put))
        having: list[Scores] = [
            {"": one[kind, name]} if (kind, name) in one else {} for one in changes
        ]
        enough = units_with("", having, clusters) >= LEAST_UNITS
        spread = drawn[:, column] - drawn[:, names.index(name)]
        low, high = np.percentile(spread, [2.5, 97.5]) if enough else (None, None)
        gains[kind, name] = Gain(
            put,
            put - now,
            None if low is None else float(low),
            None if high is None else float(high),
        )
    return gains
