"""Gate: whether the counts are those that were accepted, so that no decision changes unseen.

On a replay the predictions are fixed: any difference comes from the code or the gold, and is either
a fault or has to be accepted on purpose, with a line in the changelog.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from evals.aggregate import measures
from evals.counts import NOTHING, Counts, total
from evals.dataset import CorpusError
from evals.measure import Measured


@dataclass(frozen=True)
class Accepted:
    """The counts of a system that somebody has looked at and accepted."""

    system: str
    signature: str
    counts: Mapping[str, Sequence[int]]
    """COR, PAR, INC, MIS, SPU by measure."""
    articles: Mapping[str, str]
    """For each article some digits that change with any of its counts, and with a failure."""

    def write(self, path: Path) -> None:
        """Write it down, for the next gate."""
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [
            f" {json.dumps(name)}: {json.dumps(list(counts))}"
            for name, counts in self.counts.items()
        ]
        articles = [
            f" {json.dumps(name)}: {json.dumps(one)}" for name, one in self.articles.items()
        ]
        path.write_text(
            f'{{"system": {json.dumps(self.system)},\n"signature": {json.dumps(self.signature)},\n'
            + '"counts": {\n'
            + ",\n".join(rows)
            + '\n},\n"articles": {\n'
            + ",\n".join(articles)
            + "\n}}\n",
            encoding="utf-8",
        )

    @classmethod
    def read(cls, path: Path) -> "Accepted":
        """What was written.

        Raises:
            CorpusError: it is not there, or not of this form.
        """
        try:
            return cls(**json.loads(path.read_bytes()))
        except FileNotFoundError as error:
            raise CorpusError(f"{path}: not there; write it with gate --accept") from error
        except (TypeError, ValueError) as error:
            raise CorpusError(f"{path}: not accepted counts: {error}") from error


def accepted(system: str, signature: str, measured: Sequence[Measured]) -> Accepted:
    """The counts of a system as they are now."""
    scores = [one.scores for one in measured]
    return Accepted(
        system,
        signature,
        {name: list(total(one.get(name, NOTHING) for one in scores)) for name in measures(scores)},
        {one.article: _digits(one) for one in measured},
    )


def differences(before: Accepted, now: Accepted) -> list[str]:
    """A line for each thing that is not as accepted; none where all is.

    Raises:
        CorpusError: the two cannot be compared: another system, gold or way of scoring.
    """
    for name in ("system", "signature"):
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            raise CorpusError(f"accepted for {name} {old}, now {new}: look, then gate --accept")
    lines = []
    for name in sorted(before.counts.keys() | now.counts.keys()):
        old_counts = Counts(*before.counts.get(name, NOTHING))
        new_counts = Counts(*now.counts.get(name, NOTHING))
        if old_counts != new_counts:
            lines.append(f"{name}: {_plain(old_counts)} accepted, {_plain(new_counts)} now")
    changed = sorted(
        name
        for name in before.articles.keys() | now.articles.keys()
        if before.articles.get(name) != now.articles.get(name)
    )
    if changed:
        lines.append(f"in {', '.join(changed)}")
    return lines


def _plain(counts: Counts) -> str:
    return f"COR {counts.cor} PAR {counts.par} INC {counts.inc} MIS {counts.mis} SPU {counts.spu}"


def _digits(measured: Measured) -> str:
    rows = [sorted(measured.scores.items()), len(measured.failures)]
    return sha256(json.dumps(rows).encode()).hexdigest()[:12]
