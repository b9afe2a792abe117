"""Labelled articles for tests: an invented one, changes to its labels, and random ones."""

import json
from collections.abc import Mapping
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from evals.anchor import SCHEMA, anchor
from schemas import Evidence, Gold

TEXT = """Mayor and dockers settle crane dispute

12 March 2022

OSTBY — Mayor Odile Brandt met union leader Teo Vask at the town hall on Thursday to discuss cranes.
The old ones will stay until May, the town said.

“Nobody loses a job,” Brandt told reporters. “That I promise,” she added.

Vask denied that a strike had been planned. He will receive shipowners in Rennes on Monday.
"""

QUIET = "Cranes repainted\n\nThe cranes of Ostby are red again. The harbour gleams.\n"
"""An article in which nobody meets or speaks."""


def a_day(text: str, value: str, basis: str = "relative_to_published") -> dict[str, Any]:
    """A date of one day."""
    return {"text": text, "value": value, "granularity": "day", "basis": basis}


_LABELS: dict[str, Any] = {
    "article": {
        "id": "001-cranes",
        "title": "Mayor and dockers settle crane dispute",
        "published": a_day("12 March 2022", "2022-03-12", "explicit"),
    },
    "actors": [
        {"id": "a1", "kind": "person", "name": "Odile Brandt", "title": "Mayor",
         "aliases": ["Brandt"]},
        {"id": "a2", "kind": "person", "name": "Teo Vask", "title": "union leader",
         "organization": "union", "aliases": ["Vask"]},
        {"id": "a3", "kind": "organization", "name": "town", "mentions": ["the [[town]] said"]},
        {"id": "a4", "kind": "group", "name": "reporters"},
        {"id": "a5", "kind": "group", "name": "shipowners"},
    ],
    "meetings": [
        {"id": "m1", "participants": [{"actor": "a1", "role": "host"}, {"actor": "a2"}],
         "status": "held", "format": "in_person", "date": a_day("on Thursday", "2022-03-10"),
         "place": {"text": "at the town hall", "name": "town hall"},
         "topics": ["[[cranes]].\nThe old"],
         "outcomes": [{"type": "agreed", "evidence": "The old ones will stay until May"}],
         "evidence": ["Mayor Odile Brandt met union leader Teo Vask at the town hall on Thursday"
                      " to discuss cranes."]},
        {"id": "m2", "participants": [{"actor": "a2", "role": "host"},
                                      {"actor": "a5", "role": "visitor"}],
         "status": "scheduled", "modes": ["visit"], "date": a_day("on Monday", "2022-03-14"),
         "place": {"text": "in Rennes", "name": "Rennes", "country": "FRA"},
         "evidence": ["He will receive shipowners in Rennes on Monday."]},
    ],
    "statements": [
        {"id": "s1", "speaker": "a3", "speaker_text": "the town", "cue": "said",
         "content": ["The old ones will stay until May"], "quote_type": "indirect"},
        {"id": "s2", "speaker": "a1", "speaker_text": "Brandt", "cue": "told",
         "content": ["Nobody loses a job"], "quote_type": "direct", "medium": "speech",
         "addressees": ["a4"], "occasion": "press_remarks"},
        {"id": "s3", "speaker": "a1", "speaker_text": "she", "cue": "added",
         "content": ["That I promise"], "quote_type": "direct", "medium": "speech",
         "addressees": ["a4"], "occasion": "press_remarks"},
        {"id": "s4", "speaker": "a2", "speaker_text": "Vask", "cue": "denied",
         "content": ["a strike had been planned"], "quote_type": "indirect",
         "polarity": "denied"},
    ],
}  # fmt: skip


