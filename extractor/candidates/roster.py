"""Roster: which phrases of an article name the same actor.

One person a surname, one body a head noun, one actor a state. A pronoun is the nearest person
before it, an office the nearest person who was said to hold it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from extractor.candidates.phrases import Phrase, Range
from extractor.reading import lexicon
from extractor.reading.firms import stands_for_a_firm
from extractor.reading.lexicon import NAME_PARTICLES
from schemas import Actor, ActorKind, Evidence
from schemas.countries import country_of_city

_APPOSED = re.compile(r"(?:\s(?:in|of|for|at|to|on)\s[^,;.]{2,40})?,\s*")
_PLACED = re.compile(r"\b(?:in|at|from|near|to)\s(?:the\s)?$")
_OF_A_STATE = re.compile(
    r"(?i)\b(?:ministe?r\w*|president|governor|mayor|ambassador|parliament|cabinet|government|senator|"
    r"army|armed forces|general|deputy minister|council)\b"
)
_CHIEFS = frozenset("chief boss head".split())
_VAGUE = frozenset("mr ms mrs dr sir official member deputy officer".split())
_FEMALE = frozenset("ms mrs miss madam queen princess dame lady sister mother".split())
_MALE = frozenset("mr sir king prince father brother lord sheikh bishop".split())


@dataclass
class Entity:
    """Somebody named in the article, an actor only once a meeting or a statement needs it."""

    kind: ActorKind
    name: Range | None = None
    titles: list[Range] = field(default_factory=list)
    country: str | None = None
    forms: list[Range] = field(default_factory=list)
    """Every place of a name."""
    mentions: list[Range] = field(default_factory=list)
    body: Range | None = None
    state: bool = False
    """Whether it is a state, whatever it is called by."""
    gender: str = ""
    """"m" or "f" where a word told."""
    id: str = ""

    @property
    def human(self) -> bool:
        """Whether it is somebody: a person, or one without a name."""
        return self.kind in ("person", "unnamed")


class Roster:
    """The entities of one article, filled while it is read from its start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self.of: dict[Range, Entity] = {}
        """Entity by the range of its phrase."""
        self._persons: list[Entity] = []
        """Persons in order of their latest mention."""

    def add(self, phrases: Iterable[Phrase]) -> None:
        """Take in the phrases of the next sentence."""
        before: list[Phrase] = []
        for phrase in phrases:
            entity = self._entity(phrase, before)
            if entity is not None:
                self._note(entity, phrase)
            before.append(phrase)

    def merge(self, unnamed: Entity, person: Entity) -> None:
        """Let an unnamed entity have been that person all along."""
        person.titles += unnamed.titles
        person.mentions += unnamed.mentions
        person.country = person.country or unnamed.country
        self.of = {place: person if one is unnamed else one for place, one in self.of.items()}
        self.entities = [one for one in self.entities if one is not unnamed]
        self._persons = [one for one in self._persons if one is not unnamed]

    def needed(self, entities: Iterable[Entity]) -> tuple[Actor, ...]:
        """The actors for these entities, numbered in text order; sets their ids."""
        unique = {id(one): one for one in entities}
        self.settle(unique.values())
        chosen = sorted(unique.values(), key=lambda one: one.mentions[0])
        for number, entity in enumerate(chosen, 1):
            entity.id = f"a{number}"
        return tuple(self._actor(entity) for entity in chosen)

    def settle(self, entities: Iterable[Entity]) -> None:
        """Let those who serve a state that is not told serve the one the article keeps naming."""
        setting = self._setting()
        for entity in entities:
            if entity.country is None and self._serves_a_state(entity):
                entity.country = setting

    def _setting(self) -> str | None:
        """The one state that the article keeps naming, if there is one."""
        counted = Counter(one.country for one in self.entities for _ in one.mentions if one.country)
        (code, times), *_ = (*counted.most_common(1), (None, 0))
        return code if times >= 0.6 * counted.total() else None

    def _serves_a_state(self, entity: Entity) -> bool:
        words = [self._name(entity)] if entity.kind == "organization" else []
        words += [self.words(one) for one in entity.titles]
        return any(_OF_A_STATE.search(one) for one in words)

    def words(self, span: Range) -> str:
        """The characters of a range."""
        return self.text[slice(*span)]

    def _note(self, entity: Entity, phrase: Phrase) -> None:
        self.of[phrase.start, phrase.end] = entity
        if phrase.kind == "pronoun":
            return
        entity.country = entity.country or phrase.country
        if phrase.kind in ("name", "body", "state", "group", "document") and phrase.name:
            entity.forms.append(phrase.name)
            entity.mentions.append(phrase.name)
        else:
            entity.mentions.append((phrase.start, phrase.end))
        if phrase.title and entity.human:
            entity.titles.append(phrase.title)
            entity.gender = entity.gender or _gender(self.words(phrase.title))
        entity.body = entity.body or phrase.firm
        if entity.human:
            self._persons = [one for one in self._persons if one is not entity] + [entity]

    def _entity(self, phrase: Phrase, before: list[Phrase]) -> Entity | None:
        beside = self._beside(phrase, before)
        match phrase.kind:
            case "pronoun":
                return self._pronoun(self.text[phrase.start : phrase.end].lower())
            case "name":
                return self._named(phrase, beside)
            case "office" | "counterpart":
                return beside or self._office(phrase)
            case "group" | "document":
                return self._same_words(phrase.kind, phrase)
            case "state":
                return self._state(phrase.country, phrase)
            case "body":
                return self._body(phrase)

    def _beside(self, phrase: Phrase, before: list[Phrase]) -> Entity | None:
        """Who stands in apposition: "the minister, Ilse Maran", "Ilse Maran, the minister"."""
        for other in reversed(before[-2:]):
            between = self.text[other.end : phrase.start]
            entity = self.of.get((other.start, other.end))
            if entity is None or not _APPOSED.fullmatch(between):
                continue
            if (other.kind, phrase.kind) == ("office", "name"):
                return entity if entity.kind == "unnamed" else None
            if (other.kind, phrase.kind) == ("name", "office") and other is before[-1]:
                return self._human(entity, other)
        return None

    def _human(self, entity: Entity, phrase: Phrase) -> Entity | None:
        """Whom an office is said of: a person, be it one that "to" made look like a place."""
        fresh = entity.forms == [phrase.name] and not entity.state
        if entity.kind == "organization" and phrase.kind == "name" and fresh and phrase.name:
            words = self.words(phrase.name).split()
            entity.kind = "person" if len(words) > 1 else entity.kind
        return entity if entity.kind == "person" else None

    def _new(self, kind: ActorKind, name: Range | None = None) -> Entity:
        entity = Entity(kind, name)
        self.entities.append(entity)
        return entity

    def person(self, word: str, first: Entity | None, but: Entity | None = None) -> Entity | None:
        """Whom "he" or "she" means: the first choice, else the nearest person of that gender."""
        gender = "f" if word == "she" else "m"
        for entity in (first, *reversed(self._persons)):
            if entity is None or not entity.human or entity is but:
                continue
            if entity.gender in ("", gender):
                entity.gender = gender
                return entity
        return None

    def _pronoun(self, word: str) -> Entity | None:
        if word not in ("it", "they"):
            return None  # speech and meetings ask for the person
        kind = "organization" if word == "it" else "group"
        known = [one for one in self.entities if one.kind == kind and one.mentions]
        return max(known, key=lambda one: one.mentions[-1], default=None)

    def _named(self, phrase: Phrase, beside: Entity | None) -> Entity | None:
        if phrase.name is None:
            return None
        words = _name_words(self.words(phrase.name))
        known = self._known(words)
        if known is None and phrase.title is None and beside is None:
            code = country_of_city(self.words(phrase.name))
            if code:
                return self._state(code, phrase)
        if known is None and beside is not None:
            beside.kind, beside.name = "person", phrase.name
            return beside
        place = _PLACED.search(self.text[max(0, phrase.start - 12) : phrase.start])
        firm = stands_for_a_firm(self.text, *phrase.name)
        human = phrase.title is not None or (len(words) > 1 and place is None and not firm)
        kind: ActorKind = "person" if human else "organization"
        entity = known or self._told_before(phrase) or self._new(kind, phrase.name)
        if entity.kind == "person" and len(words) > len(_name_words(self._name(entity))):
            entity.name = phrase.name
        return entity

    def _told_before(self, phrase: Phrase) -> Entity | None:
        """The one whom the article called by the office before it gives the name.

        Of several the one of the same country, then of most words of the office in common.
        """
        if phrase.title is None or _head(self.words(phrase.title)) in _VAGUE:
            return None
        given = _bare_words(self.words(phrase.title))
        heads = {_head(self.words(phrase.title)), self.words(phrase.title).lower().split()[-1]}
        fits: list[tuple[bool, int, Entity]] = []
        for entity in self._persons:
            if entity.kind != "unnamed" or not entity.titles:
                continue
            start = entity.mentions[0][0]
            definite = not re.match(r"(?:a|an|another|one)\b", self.text[start:], re.IGNORECASE)
            told = _bare_words(self.words(entity.titles[0]))
            head = _head(self.words(entity.titles[0]))
            same = (head in heads or head in given) and (told <= given or given <= told)
            country = phrase.country is None or entity.country in (None, phrase.country)
            if definite and same and country:
                fits.append((entity.country == phrase.country, len(told & given), entity))
        if not fits:
            return None
        entity = max(fits, key=lambda one: one[:2])[2]
        entity.kind, entity.name = "person", phrase.name
        return entity

    def _known(self, words: list[str]) -> Entity | None:
        """The entity that shares the surname; of a single word, the one that has it at all."""
        for entity in reversed(self.entities):
            theirs = _name_words(self._name(entity))
            if entity.kind == "person" and theirs:
                if _alike(_surname(words), _surname(theirs)) and _one_person(words, theirs):
                    return entity
                if len(words) == 1 and words[0] in (theirs[0], *_surnames(theirs)):
                    return entity
            if entity.kind == "organization" and theirs and words != theirs:
                if len(words) == 1 and words[0] == theirs[0]:
                    return entity
                if len(words) == 1 and words[0] == "".join(one[0] for one in theirs):
                    return entity
            elif entity.kind == "organization" and words == theirs:
                return entity
        return None

    def _office(self, phrase: Phrase) -> Entity | None:
        title = phrase.title or (phrase.start, phrase.end)
        words = self.words(title)
        if phrase.kind == "counterpart":
            return self._counterpart(phrase) or self._new("unnamed")
        first = self.text[phrase.start : phrase.end].split()[0].lower()
        if first not in ("a", "an"):
            for entity in reversed(self._persons):
                country = phrase.country is None or entity.country in (None, phrase.country)
                if country and any(_holds(self.words(one), words) for one in entity.titles):
                    return entity
        return self._new("unnamed")

    def _counterpart(self, phrase: Phrase) -> Entity | None:
        """The counterpart told of before, if nothing says that this one is another."""
        head = self.text[phrase.start : phrase.end].split()[-1].lower()
        for entity in reversed(self._persons):
            words = self.words(entity.mentions[0]).lower() if entity.mentions else ""
            one_side = phrase.country in (None, entity.country) or entity.country is None
            if entity.kind == "unnamed" and words.endswith(head) and one_side:
                return entity
        return None

    def _state(self, code: str | None, phrase: Phrase) -> Entity:
        for entity in self.entities:
            if entity.state and entity.country == code:
                return entity
        entity = self._new("organization", phrase.name)
        entity.country = code
        entity.state = True
        return entity

    def _same_words(self, kind: ActorKind, phrase: Phrase) -> Entity:
        words = self.words(phrase.name or (phrase.start, phrase.end)).lower()
        for entity in self.entities:
            if entity.kind == kind and self._name(entity).lower() == words:
                return entity
        return self._new(kind, phrase.name)

    def _body(self, phrase: Phrase) -> Entity | None:
        if phrase.name is None:
            return None
        words = self.words(phrase.name).lower().split()
        if len(words) == 1:
            for entity in reversed(self.entities):
                theirs = self._name(entity).lower().split()
                if entity.kind == "organization" and words[0] in theirs:
                    return entity
            known = [one for one in self.entities if one.kind == "organization" and not one.state]
            if words[0] in ("company", "firm") and known:
                return max(known, key=lambda one: len(one.mentions))
        return self._same_words("organization", phrase)

    def _name(self, entity: Entity) -> str:
        return self.words(entity.name) if entity.name else ""

    def _actor(self, entity: Entity) -> Actor:
        name = self._name(entity) or None
        forms = {self.words(one) for one in entity.forms}
        human = entity.human
        title = max((self.words(one) for one in entity.titles if human), key=len, default=None)
        firm = self.words(entity.body) if entity.body and human else None
        mentions = sorted(set(entity.mentions))
        return Actor(
            id=entity.id,
            kind=entity.kind,
            name=name if entity.kind != "unnamed" else None,
            title=title if _is_office(title) else None,
            organization=_body_of(title) or firm,
            country=entity.country,
            aliases=tuple(sorted(forms - {name})) if entity.kind != "unnamed" else (),
            mentions=tuple(Evidence.of(self.text, *one) for one in mentions),
        )


