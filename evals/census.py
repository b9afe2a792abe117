"""Census: a corpus in numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.dataset import Case


@dataclass(frozen=True)
class Census:
    """Counts over a corpus; each mapping goes from a value to how often it stands."""

    articles: int
    words: int
    """Runs of characters without white space, page furniture included."""
    splits: Mapping[str, int]
    stories: Mapping[str, int]
    """Articles by story."""
    actors: Mapping[str, int]
    """By kind."""
    meetings: Mapping[str, int]
    """By status."""
    statements: Mapping[str, int]
    """By quote type."""
    without_meeting: int
    without_anything: int
    """Articles with neither meeting nor statement."""
    three_meetings: int
    """Articles with three meetings or more."""

    @classmethod
    def of(cls, cases: Sequence[Case]) -> "Census":
        """The numbers of some cases."""
        golds = [case.gold for case in cases]
        return cls(
            articles=len(cases),
            words=sum(len(case.text.split()) for case in cases),
            splits=_counted(gold.annotation.split for gold in golds),
            stories=_counted(gold.annotation.story for gold in golds if gold.annotation.story),
            actors=_counted(one.kind for gold in golds for one in gold.actors),
            meetings=_counted(one.status for gold in golds for one in gold.meetings),
            statements=_counted(one.quote_type for gold in golds for one in gold.statements),
            without_meeting=sum(not gold.meetings for gold in golds),
            without_anything=sum(not gold.meetings and not gold.statements for gold in golds),
            three_meetings=sum(len(gold.meetings) >= 3 for gold in golds),
        )

    @property
    def unquoted_share(self) -> float | None:
        """Statements without quotation marks of all statements; None where there is none."""
        every = sum(self.statements.values())
        quoted = self.statements.get("direct", 0) + self.statements.get("mixed", 0)
        return 1 - quoted / every if every else None


def _counted(values: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(values).most_common())
