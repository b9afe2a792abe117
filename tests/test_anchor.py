"""Anchoring: labels with plain strings become gold, or a list of what to mend."""

import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from labelled import TEXT, articles, gold, labels, plain

from evals.anchor import anchor
from schemas import Gold


def _faults(changes: dict[str, Any]) -> list[str]:
    found, faults = anchor(labels(changes), TEXT)
    assert found is None
    return [str(one) for one in faults]


def _mentions(changes: dict[str, Any], actor: str) -> list[str]:
    return [
        TEXT[max(mention.start - 4, 0) : mention.end]
        for one in gold(changes).actors
        if one.id == actor
        for mention in one.mentions
    ]


@given(articles())
def test_plain_strings_in_their_surroundings_give_back_the_gold(article: tuple[str, Gold]) -> None:
    text, one = article

    assert anchor(plain(one, text), text) == (one, [])


@given(articles())
def test_anchoring_gold_changes_nothing(article: tuple[str, Gold]) -> None:
    text, one = article

    assert anchor(json.loads(one.to_json()), text) == (one, [])


def test_anchoring_leaves_the_labels_as_they_are() -> None:
    before = labels()

    anchor(before, TEXT)

    assert before == labels()


def test_every_string_becomes_evidence_and_the_digest_is_filled_in() -> None:
    one = gold()

    assert one.article.sha256 == sha256(TEXT.encode()).hexdigest()
    assert one.check_against(TEXT) is one
    assert [piece.exact for piece in one.evidence()].count("on Thursday") == 1


def test_offsets_that_no_longer_fit_are_found_anew() -> None:
    shifted = {"exact": "told", "start": 3, "end": 7}

    assert gold({"s2.cue": shifted}) == gold()
    assert gold({"a4.mentions": [{"exact": "reporters", "start": 0, "end": 9}]}) == gold()
    assert _faults({"a2.mentions": [{"exact": "Vask", "start": 0, "end": 4}]}) == [
        "a2.mentions: 'Vask' stands 2 times; put it into double square brackets with words around "
        "it, such as 'then he [[said]] that'"
    ]


def test_mentions_are_the_places_of_the_names_and_of_the_words_for_the_speaker() -> None:
    assert _mentions({}, "a1") == ["yor Odile Brandt", "b,” Brandt"]
    assert _mentions({"s3.speaker_text": "“[[That]] I"}, "a1") == ["yor Odile Brandt", "b,” Brandt"]
    assert _mentions(
        {"s3.speaker_text": None, "s2.speaker_text": None, "a1.aliases": []}, "a1"
    ) == ["yor Odile Brandt"]
    assert _mentions({"a1.aliases": []}, "a1") == ["yor Odile Brandt", "b,” Brandt"]


def test_mentions_that_are_written_come_in_place_of_those_of_the_names() -> None:
    assert _mentions(
        {"a2.mentions": ["union leader [[Teo Vask]]"], "s4.speaker_text": None}, "a2"
    ) == ["der Teo Vask"]


def test_a_mention_inside_the_longer_name_of_another_is_none() -> None:
    changes: dict[str, Any] = {
        "a3.name": "hall",
        "a3.mentions": [],
        "s1.speaker": None,
        "s1.speaker_text": None,
    }
    other = {"a4.name": "town hall", "a4.mentions": []}

    assert _mentions(changes, "a3") == ["own hall"]
    assert anchor(labels(changes | other | {"a3.aliases": ["cranes"]}), TEXT)[0]
    assert _mentions(changes | other | {"a3.aliases": ["strike"]}, "a3") == ["t a strike"]
    assert _mentions(changes | other, "a3") == ["own hall"]


def test_a_cue_that_stands_once_in_the_sentence_needs_no_mark() -> None:
    text = "Ada Kern said little. Bo Lund said that talks had been hard, and left."
    found, faults = anchor(
        {
            "article": {"id": "a"},
            "actors": [{"id": "a1", "kind": "person", "name": "Bo Lund"}],
            "statements": [
                {
                    "id": "s1",
                    "speaker": "a1",
                    "cue": "said",
                    "content": ["talks had been hard"],
                    "quote_type": "indirect",
                }
            ],
        },
        text,
    )

    assert faults == []
    assert found is not None
    assert found.statements[0].cue is not None
    assert found.statements[0].cue.start == text.index("said that")


def test_a_cue_is_not_looked_for_inside_the_content() -> None:
    text = "“They said yes,” she said. “She said no,” he said."
    found, faults = anchor(
        {
            "article": {"id": "a"},
            "statements": [
                {"id": "s1", "cue": "said", "content": ["They said yes"], "quote_type": "direct"}
            ],
        },
        text,
    )

    assert faults == []
    assert found is not None
    assert found.statements[0].cue is not None
    assert found.statements[0].cue.start == text.index("said.")


def test_spans_of_content_are_put_into_text_order() -> None:
    one = gold({"s2.content": ["That I promise", "Nobody loses a job"], "s3.content": ["added"]})

    assert [span.exact for span in one.statements[1].content] == [
        "Nobody loses a job",
        "That I promise",
    ]


