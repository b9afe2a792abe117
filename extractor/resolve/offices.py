"""Offices: what an article says somebody is, and whom they act for."""

import re

from extractor.reading.lexicon import COUNTERPARTS
from extractor.resolve.appositions import titles_beside
from extractor.resolve.bodies import body_in_title, employer, is_place, stands_as_place
from extractor.resolve.case import Case
from extractor.resolve.entities import Entity
from extractor.resolve.owners import (
    body_behind,
    body_beside,
    body_of_office,
    is_its,
    may_be_a_persons,
)
from extractor.resolve.titles import Range, full_title, plain_title


def titles_of(case: Case, entity: Entity) -> list[Range]:
    """Every rank and office said of somebody, each at its full extent, in text order."""
    if entity.kind in ("group", "document"):
        return []
    spans = [full_title(case.text, one, _sentence(case, one)) for one in entity.titles]
    for one in entity.mentions if entity.kind != "unnamed" else ():
        if one.kind == "name":
            place = (one.start, one.end)
            spans += titles_beside(case.text, place, _sentence(case, place))
    plain = (plain_title(case.text, one) for one in spans)
    return sorted({one for one in plain if one is not None})


def counterpart_of(case: Case, entity: Entity) -> Range | None:
    """The word "counterpart", of somebody whose office is not said otherwise."""
    for one in entity.mentions:
        span = one.title or (one.start, one.end)
        if case.text[slice(*span)].lower().split()[-1] in COUNTERPARTS:
            return span
    return None


def organization_of(case: Case, entity: Entity, title: Range | None) -> str | None:
    """The body somebody acts for, by their title, else by another title, else behind the name."""
    titles = [*([title] if title else []), *titles_of(case, entity)]
    found = next((body for one in titles if (body := _body_at(case, one))), None)
    if entity.kind == "unnamed" and found is None and title is not None:
        span = body_of_office(case.text, title, _sentence(case, title))
        return case.text[slice(*span)] if span else None
    if found is not None:
        return found
    words = case.text[slice(*title)] if title else None
    for mention in entity.mentions:
        place = (mention.start, mention.end)
        span = body_behind(case.text, place, _sentence(case, place), words)
        if span is not None:
            return case.text[slice(*span)]
    return None


def _body_at(case: Case, title: Range) -> str | None:
    sentence = _sentence(case, title)
    words = case.text[slice(*title)]
    found = body_in_title(words) or employer(words, case.text)
    if found is not None:
        return None if stands_as_place(case.text, found) else found
    span = body_beside(case.text, title, sentence)
    if span is not None:
        owners = map(case.roster.of, case.scene.mentions_in(*span))
        if may_be_a_persons(words) and any(one and one.kind == "person" for one in owners):
            return None
        owner = case.text[slice(*span)]
        return None if stands_as_place(case.text, owner) else owner
    return _body_before(case, title, sentence) if is_its(case.text, title, sentence) else None


def _body_before(case: Case, place: Range, sentence: Range) -> str | None:
    """The body named last before a place, in its sentence; one with a name of its own first."""
    found = []
    for mention in reversed(case.scene.mentions_in(sentence[0], place[0])):
        entity = case.roster.of(mention)
        words = case.text[slice(*(mention.name or (mention.start, mention.end)))]
        words = re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE)
        bracketed = case.text[mention.start - 1 : mention.start] == "("
        if entity and entity.kind == "organization" and not is_place(words) and not bracketed:
            found.append(words)
    named = [one for one in found if one[0].isupper()]
    return next(iter(named or found), None)


def _sentence(case: Case, place: Range) -> Range:
    return case.scene.sentence_of(place[0]) or place
