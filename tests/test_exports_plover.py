"""PLOVER events: each rule of the manual, and its field tables."""

import json
from datetime import date as calendar_date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import pytest
from exported import hostile, labelled, provenance, written
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from extractor.exports.formats import FORMATS
from extractor.exports.plover import RULES, event
from extractor.exports.plover_actors import actor_object, sector
from extractor.exports.source import Source
from schemas import (
    Actor,
    ArticleInfo,
    DateValue,
    Evidence,
    Extraction,
    Meeting,
    MeetingStatus,
    Participant,
    Place,
)

# ---- The manual's tables, 0.7b1, as models; `communique` is ours, which the manual allows.

Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]


class Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", populate_by_name=True)


class ActorInfo(Table):
    code: Code | None = None
    sector: Annotated[str, Field(pattern=r"^[A-Z]{3}([A-Z]{3})?$")] | None = None
    actor_text: str
    identifer_text: str | None = None
    office: str | None = None
    communique: dict[str, Any]


class Location(Table):
    name: str
    country_code: str | None = Field(None, alias="country code", pattern="^[A-Z]{2}$")
    cc3: Code | None = None


class TextInfo(Table):
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class CiteInfo(Table):
    citation: str
    url: str | None = None
    title: str | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    codebook: str


Nonempty = Annotated[list[Any], Field(min_length=1)]
Context = Literal["future", "historical", "hypothetical", "negation"]


class Event(Table):
    id: str
    has_event: Literal[True]
    date: Day
    enddate: Day | None = None
    source: Annotated[list[ActorInfo], Field(min_length=1)]
    recipient: Annotated[list[ActorInfo], Field(min_length=1)] | None = None
    event: Annotated[list[Literal["AGREE", "CONSULT", "REJECT", "SANCTION"]], Field(min_length=1)]
    mode: Nonempty | None = None
    context: Annotated[list[Context], Field(min_length=1)] | None = None
    event_loc: Location | None = None
    event_text: Annotated[list[str], Field(min_length=1)]
    text_info: TextInfo
    quad_code: Literal[1, 3]
    event_scale: float
    cite_info: CiteInfo
    coder: str
    coded_date: Day
    coded_time: str
    communique: dict[str, Any]


MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "SANCTION": {"convict", "cancel", "expel", "withdraw", "sever"},
    "AGREE": set(),
}
SECTORS = set(
    "GOV JUD LEG MIL COP OPP PTY REB PRM SPY UAF "
    "CVL ELI BUS EDU MED LAB AGR JRN REF REL SOC CRM".split()
)


def check(made: dict[str, Any]) -> None:
    """Raise if an event is not as the manual's tables have it."""
    found = TypeAdapter(Event).validate_python(made)
    calendar_date.fromisoformat(found.date)
    assert set(found.mode or ()) <= MODES[found.event[0]]
    assert ("visit" in (found.mode or ())) == (found.recipient is not None)
    for one in (*found.source, *(found.recipient or ())):
        assert one.sector is None or one.sector in SECTORS


# ---- One meeting

TEXT = "Jane Roe of Norway met Prime Minister Omar Diallo and John Poe in Oslo on 3 March 2024."


def actor(number: int, name: str, **more: Any) -> Actor:
    start = TEXT.index(name)
    mention = Evidence.of(TEXT, start, start + len(name))
    return Actor(id=f"a{number}", kind="person", name=name, mentions=(mention,), **more)


DAY = DateValue(value="2024-03-03", granularity="day", basis="explicit")
PUBLISHED = DateValue(value="2024-03-05", granularity="day", basis="explicit")


def coded(*roles: str, published: DateValue = PUBLISHED, **more: Any) -> dict[str, Any] | str:
    """The event of a meeting of Roe, Diallo and Poe in these roles."""
    participants = [
        Participant.model_validate({"actor": f"a{number}", "role": role})
        for number, role in enumerate(roles or ("participant", "participant"), 1)
    ]
    meeting = Meeting(
        id="m1",
        participants=tuple(participants),
        evidence=(Evidence.of(TEXT, 0, len(TEXT)),),
        **{"date": DAY, **more},
    )
    record = Extraction(
        article=ArticleInfo(id="x", sha256="0" * 64, published=published, language="en-GB"),
        actors=(
            actor(1, "Jane Roe", country="NOR"),
            actor(2, "Omar Diallo", title="Prime Minister", country="MLI"),
            actor(3, "John Poe"),
        ),
        meetings=(meeting,),
        provenance=provenance(),
    )
    made = event(record, meeting, "x")
    if isinstance(made, dict):
        check(made)
    return made


