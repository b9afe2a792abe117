"""Owners: the body that an office or a name belongs to, in the words around it.

"the club's president", "a consul from the embassy", "Ana Lima of the opposition bloc", "Ana Lima,
who chairs the league".
"""

import re

from extractor.reading import lexicon
from extractor.resolve.bodies import (
    BODIES,
    NO_STATES,
    has_left,
    is_place,
    of_a_place,
    owned_by_place,
)
from extractor.resolve.titles import Range
from schemas import country_code

_COMPANIES = frozenset("delegation team mission crew".split())
"""Several people rather than a body, however they are called."""
_PERSONAL = frozenset(
    """
    spokesman spokeswoman spokesperson aide adviser advisor deputy lawyer attorney campaign envoy
    successor predecessor secretary counterpart negotiator representative chief
    """.split()
)
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


def body_beside(text: str, title: Range, sentence: Range) -> Range | None:
    """The body that owns an office: "the club's" in front of it."""
    if has_left(text[slice(*title)]):
        return None
    before = text[sentence[0] : title[0]]
    owned = _OWNED.search(before)
    if owned is None:
        league = re.search(r"\b([A-Z]{2,6})\s+$", before)
        if league is None or country_code(league[1]) not in NO_STATES:
            return None
        return sentence[0] + league.start(1), sentence[0] + league.end(1)
    end = sentence[0] + owned.end(1)
    start = _back_to_the_first(text, sentence[0], sentence[0] + owned.start(1))
    words = text[start:end]
    if is_place(words):
        return None
    named = words.split()[-1].lower() in BODIES
    if words == "state" or (not named and (words[0].islower() or of_a_place(text[slice(*title)]))):
        return None
    return start, end


def may_be_a_persons(title: str) -> bool:
    """Whether an office may be held with a person, too: "Lind's spokesman"."""
    return bool(_PERSONAL & set(re.findall(r"[a-z-]+", title.lower())))


def is_its(text: str, title: Range, sentence: Range) -> bool:
    """Whether an office is owned by what was named before: "its chair"."""
    return bool(_ITS.search(text[sentence[0] : title[0]])) and not has_left(text[slice(*title)])


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
    if (of := _BEHIND.match(rest)) is not None and not has_left(title or ""):
        firms = title is not None and not of_a_place(title)
        return _named_from(text, name[1] + of.end(), sentence[1], firms=firms)
    return None


def body_of_office(text: str, title: Range, sentence: Range) -> Range | None:
    """The body behind an office that nobody's name is said with: "a consul from the embassy"."""
    link = _OFFICE_AT.match(text[title[1] : sentence[1]])
    if link is None or has_left(text[slice(*title)]):
        return None
    return _named_from(text, title[1] + link.end(), sentence[1], firms=False)


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
    start += owned_by_place(text[start:end])
    words = re.sub(r"['’]s?$", "", text[start:end])
    owns = start + len(words) < end  # "the league's office" is no league
    if not words or owns or is_place(words) or words.split()[-1].lower() in _COMPANIES:
        return None
    if body or (firms and capital):
        return start, start + len(words)
    return None
