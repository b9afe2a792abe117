"""`python -m evals run` against a real server on loopback, killed and started again."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

import pytest
from endpoint import serving
from labelled import TEXT, changed, corpus, gold
from wire import says

from schemas import Gold

KILLS = int(os.environ.get("KILLS", "4"))
"""How often the run is killed; what passes a change kills it twenty times."""
ARTICLES = 8
ANSWER = json.dumps(
    {
        "actors": [{"name": "Odile Brandt", "kind": "person"}],
        "meetings": [],
        "statements": [
            {"speaker": "Odile Brandt", "content": ["Nobody loses a job"], "sentences": [4]}
        ],
    }
)


def _server(delay_s: float) -> AbstractContextManager[str]:
    """A model that takes its time; yields its address."""
    return serving(lambda _: says(ANSWER), delay_s)


def _articles() -> Iterator[tuple[Gold, str]]:
    for number in range(ARTICLES):
        text = f"{TEXT}\nCrane number {number} will be painted red before the summer comes.\n"
        about = {"article.id": f"{number:03}-cranes", "article.sha256": _sha256(text)}
        yield changed(gold(), about), text


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return corpus(tmp_path / "corpus", *_articles())


def _command(records: Path, url: str, output: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "evals", "run", "--model", "endpoint/m", "--base-url", url),
        *("--gold", str(records), "--texts", str(records.parent / "texts")),
        *("--output", str(output)),
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_a_run_killed_again_and_again_ends_as_one_left_alone(records: Path, tmp_path: Path) -> None:
    chance = random.Random(4711)
    killed, alone = tmp_path / "killed", tmp_path / "alone"
    with _server(delay_s=0.05) as url:
        subprocess.run(_command(records, url, alone), check=True, capture_output=True)
    with _server(delay_s=0.6) as url:
        for _ in range(KILLS):
            run = subprocess.Popen(
                _command(records, url, killed),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(chance.uniform(0.2, 2.5))
            run.kill()
            run.wait()
        subprocess.run(_command(records, url, killed), check=True, capture_output=True)

    assert (killed / "scores.jsonl").read_bytes() == (alone / "scores.jsonl").read_bytes()
    predicted = [json.loads(line)["article"] for line in _lines(killed / "predictions.jsonl")]
    assert sorted(predicted) == [f"{number:03}-cranes" for number in range(ARTICLES)]
    asked = [json.loads(line)["sha256"] for line in _lines(killed / "exchanges.jsonl")]
    assert len(asked) == len(set(asked))


def test_a_finished_run_is_scored_again_without_asking(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "run"
    with _server(delay_s=0) as url:
        subprocess.run(_command(records, url, output), check=True, capture_output=True)
    before = _lines(output / "exchanges.jsonl")

    again = subprocess.run(
        _command(records, url, output), check=True, capture_output=True, text=True
    )

    assert _lines(output / "exchanges.jsonl") == before
    assert f"articles {ARTICLES}/{ARTICLES}" in again.stdout
