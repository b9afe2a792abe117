"""Bodies: whom somebody acts for, in the words that stand at the title or the name.

"chair of the harbour board", "league spokesman", "the union's president", "Halden Motors chief Ana
Lima", "Ana Lima of the opposition bloc", "Ana Lima, who chairs the league". A state, a city and a
person are no body, and one that somebody has left is none of theirs.
"""

import re

from extractor.reading import lexicon
from extractor.resolve.titles import HEADS, Range
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
_NO_STATES = frozenset("EUR UNO IGO NGO".split())
_COMPANIES = frozenset("delegation team mission crew".split())
"""Several people rather than a body, however they are called."""
_LEFT = frozenset("former ex then retired late predecessor".split())
_STATES_OFFICES = frozenset(
    """
    minister governor mayor senator ambassador consul king queen prince bishop archbishop
    secretary undersecretary premier
    """.split()
)
"""Offices of a place: the name in front of or behind them is no employer's."""
_NOT_IN_FRONT = frozenset("deputy acting senior chief vice assistant interim top".split())
_PERSONAL = frozenset(
    """
    spokesman spokeswoman spokesperson aide adviser advisor deputy lawyer attorney campaign envoy
    successor predecessor secretary counterpart negotiator representative chief
    """.split()
)
_RUN_FIRMS = frozenset("director executive founder owner manager spokesman spokeswoman".split())
_TROOPS = frozenset("army navy air forces".split())
_RANKS = lexicon.RANKS - {"commander"}
_LINK = re.compile(r"\b(?:of|for|to|at|from|with)\s+(?:(?:the|an?|its|our)\s+)?")
_OWNED = re.compile(r"([^\W\d_][\w.&-]*)['’‘`]s\s+$")
_ITS = re.compile(r"\b(?:its|represented by(?: the| a)?)\s+$", re.IGNORECASE)
_BEHIND = re.compile(r"\s+of\s+(?:the\s+|an?\s+)?")
_OFFICE_AT = re.compile(r"\s+(?:of|from|at|on)\s+(?:the\s+|an?\s+|its\s+|their\s+)?")
_WHO_LEADS = re.compile(
    r",\s+who\s+(?:also\s+|now\s+)?(?:heads|chairs|leads|runs|directs|commands|represents|owns)\s+"
    r"(?:(?:the|an?|its|his|her|their)\s+)?"
)
_WORD = re.compile(r"[^\W\d_][\w’'&-]*")
_LEADING = re.compile(r"(?:the|of|and|but|for|an?|at|in|both)\s+(?=\S)", re.IGNORECASE)
_JOINING = frozenset("of and for the & do de".split())
_ALONG = 8
"""Words of the longest name of a body."""


def body_in_title(title: str) -> str | None:
    """The body that the words of a title name, before the office or behind "of"."""
    if _has_left(title):
        return None
    for match in reversed(list(_LINK.finditer(title))):
        body = _behind_link(title, match)
        if body is not None:
            return body
    return _in_front(title)


def body_beside(text: str, title: Range, sentence: Range) -> Range | None:
    """The body that owns an office: "the club's" in front of it."""
    if _has_left(text[slice(*title)]):
        return None
    before = text[sentence[0] : title[0]]
    owned = _OWNED.search(before)
    if owned is None:
        league = re.search(r"\b([A-Z]{2,6})\s+$", before)
        if league is None or country_code(league[1]) not in _NO_STATES:
            return None
        return sentence[0] + league.start(1), sentence[0] + league.end(1)
    end = sentence[0] + owned.end(1)
    start = _back_to_the_first(text, sentence[0], sentence[0] + owned.start(1))
    words = text[start:end]
    if is_place(words):
        return None
    named = words.split()[-1].lower() in BODIES
    if words == "state" or (not named and (words[0].islower() or _of_a_place(text[slice(*title)]))):
        return None
    return start, end


def may_be_a_persons(title: str) -> bool:
    """Whether an office may be held with a person, too: "Lind's spokesman"."""
    return bool(_PERSONAL & set(re.findall(r"[a-z-]+", title.lower())))


def is_its(text: str, title: Range, sentence: Range) -> bool:
    """Whether an office is owned by what was named before: "its chair"."""
    return bool(_ITS.search(text[sentence[0] : title[0]])) and not _has_left(text[slice(*title)])


def body_behind(text: str, name: Range, sentence: Range, title: str | None) -> Range | None:
    """The body behind a name: "of the traders' union", ", who chairs the league".

    Args:
        text: the original.
        name: where somebody is named.
        sentence: around it.
        title: what they are, if that is known; a capital alone behind "of" is a firm only of
            somebody who may be a firm's.
    """
    rest = text[name[1] : sentence[1]]
    if (leads := _WHO_LEADS.match(rest)) is not None:
        return _named_from(text, name[1] + leads.end(), sentence[1], firms=True)
    if (of := _BEHIND.match(rest)) is not None and not _has_left(title or ""):
        firms = title is not None and not _of_a_place(title)
        return _named_from(text, name[1] + of.end(), sentence[1], firms=firms)
    return None


