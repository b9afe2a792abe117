"""Namesakes: actors of a draft that the article plainly makes one.

A body and its acronym where the article puts them side by side; a surname and the only person who
bears it, be it the first of two ("Lima" and "Ana Lima Duarte").
"""

from collections.abc import Iterable, Mapping

from extractor.reading.mentions import Mention
from extractor.resolve.acronyms import spelled_out
from extractor.resolve.bodies import is_place, stands_as_place
from extractor.resolve.case import Case
from extractor.resolve.entities import Entity
from extractor.resolve.names import name_words
from extractor.spelling import same_word

_DOUBLE = 3
"""Fewest words of a name with two surnames."""


def join_namesakes(case: Case, entities: Iterable[Entity]) -> None:
    """Make actors one that are named apart, first those named first."""
    unique = {id(one): one for one in entities if one.mentions}
    everybody = sorted(unique.values(), key=lambda one: one.start)
    for entity in everybody:
        if entity.mentions:
            _join_acronym(case, entity)
    for entity in everybody:
        if entity.mentions and entity.kind in ("person", "organization"):
            placed = any(_is_place(case, entity, one) for one in entity.names)
            bearer = None if placed else _bearer(case, entity, unique)
            if bearer is not None:
                case.join(entity, bearer)


def _join_acronym(case: Case, entity: Entity) -> None:
    short = entity.name
    place = spelled_out(case.text, short) if short and entity.kind != "group" else None
    if place is None or not any(first <= place[0] < last for first, last in case.body):
        return
    other = case.roster.at(*place)
    if other is not None and other is not entity and case.text[slice(*place)] in other.names:
        case.join(other, entity)
    case.roster.extend(entity, Mention(*place, kind="body", name=place))
    entity.kind = "organization"


def _bearer(case: Case, entity: Entity, known: Mapping[int, Entity]) -> Entity | None:
    """The one person whose surname is all that an actor is called by."""
    called = [name_words(name) for name in entity.names]
    if not called or any(len(words) != 1 for words in called):
        return None
    near = case.roster.namesakes(called[0], entity.start)
    bearers = [
        one
        for one in near
        if id(one) in known
        and one is not entity
        and one.kind == "person"
        and _bears(one, called[0][0])
    ]
    if len(bearers) != 1 or not _same_side(entity, bearers[0]):
        return None
    return bearers[0]


def _bears(entity: Entity, surname: str) -> bool:
    words = (name_words(name) for name in entity.names)
    return any(
        (len(one) > 1 and same_word(one[-1], surname))
        or (len(one) >= _DOUBLE and same_word(one[-2], surname))
        for one in words
    )


def _is_place(case: Case, entity: Entity, name: str) -> bool:
    """Whether an actor's name is that of a city, or of what the text puts things in or near."""
    city = entity.kind == "organization" and is_place(name)
    return city or stands_as_place(case.text, name)


def _same_side(one: Entity, other: Entity) -> bool:
    return not (one.country and other.country and one.country != other.country)
