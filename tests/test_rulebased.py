"""The rule-based baseline: what its rules find, and that any text has a record."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.rulebased import read
from schemas import Actor, Extraction, Meeting, Statement

ROOT = Path(__file__).parent.parent


def record(text: str) -> Extraction:
    return read(text, "article")


def only_statement(text: str) -> Statement:
    (statement,) = record(text).statements
    return statement


def only_meeting(text: str) -> Meeting:
    (meeting,) = record(text).meetings
    return meeting


def speaker(text: str, index: int = -1) -> Actor:
    found = record(text)
    return next(one for one in found.actors if one.id == found.statements[index].speaker)


def names(found: Extraction, meeting: Meeting) -> list[str | None]:
    by_id = {one.id: one.name or one.title for one in found.actors}
    return [by_id[one.actor] for one in meeting.participants]


@pytest.mark.parametrize(
    ("text", "cue", "content", "quote_type"),
    [
        (
            "Transport Minister Ilse Maran said that the ferry would sail again in May.",
            "said",
            ["the ferry would sail again in May"],
            "indirect",
        ),
        (
            "“The ferry sails in May,” Minister Ilse Maran said on Sunday. “All of it is paid.”",
            "said",
            ["The ferry sails in May,", "All of it is paid."],
            "direct",
        ),
        (
            "“The ferry sails in May,” said Ilse Maran, the transport minister.",
            "said",
            ["The ferry sails in May,"],
            "direct",
        ),
        (
            "« The ferry sails in May », Minister Ilse Maran said.",
            "said",
            ["The ferry sails in May"],
            "direct",
        ),
        (
            "Minister Ilse Maran called the new fares “a gift to smugglers”.",
            "called",
            ["the new fares “a gift to smugglers”"],
            "mixed",
        ),
        (
            "Minister Ilse Maran praised the two crews for their courage.",
            "praised",
            ["the two crews for their courage"],
            "reported",
        ),
        (
            "Minister Ilse Maran called for calm on both shores.",
            "called for",
            ["calm on both shores"],
            "reported",
        ),
        (
            "Minister Ilse Maran expressed hope that the ferry would sail again.",
            "expressed hope",
            ["the ferry would sail again"],
            "indirect",
        ),
        (
            "The ferry will sail again in May, according to Minister Ilse Maran.",
            "according to",
            ["The ferry will sail again in May"],
            "indirect",
        ),
    ],
)
def test_a_cue_has_its_content(text: str, cue: str, content: list[str], quote_type: str) -> None:
    statement = only_statement(text)

    assert statement.cue is not None
    assert statement.cue.exact == cue
    assert [one.exact.rstrip(",.") for one in statement.content] == [
        one.rstrip(",.") for one in content
    ]
    assert statement.quote_type == quote_type
    assert speaker(text).name == "Ilse Maran"


@pytest.mark.parametrize(
    ("text", "polarity", "content"),
    [
        ("Minister Ilse Maran denied any delay.", "denied", "any delay"),
        ("Minister Ilse Maran rejected the claim of a delay.", "denied", "the claim of a delay"),
        (
            "Minister Ilse Maran declined to comment on fares.",
            "declined_comment",
            "comment on fares",
        ),
        ("Minister Ilse Maran would not say who pays.", "declined_comment", "who pays"),
    ],
)
def test_a_denial_and_a_refusal_to_comment_are_told_apart(
    text: str, polarity: str, content: str
) -> None:
    statement = only_statement(text)

    assert statement.polarity == polarity
    assert statement.content[0].exact == content


@pytest.mark.parametrize(
    "text",
    [
        "The ministry published the reports and the claims on Monday.",
        "Minister Ilse Maran was told of the delay in the morning.",
        "Minister Ilse Maran said nothing to the crowd at the quay.",
        "Ilse Maran believes in the so-called “peace train” to the coast.",
    ],
)
def test_what_is_no_speech_is_no_statement(text: str) -> None:
    assert record(text).statements == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Minister Ilse Maran came home. She said the ferry would sail.", "Ilse Maran"),
        ("Minister Ilse Maran came home. Maran said the ferry would sail.", "Ilse Maran"),
        ("Minister Ilse Maran came home. The minister said the ferry would sail.", "Ilse Maran"),
        ("The harbour master, Jonas Pell, said the ferry would sail.", "Jonas Pell"),
        (
            "Mr Jonas Pell met Ms Ilse Maran. Mr Pell was late. She said the ferry would sail.",
            "Ilse Maran",
        ),
        ("Riga said the ferry would sail.", "Riga"),
        ("Reporters heard Ilse Maran. The union’s board said the ferry would sail.", None),
    ],
)
def test_the_speaker_is_found_through_name_office_and_pronoun(text: str, name: str | None) -> None:
    if name is None:
        assert speaker(text).kind == "organization"
    else:
        assert speaker(text).name == name


def test_a_participle_has_the_speaker_of_the_verb_before_it() -> None:
    text = "Minister Ilse Maran praised the crew, adding that the ferry would sail in May."

    first, second = record(text).statements

    assert second.speaker == first.speaker
    assert second.speaker_text is None
    assert second.content[0].exact == "the ferry would sail in May"


def test_a_tag_around_anothers_words_relays_them() -> None:
    text = "Minister Ilse Maran praised the crew for its work, a spokesman said in a statement."

    found = record(text)

    (statement,) = found.statements
    relayer = next(one for one in found.actors if one.id == statement.relayed_by)
    assert relayer.title == "spokesman"


def test_a_quotation_in_the_next_paragraph_goes_on_with_the_one_before() -> None:
    text = (
        "“The ferry sails in May,” Minister Ilse Maran said on Sunday.\n\n"
        "“And every cabin of it is paid for by the state.”"
    )

    assert len(only_statement(text).content) == 2


def test_those_who_are_told_are_addressees() -> None:
    found = record("Minister Ilse Maran told reporters that the ferry would sail.")

    (statement,) = found.statements
    assert [one.name for one in found.actors if one.id in statement.addressees] == ["reporters"]
    assert statement.content[0].exact == "the ferry would sail"


@pytest.mark.parametrize(
    ("text", "status", "format_"),
    [
        ("Minister Ilse Maran met Governor Jonas Pell in Riga.", "held", "in_person"),
        ("Minister Ilse Maran held talks with Governor Jonas Pell.", "held", "unknown"),
        ("Minister Ilse Maran spoke by telephone with Governor Jonas Pell.", "held", "phone"),
        ("Minister Ilse Maran will meet Governor Jonas Pell on Friday.", "scheduled", "in_person"),
        ("Minister Ilse Maran refused to meet Governor Jonas Pell.", "refused", "in_person"),
        ("Minister Ilse Maran denied she had met Governor Jonas Pell.", "denied", "in_person"),
        ("Talks between Ilse Maran and Jonas Pell were called off.", "cancelled", "unknown"),
        ("Talks between Ilse Maran and Jonas Pell were put off.", "postponed", "unknown"),
    ],
)
def test_a_meeting_has_its_people_its_status_and_its_format(
    text: str, status: str, format_: str
) -> None:
    found = record(text)

    (meeting,) = found.meetings
    assert names(found, meeting) == ["Ilse Maran", "Jonas Pell"]
    assert (meeting.status, meeting.format) == (status, format_)


def test_who_receives_is_host_and_the_place_has_its_country() -> None:
    meeting = only_meeting("Minister Ilse Maran received Governor Jonas Pell in Riga.")

    assert [one.role for one in meeting.participants] == ["host", "visitor"]
    assert meeting.modes == ("visit",)
    assert meeting.place is not None
    assert (meeting.place.name, meeting.place.country) == ("Riga", "LVA")


def test_a_weekday_is_resolved_from_the_masthead() -> None:
    text = (
        "Ferry talks\n\nPublished: 5 May 2021\n\n"
        "Minister Ilse Maran met Governor Jonas Pell in Riga on Monday to speak about the ferry."
    )

    assert only_meeting(text).date.value == "2021-05-03"


def test_a_habit_and_a_lonely_visitor_are_no_meeting() -> None:
    assert record("Ilse Maran and Jonas Pell meet every year.").meetings == ()
    assert record("Minister Ilse Maran met in Riga.").meetings == ()


def test_two_tellings_of_one_meeting_are_one() -> None:
    text = (
        "Minister Ilse Maran met Governor Jonas Pell on Monday. Maran held talks with Pell in Riga."
    )

    meeting = only_meeting(text)

    assert len(meeting.evidence) == 2
    assert meeting.place is not None


def test_words_of_a_participant_are_said_at_the_meeting() -> None:
    text = (
        "Minister Ilse Maran met Governor Jonas Pell in Riga.\n\nMaran praised the ferry.\n\n"
        "She told reporters later that the fares would rise."
    )

    first, second = record(text).statements

    assert (first.occasion, first.meeting) == ("meeting", "m1")
    assert (second.occasion, second.meeting) == ("press_remarks", None)


def test_two_spellings_of_a_surname_are_one_person() -> None:
    found = record("Minister Ilse Marandi praised the ferry. Later Marandy blamed the weather.")

    (actor,) = found.actors
    assert actor.name == "Ilse Marandi"
    assert "Marandy" in actor.aliases


def test_the_record_says_that_rules_made_it() -> None:
    provenance = record("Minister Ilse Maran praised the ferry.").provenance

    assert (provenance.model, provenance.endpoint, provenance.prompt_hash) == (
        "rules",
        "local",
        "none",
    )


def test_nothing_of_what_is_measured_is_used() -> None:
    sources = (ROOT / "evals" / "rulebased").glob("*.py")

    assert not [path.name for path in sources if "extractor.resolve" in path.read_text("utf-8")]


_WORDS = st.sampled_from(
    [
        *"Minister Maran Ilse Riga Iran he they said told met that in and according to".split(),
        *"reporters on Monday will denied 's of the ministry talks with 2021 İ ß".split(),
        *', . : “ ” " ‘ ’ « » ( )'.split(),
        "\n",
        "\ud800",
    ]
)


@settings(deadline=None)
@given(st.lists(_WORDS, max_size=40), st.sampled_from(["", " "]))
def test_any_text_has_a_record_that_stands_in_it(words: list[str], space: str) -> None:
    text = space.join(words)

    assert record(text).check_against(text).article.id == "article"


def test_long_texts_without_a_sentence_take_no_time() -> None:
    for text in ("Minister said " * 5000, "“" * 5000, "Mr X, " * 3000 + "said Y"):
        assert record(text).article.id == "article"


def test_an_office_told_before_a_name_is_told_apart_from_others_by_its_words_and_country() -> None:
    found = record(
        "The colonel met the Latvian finance minister. The colonel left.\n\n"
        "Latvia's Finance Minister Ilse Maran said it was late. Prime Minister Bo Kask agreed."
    )

    named = {one.name: [each.exact for each in one.mentions] for one in found.actors}
    assert "the Latvian finance minister" in named["Ilse Maran"]
    assert not [words for words in named.get("Bo Kask", []) if "Latvian" in words]