def body_of_office(text: str, title: Range, sentence: Range) -> Range | None:
    """The body behind an office that nobody's name is said with: "a consul from the embassy"."""
    link = _OFFICE_AT.match(text[title[1] : sentence[1]])
    if link is None or _has_left(text[slice(*title)]):
        return None
    return _named_from(text, title[1] + link.end(), sentence[1], firms=False)


def employer(title: str, text: str) -> str | None:
    """A firm's name in front of a title: "Halden Motors" of "Halden Motors sales chief".

    One that the text has nowhere else is none, unless it is an acronym.
    """
    words = title.split()
    count = 0
    while count < len(words) and _is_unknown_capital(words[count]):
        count += 1
    if not 0 < count < len(words) or _of_a_place(title) or words[0].lower() in ("hr", "pr", "it"):
        return None
    name = " ".join(words[:count])
    if is_place(name):
        return None
    if count == 1 and name.isupper():
        return name
    elsewhere = rf"(?<![\w’'-]){re.escape(name)}(?!\w|\s+{re.escape(words[count])})"
    return name if re.search(elsewhere, text) else None


def _has_left(title: str) -> bool:
    return bool(_LEFT & set(re.findall(r"[a-z]+", title.lower())[:2]))


def _of_a_place(title: str) -> bool:
    head = re.split(r"\s(?:of|for)\s", title.lower())[0]
    return bool(_STATES_OFFICES & set(re.findall(r"[a-z]+", head)))


def is_place(words: str) -> bool:
    """Whether words name a state or a city; a body of states is no place."""
    code = country_code(words)
    return country_of_city(words) is not None if code is None else code not in _NO_STATES


def stands_as_place(text: str, name: str) -> bool:
    """Whether the text says that something is in or near what bears a name."""
    if any(word.lower() in BODIES for word in name.split()):
        return False
    return (
        re.search(rf"\b(?:in|near|outside|across|around)\s+{re.escape(name)}\b", text) is not None
    )


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
    body = body[_owned_by_place(body) :]
    known = _is_a_body(body)
    definite = link[0].split()[-1] not in ("of", "for", "to", "at", "from", "with")
    operated = re.match(r"(?:[a-z-]+\s)*?([a-z]+)\s(?=[A-Z])", body)
    if operated and operated[1] in BODIES:
        return body[operated.end() :]
    if known and (definite or not _of_a_domain(title)):
        alone = body.islower() and len(body.split()) == 1
        return None if alone and (body in _NO_BODIES or not definite) else body
    firm = body[0].isupper() and not known and not _of_a_place(title) and not is_place(body)
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


def _back_to_the_first(text: str, limit: int, start: int) -> int:
    """Where the name of an owner begins, of whose last word the start is given."""
    capital = text[start].isupper()
    for _ in range(_ALONG):
        before = re.search(r"([^\W\d_][\w.&’'-]*)\s+$", text[limit:start])
        if before is None:
            break
        word = before[1]
        joins = capital and word in ("of", "do", "de", "da", "del", "for", "and", "&")
        owns = re.search(r"['’]s?$", word)
        known = word.lower() in lexicon.TITLE_MODIFIERS | BODIES
        plain = word.islower() and word.lower() not in ("the", "a", "an", "and", "for", "then")
        if owns or not (joins or (capital and word[0].isupper()) or (plain and known)):
            ruling = word.lower() in ("ruling", "governing", "local", "main")
            if not (ruling and not capital):
                break
        start = limit + before.start(1)
    while (lead := _LEADING.match(text[start:])) is not None:
        start += lead.end()
    return start


def _owned_by_place(words: str) -> int:
    """How many characters of a name are a state or a city that owns it: "Norland's "."""
    owner = re.match(r"([^\s'’]+)['’]s?\s+", words)
    return owner.end() if owner and is_place(owner[1]) else 0


def _named_from(text: str, start: int, limit: int, *, firms: bool) -> Range | None:
    """The name of a body that begins at a place; None where the words name none."""
    end = last = start
    body = False
    capital = text[start : start + 1].isupper()
    for count, found in enumerate(_WORD.finditer(text, start, limit)):
        word, low = found[0], found[0].lower()
        if count == _ALONG or (count and not text[last : found.start()].isspace()):
            break
        last = found.end()
        bare = re.sub(r"['’]s?$", "", low)
        after = _WORD.match(text, found.end() + 1, limit)
        known = after is not None and after[0].lower() in lexicon.TITLE_MODIFIERS | BODIES
        joins = known or text[found.start() - 2] in "'’" or low not in ("and", "&")
        if low in _JOINING and count and capital:
            if not joins:
                break
            continue
        if word[0].isupper() or low in lexicon.TITLE_MODIFIERS | BODIES or bare != low:
            end = found.end()
            body = body or bare in BODIES - {"state", "team", "delegation"}
            if word[0].islower() and low in BODIES:
                break
            continue
        if capital or count > 2:
            break
    start += _owned_by_place(text[start:end])
    words = re.sub(r"['’]s?$", "", text[start:end])
    owns = start + len(words) < end  # "the league's office" is no league
    if not words or owns or is_place(words) or words.split()[-1].lower() in _COMPANIES:
        return None
    if body or (firms and capital):
        return start, start + len(words)
    return None
