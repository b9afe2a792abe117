"""Linking: what each level of each field says of two meetings, learned from the stories.

python -m training.linking

Writes the rows of meetings in `extractor/linking/weights.tsv`. Pairs of meetings in articles that
name somebody in common are told apart by logistic regression with an L2 penalty: fields hang
together (the people who meet, the words that tell of it, the story), and weights that are learned
together add up without counting anything twice, which the shares of Fellegi & Sunter (1969) would.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.dataset import read_corpus
from extractor.candidates.ranking import RULES_ALONE, shipped
from extractor.linking import weights as kept
from extractor.linking.actors import keys
from extractor.linking.blocks import Blocks, ends, key
from extractor.linking.corpus import Corpus
from extractor.linking.facts import facts_of, in_order
from extractor.linking.link import Linking
from extractor.linking.weights import Weights
from schemas import Gold
from training.stories import told

TABLE = Path(__file__).parents[1] / "extractor" / "linking" / "weights.tsv"
UNSETTLED = frozenset({"001_96903b644adc0fa3", "004_7adff150fc6e4d64"})
"""Articles whose labels share no link because their texts do not settle whether there are any."""
_PENALTY = 0.5
_ROUNDS = 3
"""The field `choice` hangs on the weights of the others, so they are learned several times."""
_STEPS = 30

Pair = tuple[bool, Mapping[str, str]]
"""Whether two meetings are one, and how they compare in each field."""


def stories() -> list[list[Gold]]:
    """What is learned from: labelled articles of dev, and the stories as written and as read."""
    dev = [case.gold for case in read_corpus(split="dev")]
    return [dev, told(RULES_ALONE), told(shipped())]


def learned(corpora: Sequence[Sequence[Gold]]) -> tuple[Weights, list[Pair]]:
    """Weights of meetings, and the pairs that they were learned from.

    Args:
        corpora: labelled articles; only those of one corpus are compared.
    """
    found, pairs = kept.weights("meeting"), list[Pair]()
    for number in range(_ROUNDS):
        pairs = [one for golds in corpora for one in _pairs(golds)]
        found = fitted(pairs, without=() if number else ("choice",))
        kept.use("meeting", found)
    return found, pairs


def fitted(pairs: Sequence[Pair], without: Sequence[str] = ()) -> Weights:
    """The weights that tell pairs apart best, by Newton's method.

    Args:
        pairs: with their truth.
        without: fields that are left out; their levels weigh nothing.
    """
    levels = list(kept.weights("meeting").bits)  # those of the table, seen or not, then new ones
    levels += sorted({one for _, found in pairs for one in found.items()} - set(levels))
    column = {one: at for at, one in enumerate(levels) if one[0] not in without}
    at = {one: number for number, one in enumerate(column)}
    table = np.ones((len(pairs), len(at) + 1))
    table[:, :-1] = 0
    for row, (_, found) in enumerate(pairs):
        for one in found.items():
            if one in at:
                table[row, at[one]] = 1
    right = np.array([same for same, _ in pairs], float)
    solved = _solve(table, right)
    bits = solved / np.log(2)
    known = {one: float(bits[number]) for one, number in at.items()}
    return Weights(float(bits[-1]), {one: known.get(one, 0.0) for one in levels})


def _solve(table: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    penalty = np.full(table.shape[1], 2 * _PENALTY)
    penalty[-1] = 1e-6
    found = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-(table @ found)))
        slope = table.T @ (likely - right) + penalty * found
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(penalty)
        found = found - np.linalg.solve(curve, slope)
    return found


def _pairs(golds: Sequence[Gold]) -> Iterator[Pair]:
    """Every two meetings of articles that name somebody in common, however far apart."""
    corpus = Corpus(in_order(map(facts_of, golds)))
    linking = Linking(corpus)
    by_id = {gold.article.id: gold for gold in golds}
    blocks = Blocks(width=len(corpus.meetings))
    for node in range(len(corpus.meetings)):
        one = corpus.gathering(node)
        there = {key("cast", word) for who in one.named + one.people for word in keys(who)}
        blocks.add(node, there)
    pairs = blocks.pairs(np.array([at for at, _ in corpus.meetings], np.int64))
    for one_, other in zip(*(side.tolist() for side in ends(pairs)), strict=True):
        articles = [corpus.articles[corpus.meetings[node][0]].id for node in (one_, other)]
        if not UNSETTLED.issuperset(articles):
            links = [
                (by_id[name].annotation.story or name, by_id[name].meetings[n].link)
                for name, (_, n) in zip(
                    articles, (corpus.meetings[one_], corpus.meetings[other]), strict=True
                )
            ]
            same = links[0] == links[1] and links[0][1] is not None
            yield same, dict(linking.meeting_levels(one_, other))


def lines(found: Weights, pairs: Sequence[Pair]) -> Iterator[str]:
    """The table, with the rows of meetings written anew."""
    seen = {same: Counter[tuple[str, str]]() for same in (True, False)}
    for same, levels in pairs:
        seen[same].update(levels.items())
    ones = sum(same for same, _ in pairs)
    yield from (line for line in _old() if line.startswith("#"))
    yield _row("odds", "-", found.prior, ones, len(pairs) - ones)
    for (name, level), bits in found.bits.items():
        yield _row(name, level, bits, seen[True][name, level], seen[False][name, level])
    yield from (line for line in _old() if not line.startswith(("#", "meeting\t")))


def _old() -> list[str]:
    return TABLE.read_text(encoding="utf-8").splitlines()


def _row(name: str, level: str, bits: float, ones: int, others: int) -> str:
    return f"meeting\t{name}\t{level}\t{bits:.2f}\t{ones}\t{others}"


def main() -> None:
    """Learn, and write the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    found, pairs = learned(stories())
    TABLE.write_text("\n".join(lines(found, pairs)) + "\n", encoding="utf-8")
    print(f"{len(pairs)} pairs, {len(found.bits)} weights")  # noqa: T201


if __name__ == "__main__":
    main()
