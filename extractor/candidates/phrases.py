"""Phrases: the words of a sentence that name a person, an office, a body, a group or a state.

Every word becomes one letter, and regular expressions over the letters are the grammar. There is no
list of names: a capital that no list of common words explains is taken for one.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extractor.reading import lexicon
from extractor.reading.honorifics import is_given_name, is_honorific, is_plural_owner
from schemas import country_code
from schemas.countries import is_demonym

PhraseKind = Literal[
    "name", "office", "counterpart", "body", "group", "state", "document", "pronoun"
]
Range = tuple[int, int]


@dataclass(frozen=True)
class Phrase:
    """Words that name somebody; offsets are half-open code points of the article."""

    kind: PhraseKind
    start: int
    end: int
    name: Range | None = None
    """The bare name of a person, a body, a group or a state."""
    firm: Range | None = None
    """A name in front of the title ("Toyota" of "Toyota chief Akio Toyoda")."""
    title: Range | None = None
    country: str | None = None
    owns: bool = False
    """Whether "'s" follows."""


_WORD = re.compile(
    r"opposite numbers?|(?:[^\W\d_]\.){2,}|\d[\d.,:]*"
    r"|[^\W\d_][^\W_]*(?:[-’'‘`][^\W_]+)*(?:\.|(?<!s)[’'](?=\s[A-Z]))?|[^\w\s]|\n"
)
_OWNING = re.compile(r"['’‘`]s$")
_SHORTENED = re.compile(r"['’](?:ve|re|ll|d|m|t)$")
_ADJECTIVE = re.compile(r"(?:(?<!st)an|ese|ish|i|[^a]ch|ek|elsh|wiss|ai)s?$")
_NO_ADJECTIVE = frozenset(
    "iran oman sudan jordan japan bhutan taiwan azerbaijan vatican haiti mali burundi fiji".split()
)
_MORE_GROUPS = frozenset(
    """
    reporters journalists investors officers doctors people drivers nurses farmers students
    parents families villagers holders creditors clubs towns councillors senators elders
    engineers physicians fishermen envoys ambassadors authorities
    """.split()
)
_MORE_OFFICES = frozenset(
    """
    president-elect consul rector bishop secretary-general chair driver resident man woman
    person source farmer worker student nurse fisherman villager trader shopkeeper neighbour
    neighbor father mother clerk aide scientist researcher elder abbot reporter journalist
    candidate
    """.split()
)
_MORE_BODIES = frozenset(
    """
    side radio daily broadcaster station municipality bloc cooperative faculty hospital circle guild
    """.split()
)
_DOCUMENTS = frozenset(
    """
    statement report letter communique communiqué document readout circular notice note release
    resolution memorandum article item
    """.split()
)
_COMMON = frozenset(
    """
    traffic shares nothing everything everyone nobody please thanks full many most some several
    few each every one two three four five six seven eight nine ten another other others such
    all any only even still just now then today tomorrow yesterday tonight instead once again
    perhaps sorry jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    well live update earlier separately more less than under during per via so if your my me us
    them him either neither nor asked speaking morning evening afternoon night further too very
    out up
    """.split()
)
_DETERMINERS = frozenset("the a an his her their its our this that both".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten several some".split())

_OF = r"(?:od?[NqSMBT]+(?:a[MBT]+)?(?:\(C\))?)"
_TITLE = rf"[MB]*T(?:{_OF}|[MB]*T)*"
_NAME = r"(?:[Ci](?:p{0,2}C|i|T(?=C))*)"
_PHRASE = re.compile(
    rf"(?P<titled>d?[Nq]?(?P<firm>C{{1,3}}(?=[MB]*T))?(?P<title>{_TITLE})(?P<name>{_NAME}))"
    rf"|(?P<counterpart>d?[Nq]?(?P<title2>[MB]*X)(?P<name2>{_NAME})?)"
    rf"|(?P<group>(?P<det>[dn]*)(?P<named>N?[MB]*G))"
    rf"|(?P<body>d?(?P<name3>[NC]?[CMB]*B(?:od?[NCMBT]+(?:a[CMB]+)?)?))(?![CT])"
    r"|(?P<document>d[Nq]?(?P<named2>[MC]*D))"
    rf"|(?P<office>[dNq]*(?P<title4>{_TITLE}(?:od?[NqSMBTC]+(?:a[MBTC]+)?)*))"
    rf"|(?P<name5>{_NAME})"
    r"|d?(?P<state>[Sq])"
    r"|(?P<pronoun>R)"
)


@dataclass(frozen=True)
class _Token:
    letter: str
    start: int
    end: int
    owns: bool = False


def find_phrases(text: str, start: int, end: int) -> list[Phrase]:
    """The phrases of one sentence, in text order, apart."""
    tokens = _tokens(text, start, end)
    letters = "".join(token.letter for token in tokens)
    found = []
    for match in _PHRASE.finditer(letters):
        phrase = _phrase(text, tokens, match)
        if phrase is not None:
            found.append(phrase)
    return found


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch is cut out of no longer word ("said" of "said2")."""
    ends = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    return not any(len(pair) == 2 and pair.isalnum() for pair in ends)


