"""People: one entity for everybody an article names, across spellings, titles and short forms.

Rules, all within one article and never from knowledge of the world:
a name belongs to the longer name whose words it repeats (other transliterations too); an office
belongs to whoever holds it there and stands for the same country; a counterpart holds the office
of the person it is said of; what fits nobody stays unnamed. Two titled people of one surname in
one sentence are two people.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.reading.lexicon import BODY_HEADS, COUNTERPARTS, MADE_REMARKS, RANKS
from extractor.reading.mentions import Mention, find_mentions
from extractor.resolve.entities import Entities, Entity
from extractor.resolve.names import (
    MILITARY,
    name_fits,
    name_words,
    office_fits,
    office_words,
    otherwise_qualified,
    same_name,
)
from schemas import ActorKind
from schemas.countries import country_of_city

__all__ = ["Entity", "Roster", "name_words", "office_words", "same_name"]

_MADE_REMARKS = re.compile(rf"\s*(?:also )?(?:was )?{MADE_REMARKS}")
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z&-]{1,9})\)")
_APPOSITIONS = frozenset({", ", " - ", " – ", " — "})
_LOOK_BACK = 200
"""Mentions before one among which its antecedent is looked for."""


class Roster(Entities):
    """Everybody in one article.

    Args:
        text: the original.
        sentences: half-open ranges of the visible sentences, in order.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        super().__init__(text)
        self._by_words: dict[tuple[ActorKind, str], Entity] = {}
        self._by_initials: dict[str, Entity] = {}
        self._by_head: dict[str, list[tuple[int, Entity]]] = defaultdict(list)
        self._titled: dict[int, list[Mention]] = defaultdict(list)
        named: list[tuple[Mention, int]] = []
        for number, (start, end) in enumerate(sorted(sentences)):
            found = find_mentions(text, start, end)
            self.mentions += found
            named += [(one, number) for one in found if one.kind == "name"]
            self._titled[number] = [one for one in found if one.name and one.title]
        self._join(named)

    def _join(self, named: list[tuple[Mention, int]]) -> None:
        bodies = [one for one in self.mentions if one.kind == "body"]
        for mention in bodies:
            if mention.name is not None:
                self._join_body(mention)
        for mention, number in sorted(named, key=lambda one: -len(self._words(one[0]))):
            self._join_named(mention, number)
        for mention in bodies:
            if mention.name is None:
                self._join_body(mention)
        for index, mention in enumerate(self.mentions):
            entity = self.of(mention)
            if entity is not None and mention.kind == "name" and self._is_counterpart(mention):
                antecedent = self._antecedent(index)
                self.give_office(entity, antecedent.office if antecedent else set())
        for index, mention in enumerate(self.mentions):
            if mention.kind == "group":
                self._join_group(mention)
            elif mention.kind in ("office", "counterpart"):
                self._join_described(mention, index)
        self._name_the_remarkers()

    def _words(self, mention: Mention) -> list[str]:
        return name_words(self.written(mention.name)) if mention.name else []

    def _is_counterpart(self, mention: Mention) -> bool:
        title = self.written(mention.title).lower()
        return title in COUNTERPARTS or title.split(" ", 1)[-1] in COUNTERPARTS

    def _join_named(self, mention: Mention, number: int) -> None:
        entity = self._by_initials.get(self.written(mention.name))
        entity = entity or self._namesake(mention, number)
        if entity is None:
            words = self._words(mention)
            entity = self.new("person" if _personal(mention, words) else "organization")
            if entity.kind == "organization":
                city = country_of_city(self.written(mention.name))
                entity.countries.update([city] if city else [])
        self.attach(entity, mention)

    def _namesake(self, mention: Mention, number: int) -> Entity | None:
        """Who bears the name already: of several by office, then the nearest named before."""
        words = self._words(mention)
        matches = [
            one
            for one in self.namesakes(words, mention.start)
            if any(
                name_fits(words, name_words(name), titled=mention.title is not None)
                for name in one.names
            )
            and not (one.kind == "organization" and mention.title)
            and not (mention.title and not _same_side(one, mention))
            and not self._two_people(one, mention, number)
        ]
        office = office_words(self.written(mention.title))
        return min(
            matches,
            key=lambda one: (
                not office & one.office,
                one.start > mention.start,
                _distance(one, mention),
            ),
            default=None,
        )

    def _two_people(self, entity: Entity, mention: Mention, number: int) -> bool:
        """Whether another titled mention of that surname in the same sentence is somebody else."""
        office = office_words(self.written(mention.title))
        if not office - RANKS:
            return False
        return any(
            other is not mention
            and self.of(other) is entity
            and (theirs := office_words(self.written(other.title))) - RANKS
            and not theirs & office
            for other in self._titled[number]
        )

    def _join_body(self, mention: Mention) -> None:
        words = _undetermined(self.written(mention.name or (mention.start, mention.end)))
        heads = [word for word in re.findall(r"[^\W\d_]+", words.lower()) if word in BODY_HEADS]
        entity = self._by_words.get(("organization", words.lower()))
        if entity is None and mention.name is None and heads:
            entity = self._body_before(mention, heads)
        if entity is None:
            entity = self.new("organization")
            if mention.name is None:
                entity.names.append(words)
        self._by_words["organization", words.lower()] = entity
        self.attach(entity, mention)
        if mention.name is None:
            return
        for head in heads:
            self._by_head[head].append((mention.start, entity))
        capitals = re.findall(r"\b[A-Z](?=[a-z])", words)
        if len(capitals) > 2:
            self._by_initials.setdefault("".join(capitals), entity)
        acronym = _ACRONYM.match(self.text, mention.end)
        if acronym:
            self._by_initials[acronym[1]] = entity

    def _body_before(self, mention: Mention, heads: list[str]) -> Entity | None:
        """The body "the ministry" stands for: the last such one named before it."""
        known = self._by_head[heads[-1]]
        index = bisect_left(known, mention.start, key=lambda one: one[0])
        near = (one for _, one in reversed(known[max(0, index - 20) : index]))
        return next((one for one in near if _same_side(one, mention)), None)

    def _join_described(self, mention: Mention, index: int) -> None:
        apposed = self._apposed(mention, index)
        if apposed is not None:
            self.attach(apposed, mention)
            return
        office = office_words(self.written(mention.title))
        antecedent = self._antecedent(index) if mention.kind == "counterpart" else None
        if mention.kind == "counterpart":
            office = set(antecedent.office) if antecedent else set()
        holder = self._holder(mention, office, antecedent) or self.new("unnamed")
        self.attach(holder, mention)
        if mention.kind == "counterpart":
            self.give_office(holder, office)

    def _apposed(self, mention: Mention, index: int) -> Entity | None:
        """Whom an office is said of: ", the Chief of Staff," after a name, or a name after it."""
        for neighbour in (index - 1, index + 1):
            if not 0 <= neighbour < len(self.mentions):
                continue
            other = self.mentions[neighbour]
            first, second = (other, mention) if other.start < mention.start else (mention, other)
            gap = self.text[first.end : second.start]
            entity = self.of(other) if other.kind == "name" and gap in _APPOSITIONS else None
            if entity is not None and entity.kind == "person" and _same_side(entity, mention):
                return entity
        return None

    def _before(self, index: int) -> Iterator[Mention]:
        """The mentions before one, the nearest first."""
        return (self.mentions[at] for at in range(index - 1, max(-1, index - _LOOK_BACK), -1))

    def _antecedent(self, index: int) -> Entity | None:
        """Whose counterpart a counterpart is: the one of an office who is named before it."""
        entities = (self.of(other) for other in self._before(index))
        people = (one for one in entities if one and one.kind in ("person", "unnamed"))
        return next((one for one in people if one.office), None)

    def _holder(self, mention: Mention, office: set[str], other: Entity | None) -> Entity | None:
        """Who holds an office here and is not the other, the nearest before of several."""
        by_rank_alone = office <= RANKS and mention.country is None
        words = office | (RANKS if office <= MILITARY else set())
        fits = [
            entity
            for entity in self.holders(words, mention.start)
            if entity.kind in ("person", "unnamed")
            and entity is not other
            and _same_side(entity, mention)
            and not otherwise_qualified(entity.parts, office)
            and office_fits(
                office,
                self._office_before(entity, mention) if by_rank_alone else entity.office,
                exact=mention.kind == "counterpart",
            )
        ]
        before = [one for one in fits if one.start < mention.start]
        return min(
            before or fits,
            key=lambda one: (one.kind != "person", _distance(one, mention), one.start),
            default=None,
        )

    def _office_before(self, entity: Entity, mention: Mention) -> set[str]:
        """What the article has said of somebody's office before a mention."""
        words = {self.written(span) for span in entity.titles if span[0] < mention.start}
        return set().union(*map(office_words, words))

    def _name_the_remarkers(self) -> None:
        """Join an office that speaks and the name behind it that "made the remarks"."""
        for index, mention in enumerate(self.mentions):
            entity = self.of(mention)
            if entity is None or not _MADE_REMARKS.match(self.text, mention.end):
                continue
            spoken = (one for one in self._before(index) if one.kind != "pronoun")
            earlier = next(spoken, None)
            other = self.of(earlier) if earlier else None
            if earlier and other and other.kind == "unnamed" and _same_side(entity, earlier):
                self.merge(other, entity)

    def _join_group(self, mention: Mention) -> None:
        words = _undetermined(self.text[mention.start : mention.end])
        entity = self._by_words.get(("group", words.lower()))
        if entity is None:
            entity = self._by_words["group", words.lower()] = self.new("group")
            entity.names.append(words)
        self.attach(entity, mention)


def _personal(mention: Mention, words: list[str]) -> bool:
    return mention.title is not None or (
        len(words) > 1 and not any(word in BODY_HEADS for word in words)
    )


def _same_side(entity: Entity, mention: Mention) -> bool:
    return not (entity.country and mention.country and entity.country != mention.country)


def _distance(entity: Entity, mention: Mention) -> int:
    """Characters between a mention and the nearest one of somebody."""
    at = bisect_left(entity.starts, mention.start)
    return min(abs(mention.start - one) for one in entity.starts[max(0, at - 1) : at + 1])


def _undetermined(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else words
