"""Benchmark: records linked, from a thousand to a hundred thousand.

    python -m benchmarks.linking --records 1000 10000 100000
    python -m benchmarks.linking --records 1000 10000 100000 --crowded

Prints time, peak memory, and pairwise precision and recall of meetings against what the generator
knows, and those of B³, in which a meeting of many articles counts no more than its share; then the
exponent with which processor time grows. Making the records up is in none of the times. Each size
has a process of its own. What a crowded year is stands in `benchmarks.events`.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise

from benchmarks.events import World
from extractor.linking.links import link
from schemas import Story


class _Made:
    """A world's records, and the time that making them up took."""

    def __init__(self, world: World) -> None:
        self._records = world.records()
        self.cpu_s = self.wall_s = 0.0

    def __iter__(self) -> Iterator[Story]:
        while True:
            wall, cpu = time.perf_counter(), time.process_time()
            record = next(self._records, None)
            self.wall_s += time.perf_counter() - wall
            self.cpu_s += time.process_time() - cpu
            if record is None:
                return
            yield record


def measured(records: int, *, crowded: bool) -> dict[str, float]:
    """The figures of one size, taken in this process."""
    world = World(records, crowded=crowded)
    made = _Made(world)
    start, started = time.perf_counter(), time.process_time()
    links = link(made)
    start, started = start + made.wall_s, started + made.cpu_s
    read_s = time.perf_counter() - start
    found = {
        (source.article, source.record): one.id
        for one in links.meetings()
        for source in one.sources
    }
    linked_s = time.perf_counter() - start
    lines = size = 0
    for line in links.lines():
        lines += 1
        size += len(line.model_dump_json())
    whole_s = time.perf_counter() - start
    cpu_s = time.process_time() - started
    both = _pairs((found[item], event) for item, event in world.truth.items())
    of_found, of_events = Counter(found.values()), Counter(world.truth.values())
    shared = Counter((found[item], event) for item, event in world.truth.items())
    return {
        "records": records,
        "read_s": read_s,
        "meetings_s": linked_s,
        "whole_s": whole_s,
        "cpu_s": cpu_s,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "lines": lines,
        "written_mb": size / 1e6,
        "pairs": _pairs(world.truth.values()),
        "precision": both / (_pairs(found.values()) or 1),
        "recall": both / (_pairs(world.truth.values()) or 1),
        "b3_precision": sum(n * n / of_found[one] for (one, _), n in shared.items()) / len(found),
        "b3_recall": sum(n * n / of_events[one] for (_, one), n in shared.items()) / len(found),
    }


def _pairs(labels: Iterable[Hashable]) -> int:
    """How many pairs have one label."""
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--crowded", action="store_true", help="a few people at all meetings")
    parser.add_argument("--alone", action="store_true", help="one size, in this process, as JSON")
    options = parser.parse_args()
    if options.alone:
        print(json.dumps(measured(options.records[0], crowded=options.crowded)))  # noqa: T201
        return
    rows = []
    for records in options.records:
        command = [sys.executable, "-m", "benchmarks.linking", "--alone", "--records", str(records)]
        command += ["--crowded"] if options.crowded else []
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print(_line(rows[-1]), flush=True)  # noqa: T201
    for one, other in pairwise(rows):
        grown = math.log(other["cpu_s"] / one["cpu_s"])
        exponent = grown / math.log(other["records"] / one["records"])
        print(f"{one['records']:,} to {other['records']:,}: n^{exponent:.2f}")  # noqa: T201


def _line(row: dict[str, float]) -> str:
    return (
        f"{row['records']:>9,} records  read {row['read_s']:6.1f} s  meetings linked "
        f"{row['meetings_s']:6.1f} s  all written {row['whole_s']:6.1f} s  "
        f"{row['cpu_s']:6.1f} s CPU  {row['peak_mb']:6.0f} MB  "
        f"P {row['precision']:.3f}  R {row['recall']:.3f}  "
        f"B³ P {row['b3_precision']:.3f}  R {row['b3_recall']:.3f}"
    )


if __name__ == "__main__":
    main()
