"""Namesakes: acronyms and first surnames that are somebody named in full."""

import pytest
from cases import case, drafted

from extractor.resolve.acronyms import spelled_out
from extractor.resolve.namesakes import join_namesakes


@pytest.mark.parametrize(
    ("text", "acronym", "name"),
    [
        ("She runs Halden Lines of Norland (HLN).", "HLN", "Halden Lines of Norland"),
        ("the Lume Boat’ and Net Union (LBNU)", "LBNU", "Lume Boat’ and Net Union"),
        ("The Norland Bank (NB) and HLN met.", "HLN", None),
        ("the big Union (EU)", "EU", None),
        ("(WHO)", "WHO", None),
        ("Halden Lines (Ha)", "Ha", None),
    ],
)  # fmt: skip
def test_a_name_in_front_of_brackets_spells_an_acronym_out(
    text: str, acronym: str, name: str | None
) -> None:
    found = spelled_out(text, acronym)
    assert (text[slice(*found)] if found else None) == name


def joined(text: str, *names: str) -> list[tuple[str | None, set[str]]]:
    """Who is left of actors called so, each at the last place of the words."""
    one = case(text, drafted())
    places = [(start := text.rindex(name), start + len(name)) for name in names]
    found = [one.roster.regroup("person", [place]) for place in places]
    join_namesakes(one, found)
    return [(entity.name, set(entity.names)) for entity in found if entity.mentions]


def test_a_body_and_its_acronym_are_one_actor() -> None:
    text = "Halden Lines Norte (HLN) will pay.\n\nThen HLN said that it would pay at once.\n"
    assert joined(text, "HLN") == [("Halden Lines Norte", {"HLN", "Halden Lines Norte"})]
    assert len(joined(text, "HLN", "Halden Lines Norte")) == 1


def test_a_surname_is_its_only_bearers() -> None:
    text = "Ana Duarte Lima met Karl Berg in Lume.\n\nThen Duarte said that it would open.\n"
    assert joined(text, "Ana Duarte Lima", "Karl Berg", "Duarte") == [
        ("Ana Duarte Lima", {"Ana Duarte Lima", "Duarte"}),
        ("Karl Berg", {"Karl Berg"}),
    ]


def test_a_surname_of_two_bearers_is_nobodys() -> None:
    text = "Ana Duarte Lima met Luis Duarte Soto.\n\nThen Duarte said that it would open.\n"
    assert len(joined(text, "Ana Duarte Lima", "Luis Duarte Soto", "Duarte")) == 3


def test_a_surname_that_is_a_places_name_is_nobodys() -> None:
    text = "Ana Valverde Soto met Karl Berg near Valverde. Then Valverde said that it would pay."
    assert len(joined(text, "Ana Valverde Soto", "Valverde")) == 2
