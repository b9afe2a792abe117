"""Sides: the state somebody acts for stands beside the name, or follows from the setting."""

import pytest
from cases import case, drafted, met, resolved

from extractor.resolve.sides import Sides
from schemas.countries import lands_in

HARBOUR = """\
NAIROBI, May 4 — Agriculture Minister Ruth Wanjiru met Ugandan minister Moses Okello on Monday.

Finance Minister Peter Mwangi joined them later in Nairobi. Kenya harvests maize in June.

A trader, Amina Yusuf, stayed at home.
"""


def countries(text: str, *people: str) -> dict[str | None, str | None]:
    found = resolved(text, meetings=[met(*people)])
    return {one.name: one.country for one in found.actors}


def test_a_foreigner_is_marked_and_the_own_minister_is_not() -> None:
    assert countries(HARBOUR, "Ruth Wanjiru", "Moses Okello", "Peter Mwangi", "Amina Yusuf") == {
        "Ruth Wanjiru": "KEN",
        "Moses Okello": "UGA",
        "Peter Mwangi": "KEN",
        "Amina Yusuf": None,
    }


def test_an_article_that_names_no_country_says_for_none_that_somebody_acts() -> None:
    text = "The mayor, Ana Ruiz, met Governor Luis Paz at the pier on Monday."

    assert set(countries(text, "Ana Ruiz", "Luis Paz").values()) == {None}


def test_a_persons_name_is_no_country() -> None:
    text = "OSLO — Mayor Milan Novak met Judge Sofia Lind on Monday. Novak left for Bergen."

    assert {"ITA", "BGR"}.isdisjoint(countries(text, "Milan Novak", "Sofia Lind").values())


def test_nothing_is_guessed_where_the_draft_would_have_said_it() -> None:
    found = resolved(HARBOUR, meetings=[met("Ruth Wanjiru", "Moses Okello")], poor=False)

    assert {one.name: one.country for one in found.actors} == {
        "Ruth Wanjiru": None,
        "Moses Okello": "UGA",
    }


def test_a_drafted_country_that_the_article_does_not_name_is_refused() -> None:
    found = resolved(
        HARBOUR,
        meetings=[met("Ruth Wanjiru", "Moses Okello")],
        actors=[{"name": "Ruth Wanjiru", "kind": "person", "country": "Peru"}],
    )

    assert "PER" not in {one.country for one in found.actors}
    assert [(one.words, one.reason) for one in found.dropped] == [("Peru", "ungrounded")]


def test_without_weights_every_state_of_the_article_stays_possible() -> None:
    one = case(HARBOUR, drafted())
    minister = next(each for each in one.roster.entities if each.name == "Peter Mwangi")

    assert [code for code, _ in Sides(one, weights={}).candidates(minister)] == [
        None,
        "KEN",
        "UGA",
    ]
    assert Sides(one, weights={}).of(minister, None) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kenya's minister flew to Oslo.", [("Kenya", "KEN", "country"), ("Oslo", "NOR", "city")]),
        ("Norwegians in TURKEY", [("Norwegians", "NOR", "country"), ("TURKEY", "TUR", "country")]),
        ("New Mexico and Chadwick are no countries, us neither.", []),
        ("South Korea and Korea-watchers", [("South Korea", "KOR", "country")]),
    ],
)
def test_countries_and_cities_are_found_by_their_longest_names(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    assert [(text[one.start : one.end], one.code, one.kind) for one in lands_in(text)] == found


@pytest.mark.parametrize(("beside", "said"), [(True, "NOR"), (False, None)])
def test_a_country_beside_the_name_needs_only_be_likelier_than_not(
    beside: bool, said: str | None
) -> None:
    whose = "Norwegian Minister" if beside else "Minister"
    article = case(f"{whose} Sverre Lund met Ada Kern. Norway is far away.", drafted())
    (entity,) = (one for one in article.roster.entities if one.name == "Sverre Lund")
    (_, nobody), (_, norway) = Sides(article, weights={}).candidates(entity)
    telling = next(iter(set(norway) - set(nobody)))

    assert Sides(article, weights={telling: 0.2}).of(entity, None) == said  # .55 against .45
    assert Sides(article, weights={telling: 0.6}).of(entity, None) == "NOR"
