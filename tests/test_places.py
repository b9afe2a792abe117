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
    ("text", "place"),
    [
        ("Ada Kern met Lena Frisch in Oslo to discuss the war in Sudan.", "Oslo"),
        ("In Oslo, Ada Kern met Lena Frisch.", "Oslo"),
        ("Ada Kern met Lena Frisch and discussed the war in Sudan.", None),
        ("Ada Kern met Lena Frisch to speak about elections in Kenya.", None),
        ("Ada Kern spoke by phone with Lena Frisch in Oslo.", None),
    ],
)
def test_the_topic_of_a_meeting_is_not_its_place(text: str, place: str | None) -> None:
    found = resolved(text, meetings=[met("Ada Kern", "Lena Frisch")]).meetings[0].place
    assert (found.name if found else None) == place
