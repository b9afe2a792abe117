"""People: one entity for everybody an article names, across spellings, titles and short forms.

Rules, all within one article and never from knowledge of the world:
a name belongs to the longer name whose words it repeats (other transliterations too); an office
belongs to whoever holds it there and stands for the same country; a counterpart holds the office
of the person it is said of; what fits nobody stays unnamed. Two titled people of one surname in
one sentence are two people.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.reading.lexicon import (
    BODY_HEADS,
    COUNTERPARTS,
    COURTESY,
    NAME_PARTICLES,
    OFFICE_HEADS,
    RANKS,
)
from extractor.reading.mentions import Mention, find_mentions
from extractor.spelling import same_word, unaccented
from schemas import ActorKind, country_code

_SYNONYMS = {
    "defence": "defense", "prime": "premier", "advisor": "adviser", "chairman": "chair",
    "chairwoman": "chair", "chairperson": "chair", "chiefs": "chief", "cmdr": "commander",
    "gen": "general", "maj": "major", "lt": "lieutenant", "army": "forces", "armed": "forces",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "councilor": "councillor",
    "vice": "deputy", "counselor": "counsellor",
}  # fmt: skip
_EMPTY_WORDS = frozenset(
    "of the for and a an his her their its to in top senior country's opposite number".split()
) | {"counterpart", "counterparts"}
_MILITARY = RANKS | {"commander", "military", "chief"}
_MADE_REMARKS = re.compile(
    r"\s*(?:also )?(?:made|was making) (?:the|these|those|his|her) "
    r"(?:remark|comment|statement|announcement)s?\b"
)


@dataclass(eq=False)
class Entity:
    """Somebody the article names, with every place where it does."""

    mentions: list[Mention] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Surface forms without title, each once, in text order."""
    titles: list[tuple[int, int]] = field(default_factory=list)
    office: set[str] = field(default_factory=set)
    """Words of rank and office, one spelling each."""
    countries: Counter[str] = field(default_factory=Counter)
    kind: ActorKind = "unnamed"

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
        return min(mention.start for mention in self.mentions)