def labels(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Plain labels of `TEXT`, which break no rule; changed at paths such as "s2.cue"."""
    changed = deepcopy(_LABELS)
    for path, value in (changes or {}).items():
        _set(changed, path, value)
    return changed


def gold(changes: Mapping[str, Any] | None = None, text: str = TEXT) -> Gold:
    """The gold that `labels(changes)` stand for."""
    return anchored(labels(changes), text)


def anchored(plain: Mapping[str, Any], text: str = TEXT) -> Gold:
    """The gold that plain labels stand for, which must have no fault."""
    found, faults = anchor(plain, text)
    assert found is not None, [str(one) for one in faults]
    return found


def quiet() -> Gold:
    """The gold of `QUIET`."""
    return anchored({"article": {"id": "002-paint", "title": "Cranes repainted"}}, QUIET)


def changed(one: Gold, changes: Mapping[str, Any]) -> Gold:
    """Gold with other values at paths such as "m1.date"; evidence as the record has it."""
    record = json.loads(one.to_json())
    for path, value in changes.items():
        _set(record, path, value)
    return Gold.model_validate_json(json.dumps(record))


def without(one: Gold, identifier: str) -> Gold:
    """Gold without one record; what refers to it is left as it is."""
    kept = {
        name: tuple(record for record in getattr(one, name) if record.id != identifier)
        for name in ("actors", "meetings", "statements")
    }
    return one.model_copy(update=kept)


def plain(one: Gold, text: str) -> dict[str, Any]:
    """Labels that stand for the gold: each piece of evidence marked inside the whole text."""

    def marked(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() == {"exact", "start", "end"}:
            return f"{text[: value['start']]}[[{value['exact']}]]{text[value['end'] :]}"
        if isinstance(value, dict):
            return {key: marked(inner) for key, inner in value.items()}
        return [marked(inner) for inner in value] if isinstance(value, list) else value

    found: dict[str, Any] = marked(json.loads(one.to_json()))
    return found


def corpus(folder: Path, *cases: tuple[Gold, str]) -> Path:
    """A folder with `records/` and `texts/`; the path of `records/`."""
    records, texts = folder / "records", folder / "texts"
    for path in (records, texts):
        path.mkdir(parents=True, exist_ok=True)
    for one, text in cases:
        (records / f"{one.article.id}.json").write_text(one.to_json(), encoding="utf-8")
        (texts / f"{one.article.id}.txt").write_bytes(text.encode())
    return records


def _set(record: dict[str, Any], path: str, value: object) -> None:
    first, *steps, last = path.split(".")
    group = {"a": "actors", "m": "meetings", "s": "statements"}.get(first[0], "")
    place: Any = next((one for one in record.get(group, ()) if one["id"] == first), None)
    if place is None:
        place = record.setdefault(first, {})
    for step in steps:
        place = place[int(step) if step.isdigit() else step]
    place[last] = value


_TOKENS = "Ada Bo Kern Lund Oslo cranes talks met said she on Monday 👍".split()


@st.composite
def articles(draw: st.DrawFn) -> tuple[str, Gold]:
    """A random text with gold over it, whose spans lie apart; words often stand several times."""
    tokens = draw(st.lists(st.sampled_from(_TOKENS), min_size=12, max_size=40))
    ends = draw(
        st.lists(
            st.sampled_from([" ", " ", " ", "\n\n", ". ", " “", "” ", ", "]),
            min_size=len(tokens),
            max_size=len(tokens),
        )
    )
    places, text = [], ""
    for token, end in zip(tokens, ends, strict=True):
        places.append((len(text), len(text) + len(token)))
        text += token + end
    widths = draw(st.lists(st.integers(1, 3), min_size=len(tokens), max_size=len(tokens)))
    spans, first = [], 0
    for width in widths:
        if first + width > len(places):
            break
        spans.append(Evidence.of(text, places[first][0], places[first + width - 1][1]))
        first += width
    spans = draw(st.permutations(spans))

    def taken(least: int, most: int) -> list[Evidence]:
        count = draw(st.integers(least, most))
        found, spans[:] = spans[:count], spans[count:]
        return sorted(found, key=lambda one: one.start)

    def one_or_none() -> Evidence | None:
        return next(iter(taken(0, 1)), None)

    actors: list[dict[str, Any]] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        if not (mentions := taken(1, 2)):
            break
        kind = draw(st.sampled_from(["person", "organization", "unnamed"]))
        name = None if kind == "unnamed" else mentions[0].exact
        actors.append({"id": f"a{number}", "kind": kind, "name": name, "mentions": mentions})
    ids = st.sampled_from([one["id"] for one in actors])
    meetings: list[dict[str, Any]] = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        if not (evidence := taken(1, 2)):
            break
        day = draw(st.none() | st.integers(1, 9))
        meetings.append(
            {
                "id": f"m{number}",
                "participants": [
                    {"actor": actor, "role": draw(st.sampled_from(["participant", "host"]))}
                    for actor in draw(st.lists(ids, min_size=1, max_size=3, unique=True))
                ],
                "status": draw(st.sampled_from(["held", "scheduled", "denied"])),
                "date": a_day("", f"2022-03-0{day}", "explicit") | {"text": one_or_none()}
                if day
                else {"text": one_or_none()},
                "topics": taken(0, 2),
                "evidence": evidence,
            }
        )
    links = st.none() | st.sampled_from([one["id"] for one in meetings] or [None])
    statements: list[dict[str, Any]] = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        if not (content := taken(1, 2)):
            break
        statements.append(
            {
                "id": f"s{number}",
                "speaker": draw(st.none() | ids),
                "cue": one_or_none(),
                "content": content,
                "quote_type": draw(st.sampled_from(["direct", "indirect"])),
                "addressees": draw(st.lists(ids, max_size=2, unique=True)),
                "meeting": draw(links),
                "relayed_by": draw(st.none() | ids),
                "nested_in": draw(st.none() | st.just(f"s{number - 1}")) if statements else None,
            }
        )
    record = {
        "$schema": SCHEMA,
        "article": {"id": "a", "sha256": sha256(text.encode()).hexdigest()},
        "actors": actors,
        "meetings": meetings,
        "statements": statements,
        "annotation": {
            "annotators": ["one"],
            "guidelines": "1",
            "adjudicated": False,
            "split": "dev",
        },
    }
    written = json.dumps(record, default=Evidence.model_dump)
    return text, Gold.model_validate_json(written, context={"text": text})
