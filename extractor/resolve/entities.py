"""Entities: everybody an article names, and which of its phrases name whom."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.reading.lexicon import GIVEN_OR_OFFICE, OFFICE_HEADS
from extractor.reading.mentions import Mention, find_mentions
from extractor.resolve.names import name_words, office_words, offices
from extractor.spelling import skeleton
from schemas import ActorKind

_NEAREST = 60
"""Places of a word before and after an offset that are looked at, so that long texts take time in
proportion to their length."""
_OFFICE_OF = re.compile(
    rf"(?:{'|'.join(sorted(OFFICE_HEADS - GIVEN_OR_OFFICE))})(?:\s(?:of|for)\s|\Z)", re.IGNORECASE
)
"""Begins a phrase that names an office, not somebody."""
_OVERLAPPING = 8
"""Mentions before an offset among which the one that covers it is looked for."""


@dataclass(eq=False)
class Entity:
    """Somebody the article names, with every place where it does."""

    mentions: list[Mention] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Surface forms without title, each once, in text order."""
    titles: list[tuple[int, int]] = field(default_factory=list)
    office: set[str] = field(default_factory=set)
    """Words of rank and office, one spelling each."""
    parts: set[frozenset[str]] = field(default_factory=set)
    """The same, each title and each office of a title apart."""
    countries: Counter[str] = field(default_factory=Counter)
    kind: ActorKind = "unnamed"
    starts: list[int] = field(default_factory=list)
    """Where the mentions begin, in text order."""

    @property
    def name(self) -> str | None:
        """The fullest form: most words, then most letters, then first."""
        if not self.names or self.kind == "unnamed":
            return None
        return max(self.names, key=lambda name: (len(name.split()), len(name)))

    @property
    def country(self) -> str | None:
        """The country most often said, or None."""
        return self.countries.most_common(1)[0][0] if self.countries else None

    @property
    def start(self) -> int:
        """Where it is first mentioned."""
        return self.starts[0]


class Nearby:
    """Entities by a word and the place where it is said of them."""

    def __init__(self) -> None:
        self._places: dict[str, list[tuple[int, Entity]]] = defaultdict(list)

    def add(self, words: Iterable[str], start: int, entity: Entity) -> None:
        """Note words that are said of an entity at an offset."""
        for word in words:
            insort(self._places[word], (start, entity), key=lambda one: one[0])

    def around(self, words: Iterable[str], start: int) -> list[Entity]:
        """Who has one of the words within its nearest places on either side of an offset."""
        found: dict[int, Entity] = {}
        for word in words:
            places = self._places.get(word, [])
            at = bisect_left(places, start, key=lambda one: one[0])
            for _, entity in places[max(0, at - _NEAREST) : at + _NEAREST]:
                if entity.mentions:
                    found[id(entity)] = entity
        return list(found.values())


