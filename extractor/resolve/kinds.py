"""Kinds: whether an actor is a person, a body or several people, by the words around the name.

A draft's kind stands unless the article plainly says otherwise: "operator Halden Lines (HL)" is no
person, "Prakash Rao, secretary of the union," no body, a delegation or a side is several people.
"""

import re
from collections.abc import Iterable

from extractor.reading import lexicon
from extractor.reading.firms import stands_for_a_firm
from extractor.resolve.bodies import BODIES, is_place, stands_as_place
from schemas import ActorKind

_SEVERAL = frozenset("delegation side press media team crew mps".split())
_HONORED = re.compile(
    r"\b(?:mr|mrs|ms|miss|madam|dr|sir|dame|hon|alhaji|hajiya|sheikh|cllr)\.?\s+$", re.IGNORECASE
)
_RUN_BY = (
    r"['’]s\s+(?:(?!campaign|press|tour|personal|business)[\w-]+\s+){0,2}?"
    r"(?:chair|chairman|chairwoman|director|manager|treasurer)\b"
)
_RUNS_IT = (
    r"\s+(?:[\w-]+\s+){0,2}?(?:[Vv]ice[ -])?"
    r"(?:[Cc]hair(?:man|woman)?|[Cc]hief|[Dd]irector|[Mm]anager)\s+[A-Z]"
)


def kind_of(
    text: str,
    kind: ActorKind,
    names: Iterable[str],
    places: Iterable[tuple[int, int]],
    office: bool,
) -> ActorKind:
    """The kind of an actor, or the one given where the text does not contradict it.

    Args:
        text: the original.
        kind: as far as known.
        names: what the actor is called.
        places: where the names stand.
        office: whether a title is said of the actor.
    """
    called = list(names)
    if kind == "organization":
        if any(one.split()[-1] in _SEVERAL or one.lower() in _SEVERAL for one in called[:1]):
            return "group"
        honored = any(_HONORED.search(text[max(0, at - 12) : at]) for at, _ in places)
        person = honored or (office and any(_may_be_a_person(text, one) for one in called))
        return "person" if person and not any(map(_is_body, called)) else kind
    if kind == "person" and not office:
        return "organization" if _is_firm(text, called, list(places)) else kind
    return kind


def _may_be_a_person(text: str, name: str) -> bool:
    """Whether a name has two words and is no place: "In Lume, the mayor, ..." tells nothing."""
    return len(name.split()) > 1 and not is_place(name) and not stands_as_place(text, name)


def _is_firm(text: str, names: list[str], places: list[tuple[int, int]]) -> bool:
    if any(_HONORED.search(text[max(0, start - 12) : start]) for start, _ in places):
        return False
    if any(map(_is_body, names)):
        return True
    if any(stands_for_a_firm(text, *one) for one in places):
        return True
    if any(re.search(rf"\b{re.escape(name)}{_RUNS_IT}", text) for name in names):
        return True
    return any(
        re.search(rf"\b{re.escape(word)}{_RUN_BY}", text) and not is_place(word)
        for name in names
        for word in name.split()[-1:]
    )


def _is_body(name: str) -> bool:
    words = name.lower().split()
    return bool(words) and words[-1] in BODIES | _SUFFIXES


_SUFFIXES = lexicon.COMPANY_SUFFIXES - {"co", "se", "sa"}
