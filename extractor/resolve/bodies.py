"""Bodies: whom somebody acts for, by the words of the title.

"chair of the harbour board", "league spokesman", "Halden Motors chief Ana Lima". A state, a city
and a person are no body, and one that somebody has left is none of theirs.
"""

import re

from extractor.reading import lexicon
from extractor.resolve.titles import HEADS
from schemas import country_code
from schemas.countries import country_of_city

BODIES = lexicon.BODY_HEADS | frozenset(
    """
    airport bloc brewery cathedral chapter circle collective cooperative dairy diocese factory
    faculty guild hospital laboratory mill monastery municipality museum observatory operator
    orchestra parish presidency railway railways school shop society synod theatre trust zoo
    """.split()
)
_NO_BODIES = frozenset("state press group team force front unit mission delegation service".split())
"""Words for bodies that qualify an office more often than they name one: "mission chief"."""
NO_STATES = frozenset("EUR UNO IGO NGO".split())
_LEFT = frozenset("former ex then retired late predecessor".split())
_STATES_OFFICES = frozenset(
    """
    minister governor mayor senator ambassador consul king queen prince bishop archbishop
    secretary undersecretary premier
    """.split()
)
"""Offices of a place: the name in front of or behind them is no employer's."""
_NOT_IN_FRONT = frozenset("deputy acting senior chief vice assistant interim top".split())
_RUN_FIRMS = frozenset("director executive founder owner manager spokesman spokeswoman".split())
_TROOPS = frozenset("army navy air forces".split())
_RANKS = lexicon.RANKS - {"commander"}
_LINK = re.compile(r"\b(?:of|for|to|at|from|with)\s+(?:(?:the|an?|its|our)\s+)?")


def body_in_title(title: str) -> str | None:
    """The body that the words of a title name, before the office or behind "of"."""
    if has_left(title):
        return None
    for match in reversed(list(_LINK.finditer(title))):
        body = _behind_link(title, match)
        if body is not None:
            return body
    return _in_front(title)


def employer(title: str, text: str) -> str | None:
    """A firm's name in front of a title: "Halden Motors" of "Halden Motors sales chief".

    One that the text has nowhere else is none, unless it is an acronym.
    """
    words = title.split()
    count = 0
    while count < len(words) and _is_unknown_capital(words[count]):
        count += 1
    if not 0 < count < len(words) or of_a_place(title) or words[0].lower() in ("hr", "pr", "it"):
        return None
    name = " ".join(words[:count])
    if is_place(name):
        return None
    if count == 1 and name.isupper():
        return name
    elsewhere = rf"(?<![\w’'-]){re.escape(name)}(?!\w|\s+{re.escape(words[count])})"
    return name if re.search(elsewhere, text) else None


def has_left(title: str) -> bool:
    """Whether somebody holds an office no more."""
    return bool(_LEFT & set(re.findall(r"[a-z]+", title.lower())[:2]))


def of_a_place(title: str) -> bool:
    """Whether an office is one of states and towns."""
    head = re.split(r"\s(?:of|for)\s", title.lower())[0]
    return bool(_STATES_OFFICES & set(re.findall(r"[a-z]+", head)))


def is_place(words: str) -> bool:
    """Whether words name a state or a city; a body of states is no place."""
    code = country_code(words)
    return country_of_city(words) is not None if code is None else code not in NO_STATES


def stands_as_place(text: str, name: str) -> bool:
    """Whether the text says that something is in or near what bears a name."""
    if any(word.lower() in BODIES for word in name.split()):
        return False
    return (
        re.search(rf"\b(?:in|near|outside|across|around)\s+{re.escape(name)}\b", text) is not None
    )


def is_landmark(name: str) -> bool:
    """Whether a name of several words is that of a river, a street, a plan: of nobody who acts."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", name)]
    return len(words) > 1 and (words[-1] in _LANDMARKS or words[0] in _BEFORE_LANDMARKS)


_LANDMARKS = frozenset(
    """
    river rivers basin basins sea ocean strait gulf valley mountain mountains peninsula island
    islands desert delta plateau coast corridor province prefecture oblast peninsula avenue
    boulevard square street road highway expressway motorway canal dam pipeline tunnel project
    programme plan treaty accord accords agreement protocol convention declaration memorandum act
    festival cup prize award awards games championship championships week
    """.split()
)
"""Last words of such names; those that are family names too ("Lake", "Hill") are left out."""
_BEFORE_LANDMARKS = frozenset("lake mount calle rue via avenida plaza ulitsa".split())
"""First words of them."""


def _is_unknown_capital(word: str) -> bool:
    low = word.lower()
    known = HEADS | lexicon.TITLE_MODIFIERS | BODIES | _STATES_OFFICES
    return word[0].isupper() and low not in known and country_code(word) is None


def _behind_link(title: str, link: re.Match[str]) -> str | None:
    words = []
    for word in re.finditer(r"\S+", title[link.end() :]):
        low = word.group().lower().strip(".,()")
        if low in lexicon.OFFICE_HEADS or word.group()[0] == "(" or low in ("on", "in"):
            break
        words.append(word)
    if not words:
        return None
    body = title[link.end() : link.end() + words[-1].end()]
    body = body[owned_by_place(body) :]
    known = _is_a_body(body)
    definite = link[0].split()[-1] not in ("of", "for", "to", "at", "from", "with")
    operated = re.match(r"(?:[a-z-]+\s)*?([a-z]+)\s(?=[A-Z])", body)
    if operated and operated[1] in BODIES:
        return body[operated.end() :]
    if known and (definite or not _of_a_domain(title)):
        alone = body.islower() and len(body.split()) == 1
        return None if alone and (body in _NO_BODIES or not definite) else body
    firm = body[0].isupper() and not known and not of_a_place(title) and not is_place(body)
    if firm and all(_is_unknown_capital(word) for word in body.split()):
        several = len(body.split()) > 1
        office = title[: link.start()].lower()
        runs = _RUN_FIRMS.intersection(office.split()) and not _LINK.search(office)
        return body if several or definite or body.isupper() or runs else None
    return None


def _is_a_body(words: str) -> bool:
    """Whether a name ends in a word for a body, or begins with one: "Club Atlético Norte"."""
    first, *more = re.split(r"\s(?:of|for)\s", words)[0].split()
    low = [re.sub(r"['’]s?$", "", one.lower()) for one in (first, *more)]
    begins = bool(more) and low[0] in BODIES and _is_unknown_capital(more[0])
    return (low[-1] in BODIES or begins) and low != ["state"]


def _of_a_domain(title: str) -> bool:
    """Whether what follows "of" is what somebody is minister of."""
    return bool({"minister", "undersecretary"} & set(title.lower().split()))


def _in_front(title: str) -> str | None:
    words = re.split(r"\s(?:of|for|to|in|at|on)\s", title)[0].split()
    low = [word.lower().strip(".,") for word in words]
    last = next((i for i in range(len(low) - 2, -1, -1) if low[i] in BODIES - _NO_BODIES), None)
    if last is None or low[last + 1] not in HEADS | _NOT_IN_FRONT | lexicon.TITLE_MODIFIERS:
        return None
    if low[last] in _TROOPS and low[last + 1] in _RANKS:
        return None
    first = 0
    while first < last and low[first] in HEADS | _NOT_IN_FRONT:
        first += 1
    return " ".join(words[first : last + 1])


def owned_by_place(words: str) -> int:
    """How many characters of a name are a state or a city that owns it: "Norland's "."""
    owner = re.match(r"([^\s'’]+)['’]s?\s+", words)
    return owner.end() if owner and is_place(owner[1]) else 0
