"""Ranking: who speaks and who meets, where the build of the sentence alone does not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.candidates import participants
from extractor.candidates.ranking import (
    RULES_ALONE,
    Ranking,
    crossings,
    features,
    score,
)
from extractor.candidates.spots import Spots, find_spots
from extractor.reading.article import Article
from extractor.reading.page import read

TALKS = (
    "Minister Ada Kern received Emil Strand in Oslo on Friday. The harbour was closed.\n\n"
    "The talks lasted an hour. Strand said the dam would hold. She said it would not."
)


def spots(text: str, ranking: Ranking | None = None) -> Spots:
    return find_spots(read(Article(id="a", text=text)), ranking=ranking)


def guesses(text: str, ranking: Ranking | None = None) -> dict[str, tuple[str, ...]]:
    return {text[slice(*one.place)]: one.guess for one in spots(text, ranking).spots}


def test_without_weights_the_build_of_the_sentence_decides() -> None:
    assert guesses(TALKS, RULES_ALONE)["received"] == ("Kern", "Strand")
    assert guesses(TALKS, RULES_ALONE)["talks"] == ()


def test_a_meeting_told_of_again_has_the_people_it_had() -> None:
    assert guesses(TALKS)["talks"] == ("Kern", "Strand")


@pytest.mark.parametrize(
    ("text", "word", "people"),
    [
        (
            "Ada Kern met Emil Strand on Friday. The two will meet again in May.",
            "meet",
            ("Kern", "Strand"),
        ),
        (
            "Ada Kern is the mayor. Emil Strand leads the union. On Friday she sat down with him.",
            "sat down",
            ("Kern", "Strand"),
        ),
        pytest.param(
            "Minister Ada Kern, whom Emil Strand follows in May, met Ines Vidal on Friday.",
            "met",
            ("Kern", "Vidal"),
            marks=pytest.mark.xfail(strict=True, reason="Strand is given .51: he stands between"),
        ),
    ],
)
def test_people_who_meet_need_not_stand_beside_the_word(
    text: str, word: str, people: tuple[str, ...]
) -> None:
    assert guesses(text)[word] == people


def test_a_speaker_chosen_by_weight_is_named_where_the_sentence_names_them() -> None:
    named = [
        TALKS[slice(*spot.said.speaker_text)]
        for spot in spots(TALKS).spots
        if spot.said is not None and spot.said.speaker_text is not None
    ]

    assert named == ["Strand", "She"]


@given(st.lists(st.sampled_from(["a=1", "b=2", "a=1 b=2", "c=3"])))
def test_a_score_is_the_sum_of_weights_and_unknown_features_weigh_nothing(found: list[str]) -> None:
    weights = {"a=1": 1.0, "a=1 b=2": -0.5}

    assert score(found, weights) == pytest.approx(found.count("a=1") - 0.5 * found.count("a=1 b=2"))


def test_a_feature_stands_only_where_all_its_facts_are_known() -> None:
    assert features({"a": "1", "b": "2"}, crossings("a a*b b*c")) == ("a=1", "a=1 b=2")


def test_nobody_meets_alone() -> None:
    text = "Ada Kern met Emil Strand. Ines Vidal left."
    ranking = Ranking({}, {"in=yes": -9.0}, {})

    assert all(len(people) != 1 for people in guesses(text, ranking).values())
    assert participants.choose([], []) == ([], False)


def test_a_page_read_in_parts_has_the_guesses_of_the_whole() -> None:
    page = read(Article(id="a", text=TALKS))
    whole = [(one.place, one.guess) for one in find_spots(page).spots]
    parts = [
        (one.place, one.guess)
        for sentence in page.sentences
        for one in find_spots(page, [sentence]).spots
    ]

    assert parts == whole


def test_who_was_weighed_is_told_only_where_it_is_asked_for() -> None:
    page = read(Article(id="a", text=TALKS))

    assert all(not one.ranked for one in find_spots(page).spots)
    assert all(one.ranked for one in find_spots(page, weighed=True).spots)
