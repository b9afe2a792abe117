"""Merge: clusters as linked records that keep every source, and say where sources differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256

from extractor.linking.actors import Who, compare
from extractor.linking.clusters import Clustered
from extractor.linking.contradictions import contradictions
from extractor.linking.days import day_range
from extractor.linking.link import Linking
from extractor.linking.meetings import Levels
from extractor.linking.scoring import actor_score, statement_score
from extractor.linking.weights import probability, weights
from schemas.dates import DateBasis
from schemas.linked import (
    Link,
    LinkedActor,
    LinkedKind,
    LinkedMeeting,
    LinkedParticipant,
    LinkedStatement,
    PossibleLink,
    Reason,
    Reported,
    ReportedDate,
    ReportedStatus,
    Source,
)

_LETTERS: dict[LinkedKind, str] = {"meeting": "M", "actor": "A", "statement": "S"}

_FITS_TOO, _FITS_BETTER = -0.5, -3.0
"""Bits that other meetings take from those of a pair which fits no worse, and which fits worse."""


class Merged:
    """The linked records of a corpus, built one at a time."""

    def __init__(self, linking: Linking) -> None:
        self._linking = linking
        self._corpus = linking.corpus

    def meetings(self) -> Iterator[LinkedMeeting]:
        """Every meeting, in the order of ids of its first article."""
        joins = _by_member(self._linking.meetings)
        for members in self._linking.meetings.members:
            yield self._meeting(members, joins.get(members[0], ()))

    def actors(self) -> Iterator[LinkedActor]:
        """Every person with a name and every body."""
        joins = _by_member(self._linking.actors)
        for members in self._linking.actors.members:
            yield self._actor(members, joins.get(members[0], ()))

    def statements(self) -> Iterator[LinkedStatement]:
        """Every statement."""
        joins = _by_member(self._linking.statements)
        for members in self._linking.statements.members:
            yield self._statement(members, joins.get(members[0], ()))

    def possible(self) -> Iterator[PossibleLink]:
        """Pairs of linked records that may be one, the likeliest comparison of each."""
        kinds: tuple[tuple[LinkedKind, Clustered], ...] = (
            ("meeting", self._linking.meetings),
            ("actor", self._linking.actors),
            ("statement", self._linking.statements),
        )
        for kind, found in kinds:
            names = self._names[kind]
            best: dict[tuple[str, str], tuple[float, int, int, str]] = {}
            for bits, one, other, against in found.possible:
                first, second = sorted((names[one], names[other]))
                candidate = (-bits, one, other, against)
                if (first, second) not in best or candidate < best[first, second]:
                    best[first, second] = candidate
            for (first, second), (_, one, other, against) in sorted(best.items()):
                link = self._link(kind, one, other, against)
                yield PossibleLink.model_construct(kind=kind, one=first, other=second, link=link)

    @cached_property
    def _names(self) -> dict[LinkedKind, dict[int, str]]:
        """The id of the linked record of each node."""
        return {
            "meeting": self._named("meeting", self._linking.meetings),
            "actor": self._named("actor", self._linking.actors),
            "statement": self._named("statement", self._linking.statements),
        }

    def _named(self, kind: LinkedKind, found: Clustered) -> dict[int, str]:
        names: dict[int, str] = {}
        for members in found.members:
            hashes = (_hash(*place) for node in members for place in self._places(kind, node))
            names |= dict.fromkeys(members, _LETTERS[kind] + min(hashes))
        return names

    def _places(self, kind: LinkedKind, node: int) -> Iterator[tuple[str, str]]:
        """The ids of a node's articles, and its ids there."""
        articles = self._corpus.articles
        if kind == "meeting":
            at, n = self._corpus.meetings[node]
            yield articles[at].id, articles[at].meetings[n].id
        elif kind == "statement":
            at, n = self._corpus.statements[node]
            yield articles[at].id, articles[at].statements[n].id
        else:
            for at, actor in self._actor_places(node):
                yield articles[at].id, actor

    def _source(self, kind: LinkedKind, node: int) -> Source:
        """The first place of a node."""
        return _source(*next(self._places(kind, node)))

    def _link(self, kind: LinkedKind, one: int, other: int, against: str | None = None) -> Link:
        levels: Levels
        further: tuple[Reason, ...] = ()
        if kind == "meeting":
            levels = self._linking.meeting_levels(one, other)
            bits = self._linking.meeting_score(one, other).bits
            further = (_rivals(bits - weights(kind).of(levels)),)
        elif kind == "statement":
            levels = self._linking.statement_levels(one, other)
            bits = statement_score(levels).bits
        else:
            levels = self._linking.actor_levels(one, other)
            people = self._linking.people
            bits = actor_score(levels, people[one], people[other]).bits
        return Link.model_construct(
            one=self._source(kind, one),
            other=self._source(kind, other),
            bits=round(bits, 2),
            probability=round(probability(bits), 4),
            reasons=weights(kind).reasons(levels, *further),
            against=(against,) if against else (),
        )

    def _meeting(self, members: Sequence[int], joins: Iterable[tuple[int, int]]) -> LinkedMeeting:
        corpus = self._corpus
        facts = [(corpus.articles[corpus.meetings[node][0]], corpus.meeting(node))
                 for node in members]  # fmt: skip
        dates: dict[tuple[str | None, str | None, DateBasis], list[str]] = defaultdict(list)
        for article, one in facts:
            dates[one.date, one.phrase, one.basis].append(article.id)
        statuses = sorted(
            (
                ReportedStatus.model_construct(
                    status=one.status, published=article.published, article=article.id
                )
                for article, one in facts
            ),
            key=lambda each: (_printed(each.published), each.article),
        )
        return LinkedMeeting.model_construct(
            id=self._names["meeting"][members[0]],
            sources=tuple(self._source("meeting", node) for node in members),
            participants=tuple(self._participants(members)),
            dates=tuple(
                ReportedDate.model_construct(
                    value=value, phrase=phrase, basis=basis, articles=tuple(articles)
                )
                for (value, phrase, basis), articles in dates.items()
            ),
            places=_reported((one.place, article.id) for article, one in facts),
            formats=_reported(
                (one.format, article.id) for article, one in facts if one.format != "unknown"
            ),
            topics=_reported((topic, a.id) for a, one in facts for topic in one.topics),
            occasions=_reported((one.occasion, article.id) for article, one in facts),
            statuses=tuple(statuses),
            contradictions=contradictions([(article.id, one) for article, one in facts]),
            links=tuple(self._link("meeting", *join) for join in joins),
        )

    def _participants(self, members: Sequence[int]) -> Iterator[LinkedParticipant]:
        names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        roles: dict[str, list[tuple[str, str]]] = defaultdict(list)
        known: dict[str, Who] = {}
        ids: dict[str, str | None] = {}
        for node in members:
            at = self._corpus.meetings[node][0]
            article = self._corpus.articles[at]
            roster = {one.id: one for one in article.actors}
            for actor, role in self._corpus.meeting(node).participants:
                who = self._corpus.actor(at, actor)
                linked = self._actor_id(who)
                facts = roster[actor]
                words = facts.name or facts.title or "unnamed"
                place = linked or f"{facts.kind}\0{words.lower()}\0{facts.country}"
                if facts.name is None:
                    words = f"{words} ({facts.country})" if facts.country else words
                names[place].append((words, article.id))
                roles[place].append((role, article.id))
                known[place], ids[place] = who, linked
        for place, called in names.items():
            yield LinkedParticipant.model_construct(
                actor=ids[place],
                names=_reported(called),
                roles=_reported(roles[place]),
                possibly=_possibly(place, known, ids),
            )

    def _actor_id(self, who: Who) -> str | None:
        node = self._node.get(who)
        return None if node is None else self._names["actor"][node]

    @cached_property
    def _node(self) -> dict[Who, int]:
        return {who: node for node, who in enumerate(self._linking.people)}

    def _actor(self, members: Sequence[int], joins: Iterable[tuple[int, int]]) -> LinkedActor:
        sources = [source for node in members for source in self._actor_places(node)]
        facts = [
            (article.id, next(one for one in article.actors if one.id == actor))
            for at, actor in sorted(sources)
            for article in [self._corpus.articles[at]]
        ]
        rows = {self._linking.people[node].identity for node in members} - {None}
        return LinkedActor.model_construct(
            id=self._names["actor"][members[0]],
            kind=facts[0][1].kind,
            names=_reported((one.name, article) for article, one in facts),
            titles=_reported((one.title, article) for article, one in facts),
            organizations=_reported((one.organization, article) for article, one in facts),
            countries=_reported((one.country, article) for article, one in facts),
            sources=tuple(_source(article, one.id) for article, one in facts),
            identity=rows.pop() if len(rows) == 1 else None,
            links=tuple(self._link("actor", *join) for join in joins),
        )

    def _actor_places(self, node: int) -> list[tuple[int, str]]:
        return self._corpus.people[self._linking.people[node]]

    def _statement(
        self, members: Sequence[int], joins: Iterable[tuple[int, int]]
    ) -> LinkedStatement:
        corpus = self._corpus
        found = [(at, corpus.articles[at].statements[n]) for at, n in
                 (corpus.statements[node] for node in members)]  # fmt: skip
        speakers = [
            name
            for at, one in found
            if one.speaker and (name := self._actor_id(corpus.actor(at, one.speaker)))
        ]
        meetings = [
            self._names["meeting"][corpus.meeting_at(at, one.meeting)]
            for at, one in found
            if one.meeting
        ]
        return LinkedStatement.model_construct(
            id=self._names["statement"][members[0]],
            sources=tuple(self._source("statement", node) for node in members),
            speaker=_most(speakers),
            meeting=_most(meetings),
            wordings=_reported((one.words, corpus.articles[at].id) for at, one in found),
            quote_types=tuple(dict.fromkeys(one.quote_type for _, one in found)),
            links=tuple(self._link("statement", *join) for join in joins),
        )


