"""Meetings: who met whom, by the sentences that report it."""

import pytest
from cases import exact, met, resolved, who


@pytest.mark.parametrize(
    ("sentence", "status", "format_"),
    [
        ("Mayor Ada Kern met Judge Lena Frisch on Friday.", "held", "in_person"),
        ("Mayor Ada Kern will meet Judge Lena Frisch on Friday.", "scheduled", "in_person"),
        ("Mayor Ada Kern proposed talks with Judge Lena Frisch.", "proposed", "unknown"),
        ("The talks between Ada Kern and Lena Frisch were called off.", "cancelled", "unknown"),
        ("Ada Kern postponed a meeting with Judge Lena Frisch.", "postponed", "unknown"),
        ("Mayor Ada Kern refused to meet Judge Lena Frisch.", "refused", "in_person"),
        ("Mayor Ada Kern denied having met Judge Lena Frisch.", "denied", "in_person"),
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


def test_the_summit_on_whose_sidelines_they_met_is_the_occasion() -> None:
    text = "Ada Kern met Lena Frisch on the sidelines of the Lume Water Summit."
    occasion = resolved(text, meetings=[met("Ada Kern", "Lena Frisch")]).meetings[0].occasion
    assert occasion is not None
    assert (occasion.name, occasion.on_sidelines) == ("the Lume Water Summit", True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Kern will not meet Judge Lena Frisch next week.",
        "Mayor Ada Kern did not meet Judge Lena Frisch in Oslo.",
        "Mayor Ada Kern has never met Judge Lena Frisch.",
        "Mayor Ada Kern has no plans to meet Judge Lena Frisch.",
        "Mayor Ada Kern would have met Judge Lena Frisch if the trains had run.",
        "Mayor Ada Kern left without meeting Judge Lena Frisch.",
        "It is not clear whether Mayor Ada Kern met Judge Lena Frisch.",
        "Protesters demanded that Mayor Ada Kern meet Judge Lena Frisch.",
        "Teachers urged Mayor Ada Kern to meet Judge Lena Frisch.",
        "Residents called on Mayor Ada Kern to hold talks with Judge Lena Frisch.",
        "Mayor Ada Kern should meet Judge Lena Frisch soon.",
    ],
)
def test_what_did_not_happen_is_refused(sentence: str) -> None:
    found = resolved(sentence, meetings=[met("Ada Kern", "Lena Frisch")])
    assert found.meetings == ()
    assert [(one.kind, one.reason) for one in found.dropped] == [("meeting", "ungrounded")]


MONDAY = "2024-06-03"
WEDNESDAY = "2024-06-05"


@pytest.mark.parametrize(
    ("sentence", "status", "date"),
    [
        ("Ada Kern met Lena Frisch on Monday.", "held", MONDAY),
        ("Ada Kern hopes to meet Lena Frisch on Monday.", "proposed", "2024-06-10"),
        ("Ada Kern is ready to meet Lena Frisch on Monday.", "proposed", "2024-06-10"),
        ("Ada Kern wants to meet Lena Frisch.", "proposed", None),
        ("Ada Kern may meet Lena Frisch next week.", "proposed", "2024-06-10/2024-06-16"),
        ("Tomas Horak proposed that Ada Kern and Lena Frisch meet.", "proposed", None),
        ("Ada Kern called for a meeting with Lena Frisch.", "proposed", None),
        ("Ada Kern agreed to meet Lena Frisch on Friday.", "scheduled", "2024-06-07"),
        ("Ada Kern plans to meet Lena Frisch on Friday.", "scheduled", "2024-06-07"),
        ("Ada Kern is expected to meet Lena Frisch on Friday.", "scheduled", "2024-06-07"),
        ("Ada Kern is to meet Lena Frisch on Friday.", "scheduled", "2024-06-07"),
        ("Ada Kern said on Monday she will meet Lena Frisch.", "scheduled", None),
        (
            "Talks between Ada Kern and Lena Frisch will be held on Friday.",
            "scheduled",
            "2024-06-07",
        ),
        ("Ada Kern vowed never to meet Lena Frisch.", "refused", None),
        ("Ada Kern said she would not meet Lena Frisch.", "refused", None),
        ("Ada Kern ruled out a meeting with Lena Frisch.", "refused", None),
        ("Ada Kern insisted that she never met Lena Frisch.", "denied", None),
        ("On Monday Ada Kern cancelled a meeting with Lena Frisch.", "cancelled", None),
        (
            "A meeting of Ada Kern and Lena Frisch planned for Friday was postponed until July.",
            "postponed",
            "2024-07",
        ),
        (
            "A meeting of Ada Kern and Lena Frisch planned for Friday was postponed.",
            "postponed",
            "2024-06-07",
        ),
        ("Ada Kern met Lena Frisch on 9 September 2024.", "held", None),
    ],
)
def test_the_words_tell_what_lies_ahead_and_when(
    sentence: str, status: str, date: str | None
) -> None:
    draft = met("Ada Kern", "Lena Frisch")
    (meeting,) = resolved(sentence, meetings=[draft], published=WEDNESDAY).meetings
    assert (meeting.status, meeting.date.value) == (status, date)


def test_words_of_the_future_beat_a_draft_that_says_it_was_held() -> None:
    text = "Ada Kern will meet Lena Frisch on Friday."
    draft = met("Ada Kern", "Lena Frisch", status="held", date="on Friday")
    (meeting,) = resolved(text, meetings=[draft], poor=False, published=WEDNESDAY).meetings
    assert (meeting.status, meeting.date.value) == ("scheduled", "2024-06-07")


@pytest.mark.parametrize(
    ("other", "status", "date"),
    [("Lena Frisch", "held", MONDAY), ("Tomas Horak", "scheduled", "2024-06-07")],
)
def test_each_meeting_of_a_sentence_has_its_own_status(other: str, status: str, date: str) -> None:
    text = "Ada Kern met Lena Frisch on Monday and will meet Tomas Horak on Friday."
    draft = met("Ada Kern", other, date="on Monday")
    (meeting,) = resolved(text, meetings=[draft], published=WEDNESDAY).meetings
    assert (meeting.status, meeting.date.value) == (status, date)


HE = "Governor Emil Strand returned home. Bishop Tomas Horak was unwell. "


KERN_MET = "Mayor Ada Kern and Chief Justice Oda Lund met Judge Lena Frisch in Oslo on Friday."


@pytest.mark.parametrize(
    ("later", "people", "count"),
    [
        ("During the meeting, Ada Kern and Lena Frisch discussed ferries.", "AL", 1),
        ("The two sides, Ada Kern and Lena Frisch, signed nothing at their talks.", "AL", 1),
        ("Ada Kern and Lena Frisch met again over dinner.", "AL", 2),
        ("Ada Kern met Lena Frisch.", "AL", 2),
        ("In a separate meeting Ada Kern and Lena Frisch talked.", "AL", 2),
        ("During the meeting on 3 March 2020, Ada Kern thanked Lena Frisch.", "AL", 2),
    ],
)
def test_a_sentence_that_takes_up_a_meeting_tells_of_no_second_one(
    later: str, people: str, count: int
) -> None:
    names = {"A": "Ada Kern", "L": "Lena Frisch"}
    first = met("Ada Kern", "Oda Lund", "Lena Frisch", sentences=[1], date="on Friday")
    second = met(*(names[one] for one in people), sentences=[2], status="held")
    text = f"{KERN_MET}\n\n{later}"
    record = resolved(text, meetings=[first, second], published="2024-06-10")
    assert len(record.meetings) == count


def test_a_denial_of_the_meeting_just_told_is_its_status() -> None:
    text = "A paper says Ada Kern met Lena Frisch in Oslo.\n\nHer office denied any such meeting."
    meetings = [
        met("Ada Kern", "Lena Frisch", sentences=[1], status="held"),
        met("Ada Kern", "Lena Frisch", sentences=[2], status="denied"),
    ]
    (meeting,) = resolved(text, meetings=meetings).meetings
    assert meeting.status == "denied"
    assert meeting.place is not None


def test_an_invitation_to_visit_is_no_meeting_yet() -> None:
    text = "Ada Kern invited Lena Frisch to visit Oslo."
    draft = met("Ada Kern", "Lena Frisch", sentences=[1], status="proposed")
    assert resolved(text, meetings=[draft]).meetings == ()


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("last week", "on Friday", 1), ("yesterday", "on Friday", 2)],
)
def test_a_day_within_a_week_tells_no_two_meetings_apart(one: str, other: str, count: int) -> None:
    text = f"Ada Kern met Lena Frisch {one}.\n\nAda Kern met Lena Frisch {other}."
    meetings = [
        met("Ada Kern", "Lena Frisch", sentences=[1], status="held", date=one),
        met("Ada Kern", "Lena Frisch", sentences=[2], status="held", date=other),
    ]
    assert len(resolved(text, meetings=meetings, published="2024-06-10").meetings) == count


