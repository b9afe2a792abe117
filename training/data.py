"""Data: training examples from the scripts, each many times with other names; seeded.

python -m training.data --examples 4000 --output build/training
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from extractor.candidates.ranking import Ranking
from training.examples import Example, example_of
from training.patterns import composed
from training.ranking import FOLDS, fold
from training.script import Script, joined, parse, sources
from training.swapping import dressed, swapped

SHARES = (0.72, 0.2, 0.08)
"""Of scripts as they are written, of composed ones, of several run together."""


def examples(
    count: int, seed: int = 1, taught: Callable[[tuple[str, ...], int], Ranking] = fold
) -> Iterator[Example]:
    """Examples to train on: written scripts, each about equally often, and composed ones.

    Args:
        count: how many.
        seed: of all that is drawn.
        taught: what all scripts but one fold's teach; it makes the guesses in that fold's.
    """
    draw = random.Random(seed)  # noqa: S311 - no secret
    scripts = tuple(sources(held_out=False))
    folds = [list(scripts[number::FOLDS]) for number in range(FOLDS)]
    orders: list[list[str]] = [[] for _ in folds]

    def written(number: int) -> Script:
        order = orders[number]
        if not order:
            order.extend(draw.sample(folds[number], k=len(folds[number])))
        return varied(order.pop(), draw)

    while count > 0:
        kind = draw.choices(("written", "composed", "joined"), SHARES)[0]
        number = draw.randrange(FOLDS)
        if kind == "joined":
            script = joined([written(number) for _ in range(draw.choice((2, 2, 3)))])
        elif kind == "written":
            script = written(number)
        else:
            script = dressed(parse(composed(draw)), draw)
        example = example_of(script, taught(scripts, number))
        if example.completion != "{}":
            count -= 1
            yield example


def varied(source: str, draw: random.Random) -> Script:
    """A script with other names and quotation marks, sometimes without its end."""
    source = swapped(source, parse(source), draw) if draw.random() < 0.9 else source
    return dressed(parse(shortened(source, draw)), draw)


def shortened(source: str, draw: random.Random) -> str:
    """A script, half of the time without some of its last paragraphs and what only they tell."""
    head, _, body = source.partition("\n\n")
    paragraphs = re.split(r"\n\n+", body.strip())
    if len(paragraphs) < 4 or draw.random() < 0.5:
        return source
    kept = "\n\n".join(paragraphs[: draw.randint(2, len(paragraphs) - 1)])
    told = set(re.findall(r"\bm\d+\b", " ".join(re.findall(r"<(m[\dm ]+)>", kept))))
    lines = []
    for line in head.splitlines():
        met = re.match(r"(m\d+):.*\|(.*)", line)
        if met is None:
            lines.append(line)
        elif met[1] in told:
            there = [who for who in met[2].split() if f"[{who}|" in kept]
            lines.append(line[: met.start(2)] + " " + " ".join(there) if there else line)
    short = "\n".join(_unsaid(line, kept) for line in lines) + "\n\n" + kept
    try:
        parse(short)
    except ValueError:
        return source
    return short


def _unsaid(line: str, kept: str) -> str:
    """A header line; a person whose name fell away is somebody without a name."""
    member = re.match(r"(@\w+ person.*\| *)(.+)", line)
    return line if member is None or member[2].strip() in kept else member[1] + "-"


def main() -> None:
    """Write `train.jsonl` and `held-out.jsonl`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path("build/training"))
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    every = tuple(sources(held_out=False))
    kept = [example_of(parse(source), fold(every, 0)) for source in sources(held_out=True)]
    for name, made in (("train", examples(options.examples, options.seed)), ("held-out", kept)):
        with (options.output / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            for one in made:
                file.write(json.dumps(vars(one), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
