"""Actors: how two articles' actors compare, by name, office, body and country."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from extractor.linking.facts import ActorFacts
from extractor.linking.names import name_keys, same_person_name, words_of
from extractor.reading.lexicon import BODY_HEADS, OFFICE_HEADS, TITLE_MODIFIERS
from extractor.resolve.names import office_fits, office_words
from schemas.countries import PLOVER_CODES, country_code

Match = Literal["named", "family", "office", "body", "side", "any", "rival", "none"]
"""One person by name; by one word of a name; by office; one body; one side; somebody of whom too
little is said; two holders of an office; nothing in common."""

_ALTERNATES = 4
_PERSONS_WORDS = 4
_ARTICLES = frozenset({"the", "a", "an", "of", "and", "for"})
_COMMON = BODY_HEADS | TITLE_MODIFIERS | OFFICE_HEADS | {"national", "union", "central"}
"""Words that bodies of many countries have in their names."""


@dataclass(frozen=True)
class Who:
    """What tells an actor apart; equal for actors that no comparison could."""

    kind: str
    names: tuple[tuple[str, ...], ...]
    """Words of the name, then of other full forms; empty for the unnamed."""
    office: frozenset[str]
    body: tuple[str, ...]
    """Words of a body's name."""
    country: str | None
    is_country: bool = False
    """Whether it is a state or its government as a whole."""
    identity: str | None = None
    """The row of the user's table that it is."""

    def __post_init__(self) -> None:
        """Work out the hash, which is asked for millions of times."""
        told = (self.kind, self.names, self.office, self.body, self.country, self.identity)
        object.__setattr__(self, "_hash", hash(told))

    def __hash__(self) -> int:
        return self._hash  # type: ignore[attr-defined,no-any-return]

    @cached_property
    def keys(self) -> frozenset[str]:
        """See `keys`."""
        if self.principal:
            found = frozenset(key for words in self.names for key in name_keys(words))
            return found if self.identity is None else found | {f"@{self.identity}"}
        if self.kind == "organization" and self.body and not self.is_country:
            return frozenset(["#" + " ".join(self.body)])
        return frozenset()

    @cached_property
    def called(self) -> tuple[str, ...]:
        """The words of a body's name that may as well be a person's: "Ruwaished", "Ag Wartissan".

        Extraction takes somebody who is only called by a surname for a body now and then.
        """
        if self.kind not in ("organization", "group") or self.is_country or not self.body:
            return ()
        name = tuple(word for word in self.body if word != self.country)
        fits = 0 < len(name) < _PERSONS_WORDS and not _COMMON.intersection(name)
        return words_of(" ".join(name).title()) if fits else ()

    @cached_property
    def principal(self) -> bool:
        """Whether it is a person with a name."""
        return self.kind == "person" and bool(self.names)


def who(actor: ActorFacts) -> Who:
    """What tells an actor apart."""
    office = frozenset(office_words(actor.title)) if actor.title else frozenset[str]()
    if actor.kind == "person" and actor.name:
        return Who("person", _names(actor), office, (), actor.country)
    body = _body(actor.name or "", actor.country)
    state = actor.name is not None and country_code(actor.name) is not None
    return Who(actor.kind, (), office, body, actor.country, state)


def _names(actor: ActorFacts) -> tuple[tuple[str, ...], ...]:
    full = words_of(actor.name or "")
    others = (words_of(alias) for alias in actor.aliases if alias[:1].isupper())
    kept = sorted({words for words in others if len(words) > 1 and same_person_name(words, full)
                   == "spelled"})  # fmt: skip
    return (full, *kept[:_ALTERNATES])


def _body(name: str, country: str | None) -> tuple[str, ...]:
    """Words that tell a body apart; none for "the board", of which there are many.

    Where all of the words are common to such bodies ("Foreign Ministry"), its country is one.
    """
    if name == name.lower() and name.isascii():
        return ()
    words = [word.strip(".,'’()").lower() for word in name.split()]
    words = [word for word in words if word and word not in _ARTICLES]
    if all(word in _COMMON for word in words):
        return (*words, country) if country else ()
    return tuple(words)


