"""Checks and prints what the embedded model made of the five seeds."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent.parent / "seeds"
SIDES = {
    "000_74fec9b388e13e65": ("Baqeri", "Fayyad"),
    "001_96903b644adc0fa3": ("Bagheri", "Iraqi opposite number"),
    "002_d54c1489808760b0": ("Baqeri", "Reza"),
    "003_c55b60ebb2b2dd3a": ("Baqeri", "Khattab"),
    "004_7adff150fc6e4d64": ("Baqeri", "Yarallah"),
}
"""The two sides of each article's main meeting, by words that only they are called by."""


def strings(record: dict[str, Any]) -> Iterator[str]:
    """Every string of a record that must stand in its article."""
    for actor in record["actors"]:
        names = (actor["name"], actor["title"], actor["organization"], *actor["aliases"])
        yield from (one for one in names if one is not None)
        yield from (one["exact"] for one in actor["mentions"])
    for meeting in record["meetings"]:
        yield from (one["exact"] for one in (*meeting["evidence"], *meeting["topics"]))
        yield from (one["evidence"]["exact"] for one in meeting["outcomes"])
        yield from (one["name"] for one in (meeting["place"], meeting["occasion"]) if one)
        yield from (meeting["date"]["text"]["exact"] for _ in range(bool(meeting["date"]["text"])))
    for statement in record["statements"]:
        spans = (statement["speaker_text"], statement["cue"], *statement["content"])
        yield from (one["exact"] for one in spans if one is not None)


def twice(records: list[dict[str, Any]]) -> int:
    """How many of the records stand a second time, but for their ids."""
    bare = [json.dumps(one | {"id": ""}, sort_keys=True) for one in records]
    return len(bare) - len(set(bare))


def has_sides(record: dict[str, Any], sides: tuple[str, str]) -> bool:
    """Whether one meeting has both sides among its participants."""
    called = {
        one["id"]: " ".join([*(m["exact"] for m in one["mentions"]), one["name"] or ""])
        for one in record["actors"]
    }
    return any(
        all(any(side in called[p["actor"]] for p in meeting["participants"]) for side in sides)
        for meeting in record["meetings"]
    )


def main(path: str) -> int:
    """Print the figures; 1 where one of them falls short."""
    records = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    total = verbatim = repeated = sided = 0
    for record in records:
        text = (SEEDS / f"{record['article']['id']}.txt").read_bytes().decode("utf-8")
        found = [one in text for one in strings(record)]
        total += len(found)
        verbatim += sum(found)
        repeated += sum(twice(record[kind]) for kind in ("actors", "meetings", "statements"))
        sided += has_sides(record, SIDES[record["article"]["id"]])
    meetings = sum(len(one["meetings"]) for one in records)
    statements = sum(len(one["statements"]) for one in records)
    print(f"records: {len(records)} of 5, with {meetings} meetings, {statements} statements")
    print(f"strings verbatim from their article: {verbatim} of {total}")
    print(f"records standing twice: {repeated}")
    print(f"main meeting with both sides named: {sided} of 5")
    return not (len(records) == 5 and verbatim == total and not repeated and sided >= 4)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
