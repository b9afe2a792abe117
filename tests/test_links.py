"""Links: at which meeting a statement was made."""

import pytest
from cases import met, resolved, said, who

MET = "Mayor Ada Kern met Judge Lena Frisch in Oslo on Monday. "


@pytest.mark.parametrize(
    ("behind", "content", "occasion", "meeting"),
    [
        ("Kern said the dam would hold.", "the dam would hold", "meeting", "m1"),
        ("Kern told reporters that it would hold.", "it would hold", "press_remarks", None),
        ("Kern said after the meeting that it held.", "it held", "unknown", None),
        ("In an interview, Kern said that it held.", "it held", "interview", None),
        ("Omar Nasser said that it held.", "it held", "unknown", None),
        ("Kern said on Monday that it held.", "it held", "meeting", "m1"),
        ("Kern said it would hold in 2031.", "it would hold", "meeting", "m1"),
        ("In January Kern had said it held.", "it held", "unknown", None),
        ("Kern had warned in 2019 that it held.", "it held", "unknown", None),
        ("“Of course it held,” Kern said last year.", "Of course it held", "unknown", None),
        ("Kern urged the three banks to pay.", "the three banks to pay", "meeting", "m1"),
        ("Kern told Radio Lume that it held.", "it held", "unknown", None),
    ],
)
def test_speech_belongs_to_the_meeting_last_told_of_unless_said_elsewhere(
    behind: str, content: str, occasion: str, meeting: str | None
) -> None:
    found = resolved(
        MET + behind, statements=[said(content)], meetings=[met("Ada Kern", "Lena Frisch")]
    )
    (statement,) = found.statements
    assert (statement.occasion, statement.meeting) == (occasion, meeting)


def test_remarks_on_the_sidelines_of_a_meeting_were_not_made_at_it() -> None:
    text = (
        "The dam will hold, Mayor Ada Kern said.\n\nShe made the remarks on the sidelines of a "
        "meeting with Judge Lena Frisch."
    )
    found = resolved(
        text, statements=[said("The dam will hold")], meetings=[met("Ada Kern", "Lena Frisch")]
    )
    assert (found.statements[0].occasion, found.statements[0].meeting) == ("press_remarks", None)


def test_a_full_draft_says_itself_at_which_meeting() -> None:
    draft = said("the dam would hold", "Ada Kern", meeting=1)
    found = resolved(
        MET + "Kern said the dam would hold.",
        statements=[draft],
        meetings=[met("Ada Kern", "Lena Frisch", sentences=[1])],
        poor=False,
    )
    assert found.statements[0].meeting == "m1"


def test_what_is_told_to_others_and_what_follows_it_is_not_at_the_meeting() -> None:
    text = (
        "Governor Ngozi Okafor met Finance Minister Tunde Bello in Lume on Monday.\n\n"
        "“There was no talk of devaluation,” Okafor told the parliamentary budget committee.\n\n"
        "She said inflation had slowed.\n"
    )
    found = resolved(
        text,
        meetings=[met("Ngozi Okafor", "Tunde Bello")],
        statements=[said("There was no talk of devaluation"), said("inflation had slowed")],
    )
    assert [one.meeting for one in found.statements] == [None, None]
    assert who(found, found.statements[0].addressees[0]) == "parliamentary budget committee"


def test_one_speakers_press_remarks_are_not_anothers() -> None:
    text = (
        "Union leader Ada Kern met harbour boss Bo Lund in Oslo on Monday.\n\n"
        "“We go back to work,” she told reporters.\n\n"
        "Lund said that pay would rise.\n"
    )
    found = resolved(
        text,
        meetings=[met("Ada Kern", "Bo Lund")],
        statements=[said("We go back to work"), said("pay would rise")],
    )
    assert [one.occasion for one in found.statements] == ["press_remarks", "meeting"]


@pytest.mark.parametrize(
    ("where", "first", "then"),
    [
        ("wrote on Telegram", "social_media", "unknown"),
        ("said in a statement", "written_statement", "unknown"),
        ("told reporters", "press_remarks", "press_remarks"),
        ("said in an interview", "interview", "interview"),
    ],
)
def test_only_an_occasion_at_which_one_goes_on_speaking_is_carried(
    where: str, first: str, then: str
) -> None:
    text = MET + f"\n\n“It will hold,” Kern {where}.\n\nShe said the dam was old.\n"
    found = resolved(
        text,
        meetings=[met("Ada Kern", "Lena Frisch")],
        statements=[said("It will hold"), said("the dam was old")],
    )
    assert [one.occasion for one in found.statements] == [first, then]


def test_an_occasion_ends_where_somebody_else_speaks() -> None:
    text = (
        "“It will hold,” Mayor Ada Kern told reporters.\n\nJudge Lena Frisch said it was new.\n\n"
        "Kern said she cared.\n"
    )
    drafts = [said("It will hold"), said("it was new"), said("she cared")]
    found = resolved(text, statements=drafts)
    assert [one.occasion for one in found.statements] == ["press_remarks", "unknown", "unknown"]
