"""Links: what the articles of a collection have in common, and `link`, which finds it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.linking.corpus import Corpus
from extractor.linking.earlier import Earlier, Groups, Place
from extractor.linking.facts import ArticleFacts, facts_of, in_order, written
from extractor.linking.identities import Identity, identified
from extractor.linking.link import Linking
from extractor.linking.merge import Merged
from schemas import Story
from schemas.linked import (
    LinkedActor,
    LinkedArticle,
    LinkedMeeting,
    LinkedStatement,
    PossibleLink,
)

AnyLinked = LinkedArticle | LinkedMeeting | LinkedActor | LinkedStatement | PossibleLink


@dataclass(frozen=True)
class Links:
    """What the articles have in common; records are built when they are asked for."""

    linking: Linking

    @property
    def articles(self) -> Sequence[ArticleFacts]:
        """What was read of each article, by id."""
        return self.linking.corpus.articles

    def meetings(self) -> Iterator[LinkedMeeting]:
        """Every meeting, those of one article too."""
        return self._merged.meetings()

    def actors(self) -> Iterator[LinkedActor]:
        """Every person with a name, every organisation that is no state."""
        return self._merged.actors()

    def statements(self) -> Iterator[LinkedStatement]:
        """Every statement."""
        return self._merged.statements()

    def possible(self) -> Iterator[PossibleLink]:
        """Linked records that are possibly the same, and why that is left open."""
        return self._merged.possible()

    def lines(self) -> Iterator[AnyLinked]:
        """All of it, in the order in which it is written."""
        yield from map(written, self.articles)
        yield from self.meetings()
        yield from self.actors()
        yield from self.statements()
        yield from self.possible()

    @cached_property
    def _merged(self) -> Merged:
        return Merged(self.linking)


def link(
    records: Iterable[Story],
    *,
    into: Links | None = None,
    people: Sequence[Identity] = (),
) -> Links:
    """The meetings, actors and statements that records of several articles have in common.

    The order of the records does not matter, nor whether they are linked at once or some of them
    into the links of others.

    Args:
        records: of one article each.
        into: links of other articles, which the records join; theirs are looked at again only
            where they hang together with what a new record is compared with.
        people: a table of people who are known by an id; the same as for `into`.

    Raises:
        InputError: two different records have one article id.
    """
    articles = map(facts_of, records)
    return linked(articles, earlier(into) if into is not None else None, people)


def linked(
    articles: Iterable[ArticleFacts],
    before: Earlier | None = None,
    people: Sequence[Identity] = (),
) -> Links:
    """Links of articles that were read before, and of those linked earlier."""
    if before is None:
        ordered = in_order(articles)
        return Links(Linking(Corpus(ordered, identified(ordered, people))))
    ordered = in_order([*before.articles, *articles])
    corpus = Corpus(ordered, identified(ordered, people))
    new = {one.id for one in ordered} - {one.id for one in before.articles}
    return Links(Linking(corpus, new, before.known(corpus)))


def earlier(links: Links) -> Earlier:
    """What links have found, by article and record, for others to join."""
    linking = links.linking
    corpus, people = linking.corpus, linking.people

    def meeting(node: int) -> list[Place]:
        at, n = corpus.meetings[node]
        return [(corpus.articles[at].id, corpus.articles[at].meetings[n].id)]

    def statement(node: int) -> list[Place]:
        at, n = corpus.statements[node]
        return [(corpus.articles[at].id, corpus.articles[at].statements[n].id)]

    def actor(node: int) -> list[Place]:
        return [(corpus.articles[at].id, name) for at, name in corpus.people[people[node]]]

    return Earlier(
        list(links.articles),
        Groups.of(linking.meetings, meeting),
        Groups.of(linking.actors, actor),
        Groups.of(linking.statements, statement),
    )
