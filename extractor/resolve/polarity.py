"""Polarity: whether what is attributed was asserted, denied, left unsaid, or only asked."""

import re

from extractor.resolve.cues import CLAIMS, DISMISSALS, cues, word_of
from extractor.resolve.scene import Range, Scene
from schemas import Polarity

_TURNING_DOWN = re.compile(rf"(?:reject|den(?:y|ie)|{DISMISSALS})", re.IGNORECASE)
_CLAIMS = re.compile(rf"\s+(?:[\w’'-]+\s+){{0,4}}?(?:{CLAIMS})\b", re.IGNORECASE)
_TO_SAY = re.compile(r"\s+to (?:say|answer|disclose|specify|elaborate|confirm or deny)\b")
_UNSAID = re.compile(
    r"\b(?:not|never|without|rather than|instead of|(?:stopp?ed|stops|stopping|fell|far) (?:well )?"
    r"(?:short of|from)|(?:refrain|abstain)(?:ed|s|ing)? from|avoid(?:ed|s|ing)?)"
    r"(?: (?:yet|ever|even|\w+ly))?\s+$"
    r"|n['’]t\s+$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:^|[,;]\s+|\b(?:but|and)\s+)(?:neither|nobody|no[ -]one|none)\b"
    r"(?:(?! (?:and|but|said|says) )[^,;:“”\"]){0,80}$",
    re.IGNORECASE,
)
_OPEN_QUESTION = re.compile(r"\s*(?:whether|if|when|how|why|where|who|what|which)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:^|[,;—–]\s|\b(?:when|if|once|while|was|were|been|being|repeatedly|also)\s+)"
    r"(?:later |again |repeatedly |then )?"
    r"(?:asked|pressed|questioned|quizzed|challenged)\b"
    r"(?=[^.;:“”\"]{0,60}?\b(?:about|if|whether|why|how|what|when|where|which|who|on(?! \w+day))\b)"
    r"|\b(?:asked|pressed|questioned|quizzed)\s+(?:him|her|them)\s+"
    r"(?=(?:about|if|whether|why|how|what|when|where|which|who|on)\b)",
    re.IGNORECASE,
)


def polarity_of(scene: Scene, cue: Range | None) -> Polarity:
    """What a cue makes of its content; `asserted` for None.

    `denied` by a denial or where somebody else's claims are turned down; `declined_comment` where
    the cue says that nothing was said of it ("did not say whether").
    """
    if cue is None:
        return "asserted"
    word = word_of(scene, cue)
    behind = scene.text[cue[1] : cue[1] + 80]
    if _leaves_unsaid(word, behind) or (_is_negated(scene, cue) and _OPEN_QUESTION.match(behind)):
        return "declined_comment"
    turned_down = _TURNING_DOWN.match(word) is not None and _CLAIMS.match(behind) is not None
    return "denied" if turned_down or word.startswith(("denie", "deny")) else "asserted"


def _leaves_unsaid(word: str, behind: str) -> bool:
    """Whether a cue, by itself and the words behind it, says that nothing was said."""
    if "comment" in word and not word.startswith("comment"):
        return True
    if " not " in word or "n't " in word.replace("’", "'"):
        return True
    if word in ("declined", "declines", "refused"):
        return _TO_SAY.match(behind) is not None
    return re.match(r"\s+nothing (?:about|on|of|more)\b", behind) is not None


def is_unsaid(scene: Scene, cue: Range) -> bool:
    """Whether a cue is negated ("stopped short of saying that"), so that nothing was asserted."""
    return _is_negated(scene, cue) and polarity_of(scene, cue) != "declined_comment"


def is_asked(scene: Scene, content: Range) -> bool:
    """Whether `content` is a question put to somebody ("Asked whether ..., Ito said")."""
    sentence = scene.sentence_of(content[0])
    if sentence is None:
        return False
    first = scene.opening(sentence)
    for match in _ASKED.finditer(scene.text[first : min(sentence[1], content[0] + 60)]):
        end = first + match.end()
        if scene.quoted_at(end - 1) or end > content[0] or cues(scene, end, content[0]):
            continue
        lead = scene.text[end : content[0]].rstrip(" “‘\"'")
        if not lead.endswith((",", ":")) and not re.search(r"[;:]|[,”]\s+(?:he|she|they)\b", lead):
            return True
    return False


def _is_negated(scene: Scene, cue: Range) -> bool:
    sentence = scene.sentence_of(cue[0])
    lead = scene.text[sentence[0] if sentence else max(0, cue[0] - 100) : cue[0]]
    return _UNSAID.search(lead) is not None or _NOBODY.search(lead) is not None
