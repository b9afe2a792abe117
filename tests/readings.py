"""What systems might have made of labelled articles, for tests of what is measured."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from labelled import TEXT, changed, gold

from evals.counts import NOTHING
from evals.dataset import Case
from evals.errors import Error
from evals.measure import Measured
from evals.runs import Prediction
from evals.score import Scores
from schemas import Evidence, Extraction, Gold

_PROVENANCE = {
    "model": "m",
    "endpoint": "local",
    "strategy": "whole",
    "prompt_hash": "p",
    "library_version": "0",
    "time": "2026-01-01T00:00:00Z",
}


def at(words: str, text: str = TEXT) -> dict[str, Any]:
    """The evidence of words, as a record has it."""
    start = text.index(words)
    return Evidence.of(text, start, start + len(words)).model_dump()


def case(number: int = 1, **annotation: Any) -> Case:
    """An article about cranes like any other, with a text of its own."""
    text = f"{TEXT}\nCrane number {number} will be red.\n"
    about = {
        "article.id": f"{number:03}-cranes",
        "article.sha256": sha256(text.encode()).hexdigest(),
        **{f"annotation.{name}": value for name, value in annotation.items()},
    }
    return Case(text, changed(gold(), about))


def extraction(reading: Gold, **extras: Any) -> Extraction:
    """A system's record that says what the labels say."""
    labels = json.loads(reading.to_json())
    record = {name: labels[name] for name in ("article", "actors", "meetings", "statements")}
    whole = {**record, "provenance": _PROVENANCE, **extras}
    return Extraction.model_validate_json(json.dumps(whole))


def done(reading: Gold, epoch: int = 1, seconds: float = 0.0, **extras: Any) -> Prediction:
    """The prediction of a system that read this."""
    record = extraction(reading, **extras)
    return Prediction(reading.article.id, epoch, "done", None, seconds, record)


def failed(article: str, error: str = "EmptyOutputError: no answer", epoch: int = 1) -> Prediction:
    """The prediction of a system that gave up."""
    return Prediction(article, epoch, "failed", error, 0.0, None)


def measured(article: str, scores: Scores, errors: Sequence[Error] = ()) -> Measured:
    """An article with counts made up."""
    return Measured(article, scores, tuple(errors), 1, (), NOTHING, 0, 0, 0, 0, 0.0)
