"""PLOVER actors: the code, the sector and the words of those who take part in an event.

By the manual's chapter "Actor and Sector Codes" and its table "Information object for actors", see
`extractor.exports.plover`. What the record does not say and no word of a title shows is left out:
an actor without a country has no `code`, one whose office is not known has no `sector`.
"""

import re
from collections.abc import Mapping
from typing import Any

from schemas import Actor, country_code

_CODES = {"UNO": "IGO", "EUR": "IGO"}
"""The manual's non-state codes are fewer than ours; its gold standard records code both so."""


def _pattern(words: str) -> re.Pattern[str]:
    either = "|".join(one.replace("_", " ") for one in words.split())
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


_SECTORS: Mapping[str, re.Pattern[str]] = {
    "ELI": _pattern("former ex retired predecessor ousted celebrity"),
    "OPP": _pattern("opposition shadow dissident"),
    "GOV": _pattern(
        "minister ministers vice-minister ministry premier ambassador embassy envoy diplomat "
        "consul attaché attache undersecretary under-secretary chancellor cabinet government "
        "kremlin white_house downing_street treasury mayor governor secretary_of_state "
        "foreign_secretary defence_secretary defense_secretary home_secretary interior_secretary "
        "foreign_office central_bank head_of_state king queen emir sultan municipality city_council"
    ),
    "LEG": _pattern(
        "parliament parliamentary parliamentarian lawmaker lawmakers legislator legislature "
        "senator senate congress congressman congresswoman congressional house_of_representatives "
        "national_assembly knesset majlis bundestag duma mp mps"
    ),
    "COP": _pattern("police sheriff constable gendarmerie"),
    "SPY": _pattern("intelligence mossad cia gru fsb"),
    "JUD": _pattern(
        "judge judges justice court magistrate tribunal attorney_general prosecutor judiciary"
    ),
    "REB": _pattern("rebel rebels insurgent insurgents guerrilla guerrillas"),
    "MIL": _pattern(
        "army navy naval air_force armed_forces military troops colonel lieutenant brigadier "
        "admiral major_general joint_chiefs coast_guard commander general_staff"
    ),
    "JRN": _pattern(
        "journalist journalists reporter correspondent newspaper news_agency editor broadcaster "
        "television tv radio"
    ),
    "LAB": _pattern("trade_union labour_union labor_union unions? shop_steward"),
    "EDU": _pattern("university professor rector vice-rector dean teacher teachers students?"),
    "MED": _pattern("doctor doctors physician nurse nurses hospital surgeon"),
    "REL": _pattern(
        "bishop archbishop pope imam ayatollah cleric priest rabbi church mosque patriarch"
    ),
    "BUS": _pattern(
        "ceo chief_executive company companies corporation businessman businesswoman "
        "managing_director entrepreneur trader bankers"
    ),
    "AGR": _pattern("farmer farmers peasants fishers fishermen"),
    "REF": _pattern("refugee refugees"),
    "CVL": _pattern("resident residents villager villagers civilian civilians"),
}
"""In the order in which they are tried: a defence minister is of the government.

A list of words, not a register: it is right about common English offices and knows no others.
"""
_PRESIDENT = re.compile(r"(?:vice[- ])?president(?: of (?P<state>.+))?", re.IGNORECASE)
_RANK = re.compile(r"(?:gen|general)\b(?! (?:secretary|manager|director|counsel))", re.IGNORECASE)
"""At the beginning of a title: elsewhere a manager has it, too."""
_UNION = re.compile(r"\b(?:European|African|Soviet|Arab|Eurasian) Union\b", re.IGNORECASE)
"""No union of workers."""


def actor_object(actor: Actor) -> dict[str, Any]:
    """An actor as an event has it; `actor_text` is how the article names it first.

    `identifer_text` is spelt as the manual's table does. It holds the fullest name in the article,
    of no register: persons are not looked up. `communique` has the id within the article.
    """
    found = {
        "code": actor.country and _CODES.get(actor.country, actor.country),
        "sector": sector(actor),
        "actor_text": actor.mentions[0].exact,
        "identifer_text": actor.name,
        "office": actor.title,
        "communique": {"actor": actor.id, "organization": actor.organization},
    }
    return {name: value for name, value in found.items() if value is not None}


def sector(actor: Actor) -> str | None:
    """The primary sector that a title, a body, or an organisation's own name shows, else None."""
    own_name = actor.name if actor.kind in ("organization", "group") else None
    for words in (actor.title, actor.organization, own_name):
        if words and (found := _sector_of(words)):
            return found
    return "GOV" if _heads_a_state(actor) else None


def _heads_a_state(actor: Actor) -> bool:
    """Whether somebody is a president, and of no club or company as far as the article says."""
    found = _PRESIDENT.fullmatch(actor.title or "")
    if found is None or actor.organization is not None:
        return False
    if found["state"] is None:
        return actor.country is not None
    return country_code(found["state"]) is not None


def _sector_of(words: str) -> str | None:
    plain = _UNION.sub("", words)
    if _RANK.match(plain):
        return "MIL"
    return next((code for code, pattern in _SECTORS.items() if pattern.search(plain)), None)
