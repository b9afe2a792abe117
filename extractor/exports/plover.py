"""PLOVER: meetings as events of the Political Language Ontology for Verifiable Event Records.

By "PLOVER: Event, Actor and Data Interchange Specification", draft 0.7b1 of 2021, Open Event Data
Alliance (https://github.com/openeventdata/PLOVER, `PLOVER_MANUAL.tex`), and its gold standard
records of the CAMEO manual (`PLOVER_GSR_CAMEO.txt`, "GSR"). Where the draft is open, the choice is
ours and stands here.

    status      event     mode    the manual's rule
    held        CONSULT   below   "CONSULT": all consultations and meetings
    scheduled   AGREE             "AGREE": cooperation in the future tense implies the intention;
                                  context `future`, whose example in "Event, Mode, and Context" is
                                  a meeting next month
    proposed    AGREE             "AGREE": offers
    refused     REJECT    meet    "REJECT": refusals to meet, discuss or negotiate
    cancelled   SANCTION  cancel  "SANCTION": cancellation of meetings (not REJECT)
    postponed   SANCTION          "SANCTION": other disruptions of planned negotiations, the nearest
                                  rule; the manual does not name postponement, no mode fits
    denied      CONSULT   below   context `negation`, "Event, Mode, and Context"

Modes are of the table "CONSULT modes": `visit`, `third-party`, `multilateral`, and `phone`, which
is any remote medium. A `background` meeting has the context `historical`. Other contexts (economic,
military …) are not in a record.

Actors: where one visits and one hosts, "CONSULT" codes the visitor as `source`, the host as
`recipient`; all others are sources ("Compound and Reciprocal Actors"). The record does not say who
refused, cancelled or postponed, so that all are sources there and none is recipient, as in GSR
SANCTION-0010. "SANCTION" requires a recipient otherwise: one actor alone is not coded.

Date: the manual requires a day. A meeting that was held has its own; where the article gives none,
a meeting in the foreground has the day of publication, as `communique.date_of` says. Of the other
events the day is that of publication, when they were reported. A meeting without such a day is not
coded.

Statements are no events: the manual drops comments (CAMEO 01) and appeals (02), and recommends
nothing for denials (016). The article's text is not written, only the sentences evidence stands in.

`events.jsonl` has an event a line, `not_coded.jsonl` the meetings that are none, with the reason,
as the manual's introduction asks of a data set. What the manual has no field for stands in
`communique`. The manual spells one field `identifer_text`, and so does this.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor.exports.folder import Names
from extractor.exports.plover_actors import actor_object
from extractor.exports.source import Source
from schemas import DateValue, Extraction, Meeting, MeetingStatus, Place

CODEBOOK = "PLOVER 0.7b1"
Reason = Literal["no day", "no recipient"]
"""Why a meeting is no event: the manual requires what the record does not have."""


@dataclass(frozen=True)
class Rule:
    """What a status is coded as."""

    event: str
    mode: str | None = None
    context: str | None = None


RULES: Mapping[MeetingStatus, Rule] = {
    "held": Rule("CONSULT"),
    "scheduled": Rule("AGREE", context="future"),
    "proposed": Rule("AGREE"),
    "refused": Rule("REJECT", mode="meet"),
    "cancelled": Rule("SANCTION", mode="cancel"),
    "postponed": Rule("SANCTION"),
    "denied": Rule("CONSULT", context="negation"),
}
_QUADS = {"CONSULT": 1, "AGREE": 1, "REJECT": 3, "SANCTION": 3}
"""Table "Quad categories in PLOVER"."""
_SCALE = {"CONSULT": 2.1, "AGREE": 4.2, "REJECT": -4.2, "SANCTION": -5.2}
"""Table "Numeric conflict/cooperation scores"."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)[?~%]?(?:/(\d{4}-\d\d-\d\d)[?~%]?)?")


@dataclass(frozen=True)
class _Days:
    first: str
    last: str | None = None
    of: Literal["meeting", "publication"] = "meeting"


def write_plover(source: Source, folder: Path) -> dict[str, int]:
    """Write the events and what is none; returns how many there are of each.

    Raises:
        InputError: an article stands there twice: its events would have the same ids.
        OSError: a file cannot be written.
    """
    names = Names()
    counts = {"events": 0, "meetings not coded": 0}
    with (
        (folder / "events.jsonl").open("w", encoding="utf-8", newline="\n") as events,
        (folder / "not_coded.jsonl").open("w", encoding="utf-8", newline="\n") as others,
    ):
        for record in source.records():
            name = names(record.article.id)
            for meeting in record.meetings:
                made = event(record, meeting, name)
                if isinstance(made, dict):
                    _write(events, made)
                    counts["events"] += 1
                else:
                    _write(others, _not_coded(record, meeting, name, made))
                    counts["meetings not coded"] += 1
    return counts


