"""Blocks: which records are compared at all, without ever looking at all pairs.

Records that share a key stand in one block, sorted by day; each is near its neighbours up to a
fixed distance. Of those that are near, each is compared with the few that have most in common with
it: the more records there are, the more blocks two have to share by chance, and what is compared
grows with the records all the same. That is cardinality node pruning, as in Papadakis et al.
(2014), "Meta-Blocking: Taking Entity Resolution to the Next Level". Which pairs come out depends on
nothing but the records, so that their order does not matter.
"""

from array import array
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.uint64]
"""Pairs of nodes, the smaller in the upper half of the bits; sorted, each once."""

UNKNOWN_DAY = 0
_MASK = (1 << 64) - 1
_AT_ONCE = 1 << 23
"""Pairs that are held before repeated ones are thrown away."""
_COUNTED = 1 << 15
"""Pairs of which what they have in common is counted at once."""


@dataclass(frozen=True)
class Touched:
    """What new records bring about among those that were linked before."""

    nodes: Collection[int]
    """New, or with something new about them."""
    beside: Collection[int] = ()
    """Those that are compared with others on account of them."""


def key(kind: str, *parts: str | int) -> int:
    """A block's number: 64 bits that hang on the kind of key and its parts."""
    number = crc32(kind.encode())
    for part in parts:
        piece = part if isinstance(part, int) else crc32(part.encode("utf-8", "surrogatepass"))
        number = ((number ^ piece) * 0x9E3779B97F4A7C15 + (number >> 29)) & _MASK
    return number


@dataclass
class Blocks:
    """Keys with the nodes that have them.

    Args:
        width: how many neighbours of a block a node is compared with, to either side.
    """

    width: int
    keys: "array[int]" = field(default_factory=lambda: array("Q"))
    nodes: "array[int]" = field(default_factory=lambda: array("I"))
    days: "array[int]" = field(default_factory=lambda: array("i"))
    slacks: "array[int]" = field(default_factory=lambda: array("i"))

    def add(
        self, node: int, keys: Iterable[int], day: int = UNKNOWN_DAY, slack_days: int = 0
    ) -> None:
        """Put a node into blocks; the slack is by how much its day may be wrong."""
        found = set(keys)
        self.keys.extend(found)
        self.nodes.extend([node] * len(found))
        self.days.extend([day] * len(found))
        self.slacks.extend([slack_days] * len(found))

    def pairs(
        self,
        groups: NDArray[np.int64],
        *,
        within_days: int | None = None,
        among: NDArray[np.bool_] | None = None,
    ) -> Pairs:
        """Every pair of neighbours of different groups.

        Args:
            groups: a number for each node; nodes of one group are never compared.
            within_days: leave out pairs whose days, both known, lie further apart than this and
                the slack of both.
            among: which nodes count, the others being as if they were not there; None for all.
        """
        keys, nodes, days, slacks = self._sorted(among)
        unique, held = np.empty(0, np.uint64), list[Pairs]()
        for step in range(1, min(self.width, len(keys) - 1) + 1):
            at = np.flatnonzero(keys[step:] == keys[:-step])
            if not len(at):
                break
            one, other = nodes[at], nodes[at + step]
            kept = groups[one] != groups[other]
            if within_days is not None:
                known = (days[at] != UNKNOWN_DAY) & (days[at + step] != UNKNOWN_DAY)
                slack = within_days + slacks[at] + slacks[at + step]
                kept &= ~known | (np.abs(days[at + step] - days[at]) <= slack)
            one, other = one[kept].astype(np.uint64), other[kept].astype(np.uint64)
            held.append(np.unique((np.minimum(one, other) << 32) | np.maximum(one, other)))
            if sum(map(len, held)) > _AT_ONCE:
                unique, held = np.unique(np.concatenate([unique, *held])), []
        return np.unique(np.concatenate([unique, *held]))

    def _sorted(
        self, among: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.int32], NDArray[np.int32]]:
        """Keys, nodes, days and slacks by key, day and node."""
        keys = np.frombuffer(self.keys, np.uint64) if self.keys else np.empty(0, np.uint64)
        nodes = np.frombuffer(self.nodes, np.uint32) if self.nodes else np.empty(0, np.uint32)
        days = np.frombuffer(self.days, np.int32) if self.days else np.empty(0, np.int32)
        slacks = np.frombuffer(self.slacks, np.int32) if self.slacks else np.empty(0, np.int32)
        order = np.lexsort((nodes, days, keys))
        if among is not None:
            order = order[among[nodes[order]]]
        return keys[order], nodes[order], days[order], slacks[order]


@dataclass
class Marks:
    """What each node has, in so many bits that two seldom share one by chance.

    Args:
        nodes: how many there are.
        bits: of each; a multiple of 64.
    """

    nodes: int
    bits: int

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self._words = np.zeros((self.nodes, self.bits // 64), np.uint64)

    def add(self, node: int, keys: Iterable[int]) -> None:
        """Let a node have something, by numbers that are spread evenly."""
        row = self._words[node]
        for one in keys:
            row[one % self.bits >> 6] |= np.uint64(1 << (one & 63))

    def nearest(self, pairs: Pairs, most: int) -> Pairs:
        """The pairs in which one is among the so many that have most in common with the other.

        Of those with as much in common it is those behind it that come first, in their order.
        """
        ones, others = ends(pairs)
        common = np.zeros(len(pairs), np.int64)
        for at in range(0, len(pairs), _COUNTED):
            some = slice(at, at + _COUNTED)
            both = self._words[ones[some]] & self._words[others[some]]
            common[some] = np.bitwise_count(both).sum(axis=1)
        nodes = np.concatenate([ones, others])
        order = np.lexsort((np.tile(-common, 2), nodes))
        begin = np.searchsorted(nodes[order], np.arange(self.nodes))
        place = np.arange(len(order)) - begin[nodes[order]]
        near = np.zeros(len(pairs), np.bool_)
        near[order[place < most] % max(1, len(pairs))] = True
        return pairs[near]


def touched(
    find: Callable[[NDArray[np.bool_] | None], Pairs], nodes: int, new: Collection[int] | None
) -> tuple[Pairs, Touched | None]:
    """What is compared, and what new nodes change in that.

    Args:
        find: the pairs among some nodes, or all of them.
        nodes: how many there are.
        new: which of them are; None where all are.
    """
    pairs = find(None)
    if new is None:
        return pairs, None
    old = np.ones(nodes, np.bool_)
    old[list(new)] = False
    changed = np.concatenate(ends(np.setxor1d(pairs, find(old), assume_unique=True)))
    return pairs, Touched(new, np.unique(changed).tolist())


def ends(pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Both nodes of each pair."""
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(
        np.int64
    )
