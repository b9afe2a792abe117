"""Names across articles: one person in several spellings, and people who only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.linking.names import name_keys, same_person_name, words_of

ONE_PERSON = [
    # Arabic: article, doubled letters, ayn, names run together, parts left out
    ("Juma Anad Saadoun Khattab", "Jumaa Inad"),
    ("Faleh al-Fayyad", "Falih Fayadh"),
    ("Abdel Emir Yarallah", "Abdulamir Yarallah"),
    ("Mohammed Shia’ Al Sudani", "Mohammed Shia al-Sudani"),
    ("Muqtada al-Sadr", "Moqtada as-Sadr"),
    ("Khalid bin Salman", "Khaled bin Salman"),
    ("Abdullah Mamane Kimba", "Abdullahi Maman Kimba"),
    # Persian: q, gh and k, ou and u
    ("Mohammad Hossein Baqeri", "Mohammad Hussein Bagheri"),
    ("Mohammad Baqer Ghalibaf", "Mohammad Bagher Qalibaf"),
    ("Ebrahim Raisi", "Ibrahim Raeisi"),
    ("Hossein Amirabdollahian", "Hossein Amir-Abdollahian"),
    # Cyrillic: patronymics, initials, endings, the script itself
    ("Vladimir Vladimirovich Putin", "Vladimir Putin"),
    ("Sergey Lavrov", "Sergei Lavrov"),
    ("Сергей Лавров", "Sergey Lavrov"),
    ("S. Lavrov", "Sergey Lavrov"),
    ("Dmytro Kuleba", "Dmitro Kuleba"),
    # Chinese, Korean, Vietnamese: family name first or last, romanisations, hyphens
    ("Xi Jinping", "Jinping Xi"),
    ("Wang Yi", "WANG Yi"),
    ("Suh Jung-hwan", "Seo Jeong-hwan"),
    ("Noh Kyung-sik", "No Kyeong-sik"),
    ("Park Jin", "Pak Jin"),
    ("Vu Hoang Nghia", "Vo Hoang Nghia"),
    ("Luong Dinh Khai", "Luong Dinh Kai"),
    # Japanese and Hungarian: order, capitals
    ("ORIHARA Kazumi", "Kazumi Orihara"),
    ("Orbán Viktor", "Viktor Orban"),
    # Turkish and Polish: dotless i, cedillas, strokes
    ("Hakan Fidan", "Hakan FİDAN"),
    ("Mevlüt Çavuşoğlu", "Mevlut Cavusoglu"),
    ("Zbigniew Harłacz", "Zbigniew Harlacz"),
    # Spanish and Portuguese: two family names, particles
    ("Pedro Sánchez Pérez-Castejón", "Pedro Sanchez"),
    ("Andrés Manuel López Obrador", "Lopez Obrador"),
    ("Luiz Inácio Lula da Silva", "Lula da Silva"),
    # South and South-East Asia: old and new letters, aspirates
    ("Soetrisno Hadikoesoemo", "Sutrisno Hadikusumo"),
    ("Shirani Muttukumaru", "Shirani Muthukumaru"),
    ("Caroline Hasdell", "Caroline Haysdale"),
]

TWO_PEOPLE = [
    ("Ali Shamkhani", "Ali Akbar Ahmadian"),
    ("Stelios Karadimas", "Haralambos Karadimas"),
    ("Ruhollah Khomeini", "Ali Khamenei"),
    ("Hassan Rouhani", "Hossein Rouhani"),
    ("Mohammad Khatami", "Mahmoud Khatami"),
    ("Aslan Karimov", "Aslan Karimova"),
    ("Igor Petrov", "Irina Petrova"),
    ("Kim Jong-un", "Kim Yo-jong"),
    ("Xi Jinping", "Xi Zhongxun"),
    ("Wang Yi", "Wang Wenbin"),
    ("Park Jin", "Park Geun-hye"),
    ("Lourdes Villacorta", "Ramil Villacorta"),
    ("George Bush", "Jeb Bush"),
    ("A. Khan", "Imran Khan"),
    ("Recep Tayyip Erdogan", "Bilal Erdogan"),
    ("Pedro Sánchez", "Pedro Castillo"),
    ("Carlos Menem", "Carlos Mesa"),
    ("Boris Johnson", "Lyndon Johnson"),
]

FAMILY_NAME_ALONE = [
    ("Baqeri", "Mohammad Bagheri"),
    ("Khattab", "Juma Anad Saadoun Khattab"),
    ("Xi", "Xi Jinping"),
    ("Quispe", "Gualberto Quispe Arancibia"),
    ("al-Sudani", "Mohammed Shia Al Sudani"),
]


def _likeness(one: str, other: str) -> str:
    return same_person_name(words_of(one), words_of(other))


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_spellings_of_one_name_are_one_person_and_share_a_key(one: str, other: str) -> None:
    assert _likeness(one, other) in ("same", "spelled", "short")
    assert set(name_keys(words_of(one))) & set(name_keys(words_of(other)))


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_people_whose_names_look_alike_stay_two(one: str, other: str) -> None:
    assert _likeness(one, other) == "other"


@pytest.mark.parametrize(("one", "other"), FAMILY_NAME_ALONE)
def test_a_family_name_alone_is_less_than_a_name(one: str, other: str) -> None:
    assert _likeness(one, other) == "family"


@pytest.mark.parametrize(
    ("one", "other"), [("Ali", "Ali Shamkhani"), ("Mohammad", "Mohammad Baqeri")]
)
def test_a_given_name_alone_is_nobody(one: str, other: str) -> None:
    assert _likeness(one, other) == "other"


_NAMES = st.sampled_from([name for pair in ONE_PERSON + TWO_PEOPLE for name in pair])


@given(_NAMES, _NAMES)
def test_the_order_of_two_names_does_not_matter(one: str, other: str) -> None:
    assert _likeness(one, other) == _likeness(other, one)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_text_is_too_strange_to_be_compared(one: str, other: str) -> None:
    assert _likeness(one, other) == _likeness(other, one)
