"""People: who is one and who is two, within one article."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.resolve.people import Entity, Roster, name_words, office_words, same_name


def words(text: str) -> list[str]:
    return text.split()


def roster(text: str) -> Roster:
    return Roster(text, [one.span() for one in re.finditer(r"[^|\s][^|]*", text)])


def called(text: str, words: str, nth: int = 0) -> Entity | None:
    """The entity at the nth place of `words` in the text."""
    places = [one.start() for one in re.finditer(re.escape(words), text)]
    return roster(text).at(places[nth], places[nth] + len(words))


def together(text: str, one: str, other: str) -> bool:
    people = roster(text)
    first = people.at(start := text.find(one), start + len(one))
    second = people.at(start := text.rfind(other), start + len(other))
    assert first is not None, one
    assert second is not None, other
    return first is second


ONE = [
    ("General Baqeri came.| Gen. Bagheri left.", "General Baqeri", "Gen. Bagheri"),
    (
        "Juma Anad spoke.| Minister Juma Anad Saadoun Khattab left.",
        "Juma Anad",
        "Juma Anad Saadoun",
    ),
    ("Ali Karim spoke.| Karim left.", "Ali Karim", "Karim"),
    ("Karim left.| Minister Ali Karim spoke.", "Karim", "Minister Ali Karim"),
    ("President Lee Jae-won spoke.| Lee said so.", "President Lee", "Lee"),
    ("Kim Song Ho spoke.| Mr Kim said so.", "Kim Song Ho", "Mr Kim"),
    ("Minister Juma Anad Khattab spoke.| General Juma left.", "Minister Juma", "General Juma"),
    (
        "Foreign Minister Ana Lima spoke.| The foreign minister left.",
        "Foreign",
        "The foreign minister",
    ),
    ("Ana Lima, the foreign minister, spoke.| The minister left.", "Ana Lima", "The minister"),
    ("The finance minister, Tomas Berg, spoke.| Berg left.", "The finance minister", "Berg"),
    ("Major General Karim came.| The brigadier general spoke.", "Major", "brigadier general"),
    (
        "Iraqi Defence Minister Karim came.| The Iraqi defense minister spoke.",
        "Iraqi",
        "Iraqi defense minister",
    ),
    (
        "Chief executive Helen Cole spoke.| The chief executive left.",
        "Chief",
        "The chief executive",
    ),
    ("The World Health Organization (WHO) met.| WHO denied it.", "World Health", "WHO"),
    (
        "WHO denied it.| The World Health Organization (WHO) met.",
        "WHO",
        "World Health Organization",
    ),
    ("The National Union of Teachers met.| NUT members left.", "National", "National"),
    (
        "The Iraqi Ministry of Oil wrote.| Then the ministry denied it.",
        "Ministry of Oil",
        "the ministry",
    ),
    (
        "Deputy Prime Minister and Defence Minister Ana Lima spoke.| The defence minister left.",
        "Deputy",
        "The defence minister",
    ),
    (
        "“Peace,” says the chief of staff.| General Ali Karim made the remarks.",
        "the chief",
        "General Ali Karim",
    ),
]
TWO = [
    (
        "Ambassador Bagheri was received by Chief of Staff Bagheri.",
        "Ambassador Bagheri",
        "Chief of Staff Bagheri",
    ),
    ("Former Prime Minister Karim met the acting minister.", "Former", "the acting minister"),
    ("Former Prime Minister Karim came.| The prime minister left.", "Former", "The prime minister"),
    (
        "Deputy Foreign Minister Karim came.| The foreign minister left.",
        "Deputy",
        "The foreign minister",
    ),
    ("Ali Karim met Omar Karim.", "Ali Karim", "Omar Karim"),
    ("Anna Berg came with Nils Berg.", "Anna Berg", "Nils Berg"),
    ("Iranian General Karim came.| Iraqi General Karim left.", "Iranian", "Iraqi General Karim"),
    (
        "Iranian Defence Minister Karim came.| The Iraqi defence minister left.",
        "Iranian",
        "Iraqi defence minister",
    ),
    ("Minister Karim met his Iraqi counterpart.", "Minister Karim", "his Iraqi counterpart"),
    ("Hassan Nouri came.| Hussein Nouri left.", "Hassan", "Hussein Nouri"),
    (
        "The Ministry of Oil wrote.| The Ministry of Health wrote.",
        "Ministry of Oil",
        "Ministry of Health",
    ),
    ("The minister spoke to the police commander.", "The minister", "the police commander"),
]


@pytest.mark.parametrize(("text", "one", "other"), ONE)
def test_forms_of_one_name_or_office_are_one(text: str, one: str, other: str) -> None:
    assert together(text, one, other)


@pytest.mark.parametrize(("text", "one", "other"), TWO)
def test_different_people_stay_apart(text: str, one: str, other: str) -> None:
    assert not together(text, one, other)


def test_a_bare_surname_goes_to_the_one_named_last_before_it() -> None:
    text = "Ali Karim spoke.| Karim left.| Omar Karim came.| Karim sat."
    people = roster(text)
    last = people.at(text.rfind("Karim"), text.rfind("Karim") + 5)
    second = people.at(text.find("| Karim") + 2, text.find("| Karim") + 7)
    assert last is not None
    assert second is not None
    assert (last.name, second.name) == ("Omar Karim", "Ali Karim")


def test_a_titled_surname_goes_to_the_one_of_that_office() -> None:
    text = "Ambassador Ali Karim came.| Governor Omar Karim left.| Ambassador Karim sat."
    entity = called(text, "Ambassador Karim")
    assert entity is not None
    assert entity.name == "Ali Karim"


def test_a_counterpart_is_unnamed_with_the_office_and_another_country() -> None:
    entity = called(
        "Iranian Defence Minister Karim met his Iraqi counterpart.", "his Iraqi counterpart"
    )
    assert entity is not None
    assert (entity.kind, entity.name, entity.country) == ("unnamed", None, "IRQ")
    assert entity.office == {"defense", "minister"}


def test_a_named_counterpart_holds_the_office_of_the_other() -> None:
    text = (
        "Iranian Defence Minister Karim met his Iraqi counterpart Omar Nasser.|"
        " The Iraqi defence minister spoke."
    )
    entity = called(text, "The Iraqi defence minister")
    assert entity is not None
    assert entity.name == "Omar Nasser"


def test_a_capital_that_acts_carries_its_country() -> None:
    entity = called("Tehran told Baghdad to wait.", "Tehran")
    assert entity is not None
    assert (entity.kind, entity.country) == ("organization", "IRN")


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_mentions_does_not_matter(turned: bool) -> None:
    sentences = [
        "Foreign Minister Ana Lima spoke.",
        "Lima was tired.",
        "General Baqeri sat.",
        "Mohammad Bagheri left.",
    ]
    text = "| ".join(reversed(sentences) if turned else sentences)
    names = {entity.name for entity in roster(text).entities}
    assert names == {"Ana Lima", "Mohammad Bagheri"}


def test_merging_keeps_all_mentions_and_the_name() -> None:
    text = "The envoy spoke.| Ana Lima left."
    people = roster(text)
    envoy, lima = people.at(0, 9), people.at(text.find("Ana"), text.find("Ana") + 8)
    assert envoy is not None
    assert lima is not None
    people.merge(lima, envoy)
    assert people.entities == [envoy]
    assert (envoy.kind, envoy.name, len(envoy.mentions)) == ("person", "Ana Lima", 2)
    people.merge(envoy, envoy)
    assert people.entities == [envoy]


def test_a_mention_taken_over_leaves_its_owner() -> None:
    text = "Ana Lima left.| Omar Nasser sat."
    people = roster(text)
    lima, nasser = people.entities
    people.extend(lima, nasser.mentions[0])
    assert people.entities == [lima]
    assert len(lima.mentions) == len(people.mentions) == 2


def test_a_mention_given_again_changes_nothing() -> None:
    people = roster("Ana Lima left.")
    (lima,) = people.entities
    people.extend(lima, lima.mentions[0])
    assert people.entities == [lima]
    assert len(lima.mentions) == len(people.mentions) == 1


def test_words_of_names_and_offices_leave_out_what_does_not_tell() -> None:
    assert name_words("Haj Qassem al-Khatib") == ["qassem", "khatib"]
    assert office_words("the Iraqi Defence Minister") == {"defense", "minister"}


PIECES = words("""
    General Ali Karim Bagheri Baqeri the minister his Iraqi counterpart | . ,
    ministry (WHO) World Health
    Organization he two leaders Former acting of and said made remarks Al-Sudani O'Neill é ß 王毅
