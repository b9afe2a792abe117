"""Speech: who says what by the text's own words, by which cue, and how."""

import pytest
from cases import exact, resolved, said, who, words

ATTRIBUTIONS = [
    # text, content, speaker, words for the speaker, cue, quote type
    (
        "Rosa Lindqvist said the port would reopen in May.",
        "the port would reopen in May",
        "Rosa Lindqvist",
        "Rosa Lindqvist",
        "said",
        "indirect",
    ),
    (
        "“The port will reopen in May,” Rosa Lindqvist said.",
        "The port will reopen in May",
        "Rosa Lindqvist",
        "Rosa Lindqvist",
        "said",
        "direct",
    ),
    (
        "“The port will reopen in May,” said Rosa Lindqvist, who runs the harbour authority.",
        "The port will reopen in May",
        "Rosa Lindqvist",
        "Rosa Lindqvist",
        "said",
        "direct",
    ),
    (
        "“The port will reopen in May,” said Harbour Minister Rosa Lindqvist.",
        "The port will reopen in May",
        "Rosa Lindqvist",
        "Harbour Minister Rosa Lindqvist",
        "said",
        "direct",
    ),
    (
        "Rosa Lindqvist, who runs the harbour authority, said the port would reopen in May.",
        "the port would reopen in May",
        "Rosa Lindqvist",
        "Rosa Lindqvist",
        "said",
        "indirect",
    ),
    (
        "Mayor Rosa Lindqvist opened the hall. She said the roof had cost too much.",
        "the roof had cost too much",
        "Rosa Lindqvist",
        "She",
        "said",
        "indirect",
    ),
    (
        "According to Rosa Lindqvist, the port will reopen in May.",
        "the port will reopen in May",
        "Rosa Lindqvist",
        "Rosa Lindqvist",
        "According to",
        "indirect",
    ),
    (
        "The port will reopen in May, according to the harbour ministry.",
        "The port will reopen in May",
        "harbour ministry",
        "the harbour ministry",
        "according to",
        "indirect",
    ),
    (
        "The union said its members would walk out on Friday.",
        "its members would walk out on Friday",
        "union",
        "The union",
        "said",
        "indirect",
    ),
    (
        "The two sides agreed to reopen the bridge.",
        "to reopen the bridge",
        "two sides",
        "The two sides",
        "agreed",
        "indirect",
    ),
    (
        "Coach Ben Osei praised his players and said the title race was open.",
        "the title race was open",
        "Ben Osei",
        "Coach Ben Osei",
        "said",
        "indirect",
    ),
    (
        "Coach Ben Osei praised his players and said the title race was open.",
        "his players",
        "Ben Osei",
        "Coach Ben Osei",
        "praised",
        "reported",
    ),
    (
        "Bishop Tomas Horak visited the shelter on Friday, calling on parishes to open their "
        "doors.",
        "to open their doors",
        "Tomas Horak",
        "Bishop Tomas Horak",
        "calling on",
        "indirect",
    ),
    (
        "Van Dongen said the company had agreed to raise night pay from July.",
        "the company had agreed to raise night pay from July",
        "Van Dongen",
        "Van Dongen",
        "said",
        "indirect",
    ),
    (
        "Kofi Mensah told reporters that talks had failed.",
        "talks had failed",
        "Kofi Mensah",
        "Kofi Mensah",
        "told",
        "indirect",
    ),
    (
        "President Ana Duarte warned Lisbon-based banks that fines would follow.",
        "fines would follow",
        "Ana Duarte",
        "President Ana Duarte",
        "warned",
        "indirect",
    ),
    (
        "The minister expressed gratitude for the help of the fire crews.",
        "gratitude for the help of the fire crews",
        "The minister",
        "The minister",
        "expressed",
        "reported",
    ),
    (
        "Speaking in Oslo, Norwegian Prime Minister Kari Dahl said the deal was close.",
        "the deal was close",
        "Kari Dahl",
        "Norwegian Prime Minister Kari Dahl",
        "said",
        "indirect",
    ),
    (
        "Finance Minister Ivo Petrov denied that the bank had been sold.",
        "the bank had been sold",
        "Ivo Petrov",
        "Finance Minister Ivo Petrov",
        "denied",
        "indirect",
    ),
    (
        "Hanna Weiss, the company's chief executive, said on Tuesday that orders had doubled.",
        "orders had doubled",
        "Hanna Weiss",
        "Hanna Weiss",
        "said",
        "indirect",
    ),
    (
        "“We lost,” Osei said. “We will learn,” he added.",
        "We will learn",
        "Osei",
        "he",
        "added",
        "direct",
    ),
    (
        "“We lost,” the coach admitted, adding: “We will learn from it all.”",
        "We will learn from it all",
        "the coach",
        "the coach",
        "adding",
        "direct",
    ),
    (
        "Asked about the strike, Rosa Lindqvist said: “No comment on that today.”",
        "No comment on that today",
        "Rosa Lindqvist",
        "Rosa Lindqvist",
        "said",
        "direct",
    ),
    (
        "In a statement, the Kenyan foreign ministry called the vote “a step back for the region”.",
        "a step back for the region",
        "Kenyan foreign ministry",
        "the Kenyan foreign ministry",
        "called",
        "direct",
    ),
    (
        "The spokesman for the navy, Captain Luis Prado, said that the ship was safe.",
        "the ship was safe",
        "Luis Prado",
        "Captain Luis Prado",
        "said",
        "indirect",
    ),
    (
        "A senior official, speaking on condition of anonymity, said the fleet was ready.",
        "the fleet was ready",
        "A senior official",
        "A senior official",
        "said",
        "indirect",
    ),
    (
        "Wage talks collapsed on Monday, the union's general secretary, Mary Oduya, said.",
        "Wage talks collapsed on Monday",
        "Mary Oduya",
        "Mary Oduya",
        "said",
        "indirect",
    ),
    (
        "Police chief Omar Nasser said Judge Lena Frisch had signed the order.",
        "Judge Lena Frisch had signed the order",
        "Omar Nasser",
        "Police chief Omar Nasser",
        "said",
        "indirect",
    ),
    (
        "Foreign Minister Kim Suk met Ambassador Jean Roux on Friday and told him that visas "
        "would be issued.",
        "visas would be issued",
        "Kim Suk",
        "Foreign Minister Kim Suk",
        "told",
        "indirect",
    ),
    (
        "After meeting Chancellor Eva Brandt, Premier Nils Holm said the pipeline was dead.",
        "the pipeline was dead",
        "Nils Holm",
        "Premier Nils Holm",
        "said",
        "indirect",
    ),
    (
        "“It is,” said the minister, “a dark day.”",
        "a dark day",
        "the minister",
        "the minister",
        "said",
        "direct",
    ),
    (
        "Tasman News quoted General Piet Vos as saying the base would close.",
        "the base would close",
        "Piet Vos",
        "Piet Vos",
        "saying",
        "indirect",
    ),
    (
        "General Piet Vos was quoted by Tasman News as saying the base would close.",
        "the base would close",
        "Piet Vos",
        "General Piet Vos",
        "saying",
        "indirect",
    ),
    (
        "Iran has warned that it will respond.",
        "it will respond",
        "Iran",
        "Iran",
        "warned",
        "indirect",
    ),
    (
        "Tehran told Baghdad that the border would stay open.",
        "the border would stay open",
        "Tehran",
        "Tehran",
        "told",
        "indirect",
    ),
    (
        "Lindqvist: Port must reopen by May\n\nMayor Rosa Lindqvist spoke on Monday about the "
        "port and its many visitors from abroad.",
        "Port must reopen by May",
        "Rosa Lindqvist",
        "Lindqvist",
        None,
        "free_indirect",
    ),
    (
        "Port must reopen by May: Lindqvist\n\nMayor Rosa Lindqvist spoke on Monday about the "
        "port and its many visitors from abroad.",
        "Port must reopen by May",
        "Rosa Lindqvist",
        "Lindqvist",
        None,
        "free_indirect",
    ),
    (
        "Lawyer Ada Nkemelu declined to comment on the verdict.",
        "on the verdict",
        "Ada Nkemelu",
        "Lawyer Ada Nkemelu",
        "declined to comment",
        "reported",
    ),
    (
        "Neither minister said the road would close. Transport Minister Jan Kos added the bridge "
        "was safe.",
        "the bridge was safe",
        "Jan Kos",
        "Transport Minister Jan Kos",
        "added",
        "indirect",
    ),
    (
        "“The season is over for him,” the club said in a statement on its website.",
        "The season is over for him",
        "club",
        "the club",
        "said",
        "direct",
    ),
    (
        "The statement said both countries would share data.",
        "both countries would share data",
        "statement",
        "The statement",
        "said",
        "indirect",
    ),
    (
        "“We welcome the agreement between Peru and Chile,” UN envoy Marta Sol said after the "
        "session.",
        "We welcome the agreement between Peru and Chile",
        "Marta Sol",
        "UN envoy Marta Sol",
        "said",
        "direct",
    ),
    (
        "Peru's president, Diego Salas, on Wednesday urged miners to return to work.",
        "to return to work",
        "Diego Salas",
        "Diego Salas",
        "urged",
        "indirect",
    ),
    (
        "Mr. Salas, 58, said he would not resign.",
        "he would not resign",
        "Salas",
        "Mr. Salas",
        "said",
        "indirect",
    ),
    (
        "He was joined by Energy Minister Olga Benes, who noted that prices had fallen.",
        "prices had fallen",
        "Olga Benes",
        "Energy Minister Olga Benes",
        "noted",
        "indirect",
    ),
    (
        "The harvest, Olga Benes said, was the worst in a decade.",
        "was the worst in a decade",
        "Olga Benes",
        "Olga Benes",
        "said",
        "indirect",
    ),
    (
        "“If they sign,” Kos said, “we will open the road.”",
        "we will open the road",
        "Kos",
        "Kos",
        "said",
        "direct",
    ),
    (
        "Kos said that, if they sign, the road will open.",
        "if they sign, the road will open",
        "Kos",
        "Kos",
        "said",
        "indirect",
    ),
    (
        "“I came, I saw,” wrote Elena Popova on Telegram.",
        "I came, I saw",
        "Elena Popova",
        "Elena Popova",
        "wrote",
        "direct",
    ),
]


