"""Prints what the embedded model made of the five seeds; reading a record checks its text."""

import json
import sys
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

from schemas import Extraction, Record

SEEDS = Path(__file__).parent.parent / "seeds"
SIDES = {
    "000_74fec9b388e13e65": ("Baqeri", "Fayyad"),
    "001_96903b644adc0fa3": ("Bagheri", "Iraqi opposite number"),
    "002_d54c1489808760b0": ("Baqeri", "Reza"),
    "003_c55b60ebb2b2dd3a": ("Baqeri", "Khattab"),
    "004_7adff150fc6e4d64": ("Baqeri", "Yarallah"),
}
"""The two sides of each article's main meeting, by words that only they are called by."""


def twice(records: Sequence[Record]) -> int:
    """How many of the records stand a second time, but for their ids."""
    bare = [one.model_copy(update={"id": ""}) for one in records]
    return len(bare) - len(set(bare))


def has_sides(record: Extraction, sides: tuple[str, str]) -> bool:
    """Whether a meeting of the article itself has each side as a participant of its own."""
    called = {
        one.id: " ".join([one.name or "", *(each.exact for each in one.mentions)])
        for one in record.actors
    }
    return any(
        all(side in called[one] for side, one in zip(sides, pair, strict=True))
        for meeting in record.meetings
        if meeting.mention == "main"
        for pair in permutations((each.actor for each in meeting.participants), 2)
    )


def main(path: str) -> int:
    """Print the figures; 1 where one of them falls short."""
    records = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        text = (SEEDS / f"{json.loads(line)['article']['id']}.txt").read_bytes().decode()
        records.append(Extraction.model_validate_json(line, context={"text": text}))
    strings = sum(len(list(one.strings())) for one in records)
    kinds = ("actors", "meetings", "statements")
    repeated = sum(twice(getattr(one, kind)) for one in records for kind in kinds)
    sided = sum(has_sides(one, SIDES[one.article.id]) for one in records)
    meetings = sum(len(one.meetings) for one in records)
    statements = sum(len(one.statements) for one in records)
    print(f"records: {len(records)} of 5, with {meetings} meetings, {statements} statements")
    print(f"strings found verbatim in their articles: all {strings}")
    print(f"records standing twice: {repeated}")
    print(f"main meeting with both sides named: {sided} of 5")
    return not (len(records) == 5 and not repeated and sided >= 4)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
