import subprocess
import sys

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.countries import (
    PLOVER_CODES,
    _exists,
    _nations,
    countries_in,
    country_code,
    country_of_city,
)

CODES = {
    "IRN": "IRN",
    "Iran": "IRN",
    "Iran, Islamic Republic of": "IRN",
    "the Islamic Republic": "IRN",
    "Islamic Republic of Pakistan": "PAK",
    "IRAQ": "IRQ",
    "Iraq's": "IRQ",
    "Iraq’s": "IRQ",
    "the Philippines’": "PHL",
    "Iranians": "IRN",
    "US": "USA",
    "U.S.": "USA",
    "the United States": "USA",
    "UK": "GBR",
    "Scottish": "GBR",
    "Turkey": "TUR",
    "Türkiye": "TUR",
    "Ivory Coast": "CIV",
    "Côte d’Ivoire": "CIV",
    "Burma": "MMR",
    "the Emirates": "ARE",
    "Emirati": "ARE",
    "North Korea": "PRK",
    "South\u00a0Korean": "KOR",
    "the Netherlands": "NLD",
    "Vatican": "VAT",
    "Palestinian": "PSE",
    "Kosovo": "KOS",
    "EU": "EUR",
    "United Nations": "UNO",
    "NATO": "IGO",
    "Amnesty International": "NGO",
    "Congo": "COD",
    "us": None,
    "turkey": None,
    "chad": None,
    "Tehran": None,
    "New Mexico": None,
    "Korean": None,
    "European": None,
    "Kurdish": None,
    "": None,
}

WITHIN = {
    "Deputy Chief of Staff of the Iranian Armed Forces": ["IRN"],
    "South Sudanese rebels": ["SSD"],
    "the governor of New Mexico": [],
    "Northern Ireland Secretary": ["GBR"],
    "the president of Guinea-Bissau": ["GNB"],
    "Papua New Guinea and Equatorial Guinea": ["PNG", "GNQ"],
    "Nigerien and Nigerian officers": ["NER", "NGA"],
    "an Iran-Iraq border committee": ["IRN", "IRQ"],
    "Iran-United States talks": ["IRN", "USA"],
    "anti-Iranian and pro-Russian groups": [],
    "a U.S.-led, Saudi-backed Yemeni force": ["YEM"],
    "a UK-based monitor": ["GBR"],
    "ships in the Gulf of Oman": [],
    "Latin American and West Indian leaders": [],
    "the UN envoy for Libya": ["UNO", "LBY"],
    "give us turkey and china": [],
    "MINISTER OF FOREIGN AFFAIRS OF QATAR": ["QAT"],
    "the Islamic State of Iraq and the Levant": [],
    "the North\nKorean leader": ["PRK"],
    "envoys from Tehran and Paris": [],
}

CITIES = {
    "Tehran": "IRN",
    "GENEVA": "CHE",
    "Sharm el-Sheikh": "EGY",
    "Sana’a": "YEM",
    "Erbil": "IRQ",
    "New York": "USA",
    "The Hague": "NLD",
    "Singapore": "SGP",
    "Pristina": "KOS",
    "Brussels": "BEL",
    "Tripoli": None,
    "Georgetown": None,
    "San Jose": None,
    "geneva": None,
    "Atlantis": None,
}


@pytest.mark.parametrize(("words", "code"), CODES.items())
def test_words_stand_for_a_country_or_for_none(words: str, code: str | None) -> None:
    assert country_code(words) == code


@pytest.mark.parametrize(("words", "codes"), WITHIN.items())
def test_countries_are_found_within_a_phrase_longest_first(words: str, codes: list[str]) -> None:
    assert [code for _, _, code in countries_in(words)] == codes


@pytest.mark.parametrize(("name", "code"), CITIES.items())
def test_a_city_lies_in_a_country_unless_several_share_its_name(
    name: str, code: str | None
) -> None:
    assert country_of_city(name) == code


def test_spans_are_the_names_themselves() -> None:
    words = "Iraq’s and Oman's envoys"
    assert [words[start:end] for start, end, _ in countries_in(words)] == ["Iraq", "Oman"]


def test_every_code_in_the_table_is_a_country_code() -> None:
    nations = _nations()
    for code in {*nations.names.values(), *nations.cities.values()} - {"-"}:
        assert _exists(code) == code


def test_every_iso_country_is_known_by_its_code_and_its_names() -> None:
    for country in pycountry.countries:
        names = [country.alpha_3, country.name]
        names += [getattr(country, one, country.name) for one in ("common_name", "official_name")]
        for name in names:
            assert country_code(name) == ("COD" if name == "Congo" else country.alpha_3), name
    assert {country_code(code) for code in PLOVER_CODES} == PLOVER_CODES


def test_no_city_stands_in_the_table_for_two_countries() -> None:
    seen: dict[str, str] = {}
    from schemas.countries import _listed, _rows

    for code, *columns in _rows():
        for city in {one for cell in columns[2:] for one in _listed(cell)}:
            assert seen.setdefault(city, code) == code, city


def test_importing_schemas_does_not_import_pycountry() -> None:
    code = "import sys, schemas; sys.exit('pycountry' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text() | st.sampled_from(sorted(WITHIN)).flatmap(lambda one: st.just(one * 2)))
def test_spans_are_ordered_and_never_overlap(words: str) -> None:
    end = 0
    for start, stop, code in countries_in(words):
        assert end <= start < stop <= len(words)
        assert country_code(words[start:stop]) == code
        end = stop