class Entities:
    """The entities of one article, found by what they are called.

    Args:
        text: the original.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        """In text order."""
        self._of: dict[tuple[int, int], Entity] = {}
        self._by_bone = Nearby()
        self._by_office = Nearby()

    def of(self, mention: Mention) -> Entity | None:
        """The entity a mention names; None for a pronoun."""
        return self._of.get((mention.start, mention.end))

    def at(self, start: int, end: int) -> Entity | None:
        """The entity whose mention covers or is covered by `text[start:end]`, the closest fit."""
        first = bisect_right(self.mentions, start, key=lambda one: one.start)
        last = bisect_left(self.mentions, end, key=lambda one: one.start)
        fits = [
            one
            for one in self.mentions[max(0, first - _OVERLAPPING) : max(first, last)]
            if self.of(one)
            and ((one.start <= start and end <= one.end) or (start <= one.start and one.end <= end))
        ]
        if not fits:
            return None
        return self.of(min(fits, key=lambda m: abs(m.start - start) + abs(m.end - end)))

    def add(self, mention: Mention, kind: ActorKind) -> Entity:
        """A new entity for a mention that the scanner did not find."""
        entity = self.new(kind)
        self.extend(entity, mention)
        return entity

    def extend(self, entity: Entity, mention: Mention) -> None:
        """One more mention of an entity, which the scanner did not find."""
        if self.of(mention) is None:
            insort(self.mentions, mention, key=lambda one: one.start)
        self.attach(entity, mention)

    def merge(self, gone: Entity, kept: Entity) -> None:
        """Make two entities one."""
        if gone is kept:
            return
        if kept.kind == "unnamed":
            kept.kind = gone.kind
        kept.names += [name for name in gone.names if name not in kept.names]
        self.give_office(kept, gone.office)
        for mention in list(gone.mentions):
            self.attach(kept, mention)

    def regroup(self, kind: ActorKind, places: Iterable[tuple[int, int]]) -> Entity:
        """A new entity named at these places, whomever their mentions were taken for before."""
        entity = self.new(kind)
        for start, end in sorted(places):
            near = self.mentions[max(0, bisect_left(self._starts(), start) - _OVERLAPPING) :]
            fits = next(
                (
                    one
                    for one in near[: 2 * _OVERLAPPING]
                    if one.kind != "pronoun" and self._stands_at(one, (start, end), places)
                ),
                None,
            )
            if fits is not None and self.of(fits) is not None:
                self.attach(entity, fits)
            elif self._of.get((start, end)) is not entity:
                self.extend(entity, self._found_at((start, end), kind, places))
        if kind == "unnamed" and entity.names:
            entity.kind = "person"
        if kind == "person" and not entity.names:
            entity.kind = "unnamed"
        elif kind != "unnamed" and not entity.names:
            first = min(entity.mentions, key=lambda one: one.start)
            entity.names.append(self.text[_undetermined(self.text, first.start) : first.end])
        return entity

    def _stands_at(
        self, mention: Mention, place: tuple[int, int], places: Iterable[tuple[int, int]]
    ) -> bool:
        """Whether a place is that of a mention's name, or of its title and name together."""
        whole = (mention.start, mention.end)
        if _same_place(mention.name or whole, place) or self._heads(mention, place):
            return True
        return _same_place(whole, place) and self._called_so(mention, place, places)

    def _heads(self, mention: Mention, place: tuple[int, int]) -> bool:
        """Whether a place is only the head of a union's name: "Lume Dockers' [Union]"."""
        whole = mention.name or (mention.start, mention.end)
        inside = whole[0] < place[0] and place[1] == whole[1]
        return mention.kind == "body" and inside and self.text[place[0] - 2] in "'’"

    def _called_so(
        self, mention: Mention, place: tuple[int, int], places: Iterable[tuple[int, int]]
    ) -> bool:
        """Whether the name behind a title is, or ends, what stands at another place."""
        name = self.written(mention.name).split()
        others = (self.text[slice(*one)].split() for one in places if one != place)
        again = bool(name) and self.text.count(name[-1]) > 1
        return bool(name) and (again or any(one[-1:] == name[-1:] for one in others))

    def _found_at(
        self, span: tuple[int, int], kind: ActorKind, places: Iterable[tuple[int, int]]
    ) -> Mention:
        """A mention of somebody of a kind, whose other places are known.

        A person's is a name where it begins with a capital, unless it begins with an office; what
        follows the office is the name where it is called so at another place, too.
        """
        start, end = span
        if kind == "unnamed" or (kind == "person" and not self.text[start : start + 1].isupper()):
            office = True
        else:
            office = kind == "person" and _OFFICE_OF.match(self.text, start, end) is not None
        if kind == "person":
            for one in find_mentions(self.text, start, end):
                if (one.start, one.end) == span and self._called_so(one, span, places):
                    return one
        if office:
            return Mention(start, end, kind="office", title=span)
        name = (_undetermined(self.text, start), end)
        return Mention(start, end, kind="name" if kind == "person" else "body", name=name)

    def _starts(self) -> list[int]:
        return [one.start for one in self.mentions]

    def new(self, kind: ActorKind) -> Entity:
        """An entity of which nothing is known yet."""
        entity = Entity(kind=kind)
        self.entities.append(entity)
        return entity

    def attach(self, entity: Entity, mention: Mention) -> None:
        """Give a mention, and what it says, to an entity; it is taken from any other."""
        if self.of(mention) is entity:
            return
        self._detach(mention)
        entity.mentions.append(mention)
        insort(entity.starts, mention.start)
        self._of[mention.start, mention.end] = entity
        if mention.name:
            name = self.written(mention.name)
            if name not in entity.names:
                entity.names.append(name)
            self._by_bone.add(map(skeleton, name_words(name)), mention.start, entity)
        if mention.title and mention.kind != "counterpart":
            entity.titles.append(mention.title)
            entity.parts |= offices(self.written(mention.title))
            self.give_office(entity, office_words(self.written(mention.title)))
        if mention.country:
            entity.countries[mention.country] += 1

    def _detach(self, mention: Mention) -> None:
        """Take a mention from whoever has it; who has no other is nobody."""
        owner = self._of.pop((mention.start, mention.end), None)
        if owner is None:
            return
        span = (mention.start, mention.end)
        owner.mentions = [one for one in owner.mentions if (one.start, one.end) != span]
        owner.starts.remove(mention.start)
        if not owner.mentions:
            self.entities.remove(owner)

    def give_office(self, entity: Entity, words: set[str]) -> None:
        """Let an entity hold an office, as of its latest mention."""
        entity.office |= words
        self._by_office.add(words, entity.mentions[-1].start, entity)

    def namesakes(self, words: Iterable[str], start: int) -> list[Entity]:
        """Those near `start` with a name word that may spell one of the words."""
        return self._by_bone.around(map(skeleton, words), start)

    def holders(self, words: Iterable[str], start: int) -> list[Entity]:
        """Those near `start` whose rank or office has one of the words."""
        return self._by_office.around(words, start)

    def written(self, span: tuple[int, int] | None) -> str:
        """The text of a span; nothing for no span."""
        return self.text[slice(*span)] if span else ""


def _same_place(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches have more in common than apart."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > max(one[1], other[1]) - min(one[0], other[0])


def _undetermined(text: str, start: int) -> int:
    """Where a phrase begins behind its article."""
    found = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE).match(text, start)
    return found.end() if found else start
