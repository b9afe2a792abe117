"""Measure: predictions against gold, article by article, with what they cost."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.align import ACTOR_THRESHOLD, MEETING_THRESHOLD, STATEMENT_THRESHOLD, align
from evals.counts import NOTHING, Counts, total
from evals.dataset import Case, CorpusError
from evals.errors import Error, errors_of
from evals.runs import Prediction, gold_hash
from evals.score import COVERAGE, JACCARD, Scores, score_article
from schemas import Extraction, Story

SCORER_VERSION = 1
"""Goes up with every change after which the same predictions may get other counts."""


@dataclass(frozen=True)
class Measured:
    """One article of a corpus, all its epochs together."""

    article: str
    scores: Scores
    errors: tuple[Error, ...]
    epochs: int
    failures: tuple[str, ...]
    """Why epochs have no record; they count as empty."""
    grounding: Counts
    """Strings that the system gave: correct where they stand in the article, spurious where they
    do not and were dropped."""
    unverified: int
    """Records with words that do not stand in the article; they count as failed."""
    requests: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float


def measure(cases: Sequence[Case], predictions: Iterable[Prediction]) -> list[Measured]:
    """Every article of the corpus, by id; one without a prediction counts as failed.

    Raises:
        CorpusError: a prediction is for an article that is not in the corpus, or of another text.
    """
    by_article: dict[str, list[Prediction]] = defaultdict(list)
    for prediction in predictions:
        by_article[prediction.article].append(prediction)
    unknown = sorted(by_article.keys() - {case.id for case in cases})
    if unknown:
        raise CorpusError(
            f"predictions for articles that gold does not have: {', '.join(unknown)}; "
            "name your gold with --gold and its texts with --texts"
        )
    twice = sorted({name for name, count in _lines(by_article) if count > 1})
    if twice:
        raise CorpusError(f"more than one prediction of an epoch for {', '.join(twice)}")
    epochs = len({one.epoch for group in by_article.values() for one in group}) or 1
    return [_measured(case, by_article.get(case.id, []), epochs) for case in cases]


def _lines(by_article: Mapping[str, Sequence[Prediction]]) -> Iterable[tuple[str, int]]:
    """Each article with how many predictions the same epoch has, for each epoch."""
    for name, predictions in by_article.items():
        for count in Counter(one.epoch for one in predictions).values():
            yield name, count


def signature(cases: Sequence[Case]) -> str:
    """What has to be the same for two results to be compared, in one line."""
    return "|".join(
        (
            f"gold:{gold_hash(cases)}",
            f"align:hungarian+cut{ACTOR_THRESHOLD}/{MEETING_THRESHOLD}/{STATEMENT_THRESHOLD}",
            f"cov:{COVERAGE}|jac:{JACCARD}",
            "empty:neutral|failed:empty|null-null:none",
            f"scorer:{SCORER_VERSION}",
        )
    )


def _measured(case: Case, predictions: Sequence[Prediction], epochs: int) -> Measured:
    """One article; an epoch without a prediction, or with words not in the text, has failed."""
    scores: dict[str, Counts] = {}
    errors: list[Error] = []
    failures = [one.error or one.status for one in predictions if one.record is None]
    failures += ["not predicted"] * (epochs - len(predictions))
    records, unverified = [], 0
    for record in (one.record for one in predictions if one.record is not None):
        if record.article.sha256 != case.gold.article.sha256:
            raise CorpusError(f"{case.id}: predicted from another text than gold has")
        try:
            records.append(record.check_against(case.text))
        except ValueError as error:
            failures.append(f"words that are not in the article: {error}")
            unverified += 1
    readings: list[Story] = [*records, *(Story(article=case.gold.article) for _ in failures)]
    for reading in readings:
        pairing = align(case.gold, reading)
        for name, counts in score_article(case.gold, reading, pairing).items():
            scores[name] = scores.get(name, NOTHING) + counts
        errors += errors_of(case.gold, reading, pairing)
    return Measured(
        article=case.id,
        scores=scores,
        errors=tuple(errors),
        epochs=epochs,
        failures=tuple(failures),
        grounding=total(_grounding(record) for record in records),
        unverified=unverified,
        requests=sum(one.usage.requests for one in records),
        prompt_tokens=sum(one.usage.prompt_tokens for one in records),
        completion_tokens=sum(one.usage.completion_tokens for one in records),
        seconds=sum(one.seconds for one in predictions),
    )


def _grounding(record: Extraction) -> Counts:
    refused = sum(one.reason == "ungrounded" for one in record.dropped)
    return Counts(cor=sum(1 for _ in record.strings()), spu=refused)


def failed(measured: Iterable[Measured]) -> Mapping[str, str]:
    """Articles without any record, with the first reason."""
    return {one.article: one.failures[0] for one in measured if len(one.failures) == one.epochs}


def write_scores(folder: Path, cases: Sequence[Case], measured: Sequence[Measured]) -> None:
    """Write `scores.jsonl`: what the scores rest on, then a line for each article.

    The counts of a measure are COR, PAR, INC, MIS, SPU.
    """
    lines: list[Mapping[str, object]] = [{"signature": signature(cases)}]
    for one in measured:
        errors = [asdict(error) for error in one.errors]
        lines.append({"article": one.article, "scores": one.scores, "errors": errors})
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "scores.jsonl").write_text(text, encoding="utf-8")
