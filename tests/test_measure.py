"""Measuring: predictions against gold, article by article, with failures counted as empty."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from labelled import changed, without
from readings import case, done, failed

from evals import measure as measuring
from evals.counts import NOTHING, Counts
from evals.dataset import Case, CorpusError
from evals.measure import measure, signature, write_scores
from evals.runs import Prediction
from evals.score import Scores, score_article
from schemas import Story

CASES = [case(1), case(2)]
FIRST, SECOND = CASES
EMPTY = score_article(FIRST.gold, Story(article=FIRST.gold.article))


def _doubled(scores: Scores) -> Scores:
    return {name: counts + counts for name, counts in scores.items()}


def test_articles_are_measured_in_the_order_of_the_corpus() -> None:
    found = measure(CASES, [done(SECOND.gold), done(FIRST.gold)])

    assert [one.article for one in found] == ["001-cranes", "002-cranes"]
    assert all(one.scores == score_article(FIRST.gold, FIRST.gold) for one in found)
    assert all((one.errors, one.failures) == ((), ()) for one in found)


def test_an_article_without_a_prediction_counts_as_empty_and_is_named() -> None:
    read, missing = measure(CASES, [done(FIRST.gold)])

    assert missing.scores == EMPTY
    assert missing.failures == ("not predicted",)
    assert {error.kind for error in missing.errors} == {"meeting missed", "statement missed"}
    assert measuring.failed([read, missing]) == {"002-cranes": "not predicted"}


def test_a_failed_article_counts_as_empty_and_keeps_its_reason() -> None:
    wrong, read = measure(CASES, [failed(FIRST.id), done(SECOND.gold)])

    assert wrong.scores == EMPTY
    assert measuring.failed([wrong, read]) == {"001-cranes": "EmptyOutputError: no answer"}


def test_a_failure_without_a_reason_is_still_one() -> None:
    (one,) = measure([FIRST], [replace(failed(FIRST.id), error=None)])

    assert one.failures == ("failed",)


def test_nothing_predicted_is_all_failed() -> None:
    found = measure(CASES, [])

    assert list(measuring.failed(found)) == ["001-cranes", "002-cranes"]
    assert [one.scores for one in found] == [EMPTY, EMPTY]


def test_epochs_add_up() -> None:
    reading = changed(FIRST.gold, {"s2.speaker": "a2"})
    once, twice = (
        measure([FIRST], [done(reading, epoch, seconds=1.5) for epoch in epochs])[0]
        for epochs in ([1], [1, 2])
    )

    assert twice.scores == _doubled(once.scores)
    assert [error.kind for error in twice.errors] == ["wrong speaker"] * 2
    assert (twice.grounding, twice.seconds) == (once.grounding + once.grounding, 3.0)


def test_an_epoch_that_failed_counts_as_empty_beside_one_that_did_not() -> None:
    (both,) = measure([FIRST], [done(FIRST.gold), failed(FIRST.id, epoch=2)])

    whole = score_article(FIRST.gold, FIRST.gold)
    assert both.scores == {name: whole[name] + EMPTY.get(name, NOTHING) for name in whole}
    assert both.failures == ("EmptyOutputError: no answer",)


def test_what_the_requests_took_adds_up() -> None:
    usage = {"requests": 2, "prompt_tokens": 700, "completion_tokens": 50}
    (one,) = measure([FIRST], [done(FIRST.gold, epoch, usage=usage) for epoch in (1, 2, 3)])

    assert (one.requests, one.prompt_tokens, one.completion_tokens) == (6, 2100, 150)


def _other_text() -> Prediction:
    return done(changed(FIRST.gold, {"article.sha256": "0" * 64}))


@pytest.mark.parametrize(
    ("predictions", "complaint"),
    [
        ([done(case(7).gold)], "that gold does not have: 007-cranes; name your gold"),
        ([failed("unheard-of")], "that gold does not have: unheard-of"),
        ([_other_text()], "001-cranes: predicted from another text than gold has"),
        ([done(FIRST.gold), done(FIRST.gold)], "more than one prediction of an epoch for 001"),
        ([done(FIRST.gold), failed(FIRST.id)], "more than one prediction of an epoch for 001"),
    ],
)
def test_predictions_that_do_not_fit_the_corpus_are_refused(
    predictions: list[Prediction], complaint: str
) -> None:
    with pytest.raises(CorpusError, match=complaint):
        measure(CASES, predictions)


def test_strings_of_the_record_are_grounded_and_refused_ones_are_not() -> None:
    refused = {"kind": "actor", "words": "Nobody", "reason": "ungrounded"}
    twin = {"kind": "statement", "words": "a strike", "reason": "duplicate"}
    reading = done(FIRST.gold, dropped=[refused, refused, twin])

    (one,) = measure([FIRST], [reading])

    assert reading.record is not None
    strings = len(list(reading.record.strings()))
    assert one.grounding == Counts(cor=strings, spu=2)
    assert one.unverified == 0


def test_a_record_with_words_that_the_article_does_not_have_has_failed() -> None:
    made_up = changed(FIRST.gold, {"a1.name": "Ada Kern", "m1.place.name": "Oslo"})

    (one,) = measure([FIRST], [done(made_up)])

    assert one.unverified == 1
    assert "not in the article" in one.failures[0]
    assert one.scores["actors"] == Counts(mis=len(FIRST.gold.actors))


def test_a_failed_article_gave_no_strings() -> None:
    (one,) = measure([FIRST], [failed(FIRST.id)])

    assert (one.grounding, one.unverified) == (NOTHING, 0)


def _relabelled(one: Case) -> Case:
    return replace(one, gold=changed(one.gold, {"m1.status": "scheduled"}))


@pytest.mark.parametrize(
    "other",
    [
        lambda: [FIRST],
        lambda: [FIRST, _relabelled(SECOND)],
        lambda: [FIRST, replace(SECOND, gold=without(SECOND.gold, "s4"))],
        lambda: [FIRST, replace(SECOND, gold=changed(SECOND.gold, {"annotation.unsure": ["s4"]}))],
        lambda: [FIRST, replace(SECOND, text=SECOND.text + "\n")],
    ],
    ids=["an article less", "another label", "a record less", "unsure", "another text"],
)
def test_the_signature_changes_with_gold(other: Callable[[], list[Case]]) -> None:
    assert signature(other()) != signature(CASES)


def test_the_signature_is_that_of_the_same_gold_in_any_order() -> None:
    assert signature(CASES[::-1]) == signature([case(1), case(2)])


def test_the_signature_is_one_line_that_names_the_conventions() -> None:
    names = [part.partition(":")[0] for part in signature(CASES).split("|")]

    assert names == ["gold", "align", "cov", "jac", "empty", "failed", "null-null", "scorer"]


def test_scores_are_written_a_line_for_each_article_after_what_they_rest_on(tmp_path: Path) -> None:
    reading = changed(FIRST.gold, {"s2.speaker": "a2"})

    write_scores(tmp_path, CASES, measure(CASES, [done(reading), done(SECOND.gold)]))

    lines = (tmp_path / "scores.jsonl").read_text(encoding="utf-8").splitlines()
    head, first, second = map(json.loads, lines)
    assert head == {"signature": signature(CASES)}
    assert [first["article"], second["article"]] == ["001-cranes", "002-cranes"]
    assert first["scores"]["statements.attributed"] == [3, 0, 1, 0, 0]
    assert [error["kind"] for error in first["errors"]] == ["wrong speaker"]
    assert second["errors"] == []
