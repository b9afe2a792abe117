"""Benchmark: how long scoring takes, from the start of a process to its end.

The articles are generated; what they say does not matter, how many records they have does. The
prediction leaves out every fourth statement and takes every third meeting for a planned one.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

_TIMES = 3
"""Runs; the shortest counts, since the others had less of the machine."""


@dataclass(frozen=True)
class Timing:
    """How long a corpus took to be read and scored."""

    articles: int
    records: int
    """Actors, meetings and statements of gold, of all articles."""
    seconds: float


def benchmark(articles: int, meetings: int, statements: int) -> Timing:
    """Score so many articles with so many meetings and statements each."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        actors = _write(root, articles, meetings, statements)
        command = [
            *(sys.executable, "-m", "evals", "score", str(root / "found.jsonl")),
            *("--gold", str(root / "records"), "--texts", str(root / "texts")),
        ]
        seconds = []
        for _ in range(_TIMES):
            started = time.monotonic()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
            seconds.append(time.monotonic() - started)
    return Timing(articles, articles * (actors + meetings + statements), min(seconds))


def _write(root: Path, articles: int, meetings: int, statements: int) -> int:
    """Write texts, gold and predictions; returns how many actors an article has."""
    (root / "records").mkdir()
    (root / "texts").mkdir()
    text, story = _story(meetings, statements)
    with (root / "found.jsonl").open("w", encoding="utf-8") as found:
        for number in range(articles):
            name, edition = f"{number:06}", f"{text}\nEdition {number}\n"
            digest = sha256(edition.encode()).hexdigest()
            gold = {**story, "article": {"id": name, "sha256": digest}, "annotation": _ANNOTATION}
            (root / "texts" / f"{name}.txt").write_text(edition, encoding="utf-8")
            (root / "records" / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
            predicted = {
                **gold,
                "meetings": [
                    {**one, "status": "held" if index % 3 else "scheduled"}
                    for index, one in enumerate(story["meetings"])
                ],
                "statements": [one for index, one in enumerate(story["statements"]) if index % 4],
                "provenance": _PROVENANCE,
            }
            del predicted["annotation"]
            found.write(json.dumps(predicted) + "\n")
    return len(story["actors"])


_ANNOTATION = {
    "annotators": ["generated"],
    "guidelines": "none",
    "adjudicated": False,
    "split": "dev",
}
_PROVENANCE = {
    "model": "generated",
    "endpoint": "local",
    "strategy": "whole",
    "prompt_hash": "none",
    "library_version": "0",
    "time": "2026-01-01T00:00:00Z",
}


def _story(meetings: int, statements: int) -> tuple[str, dict[str, Any]]:
    """A text and its records: a host who meets one guest after the other and speaks."""
    text = ""

    def said(words: str) -> dict[str, Any]:
        nonlocal text
        start = len(text)
        text += words
        return {"exact": words, "start": start, "end": len(text)}

    actors, held, spoken = [], [], []
    names = [f"Name{chr(65 + number)} Surname{chr(65 + number)}" for number in range(meetings + 1)]
    for number, name in enumerate(names, 1):
        mention = said(name)
        actors.append({"id": f"a{number}", "kind": "person", "name": name, "mentions": [mention]})
        said(". ")
    for number in range(1, meetings + 1):
        held.append(
            {
                "id": f"m{number}",
                "participants": [{"actor": "a1"}, {"actor": f"a{number + 1}"}],
                "evidence": [said(f"The host received guest number {number} at the palace.")],
            }
        )
        said(" ")
    for number in range(1, statements + 1):
        said("The host ")
        cue = said("said")
        said(" that ")
        content = said(f"point number {number} of the long agenda had been settled")
        said(". ")
        spoken.append(
            {
                "id": f"s{number}",
                "speaker": "a1",
                "cue": cue,
                "content": [content],
                "quote_type": "indirect",
            }
        )
    return text, {"actors": actors, "meetings": held, "statements": spoken}
