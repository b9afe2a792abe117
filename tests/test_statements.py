"""Statements: several cues, quotations that go on, relays, addressees, full and poor drafts."""

import pytest
from cases import resolved, said, who, words


def test_the_halves_of_a_quotation_around_one_cue_are_one_statement() -> None:
    text = "“If they sign,” Marit Solberg said, “we will sail again.”"
    found = resolved(text, statements=[said("If they sign"), said("we will sail again")])
    assert [words(one) for one in found.statements] == [["If they sign", "we will sail again."]]


@pytest.mark.parametrize("closing", ["”", ""])
def test_a_quotation_goes_on_in_the_next_paragraph(closing: str) -> None:
    text = (
        f"“We waited nine weeks for an offer,” Marit Solberg said. “None came.{closing}\n\n"
        "“And now the ships stay in port.”\n"
    )
    drafts = [said("We waited nine weeks for an offer"), said("And now the ships stay in port")]
    found = resolved(text, statements=drafts)
    assert [words(one) for one in found.statements] == [
        ["We waited nine weeks for an offer", "And now the ships stay in port."]
    ]


def test_it_goes_back_to_a_body_and_not_to_a_person() -> None:
    text = "The Election Commission met Judge Lena Frisch. It said the roll was audited."
    found = resolved(text, statements=[said("the roll was audited")])
    assert who(found, found.statements[0].speaker) == "Election Commission"


def test_a_relay_names_the_speaker_and_who_passes_it_on() -> None:
    text = "Tasman Post quoted General Piet Vos as saying that the base would close."
    found = resolved(text, statements=[said("the base would close", "Tasman Post")])
    (statement,) = found.statements
    assert who(found, statement.speaker) == "Piet Vos"
    assert who(found, statement.relayed_by) == "Tasman Post"


@pytest.mark.parametrize(
    ("text", "content", "to"),
    [
        ("Kofi Mensah told reporters that talks failed.", "talks failed", ["reporters"]),
        ("Kofi Mensah warned Judge Lena Frisch that it failed.", "it failed", ["Lena Frisch"]),
        ("Kofi Mensah said that talks failed.", "talks failed", []),
        ("Kofi Mensah promised Ada Kern that it failed.", "it failed", ["Ada Kern"]),
    ],
)
def test_whom_the_cue_takes_is_spoken_to(text: str, content: str, to: list[str]) -> None:
    found = resolved(text, statements=[said(content)])
    assert [who(found, one) for one in found.statements[0].addressees] == to


def test_a_full_draft_is_believed_where_it_says_nothing() -> None:
    text = "Kofi Mensah told reporters that talks failed. The rain went on."
    drafts = [said("talks failed", "Kofi Mensah"), said("The rain went on", None)]
    found = resolved(text, statements=drafts, poor=False)
    assert found.statements[0].addressees == ()
    assert found.statements[1].speaker is None


def test_a_phrase_no_scanner_knows_speaks_as_one_body() -> None:
    text = "The union said wages were low. The union added that rents were high."
    found = resolved(text, statements=[said("wages were low"), said("rents were high")])
    assert len(found.actors) == 1
    assert found.actors[0].kind == "organization"


@pytest.mark.parametrize(
    ("text", "content", "left", "to"),
    [
        (
            "Kern urged the two banks to publish it.",
            "the two banks to publish it",
            "to publish it",
            1,
        ),
        ("Kern urged miners not to strike.", "miners not to strike", "not to strike", 1),
        ("Kern called on Jean Roux to resign.", "Jean Roux to resign", "to resign", 1),
        ("Kern promised Jean Roux that it held.", "Jean Roux that it held", "it held", 1),
        (
            "Kern urged restraint to avoid war.",
            "restraint to avoid war",
            "restraint to avoid war",
            0,
        ),
        ("Kern urged efforts to end it.", "efforts to end it", "efforts to end it", 0),
        ("Kern called for talks to begin.", "talks to begin", "talks to begin", 0),
    ],
)
def test_whom_a_cue_takes_is_no_part_of_what_was_said(
    text: str, content: str, left: str, to: int
) -> None:
    (statement,) = resolved(text, statements=[said(content)]).statements
    assert words(statement) == [left]
    assert len(statement.addressees) == to


@pytest.mark.parametrize(
    ("text", "speaker", "relay"),
    [
        ("Jean Roux said Ada Kern had told him that it held.", "Ada Kern", "Jean Roux"),
        ("Jean Roux said the ministry had warned that it held.", "ministry", "Jean Roux"),
        ("Jean Roux said he had told Ada Kern that it held.", "Jean Roux", None),
        ("According to the newspaper Nordlys, Ada Kern had said it held.", "Ada Kern", "Nordlys"),
        ("Ada Kern said it held, according to the Lume Post.", "Ada Kern", "Lume Post"),
        ("Jean Roux praised Ada Kern and said it held.", "Jean Roux", None),
    ],
)
def test_speech_within_anothers_speech_is_relayed(
    text: str, speaker: str, relay: str | None
) -> None:
    found = resolved(text, statements=[said("it held")])
    (statement,) = found.statements
    assert (who(found, statement.speaker), who(found, statement.relayed_by)) == (speaker, relay)


def test_what_others_agreed_to_stays_within_what_is_said_of_them() -> None:
    text = "Union leader Ada Kern said the company had agreed to raise night pay from July."
    content = "the company had agreed to raise night pay from July"
    found = resolved(text, statements=[said(content, "the company")])
    assert [words(one) for one in found.statements] == [[content]]
    assert who(found, found.statements[0].speaker) == "Ada Kern"
