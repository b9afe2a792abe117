"""Extents: how much of a phrase for somebody without a name is theirs."""

import pytest

from extractor.candidates.sites import sites
from extractor.resolve.extents import extended, group_name


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Two male nurses left.", "nurses", "Two male nurses"),
        ("About forty villagers of Kern came.", "villagers", "About forty villagers of Kern"),
        ("A person close to the talks said so.", "A person", "A person close to the talks"),
        ("Members of a rival club said no.", "Members", "Members of a rival club"),
        ("An aide of the bank in Oslo spoke.", "An aide", "An aide of the bank in Oslo"),
        ("The driver with a cough, who sat down, left.", "The driver", "The driver with a cough"),
        ("Officials at last agreed.", "Officials", "Officials at last"),
        ("The driver said no.", "The driver", "The driver"),
        ("She had written to a minister.", "a minister", "a minister"),
        ("Workers met in March.", "Workers", "Workers"),
    ],
)
def test_a_phrase_reaches_from_its_number_to_the_end_of_what_it_is_of(
    text: str, found: str, whole: str
) -> None:
    start = text.index(found)

    first, last = extended(text, (start, start + len(found)), len(text))

    assert text[first:last] == whole


def test_what_does_not_end_before_a_verb_is_left_off() -> None:
    text = "Officials of one two three four five six seven eight nine ten bodies."

    assert extended(text, (0, 9), len(text)) == (0, 9)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They met in Riga on Monday.", ["Riga"]),
        ("They met at the town hall in June.", ["town hall"]),
        ("They met at the Foreign Ministry.", ["Foreign Ministry"]),
        ("They met in March of that year.", []),
    ],
)
def test_a_site_is_where_something_took_place(text: str, names: list[str]) -> None:
    assert [text[first:last] for _, first, last in sites(text, 0, len(text))] == names


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Both sides spoke.", "sides", "Both sides"),
        ("Officials from both sides spoke.", "Officials", "Officials from both sides"),
        ("Leaders of the largest union broke up.", "Leaders", "Leaders of the largest union"),
        ("He thanked the people of Lume for their help.", "people", "people of Lume"),
        ("He told reporters in Lume.", "reporters", None),
        ("The residents spoke.", "residents", None),
    ],
)
def test_several_people_are_named_with_those_they_are_of(
    text: str, found: str, name: str | None
) -> None:
    start = text.index(found)
    assert group_name(text, (start, start + len(found)), len(text)) == name
