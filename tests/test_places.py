"""Places: where a meeting was held, told apart from capitals that stand for governments."""

import pytest
from cases import met, resolved

from extractor.resolve.places import is_locative, place_at


@pytest.mark.parametrize(
    ("text", "words", "where"),
    [
        ("They met in Tehran.", "Tehran", True),
        ("They met in the Norwegian capital Oslo.", "Oslo", True),
        ("Tehran told Baghdad to wait.", "Tehran", False),
        ("Tehran told Baghdad to wait.", "Baghdad", False),
        ("They met in March.", "March", False),
    ],
)
def test_a_place_is_where_something_happens(text: str, words: str, where: bool) -> None:
    start = text.index(words)
    assert is_locative(text, start, start + len(words)) is where


@pytest.mark.parametrize(
    ("name", "country"),
    [("Oslo", "NOR"), ("Doha, Qatar", "QAT"), ("the Netherlands", "NLD"), ("the town hall", None)],
)
def test_a_place_has_a_country_where_that_is_plain(name: str, country: str | None) -> None:
    assert place_at(name, 0, len(name)).country == country


@pytest.mark.parametrize(
    ("text", "name", "phrase", "country"),
    [
        ("met in Oslo on Monday", "Oslo", "in Oslo", "NOR"),
        ("met in the Greek port of Volos", "Volos", "in the Greek port of Volos", "GRC"),
        ("met at the ministry in Riga", "ministry", "at the ministry", "LVA"),
        ("met in Volda, Norway, on Monday", "Volda", "in Volda", "NOR"),
        ("met at the Harbour Palace, in Riga", "Harbour Palace", "at the Harbour Palace", "LVA"),
        ("met in Volda on Monday", "Volda", "in Volda", None),
        ("met in Volda, Ada Kern said", "Volda", "in Volda", None),
    ],
)
def test_a_place_has_its_preposition_and_the_country_beside_it(
    text: str, name: str, phrase: str, country: str | None
) -> None:
    place = place_at(text, text.index(name), text.index(name) + len(name))
    assert place.text is not None
    assert (place.text.exact, place.country) == (phrase, country)


@pytest.mark.parametrize(
    ("more", "country"),
    [
        ("Bread is dear in Norway. It rained. Norwegian bread is dark.", "NOR"),
        ("Bread is dear in Norway.", None),
        ("Bread is dear in Norway. Norwegian bread is dearer than that of Sweden.", None),
        ("Sweden and Norway are near Volda, Norway.", "NOR"),
        ("Bread is dear.", None),
    ],
)
def test_a_place_is_in_the_only_country_the_article_names(more: str, country: str | None) -> None:
    text = f"Ada Kern met Lena Frisch in Volda. {more}"
    place = resolved(text, meetings=[met("Ada Kern", "Lena Frisch")]).meetings[0].place
    assert place is not None
    assert place.country == country


def test_a_delegation_meets_where_it_has_just_gone() -> None:
    text = "The envoys moved to Oslo. There was rain. They will meet Lena Frisch on Friday."
    gone = "The envoys moved to Oslo on Monday. They will meet Lena Frisch on Friday."
    for words, name in ((text, None), (gone, "Oslo")):
        draft = met("envoys", "Lena Frisch", sentences=[words.count(". ") + 1])
        place = resolved(words, meetings=[draft]).meetings[0].place
        assert (place.name if place else None) == name


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ada Kern met Lena Frisch in Oslo to discuss the war in Sudan.", "Oslo"),
        ("In Oslo, Ada Kern met Lena Frisch.", "Oslo"),
        ("Ada Kern met Lena Frisch at the ministry in Oslo.", "ministry"),
        ("Ada Kern met Lena Frisch at a hotel in Volda.", "Volda"),
        ("Ada Kern chaired in Volda, a small port, a session with Lena Frisch.", "Volda"),
        ("Late on Monday in Oslo, Ada Kern met Lena Frisch.", "Oslo"),
        ("Ada Kern held talks with Lena Frisch for about 90 minutes in Oslo.", "Oslo"),
        ("Ada Kern held talks with Lena Frisch about a dam in Sudan.", None),
        ("The consul in Oslo, Ada Kern, met Lena Frisch.", None),
        ("The talks of Ada Kern and Lena Frisch ended because of fog at the airport.", None),
        ("Ada Kern and Lena Frisch met in the Norwegian capital.", "Norwegian capital"),
        ("Ada Kern and Lena Frisch met in the Norwegian capital. She lives in Oslo.", "Oslo"),
        ("“Let Ada Kern and Lena Frisch meet in the town hall,” he said.", "town hall"),
        ("Ada Kern met Lena Frisch and said: “It is cold in the town hall.”", None),
        ("Ada Kern travelled to Volda, where Lena Frisch received her.", "Volda"),
        ("Ada Kern went to Volda last week to see Lena Frisch.", "Volda"),
        ("On a visit to Norway, Ada Kern met Lena Frisch.", "Norway"),
        ("Ada Kern met Lena Frisch ahead of a visit to Norway.", None),
        ("Ada Kern met Lena Frisch to speak of the visit to Norway.", None),
        ("During her two-day visit to Oslo, Ada Kern met Lena Frisch.", "Oslo"),
        ("On a visit to Lena Frisch, Ada Kern met her sister.", None),
        ("Ada Kern met Lena Frisch and then flew to Volda to see her son.", None),
        ("Ada Kern met Lena Frisch and discussed the war in Sudan.", None),
        ("Ada Kern met Lena Frisch to speak about elections in Kenya.", None),
        ("Ada Kern spoke by phone with Lena Frisch in Oslo.", None),
    ],
)
def test_the_topic_of_a_meeting_is_not_its_place(text: str, place: str | None) -> None:
    draft = met("Ada Kern", "Lena Frisch", sentences=[1], status="held")
    found = resolved(text, meetings=[draft]).meetings[0].place
    assert (found.name if found else None) == place
