"""Blocks: which records are compared at all, without ever looking at all pairs.

Records that share a key stand in one block, sorted by day; each is compared with its neighbours up
to a fixed distance. A block of ten thousand costs ten thousand times that distance, and which
pairs come out depends on nothing but the records, so that their order does not matter. Adding a
record changes no pair but those whose two ends stand near it in a block, be they compared with it
or too far from it in time.
"""

from array import array
from collections.abc import Collection, Iterable
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


@dataclass(frozen=True)
class Touched:
    """What new records bring about among those that were linked before."""

    nodes: Collection[int]
    """New, or with something new about them."""
    beside: Collection[int] = ()
    """Near them in a block, compared with them or not."""


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

    def pairs(self, groups: NDArray[np.int64], *, within_days: int | None = None) -> Pairs:
        """Every pair of neighbours of different groups.

        Args:
            groups: a number for each node; nodes of one group are never compared.
            within_days: leave out pairs whose days, both known, lie further apart than this and
                the slack of both.
        """
        keys, nodes, days, slacks = self._sorted()
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

    def beside(self, new: Iterable[int]) -> set[int]:
        """The nodes that stand near new ones, whose other neighbours may now be out of reach."""
        keys, nodes, _, _ = self._sorted()
        fresh = np.isin(nodes, np.fromiter(new, np.uint32))
        found = set[int]()
        for step in range(1, min(self.width, len(keys) - 1) + 1):
            same = keys[step:] == keys[:-step]
            found.update(nodes[step:][same & fresh[:-step]].tolist())
            found.update(nodes[:-step][same & fresh[step:]].tolist())
        return found

    def _sorted(
        self,
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint32], NDArray[np.int32], NDArray[np.int32]]:
        """Keys, nodes, days and slacks by key, day and node."""
        keys = np.frombuffer(self.keys, np.uint64) if self.keys else np.empty(0, np.uint64)
        nodes = np.frombuffer(self.nodes, np.uint32) if self.nodes else np.empty(0, np.uint32)
        days = np.frombuffer(self.days, np.int32) if self.days else np.empty(0, np.int32)
        slacks = np.frombuffer(self.slacks, np.int32) if self.slacks else np.empty(0, np.int32)
        order = np.lexsort((nodes, days, keys))
        return keys[order], nodes[order], days[order], slacks[order]


def ends(pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Both nodes of each pair."""
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(
        np.int64
    )
