"""Bodies: whom somebody acts for, and what is no body."""

import pytest

from extractor.resolve.bodies import body_in_title, employer, is_place, stands_as_place
from extractor.resolve.owners import body_behind, body_beside, body_of_office, is_its


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("chief of staff of the Norland Armed Forces", "Norland Armed Forces"),
        ("Secretary of Iran’s Supreme Security Council (SSC)", "Supreme Security Council"),
        ("Deputy Secretary to the Treasury", "Treasury"),
        ("head of the fisheries cooperative on Lume Island", "fisheries cooperative"),
        ("finance director of Sporting Halden", "Sporting Halden"),
        ("Chair of the Assisa", "Assisa"),
        ("director of Hidronorte", "Hidronorte"),
        ("chief executive of the Port Authority of Halden", "Port Authority of Halden"),
        ("acting chief executive of municipal operator Halden Lines", "Halden Lines"),
        ("member of the committee", "committee"),
        ("league spokesman", "league"),
        ("coast guard official", "coast guard"),
        ("Deputy foreign ministry spokesman", "foreign ministry"),
        ("Treasury Secretary", "Treasury"),
        ("secretary of Club Atlético Halden", "Club Atlético Halden"),
        ("Minister of State for Government Affairs", None),
        ("Minister of Public Service", None),
        ("head of delegation", None),
        ("leader of the team", None),
        ("finance minister", None),
        ("minister of state", None),
        ("State Secretary", None),
        ("mission chief", None),
        ("Army General", None),
        ("Mayor of Halden", None),
        ("President of Norway", None),
        ("National Director of Energy", None),
        ("former member of the committee", None),
        ("chief of defence", None),
    ],
)
def test_a_title_names_a_body_or_none(title: str, body: str | None) -> None:
    assert body_in_title(title) == body


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("The club’s president left.", "president", "club"),
        ("The ruling party's floor spokesman left.", "floor spokesman", "ruling party"),
        (
            "He met Halden Lines' rival and Halden Motors's sales chief.",
            "sales chief",
            "Halden Motors",
        ),
        ("Lume Motors's chair left.", "chair", "Lume Motors"),
        ("Norway's president left.", "president", None),
        ("Oslo's mayor left.", "mayor", None),
        ("Halden's mayor left.", "mayor", None),
        ("The state's secretary left.", "secretary", None),
        ("And Halden Motors's sales chief left.", "sales chief", "Halden Motors"),
        ("The minister's aide left.", "aide", None),
        ("The EU’s envoy left.", "envoy", "EU"),
        ("They met IMF mission chief Karl Berg.", "mission chief", "IMF"),
        ("They met Norland mission chief Karl Berg.", "mission chief", None),
        ("The club's former president left.", "former president", None),
        ("The president left.", "president", None),
    ],
)
def test_the_owner_of_an_office_is_its_body(text: str, title: str, body: str | None) -> None:
    start = text.index(title)
    found = body_beside(text, (start, start + len(title)), (0, len(text)))
    assert (text[slice(*found)] if found else None) == body


def test_its_office_belongs_to_what_was_named_before() -> None:
    text = "The league was represented by its chair."
    at = text.index("chair")
    assert is_its(text, (at, at + 5), (0, len(text)))
    assert not is_its(text, (4, 10), (0, len(text)))


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Ana Lima of the opposition bloc spoke.", None, "opposition bloc"),
        ("Ana Lima of the traders' union spoke.", None, "traders' union"),
        ("Ana Lima of the Faculty of Law spoke.", "Professor", "Faculty of Law"),
        ("Ana Lima of Halden Motors spoke.", "sales chief", "Halden Motors"),
        (
            "Ana Lima, who chairs the Lume Fishers’ Cooperative, spoke.",
            None,
            "Lume Fishers’ Cooperative",
        ),
        ("Ana Lima, who heads the port authority, spoke.", None, "port authority"),
        ("Ana Lima, who runs Norway's treasury, spoke.", None, "treasury"),
        ("Ana Lima, who heads its supervisory board, spoke.", None, "supervisory board"),
        ("Ana Lima, who leads the Norwegian trade delegation, spoke.", None, None),
        ("Ana Lima of the Union and Karl Berg of the Farm Bloc spoke.", None, "Union"),
        ("Ana Lima, who leads the league's monitors, spoke.", None, None),
        (
            "Ana Lima of the Ministry of Mines and Energy spoke.",
            None,
            "Ministry of Mines and Energy",
        ),
        ("Ana Lima of Halden spoke.", None, None),
        ("Ana Lima of Norway spoke.", "envoy", None),
        ("Ana Lima of Halden spoke.", "mayor", None),
        ("Ana Lima, who leads Norway, spoke.", None, None),
        ("Ana Lima of the union spoke.", "former chair", None),
        ("Ana Lima spoke of the union.", None, None),
    ],
)
def test_a_body_behind_a_name_is_found(text: str, title: str | None, body: str | None) -> None:
    found = body_behind(text, (0, len("Ana Lima")), (0, len(text)), title)
    assert (text[slice(*found)] if found else None) == body


@pytest.mark.parametrize(
    ("title", "text", "firm"),
    [
        (
            "Halden Motors sales chief",
            "Halden Motors pays. Halden Motors sales chief Berg",
            "Halden Motors",
        ),
        ("HLX technical director", "HLX technical director Berg", "HLX"),
        ("Shadow rapporteur", "The Shadow rapporteur spoke", None),
        ("HR director", "HR director Berg", None),
        ("Texas Governor", "Texas waits. Texas Governor Berg", None),
        ("Vice Chairman", "Vice Chairman Berg. Vice is one", None),
    ],
)
def test_a_firm_in_front_of_a_title_is_an_employer(title: str, text: str, firm: str | None) -> None:
    assert employer(title, text) == firm


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("A counsellor from its embassy spoke.", "counsellor", "embassy"),
        ("Her counterpart on the Lume Committee spoke.", "counterpart", "Lume Committee"),
        ("An official of an export agency spoke.", "official", "export agency"),
        ("The mayor of Lume spoke.", "mayor", None),
        ("An official spoke of the union.", "official", None),
    ],
)  # fmt: skip
def test_a_body_behind_an_office_is_found(text: str, title: str, body: str | None) -> None:
    start = text.index(title)
    found = body_of_office(text, (start, start + len(title)), (0, len(text)))
    assert (text[slice(*found)] if found else None) == body


def test_what_things_are_in_or_near_is_a_place() -> None:
    assert stands_as_place("The road near Halden is shut.", "Halden")
    assert not stands_as_place("The road near Halden Club is shut.", "Halden Club")
    assert not stands_as_place("Halden pays.", "Halden")


def test_states_and_cities_are_places() -> None:
    assert is_place("Norway")
    assert is_place("Oslo")
    assert not is_place("EU")
    assert not is_place("Halden Motors")
