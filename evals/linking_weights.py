"""Weights: the table that linking adds up, estimated anew on labelled stories.

Each level's share is what was counted and what was believed before, the belief weighing half as
much as the pairs that were counted: m = (seen + pairs / 2 * belief) / (1.5 * pairs), u likewise, so
that a level that was never seen keeps the weight that it was believed to have. Beliefs and counts
stand in the table. Pairs of the articles in `UNSETTLED` are not counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from extractor.linking.actors import keys
from extractor.linking.blocks import Blocks, Pairs, ends, key
from extractor.linking.corpus import Corpus
from extractor.linking.links import link
from schemas import Gold

BELIEF = 0.5
"""How much a belief weighs beside what was counted."""
UNSETTLED = frozenset({"001_96903b644adc0fa3", "004_7adff150fc6e4d64"})
"""Their labels share no link because their texts do not settle whether there are any."""


@dataclass(frozen=True)
class Counted:
    """Levels of candidate pairs of one kind of record."""

    matches: Counter[tuple[str, str]]
    others: Counter[tuple[str, str]]
    sizes: tuple[int, int]


def counted(golds: Sequence[Gold]) -> dict[str, Counted]:
    """The levels of candidate pairs of meetings and statements, by whether gold links them."""
    linking = link(golds).linking
    corpus = linking.corpus
    by_id = {gold.article.id: gold for gold in golds}

    def meeting(node: int) -> object:
        at, n = corpus.meetings[node]
        gold = by_id[corpus.articles[at].id]
        return gold.annotation.story or gold.article.id, gold.meetings[n].link or node

    def statement(node: int) -> object:
        at, n = corpus.statements[node]
        gold = by_id[corpus.articles[at].id]
        return gold.annotation.story or gold.article.id, gold.statements[n].link or node

    def settled(places: Sequence[tuple[int, int]], pairs: Pairs) -> Iterator[tuple[int, int]]:
        for one, other in zip(*(side.tolist() for side in ends(pairs)), strict=True):
            articles = {corpus.articles[places[node][0]].id for node in (one, other)}
            if not articles <= UNSETTLED:
                yield one, other

    return {
        "meeting": _counted(
            (meeting(one) == meeting(other), linking.meeting_levels(one, other))
            for one, other in settled(corpus.meetings, _of_one_cast(corpus))
        ),
        "statement": _counted(
            (statement(one) == statement(other), linking.statement_levels(one, other))
            for one, other in settled(corpus.statements, _of_one_speaker(corpus))
        ),
    }


def _of_one_cast(corpus: Corpus) -> Pairs:
    """Every two meetings of articles that name somebody in common, however far apart."""
    blocks = Blocks(width=len(corpus.meetings))
    for node in range(len(corpus.meetings)):
        one = corpus.gathering(node)
        blocks.add(
            node, {key("cast", word) for who in one.named + one.people for word in keys(who)}
        )
    return blocks.pairs(np.array([at for at, _ in corpus.meetings], np.int64))


def _of_one_speaker(corpus: Corpus) -> Pairs:
    """Every two statements of speakers with like names, whatever they say."""
    blocks = Blocks(width=len(corpus.statements))
    for node, (at, n) in enumerate(corpus.statements):
        speaker = corpus.articles[at].statements[n].speaker
        words = keys(corpus.actor(at, speaker)) if speaker else frozenset[str]()
        blocks.add(node, {key("speaker", word) for word in words})
    return blocks.pairs(np.array([at for at, _ in corpus.statements], np.int64))


def _counted(pairs: Iterable[tuple[bool, tuple[tuple[str, str], ...]]]) -> Counted:
    matches, others, sizes = Counter[tuple[str, str]](), Counter[tuple[str, str]](), [0, 0]
    for same, levels in pairs:
        (matches if same else others).update(levels)
        sizes[0 if same else 1] += 1
    return Counted(matches, others, (sizes[0], sizes[1]))


def estimated(golds: Sequence[Gold]) -> list[str]:
    """The lines of the table, comments too, with counts taken anew."""
    found = counted(golds)
    text = files("extractor.linking").joinpath("weights.tsv").read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        kind, *cells = line.split("\t")
        if line.startswith("#") or kind not in found:
            lines.append(line)
            continue
        field, level, _, _, m, u = cells[:6]
        lines.append("\t".join([kind, *_row(found[kind], field, level, float(m), float(u))]))
    return lines


def _row(counts: Counted, field: str, level: str, m: float, u: float) -> list[str]:
    """Field, level, m, u, what was believed of both, and counts of both."""
    one, two = counts.sizes
    if field == "odds":
        share = (one / (one + two) + BELIEF * m) / (1 + BELIEF)
        return _cells(field, level, (share, 1 - share), (m, u), (one, two))
    seen = counts.matches[field, level], counts.others[field, level]
    if field == "choice":
        if level == "open":
            return _cells(field, level, (1, 1), (m, u), seen)
        one -= counts.matches[field, "open"]
        two -= counts.others[field, "open"]
    shares = (
        (seen[0] / one + BELIEF * m) / (1 + BELIEF),
        (seen[1] / two + BELIEF * u) / (1 + BELIEF),
    )
    return _cells(field, level, shares, (m, u), seen)


def _cells(
    field: str,
    level: str,
    shares: tuple[float, float],
    beliefs: tuple[float, float],
    seen: tuple[int, int],
) -> list[str]:
    return [
        *(field, level),
        *(f"{share:.4f}" for share in shares),
        *(f"{belief:g}" for belief in beliefs),
        *map(str, seen),
    ]
