"""Mentions: the phrases by which an article names people, offices, bodies and groups.

Each word gets a class, one letter; the phrases are regular expressions over those letters. They
are candidates: which of them are actors is decided by what a model says and the text supports.
For English news.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extractor.reading import lexicon
from extractor.reading.honorifics import is_given_name, is_honorific, is_plural_owner
from schemas import country_code
from schemas.countries import only_sounds_like_a_country

MentionKind = Literal["name", "office", "counterpart", "body", "group", "pronoun"]


@dataclass(frozen=True)
class Mention:
    """A phrase that names somebody; offsets are half-open code points of the original."""

    start: int
    end: int
    kind: MentionKind
    name: tuple[int, int] | None = None
    """The name without title; None for an office, a group, a pronoun."""
    title: tuple[int, int] | None = None
    """Rank and office beside the name, or the office itself; leading nationality left out."""
    country: str | None = None
    """Alpha-3 of the first country or nationality within the phrase."""
    possessive: bool = False
    """Whether the phrase owns what follows ("Baqeri's remarks")."""


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    kind: str
    country: str | None = None


_WORD = re.compile(
    r"opposite numbers?|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|(?:al|el|ul|ad|as|ar|an|az|bin|ibn)-[^\W\d_][\w’'‘`\-]*"
    r"|[^\W\d_][\w’'‘`\-]*\.?(?=\s[^\W_a-z])"  # a stop counts only before a capital: "Gen. B"
    r"|[^\W\d_][\w’'‘`\-]*|\d[\d.,]*|[^\w\s]"
)
_OWNING = re.compile(r"['’‘`]s$|(?<=s)['’]$")
_OWNS = re.compile(r"['’‘`]s\b|(?<=s)['’](?!\w)")
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z]")
_PREDICATE = re.compile(r"\s+(?:also |then |have |had |will |would )?([a-z]+)")

# Classes of words. Capital letters are capitalised words.
#   D determiner   L land   N nationality   l land's   H/h office   E office or given name
#   M/m title modifier   B/b body   X counterpart   g collective   O of, for   T the   A and
#   C other capitalised   S the same, owning   p name particle   i initial   R pronoun
#   w other word   z punctuation and the rest
_BODY = r"[LNl]?[MmC]*[Bb]+"
_PLACE = r"(?:C{1,3}(?=Cp*C(?![CpE]))|C+(?=[^CpSi]|$))"
_OF = rf"OT?(?:{_BODY}|[LNl]?[Mm]*[Hh]|[LNl]?[Mm]+(?:A[Mm]+)?|[LNl]|w[Bbm]+|{_PLACE})"
_OFFICE = rf"(?:[Mm]*[HhE](?:A?[MmHh]*[Hh])?(?:[Mm]+)?(?:{_OF})*(?:\(C\))?)"
_OWNER = r"(?:(?:[MC]*BOT?)?[LNl]|[LN]?[MC]*BOT?C*S)"
_EMPLOYER = r"(?:C{1,3}(?=[MmBb]*[HhE]+[CE]))"
_TITLE = rf"{_OWNER}?(?P<title>{_EMPLOYER}?[MmBb]*(?:{_OFFICE}[LNl]?)+)"
_NAME = r"(?:[Cp]{0,2}C(?:p*[CE]|i)*S?|i+C(?:p*[CE])*S?|S|C(?:p*[CE])*S)"
_PART = r"OT?(?:[LNl]?[MCBm]+(?:A[MCm]+)?|[LNl])"
_PHRASES = re.compile(
    rf"(?P<titled>D?T?{_TITLE}(?P<name1>{_NAME})(?![CpSB]))"
    rf"|(?P<counterpart>D?T?[LNl]?(?P<title2>[Mm]*X)(?P<name2>{_NAME})?)"
    rf"|(?P<body>D?T?(?P<name4>[LNl]?[CM]*C[CM]*B+(?:{_PART})?|[LN]?[MB]*B{_PART}|[LN][MB]*[BM]*B))"
    rf"|(?P<group>D?T?D?[LN]?[Mm]*g)"
    rf"|(?P<office>[DT]?{_TITLE.replace('title', 'title5')})"
    rf"|(?P<name>{_NAME})"
    rf"|T?(?P<land>L)"
    rf"|(?P<plain>[DT][LNl]?[Mm]*[Bb](?:{_PART})?)"
    rf"|(?P<pronoun>R)"
)


def find_mentions(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Mentions in `text[start:end]`, best one sentence at a time; in text order, apart."""
    tokens = _tokens(text, start, len(text) if end is None else end)
    kinds = "".join(token.kind for token in tokens)
    return [_mention(text, tokens, match) for match in _PHRASES.finditer(kinds)]


def _mention(text: str, tokens: list[_Token], match: re.Match[str]) -> Mention:
    phrase = tokens[match.start() : match.end()]
    name = _span(tokens, match, "name1", "name2", "name4", "name", "land")
    title = _span(tokens, match, "title", "title2", "title5")
    last = phrase[-1]
    return Mention(
        start=phrase[0].start,
        end=last.end,
        kind=_kind(match),
        name=name,
        title=title,
        country=next((token.country for token in phrase if token.country), None),
        possessive=last.kind in "Sl" or _OWNS.match(text, last.end) is not None,
    )


