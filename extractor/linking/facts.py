"""Facts: what linking reads of a record, as small as it goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractor.errors import InputError
from extractor.linking.days import day_range
from schemas import ActorKind, DateBasis, MeetingStatus, QuoteType, Story
from schemas.linked import (
    LinkedActorFacts,
    LinkedArticle,
    LinkedMeetingFacts,
    LinkedStatementFacts,
)


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """Of an actor."""

    id: str
    kind: ActorKind
    name: str | None
    title: str | None
    organization: str | None
    country: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Of a meeting."""

    id: str
    participants: tuple[tuple[str, str], ...]
    """Actor's id and role."""
    status: MeetingStatus
    background: bool
    format: str
    date: str | None
    phrase: str | None
    basis: DateBasis
    place: str | None
    country: str | None
    occasion: str | None
    topics: tuple[str, ...]
    told: str
    """The words of the sentences that tell of it, names of the article's actors left out."""


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """Of a statement."""

    id: str
    words: str
    quote_type: QuoteType
    speaker: str | None
    meeting: str | None


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Of an article."""

    id: str
    sha256: str
    published: str | None
    title: str | None
    actors: tuple[ActorFacts, ...]
    meetings: tuple[MeetingFacts, ...]
    statements: tuple[StatementFacts, ...]


def facts_of(record: Story) -> ArticleFacts:
    """What linking reads of a record; evidence is left behind."""
    article = record.article
    names = _names(record)
    return ArticleFacts(
        article.id,
        article.sha256,
        article.published.value,
        article.title,
        tuple(
            ActorFacts(
                one.id,
                one.kind,
                one.name,
                one.title,
                one.organization,
                one.country,
                tuple(one.aliases),
            )
            for one in record.actors
        ),
        tuple(
            MeetingFacts(
                id=one.id,
                participants=tuple((each.actor, each.role) for each in one.participants),
                status=one.status,
                background=one.mention == "background",
                format=one.format,
                date=one.date.value,
                phrase=one.date.text.exact if one.date.text else None,
                basis=one.date.basis,
                place=one.place.name if one.place else None,
                country=one.place.country if one.place else None,
                occasion=one.occasion.name if one.occasion else None,
                topics=tuple(topic.exact for topic in one.topics),
                told=" ".join(
                    word
                    for span in one.evidence
                    for word in span.exact.split()
                    if word.strip(_MARKS) not in names
                ),
            )
            for one in record.meetings
        ),
        tuple(
            StatementFacts(
                one.id,
                " … ".join(span.exact for span in one.content),
                one.quote_type,
                one.speaker,
                one.meeting,
            )
            for one in record.statements
        ),
    )


def _names(record: Story) -> set[str]:
    """The words of which the names of an article's actors consist."""
    return {
        word.strip(_MARKS)
        for one in record.actors
        for name in (one.name or "", *one.aliases)
        for word in name.split()
    }


_MARKS = ".,;:()\"'’“”"


def written(article: ArticleFacts) -> LinkedArticle:
    """The facts as a record that can be written."""
    return LinkedArticle.model_construct(
        id=article.id,
        sha256=article.sha256,
        published=article.published,
        title=article.title,
        actors=tuple(LinkedActorFacts.model_construct(**_fields(one)) for one in article.actors),
        meetings=tuple(
            LinkedMeetingFacts.model_construct(**_fields(one)) for one in article.meetings
        ),
        statements=tuple(
            LinkedStatementFacts.model_construct(**_fields(one)) for one in article.statements
        ),
    )


def read(article: LinkedArticle) -> ArticleFacts:
    """The facts of a record that was written."""
    return ArticleFacts(
        article.id,
        article.sha256,
        article.published,
        article.title,
        tuple(ActorFacts(**dict(one)) for one in article.actors),
        tuple(MeetingFacts(**dict(one)) for one in article.meetings),
        tuple(StatementFacts(**dict(one)) for one in article.statements),
    )


def _fields(one: ActorFacts | MeetingFacts | StatementFacts) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def in_order(articles: Iterable[ArticleFacts]) -> list[ArticleFacts]:
    """The articles by id, each once, whatever order they came in.

    Raises:
        InputError: two different records have the same article id.
    """
    known: dict[str, ArticleFacts] = {}
    for one in articles:
        other = known.setdefault(one.id, one)
        if other is not one and other != one:
            raise InputError(f"the article id {one.id} stands for two different records")
    return [known[identifier] for identifier in sorted(known)]


def published_by(article: ArticleFacts, day: date) -> bool | None:
    """Whether an article was published by a day; None where its date does not say so."""
    printed = day_range(article.published)
    if printed is None or printed[0] <= day.toordinal() < printed[1]:
        return None
    return printed[1] <= day.toordinal()