def event(record: Extraction, meeting: Meeting, name: str) -> dict[str, Any] | Reason:
    """A meeting as an event, or why it is none.

    Args:
        record: what the meeting is of.
        meeting: one of its meetings.
        name: of the article, unique in the data set.
    """
    rule = RULES[meeting.status]
    days = _days(record, meeting)
    if days is None:
        return "no day"
    sources, recipients = _sides(record, meeting)
    if rule.event == "SANCTION" and len(sources) < 2:
        return "no recipient"
    origin = record.provenance
    made = {
        "id": f"{name}-{meeting.id}",
        "has_event": True,
        "date": days.first,
        "enddate": days.last,
        "source": sources,
        "recipient": recipients,
        "event": [rule.event],
        "mode": _modes(meeting, visited=bool(recipients)),
        "context": _contexts(meeting),
        "event_loc": _location(meeting.place),
        "event_text": [piece.exact for piece in meeting.evidence],
        "text_info": {"start": meeting.evidence[0].start, "end": meeting.evidence[0].end},
        "quad_code": _QUADS[rule.event],
        "event_scale": _SCALE[rule.event],
        "cite_info": _citation(record),
        "coder": f"communique {origin.library_version} with {origin.model}",
        "coded_date": origin.time.strftime("%Y-%m-%d"),
        "coded_time": origin.time.strftime("%H:%M:%SZ"),
        "communique": {
            **_reference(record, meeting),
            "date_of": days.of,
            "meeting_date": meeting.date.value,
            "spans": [[piece.start, piece.end] for piece in meeting.evidence],
        },
    }
    return {name: value for name, value in made.items() if value not in (None, [], {})}


def _sides(record: Extraction, meeting: Meeting) -> tuple[list[Any], list[Any]]:
    """Sources and recipients; the latter only of a meeting with a visitor and a host."""
    actors = {one.id: one for one in record.actors}
    roles = {one.role for one in meeting.participants}
    visit = RULES[meeting.status].event == "CONSULT" and {"visitor", "host"} <= roles
    sides: tuple[list[Any], list[Any]] = ([], [])
    for one in meeting.participants:
        sides[visit and one.role == "host"].append(actor_object(actors[one.actor]))
    return sides


def _modes(meeting: Meeting, *, visited: bool) -> list[str]:
    rule = RULES[meeting.status]
    if rule.event != "CONSULT":
        return [rule.mode] if rule.mode else []
    modes = ["visit"] if visited else []
    modes += ["third-party"] if "third_party" in meeting.modes else []
    modes += ["multilateral"] if "multilateral" in meeting.modes else []
    return modes + (["phone"] if meeting.format in ("phone", "video") else [])


def _contexts(meeting: Meeting) -> list[str]:
    context = RULES[meeting.status].context
    historical = ["historical"] if meeting.mention == "background" else []
    return ([context] if context else []) + historical


def _days(record: Extraction, meeting: Meeting) -> _Days | None:
    published = _DAY.fullmatch(record.article.published.value or "")
    reported = _Days(published[1], of="publication") if published else None
    reported = reported if meeting.mention == "main" else None
    if RULES[meeting.status].event != "CONSULT":
        return reported
    return _own_days(meeting.date) if meeting.date.value else reported


def _own_days(date: DateValue) -> _Days | None:
    found = _DAY.fullmatch(date.value or "")
    return _Days(found[1], found[2]) if found else None


def _location(place: Place | None) -> dict[str, str] | None:
    """By the table "Location object"; geonames' own ids and coordinates are not in a record."""
    if place is None:
        return None
    import pycountry

    country = pycountry.countries.get(alpha_3=place.country) if place.country else None
    codes = {"country code": country.alpha_2, "cc3": country.alpha_3} if country else {}
    return {"name": place.name, **codes}


def _citation(record: Extraction) -> dict[str, str]:
    about = record.article
    language = (about.language or "").split("-")[0].lower()
    found = {
        "citation": about.id,
        "url": about.url,
        "title": about.title,
        "language": language if len(language) == 2 else None,
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in found.items() if value}


def _reference(record: Extraction, meeting: Meeting) -> dict[str, str]:
    return {
        "article": record.article.id,
        "sha256": record.article.sha256,
        "meeting": meeting.id,
        "status": meeting.status,
    }


def _not_coded(record: Extraction, meeting: Meeting, name: str, why: Reason) -> dict[str, Any]:
    reference = _reference(record, meeting)
    return {"id": f"{name}-{meeting.id}", "has_event": False, "reason": why, **reference}


def _write(file: Any, made: Mapping[str, Any]) -> None:
    file.write(json.dumps(made, ensure_ascii=False) + "\n")
