import subprocess
import sys

import pycountry
import pytest

from schemas.countries import (
    PLOVER_CODES,
    _exists,
    _nations,
    country_code,
    country_of_city,
    only_sounds_like_a_country,
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

HOLDING = ["New Mexico", "Gulf of Oman", "Latin American", "Islamic State of Iraq and the Levant"]

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


@pytest.mark.parametrize(("name", "code"), CITIES.items())
def test_a_city_lies_in_a_country_unless_several_share_its_name(
    name: str, code: str | None
) -> None:
    assert country_of_city(name) == code


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


@pytest.mark.parametrize("words", HOLDING)
def test_another_name_with_a_countrys_in_it_is_no_country(words: str) -> None:
    assert only_sounds_like_a_country(words)
    assert country_code(words) is None
    assert not only_sounds_like_a_country("Mexico")
