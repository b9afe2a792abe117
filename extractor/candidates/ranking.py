"""Ranking: who, or which state, of those an article names is most likely meant, as was learned.

A candidate is described by facts ("side=left", "between=0"); a feature is one fact or several that
stand together, and weighs what `python -m training.ranking` found it to weigh in articles written
for that. A score is the sum of the weights, as in any log-linear model (Berger et al. 1996).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Facts = Mapping[str, str]
Weights = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Ranking:
    """The weights of features; without any, none rank."""

    speakers: Weights
    participants: Weights
    sides: Weights
    """Of the states that somebody may act for."""


RULES_ALONE = Ranking({}, {}, {})
"""Leaves every choice to what the build of the sentence says."""


@lru_cache(maxsize=1)
def shipped() -> Ranking:
    """The weights that come with the package."""
    path = files("extractor") / "weights" / "ranking.json"
    return Ranking(**json.loads(path.read_text(encoding="utf-8")))


def features(facts: Facts, crossings: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The features of a candidate: each crossing whose facts are all known of them."""
    return tuple(
        " ".join(f"{name}={facts[name]}" for name in names)
        for names in crossings
        if all(name in facts for name in names)
    )


def score(found: Iterable[str], weights: Weights) -> float:
    """The sum of the features' weights; those never seen weigh nothing."""
    return sum(weights.get(one, 0.0) for one in found)


def crossings(lines: str) -> tuple[tuple[str, ...], ...]:
    """Crossings as they are written: facts joined by `*`, blanks between crossings."""
    return tuple(tuple(one.split("*")) for one in lines.split())
