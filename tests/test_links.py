"""Links: at which meeting a statement was made."""

import pytest
from cases import met, resolved, said

MET = "Mayor Ada Kern met Judge Lena Frisch in Oslo on Monday. "


@pytest.mark.parametrize(
    ("behind", "content", "occasion", "meeting"),
    [
        ("Kern said the dam would hold.", "the dam would hold", "meeting", "m1"),
        ("Kern told reporters that it would hold.", "it would hold", "press_remarks", None),
        ("Kern said after the meeting that it held.", "it held", "unknown", None),
        ("In an interview, Kern said that it held.", "it held", "interview", None),
        ("Omar Nasser said that it held.", "it held", "unknown", None),
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