def test_what_is_not_written_about_the_labelling_is_filled_in() -> None:
    annotation = gold().annotation

    assert (annotation.annotators, annotation.adjudicated, annotation.split) == (
        ("unnamed",),
        False,
        "dev",
    )
    assert gold({"annotation.split": "test"}).annotation.split == "test"


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"article.title": "Cranes"}, "article.title: 'Cranes' does not stand in the text"),
        ({"article.published.text": "today"}, "article.published.text: 'today' does not stand"),
        ({"a1.title": "Mayoress"}, "a1.title: 'Mayoress' does not stand in the text"),
        ({"a1.aliases": ["Ody"]}, "a1.aliases: 'Ody' does not stand in the text"),
        ({"a1.name": "Brand"}, "a1.name: 'Brand' does not stand in the text"),
        ({"a2.mentions": ["the boss"]}, "a2.mentions: 'the boss' does not stand"),
        ({"m1.date.text": "on Friday"}, "m1.date.text: 'on Friday' does not stand"),
        ({"m1.place.name": "castle"}, "m1.place: 'castle' does not stand in the text"),
        ({"m1.occasion": {"name": "fair"}}, "m1.occasion: 'fair' does not stand in the text"),
        ({"m1.occasion": {"name": " "}}, "m1.occasion: ' ' does not stand in the text"),
        ({"m1.outcomes": [{"type": "agreed"}]}, "m1.outcomes: '' does not stand in the text"),
        ({"m1.topics": ["ships"]}, "m1.topics: 'ships' does not stand in the text"),
        ({"m1.evidence": ["They met."]}, "m1.evidence: 'They met.' does not stand"),
        ({"s4.content": ["a strike"], "s2.cue": "a"}, "s2.cue: 'a' stands 2 times"),
        ({"s2.cue": "shouted"}, "s2.cue: 'shouted' does not stand in the text"),
        ({"s2.quote_type": "loud"}, "s2.quote_type: Input should be"),
        (
            {"m1.mood": "good"},
            "m1.mood: there is no such field; the guidelines show those there are",
        ),
        ({"m1.status": "over"}, "m1.status: Input should be"),
        ({"s2.speaker": "a9"}, "s2 refers to a9, which is not there"),
        ({"annotation.split": "train"}, "annotation.split: Input should be"),
        ({"a4.kind": "unnamed"}, "a4: name is null exactly when kind is 'unnamed'"),
        ({"a4.name": None, "a4.kind": "unnamed"}, "a4.mentions: write the words that mention it"),
    ],
)
def test_a_fault_names_the_field_and_what_to_do(changes: dict[str, Any], advice: str) -> None:
    assert any(one.startswith(advice) for one in _faults(changes)), _faults(changes)


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({"m1.date": "on Thursday"}, "m1.date: write an object in braces"),
        ({"m1.place": "town hall"}, "m1.place: write an object in braces"),
        ({"m1.occasion": "fair"}, "m1.occasion: write an object in braces"),
        ({"m1.outcomes": ["agreed"]}, "m1.outcomes: write an object in braces"),
        ({"m1.evidence": "Teo Vask"}, "m1.evidence: write a list in brackets"),
        ({"m1.topics": "cranes"}, "m1.topics: write a list in brackets"),
        ({"a1.aliases": "Brandt"}, "a1.aliases: write a list in brackets"),
        ({"a1.mentions": "Brandt"}, "a1.mentions: write a list in brackets"),
        ({"a1.title": ["Mayor"]}, "a1.title: write a string"),
        ({"a1.aliases": [3]}, "a1.aliases: write a string"),
        ({"a1.mentions": [3]}, "a1.mentions: write a string"),
        ({"s2.cue": ["told"]}, "s2.cue: write a string"),
        ({"s2.content": "That I promise"}, "s2.content: write a list in brackets"),
        ({"article.published": "today"}, "article.published: write an object in braces"),
    ],
)
def test_labels_of_another_shape_are_faults(changes: dict[str, Any], advice: str) -> None:
    assert advice in _faults(changes)


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ([], "labels: write an object in braces"),
        ({"article": "a"}, "article: write an object in braces"),
        ({"article": {"id": "a"}, "annotation": []}, "annotation: write an object in braces"),
        ({"article": {"id": "a"}, "actors": {"id": "a1"}}, "actors: write a list in brackets"),
        ({"article": {"id": "a"}, "meetings": ["talks"]}, "meetings: write an object in braces"),
        ({"article": {"id": "a"}, "statements": [7]}, "statements: write an object in braces"),
        ({}, "article.id: Field required"),
    ],
)
def test_labels_that_are_no_labels_are_faults(wrong: Any, advice: str) -> None:
    found, faults = anchor(wrong, TEXT)

    assert found is None
    assert advice in map(str, faults)


def test_all_faults_are_told_at_once() -> None:
    assert len(_faults({"s1.cue": "sang", "s2.cue": "shouted", "m1.evidence": ["They met."]})) == 3
