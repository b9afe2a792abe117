import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.published import find_published, parse_published

BODY = (
    "The two ministers discussed the border crossing on Sunday, their offices said in a joint "
    "note, and agreed to meet once more on April 2, 2021.\n"
)

STATED = {
    "Tuesday, March 5, 2024\n\nMinisters meet\n\n": "2024-03-05",
    "Ministers meet\nPublished: 5 March 2024 14:30\n": "2024-03-05",
    "Ministers meet\n2024-03-05 10:22 GMT\n": "2024-03-05",
    "News ID: 4711 | Date: 2024-03-05 - 11:20\nMinisters meet\n": "2024-03-05",
    "Updated: March 6, 2024 Published: March 5, 2024\nMinisters meet\n": "2024-03-05",
    "Ministers meet\nLast modified on Tue 5 Mar 2024 15.30 GMT\n": "2024-03-05",
    "Ministers meet\nBy Ann Writer, Our Agency | March 5, 2024 | 4 min read\n": "2024-03-05",
    "Ministers meet\nMarch 5, 2024 / 3:14 PM / Some News\n": "2024-03-05",
    "Politics | March 5, 2024\nMinisters meet\n": "2024-03-05",
    "Posted on 25/03/2024 by desk\nMinisters meet\n": "2024-03-25",
    "Posted on 05/03/2024 by desk\nMinisters meet\n": "2024",
    "15 Esfand 1402\nMinisters meet\n": "2024-03-05",
    "MUSCAT, March 5, 2024 (ONA) — ": "2024-03-05",
    "Muscat, 5 March 2024 (Agency) - ": "2024-03-05",
    "Ministers meet\nMUSCAT (Agency) – March 5, 2024 – ": "2024-03-05",
    "March 5, 2024\nMUSCAT, March 4 — ": "2024-03-05",
    "Muscat, 5 March 2024. ": "2024-03-05",
    "Port Said, March 5, 2024. ": "2024-03-05",
    "Ministry of Ports\nMuscat, 5 March 2024\n\nMinisters meet\n": "2024-03-05",
    "Ministers meet\n\nPort Said, March 5, 2024\n\n": "2024-03-05",
    "THE COAST HERALD\nSalalah, Tuesday, March 5, 2024 | 90 p\n": "2024-03-05",
    "Ministers meet\nTuesday 5 March 2024. All times local.\n": "2024-03-05",
    "Agency\n2024.03.05 21:52 KST\nMinisters meet\n": "2024-03-05",
    "Port Review\nQuays & Cranes | No. 7/2024\nMinisters meet\n": "2024",
    "PRESS NOTE No. 47/GI/2024\nMinisters meet\n": "2024",
    "Port Review No. 7/2024\nMarch 5, 2024\n": "2024-03-05",
    "Flight No. 7/2024 was late\nMinisters meet\n": None,
    "THE COAST HERALD – Sunday, 5 March 2024\n": "2024-03-05",
    "Radio Coast, evening news, 5 March 2024, 18:00.\n": "2024-03-05",
    "COAST DAILY | Muscat, Tuesday 5 March 2024 | English page\n": "2024-03-05",
    "PRESS RELEASE – Muscat, 5th March, 2024\n": "2024-03-05",
    "Muscat / Coast News Agency – 19/3/2024\n": "2024-03-19",
    "Muscat, 5 March 2024 (24 Sha'ban 1445)\n": "2024-03-05",
    "In Muscat, 5 March 2024\n": None,
    "The talks of 5 March 2024\n": None,
    "The war ended, 8 May 1945\n": None,
    "Deadline: 3 May 2026\n": None,
    "Obituary: Ana Berg (3 May 1940 - 5 June 2024)\n": None,
    "From Tuesday, 5 March 2024\n": None,
    "Muscat, 5 March. ": None,
    "MUSCAT, May 4 — ": None,
    "MOSCOW, May 4. /AGENCY/. ": None,
    "Ministers meet\n": None,
    "Summit of March 5, 2024\n": None,
    "Photo taken on March 3, 2024\n": None,
    "The envoy was received on March 3, 2024 in the palace by the prime minister himself.\n": None,
}

METADATA = {
    "2024-03-05": ("2024-03-05", "day"),
    "2024-03-05T23:30:00+03:30": ("2024-03-05", "day"),
    "2024-03-05T10:22:00Z": ("2024-03-05", "day"),
    " 2024-03-05 10:22\n": ("2024-03-05", "day"),
    "2024-03-05?": ("2024-03-05?", "day"),
    "2024-03": ("2024-03", "month"),
    "2024-03-XX": ("2024-03", "month"),
    "2024-22": ("2024-22", "season"),
    "2024": ("2024", "year"),
    "199X": ("199X", "year"),
    "2024-03-04/2024-03-06": ("2024-03-04/2024-03-06", "interval"),
}


@pytest.mark.parametrize(("top", "value"), STATED.items())
def test_the_publication_date_stands_in_masthead_or_dateline(top: str, value: str | None) -> None:
    found = find_published(top + BODY)
    assert found.value == value
    assert found.basis == ("explicit" if value else "unresolved")


def test_a_dateline_without_a_year_keeps_its_words() -> None:
    found = find_published("MUSCAT, May 4 — " + BODY)
    assert found.text is not None
    assert found.text.exact == "May 4"
    assert found.value is None


@pytest.mark.parametrize(
    "bottom",
    [
        "Please enter your comment!\nPlease enter your name hereTuesday, March 5, 2024\n",
        "Comments (2)\nMarch 6, 2024\n",
        "Tuesday, March 5, 2024\n",
    ],
)
def test_dates_below_the_article_are_not_its_publication(bottom: str) -> None:
    assert find_published("Ministers meet\n" + BODY * 2 + bottom).value is None


@pytest.mark.parametrize(("metadata", "expected"), METADATA.items())
def test_metadata_dates_keep_their_own_precision(metadata: str, expected: tuple[str, str]) -> None:
    found = parse_published(metadata)
    assert (found.value, found.granularity) == expected
    assert (found.text, found.basis) == (None, "explicit")


@pytest.mark.parametrize("metadata", ["", "yesterday", "05/03/2024", "2024-13", "2024-02-30"])
def test_unreadable_metadata_is_refused(metadata: str) -> None:
    with pytest.raises(ValueError, match=r"ISO 8601|EDTF"):
        parse_published(metadata)


@given(st.lists(st.sampled_from([*STATED, BODY, "\n", "\u2028", "\x00"])).map("".join) | st.text())
def test_any_text_gives_a_date_value_grounded_in_it(text: str) -> None:
    found = find_published(text)
    if found.text is not None:
        assert text[found.text.start : found.text.end] == found.text.exact