def _phrase(text: str, tokens: list[_Token], match: re.Match[str]) -> Phrase | None:
    def span(*groups: str) -> Range | None:
        for group in groups:
            if match[group]:
                first, last = match.span(group)
                return tokens[first].start, tokens[last - 1].end
        return None

    words = tokens[match.start() : match.end()]
    start, end = words[0].start, words[-1].end
    name = span("name", "name2", "name3", "name5", "state", "named", "named2")
    title = span("title", "title2", "title4")
    kind: PhraseKind
    if match["titled"] or match["name2"] or match["name5"]:
        kind = "name"
    elif match["counterpart"]:
        kind = "counterpart"
    elif match["body"]:
        kind = "body"
        if len(words) == 1 and not text[start].isupper():
            return None  # "service", "force": a common noun
    elif match["group"]:
        kind = "group"
        if "n" in match["det"]:
            name = (tokens[match.start() + match["det"].index("n")].start, end)
    elif match["document"]:
        kind = "document"
    elif match["office"]:
        kind = "office"
    else:
        kind = "state" if match["state"] else "pronoun"
    country = next((code for word in words if (code := _code(text[word.start : word.end]))), None)
    if country is None and match.start() and tokens[match.start() - 1].owns:
        before = tokens[match.start() - 1]
        country = _code(text[before.start : before.end])
    return Phrase(kind, start, end, name, span("firm"), title, country, words[-1].owns)


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    words = [one.span() for one in _WORD.finditer(text, start, end) if is_whole(text, *one.span())]
    tokens: list[_Token] = []
    index = 0
    while index < len(words):
        width = _nation(text, words, index)
        if width:
            first, last = words[index][0], words[index + width - 1][1]
            bare, owns = _bare(text, first, last)
            after = index + width < len(words) and text[words[index + width][0]].isupper()
            tokens.append(_Token(_nation_letter(text[first:bare], owns, after), first, bare, owns))
            index += width
            continue
        before = tokens[-1] if tokens else None
        tokens.append(_token(text, *words[index], before))
        index += 1
    return _with_members(text, tokens)


def _with_members(text: str, tokens: list[_Token]) -> list[_Token]:
    """Those whose union it is as part of its name: "Carriers’ and Drivers’ Union"."""
    found: list[_Token] = []
    for index in range(len(tokens) - 1, -1, -1):
        token, behind = tokens[index], found[-1].letter if found else ""
        before = tokens[index - 1] if index else token
        if text[token.start : token.end] in ("'", "’") and before.end == token.start:
            owners = is_plural_owner(text, before.start, before.end) and behind in ("B", "M")
            found.append(replace(token, letter="’" if owners else token.letter))
        elif behind == "’":
            found[-1] = replace(token, letter="M")
        elif token.letter == "a" and behind == "M" and text[token.start - 2] in "'’":
            found.append(replace(token, letter="M"))
        else:
            found.append(token)
    return found[::-1]