def _by_member(found: Clustered) -> dict[int, list[tuple[int, int]]]:
    """The joins of each cluster, by its first node."""
    first = {node: members[0] for members in found.members for node in members}
    joins: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other in found.joins:
        joins[first[one]].append((one, other))
    return joins


def _rivals(bits: float) -> Reason:
    """What the other meetings of two articles take from the bits of two of them."""
    if bits > _FITS_TOO:
        level = "none fits as well"
    else:
        level = "others fit, too" if bits > _FITS_BETTER else "others fit better"
    return Reason(field="other meetings", level=level, bits=round(bits, 2))


def _hash(article: str, record: str) -> str:
    return sha256(f"{article}\0{record}".encode(errors="surrogatepass")).hexdigest()[:16]


def _source(article: str, record: str) -> Source:
    return Source.model_construct(article=article, record=record)


def _reported(values: Iterable[tuple[str | None, str]]) -> tuple[Reported, ...]:
    """Each value with the articles that give it, those of most articles first."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for value, article in values:
        if value is not None:
            found[value][article] = None
    ranked = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(
        Reported.model_construct(value=value, articles=tuple(articles))
        for value, articles in ranked
    )


def _most(values: Sequence[str]) -> str | None:
    return min(set(values), key=lambda one: (-values.count(one), one), default=None)


def _printed(published: str | None) -> tuple[bool, int]:
    """Sorts by the last possible day of publication; the unknown comes last."""
    day = day_range(published)
    return day is None, day[1] if day else 0


def _possibly(place: str, known: dict[str, Who], ids: dict[str, str | None]) -> str | None:
    """Of somebody unnamed, the only person with a name there who may be meant."""
    one = known[place]
    if one.kind != "unnamed":
        return None
    fits = [
        name
        for other, name in ids.items()
        if name and known[other].principal and compare(one, known[other]) in ("office", "side")
    ]
    return fits[0] if len(set(fits)) == 1 else None