def names(side: Any) -> list[str]:
    return [one["identifer_text"] for one in side]


@pytest.mark.parametrize(
    ("status", "category", "mode", "context", "quad"),
    [
        ("held", "CONSULT", None, None, 1),
        ("scheduled", "AGREE", None, ["future"], 1),
        ("proposed", "AGREE", None, None, 1),
        ("refused", "REJECT", ["meet"], None, 3),
        ("cancelled", "SANCTION", ["cancel"], None, 3),
        ("postponed", "SANCTION", None, None, 3),
        ("denied", "CONSULT", None, ["negation"], 1),
    ],
)
def test_a_status_is_coded_by_the_rule_of_the_manual(
    status: str, category: str, mode: list[str] | None, context: list[str] | None, quad: int
) -> None:
    made = coded(status=status)
    assert isinstance(made, dict)
    assert made["event"] == [category]
    assert (made.get("mode"), made.get("context"), made["quad_code"]) == (mode, context, quad)
    assert "recipient" not in made
    assert made["communique"]["status"] == status


def test_every_status_has_a_rule() -> None:
    assert set(RULES) == set(get_args(MeetingStatus))


def test_background_is_history() -> None:
    made = coded(mention="background")
    assert isinstance(made, dict)
    assert made["context"] == ["historical"]


@pytest.mark.parametrize(
    ("roles", "sources", "recipients"),
    [
        (("participant", "participant"), ["Jane Roe", "Omar Diallo"], []),
        (("visitor", "host"), ["Jane Roe"], ["Omar Diallo"]),
        (("host", "visitor", "delegate"), ["Omar Diallo", "John Poe"], ["Jane Roe"]),
        (("host", "participant"), ["Jane Roe", "Omar Diallo"], []),
        (("visitor", "participant"), ["Jane Roe", "Omar Diallo"], []),
        (("participant", "participant", "mediator"), ["Jane Roe", "Omar Diallo", "John Poe"], []),
    ],
)
def test_the_visitor_is_the_source_and_the_host_the_recipient_of_a_visit_alone(
    roles: tuple[str, ...], sources: list[str], recipients: list[str]
) -> None:
    made = coded(*roles)
    assert isinstance(made, dict)
    assert names(made["source"]) == sources
    assert names(made.get("recipient", [])) == recipients
    assert ("visit" in made.get("mode", [])) == bool(recipients)
    refused = coded(*roles, status="refused")
    assert isinstance(refused, dict)
    assert "recipient" not in refused


@pytest.mark.parametrize(
    ("more", "modes"),
    [
        ({"format": "phone"}, ["phone"]),
        ({"format": "video"}, ["phone"]),
        ({"format": "in_person"}, None),
        ({"modes": ("third_party",)}, ["third-party"]),
        ({"modes": ("multilateral", "visit"), "format": "video"}, ["multilateral", "phone"]),
    ],
)
def test_modes_are_those_of_the_table(more: dict[str, Any], modes: list[str] | None) -> None:
    made = coded(**more)
    assert isinstance(made, dict)
    assert made.get("mode") == modes


def date(value: str | None, granularity: str = "day") -> DateValue:
    if value is None:
        return DateValue()
    return DateValue.model_validate(
        {"value": value, "granularity": granularity, "basis": "explicit"}
    )


@pytest.mark.parametrize(
    ("more", "first", "last", "of"),
    [
        ({}, "2024-03-03", None, "meeting"),
        ({"date": date("2024-03-03?")}, "2024-03-03", None, "meeting"),
        (
            {"date": date("2024-03-03/2024-03-04", "interval")},
            "2024-03-03",
            "2024-03-04",
            "meeting",
        ),
        ({"date": date(None)}, "2024-03-05", None, "publication"),
        ({"status": "scheduled"}, "2024-03-05", None, "publication"),
        ({"mention": "background"}, "2024-03-03", None, "meeting"),
    ],
)
def test_the_day_is_the_meetings_or_that_of_the_report(
    more: dict[str, Any], first: str, last: str | None, of: str
) -> None:
    made = coded(**more)
    assert isinstance(made, dict)
    assert (made["date"], made.get("enddate")) == (first, last)
    assert made["communique"]["date_of"] == of