@pytest.mark.parametrize("row", ATTRIBUTIONS, ids=lambda row: row[0][:40])
def test_the_text_itself_says_who_speaks(row: tuple[str, str, str, str, str | None, str]) -> None:
    text, content, speaker, naming, cue, kind = row
    found = resolved(text, statements=[said(content)])
    (statement,) = found.statements
    assert who(found, statement.speaker) == speaker
    assert exact(statement.speaker_text) == naming
    assert exact(statement.cue) == cue
    assert statement.quote_type == kind
    assert words(statement)[0].rstrip(".") == content


@pytest.mark.parametrize(
    ("drafted", "left"),
    [
        ("Ada Kern said that the dam would hold.", "the dam would hold."),
        ("The dam would hold, Ada Kern said on Tuesday.", "The dam would hold"),
        ("“The dam will hold,” said Ada Kern, who runs it.", "The dam will hold"),
        ("According to Ada Kern, the dam would hold.", "the dam would hold."),
        ("OSLO, May 4 — Ada Kern told the press after the vote that it held.", "it held."),
    ],
)
def test_an_attribution_is_no_part_of_what_was_said(drafted: str, left: str) -> None:
    assert words(resolved(drafted, statements=[said(drafted)]).statements[0]) == [left]


def test_a_tag_between_commas_parts_what_was_said() -> None:
    text = "The harvest, Olga Benes said, was the worst in a decade."
    (statement,) = resolved(text, statements=[said(text)]).statements
    assert words(statement) == ["The harvest", "was the worst in a decade."]


