"""Report: one system's figures over one corpus, with everything that stands beside them.

All that is printed, whatever the form, comes from one `Report`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Literal

from evals.aggregate import Figure, aggregate, rows
from evals.counts import Counts, total
from evals.dataset import Case
from evals.errors import Error, ErrorKind, by_kind, by_tag
from evals.measure import Measured, failed, signature

Verdict = Literal["passed", "failed", "not measured", "inconclusive"]
Cluster = Literal["article", "story"]
EXIT_CODES: Mapping[Verdict, int] = {
    "passed": 0,
    "failed": 1,
    "not measured": 2,
    "inconclusive": 3,
}
COVERAGE_FLOOR = 0.9
"""Share of readings that must have a record for figures to say anything."""
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
    readings: int
    """Articles times epochs."""
    failures: Mapping[str, str]
    """Articles that have no record, and why; they count as empty."""
    figures: Mapping[str, Figure]
    splits: Mapping[str, Mapping[str, Figure]]
    """The same for each split alone; none where all articles are of one."""
    grounding: Counts
    unverified: int
    cost: Cost
    errors: Mapping[ErrorKind, int]
    by_tag: Mapping[str, Mapping[ErrorKind, int]]
    """Errors in the articles that show a hard case."""
    examples: Mapping[ErrorKind, Sequence[str]]
    """From dev articles alone where the corpus has both splits, so that nobody tunes on test."""
    empty: int
    """Readings without a record; they count as empty."""
    warnings: Sequence[str]

    def verdict(self) -> tuple[Verdict, str]:
        """Whether the figures say anything, and why not."""
        share = 1 - self.empty / self.readings
        if share < COVERAGE_FLOOR:
            return "not measured", f"{self.empty} of {self.readings} readings have no record"
        return "passed", f"{self.readings - self.empty} of {self.readings} readings measured"

    def rows(self) -> list[dict[str, str | int | float | None]]:
        """Every figure as a row of a data frame; the split "all" is all of them."""
        return [
            {"system": self.system, "split": split, **row}
            for split, figures in {"all": self.figures, **self.splits}.items()
            for row in rows(figures)
        ]

    def to_json(self) -> str:
        """All of it; `pandas.DataFrame(json["rows"])` is the table of figures."""
        rest = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in ("figures", "splits")
        }
        plain = {**rest, "grounding": self.grounding._asdict(), "cost": asdict(self.cost)}
        return json.dumps({**plain, "rows": self.rows()}, ensure_ascii=False)

    @property
    def articles(self) -> int:
        """How many there are."""
        return len(self.covered)


_EXAMPLES = 3


def build(
    system: str,
    prompt_hash: str | None,
    cases: Sequence[Case],
    measured: Sequence[Measured],
    cluster: Cluster = "article",
) -> Report:
    """The report of a system's measured articles, which stand in the order of the cases.

    Args:
        system: what it is called.
        prompt_hash: of the prompt it was asked with, if it was.
        cases: the corpus.
        measured: each of its articles.
        cluster: what is drawn anew for the intervals; articles of one story are alike.
    """
    clusters = {case.id: _cluster(case, cluster) for case in cases}
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
        readings=sum(one.epochs for one in measured),
        failures=failures,
        figures=_figures(measured, clusters),
        splits={
            split: _figures([one for one in measured if split_of[one.article] == split], clusters)
            for split in sorted(set(split_of.values()))
            if len(set(split_of.values())) > 1
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
        empty=sum(len(one.failures) for one in measured),
        warnings=tuple(_warnings(cases, measured)),
    )


def _cluster(case: Case, cluster: Cluster) -> str:
    return case.gold.annotation.story or case.id if cluster == "story" else case.id


def _figures(measured: Sequence[Measured], clusters: Mapping[str, str]) -> Mapping[str, Figure]:
    return aggregate(
        [one.scores for one in measured], clusters=[clusters[one.article] for one in measured]
    )


def _examples(errors: Iterable[Error]) -> Sequence[str]:
    """A few of them, from all over the corpus."""
    found = list(errors)
    chosen = found[:: max(1, len(found) // _EXAMPLES)][:_EXAMPLES]
    return [f"{one.article}: {one.expected or '-'} → {one.found or '-'}" for one in chosen]


def _warnings(cases: Sequence[Case], measured: Sequence[Measured]) -> list[str]:
    found = []
    if len(cases) < FEW_ARTICLES:
        found.append(f"{len(cases)} articles are few: read the intervals, not the figures")
    clusters = {case.gold.annotation.story or case.id for case in cases}
    if len(clusters) < FEW_CLUSTERS:
        found.append(f"{len(clusters)} independent stories are too few for an interval")
    open_records = sum(len(case.gold.annotation.unsure) for case in cases)
    if open_records:
        found.append(f"{open_records} records and fields that gold is unsure of are not scored")
    empty = sum(len(one.failures) for one in measured)
    if empty:
        readings = sum(one.epochs for one in measured)
        found.append(f"{empty} of {readings} readings have no record and count as empty")
    return found
