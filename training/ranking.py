"""Ranking: the weights of who speaks, who meets and who acts for whom, learned from the scripts.

python -m training.ranking

Writes `extractor/weights/ranking.json`. A candidate for a speaker or a state is weighed against the
others (softmax), one for a participant by itself (logistic), both with an L2 penalty, by L-BFGS.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from extractor.candidates.ranking import RULES_ALONE, Ranking
from extractor.candidates.spots import Spot, Spots, find_spots
from extractor.draft import Draft
from extractor.form import STATUSES, key_of
from extractor.reading.article import Article
from extractor.reading.page import Page, read
from extractor.resolve.case import Case
from extractor.resolve.sides import Sides
from training.examples import truth
from training.script import Script, parse, sources
from training.stories import member_of
from training.stories import scripts as stories

WEIGHTS = Path(__file__).parents[1] / "extractor" / "weights" / "ranking.json"
FOLDS = 4
"""Parts of the scripts; the guesses in a training example are made by what the others teach."""
_PENALTY_ONE, _PENALTY_ANY = 3e-3, 2e-4
_SMALLEST = 0.004
"""A weight nearer to zero than this is left out."""


@dataclass
class Lessons:
    """Choices with their truth: the candidates' features, and which of them are right."""

    features: list[Sequence[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    """The choice that a candidate belongs to."""

    def add(self, candidates: Iterable[tuple[str | None, Sequence[str]]], right: set[str]) -> None:
        """Take in one choice; `?` is nobody."""
        number = self.group[-1] + 1 if self.group else 0
        for label, known in candidates:
            self.features.append(known)
            self.right.append((label or "?") in right)
            self.group.append(number)


def learned(scripts: Sequence[Script]) -> Ranking:
    """What scripts teach: once with the rules' choices behind each, once with what that gave."""
    acting = Lessons()
    for script in scripts:
        _collect_sides(script, acting)
    sides = _fit(acting, one=True) if acting.right else {}
    ranking = RULES_ALONE
    for _ in range(2):
        speakers, participants = Lessons(), Lessons()
        for script in scripts:
            _collect(script, ranking, speakers, participants)
        ranking = Ranking(_fit(speakers, one=True), _fit(participants, one=False), sides)
    return ranking


def _collect_sides(script: Script, acting: Lessons) -> None:
    """Who acts for which state, of a script that tells."""
    if script.sides is None:
        return
    case = Case(read(Article(id="article", text=script.text)), Draft(), fills_gaps=True)
    found = Sides(case, weights={})
    for entity in case.roster.entities:
        member = member_of(script, [(one.start, one.end) for one in entity.mentions])
        if member is not None:
            right = script.sides.get(member)
            acting.add(found.candidates(entity), {right or "?"})


def _collect(script: Script, ranking: Ranking, speakers: Lessons, participants: Lessons) -> None:
    page = read(Article(id="article", text=script.text))
    found = find_spots(page, ranking=ranking, weighed=True)
    answers = truth(script, page, found)
    called = Called(script, page, found)
    for spot in found.spots:
        answer = answers[key_of(script.text, spot)]
        if spot.said is not None:
            if answer != "-":
                right = set(spot.guess) if answer == "+" else {str(answer)}
                speakers.add(*called.at(spot, right))
            continue
        words = [answer, *spot.guess] if isinstance(answer, str) else answer
        people = {one for one in words if one not in STATUSES}
        if sum(one in STATUSES for one in words) == 1 and len(people) > 1:
            participants.add(*called.at(spot, people))


class Called:
    """Who of the cast each label means: reading may take somebody's names for those of several."""

    def __init__(self, script: Script, page: Page, found: Spots) -> None:
        self._page = page
        self._found = found
        self._who = {
            label: member_of(script, entity.mentions, whole=True)
            for label, entity in found.labels.items()
        }

    def at(
        self, spot: Spot, right: set[str]
    ) -> tuple[list[tuple[str | None, Sequence[str]]], set[str]]:
        """The candidates of a spot, and which of them are right.

        Of several labels of one person those are right that the spot's sentence has; without any,
        the one given. The others are left out: neither is it wrong to choose them.

        Args:
            spot: where somebody speaks or meets.
            right: the labels of who does.
        """
        means = {label: who for label in right if (who := self._who.get(label)) is not None}
        here = {
            label
            for label, _ in spot.ranked
            if label is not None
            and self._who[label] in means.values()
            and self._stands(label, spot)
        }
        told = {self._who[label] for label in here}
        chosen = here | {label for label in right if means.get(label) not in told}
        others = {
            label
            for label, who in self._who.items()
            if label not in chosen and who in means.values()
        }
        return [one for one in spot.ranked if one[0] not in others], chosen

    def _stands(self, label: str, spot: Spot) -> bool:
        sentence = self._page.sentences[spot.sentence - 1]
        places = self._found.labels[label].mentions
        return any(sentence.start <= start < sentence.end for start, _ in places)


def _fit(lessons: Lessons, *, one: bool) -> Mapping[str, float]:
    """Weights by feature.

    Args:
        lessons: the choices.
        one: whether one candidate of each choice is right, or any number.
    """
    import torch

    numbers: dict[str, int] = {}
    rows, columns = [], []
    for row, known in enumerate(lessons.features):
        for feature in known:
            rows.append(row)
            columns.append(numbers.setdefault(feature, len(numbers)))
    table = torch.sparse_coo_tensor(
        torch.tensor([rows, columns]),
        torch.ones(len(rows)),
        (len(lessons.features), len(numbers)),
        check_invariants=False,
    ).coalesce()
    right = torch.tensor(lessons.right, dtype=torch.float)
    group = torch.tensor(lessons.group)
    choices = int(group[-1]) + 1
    weights = torch.zeros(len(numbers), 1, requires_grad=True)
    penalty = _PENALTY_ONE if one else _PENALTY_ANY
    optimizer = torch.optim.LBFGS([weights], max_iter=80, line_search_fn="strong_wolfe")

    def loss() -> Any:
        optimizer.zero_grad()
        scores = torch.sparse.mm(table, weights).squeeze(1)
        if one:
            highest = torch.full((choices,), -1e9).scatter_reduce(0, group, scores, "amax")
            exp = torch.exp(scores - highest[group])
            total = torch.zeros(choices).scatter_add(0, group, exp)
            known = torch.zeros(choices).scatter_add(0, group, right)
            each = highest + torch.log(total)
            value = (each * known).sum() - (scores * right).sum()
            value = value / choices
        else:
            value = torch.nn.functional.binary_cross_entropy_with_logits(scores, right)
        value = value + penalty * (weights**2).sum() / 2
        value.backward()
        return value

    optimizer.step(loss)
    learned_ = weights.detach().squeeze(1).tolist()
    return {
        feature: round(learned_[number], 3)
        for feature, number in sorted(numbers.items())
        if abs(learned_[number]) >= _SMALLEST
    }


@cache
def fold(scripts: tuple[str, ...], number: int) -> Ranking:
    """What all but one part of the scripts teach."""
    return learned([parse(one) for at, one in enumerate(scripts) if at % FOLDS != number])


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    scripts = [parse(one) for one in sources(held_out=False)]
    scripts += [script for *_, script in stories()]
    ranking = learned(scripts)
    options.output.write_text(
        json.dumps(
            asdict(ranking),
            ensure_ascii=False,
            indent=0,
        )
        + "\n",
        encoding="utf-8",
    )
    weights = sum(map(len, asdict(ranking).values()))
    print(f"{len(scripts)} scripts, {weights} weights")  # noqa: T201


if __name__ == "__main__":
    main()
