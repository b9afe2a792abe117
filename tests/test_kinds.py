"""Kinds: what tells a person from a body and a body from several people."""

import pytest
from cases import met, resolved

from extractor.resolve.kinds import kind_of
from schemas import ActorKind


def kind(text: str, name: str, given: ActorKind, *, office: bool = False) -> ActorKind:
    start = text.index(name)
    return kind_of(text, given, [name], [(start, start + len(name))], office=office)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The story was told by Radio Halden on Friday.", "Radio Halden"),
        ("RedShore FM was told so.", "RedShore FM"),
        ("City builder Halden Motors will pay.", "Halden Motors"),
        ("They rang Halden Lines Norte (HLN) about it.", "Halden Lines Norte"),
        ("Halden Minas denied it. Minas's supply manager left.", "Halden Minas"),
        ("Halden Motors Vice Chairman Karl Berg left.", "Halden Motors"),
        ("The Pedagogical Faculty answered.", "Pedagogical Faculty"),
    ],
)
def test_what_the_text_treats_as_a_firm_is_no_person(text: str, name: str) -> None:
    assert kind(text, name, "person") == "organization"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Lima left. Lima's spokesman stayed.", "Ana Lima"),
        ("Mr Karl Radio left.", "Karl Radio"),
        ("Ana Lima (51) left.", "Ana Lima"),
    ],
)
def test_a_person_stays_one_where_nothing_says_otherwise(text: str, name: str) -> None:
    assert kind(text, name, "person") == "person"


def test_one_with_an_office_or_an_honorific_is_a_person() -> None:
    assert kind("Prakash Rao, secretary of it, left.", "Prakash Rao", "organization", office=True)
    assert kind("In Lume, the mayor, Ana Lima, left.", "Lume", "organization", office=True) == (
        "organization"
    )
    assert kind("Madam Obi left.", "Obi", "organization") == "person"
    assert kind("Obi left.", "Obi", "organization") == "organization"
    assert kind("The Lume Bank left.", "Lume Bank", "organization", office=True) == "organization"


@pytest.mark.parametrize("name", ["Uzbek delegation", "Peruvian side", "press", "MPs"])
def test_a_delegation_and_a_side_are_several_people(name: str) -> None:
    assert kind(f"The {name} left.", name, "organization") == "group"


def test_somebody_with_a_campaign_manager_is_a_person_still() -> None:
    text = "Edda Marlow met Tom Hill on Monday. Marlow's campaign manager was there."
    found = resolved(text, meetings=[met("Edda Marlow", "Tom Hill")])

    assert {one.name: one.kind for one in found.actors}["Edda Marlow"] == "person"
