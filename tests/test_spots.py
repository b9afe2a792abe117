"""Spots: where an article may tell of speech or a meeting, and whom its sentences put there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.candidates.spots import Spot, find_spots
from extractor.reading.article import Article
from extractor.reading.page import read


def spots(text: str) -> list[Spot]:
    return list(find_spots(read(Article(id="a", text=text))).spots)


def seen(text: str) -> list[tuple[str, tuple[str, ...], list[str] | None]]:
    """Each spot's word, guess and what is said; None for a word of meeting."""
    return [
        (
            text[slice(*one.place)],
            one.guess,
            [text[slice(*span)] for span in one.said.content] if one.said else None,
        )
        for one in spots(text)
    ]


@pytest.mark.parametrize(
    ("text", "word", "guess", "content"),
    [
        ("Minister Ada Kern said the dam would hold.", "said", "Kern", "the dam would hold"),
        ("“It holds,” Ada Kern said on Friday.", "said", "Kern", "It holds"),
        ("Ada Kern came. She put the loss at a third.", "put", "Kern", "the loss at a third"),
        ("Ada Kern is here. According to her, it rained.", "According to", "Kern", "it rained"),
        ("After the vote, Ada Kern warned of floods.", "warned of", "Kern", "floods"),
    ],
)
def test_a_word_of_speech_is_a_spot_with_what_it_brings_in(
    text: str, word: str, guess: str, content: str
) -> None:
    assert (word, (guess,), [content]) in seen(text)


@pytest.mark.parametrize(
    ("text", "word", "guess"),
    [
        ("Ada Kern met Emil Strand on Friday.", "met", ("Kern", "Strand")),
        ("Ada Kern had a phone conversation with Emil Strand.", "phone conversation", None),
        ("Talks between Ada Kern and Emil Strand began.", "Talks", ("Kern", "Strand")),
        ("Ada Kern met her Ugandan counterpart.", "met", ("Kern", "her Ugandan counterpart")),
        ("Ada Kern took tea.", "tea", ()),
    ],
)
def test_a_word_of_meeting_is_a_spot_with_who_stands_beside_it(
    text: str, word: str, guess: tuple[str, ...] | None
) -> None:
    found = {one: people for one, people, said in seen(text) if said is None}

    assert word in found
    assert guess is None or found[word] == guess


def test_a_later_word_for_the_same_meeting_guesses_the_same_people() -> None:
    text = "Ada Kern met Emil Strand on Friday. The talks lasted an hour."

    assert seen(text)[-1] == ("talks", ("Kern", "Strand"), None)


def test_a_quotation_that_nobody_is_heard_to_say_is_a_spot_all_the_same() -> None:
    text = "The hall was full. “We have waited for three long years.”"

    assert seen(text)[-1] == ("We", (), ["We have waited for three long years"])


def test_a_transcript_names_its_speakers_by_what_stands_before_the_colon() -> None:
    text = "Ada Kern took the stand.\n\nKERN: We are late. It rained.\n\nSTRAND: So did I."

    assert ("We", ("Kern",), ["We are late. It rained"]) in seen(text)


def test_a_surname_two_people_share_calls_neither() -> None:
    text = "Ada Kern met Otto Lind. Ada Kern said so. Emil Strand said no. Vera Strand said yes."
    names = find_spots(read(Article(id="a", text=text))).labels

    assert {"Kern", "Lind"} <= names.keys()


def test_titles_and_page_furniture_have_no_spots() -> None:
    text = "Kern says yes to the dam\n\nRain fell.\n\nShare this article\n\nAdvertisement"

    assert seen(text) == []


def test_only_the_sentences_asked_for_have_spots() -> None:
    page = read(Article(id="a", text="Ada Kern said it rained. Emil Strand said it did not."))
    found = find_spots(page, page.sentences[1:])

    assert [(one.number, one.sentence, one.guess) for one in found.spots] == [(1, 2, ("Strand",))]


_WORDS = st.sampled_from(
    [
        *"Minister Kern Ada said met talks with he she told that put according to her and".split(),
        *', . : “ ” " ‘ ’'.split(),
        "\n\n",
        "KERN:",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_WORDS, max_size=30))
def test_spots_stand_in_text_order_and_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    found = spots(text)

    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert [one.place for one in found] == sorted(one.place for one in found)
    for one in found:
        assert text[slice(*one.place)].strip()
