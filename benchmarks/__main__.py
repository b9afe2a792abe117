"""Benchmark: the libraries one after the other, against one scripted model.

    python -m benchmarks --articles 1000 --concurrency 64 --latency 0.2

Prints a table, and writes it as a picture with --picture. The ideal wall time is articles divided
by concurrency, times latency. Tokens are characters sent and answered, by four. Each library reads
in a process of its own; the endpoint has another one.
"""

import argparse
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.readers import READERS

_COLUMNS = (
    ("wall s", "seconds", "{:.1f}"),
    ("of ideal", "of_ideal", "{:.2f}"),
    ("CPU ms/article", "cpu_ms", "{:.1f}"),
    ("peak MB", "peak_mb", "{:.0f}"),
    ("requests", "requests", "{:,.0f}"),
    ("prompt tokens/article", "prompt", "{:,.0f}"),
    ("answer tokens/article", "answer", "{:,.0f}"),
    ("records", "records", "{:,.0f}"),
    ("fabrications accepted", "fabricated", "{:,.0f}"),
)


@contextmanager
def endpoint(latency_s: float) -> Iterator[int]:
    """The scripted model; yields its port."""
    command = [sys.executable, "-m", "benchmarks.endpoint", "--latency", str(latency_s)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - narrows the type
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def measured(library: str, port: int, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one library."""
    _counted(port)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.readers", library, "--port", str(port)),
            *("--articles", str(options.articles), "--concurrency", str(options.concurrency)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    counted = _counted(port)
    asked = options.articles + options.concurrency  # with those that warm it up
    ideal_s = options.articles / options.concurrency * options.latency
    return figures | {
        "of_ideal": figures["seconds"] / ideal_s,
        "cpu_ms": figures["cpu_s"] / options.articles * 1000,
        "peak_mb": figures["peak_bytes"] / 1e6,
        "requests": counted["requests"] * options.articles / asked,
        "prompt": counted["prompt"] / 4 / asked,
        "answer": counted["answer"] / 4 / asked,
    }


def _counted(port: int) -> dict[str, int]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/count", timeout=10) as reply:
        counted: dict[str, int] = json.load(reply)
    return counted


def table(rows: list[dict[str, Any]]) -> str:
    """The figures as lines."""
    lines = ["".join([f"{'':24}", *(f"{row['library']:>14}" for row in rows)])]
    for name, key, form in _COLUMNS:
        lines.append("".join([f"{name:24}", *(f"{form.format(row[key]):>14}" for row in rows)]))
    return "\n".join(lines)


def picture(rows: list[dict[str, Any]], path: Path) -> None:
    """The figures as bars, a panel each."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, panels = plt.subplots(3, 3, figsize=(10, 7), layout="constrained")
    for panel, (name, key, form) in zip(panels.flat, _COLUMNS, strict=True):
        bars = panel.barh(
            [row["library"] for row in rows],
            [row[key] for row in rows],
            color=["#0b5fa5", *["#9aa5b1"] * (len(rows) - 1)],
        )
        panel.bar_label(bars, [form.format(row[key]) for row in rows], padding=3)
        panel.set_title(name, fontsize=10)
        panel.invert_yaxis()
        panel.margins(x=0.25)
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110, metadata={"Software": None})


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--latency", type=float, default=0.2, help="seconds")
    parser.add_argument("--libraries", nargs="+", choices=READERS, default=list(READERS))
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    with endpoint(options.latency) as port:
        rows = [measured(library, port, options) for library in options.libraries]
    print(table(rows))  # noqa: T201
    if options.picture:
        picture(rows, options.picture)


if __name__ == "__main__":
    main()
