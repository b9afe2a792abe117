"""Meetings: who met whom, by the sentences that report it."""

import pytest
from cases import exact, met, resolved, who


@pytest.mark.parametrize(
    ("sentence", "status", "format_"),
    [
        ("Mayor Ada Kern met Judge Lena Frisch on Friday.", "held", "unknown"),
        ("Mayor Ada Kern will meet Judge Lena Frisch on Friday.", "scheduled", "unknown"),
        ("Mayor Ada Kern proposed talks with Judge Lena Frisch.", "proposed", "unknown"),
        ("The talks between Ada Kern and Lena Frisch were called off.", "cancelled", "unknown"),
        ("Ada Kern postponed a meeting with Judge Lena Frisch.", "postponed", "unknown"),
        ("Mayor Ada Kern refused to meet Judge Lena Frisch.", "refused", "unknown"),
        ("Mayor Ada Kern denied having met Judge Lena Frisch.", "denied", "unknown"),
        ("Mayor Ada Kern spoke by phone with Judge Lena Frisch.", "held", "phone"),
        ("Ada Kern and Lena Frisch spoke with each other in a video call.", "held", "video"),
        ("Mayor Ada Kern received Judge Lena Frisch in Oslo.", "held", "in_person"),
    ],
)
def test_the_sentence_tells_status_and_format(sentence: str, status: str, format_: str) -> None:
    (meeting,) = resolved(sentence, meetings=[met("Ada Kern", "Lena Frisch")]).meetings
    assert (meeting.status, meeting.format) == (status, format_)
    assert [one.exact for one in meeting.evidence] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Kern praised Judge Lena Frisch.",
        "Ada Kern and Lena Frisch meet every year.",
        "Mayor Ada Kern sent a letter to Judge Lena Frisch.",
        "Mayor Ada Kern urged Judge Lena Frisch to resume talks.",
    ],
)
def test_no_meeting_is_made_of_praise_habits_letters_or_wishes(sentence: str) -> None:
    assert resolved(sentence, meetings=[met("Ada Kern", "Lena Frisch")]).meetings == ()


def test_an_old_meeting_is_background() -> None:
    text = "Ada Kern and Lena Frisch last met in 2019."
    assert (
        resolved(text, meetings=[met("Ada Kern", "Lena Frisch")]).meetings[0].mention
        == "background"
    )


def test_the_dateline_is_neither_place_nor_date() -> None:
    text = "ANKARA, May 4 — Mayor Ada Kern met Judge Lena Frisch in Doha on Thursday."
    draft = met("Ada Kern", "Lena Frisch", place="ANKARA", date="May 4")
    (meeting,) = resolved(text, meetings=[draft]).meetings
    assert meeting.place is not None
    assert meeting.place.name == "Doha"
    assert exact(meeting.date.text) == "on Thursday"


def test_meetings_that_a_poor_draft_ran_together_are_told_apart() -> None:
    text = (
        "Mayor Ada Kern met Judge Lena Frisch on Monday. "
        "Mayor Ada Kern also met Bishop Tomas Horak on Tuesday."
    )
    drafts = [met("Ada Kern", "Lena Frisch"), met("Ada Kern", "Lena Frisch", "Tomas Horak")]
    found = resolved(text, meetings=drafts)
    people = [{who(found, p.actor) for p in one.participants} for one in found.meetings]
    assert people == [{"Ada Kern", "Lena Frisch"}, {"Ada Kern", "Tomas Horak"}]


def test_one_side_alone_is_no_meeting_of_a_poor_draft() -> None:
    assert resolved("Mayor Ada Kern held talks.", meetings=[met("Ada Kern")]).meetings == ()


def test_the_other_side_is_taken_from_the_sentence() -> None:
    found = resolved("The ministry summoned Ambassador Jean Roux.", meetings=[met("Jean Roux")])
    found = resolved("Mayor Ada Kern met Ambassador Jean Roux.", meetings=[met("Ada Kern")])
    assert [who(found, p.actor) for p in found.meetings[0].participants] == [
        "Ada Kern",
        "Jean Roux",
    ]


def test_the_summit_on_whose_sidelines_they_met_is_the_occasion() -> None:
    text = "Ada Kern met Lena Frisch on the sidelines of the Lume Water Summit."
    occasion = resolved(text, meetings=[met("Ada Kern", "Lena Frisch")]).meetings[0].occasion
    assert occasion is not None
    assert (occasion.name, occasion.on_sidelines) == ("the Lume Water Summit", True)
