"""Clusters: pairs that are one thing put together, and what tells them apart respected.

The surest pair first, two clusters become one if the pairs between them, those too that no block
brought together, are on average one thing and nothing keeps them apart. Sureness is capped in the
average: one pair that is alike to the letter makes up for no other. Within what is connected
nothing else plays a part, so that what is not connected to a new record stays as it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractor.linking.blocks import Pairs, Touched, ends
from extractor.linking.garbage import no_cycles

Keep = Callable[[frozenset[int], frozenset[int]], str | None]
"""What keeps two clusters apart, in words; None where nothing does."""

_SURE = 3.0
"""Bits above those of a match, the most that a pair adds to the average between two clusters."""
_TELLING = 12
"""Members of a cluster that are compared with those of another, so that the work for a cluster of
hundreds grows with its size and not with its square."""
_MISFIT = "other articles of the two do not fit together"


@dataclass(frozen=True, slots=True)
class Scored:
    """What a comparison came to."""

    bits: float
    forbidden: str | None = None
    """Why the two can never be one."""
    doubted: str | None = None
    """Why the two alone are not taken for one, however many bits there are."""


@dataclass(frozen=True)
class Limits:
    """From how many bits on two records are one thing, and possibly one."""

    match: float
    possible: float


@dataclass(frozen=True)
class Rules:
    """What makes two nodes one."""

    score: Callable[[int, int], Scored]
    """What a pair comes to; the lower node comes first."""
    limits: Limits
    keep: Keep
    """What keeps two clusters apart beside what the pairs say."""


@dataclass
class Clustered:
    """The clusters of the nodes that were looked at."""

    members: list[tuple[int, ...]] = field(default_factory=list)
    """Nodes of each cluster, sorted; in the order of their first."""
    joins: list[tuple[int, int]] = field(default_factory=list)
    """Pairs that put clusters together."""
    possible: list[tuple[float, int, int, str]] = field(default_factory=list)
    """Bits and nodes of pairs that might be one and are not, and what was against it."""

    def beside(self, known: "Clustered") -> "Clustered":
        """With those clusters of earlier that have no node in common with these."""
        fresh = {node for members in self.members for node in members}
        return Clustered(
            sorted([*self.members, *(one for one in known.members if one[0] not in fresh)]),
            sorted([*self.joins, *(one for one in known.joins if one[0] not in fresh)]),
            [*self.possible, *(one for one in known.possible if not {one[1], one[2]} & fresh)],
        )


class _Scores:
    """What pairs came to: those that may be one thing are kept, others scored when asked."""

    def __init__(self, score: Callable[[int, int], Scored], limits: Limits) -> None:
        self._score = score
        self._limits = limits
        self.near: dict[tuple[int, int], Scored] = {}

    def add(self, one: int, other: int) -> Scored:
        what = self._score(one, other)
        if what.bits >= self._limits.possible and not what.forbidden:
            self.near[one, other] = what
        return what

    def of(self, one: int, other: int) -> Scored:
        """What any two nodes come to, whether or not they were to be compared."""
        pair = (one, other) if one < other else (other, one)
        return self.near.get(pair) or self._score(*pair)


def clustered(
    pairs: Pairs,
    size: int,
    rules: Rules,
    touched: Touched | None = None,
    ranks: NDArray[np.int64] | None = None,
) -> Clustered:
    """Clusters of nodes, or of those only that are connected to touched ones.

    Args:
        pairs: what may be compared.
        size: how many nodes there are.
        rules: what makes two nodes one.
        touched: what is new or has changed; None for all.
        ranks: a number for each node; pairs are compared by the higher rank of their two, so that
            those of like rank come one after the other. What comes out does not hang on it.
    """
    limits = rules.limits
    scores = _Scores(rules.score, limits)
    with no_cycles():
        if touched is None:
            nodes = set(range(size))
            for one, other in _listed(pairs, ranks):
                scores.add(one, other)
        else:
            nodes = _connected(pairs, size, scores, limits, touched)
        return _Clusters(nodes, scores, rules).found()


def _listed(pairs: Pairs, ranks: NDArray[np.int64] | None) -> Iterable[tuple[int, int]]:
    """Pairs as tuples, a slice at a time."""
    if ranks is not None:
        ones, others = ends(pairs)
        pairs = pairs[np.argsort(np.maximum(ranks[ones], ranks[others]), kind="stable")]
    for start in range(0, len(pairs), 1 << 16):
        ones, others = ends(pairs[start : start + (1 << 16)])
        yield from zip(ones.tolist(), others.tolist(), strict=True)


def _connected(
    pairs: Pairs, size: int, scores: _Scores, limits: Limits, touched: Touched
) -> set[int]:
    """Touched nodes, those beside them, and all that matches connect to either."""
    nodes = set(touched.nodes)
    ones, others = ends(pairs)
    starts, order = _index(ones, others, size)
    known: dict[tuple[int, int], bool] = {}
    wave, first = set(nodes), True
    while wave:
        found: set[int] = set()
        for node in sorted(wave):
            for at in order[starts[node] : starts[node + 1]].tolist():
                pair = (int(ones[at]), int(others[at]))
                if pair not in known:
                    known[pair] = matches(scores.add(*pair), limits)
                if first or known[pair]:
                    found.add(pair[0] + pair[1] - node)
        if first:
            found |= set(touched.beside)
        wave = found - nodes
        nodes |= wave
        first = False
    return nodes


def _index(
    ones: NDArray[np.int64], others: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each node's pairs begin in a list of pair numbers, and that list."""
    whole = np.concatenate([ones, others])
    order = np.argsort(whole, kind="stable")
    starts = np.searchsorted(whole[order], np.arange(size + 1))
    return starts, order % max(1, len(ones))


