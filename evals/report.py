"""Report: one system's figures over one corpus, with everything that stands beside them.

All that is printed, whatever the form, comes from one `Report`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.aggregate import Figure, aggregate
from evals.counts import Counts, total
from evals.dataset import Case
from evals.errors import Error, ErrorKind, by_kind, by_tag
from evals.measure import Measured, failed, signature

Verdict = Literal["passed", "failed", "not measured", "inconclusive"]
EXIT_CODES: Mapping[Verdict, int] = {
    "passed": 0,
    "failed": 1,
    "not measured": 2,
    "inconclusive": 3,
}
FEW_ARTICLES, FEW_CLUSTERS = 40, 10
"""Below these an interval says little."""


@dataclass(frozen=True)
class Cost:
    """What reading the corpus took, all epochs together."""

    requests: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float


@dataclass(frozen=True)
class Report:
    """What was measured."""

    system: str
    prompt_hash: str | None
    signature: str
    covered: Sequence[str]
    """Ids of all articles."""
    failures: Mapping[str, str]
    """Articles that have no record, and why; they count as empty."""
    figures: Mapping[str, Figure]
    splits: Mapping[str, Mapping[str, Figure]]
    """The same for each split alone."""
    grounding: Counts
    unverified: int
    cost: Cost
    errors: Mapping[ErrorKind, int]
    by_tag: Mapping[str, Mapping[ErrorKind, int]]
    """Errors in the articles that show a hard case."""
    examples: Mapping[ErrorKind, Sequence[str]]
    """From dev articles alone where the corpus has both splits, so that nobody tunes on test."""
    warnings: Sequence[str]

    @property
    def articles(self) -> int:
        """How many there are."""
        return len(self.covered)


_EXAMPLES = 3


def build(
    system: str, prompt_hash: str | None, cases: Sequence[Case], measured: Sequence[Measured]
) -> Report:
    """The report of a system's measured articles, which stand in the order of the cases."""
    errors = [error for one in measured for error in one.errors]
    tags = {case.id: case.gold.annotation.phenomena for case in cases}
    kinds = by_kind(errors)
    unseen = {case.id for case in cases if case.gold.annotation.split == "test"}
    if len(unseen) == len(cases):
        unseen = set()
    split_of = {case.id: case.gold.annotation.split for case in cases}
    failures = failed(measured)
    return Report(
        system=system,
        prompt_hash=prompt_hash,
        signature=signature(cases),
        covered=[one.article for one in measured],
        failures=failures,
        figures=aggregate([one.scores for one in measured]),
        splits={
            split: aggregate([one.scores for one in measured if split_of[one.article] == split])
            for split in sorted(set(split_of.values()))
        },
        grounding=total(one.grounding for one in measured),
        unverified=sum(one.unverified for one in measured),
        cost=Cost(
            requests=sum(one.requests for one in measured),
            prompt_tokens=sum(one.prompt_tokens for one in measured),
            completion_tokens=sum(one.completion_tokens for one in measured),
            seconds=round(sum(one.seconds for one in measured), 1),
        ),
        errors={kind: len(found) for kind, found in kinds.items()},
        by_tag=by_tag(errors, tags),
        examples={
            kind: _examples(error for error in found if error.article not in unseen)
            for kind, found in kinds.items()
        },
        warnings=tuple(_warnings(cases, failures)),
    )


def _examples(errors: Iterable[Error]) -> Sequence[str]:
    """A few of them, from all over the corpus."""
    found = list(errors)
    chosen = found[:: max(1, len(found) // _EXAMPLES)][:_EXAMPLES]
    return [f"{one.article}: {one.expected or '-'} → {one.found or '-'}" for one in chosen]


def _warnings(cases: Sequence[Case], failures: Mapping[str, str]) -> list[str]:
    found = []
    if len(cases) < FEW_ARTICLES:
        found.append(f"{len(cases)} articles are few: read the intervals, not the figures")
    clusters = {case.gold.annotation.story or case.id for case in cases}
    if len(clusters) < FEW_CLUSTERS:
        found.append(f"{len(clusters)} independent stories are too few for an interval")
    if failures:
        found.append(f"{len(failures)} articles have no record and count as empty")
    return found