@pytest.mark.parametrize(
    ("text", "content", "polarity", "medium"),
    [
        ("Kern denied that the dam leaks.", "the dam leaks", "denied", "speech"),
        ("Kern declined to comment on the leak.", "on the leak", "declined_comment", "speech"),
        ("“It leaks,” Kern wrote on Telegram.", "It leaks", "asserted", "writing"),
        ("Kern said in a statement that it leaks.", "it leaks", "asserted", "writing"),
        ("Kern rejected claims that the dam leaks.", "the dam leaks", "denied", "speech"),
        ("Kern rejected recent media reports that it leaks.", "it leaks", "denied", "speech"),
        ("Kern dismissed reports that the dam leaks.", "the dam leaks", "denied", "speech"),
        ("Kern opened it, refuting rumours that it leaks.", "it leaks", "denied", "speech"),
        ("Kern rejected the offer from the bank.", "the offer from the bank", "asserted", "speech"),
        ("Kern declined to say whether it leaks.", "it leaks", "declined_comment", "speech"),
        ("Neither Kern nor Roux said whether it leaks.", "it leaks", "declined_comment", "speech"),
        (
            "Kern left without saying if the dam leaks.",
            "the dam leaks",
            "declined_comment",
            "speech",
        ),
        ("Kern said nothing about the leak.", "the leak", "declined_comment", "speech"),
    ],
)
def test_cue_and_setting_tell_polarity_and_medium(
    text: str, content: str, polarity: str, medium: str
) -> None:
    (statement,) = resolved(text, statements=[said(content)]).statements
    assert (statement.polarity, statement.medium) == (polarity, medium)