""")


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)))
def test_any_text_has_a_roster_in_which_each_mention_has_one_owner(text: str) -> None:
    people = roster(text)
    owned = [id(mention) for entity in people.entities for mention in entity.mentions]
    assert len(owned) == len(set(owned))
    for entity in people.entities:
        assert entity.mentions
        assert entity.start == min(one.start for one in entity.mentions)
        assert (entity.name is None) <= (entity.kind == "unnamed")


FORMS = words("Ali A. al Bagheri Baqeri Kim")
NAMES = st.one_of(st.text(), st.lists(st.sampled_from(FORMS)).map(" ".join))


@given(NAMES, NAMES)
def test_same_name_is_symmetric_and_reflexive(one: str, other: str) -> None:
    assert same_name(one, one)
    assert same_name(one, other) == same_name(other, one)


def test_people_can_be_grouped_anew_by_their_places() -> None:
    text = "Ada Kern came. The mayor spoke. Ada Kern left."
    roster = Roster(text, [(0, 14), (15, 31), (32, 46)])
    places = [(0, 8), (15, 24)]

    entity = roster.regroup("person", places)

    assert [(one.start, one.end) for one in entity.mentions] == places
    assert entity.name == "Ada Kern"
    assert roster.at(32, 40) is not entity


def test_a_person_without_a_name_is_somebody_unnamed_and_a_group_has_its_words_for_a_name() -> None:
    text = "The mayor met the local farmers."
    roster = Roster(text, [(0, len(text))])

    assert roster.regroup("person", [(0, 9)]).kind == "unnamed"
    assert roster.regroup("group", [(14, 31)]).name == "local farmers"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We met the Mayor of Lume Rosa Lind.| Lind left.", "the Mayor of Lume Rosa Lind"),
        ("The Mayor of Lume, Rosa Lind, sat.| Rosa Lind left.", "Mayor of Lume"),
    ],
)
def test_a_place_with_an_office_is_parted_into_title_and_name(text: str, place: str) -> None:
    start, last = text.index(place), text.rindex("Rosa Lind")
    places = [(start, start + len(place)), (last, last + len("Rosa Lind"))]
    entity = roster(text).regroup("person", places)
    assert entity.name == "Rosa Lind"
    assert [text[slice(*one)] for one in entity.titles] == ["Mayor of Lume"]


@pytest.mark.parametrize("office", ["Minister", "Chairman of Lume Grand Haven"])
def test_an_office_alone_is_nobodys_name(office: str) -> None:
    text = f"{office} spoke.| Rosa Lind left."
    entity = roster(text).regroup("person", [(0, len(office)), (text.index("Rosa"), len(text) - 6)])
    assert entity.names == ["Rosa Lind"]


def test_an_office_without_a_name_is_a_person_where_its_words_hold_one_said_again() -> None:
    text = "Dean of the Faculty Rosa Lind spoke.| Lind left."
    entity = roster(text).regroup("unnamed", [(0, len("Dean of the Faculty Rosa Lind"))])
    assert (entity.kind, entity.name) == ("person", "Rosa Lind")


def test_the_head_of_a_unions_name_stands_for_the_whole() -> None:
    text = "She wrote to the Lume Dockers’ Association."
    start = text.index("Association")
    entity = roster(text).regroup("organization", [(start, start + len("Association"))])
    assert entity.name == "Lume Dockers’ Association"
