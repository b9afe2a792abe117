"""Mentions: extents, names, titles and countries of whom the news name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.honorifics import is_plural_owner
from extractor.reading.mentions import Mention, find_mentions

TITLED = [
    ("South Korean President Lee Jae-myung met him.", "Lee Jae-myung", "President", "KOR"),
    ("Chinese Foreign Minister Wang Yi told reporters.", "Wang Yi", "Foreign Minister", "CHN"),
    (
        "Spanish Economy Minister Nadia Ruiz Santamaría said so.",
        "Nadia Ruiz Santamaría",
        "Economy Minister",
        "ESP",
    ),
    (
        "Dutch Finance Minister Jan van der Meer refused.",
        "Jan van der Meer",
        "Finance Minister",
        "NLD",
    ),
    ("Brazilian Labour Minister Luiz da Silva agreed.", "Luiz da Silva", "Labour Minister", "BRA"),
    ("Saudi Crown Prince Salim bin Fahd waited.", "Salim bin Fahd", "Crown Prince", "SAU"),
    ("Sheikh Khalid al-Rashid listened.", "Khalid al-Rashid", "Sheikh", None),
    ("Turkish Interior Minister Çağrı Işık spoke.", "Çağrı Işık", "Interior Minister", "TUR"),
    (
        "Vietnamese Prime Minister Nguyễn Văn Hải replied.",
        "Nguyễn Văn Hải",
        "Prime Minister",
        "VNM",
    ),
    (
        "Iceland's Prime Minister Birta Jónsdóttir left.",
        "Birta Jónsdóttir",
        "Prime Minister",
        "ISL",
    ),
    (
        "External Affairs Minister S. Raghavan met them.",
        "S. Raghavan",
        "External Affairs Minister",
        None,
    ),
    (
        "Ghanaian Trade Minister Kwame Mensah-Bonsu met them.",
        "Kwame Mensah-Bonsu",
        "Trade Minister",
        "GHA",
    ),
    (
        "U.S. Secretary of State Dana Whitlock said so.",
        "Dana Whitlock",
        "Secretary of State",
        "USA",
    ),
    ("Sen. Maria Lopez (D-Calif.) objected.", "Maria Lopez", "Sen.", None),
    (
        "IG Metall regional head Jörg Kessler warned.",
        "Jörg Kessler",
        "IG Metall regional head",
        None,
    ),
    ("Hamas official Sami Odeh denied it.", "Sami Odeh", "Hamas official", None),
    ("Archbishop of Lagos Peter Adewale prayed.", "Peter Adewale", "Archbishop of Lagos", None),
    ("Mayor of London Asha Patel resigned.", "Asha Patel", "Mayor of London", None),
    ("Pope Clement appealed for peace.", "Clement", "Pope", None),
    ("European Central Bank President Claire Weber warned.", "Claire Weber", "President", "EUR"),
    ("The Bank of England's governor Ewan Bright said so.", "Ewan Bright", "governor", "GBR"),
    (
        "Foreign ministry spokesman Omid Rahimi answered.",
        "Omid Rahimi",
        "Foreign ministry spokesman",
        None,
    ),
    (
        "Chinese foreign ministry spokeswoman Lin Mei said.",
        "Lin Mei",
        "foreign ministry spokeswoman",
        "CHN",
    ),
    ("Former Prime Minister Karim met her.", "Karim", "Former Prime Minister", None),
    ("Police Commissioner Rana Gupta said so.", "Rana Gupta", "Police Commissioner", None),
    ("Pakistan's army chief Gen Asad Mirza came.", "Asad Mirza", "army chief Gen", "PAK"),
    ("North Korean leader Kim Song Ho came.", "Kim Song Ho", "leader", "PRK"),
    ("UN Secretary-General Rui Tavares came.", "Rui Tavares", "Secretary-General", "UNO"),
    ("Lt. Gen. Sir Roger Carr-Smith briefed them.", "Roger Carr-Smith", "Lt. Gen. Sir", None),
    ("White House press secretary Jo Lane said.", "Jo Lane", "White House press secretary", None),
    ("Texas Governor Hal Abbott sued.", "Hal Abbott", "Texas Governor", None),
    ("Attorney General Ken Paston sued.", "Ken Paston", "Attorney General", None),
    ("Asked about it, Ms. Hernández left.", "Hernández", "Ms.", None),
    ("Mr Kim said so.", "Kim", "Mr", None),
    ("Alhaji Sani Bello waited.", "Sani Bello", "Alhaji", None),
    ("It was Hon. Ruth Adeyemi.", "Ruth Adeyemi", "Hon", None),
    ("It was Eng. Rui Tavares.", "Rui Tavares", "Eng", None),
    ("Cllr Aoife Byrne resigned.", "Aoife Byrne", "Cllr", None),
    ("Rear Adm. Made Surya left.", "Made Surya", "Rear Adm.", None),
    ("Madam Peace Addo complained.", "Peace Addo", "Madam", None),
]


def first(text: str, kind: str) -> Mention:
    return next(one for one in find_mentions(text) if one.kind == kind)


def words(text: str, span: tuple[int, int] | None) -> str | None:
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(("text", "name", "title", "country"), TITLED)
def test_a_title_a_name_and_a_country_are_told_apart(
    text: str, name: str, title: str, country: str | None
) -> None:
    found = first(text, "name")
    assert words(text, found.name) == name
    assert words(text, found.title) == title
    assert found.country == country


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "José Rodríguez Vidal met Luiz Lula da Costa.",
            ["José Rodríguez Vidal", "Luiz Lula da Costa"],
        ),
        ("J. K. O'Neill and Youssou N'Dour agreed.", ["J. K. O'Neill", "Youssou N'Dour"]),
        ("İbrahim Kalın and Hồ Xuân Hương left.", ["İbrahim Kalın", "Hồ Xuân Hương"]),
        ("Talks between Ruiz and Delgado failed.", ["Ruiz", "Delgado"]),
        ("However, Okafor said so.", ["Okafor"]),
        ("“No,” said Tesfaye Abebe.", ["Tesfaye Abebe"]),
        ("Foreign ministers Ana Lima and Wang Yi met.", ["Ana Lima", "Wang Yi"]),
        ("The two last met in Hall. Unity is needed.", ["Hall"]),
    ],
)
def test_names_without_titles_have_their_whole_extent(text: str, names: list[str]) -> None:
    assert [words(text, one.name) for one in find_mentions(text) if one.kind == "name"] == names


@pytest.mark.parametrize(
    ("text", "kind", "extent"),
    [
        (
            "Helen O'Rourke, chief executive of Brightwater plc, left.",
            "office",
            "chief executive of Brightwater plc",
        ),
        ("A spokesman for the union spoke.", "office", "A spokesman for the union"),
        (
            "The head of the National Union of Teachers spoke.",
            "office",
            "The head of the National Union of Teachers",
        ),
        ("They met the acting minister.", "office", "the acting minister"),
        (
            "South Africa's minister of international relations, Ronald Moloi, left.",
            "office",
            "South Africa's minister of international relations",
        ),
        (
            "The Ministry of Foreign Affairs and International Cooperation spoke.",
            "body",
            "The Ministry of Foreign Affairs and International Cooperation",
        ),
        (
            "Then the World Health Organization (WHO) spoke.",
            "body",
            "the World Health Organization",
        ),
        (
            "The International Committee of the Red Cross spoke.",
            "body",
            "The International Committee of the Red Cross",
        ),
        ("The Bank of England cut rates.", "body", "The Bank of England"),
        ("She told the Times of India.", "body", "the Times of India"),
        ("Brightwater plc spoke.", "body", "Brightwater plc"),
        ("He rang the traders' union.", "body", "the traders' union"),
        (
            "The Lume Carriers’ and Drivers’ Union spoke.",
            "body",
            "The Lume Carriers’ and Drivers’ Union",
        ),
        ("He met his Iraqi counterpart.", "counterpart", "his Iraqi counterpart"),
        ("The two leaders met.", "group", "The two leaders"),
        ("The two agreed.", "group", "The two"),
        ("Later he left.", "pronoun", "he"),
    ],
)
def test_offices_bodies_and_groups_have_their_whole_extent(
    text: str, kind: str, extent: str
) -> None:
    found = first(text, kind)
    assert text[found.start : found.end] == extent


@pytest.mark.parametrize(
    "text",
    [
        "Fighters from the north took the town.",
        "Talks resumed on Tuesday.",
        "However, there were few.",
        "Growth fell. Analysts had feared that growth would fall.",
    ],
)
def test_ordinary_words_that_open_a_sentence_are_no_names(text: str) -> None:
    assert [one for one in find_mentions(text) if one.kind == "name"] == []


def test_a_name_that_is_also_a_word_stays_a_name_where_it_speaks() -> None:
    text = "Park said the park would close."
    assert [text[one.start : one.end] for one in find_mentions(text)] == ["Park"]


@pytest.mark.parametrize(
    ("text", "owns"),
    [
        ("Baqeri's remarks were brief.", True),
        ("The minister's remarks were brief.", True),
        ("The ministers’ remarks were brief.", True),
        ("Baqeri left.", False),
        ("The minister left.", False),
    ],
)
def test_an_owner_is_marked(text: str, owns: bool) -> None:
    assert find_mentions(text)[0].possessive is owns


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Dockers’ Union", True),
        ("Carriers’ and Drivers’ Union", True),
        ("Pappas’ office", False),
        ("Pappas's union", False),
        ("years’ service", False),
    ],
)
def test_members_own_a_union_and_nothing_else(text: str, owner: bool) -> None:
    assert is_plural_owner(text, 0, min(text.find("’") % 99, text.find("'") % 99)) is owner


def test_no_phrase_crosses_a_line() -> None:
    text = "General Karim\nDost spoke"
    assert text[: find_mentions(text)[0].end] == "General Karim"


PIECES = "General Ali al-Dost's of the U.S. Iraqi minister (WHO) and 3.5 de , . \n “ é ß 王 ’ he"


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split(" "))).map(" ".join)))
def test_mentions_of_any_text_are_in_order_and_apart(text: str) -> None:
    end = 0
    for one in find_mentions(text):
        assert end <= one.start < one.end <= len(text)
        for part in (one.name, one.title):
            assert part is None or one.start <= part[0] < part[1] <= one.end
        end = one.end


def test_a_state_of_a_countrys_name_is_no_country() -> None:
    text = "New Mexico Governor Ana Diaz met Gulf of Oman Envoy Jo Li."
    assert [(text[one.start : one.end], one.country) for one in find_mentions(text)] == [
        ("New Mexico Governor Ana Diaz", None),
        ("Gulf of Oman Envoy Jo Li", None),
    ]
