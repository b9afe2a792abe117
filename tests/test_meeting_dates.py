"""Meeting dates: which words date a meeting, and from which day they are seen."""

import pytest
from cases import met, resolved

MONDAY = "2024-06-03"
FRIDAY = "2024-06-07"
PUBLISHED = "2024-06-05"
KERN_MET = "Mayor Ada Kern met Judge Lena Frisch on Monday."


@pytest.mark.parametrize(
    ("later", "value"),
    [
        ("On the same day she received Bishop Emil Strand.", MONDAY),
        ("The next day she received Bishop Emil Strand.", "2024-06-04"),
        ("They spoke for an hour. That evening she received Bishop Emil Strand.", MONDAY),
        ("“I was late in April,” she said. On the same day she met Bishop Emil Strand.", MONDAY),
        ("It opened in May. She is at home. It is so. That day she met Emil Strand.", MONDAY),
        ("She flew home at the weekend. The next day she met Bishop Emil Strand.", None),
        ("The law of 2 May 2019 fell. Rain came. It was wet. That day she met Emil Strand.", None),
    ],
)
def test_the_same_day_is_that_of_the_meeting_told_before(later: str, value: str | None) -> None:
    text = f"{KERN_MET}\n\n{later}"
    meetings = [met("Ada Kern", "Lena Frisch"), met("Ada Kern", "Emil Strand")]
    last = len(later.split(". ")) + 1 + later.count("”")
    meetings = [meetings[0], {**meetings[1], "sentences": [last]}]
    record = resolved(text, meetings=meetings, published=PUBLISHED)
    date = record.meetings[-1].date
    assert (date.value, date.basis) == (value, "relative_to_event" if value else "unresolved")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Ada Kern flies home on Friday and will meet Lena Frisch the same evening.", FRIDAY),
        ("Ada Kern said on Monday that Lena Frisch met her the next day.", None),
        ("Ada Kern met Lena Frisch the next day.", None),
    ],
)
def test_the_same_evening_may_be_that_of_a_day_in_the_sentence(
    sentence: str, value: str | None
) -> None:
    draft = met("Ada Kern", "Lena Frisch")
    (meeting,) = resolved(sentence, meetings=[draft], published=PUBLISHED).meetings
    assert meeting.date.value == value


def test_a_month_is_of_the_year_just_told() -> None:
    text = "The first try was in 2021. Ada Kern met Lena Frisch that December."
    draft = met("Ada Kern", "Lena Frisch", sentences=[2])
    (meeting,) = resolved(text, meetings=[draft], published=PUBLISHED).meetings
    assert (meeting.date.value, meeting.date.basis) == ("2021-12", "relative_to_event")


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Ada Kern met Lena Frisch, who had flown in on Monday.", None),
        ("Ada Kern, who had flown in on Monday, met Lena Frisch.", None),
        ("Ada Kern met Lena Frisch at the port, where ships have lain since Monday.", None),
        ("Ada Kern refused to meet Lena Frisch, who flew in on Monday.", None),
        ("Ada Kern met Lena Frisch before Monday.", None),
        ("Ada Kern went to Oslo, where she met Lena Frisch on Monday.", MONDAY),
        ("Ada Kern and Lena Frisch held talks which began on Monday.", MONDAY),
        ("Ada Kern met Lena Frisch, whom she admires, on Monday.", MONDAY),
    ],
)
def test_the_date_of_an_aside_is_not_that_of_the_meeting(sentence: str, value: str | None) -> None:
    draft = met("Ada Kern", "Lena Frisch")
    (meeting,) = resolved(sentence, meetings=[draft], published=PUBLISHED).meetings
    assert meeting.date.value == value


@pytest.mark.parametrize(
    ("when", "mention"),
    [
        ("on Monday", "main"),
        ("in May", "main"),
        ("on May 25", "main"),
        ("on May 20", "background"),
        ("in April", "background"),
        ("in 2019", "background"),
        ("this year", "main"),
    ],
)
def test_what_was_held_weeks_before_publication_is_background(when: str, mention: str) -> None:
    text = f"Ada Kern met Lena Frisch {when}."
    draft = met("Ada Kern", "Lena Frisch")
    (meeting,) = resolved(text, meetings=[draft], published=PUBLISHED).meetings
    assert meeting.mention == mention


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Ada Kern met Lena Frisch about Monday’s vote.", None),
        ("Ada Kern and Lena Frisch held talks on this year’s harvest.", None),
        ("In Monday’s talks with Ada Kern, Lena Frisch was late.", MONDAY),
    ],
)
def test_a_date_that_owns_something_else_is_not_that_of_the_meeting(
    sentence: str, value: str | None
) -> None:
    draft = met("Ada Kern", "Lena Frisch", sentences=[1], status="held")
    (meeting,) = resolved(sentence, meetings=[draft], published=PUBLISHED).meetings
    assert meeting.date.value == value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("“Let Ada Kern and Lena Frisch meet on Friday,” the mayor wrote.", FRIDAY),
        ("“Let Ada Kern and Lena Frisch meet; I was born on Friday,” he wrote.", None),
        ("Ada Kern and Lena Frisch may meet. “It rained on Friday,” he wrote.", None),
    ],
)
def test_a_quotation_that_tells_of_a_meeting_may_date_it(sentence: str, value: str | None) -> None:
    draft = met("Ada Kern", "Lena Frisch", sentences=[1], status="proposed")
    (meeting,) = resolved(sentence, meetings=[draft], published=PUBLISHED).meetings
    assert meeting.date.value == value


@pytest.mark.parametrize(
    ("later", "value"),
    [
        ("The meeting of the two was held on Monday.", MONDAY),
        ("The meeting of the two was held on May 3.", "2024-06-03/2024-06-09"),
        ("They talked on Monday and at a dinner on Tuesday.", "2024-06-03/2024-06-09"),
    ],
)
def test_a_day_within_the_week_told_is_the_date(later: str, value: str) -> None:
    text = f"Ada Kern met Lena Frisch this week. {later}"
    draft = met("Ada Kern", "Lena Frisch", sentences=[1, 2], status="held")
    (meeting,) = resolved(text, meetings=[draft], published=PUBLISHED).meetings
    assert meeting.date.value == value


def test_of_two_reports_of_a_meeting_the_finer_date_counts() -> None:
    text = (
        "Ada Kern met Lena Frisch this week.\n\nAda Kern’s talks with Lena Frisch were on Monday."
    )
    draft = met("Ada Kern", "Lena Frisch", status="held")
    meetings = [{**draft, "sentences": [number]} for number in (1, 2)]
    (meeting,) = resolved(text, meetings=meetings, published=PUBLISHED).meetings
    assert meeting.date.value == MONDAY


def test_the_next_day_is_not_seen_from_somebodys_birthday() -> None:
    text = (
        "Tom Hill was born on 3 May 1960. The factory opened later. "
        "Ada Kern met Lena Frisch the next day."
    )
    draft = met("Ada Kern", "Lena Frisch", sentences=[3], status="held")
    (meeting,) = resolved(text, meetings=[draft], published=PUBLISHED).meetings
    assert meeting.date.value is None
