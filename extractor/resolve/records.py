"""Records: what was found, numbered and written down as schemas."""

import re
from collections.abc import Sequence

from extractor.reading.lexicon import BODY_HEADS, OFFICE_HEADS
from extractor.resolve.case import Case
from extractor.resolve.extents import extended
from extractor.resolve.links import link
from extractor.resolve.meetings import MeetingFound, find_meetings
from extractor.resolve.people import Entity, office_words
from extractor.resolve.sides import Sides
from extractor.resolve.statements import StatementFound, evidence, find_statements
from schemas import (
    Actor,
    Evidence,
    Meeting,
    Participant,
    Statement,
    StatementOccasion,
    country_code,
)

_DESCRIPTION = re.compile(r"(?:top|senior|leading)\b", re.IGNORECASE)
"""Begins a phrase that describes an office rather than naming it."""


def resolve(case: Case) -> tuple[tuple[Actor, ...], tuple[Meeting, ...], tuple[Statement, ...]]:
    """Actors, meetings and statements of one article, in text order."""
    for actor in case.draft.actors:  # who is one with whom must be settled before anybody is used
        case.entity(actor.name, "name")
    meetings = find_meetings(case)
    statements = find_statements(case)
    links = link(case, meetings, statements)
    outer = _outer(statements)
    ids = _actor_ids(meetings, statements)
    sides = Sides(case)
    return (
        tuple(
            _actor(case, entity, ids[id(entity)], sides) for entity in _used(meetings, statements)
        ),
        tuple(_meeting(case, one, f"m{i}", ids) for i, one in enumerate(meetings, start=1)),
        tuple(
            _statement(case, one, ids, links[i], meetings).model_copy(
                update={"id": f"s{i + 1}", "nested_in": outer[i]}
            )
            for i, one in enumerate(statements)
        ),
    )


def _outer(statements: Sequence[StatementFound]) -> list[str | None]:
    """The id of the statement that quotes each; None for none, and in place of a circle."""
    places = {number: i for i, one in enumerate(statements) for number in one.drafted}
    outer: list[int | None] = [None] * len(statements)
    for inner, one in enumerate(statements):
        around = places.get(one.drafted_nested_in) if one.drafted_nested_in else None
        above = around
        while above is not None and above != inner:
            above = outer[above]
        outer[inner] = around if above is None else None
    return [None if one is None else f"s{one + 1}" for one in outer]


def _used(meetings: Sequence[MeetingFound], statements: Sequence[StatementFound]) -> list[Entity]:
    """Everybody who meets or speaks, by first mention."""
    everybody = [entity for meeting in meetings for entity in meeting.entities]
    for one in statements:
        everybody += [e for e in (one.speaker, one.relayed_by, *one.addressees) if e is not None]
    unique = {id(entity): entity for entity in everybody}
    return sorted(unique.values(), key=lambda entity: entity.start)


def _actor_ids(
    meetings: Sequence[MeetingFound], statements: Sequence[StatementFound]
) -> dict[int, str]:
    return {id(e): f"a{i}" for i, e in enumerate(_used(meetings, statements), start=1)}


def _actor(case: Case, entity: Entity, identifier: str, sides: Sides) -> Actor:
    drafted = case.drafted(entity)
    name = entity.name
    kind = entity.kind
    if drafted is not None and kind != "unnamed" and drafted.kind != "unnamed":
        kind = drafted.kind
    title = _title(case, entity)
    if title is None and drafted is not None and name is not None:
        stated = case.find("actor", drafted.title, "title")
        title = stated.exact if stated else None
    organization = _organization(title) if title else None
    if drafted is not None and drafted.organization:
        stated = case.find("actor", drafted.organization, "organization")
        organization = stated.exact if stated else organization
    return Actor(
        id=identifier,
        kind=kind,
        name=name,
        title=title,
        organization=organization,
        country=sides.of(entity, drafted.country if drafted else None),
        aliases=tuple(one for one in entity.names if one != name),
        mentions=tuple(Evidence.of(case.text, *one) for one in _mentions(case, entity)),
    )


def _mentions(case: Case, entity: Entity) -> list[tuple[int, int]]:
    """Where an actor is named; phrases for somebody without a name at their full extent."""
    spans = sorted((one.start, one.end) for one in entity.mentions)
    if entity.kind not in ("group", "unnamed"):
        return spans
    found: list[tuple[int, int]] = []
    for start, end in spans:
        sentence = case.scene.sentence_of(start) or (start, end)
        first, last = extended(case.text, (start, end), sentence[1])
        if found and first < found[-1][1]:
            continue
        found.append((first, last))
    return found


def _title(case: Case, entity: Entity) -> str | None:
    """The fullest rank and office, as written in one place."""
    if entity.kind not in ("person", "unnamed"):
        return None
    titles = [case.text[slice(*span)] for span in sorted(entity.titles)]
    titles = [one for one in titles if office_words(one)]
    plain = [one for one in titles if not _DESCRIPTION.match(one)]
    return max(plain or titles, key=lambda one: len(one.split()), default=None)


def _organization(title: str) -> str | None:
    """The body a title names: "Chief of Staff of the Norland Armed Forces Major General"."""
    for match in reversed(list(re.finditer(r"\b(?:of|for)\s+(?:the\s+)?", title))):
        words = []
        for word in re.finditer(r"\S+", title[match.end() :]):
            if word.group().lower().strip(".,()") in OFFICE_HEADS:
                break
            words.append(word)
        if not words:
            continue
        body = title[match.end() : match.end() + words[-1].end()]
        owner = re.match(r"(\S+)['’]s?\s+", body)
        if owner and country_code(owner.group(1)):
            body = body[owner.end() :]
        if any(word.lower().strip(".,()") in BODY_HEADS for word in body.split()):
            return body
    return None


def _meeting(case: Case, found: MeetingFound, identifier: str, ids: dict[int, str]) -> Meeting:
    return Meeting(
        id=identifier,
        participants=tuple(
            Participant(actor=ids[id(entity)], role=role) for entity, role in found.participants
        ),
        status=found.status,
        mention=found.mention,
        format=found.format,
        modes=found.modes,
        date=found.date,
        place=found.place,
        occasion=found.occasion,
        topics=found.topics,
        outcomes=found.outcomes,
        evidence=tuple(Evidence.of(case.text, *span) for span in found.sentences),
    )


def _statement(
    case: Case,
    found: StatementFound,
    ids: dict[int, str],
    linked: tuple[StatementOccasion, MeetingFound | None],
    meetings: Sequence[MeetingFound],
) -> Statement:
    """The record of a statement, its own number and the one around it still left open."""
    occasion, meeting = linked
    return Statement(
        id="s1",
        speaker=ids[id(found.speaker)] if found.speaker else None,
        speaker_text=evidence(case, found.speaker_text),
        cue=evidence(case, found.cue),
        content=tuple(Evidence.of(case.text, *span) for span in found.content),
        quote_type=found.quote_type,
        medium=found.medium,
        polarity=found.polarity,
        addressees=tuple(ids[id(one)] for one in sorted(found.addressees, key=lambda e: e.start)),
        occasion=occasion,
        meeting=f"m{meetings.index(meeting) + 1}" if meeting else None,
        relayed_by=ids[id(found.relayed_by)] if found.relayed_by else None,
    )
