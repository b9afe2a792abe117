"""Benchmark: a run shared out by Ray, by one worker and by more, against one scripted model.

    python -m benchmarks.clusters --articles 240 --latency 1.5 --concurrency 8 --workers 1 2

Prints articles a second of each, and their ratio to the first. `steady` is of the middle half of
the records, as their own times say: all workers have started by then, and none has run out of
articles. `whole` is from starting the cluster to its end. With a latency, what is shared out is the
waiting: workers that wait do not need a core each. With --latency 0 it is the processor's time, of
which the scripted model, the desk and Ray itself take theirs.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

from benchmarks.__main__ import endpoint
from benchmarks.news import news
from extractor import Settings
from extractor.distributed.cluster import cluster
from extractor.distributed.sharing import Sharing
from extractor.running.limits import Account, Limits
from extractor.running.run import Plan, Summary


def measured(port: int, workers: int, options: argparse.Namespace) -> dict[str, float]:
    """The figures of one run."""
    from extractor.distributed.run import run

    settings = Settings(
        model="endpoint/m",
        base_url=f"http://127.0.0.1:{port}/communique/v1",
        concurrency=options.concurrency,
        probe=False,
    )
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "news.jsonl"
        lines = (
            json.dumps({"id": f"n{number}", "text": news(number).text}) + "\n"
            for number in range(1, options.articles + 1)
        )
        articles.write_text("".join(lines), encoding="utf-8")
        summary, plan = Summary(Account(Limits())), Plan(Path(folder) / "run")
        sharing = Sharing(workers)
        with cluster(None, workers):
            found = run(settings, ([articles], None), plan, summary, sharing)
            times = sorted(one.record.provenance.time for one in found if one.record)
    first, last = len(times) // 4, len(times) * 3 // 4
    seconds = (times[last] - times[first]).total_seconds()
    return {
        "done": len(times),
        "steady": (last - first) / seconds,
        "whole": len(times) / (time.monotonic() - began),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=240)
    parser.add_argument("--concurrency", type=int, default=8, help="of each worker")
    parser.add_argument("--latency", type=float, default=1.5, help="seconds")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    with endpoint(options.latency) as port:
        rows = {workers: measured(port, workers, options) for workers in options.workers}
    first = next(iter(rows.values()))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # noqa: T201
    for workers, row in rows.items():
        print(  # noqa: T201
            f"{workers} workers: {row['done']:.0f} done; steady {row['steady']:.1f}/s, "
            f"{row['steady'] / first['steady']:.2f} times; whole {row['whole']:.1f}/s"
        )


if __name__ == "__main__":
    main()