def _kind(match: re.Match[str]) -> MentionKind:
    found = match.groupdict()
    if found["titled"] or found["name2"] or found["name"]:
        return "name"
    if found["counterpart"]:
        return "counterpart"
    if found["body"] or found["land"] or found["plain"]:
        return "body"
    if found["group"]:
        return "group"
    return "pronoun" if found["pronoun"] else "office"


def _span(tokens: list[_Token], match: re.Match[str], *groups: str) -> tuple[int, int] | None:
    for group in groups:
        if match[group]:
            first, last = match.span(group)
            return tokens[first].start, tokens[last - 1].end
    return None


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    tokens: list[_Token] = []
    index = 0
    while index < len(words):
        width = _nation_width(text, words, index)
        if width:
            tokens.append(_nation(text, words[index][0], words[index + width - 1][1]))
            index += width
        else:
            tokens.append(_token(text, *words[index], previous=tokens[-1] if tokens else None))
            index += 1
    return _apart(text, _with_members(text, _with_bodies(text, tokens)))


def _with_bodies(text: str, tokens: list[_Token]) -> list[_Token]:
    """Words that qualify an office or name a body ("bank governor", "the bank said") told apart.

    They name a body where nothing of a title or a name comes behind.
    """
    following = [token.kind for token in (*tokens[1:], _Token(0, 0, "z"))]
    return [
        replace(token, kind="B" if token.kind == "M" else "b")
        if token.kind in "Mm"
        and behind not in "MmHhBbEXgCpiS("
        and text[token.start : token.end].lower() in lexicon.BODY_HEADS
        else token
        for token, behind in zip(tokens, following, strict=False)
    ]


def _with_members(text: str, tokens: list[_Token]) -> list[_Token]:
    """Those whose union or club it is as part of its name: "Carriers’ and Drivers’ Union"."""
    kinds = [token.kind for token in tokens]
    for index in range(len(tokens) - 2, -1, -1):
        token, behind = tokens[index], kinds[index + 1]
        capital = text[token.start].isupper()
        if is_plural_owner(text, token.start, token.end) and behind in "BbM":
            if kinds[index] in ("CSMg" if capital else "wm"):
                kinds[index] = "M" if capital else "m"
        elif kinds[index] == "A" and behind == "M" and index:
            kinds[index] = (
                "M"
                if is_plural_owner(text, tokens[index - 1].start, tokens[index - 1].end)
                else "A"
            )
    return [replace(one, kind=kind) for one, kind in zip(tokens, kinds, strict=True)]


def _apart(text: str, tokens: list[_Token]) -> list[_Token]:
    """A token of no kind wherever a line ends, so that no phrase crosses it."""
    result: list[_Token] = []
    for token in tokens:
        if result and "\n" in text[result[-1].end : token.start]:
            result.append(_Token(result[-1].end, result[-1].end, "z"))
        result.append(token)
    return result


@lru_cache(maxsize=8192)
def _code(words: str) -> str | None:
    return country_code(words) if words[:1].isupper() else None


@lru_cache(maxsize=8192)
def _is_land(words: str) -> bool:
    """Whether a word for a country is its name, not the adjective."""
    last = words.rsplit(" ", 1)[-1].lower()
    return not re.search(r"(?:[aeiy]an|ese|ish|i|ek|ch|iss|ic|awi|ans|is)$", last) or last in (
        "japan", "iran", "oman", "sudan", "azerbaijan", "jordan", "pakistan", "afghanistan",
        "kazakhstan", "kyrgyzstan", "uzbekistan", "tajikistan", "turkmenistan", "taiwan", "bhutan",
        "fiji", "mali", "haiti", "burundi", "djibouti", "malawi", "brunei", "chad", "emirates",
        "republic", "arabia",
    )  # fmt: skip


_LONGEST_NATION = 7
"""Words of the longest name looked up ("Islamic State of Iraq and the Levant")."""


def _nation_width(text: str, words: list[tuple[int, int]], index: int) -> int:
    """How many words from `index` name one country or nationality, or only hold one; 0 for none."""
    first = text[slice(*words[index])]
    if not first[0].isupper() or first.lower() == "the":
        return 0
    for width in range(_LONGEST_NATION, 0, -1):
        group = words[index : index + width]
        if len(group) < width:
            continue
        if _holds_nation(text[group[0][0] : group[-1][1]]):
            return width
    return 0


@lru_cache(maxsize=32_768)
def _holds_nation(words: str) -> bool:
    name = _unowned(words)
    return _code(name) is not None or only_sounds_like_a_country(name)


def _unowned(words: str) -> str:
    return _OWNING.sub("", words) if words[-1] in "s'’" else words


def _nation(text: str, start: int, end: int) -> _Token:
    words = text[start:end]
    bare = _unowned(words)
    if only_sounds_like_a_country(bare):
        return _Token(start, start + len(bare), "C" if bare == words else "S")
    kind = "l" if bare != words else "L" if _is_land(bare) else "N"
    return _Token(start, start + len(bare), kind, _code(bare))


