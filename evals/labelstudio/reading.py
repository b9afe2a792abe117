"""Reading: a Label Studio task to gold."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from evals.anchor import SCHEMA, Fault, faults_of
from evals.labelstudio.regions import drawn
from evals.labelstudio.story import Drafted
from schemas import Gold

NOT_YET = {
    "annotators": ["unnamed"],
    "guidelines": "unversioned",
    "adjudicated": False,
    "split": "dev",
}
"""The annotation of an article that nobody has labelled yet."""


class UnreadableTaskError(Exception):
    """A task is no gold yet: correct in Label Studio what `faults` name, and export again."""

    def __init__(self, message: str, article: str = "", faults: Sequence[Fault] = ()) -> None:
        super().__init__(message, article, faults)
        self.article = article
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return str(self.args[0])


def from_label_studio(task: Mapping[str, Any], annotation: int | None = None) -> Gold:
    """The gold that one task of a JSON export holds.

    Records keep their ids; those drawn anew get the next ones in text order. A list keeps the
    order it was exported in unless something was added or taken out; then it is in text order.

    Args:
        task: with `data` and `annotations`; predictions and what else Label Studio adds is left.
        annotation: the id of the one to read; by default the last that was not cancelled.

    Raises:
        UnreadableTaskError: naming every region and relation that cannot be read.
    """
    data = task.get("data") or {}
    article = dict(data.get("article") or {})
    name = str(article.get("id", "task"))
    text = data.get("text")
    if not isinstance(text, str) or not article.get("id"):
        advice = "no text or no article id in its data: import tasks exported from here"
        raise _unreadable(name, [Fault("data", advice)])
    article.setdefault("sha256", sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    results = _results(task, annotation, name)
    work = Drafted(drawn(results, text), data.get("order") or {})
    labels = work.story(article, {**NOT_YET, **(data.get("annotation") or {})})
    labels["$schema"] = data.get("schema", SCHEMA)
    if work.faults:
        raise _unreadable(name, work.faults)
    try:
        return Gold.model_validate_json(json.dumps(labels), context={"text": text})
    except ValidationError as error:
        faults = [work.placed(fault) for fault in faults_of(error, labels)]
        raise _unreadable(name, faults) from error


def _results(task: Mapping[str, Any], asked: int | None, name: str) -> Sequence[Mapping[str, Any]]:
    annotations = [
        one
        for one in task.get("annotations") or ()
        if (one.get("id") == asked if asked is not None else not one.get("was_cancelled"))
    ]
    if not annotations:
        which = f"no annotation {asked}" if asked is not None else "no annotation"
        advice = f"{which} in the task: submit it in Label Studio, and export as JSON"
        raise _unreadable(name, [Fault("annotations", advice)])
    found: Sequence[Mapping[str, Any]] = annotations[-1].get("result") or ()
    return found


def _unreadable(article: str, faults: Sequence[Fault]) -> UnreadableTaskError:
    lines = "\n".join(f"{article}: {fault}" for fault in faults)
    return UnreadableTaskError(lines, article, tuple(faults))
