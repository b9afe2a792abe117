"""Cues: the words of a sentence that signal speech, told apart from nouns and passives."""

import re

from extractor.reading.lexicon import CUES, GERUND_CUES, PREPOSITIONS
from extractor.resolve.scene import Range, Scene

DISMISSALS = (
    r"dismiss(?:ed|es|ing)|refut(?:ed|es|ing)|disput(?:ed|es|ing)|rebuff(?:ed|s|ing)|"
    r"rebutt(?:ed|ing)|rebuts|rubbish(?:ed|es|ing)"
)
"""Verbs that speak where what somebody else says is their object."""
CLAIMS = (
    r"criticisms?|claims?|allegations?|reports?|accusations?|suggestions?|rumou?rs?|speculation|"
    r"assertions?|insinuations?|charges"
)
"""What somebody else says."""
_PHRASES = (
    r"according to|in the words of|"
    r"(?:declined|declines|refused|refuses|would not|will not|did not|was not available)"
    r" (?:to )?(?:immediately )?(?:comment|respond to (?:a |repeated )?requests? for comment)|"
    r"declined comment|no comment from|"
    r"(?:did not|didn['’]t|would not|wouldn['’]t|will not|has not|have not|had not|could not)"
    r" (?:\w+ly |yet )?(?:say|said|disclose|disclosed|specify|specified)"
    r"(?= (?:whether|if|when|how|why|where|who|what|which)\b)|"
    rf"(?:{DISMISSALS})(?= (?:[\w’'-]+ ){{0,4}}(?:{CLAIMS})\b)|"
    r"(?:called|calls|calling) (?:on|for)|(?:pointed|points|pointing) (?:to|out)|"
    r"(?:referred|refers|referring) to|(?:spoke|speaks|speaking) of"
)
_BARE = "say|warn|argue|insist|claim|maintain|complain|demand|deny|accuse"
"""Of a plural subject: "residents say"."""
_CUE = re.compile(
    rf"\b(?:{_PHRASES}|{'|'.join(sorted(CUES, key=len, reverse=True))}|{_BARE})\b", re.IGNORECASE
)
_DETERMINERS = frozenset(
    """
    the a an his her their its our my this these those no be been being to not never by such
    any more all between
    """.split()
)
_PLURALS = frozenset(["reports", "claims", "demands", "calls", "requests", "remarks", "comments"])
_TURNED_DOWN = re.compile(
    rf"\b(?:reject(?:ed|s|ing)|den(?:ied|ies|ying)|{DISMISSALS})\s+(?:[\w’'-]+\s+){{0,4}}$", re.I
)
_MODALS = frozenset("would will could can should may might must did do does don't didn't".split())
_NO_CUES = frozenset(
    ["spoke", "speaks", "speaking", "quoted", "quotes", "quoting", "back", "backs"]
)
"""Words of the list of cues that do not by themselves bring in what is said."""
_PASSIVE = frozenset(["was", "were", "is", "are", "been", "be", "as", "previously"])


def cues(scene: Scene, start: int, end: int) -> list[Range]:
    """Words of speech in `text[start:end]` outside quotation marks, in order."""
    return [
        match.span()
        for match in _CUE.finditer(scene.text, start, end)
        if not scene.quoted_at(match.start()) and _speaks(scene, match)
    ]


def word_of(scene: Scene, cue: Range) -> str:
    """The cue in small letters."""
    return scene.text[slice(*cue)].lower()


def is_gerund(scene: Scene, cue: Range) -> bool:
    """Whether the cue is a gerund ("adding"), whose subject stands by an earlier verb."""
    word = word_of(scene, cue).split(" ")[0]
    dismissal = word.endswith("ing") and re.fullmatch(DISMISSALS, word) is not None
    return word in GERUND_CUES or dismissal


def _speaks(scene: Scene, match: re.Match[str]) -> bool:  # noqa: PLR0911 - a list of exceptions
    """Whether a word of speech is one here, and not a noun, a name or a passive."""
    word = match.group().lower()
    text = scene.text
    if " " in word and not word.startswith(("called", "call", "point", "refer", "sp")):
        return True
    if word in _NO_CUES:
        return False
    inside = scene.mention_over(match.start())
    if inside is not None and inside.end > match.end():
        return False
    before = re.search(r"([\w’'-]+)[ \t\u00a0]+$", text[max(0, match.start() - 24) : match.start()])
    last = before.group(1).lower().replace("’", "'") if before else ""
    if match.group()[0].isupper() and last:
        return False
    if word == "asked" and re.match(
        r"\s+(?:about|by|if|whether|why|how)\b", text[match.end() :][:9]
    ):
        return bool(last) and last not in _PASSIVE | {"when", "if", "once"}
    if word in GERUND_CUES:
        return last not in _DETERMINERS or last in ("not", "by")
    if last in _DETERMINERS or last.endswith("'s") or (word in _BARE and last in _MODALS):
        return False
    if word in _PLURALS and (
        last in CUES or _TURNED_DOWN.search(text[max(0, match.start() - 60) : match.start()])
    ):
        return False
    if last in PREPOSITIONS and last not in ("on", "in", "off"):
        return False
    return not (last in _PASSIVE and word != "as")