def _token(text: str, start: int, end: int, previous: _Token | None) -> _Token:
    word = text[start:end]
    bare = _unowned(word)
    low = bare.lower().rstrip(".")
    if text[end - 1] == "." and low not in lexicon.ABBREVIATED and len(low) > 1:
        end -= 1
        bare = bare.rstrip(".")
    kind = _kind_of_word(text, (start, end), low, word[0].isupper(), previous)
    if bare != word and bare != word.rstrip("."):
        return _Token(start, start + len(bare), "S" if kind == "C" else kind)
    return _Token(start, end, kind)


def _kind_of_word(
    text: str, span: tuple[int, int], low: str, capital: bool, previous: _Token | None
) -> str:
    word = text[slice(*span)]
    if not word[0].isalpha():
        return word if word in "(),;" else "z"
    if capital and _is_common(text, span, low, previous):
        return "w"
    if previous is not None and previous.kind in "TD" and _stands_alone(text, span[1], low):
        return "g"
    if _heads_body(text, span[1], low, capital, previous):
        return "B"
    if capital and (honored := _honored(text, span, low, previous)):
        return honored
    kind = _CLASS_OF.get(low) or _kind_of_other(word, low, capital=capital)
    return kind.upper() if capital and kind in "hmb" else kind


def _honored(text: str, span: tuple[int, int], low: str, previous: _Token | None) -> str:
    """The class of an honorific, and of a name that only an honorific tells; empty for others."""
    if is_honorific(text, span, low):
        return "H"
    before = text[previous.start : previous.end] if previous else ""
    return "C" if is_given_name(text, span[1], low, before) else ""


def _heads_body(text: str, end: int, low: str, capital: bool, previous: _Token | None) -> bool:
    """Whether a word is "plc" behind a name, a newspaper's "Times", or "Bank" before "of"."""
    if low in lexicon.COMPANY_SUFFIXES and previous is not None and previous.kind in "CM":
        return True
    heads = low in lexicon.BODY_HEADS and text.startswith(" of ", end)
    return capital and (heads or low in lexicon.OUTLETS)


def _kind_of_other(word: str, low: str, *, capital: bool) -> str:
    parts = low.split("-")
    if len(parts) > 1 and all(p in lexicon.OFFICE_HEADS | lexicon.TITLE_MODIFIERS for p in parts):
        return "H" if capital else "h"
    if low in lexicon.NAME_PARTICLES or ("-" in low and parts[0] in lexicon.NAME_PARTICLES):
        return "C" if capital or "-" in low else "p"
    if word.isupper() and 3 <= len(word) <= 6 and low not in _TELLING:
        return "C"
    if not capital or low in lexicon.NOT_NAMES or low in lexicon.CUES:
        return "w"
    return "i" if len(low) == 1 and word.endswith(".") else "C"


def _is_common(text: str, span: tuple[int, int], low: str, previous: _Token | None) -> bool:
    """Whether a capital only opens the sentence, or stands for a party: "(D-Calif.)"."""
    if _PARTY_AND_STATE.match(text, span[0]):
        return True
    if previous is not None or text[slice(*span)].isupper() or low in _CLASS_OF:
        return False
    following = _PREDICATE.match(text, span[1])
    if following is None or following[1] in lexicon.FINITE_CUES:
        return False
    return low in _lower_words(text)


def _stands_alone(text: str, end: int, low: str) -> bool:
    """Whether a number stands for people: "the two agreed"."""
    if low not in ("two", "three", "four"):
        return False
    following = _PREDICATE.match(text, end)
    return following is not None and following[1] in _ACTS


@lru_cache(maxsize=4)
def _lower_words(text: str) -> frozenset[str]:
    """The words a text has in lower case, which therefore are no names."""
    return frozenset(re.findall(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])", text))


_ACTS = (lexicon.FINITE_CUES | lexicon.MEETING_WORDS) - {"meeting", "meetings", "talks"}

_CLASSES: tuple[tuple[str, frozenset[str]], ...] = (
    ("T", frozenset({"the"})),
    ("R", lexicon.PRONOUNS),
    (
        "D",
        frozenset({"a", "an", "his", "her", "their", "its", "my", "our", "both", "two", "three"}),
    ),
    ("O", frozenset({"of", "for"})),
    ("A", frozenset({"and", "&"})),
    ("X", lexicon.COUNTERPARTS),
    ("E", lexicon.GIVEN_OR_OFFICE),
    ("h", lexicon.OFFICE_HEADS),
    ("g", lexicon.COLLECTIVE_HEADS),
    ("b", lexicon.BODY_HEADS - lexicon.TITLE_MODIFIERS),
    ("m", lexicon.TITLE_MODIFIERS),
)
_CLASS_OF = {word: kind for kind, words in reversed(_CLASSES) for word in words}
"""Of a word of several classes the first."""
_TELLING = lexicon.CUES | lexicon.MEETING_WORDS
