"""Cues: the words of a sentence that signal speech."""

import re
from dataclasses import dataclass

from extractor.candidates import verbs
from extractor.candidates.phrases import is_whole
from extractor.candidates.quoting import MARKS, Quoted

_BEHIND_CONTENT = re.compile(rf"[{''.join(sorted(MARKS))},][,.]?\s(?:\S+\s){{0,4}}$")
_OPENS_CONTENT = re.compile(r"(?: on \w+)?(?: that\b|:|,? ?[“\"‘«])")
_NOT_TOLD = re.compile(
    r"\b(?:would|did|does|do|could) (?:not|neither)(?: confirm nor)? $|\w{2}n['’]t $"
)
_DECLINED = re.compile(rf" to (?:be drawn|give|{'|'.join(sorted(verbs.UNTOLD))})\b")
_WIDE_PASSIVE = re.compile(r"\b(?:is|are|was|were) (?:further|also|\w+ly) $")
_WINDOW = 160
"""Characters beside a word that are looked at."""


@dataclass(frozen=True)
class Cue:
    """`text[start:end]` signals speech."""

    start: int
    end: int
    word: str
    """In lower case; "untold" for the verb of "would not say"."""

    @property
    def declines(self) -> bool:
        """Whether somebody does not tell."""
        return self.word in ("untold", "declined", "declines", "refused")


def find_cues(quoted: Quoted, start: int, end: int, *, doubtful: bool = False) -> list[Cue]:
    """The cues outside quotation marks, in text order.

    Args:
        quoted: the article.
        start: where to begin.
        end: where to end.
        doubtful: whether words that are more often something else are wanted, too.
    """
    text, found = quoted.text, []
    for match in re.compile(r"[^\W\d_]+").finditer(text, start, end):
        first, last = match.span()
        low = match[0].lower()
        if text[first - 1 : first] == "-" or not is_whole(text, first, last):
            continue  # "so-called"
        before = text[max(start, first - _WINDOW) : first]
        if low == "according" and text.startswith(" to ", last):
            last += len(" to")
        elif low in verbs.UNTOLD and _NOT_TOLD.search(before):
            low = "untold"
        elif low not in verbs.CUES | verbs.PLURAL and not (doubtful and low in verbs.DOUBTFUL):
            continue
        after = text[last : last + _WINDOW]
        if quoted.around(first) is not None:
            continue
        if _signals(match[0], low, before, after) or (
            doubtful
            and low in verbs.DOUBTFUL
            and not _is_something_else(match[0], low, before, after)
        ):
            found.append(Cue(first, last, low))
    return found


def _signals(written: str, low: str, before: str, after: str) -> bool:
    """Whether a word that may be a cue is one here: no noun, no passive, nothing too vague."""
    words = before.split()
    previous = words[-1].lower().strip(",;") if words else ""
    quoted_as = previous == "as" and low in ("saying", "telling")
    if low in ("according", "untold") or quoted_as:
        return low != "untold" or not re.match(verbs.NOT_SPEECH["untold"], after)
    if low in ("declined", "declines", "refused"):
        return _DECLINED.match(after) is not None
    if _is_something_else(written, low, before, after):
        return False
    if previous in verbs.PASSIVE or previous.endswith(("n't", "n’t")):
        return low.endswith("ing") and previous != "been" and low != "hoping"
    if low in verbs.TAGS_ONLY:
        return bool(_OPENS_CONTENT.match(after) or _BEHIND_CONTENT.search(before))
    return low not in verbs.NEEDS_PARTICLE or bool(re.match(rf" (?:{verbs.PARTICLES[low]})", after))


def _is_something_else(written: str, low: str, before: str, after: str) -> bool:
    """Whether its surroundings make a word that looks like a cue a noun, a name, another verb."""
    words = before.split()
    previous = words[-1].lower().strip(",;") if words else ""
    other = verbs.NOT_SPEECH.get(low)
    noun = previous in verbs.NOUN_BEFORE and not (previous == "that" and low.endswith("ed"))
    owned = previous.endswith(("'s", "’s")) and low.endswith("s")
    name = before.endswith(" ") and written[0].isupper()
    passive = _WIDE_PASSIVE.search(before) and not low.endswith("ing")
    return bool(noun or owned or name or passive or (other and re.match(other, after)))
