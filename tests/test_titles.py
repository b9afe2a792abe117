"""Titles: the extent of an office, where it stands, and which of several is taken."""

import pytest
from cases import met, resolved
from hypothesis import given
from hypothesis import strategies as st

from extractor.resolve.appositions import titles_beside
from extractor.resolve.titles import best_title, full_title, plain_title


def beside(text: str, name: str) -> list[str]:
    start = text.index(name)
    spans = titles_beside(text, (start, start + len(name)), (0, len(text)))
    plain = [plain_title(text, one) for one in spans]
    return [text[slice(*one)] for one in plain if one]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("She met Norland's finance minister, Ana Lima, in Lume.", "finance minister"),
        (
            "They quoted the head of the water service, Ana Lima, as saying so.",
            "head of the water service",
        ),
        (
            "The Minister of Mines and River Basins, Dr. Ana Lima, chaired it.",
            "Minister of Mines and River Basins",
        ),
        ("But a retired hydrologist, Dr. Ana Lima, warned them.", "retired hydrologist"),
        ("So said the regional planning officer, Dr Ana Lima.", "regional planning officer"),
        (
            "There was the infectious diseases consultant Ana Lima and a nurse.",
            "infectious diseases consultant",
        ),
        (
            "It quoted former federation president Ana Lima as saying so.",
            "former federation president",
        ),
        (
            "It was opened by the Deputy Secretary to the Treasury Mrs. Ana Lima.",
            "Deputy Secretary to the Treasury",
        ),
        (
            "He spoke to Ana Lima, general secretary of the Lume Dockers' Union.",
            "general secretary of the Lume Dockers' Union",
        ),
        (
            "Ana Lima, chief executive of municipal operator Halden Lines (HL), left.",
            "chief executive of municipal operator Halden Lines",
        ),
        ("Ana Lima, Norland's consul in Lume, signed it.", "consul in Lume"),
        ("The chair was taken by Ana Lima, his deputy.", "deputy"),
    ],
)
def test_an_office_beside_a_name_is_found_at_its_full_extent(text: str, title: str) -> None:
    assert beside(text, "Ana Lima") == [title]


@pytest.mark.parametrize(
    "text",
    [
        "After they met the minister, Ana Lima said so.",
        "The minister told reporters Ana Lima was late.",
        "With the mayor came a guest, Ana Lima, and two others.",
        "Ana Lima, who met the minister, left.",
        "Ana Lima, deputy governor Karl Berg and two others left.",
        "The minister left. Ana Lima, too.",
        "On Friday, Ana Lima left.",
        "They met the head of city operator Ana Lima and left.",
    ],
)
def test_an_office_that_only_comes_near_is_not_theirs(text: str) -> None:
    assert beside(text, "Ana Lima") == []


@pytest.mark.parametrize(
    ("text", "head", "full"),
    [
        ("Separately, production chief Karl Berg left.", "chief", "production chief"),
        ("The harbour board's HR vice-president left.", "vice-president", "HR vice-president"),
        ("It is his campaign manager who left.", "manager", "campaign manager"),
        ("The new president left.", "president", "president"),
        ("Lume backs president Karl Berg.", "president", "president"),
        ("They told president Karl Berg so.", "president", "president"),
        ("He will see opposition leader Karl Berg.", "leader", "leader"),
        ("He sent Deputy Governor Karl Berg.", "Deputy Governor", "Deputy Governor"),
        ("quickly elected chair Karl Berg left.", "chair", "chair"),
    ],
)
def test_words_in_front_belong_to_a_title_where_a_phrase_begins(
    text: str, head: str, full: str
) -> None:
    start = text.index(head)
    found = full_title(text, (start, start + len(head)), (0, len(text)))
    assert text[slice(*found)] == full


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("the then mayor of Lume", "then mayor of Lume"),
        ("the board's chair", "chair"),
        ("Chief of Staff of Norland's Armed Forces", "Chief of Staff of Norland's Armed Forces"),
        ("Cabinet Spokesman Dr.", "Cabinet Spokesman"),
        ("the new head of the bank", "head of the bank"),
        ("First Vice Minister", "First Vice Minister"),
        ("a person", None),
        ("Mrs.", None),
        ("Highness", None),
        ("minister's media", None),
    ],
)
def test_a_title_is_given_without_article_owner_and_honorific(
    words: str, plain: str | None
) -> None:
    found = plain_title(words, (0, len(words)))
    assert (words[slice(*found)] if found else None) == plain


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("General; Minister; Minister of Mines", "Minister of Mines"),
        ("Rear Admiral; deputy", "deputy"),
        ("Major General; General", "Major General"),
        ("top military commander; army chief", "army chief"),
        ("mayor; Mayor", "mayor"),
    ],
)
def test_the_fullest_office_is_taken_and_a_rank_only_where_there_is_none(
    text: str, best: str
) -> None:
    spans, start = [], 0
    for one in text.split("; "):
        spans.append((start, start + len(one)))
        start += len(one) + 2
    found = best_title(text, spans)
    assert found is not None
    assert text[slice(*found)] == best


PIECES = (
    "the Dr. Ana Lima , . head chair of for in water board Norland 's and who said ( \n é 王".split(
        " "
    )
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.integers(0, 60))
def test_titles_beside_any_name_stand_in_the_text_apart_from_it(text: str, at: int) -> None:
    start = min(at, len(text))
    name = (start, min(len(text), start + 5))
    for first, last in titles_beside(text, name, (0, len(text))):
        assert 0 <= first < last <= len(text)
        assert last <= name[0] or name[1] <= first
        assert text[first:last].strip() == text[first:last]


def test_a_firm_before_a_title_is_cut_off_whatever_stands_between_its_words() -> None:
    text = (
        "Halden  Motors sales chief, Per Lind, met Mayor Ana Berg on Monday. Halden Motors grew.\n"
    )
    found = resolved(text, meetings=[met("Per Lind", "Ana Berg")])

    assert {one.name: one.title for one in found.actors}["Per Lind"] == "sales chief"
