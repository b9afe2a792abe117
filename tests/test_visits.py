"""Visits: who of those who meet came to the other's place."""

import pytest
from cases import met, resolved


def _roles(text: str, *people: str) -> list[str]:
    (meeting,) = resolved(text, meetings=[met(*people)]).meetings
    assert ("visit" in meeting.modes) == any(one.role == "visitor" for one in meeting.participants)
    return [one.role for one in meeting.participants]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Kern received Judge Lena Frisch in Oslo.",
        "Mayor Ada Kern is to host Judge Lena Frisch for talks on Friday.",
        "Mayor Ada Kern refused to receive Judge Lena Frisch.",
    ],
)
def test_who_receives_others_is_their_host(sentence: str) -> None:
    assert _roles(sentence, "Ada Kern", "Lena Frisch") == ["host", "visitor"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Kern was received by Judge Lena Frisch in Oslo.",
        "Mayor Ada Kern called on Judge Lena Frisch on Friday.",
        "Mayor Ada Kern paid a courtesy call on Judge Lena Frisch.",
        "Mayor Ada Kern will pay a short visit to Judge Lena Frisch for talks.",
        "Mayor Ada Kern visited Judge Lena Frisch in Oslo.",
    ],
)
def test_who_calls_on_others_is_a_visitor(sentence: str) -> None:
    assert _roles(sentence, "Ada Kern", "Lena Frisch") == ["visitor", "host"]


@pytest.mark.parametrize(
    "text",
    [
        "French Minister Ada Kern met visiting Polish Minister Lena Frisch on Friday.",
        "French Minister Ada Kern met Polish Minister Lena Frisch in Paris on Friday, as part of "
        "a two-day visit.",
        "French Minister Ada Kern met Polish Minister Lena Frisch on Friday. Frisch arrived in "
        "Paris on Thursday.",
        "Polish Minister Lena Frisch began a trip to France on Thursday. French Minister Ada Kern "
        "met Lena Frisch on Friday.",
    ],
)
def test_who_visits_a_country_visits_its_people(text: str) -> None:
    assert _roles(text, "Ada Kern", "Lena Frisch") == ["host", "visitor"]


@pytest.mark.parametrize(
    "text",
    [
        "French Minister Ada Kern met Polish Minister Lena Frisch in Paris on Friday.",
        "French Minister Ada Kern met Polish Minister Lena Frisch in Rome, after arriving in Oslo.",
        "French Minister Ada Kern met Polish Minister Lena Frisch. “I shall visit France,” said "
        "Frisch.",
        "Mayor Ada Kern, who had received an award, met Judge Lena Frisch.",
        "Mayor Ada Kern and Judge Lena Frisch held talks by telephone.",
        "Mayor Ada Kern met Judge Lena Frisch. Poland hosted the talks of Kern and Frisch.",
    ],
)
def test_where_nobody_is_said_to_visit_all_take_part_alike(text: str) -> None:
    assert _roles(text, "Ada Kern", "Lena Frisch") == ["participant", "participant"]


def test_those_of_a_hosts_country_are_hosts_too() -> None:
    text = (
        "French Minister Ada Kern received Polish Minister Lena Frisch on Friday. At the meeting "
        "with Frisch were Kern and French Judge Tom Ober."
    )
    record = resolved(text, meetings=[met("Ada Kern", "Lena Frisch", "Tom Ober", sentences=[1, 2])])

    assert [one.role for one in record.meetings[0].participants] == ["host", "visitor", "host"]


def test_a_model_that_knows_roles_is_believed() -> None:
    draft = met("Ada Kern", "Lena Frisch")
    (meeting,) = resolved(
        "Mayor Ada Kern received Judge Lena Frisch.", meetings=[draft], poor=False
    ).meetings

    assert {one.role for one in meeting.participants} == {"participant"}
