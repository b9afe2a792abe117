"""Coverage: how many written articles show each hard case, and what the data are made of.

python -m training.coverage
"""

from collections import Counter
from pathlib import Path

from training.patterns import bank, lines
from training.script import ARTICLES, parse

TAGS = Path(__file__).parents[1] / "gold" / "phenomena.tsv"


def main() -> None:
    """Print the counts."""
    paths = sorted(ARTICLES.glob("*.txt"))
    scripts = [parse(path.read_text(encoding="utf-8")) for path in paths]
    shown = Counter(number for one in scripts for number in one.hard)
    tags = [line.split("\t")[0] for line in TAGS.read_text(encoding="utf-8").splitlines()[1:]]
    for number, tag in enumerate(tags, 1):
        print(f"{number:>3}  {tag:32}{shown[str(number)]:5}")  # noqa: T201
    covered = sum(shown[str(number)] > 0 for number in range(1, len(tags) + 1))
    words = sum(len(one.text.split()) for one in scripts)
    print(  # noqa: T201
        f"\n{covered} of {len(tags)} hard cases; {len(scripts)} written articles, {words:,} words, "
        f"{sum(len(one.contents) for one in scripts):,} stretches of speech, "
        f"{sum(len(one.meetings) for one in scripts):,} meetings; patterns: "
        f"{len(lines('speech'))} of speech, {len(lines('meetings'))} of meetings, "
        f"{len(lines('again'))} of meetings told again, {len(lines('silent'))} of neither; "
        f"{sum(map(len, bank('contents').values())):,} contents"
    )


if __name__ == "__main__":
    main()