@pytest.mark.parametrize("cue", ["did not say", "would not say", "has not yet said", "didn’t say"])
def test_what_somebody_would_not_say_is_left_uncommented(cue: str) -> None:
    text = f"“It is safe,” Ada Kern said, but {cue} when the dam would open."
    found = resolved(text, statements=[said("It is safe"), said("the dam would open")])
    assert [one.polarity for one in found.statements] == ["asserted", "declined_comment"]
    assert who(found, found.statements[1].speaker) == "Ada Kern"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Kern stopped short of saying that the dam leaked.",
        "Neither Ada Kern nor Jean Roux said that the dam leaked.",
        "Nobody at the plant claimed that the dam leaked.",
        "Asked whether the dam leaked, Ada Kern said it was Friday.",
        "Asked by reporters if the dam leaked, Ada Kern shrugged and said it was Friday.",
        "Ada Kern was asked whether the dam leaked.",
        "Villagers wept. Reporters asked her whether the dam leaked, Ada Kern said.",
    ],
)
def test_what_was_never_said_or_only_asked_is_no_statement(text: str) -> None:
    assert resolved(text, statements=[said("the dam leaked", "Ada Kern")]).statements == ()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Asked whether the dam leaked, Ada Kern said: “Come on Friday.”", "Come on Friday"),
        ("When asked whether it leaked, “It never did,” Ada Kern said.", "It never did"),
        ("Asked about the leak, Ada Kern said rain was to blame.", "rain was to blame"),
        ("Ada Kern asked whether the dam leaked.", "the dam leaked"),
        ("Nobody was hurt and Ada Kern said the dam leaked.", "the dam leaked"),
        ("Nobody was hurt, Ada Kern said.", "Nobody was hurt"),
        ("The rule was challenged on Monday, Ada Kern said.", "The rule was challenged on Monday"),
    ],
)
def test_an_answer_and_a_question_of_ones_own_are_statements(text: str, content: str) -> None:
    found = resolved(text, statements=[said(content)])
    assert [who(found, one.speaker) for one in found.statements] == ["Ada Kern"]


@pytest.mark.parametrize("office", ["Pappas's office", "Pappas’ office", "Premier Pappas's office"])
@pytest.mark.parametrize(
    "said_so",
    [
        "{} said the dam was safe.",
        "According to {}, the dam was safe.",
        "“Yes, the dam was safe,” {} said.",
        "“Yes, the dam was safe,” said {} on Monday.",
    ],
)
def test_an_office_speaks_for_itself(said_so: str, office: str) -> None:
    text = "Premier Nikos Pappas met Ada Kern in Oslo.\n\n" + said_so.format(office)
    found = resolved(text, statements=[said("the dam was safe")])
    (statement,) = found.statements
    assert exact(statement.speaker_text) == office
    assert {one.id: one.kind for one in found.actors}[statement.speaker or ""] == "organization"


@pytest.mark.parametrize(
    "text",
    [
        "According to a statement from the presidency, the dam was safe.",
        "The dam was safe, according to a statement issued on Monday by the presidency.",
        "A short statement by the presidency said the dam was safe.",
        "In a statement, the presidency said the dam was safe.",
    ],
)
def test_who_made_a_document_speaks_rather_than_the_document(text: str) -> None:
    content = "The dam was safe" if text.startswith("The dam") else "the dam was safe"
    found = resolved(text, statements=[said(content)])
    assert [who(found, one.speaker) for one in found.statements] == ["presidency"]
