"""Records: what was found, numbered and written down as schemas."""

from collections.abc import Mapping, Sequence

from extractor.resolve.bodies import employer
from extractor.resolve.case import Case
from extractor.resolve.extents import extended, group_name
from extractor.resolve.kinds import kind_of
from extractor.resolve.links import link
from extractor.resolve.meetings import MeetingFound, find_meetings
from extractor.resolve.names import bare_name
from extractor.resolve.namesakes import join_namesakes
from extractor.resolve.offices import counterpart_of, organization_of, titles_of
from extractor.resolve.people import Entity
from extractor.resolve.sides import Sides
from extractor.resolve.statements import StatementFound, evidence, find_statements
from extractor.resolve.titles import Range, best_title
from extractor.resolve.visits import Visits
from schemas import (
    Actor,
    Evidence,
    Meeting,
    Participant,
    Statement,
    StatementOccasion,
)


def resolve(case: Case) -> tuple[tuple[Actor, ...], tuple[Meeting, ...], tuple[Statement, ...]]:
    """Actors, meetings and statements of one article, in text order."""
    known = [case.entity(one.name, "name") for one in case.draft.actors]
    if case.fills_gaps:  # who is one with whom must be settled before anybody is used
        join_namesakes(case, filter(None, known))
    meetings = find_meetings(case)
    statements = find_statements(case)
    links = link(case, meetings, statements)
    outer = _outer(statements)
    ids = _actor_ids(meetings, statements)
    sides = Sides(case)
    actors = tuple(
        _actor(case, entity, ids[id(entity)], sides) for entity in _used(meetings, statements)
    )
    if case.fills_gaps:
        _tell_visits(case, meetings, {actor.id: actor.country for actor in actors}, ids)
    return (
        actors,
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
    name, aliases = _called(case, entity)
    kind = entity.kind
    if drafted is not None and kind != "unnamed" and drafted.kind != "unnamed":
        kind = drafted.kind
    titles = titles_of(case, entity)
    if case.fills_gaps:
        kind = kind_of(case.text, kind, entity.names, _named(entity), office=bool(titles))
    if {kind, entity.kind} == {"person", "organization"}:
        entity.kind = kind
    place = best_title(case.text, titles) or counterpart_of(case, entity)
    if kind not in ("person", "unnamed"):
        place = None
    title = case.text[slice(*place)] if place else None
    if title is None and drafted is not None and name is not None:
        stated = case.find("actor", drafted.title, "title")
        title = stated.exact if stated else None
    organization = organization_of(case, entity, place) if kind in ("person", "unnamed") else None
    if title is not None and (firm := employer(title, case.text)) is not None:
        title = title.split(None, len(firm.split()))[-1]
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
        aliases=aliases,
        mentions=tuple(Evidence.of(case.text, *one) for one in _mentions(case, entity)),
    )


def _mentions(case: Case, entity: Entity) -> list[tuple[int, int]]:
    """Where an actor is named, without title; phrases without a name at their full extent."""
    named = entity.kind in ("person", "organization")
    spans = sorted((named and one.name) or (one.start, one.end) for one in entity.mentions)
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


def _called(case: Case, entity: Entity) -> tuple[str | None, tuple[str, ...]]:
    """The name of an actor and its aliases, bodies and groups without article and owner."""
    if entity.kind == "group" and len(entity.mentions) == 1:
        span = (entity.mentions[0].start, entity.mentions[0].end)
        sentence = case.scene.sentence_of(span[0]) or span
        longer = group_name(case.text, span, sentence[1])
        if longer is not None:
            return bare_name(longer, "group"), ()
    names = dict.fromkeys(bare_name(one, entity.kind) for one in entity.names)
    name = bare_name(entity.name, entity.kind) if entity.name else None
    return name, tuple(one for one in names if one != name)


def _named(entity: Entity) -> list[Range]:
    """Every place of a name, in text order."""
    return sorted(one.name for one in entity.mentions if one.name is not None)


def _tell_visits(
    case: Case,
    meetings: Sequence[MeetingFound],
    countries: Mapping[str, str | None],
    ids: Mapping[int, str],
) -> None:
    """Say who visits whom, where the text does."""
    visits = Visits(case)
    for one in meetings:
        roles = visits.roles(one, [countries[ids[id(entity)]] for entity in one.entities])
        one.participants = list(zip(one.entities, roles, strict=True))
        other = tuple(mode for mode in one.modes if mode != "visit")
        one.modes = ("visit", *other) if "visitor" in roles else other


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