def _name_words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", name.lower())


def _surname(words: list[str]) -> str:
    return words[0] if words[0] in lexicon.FAMILY_NAMES_FIRST else words[-1]


def _surnames(words: list[str]) -> list[str]:
    """The last word of a name, and of a long one the word before it: "Ana Duarte Lima"."""
    return words[-2:] if len(words) > 2 else words[-1:]


def _one_person(one: list[str], other: list[str]) -> bool:
    """Whether two names of one surname may be one person's: no given names that tell them apart."""
    few, many = (
        {word for word in words if word != _surname(words)} - NAME_PARTICLES
        for words in (one, other)
    )
    if not few or not many:
        return True
    return any(
        _alike(first, second) or (first[0] == second[0] and 1 in (len(first), len(second)))
        for first in few
        for second in many
    )


def _head(title: str) -> str:
    """The word a title is built around: "minister" of "deputy minister of defence"."""
    before = re.split(r"\s(?:of|for)\s", title.lower())[0].split()
    return before[-1] if before else ""


def _alike(one: str, other: str) -> bool:
    """Whether two surnames are one: the same, or two spellings of it."""
    return one == other or (min(len(one), len(other)) > 4 and ratio(one, other) >= 80)


def _bare_words(title: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", title.lower())) - {"the"}


def _holds(title: str, words: str) -> bool:
    """Whether an office is meant by other words for it: "the minister" for a finance minister.

    Ranks behind the office count for nothing, and "defense chief" is its minister.
    """
    head, wanted, held = _head(words), _bare_words(words), _bare_words(title)
    if head in (_head(title), _head(_unranked(title))):
        return wanted <= held
    domain = wanted - {head}
    return head in _CHIEFS and bool(domain) and domain <= held - lexicon.OFFICE_HEADS


def _unranked(title: str) -> str:
    """A title without the ranks at its end: "Defense Minister" of "Defense Minister General"."""
    words = title.split()
    while len(words) > 1 and words[-1].lower().rstrip(".") in lexicon.RANKS:
        words.pop()
    return " ".join(words)


def _is_office(title: str | None) -> bool:
    honors = lexicon.COURTESY | lexicon.HONORIFICS | lexicon.DOTTED_HONORIFICS
    return title is not None and title.lower().rstrip(".") not in honors


def _body_of(title: str | None) -> str | None:
    """The body that a title names: "Armed Forces" of "Chief of Staff of the Armed Forces"."""
    words = re.sub(r"\s*\([^)]*\)$", "", title or "").split()
    while words and words[-1].lower() in lexicon.RANKS:
        words.pop()
    found = re.search(r".*\b(?:of|for|at) (?:the |its )?(?:\w+['’]s )?(.+)$", " ".join(words))
    if found and found[1].split()[-1].lower() in lexicon.BODY_HEADS:
        return found[1] if found[1] in (title or "") else None
    front = words[0] if len(words) > 1 and words[0][0].isupper() else ""
    return front if front.lower() in lexicon.BODY_HEADS - lexicon.TITLE_MODIFIERS else None


def _gender(title: str) -> str:
    words = set(re.findall(r"[a-z]+", title.lower()))
    if words & _FEMALE or any(one.endswith("woman") for one in words):
        return "f"
    male = words & _MALE or any(one.endswith("man") and one != "woman" for one in words)
    return "m" if male else ""