def _nation(text: str, words: list[Range], index: int) -> int:
    """How many words from `index` on are a state or a nationality; 0 for none."""
    if not text[words[index][0]].isupper():
        return 0
    for width in (4, 3, 2, 1):
        if index + width <= len(words):
            first, last = words[index][0], words[index + width - 1][1]
            if _code(text[first : _bare(text, first, last)[0]]):
                return width
    return 0


@lru_cache(maxsize=8192)
def _code(words: str) -> str | None:
    return country_code(words) if words[:1].isupper() and "\n" not in words else None


def _nation_letter(words: str, owns: bool, before_capital: bool) -> str:
    """N where the word qualifies another, S where it is the state, q where it may be either."""
    low = words.lower()
    if (_ADJECTIVE.search(low) and low not in _NO_ADJECTIVE) or is_demonym(words):
        return "N"
    return "q" if owns or before_capital else "S"


def _bare(text: str, start: int, end: int) -> tuple[int, bool]:
    """The end without "'s", and whether there was one."""
    owning = _OWNING.search(text[start:end])
    if owning:
        return start + owning.start(), True
    return end, text[end - 1] == "s" and text[end : end + 1] in ("'", "’")


def _token(text: str, start: int, end: int, before: _Token | None) -> _Token:
    word = text[start:end]
    low = word.lower().rstrip(".")
    if word[0].isupper() and is_honorific(text, (start, end), low):
        return _Token("T", start, end)
    said = text[before.start : before.end] if before else ""
    if word[0].isupper() and is_given_name(text, end, low, said):
        return _Token("C", start, end)
    if word[-1] == "." and len(word) > 2 and word[:-1].lower() not in lexicon.ABBREVIATED:
        end, word = end - 1, word[:-1]
    end, owns = _bare(text, start, end)
    word = _SHORTENED.sub("", text[start:end])
    letter = _letter(text, word, word.lower().rstrip("."), first=before is None)
    return _Token(letter, start, end, owns)


_OFFICE_ENDINGS = ("-minister", "-president", "-general", "-director", "-chief", "-secretary")
_LETTERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("d", _DETERMINERS),
    ("n", _NUMBERS),
    ("R", lexicon.PRONOUNS | {"it"}),
    ("o", frozenset({"of", "for"})),
    ("a", frozenset({"and", "&"})),
    ("X", lexicon.COUNTERPARTS),
    ("T", (lexicon.OFFICE_HEADS | lexicon.COURTESY | _MORE_OFFICES) - {"the", "late"}),
    ("G", lexicon.COLLECTIVE_HEADS | _MORE_GROUPS),
    ("B", lexicon.BODY_HEADS | lexicon.COMPANY_SUFFIXES | _MORE_BODIES),
    ("M", lexicon.TITLE_MODIFIERS),
    ("D", _DOCUMENTS),
)


def _letter(text: str, word: str, low: str, *, first: bool) -> str:
    if not word[:1].isalpha():
        return word if word in "()" else "z"
    capital = word[0].isupper()
    known = next((letter for letter, words in _LETTERS if low in words), None)
    compound = low.startswith(("vice-", "deputy-", "ex-", "co-")) or low.endswith(_OFFICE_ENDINGS)
    if known or compound:
        return known or "T"
    if not capital and not low.startswith(("al-", "el-", "ul-")):
        return "p" if low in lexicon.NAME_PARTICLES else "w"
    if len(word) == 2 and word[1] == ".":
        return "i"
    common = low in lexicon.NOT_NAMES or low in _COMMON or low in lexicon.CUES
    if common or low in lexicon.MEETING_WORDS or (first and low in _lower_words(text)):
        return "w"
    return "C"


@lru_cache(maxsize=4)
def _lower_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])", text))
