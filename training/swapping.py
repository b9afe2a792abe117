"""Swapping: the same script with other people, countries and towns, the same ones throughout."""

import csv
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from training.script import Script

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Culture:
    """Names of one culture, by gender where they differ."""

    given: Mapping[str, Sequence[str]]
    family: Mapping[str, Sequence[str]]


@cache
def cultures() -> Mapping[str, Culture]:
    """The cultures of `names.tsv`."""
    given: dict[str, dict[str, list[str]]] = {}
    family: dict[str, dict[str, list[str]]] = {}
    for row in _rows("names.tsv"):
        table = given if row["kind"] == "given" else family
        names = [one.strip() for one in row["names"].split(",") if one.strip()]
        for gender in "mf" if row["gender"] == "-" else row["gender"]:
            table.setdefault(row["culture"], {}).setdefault(gender, []).extend(names)
    return {
        name: Culture(given[name], family[name])
        for name in given
        if given[name].keys() == family.get(name, {}).keys() == {"m", "f"}
    }


@cache
def countries() -> Sequence[tuple[str, str, str, tuple[str, ...]]]:
    """Name, adjective, capital and cultures of the countries of `countries.tsv`."""
    return tuple(
        (
            row["country"],
            row["adjective"],
            row["capital"],
            tuple(one.strip() for one in row["cultures"].split(",")),
        )
        for row in _rows("countries.tsv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def swapped(source: str, script: Script, draw: random.Random) -> str:
    """The source with every name of a person or a country replaced, consistently.

    A word of a name is replaced wherever it stands with a capital; two people of one surname
    share the new one, too. Plurals ("Kenyans") go with their adjective where it ends in "n".
    """
    words: dict[str, str] = {}
    chosen = draw.sample(countries(), k=len(script.countries))
    for (name, adjective, capital), (*new, _) in zip(script.countries, chosen, strict=True):
        words |= {name: new[0], capital: new[2], adjective: new[1]}
        if adjective.endswith("n") and new[1].endswith("n"):
            words[adjective + "s"] = new[1] + "s"
    home = [one for *_, names in chosen for one in names if one in cultures()]
    for member in script.cast.values():
        if member.kind != "person" or not member.name:
            continue
        local = home and draw.random() < 0.7
        culture = cultures()[draw.choice(home if local else sorted(cultures()))]
        gender = member.gender or draw.choice("mf")
        *given, family = [one for one in member.name.split() if one[0].isupper()] or [member.name]
        for word in given:
            words.setdefault(word, _another(culture.given[gender], words, draw))
        if given or len(member.name) > 3:
            words.setdefault(family, _another(culture.family[gender], words, draw))
    if not words:
        return source
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(rf"(?<![\w-])(?:{pattern})(?![\w-])", lambda match: words[match[0]], source)


def _another(names: Sequence[str], words: Mapping[str, str], draw: random.Random) -> str:
    """A name that nobody here has yet."""
    fresh = [one for one in names if one not in words.values() and one not in words]
    return draw.choice(fresh or list(names))


def _curly(text: str) -> str:
    return re.sub(r'"([^"\n]*)"', r"“\1”", text)


def _straight(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("’", "'")


def _single(text: str) -> str:
    return re.sub(r"“([^”\n]*)”", r"‘\1’", _curly(text))


def _french(text: str) -> str:
    return re.sub(r"“([^”\n]*)”", r"«\1»", _curly(text))


_DRESSES: Sequence[tuple[float, Callable[[str], str]]] = (
    (0.4, _curly),
    (0.35, _straight),
    (0.1, _single),
    (0.05, _french),
    (0.1, lambda text: text),
)


def dressed(script: Script, draw: random.Random) -> Script:
    """The script with quotation marks of one of the kinds that newspapers use; no offset moves."""
    weights = [weight for weight, _ in _DRESSES]
    (dress,) = draw.choices([one for _, one in _DRESSES], weights)
    return replace(script, text=dress(script.text))
