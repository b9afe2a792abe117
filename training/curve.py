"""Curve: what a run's log says of learning, as a picture.

python -m training.train ... | tee build/train.log
python -m training.curve build/train.log training/curve.png
"""

import argparse
import re
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot as plt

_STEP = re.compile(r"step (\d+) loss ([\d.]+)")
_HELD_OUT = re.compile(r"held out ([\d.]+) a token after (\d+) examples")


def main() -> None:
    """Draw the losses of a log."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--batch", type=int, default=8, help="examples of a step")
    options = parser.parse_args()
    log = options.log.read_text(encoding="utf-8")
    steps = [(int(step) * options.batch, float(loss)) for step, loss in _STEP.findall(log)]
    held_out = [(int(seen), float(loss)) for loss, seen in _HELD_OUT.findall(log)]
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    axes.plot(*zip(*steps, strict=True), color="#9aa5b1", label="the batches trained on")
    axes.plot(*zip(*held_out, strict=True), "o-", color="#0b5fa5", label="articles held out")
    axes.set(
        xlabel="examples seen",
        ylabel="cross entropy of an answer's token (nats)",
        title="Learning curve of the adapter",
        ylim=(0, None),
    )
    axes.legend(frameon=False)
    figure.savefig(options.picture, dpi=110, metadata={"Software": None})


if __name__ == "__main__":
    main()
