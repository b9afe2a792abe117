"""Linking: what each level of each field says of two meetings, learned from the stories.

python -m training.linking

Writes the rows of meetings in `extractor/linking/weights.tsv`. Learned from every two articles that
name somebody in common: the likelihood of the right matching of their meetings, among all ways to
match them one to one (`extractor.linking.matching`), is made as great as it can be, with an L2
penalty. It is a log-linear model of matchings, as in Taskar et al. (2005), "A Discriminative
Matching Approach to Word Alignment": fields hang together (the people who meet, the words that
tell of it, the story), and weights that are learned together add up without counting anything
twice, which the shares of Fellegi & Sunter (1969) would.
"""

import argparse
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.dataset import read_corpus
from extractor.candidates.ranking import shipped
from extractor.linking.actors import keys
from extractor.linking.corpus import Corpus
from extractor.linking.facts import facts_of, in_order
from extractor.linking.matching import matched
from extractor.linking.meetings import LEVELS, Levels, contradict, meeting_levels
from extractor.linking.weights import Weights
from schemas import Gold
from training.stories import told

TABLE = Path(__file__).parents[1] / "extractor" / "linking" / "weights.tsv"
UNSETTLED = frozenset({"001_96903b644adc0fa3", "004_7adff150fc6e4d64"})
"""Articles whose labels share no link because their texts do not settle whether there are any."""
_PENALTY = 0.5
_STEPS = 25
_NEVER = -30.0
_CLOSE = 1e-3
"""Nats by which no weight moves any more."""


@dataclass(frozen=True)
class Pair:
    """Two articles, their meetings in rows and columns."""

    levels: tuple[tuple[Levels, ...], ...]
    """How two meetings compare in each field."""
    apart: NDArray[np.bool_]
    """Whether the days of two meetings exclude each other; such a pair is never one."""
    same: NDArray[np.bool_]
    """Whether two meetings are one."""


def stories() -> list[list[Gold]]:
    """What is learned from: labelled articles of dev, and the stories as written and as read."""
    dev = [case.gold for case in read_corpus(split="dev")]
    return [dev, told(), told(shipped())]


def learned(corpora: Sequence[Sequence[Gold]]) -> tuple[Weights, list[Pair]]:
    """Weights of meetings, and the pairs of articles that they were learned from.

    Args:
        corpora: labelled articles; only those of one corpus are compared.
    """
    pairs = [one for golds in corpora for one in _pairs(golds)]
    return fitted(pairs), pairs


def fitted(pairs: Sequence[Pair]) -> Weights:
    """The weights that make the right matchings likeliest.

    Newton's method, with a curvature that takes the pairs of two articles for independent: that
    changes how fast the weights are found, not which.
    """
    of = {one: at for at, one in enumerate((name, one) for name in LEVELS for one in LEVELS[name])}
    table = np.zeros((sum(pair.same.size for pair in pairs), len(of) + 1))
    table[:, -1] = 1
    rows = (levels for pair in pairs for row in pair.levels for levels in row)
    for row, levels in enumerate(rows):
        table[row, [of[one] for one in levels]] = 1
    apart = np.concatenate([pair.apart.ravel() for pair in pairs])
    right = np.concatenate([pair.same.ravel() for pair in pairs]) & ~apart
    table[apart] = 0
    penalty = np.full(len(of) + 1, 2 * _PENALTY)
    penalty[-1] = 1e-6
    found = np.zeros(len(of) + 1)
    for _ in range(_STEPS):
        likely = _likely(pairs, table @ found)
        slope = table.T @ (likely - right) + penalty * found
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found = found - step
        if abs(step).max() < _CLOSE:
            break
    bits = found / np.log(2)
    return Weights(float(bits[-1]), {one: float(bits[at]) for one, at in of.items()})


def _likely(pairs: Sequence[Pair], sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability that two meetings are one, by matchings of their articles' meetings."""
    found, start = [], 0
    for pair in pairs:
        size = pair.same.size
        bits = sums[start : start + size].reshape(pair.same.shape) / np.log(2)
        bits[pair.apart] = _NEVER
        whole = matched(tuple(map(tuple, bits.tolist())))
        found.append(1 / (1 + 2.0 ** -np.array(whole).ravel()))
        start += size
    return np.concatenate(found)


def _pairs(golds: Sequence[Gold]) -> Iterator[Pair]:
    """Every two articles that name somebody in common, however far apart."""
    corpus = Corpus(in_order(map(facts_of, golds)))
    by_id = {gold.article.id: gold for gold in golds}
    meetings = [corpus.gathering(node) for node in range(len(corpus.meetings))]
    links = [
        link and (by_id[article.id].annotation.story or article.id, link)
        for at, n in corpus.meetings
        for article in [corpus.articles[at]]
        for link in [by_id[article.id].meetings[n].link]
    ]
    nodes = [_once(corpus.meetings_of(at), links) for at in range(len(corpus.articles))]
    cast = [
        {word for node in own for who in meetings[node].named + meetings[node].people
         for word in keys(who)}
        for own in nodes
    ]  # fmt: skip
    for one, other in combinations(range(len(nodes)), 2):
        unsettled = UNSETTLED.issuperset(corpus.articles[at].id for at in (one, other))
        if unsettled or cast[one].isdisjoint(cast[other]):
            continue
        pairs = [[(row, column) for column in nodes[other]] for row in nodes[one]]
        there = [[(meetings[row], meetings[column]) for row, column in line] for line in pairs]
        yield Pair(
            tuple(tuple(meeting_levels(*both) for both in line) for line in there),
            np.array([[contradict(*both) for both in line] for line in there]),
            np.array([[links[row] is not None and links[row] == links[column]
                       for row, column in line] for line in pairs]),
        )  # fmt: skip


def _once(nodes: Iterable[int], links: Sequence[Hashable]) -> list[int]:
    """An article's meetings without those that its record has a second time: one counts."""
    seen = dict[Hashable, int]()
    return [
        node for node in nodes if links[node] is None or seen.setdefault(links[node], node) == node
    ]


def lines(found: Weights, pairs: Sequence[Pair]) -> Iterator[str]:
    """The table, with the rows of meetings written anew."""
    seen = {same: Counter[tuple[str, str]]() for same in (True, False)}
    whole = Counter[bool]()
    for pair in pairs:
        for levels, same in zip(chain(*pair.levels), pair.same.ravel().tolist(), strict=True):
            seen[same].update(levels)
            whole[same] += 1
    yield from (line for line in _old() if line.startswith("#"))
    yield _row("odds", "-", found.prior, whole[True], whole[False])
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
    print(f"{len(pairs)} pairs of articles, {len(found.bits)} weights")  # noqa: T201


if __name__ == "__main__":
    main()
