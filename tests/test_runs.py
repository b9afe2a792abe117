"""Runs: what a system predicted stands in a folder, and goes on where it was stopped."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from labelled import QUIET, TEXT, gold, quiet

from evals.dataset import Case, CorpusError
from evals.predict import System, predict
from evals.runs import Manifest, Prediction, Predictions, read_predictions
from extractor.errors import InvalidOutputError, SetupError
from schemas import ArticleInfo, Extraction, Provenance

CASES = (Case(TEXT, gold()), Case(QUIET, quiet()))


def _record(text: str, article: str) -> Extraction:
    return Extraction.model_validate(
        {
            "article": ArticleInfo(id=article, sha256=_case(article).gold.article.sha256),
            "provenance": Provenance.model_validate_json(
                '{"model": "m", "endpoint": "local", "strategy": "whole", "prompt_hash": "p",'
                ' "library_version": "0", "time": "2026-01-01T00:00:00Z"}'
            ),
        }
    )


def _case(article: str) -> Case:
    return next(case for case in CASES if case.id == article)


def _system(read: Callable[[str, str], Extraction] = _record, **changes: object) -> System:
    system = System(name="m", open=lambda epoch: read, prompt_hash="p")
    return replace(system, **changes)  # type: ignore[arg-type]


def test_every_article_has_a_prediction(tmp_path: Path) -> None:
    made = list(predict(_system(), CASES, tmp_path))

    assert [one.article for one in made] == [case.id for case in CASES]
    assert list(Predictions(tmp_path)) == made


def test_a_failed_article_is_written_down_with_its_reason(tmp_path: Path) -> None:
    def read(text: str, article: str) -> Extraction:
        if article == CASES[0].id:
            raise InvalidOutputError("no answer fitted the schema")
        return _record(text, article)

    failed, done = predict(_system(read), CASES, tmp_path)

    assert (failed.status, failed.record) == ("failed", None)
    assert failed.error == "InvalidOutputError: no answer fitted the schema"
    assert done.status == "done"


def test_what_every_article_would_meet_ends_the_run(tmp_path: Path) -> None:
    def read(text: str, article: str) -> Extraction:
        raise SetupError("no key")

    with pytest.raises(SetupError, match="no key"):
        list(predict(_system(read), CASES, tmp_path))
    assert list(Predictions(tmp_path)) == []


def test_what_is_predicted_is_not_predicted_again(tmp_path: Path) -> None:
    asked: list[str] = []

    def read(text: str, article: str) -> Extraction:
        asked.append(article)
        return _record(text, article)

    next(predict(_system(read), CASES, tmp_path))
    rest = list(predict(_system(read), CASES, tmp_path))

    assert sorted(asked) == sorted(case.id for case in CASES)
    assert len(rest) == 1


def test_a_line_that_a_kill_cut_off_is_predicted_again(tmp_path: Path) -> None:
    list(predict(_system(), CASES, tmp_path))
    path = tmp_path / "predictions.jsonl"
    path.write_bytes(path.read_bytes()[:-9])

    again = list(predict(_system(), CASES, tmp_path))

    assert [one.article for one in again] == [CASES[1].id]
    assert [one.article for one in Predictions(tmp_path)] == [case.id for case in CASES]


def test_each_epoch_reads_every_article(tmp_path: Path) -> None:
    epochs: list[int] = []

    def opened(epoch: int) -> Callable[[str, str], Extraction]:
        epochs.append(epoch)
        return _record

    made = list(predict(_system(open=opened), CASES, tmp_path, epochs=3))

    assert epochs == [1, 2, 3]
    assert len(made) == 3 * len(CASES)


@pytest.mark.parametrize("change", [{"name": "other"}, {"prompt_hash": "q"}])
def test_a_folder_holds_a_run_of_one_thing(tmp_path: Path, change: dict[str, str]) -> None:
    list(predict(_system(), CASES, tmp_path))

    with pytest.raises(CorpusError, match="name another folder"):
        list(predict(_system(**change), CASES, tmp_path))


def test_other_gold_is_another_run(tmp_path: Path) -> None:
    list(predict(_system(), CASES, tmp_path))

    with pytest.raises(CorpusError, match="gold_hash"):
        list(predict(_system(), CASES[:1], tmp_path))


def test_the_manifest_says_what_the_run_rests_on(tmp_path: Path) -> None:
    list(predict(_system(), CASES, tmp_path))

    manifest = Manifest.read(tmp_path)
    assert (manifest.system, manifest.prompt_hash, manifest.articles) == ("m", "p", 2)
    assert manifest.packages.keys() >= {"communique", "pydantic"}


def test_a_file_of_records_reads_as_predictions(tmp_path: Path) -> None:
    path = tmp_path / "extractions.jsonl"
    records = [_record(case.text, case.id) for case in CASES]
    path.write_text("".join(one.model_dump_json() + "\n" for one in records), encoding="utf-8")

    system, prompt_hash, predictions = read_predictions(path)

    assert (system, prompt_hash) == ("m", "p")
    assert [one.record for one in predictions] == records


@pytest.mark.parametrize("line", ["{}", "[1]", "not json", '{"record": {}}'])
def test_a_file_of_something_else_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line + "\n", encoding="utf-8")

    with pytest.raises(CorpusError, match=r"x\.jsonl"):
        read_predictions(path)


def test_a_prediction_goes_to_its_line_and_back() -> None:
    record = _record(CASES[0].text, CASES[0].id)
    prediction = Prediction(CASES[0].id, 2, "done", None, 1.5, record)

    line = json.loads(json.dumps(prediction.to_line()))

    assert Prediction.from_line(line) == prediction