def compare(one: Who, other: Who) -> Match:
    """How two actors of different articles compare; the order does not matter."""
    if one.principal and other.principal and one.keys.isdisjoint(other.keys):
        return _strangers(one, other)
    return _compare(one, other)


def _strangers(one: Who, other: Who) -> Match:
    """How people with other names compare."""
    rival = one.country == other.country and one.country and one.office and other.office
    return "rival" if rival and _same_office(one.office, other.office) else "none"


@lru_cache(maxsize=1 << 18)
def _compare(one: Who, other: Who) -> Match:
    if one.identity is not None and other.identity is not None:
        return "named" if one.identity == other.identity else "none"
    if one.principal and other.principal:
        return _people(one, other)
    if one.principal or other.principal or "unnamed" in (one.kind, other.kind):
        return _described(one, other)
    if one.body and one.body == other.body and one.kind == other.kind == "organization":
        if one.is_country:
            return "side"
        return "none" if _foreign(one, other) else "body"
    return "side" if _same_side(one, other) else "none"


def _people(one: Who, other: Who) -> Match:
    likeness = {
        same_person_name(*sorted((mine, theirs))) for mine in one.names for theirs in other.names
    }
    foreign = _foreign(one, other)
    if likeness & {"same", "spelled", "short"}:
        return "family" if foreign and not _one_person(one, other) else "named"
    if "family" in likeness:
        return "none" if foreign or _other_office(one, other) else "family"
    return _strangers(one, other)


def _called_alike(one: Who, other: Who) -> bool:
    """Whether a body is called by the name of a person."""
    body, person = sorted((one, other), key=lambda each: each.principal)
    return bool(body.called) and any(
        same_person_name(*sorted((body.called, name))) != "other" for name in person.names
    )


def _one_person(one: Who, other: Who) -> bool:
    """Whether names are so alike that an article is rather wrong about a country."""
    full = [name for name in one.names if len(name) > 1]
    return any(
        len(name) > 1 and same_person_name(*sorted((name, mine))) in ("same", "spelled")
        for name in other.names
        for mine in full
    )


def _described(one: Who, other: Who) -> Match:
    """Somebody who is only described, beside somebody else."""
    if one.principal != other.principal and _called_alike(one, other):
        return "family"
    if _foreign(one, other):
        return "none"
    if one.office and other.office and _same_office(one.office, other.office):
        if _same_side(one, other):
            return "office"
        return "side" if len(one.office & other.office) > 1 else "none"
    if _same_side(one, other):
        return "side"
    return "any" if _vague(one) or _vague(other) else "none"


def _vague(one: Who) -> bool:
    """Whether it may be anybody ("a counterpart")."""
    return one.kind == "unnamed" and one.country is None and not one.office


@lru_cache(maxsize=1 << 16)
def _same_office(one: frozenset[str], other: frozenset[str]) -> bool:
    less, more = sorted((set(one), set(other)), key=len)
    return office_fits(less, more, exact=False)


def _other_office(one: Who, other: Who) -> bool:
    heads = (one.office & OFFICE_HEADS, other.office & OFFICE_HEADS)
    return bool(heads[0] and heads[1]) and not one.office & other.office


def _same_side(one: Who, other: Who) -> bool:
    return one.country is not None and one.country == other.country


def _foreign(one: Who, other: Who) -> bool:
    """Whether the two act for different states."""
    both = one.country is not None and other.country is not None
    return both and one.country != other.country and not {one.country, other.country} & PLOVER_CODES


def keys(one: Who) -> frozenset[str]:
    """Keys of which an actor shares one with every spelling of its name; none for the unnamed."""
    return one.keys


@lru_cache(maxsize=1 << 17)
def block_keys(one: Who) -> tuple[str, ...]:
    """At most two of the keys of a person, by the last and the first word; all those of a body."""
    if not one.principal:
        return tuple(keys(one))
    if one.identity is not None:
        return (f"@{one.identity}", *name_keys(one.names[0])[:1])
    return name_keys(one.names[0])[:2]
