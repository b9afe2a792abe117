"""Titles: the words of a rank or an office, from the first that belongs to it to the last."""

import re
from collections.abc import Iterable

from extractor.reading import lexicon
from extractor.resolve.names import office_words
from schemas import country_code

Range = tuple[int, int]

HONORIFICS = (
    lexicon.COURTESY
    | lexicon.HONORIFICS
    | lexicon.DOTTED_HONORIFICS
    | frozenset("eminence excellency highness holiness honour majesty".split())
) - frozenset("the late haj hajj martyr martyrs".split())
"""Words of respect, which are no part of a title."""
HEADS = (
    lexicon.OFFICE_HEADS
    | lexicon.SHORT_OFFICES
    | frozenset(
        """
        abbot administrator aide archaeologist biologist bursar clerk conservator consultant curator
        driver editor expert geologist headmaster headmistress historian hydrologist notary nurse
        ombudsman ombudswoman predecessor prior prosecutor regent researcher scientist source
        surgeon surveyor trader
        """.split()
    )
) - HONORIFICS
"""What an office is built around where a name stands beside it."""
MODIFIERS = (lexicon.TITLE_MODIFIERS | lexicon.BODY_HEADS) - {"the", "and", "for", "under"}
FUNCTION_WORDS = (
    lexicon.PREPOSITIONS
    | lexicon.CUES
    | lexicon.PRONOUNS
    | lexicon.MEETING_WORDS
    | frozenset(
        """
        and or but nor as that which who whom whose when while where if because so than not is are
        was were be been being has have had will would can could may might must shall should do does
        did to a an the this these those his her its their our my your it him them me us one two
        three four five six seven eight nine ten both all some any each every another other already
        also again even here just never no now once still there today too yet
        """.split()
    )
)
"""Words that are never part of a title, unless between two others of it."""
DESCRIPTIVE = frozenset(
    """
    current embattled fellow first fourth incumbent influential last late local long-serving man new
    newly next old older only outspoken person popular powerful present prominent respected same
    second third very veteran visiting woman young younger
    """.split()
)
"""Describe who holds an office; no part of it."""
BEFORE_VERBS = frozenset(
    "can cannot could did do does may might must not shall should to will would".split()
)
"""Boundaries behind which an unknown word is a verb: "will see opposition leader"."""
_ORDINALS = frozenset("first second third".split())
_NOBODYS = frozenset("man people person resident woman".split())
_DESCRIPTION = re.compile(r"(?:top|senior|leading)\b", re.IGNORECASE)
"""Begins a phrase that describes an office rather than naming it."""
_NO_VERBS = frozenset(
    """
    acting assembly broadcasting catering engineering family fishing housing marketing mining
    monthly nursing outgoing planning retired shipping supply training weekly
    """.split()
)
_OWNER = re.compile(r"(?<![\w’'])[^\W_][\w’'.&-]*?['’‘`]s\s+(?=\S)")
_DETERMINER = re.compile(r"(?:the|an?|his|her|its|their|our|my|this)\s+(?=\S)", re.IGNORECASE)
_LINK = re.compile(r"\s(?:of|for|to|at|in|on)\s")
_WORD = re.compile(r"[^\W\d_][\w.’'‘`&-]*|\S")
_IN_FRONT = 4
"""Words in front of a title that are looked at."""


def full_title(text: str, title: Range, sentence: Range) -> Range:
    """A title with the words in front that belong to it: "production chief", not "chief".

    Words that no list knows belong to it only where an article, an owner, a preposition, a stop or
    the like stands in front of them.
    """
    start, end = title
    if text[start].isupper():
        return title
    words = [one.span() for one in _WORD.finditer(text, sentence[0], start)]
    taken = start
    for first, last in reversed(words[-_IN_FRONT:]):
        word = text[first:last]
        if is_boundary(word):
            return title if bare(word) in BEFORE_VERBS else (taken, end)
        if not text[last:taken].isspace() or not may_qualify(word):
            return title
        taken = first
    return title if len(words) > _IN_FRONT else (taken, end)


def plain_title(text: str, title: Range) -> Range | None:
    """A title without article, owner, description and honorifics; None where none is left."""
    start, end = title
    while found := _DETERMINER.match(text, start, end):
        start = found.end()
    link = _LINK.search(text, start, end)
    for owner in _OWNER.finditer(text, start, link.start() if link else end):
        start = owner.end()
    words = [one.span() for one in re.compile(r"\S+").finditer(text, start, end)]
    while words and bare(text[slice(*words[-1])]) in HONORIFICS:
        words.pop()
    while words and bare(text[slice(*words[0])]) in HONORIFICS | DESCRIPTIVE - _ORDINALS:
        words.pop(0)
    called = [bare(text[slice(*one)]) for one in words]
    if not called or called[-1] in _NOBODYS:
        return None
    if not any(part in HEADS for word in called for part in (word, *word.split("-"))):
        return None
    return words[0][0], words[-1][1]


def best_title(text: str, titles: Iterable[Range]) -> Range | None:
    """The fullest of them: an office before a rank, plain words before a description; then first.

    "Minister" and "General" said apart are the minister; "Minister General" is one title.
    """
    known = [one for one in sorted(titles) if office_words(text[slice(*one)])]
    known = [one for one in known if not _is_rank(text[slice(*one)])] or known
    plain = [one for one in known if not _DESCRIPTION.match(text, *one)]
    return max(plain or known, key=lambda one: len(text[slice(*one)].split()), default=None)


def bare(word: str) -> str:
    """A word in lower case, without stops and brackets."""
    return word.lower().strip(".,()")


def is_boundary(word: str) -> bool:
    """Whether a title may begin behind a word, and never holds it: "the", "Iran's", "told"."""
    owns = bool(re.search(r"['’‘`]s$|s['’]$", word))
    known = bare(word) in FUNCTION_WORDS or country_code(word) is not None
    return owns or not word[0].isalpha() or known


def may_qualify(word: str) -> bool:
    """Whether a word may be part of the office behind it, as "production" is of a chief's."""
    low = word.lower()
    if low in DESCRIPTIVE | HONORIFICS:
        return False
    if word.isupper() and 2 <= len(word) <= 6:
        return True
    verbal = low.endswith(("ed", "ly", "ing")) and low not in _NO_VERBS
    return word.islower() and word.isalpha() and not verbal


def _is_rank(title: str) -> bool:
    return all(bare(word) in lexicon.RANKS | lexicon.SHORT_OFFICES for word in title.split())