@pytest.mark.parametrize(
    "more",
    [
        {"date": date("2024-03", "month")},
        {"date": date("2024-03-03/..", "interval")},
        {"date": date(None), "mention": "background"},
        {"date": date(None), "published": date(None)},
        {"status": "cancelled", "published": date("2024-03", "month")},
        {"status": "scheduled", "mention": "background"},
    ],
)
def test_without_a_day_there_is_no_event(more: dict[str, Any]) -> None:
    assert coded(**more) == "no day"


def test_one_actor_alone_makes_no_event_that_requires_a_recipient() -> None:
    assert coded("participant", status="cancelled") == "no recipient"
    assert isinstance(coded("participant", status="held"), dict)


def test_the_place_has_the_codes_of_its_country() -> None:
    made = coded(place=Place(name="Oslo", country="NOR"))
    assert isinstance(made, dict)
    assert made["event_loc"] == {"name": "Oslo", "country code": "NO", "cc3": "NOR"}
    for country in ("KOS", None):
        made = coded(place=Place(name="Oslo", country=country))
        assert isinstance(made, dict)
        assert made["event_loc"] == {"name": "Oslo"}


# ---- Actors


@pytest.mark.parametrize(
    ("country", "code"),
    [("NOR", "NOR"), ("UNO", "IGO"), ("EUR", "IGO"), ("NGO", "NGO"), ("KOS", "KOS"), (None, None)],
)
def test_the_code_is_the_country_or_one_of_the_non_state_codes(
    country: str | None, code: str | None
) -> None:
    assert actor_object(actor(1, "Jane Roe", country=country)).get("code") == code


@pytest.mark.parametrize(
    ("title", "organization", "found"),
    [
        ("Defence Minister", None, "GOV"),
        ("former foreign minister", None, "ELI"),
        ("Speaker of Parliament", None, "LEG"),
        ("President", None, "GOV"),
        ("President of Mali", None, "GOV"),
        ("President", "Chess Club", None),
        ("president of the club", None, None),
        ("general manager", None, None),
        ("General", None, "MIL"),
        ("Major General", "Iranian Armed Forces", "MIL"),
        ("spokesman", "foreign ministry", "GOV"),
        ("head of intelligence", None, "SPY"),
        ("opposition leader", None, "OPP"),
        ("judge", None, "JUD"),
        ("chief executive", "Acme", "BUS"),
        ("secretary", "dockers' trade union", "LAB"),
        ("envoy", "European Union", "GOV"),
        ("official", "European Union", None),
        (None, None, None),
    ],
)
def test_the_sector_is_what_a_title_or_a_body_shows(
    title: str | None, organization: str | None, found: str | None
) -> None:
    one = actor(1, "Jane Roe", country="NOR", title=title, organization=organization)
    assert sector(one) == found


# ---- A whole export


def test_every_meeting_is_an_event_or_among_those_not_coded(tmp_path: Path) -> None:
    records = [hostile(), *(record for record, _ in labelled())]
    (tmp_path / "new").mkdir()
    source = Source(written(tmp_path, *records))
    counts = FORMATS["plover"].write(source, tmp_path / "new")
    events, others = (
        [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
        for path in (tmp_path / "new" / "events.jsonl", tmp_path / "new" / "not_coded.jsonl")
    )
    assert (len(events), len(others)) == tuple(counts.values())
    for made in events:
        check(made)
    identifiers = [one["id"] for one in (*events, *others)]
    assert len(set(identifiers)) == len(identifiers) == sum(len(one.meetings) for one in records)
    assert {one["event"][0] for one in events} == {"CONSULT", "AGREE", "REJECT", "SANCTION"}
    assert all(one["reason"] in ("no day", "no recipient") for one in others)
    texts = {record.article.id: text for record, text in labelled()}
    for made in events:
        text = texts[made["communique"]["article"]]
        spans = made["communique"]["spans"]
        assert [text[start:end] for start, end in spans] == made["event_text"]