def matches(one: Scored, limits: Limits) -> bool:
    """Whether two records are taken for one by what they say alone."""
    return one.bits >= limits.match and not one.forbidden and not one.doubted


class _Clusters:
    """Clusters while they grow."""

    def __init__(self, nodes: set[int], scores: _Scores, rules: Rules) -> None:
        self._scores = scores
        self._limits = rules.limits
        self._keep = rules.keep
        self._nodes = nodes
        self._home: dict[int, int] = {}
        """The cluster of each node that might be in one with others, named after a member."""
        self._members: dict[int, frozenset[int]] = {}
        self._joins: list[tuple[int, int]] = []
        self._refused: dict[tuple[int, int], str] = {}
        self._apart: dict[tuple[int, int, int, int], str] = {}
        """What keeps two clusters of certain sizes apart; clusters only grow."""

    def found(self) -> Clustered:
        """The clusters, once all pairs have been gone through."""
        near = self._scores.near
        sure = [pair for pair, what in near.items() if matches(what, self._limits)]
        self._home = {node: node for pair in sure for node in pair}
        self._members = {node: frozenset([node]) for node in self._home}
        for one, other in sorted(sure, key=lambda pair: (-near[pair].bits, pair)):
            self._join(one, other)
        found = [tuple(sorted(members)) for members in self._members.values()]
        found += [(node,) for node in self._nodes if node not in self._home]
        return Clustered(sorted(found), sorted(self._joins), self._possible())

    def _join(self, one: int, other: int) -> None:
        first, second = self._home[one], self._home[other]
        if first == second:
            return
        left, right = self._members[first], self._members[second]
        if (len(left), first) < (len(right), second):
            first, second, left, right = second, first, right, left
        state = (first, second, len(left), len(right))
        against = self._apart.get(state) or self._against(right, left)
        if against is not None:
            self._refused[one, other] = self._apart[state] = against
            return
        self._members[first] = left | right
        del self._members[second]
        for node in right:
            self._home[node] = first
        self._joins.append((one, other))

    def _against(self, small: frozenset[int], large: frozenset[int]) -> str | None:
        if (kept := self._keep(small, large)) is not None:
            return kept
        bits = []
        theirs = _telling(large)
        for one in _telling(small):
            for other in theirs:
                what = self._scores.of(one, other)
                if what.forbidden:
                    return what.forbidden
                most = 0.0 if what.doubted else self._limits.match + _SURE
                bits.append(min(what.bits, most))
        return _MISFIT if len(bits) > 1 and sum(bits) / len(bits) < self._limits.match else None

    def _possible(self) -> list[tuple[float, int, int, str]]:
        return [
            (what.bits, one, other, self._why(one, other, what))
            for (one, other), what in sorted(self._scores.near.items())
            if self._home.get(one, one) != self._home.get(other, other)
        ]

    def _why(self, one: int, other: int, what: Scored) -> str:
        if what.doubted:
            return what.doubted
        if what.bits < self._limits.match:
            return "too little speaks for it"
        return self._refused.get((one, other), _MISFIT)


def _telling(members: frozenset[int]) -> list[int]:
    """Some members of a cluster, evenly spaced; all where they are few."""
    ordered = sorted(members)
    if len(ordered) <= _TELLING:
        return ordered
    return [ordered[at * len(ordered) // _TELLING] for at in range(_TELLING)]