@pytest.mark.parametrize("dead", ["martyr Lena Frisch", "the late Judge Lena Frisch"])
def test_nobody_meets_the_dead(dead: str) -> None:
    text = f"Ada Kern met Emil Strand in Oslo and praised {dead}."
    draft = met("Ada Kern", "Emil Strand", "Lena Frisch", sentences=[1], status="held")
    record = resolved(text, meetings=[draft])
    assert [who(record, one.actor) for one in record.meetings[0].participants] == [
        "Ada Kern",
        "Emil Strand",
    ]


def test_a_meeting_with_the_dead_alone_is_none() -> None:
    text = "The meeting of Ada Kern turned on the legacy of martyr Lena Frisch."
    draft = met("Ada Kern", "Lena Frisch", sentences=[1], status="held")
    assert resolved(text, meetings=[draft]).meetings == ()


@pytest.mark.parametrize(
    "thing",
    ["the Lume River", "Northern Province", "Calle Ober", "the Kern Tunnel Project", "Mount Ober"],
)
def test_nobody_meets_a_river_a_street_or_a_plan(thing: str) -> None:
    name = thing.removeprefix("the ")
    text = f"Mayor Ada Kern met Judge Lena Frisch over {thing} on Friday."
    record = resolved(text, meetings=[met("Ada Kern", "Lena Frisch", name)])

    assert [who(record, one.actor) for one in record.meetings[0].participants] == [
        "Ada Kern",
        "Lena Frisch",
    ]
    assert [one.words for one in record.dropped] == [name]


def test_what_something_is_said_to_lie_in_meets_nobody() -> None:
    text = "Mayor Ada Kern met Judge Lena Frisch. Both own a mill in Lume."
    assert len(resolved(text, meetings=[met("Ada Kern", "Lume")]).meetings) == 0
