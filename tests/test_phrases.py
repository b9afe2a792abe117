"""Phrases: who is named in a sentence, as the candidates see it."""

import re

import pytest

from extractor.candidates.phrases import find_phrases
from extractor.candidates.roster import Roster


@pytest.mark.parametrize(
    ("text", "kind", "name", "title"),
    [
        ("She met Alhaji Sani Bello there.", "name", "Sani Bello", "Alhaji"),
        ("She met Cllr Aoife Byrne there.", "name", "Aoife Byrne", "Cllr"),
        ("She met Rear Adm. Made Surya there.", "name", "Made Surya", "Rear Adm."),
        ("She met Madam Peace Addo there.", "name", "Peace Addo", "Madam"),
        (
            "It wrote to the Lume Dockers’ Association first.",
            "body",
            "Lume Dockers’ Association",
            None,
        ),
        ("It rang the Carriers’ and Drivers’ Union.", "body", "Carriers’ and Drivers’ Union", None),
        ("It rang the traders' union.", "body", "traders' union", None),
        ("Dean of the Faculty of Sport Rosa Lind spoke.", "name", "Rosa Lind", None),
    ],
)
def test_a_phrase_has_name_and_title_apart(
    text: str, kind: str, name: str, title: str | None
) -> None:
    found = [one for one in find_phrases(text, 0, len(text)) if one.kind == kind]
    assert [text[slice(*one.name)] for one in found if one.name] == [name]
    if title:
        assert [text[slice(*one.title)] for one in found if one.title] == [title]


@pytest.mark.parametrize("nation", ["Nigerien", "Kazakh", "Tajik", "Slovak", "Argentine", "Thai"])
def test_a_nationality_belongs_to_the_phrase_it_begins(nation: str) -> None:
    text = f"Minister Ada Kern met her {nation} counterpart."
    (found,) = [one for one in find_phrases(text, 0, len(text)) if one.kind == "counterpart"]

    assert text[found.start : found.end] == f"her {nation} counterpart"
    assert found.country is not None


def test_times_own_no_body() -> None:
    text = "A driver with ten years’ service left."
    assert [one.kind for one in find_phrases(text, 0, len(text))] == ["office"]


def roster(text: str) -> list[tuple[str, str]]:
    """Kinds and names of everybody, sentence by sentence."""
    people = Roster(text)
    for one in re.finditer(r"[^|\s][^|]*", text):
        people.add(find_phrases(text, *one.span()))
    return [(one.kind, text[slice(*one.name)]) for one in people.entities if one.name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They spoke to Prakash Rao, secretary of the union.", ("person", "Prakash Rao")),
        ("City builder Halden Motors will pay.", ("organization", "Halden Motors")),
        ("Halden Lines Norte (HLN) will pay.", ("organization", "Halden Lines Norte")),
        ("Halden Shore FM said so.", ("organization", "Halden Shore FM")),
        ("Prakash Rao will pay.", ("person", "Prakash Rao")),
    ],
)
def test_persons_and_firms_are_told_apart(text: str, found: tuple[str, str]) -> None:
    assert found in roster(text)


def test_a_first_surname_calls_the_one_who_bears_two() -> None:
    assert roster("Ana Duarte Lima spoke.| Duarte left.") == [("person", "Ana Duarte Lima")]
    assert len(roster("Ana Duarte Lima spoke.| Ana Berg left.| Berg sat.")) == 2
