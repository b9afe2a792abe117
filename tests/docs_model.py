"""Model: what a scripted server answers about the articles that the documentation's pages make."""

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx2
from wire import says

_PIER = re.compile(r"pier (\d+) ")


def _person(name: str, title: str | None = None, **more: object) -> dict[str, object]:
    return {"name": name, "kind": "person", "title": title, **more}


def _met(*names: str, sentence: int, **more: object) -> dict[str, object]:
    return {
        "participants": [{"actor": one} for one in names],
        "sentences": [sentence],
        **more,
    }


def _said(speaker: str, words: str, sentence: int, **more: object) -> dict[str, object]:
    return {"speaker": speaker, "content": [words], "sentences": [sentence], **more}


TRAM = {
    "actors": [_person("Edda Lorenz", "Mayor"), _person("Tomas Weil", "head of the airport")],
    "meetings": [
        _met("Edda Lorenz", "Tomas Weil", sentence=2, date="on 4 June 2025", place="Riga")
    ],
    "statements": [
        _said("Edda Lorenz", "the line would open in two years", 3, meeting=1),
        _said("Tomas Weil", "we will pay for all of it", 3),
    ],
}
"""Its second quotation is invented."""
_ILVES = _person("Rosa Ilves", "Interior Minister", country="Estonia")
_OZOLS = _person("Janis Ozols", country="Latvia")
BORDER: Mapping[str, dict[str, Any]] = {
    "will meet Latvia's": {
        "actors": [_ILVES, _OZOLS],
        "meetings": [
            _met(
                "Rosa Ilves",
                "Janis Ozols",
                sentence=1,
                status="scheduled",
                date="on Monday",
                place="Tallinn",
                topics=["the border crossing at Valga"],
            )
        ],
    },
    "held talks in Tallinn": {
        "actors": [_ILVES, _OZOLS],
        "meetings": [
            _met(
                "Rosa Ilves",
                "Janis Ozols",
                sentence=1,
                status="held",
                date="on Monday",
                place="Tallinn",
                topics=["the border crossing at Valga"],
            )
        ],
        "statements": [
            _said("Rosa Ilves", "the crossing would reopen in April", 2, meeting=1),
        ],
    },
    "received her Latvian": {
        "actors": [_ILVES, _OZOLS],
        "meetings": [
            _met(
                "Rosa Ilves",
                "Janis Ozols",
                sentence=1,
                status="held",
                date="on Monday",
                place="Tartu",
                topics=["the border crossing at Valga"],
            )
        ],
        "statements": [_said("Rosa Ilves", "The crossing will reopen in April", 2, meeting=1)],
    },
}
CLINICS: Mapping[str, dict[str, Any]] = {
    "new clinic in Pärnu": {
        "actors": [_person("Mari Tamm", "Health Minister"), _person("Anton Rebane", "Governor")],
        "meetings": [
            _met("Mari Tamm", "Anton Rebane", sentence=2, date="on 2 May 2024", place="Pärnu")
        ],
        "statements": [_said("Mari Tamm", "the clinic would open in June", 3)],
    },
    "strike of the ferrymen": {
        "actors": [_person("Olev Kask")],
        "statements": [_said("Olev Kask", "nobody would sail before Friday", 2)],
    },
}


def _pier(number: str) -> dict[str, Any]:
    return {
        "actors": [_person("Ada Kern", "Harbour Minister"), _person("Jon Weil", "Mayor")],
        "meetings": [
            _met("Ada Kern", "Jon Weil", sentence=2, date="on 3 May 2024", place="Tallinn")
        ],
        "statements": [_said("Ada Kern", f"pier {number} would be painted", 3)],
    }


def answered(request: dict[str, Any]) -> httpx2.Response:
    """What the scripted model answers; of an article it does not know, that nothing is in it."""
    words = " ".join(one["content"] for one in request["messages"])
    if pier := _PIER.search(words):
        return says(json.dumps(_pier(pier[1])), tokens=(600, 120))
    known = {"tram line": TRAM, **BORDER, **CLINICS}
    found = next((answer for phrase, answer in known.items() if phrase in words), {})
    return says(json.dumps(found), tokens=(600, 120))