class Roster:
    """Everybody in one article.

    Args:
        text: the original.
        sentences: half-open ranges of the visible sentences, in order.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self._of: dict[tuple[int, int], Entity] = {}
        mentions = [
            (mention, number)
            for number, (start, end) in enumerate(sentences)
            for mention in find_mentions(text, start, end)
        ]
        self.mentions = [mention for mention, _ in mentions]
        named = [(m, n) for m, n in mentions if m.kind == "name"]
        for mention, number in sorted(named, key=lambda one: -len(self._words(one[0]))):
            self._join_named(mention, number, named)
        for index, (mention, _) in enumerate(mentions):
            if mention.kind == "body":
                self._join_body(mention)
            elif mention.kind == "name" and self._is_counterpart(mention):
                self._of[mention.start, mention.end].office |= self._office_of_antecedent(index)
        for index, (mention, _) in enumerate(mentions):
            if mention.kind in ("office", "counterpart", "group"):
                self._join_described(mention, index)
        self._name_the_remarkers()

    def of(self, mention: Mention) -> Entity | None:
        """The entity a mention names; None for a pronoun."""
        return self._of.get((mention.start, mention.end))

    def at(self, start: int, end: int) -> Entity | None:
        """The entity whose mention covers or is covered by `text[start:end]`, the closest fit."""
        fits = [
            mention
            for mention in self.mentions
            if self.of(mention)
            and (mention.start <= start and end <= mention.end)
            or (start <= mention.start and mention.end <= end)
        ]
        if not fits:
            return None
        overlap = min(fits, key=lambda m: abs(m.start - start) + abs(m.end - end))
        return self.of(overlap)

    def add(self, mention: Mention, kind: ActorKind) -> Entity:
        """A new entity for a mention that the scanner did not find."""
        entity = Entity(kind=kind)
        self.entities.append(entity)
        self.extend(entity, mention)
        return entity

    def extend(self, entity: Entity, mention: Mention) -> None:
        """One more mention of an entity, which the scanner did not find."""
        self.mentions.append(mention)
        self._attach(entity, mention)

    def merge(self, gone: Entity, kept: Entity) -> None:
        """Make two entities one."""
        for mention in gone.mentions:
            self._attach(kept, mention)
        self.entities.remove(gone)

    def _words(self, mention: Mention) -> list[str]:
        return name_words(self.text[slice(*mention.name)]) if mention.name else []

    def _attach(self, entity: Entity, mention: Mention) -> None:
        entity.mentions.append(mention)
        self._of[mention.start, mention.end] = entity
        if mention.name:
            name = self.text[slice(*mention.name)]
            if name not in entity.names:
                entity.names.append(name)
        if mention.title and not self._is_counterpart(mention):
            entity.titles.append(mention.title)
            entity.office |= office_words(self.text[slice(*mention.title)])
        if mention.country:
            entity.countries[mention.country] += 1

    def _is_counterpart(self, mention: Mention) -> bool:
        return mention.title is not None and (
            self.text[slice(*mention.title)].lower().split(" ", 1)[-1] in COUNTERPARTS
            or self.text[slice(*mention.title)].lower() in COUNTERPARTS
        )

    def _join_named(
        self, mention: Mention, number: int, named: Iterable[tuple[Mention, int]]
    ) -> None:
        words = self._words(mention)
        matches = [
            entity
            for entity in self.entities
            if any(_name_fits(words, name_words(name)) for name in entity.names)
        ]
        matches = [one for one in matches if not self._two_people(one, mention, number, named)]
        if len(matches) > 1:
            before = [one for one in matches if any(m.start < mention.start for m in one.mentions)]
            matches = sorted(before or matches, key=lambda one: _distance(one, mention))
        if matches:
            entity = matches[0]
        else:
            entity = Entity(kind="person" if self._personal(mention, words) else "organization")
            self.entities.append(entity)
        self._attach(entity, mention)

    def _personal(self, mention: Mention, words: list[str]) -> bool:
        return mention.title is not None or (
            len(words) > 1 and not any(word in BODY_HEADS for word in words)
        )

    def _two_people(
        self, entity: Entity, mention: Mention, number: int, named: Iterable[tuple[Mention, int]]
    ) -> bool:
        """Whether another titled mention of that surname in the same sentence is somebody else."""
        office = office_words(self.text[slice(*mention.title)]) if mention.title else set()
        if not office - RANKS:
            return False
        return any(
            other is not mention
            and other.title is not None
            and self.of(other) is entity
            and (theirs := office_words(self.text[slice(*other.title)])) - RANKS
            and not theirs & office
            for other, where in named
            if where == number
        )

    def _join_body(self, mention: Mention) -> None:
        words = self.text[slice(*(mention.name or (mention.start, mention.end)))].lower()
        for entity in self.entities:
            if entity.kind == "organization" and any(words == one.lower() for one in entity.names):
                self._attach(entity, mention)
                return
        if mention.name is None:
            bodies = [
                one
                for one in self.entities
                if one.kind == "organization"
                and one.start < mention.start
                and any(name.lower().endswith(words.split()[-1]) for name in one.names)
            ]
            if bodies:
                self._attach(max(bodies, key=lambda one: one.start), mention)
                return
        entity = Entity(kind="organization")
        if mention.name is None:
            entity.names.append(_undetermined(self.text[mention.start : mention.end]))
        self.entities.append(entity)
        self._attach(entity, mention)

    def _join_described(self, mention: Mention, index: int) -> None:
        if mention.kind == "group":
            self._join_group(mention)
            return
        apposed = self._apposed(mention, index)
        if apposed is not None:
            self._attach(apposed, mention)
            return
        office = office_words(self.text[slice(*mention.title)]) if mention.title else set()
        if mention.kind == "counterpart":
            office = self._office_of_antecedent(index)
        holder = self._holder(mention, office)
        if holder is None:
            holder = Entity(kind="unnamed")
            self.entities.append(holder)
        self._attach(holder, mention)
        if mention.kind == "counterpart":
            holder.office |= office

    def _apposed(self, mention: Mention, index: int) -> Entity | None:
        """Whom an office is said of: ", the Chief of Staff," after a name, or a name after it."""
        for neighbour in (index - 1, index + 1):
            if not 0 <= neighbour < len(self.mentions):
                continue
            other = self.mentions[neighbour]
            first, second = (other, mention) if other.start < mention.start else (mention, other)
            if other.kind == "name" and self.text[first.end : second.start] in (", ", " - ", " – "):
                entity = self.of(other)
                clash = entity and entity.country and mention.country not in (None, entity.country)
                if entity is not None and entity.kind == "person" and not clash:
                    return entity
        return None

    def _office_of_antecedent(self, index: int) -> set[str]:
        """Office of the person a counterpart is the counterpart of: the one named before it."""
        for other in reversed(self.mentions[:index]):
            entity = self.of(other)
            if entity is not None and entity.kind in ("person", "unnamed") and entity.office:
                return set(entity.office)
        return set()

    def _holder(self, mention: Mention, office: set[str]) -> Entity | None:
        """The one who holds an office here, the nearest before it where several do."""
        by_rank_alone = office <= RANKS and mention.country is None
        fits = [
            entity
            for entity in self.entities
            if entity.kind in ("person", "unnamed")
            and _same_side(entity, mention)
            and _office_fits(
                office,
                self._office_before(entity, mention) if by_rank_alone else entity.office,
                exact=mention.kind == "counterpart",
            )
        ]
        if not fits:
            return None
        before = [one for one in fits if one.start < mention.start]
        return min(before or fits, key=lambda one: (one.kind != "person", _distance(one, mention)))

    def _office_before(self, entity: Entity, mention: Mention) -> set[str]:
        """What the article has said of somebody's office before a mention."""
        spans = [span for span in entity.titles if span[0] < mention.start]
        return set().union(*(office_words(self.text[slice(*span)]) for span in spans))

    def _name_the_remarkers(self) -> None:
        """ "..., says the chief of staff. General X made the remarks": the two are one."""
        for index, mention in enumerate(self.mentions):
            entity = self.of(mention)
            if entity is None or not _MADE_REMARKS.match(self.text, mention.end):
                continue
            for earlier in reversed(self.mentions[:index]):
                other = self.of(earlier)
                if other is None or earlier.kind == "pronoun":
                    continue
                if other.kind == "unnamed" and _same_side(entity, earlier):
                    self.merge(other, entity)
                break

    def _join_group(self, mention: Mention) -> None:
        words = _undetermined(self.text[mention.start : mention.end])
        for entity in self.entities:
            if entity.kind == "group" and words.lower() in [one.lower() for one in entity.names]:
                self._attach(entity, mention)
                return
        entity = Entity(kind="group", names=[words])
        self.entities.append(entity)
        self._attach(entity, mention)


