"""Countries: codes in ISO 3166-1 alpha-3 and PLOVER's five, and the words that stand for them.

Names come from pycountry; what it does not know (everyday names, demonyms, cities) stands in
`nations.tsv`. "Congo" is taken for the Democratic Republic, as news agencies write it, and
"Islamic Republic" alone for Iran.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator

PLOVER_CODES = frozenset({"KOS", "IGO", "UNO", "EUR", "NGO"})
_NO_COUNTRY = "-"


def _exists(code: str) -> str:
    import pycountry

    if code in PLOVER_CODES or pycountry.countries.get(alpha_3=code) is not None:
        return code
    raise ValueError(f"{code!r} is neither ISO 3166-1 alpha-3 nor one of {sorted(PLOVER_CODES)}")


Country = Annotated[str, AfterValidator(_exists)]


def country_code(words: str) -> str | None:
    """The code that a code, name, alias or demonym stands for, None where it is no country.

    Case counts ("US", not "us"), but all capitals do as well ("TURKEY"); an article before it
    and a possessive after it do not.
    """
    name = _plain(words)
    for one in (name, re.sub(r"^(?:the|The|THE) ", "", name)):
        for form in (one, re.sub("(?:'s|'S|(?<=s)')$", "", one)):
            code = _nations().names.get(form) or (form if form in _nations().codes else None)
            if code is not None:
                return None if code == _NO_COUNTRY else code
    return None


def only_sounds_like_a_country(words: str) -> bool:
    """Whether words are another name with a country's in it ("New Mexico", "Gulf of Oman")."""
    return _nations().names.get(_plain(words)) == _NO_COUNTRY


def country_of_city(name: str) -> str | None:
    """The code of the country where a capital or other well-known city lies, else None.

    None too where news use the name for several cities (Tripoli, Georgetown, San Jose).
    """
    return _nations().cities.get(_plain(name))


def is_demonym(word: str) -> bool:
    """Whether a word is a country's adjective, or calls one of its people: "Nigerien", "Kazakh"."""
    return _plain(word) in _nations().demonyms


def is_capital(name: str) -> bool:
    """Whether a city is the seat of its country's government."""
    return _plain(name) in _nations().capitals


@dataclass(frozen=True)
class NamedLand:
    """A place in a text that names a country or a city of one; offsets are half-open."""

    start: int
    end: int
    code: str
    kind: Literal["country", "city"]
    """`country` for its adjective and people, too."""


def lands_in(text: str, start: int = 0, end: int | None = None) -> list[NamedLand]:
    """Every country and well-known city that `text[start:end]` names, in text order."""
    nations = _nations()
    stop = len(text) if end is None else end
    found, last = [], start
    for match in _CAPITALISED.finditer(text, start, stop):
        if match.start() < last:
            continue
        for words, pattern in nations.begin.get(match.group(), ()):
            named = pattern.match(text, match.start(), stop)
            if named is not None:
                last = named.end()
                code = nations.names.get(words) or nations.cities[words]
                kind: Literal["country", "city"] = "country" if words in nations.names else "city"
                if code != _NO_COUNTRY:
                    found.append(NamedLand(match.start(), last, code, kind))
                break
    return found


_CAPITALISED = re.compile(r"(?<![\w-])[^\W\d_a-z]\w*")


@dataclass(frozen=True)
class _Nations:
    names: dict[str, str]
    demonyms: frozenset[str]
    codes: frozenset[str]
    cities: dict[str, str]
    capitals: frozenset[str]
    begin: dict[str, list[tuple[str, re.Pattern[str]]]]
    """The names and cities that begin with a word, the longest first."""


@cache
def _nations() -> _Nations:
    import pycountry

    names: dict[str, str] = {}
    singular: set[str] = set()
    cities: dict[str, str] = {}
    seats: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                names[_plain(name)] = country.alpha_3
    for code, *columns in _rows():
        aliases, demonyms, capitals, others = columns + [""] * (4 - len(columns))
        singular.update(_listed(demonyms))
        people = [form for one in _listed(demonyms) for form in (one, f"{one}s")]
        names |= dict.fromkeys([*_listed(aliases), *people], code)
        seats |= dict.fromkeys(_listed(capitals), code)
        cities |= dict.fromkeys(_listed(others), code)
    codes = {country.alpha_3 for country in pycountry.countries} | PLOVER_CODES
    names, cities, seats = map(_with_capitals, (names, cities | seats, seats))
    begin = _by_first_word({*names, *cities})
    return _Nations(names, frozenset(singular), frozenset(codes), cities, frozenset(seats), begin)


def _by_first_word(names: Iterable[str]) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        first = _CAPITALISED.match(name)
        if first is not None:
            written = re.escape(name).replace("'", "['’]")
            found.setdefault(first.group(), []).append((name, re.compile(rf"{written}(?!\w)")))
    return found


def _rows() -> list[list[str]]:
    from importlib.resources import files

    table = files("schemas").joinpath("nations.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines() if not line.startswith("#")]


def _listed(cell: str) -> list[str]:
    return [_plain(one) for one in cell.split(";") if one]


def _plain(words: str) -> str:
    """Straight apostrophes and single spaces."""
    return " ".join(re.sub("[‘’ʼ]", "'", words).split())


def _with_capitals(names: dict[str, str]) -> dict[str, str]:
    return {name.upper(): code for name, code in names.items() if len(name) > 3} | names