def name_words(name: str) -> list[str]:
    """The words of a name that tell people apart: no courtesy, no particle, no article "al"."""
    words = unaccented(name).replace("-", " ").split()
    kept = [word.strip(".,’'‘`") for word in words]
    kept = [word for word in kept if word and word not in COURTESY | NAME_PARTICLES]
    return kept or [word for word in words if word]


def office_words(title: str) -> set[str]:
    """The words of a title that tell offices apart, in one spelling each."""
    words = [word.strip(".,()").removesuffix("'s").removesuffix("’s") for word in title.split()]
    plain = {word.lower() for word in words if word and country_code(word) is None}
    return {_SYNONYMS.get(word, word) for word in plain - _EMPTY_WORDS - COURTESY}


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's, one of them shortened or spelled otherwise."""
    first, second = sorted((name_words(one), name_words(other)), key=len)
    return _name_fits(first, second)


def _name_fits(short: list[str], long: list[str]) -> bool:
    """Whether each word of the shorter name stands in the longer one, in order.

    A single word must be the longer name's last word, or its first where that is all there is.
    """
    if len(short) > len(long):
        short, long = long, short
    if not short:
        return False
    if len(short) == 1:
        ends = (long[-1],) if len(long) > 1 else tuple(long)
        return any(same_word(short[0], end) for end in ends)
    index = 0
    for word in short:
        while index < len(long) and not _same_or_initial(word, long[index]):
            index += 1
        if index == len(long):
            return False
        index += 1
    return True


def _same_or_initial(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return same_word(one, other)


def _same_side(entity: Entity, mention: Mention) -> bool:
    return not (entity.country and mention.country and entity.country != mention.country)


def _office_fits(wanted: set[str], held: set[str], *, exact: bool) -> bool:
    """Whether a description fits an office; a soldier may be called by any word of the trade."""
    if not wanted or not held:
        return False
    if wanted <= held or (exact and wanted & held - RANKS):
        return True
    heads = {word for word in wanted if word in OFFICE_HEADS}
    if wanted <= _MILITARY:
        return bool(held & RANKS)
    domain, held_domain = wanted - OFFICE_HEADS, held - OFFICE_HEADS
    return bool(heads & {"chief", "boss", "head"}) and bool(domain) and domain <= held_domain


def _distance(entity: Entity, mention: Mention) -> int:
    return min(abs(mention.start - one.start) for one in entity.mentions)


def _undetermined(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else words
