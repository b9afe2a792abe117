"""Coordination: the rest of a list within which a poor draft stopped short.

"the need for water | and jobs." goes on to "jobs". Whether "and" joins a noun or a verb is told by
word lists alone, so whatever might be a verb, a cue or a clause of its own is left out.
"""

import re

from extractor.reading.lexicon import CUES
from extractor.resolve.scene import Range, Scene

_PART = r"[\w’'-]+(?: [\w’'-]+){0,5}"
_REST = re.compile(rf"(?:, {_PART}){{0,3}},? and {_PART}(?=\.(?:\s|$)|, \w+ing\b)")
_FIRST = re.compile(r",? and |, ")
_DETERMINERS = r"(?:the|a|an|his|her|its|their|this|that|these|those|him|it|them)"
_CLAUSE = re.compile(
    rf"[\w’'-]+ {_DETERMINERS}\b"
    r"|.*\b(?:to|that|who|which|is|are|was|were|has|have|had|will|would|can|could|should|must|may|"
    r"might|do|does|did|not|he|she|they|it|we|I|out|up|off|away|back|then|later|also|\w{2,}ly)\b"
    r"|\w+ed\b|\w+ing\b",
    re.IGNORECASE,
)
_PAST = frozenset(
    """
    began bought brought built came chose cut drew drove fell felt fled flew fought found gave
    got grew held hit kept knew laid led left let lost made met paid put ran rose sat saw sent
    set shook signed sold spent spoke stood struck took thought threw went withdrew won wrote
    """.split()
)


def to_the_end(scene: Scene, span: Range) -> Range:
    """The span with the rest of the list it stops in; the span itself where that is not plain."""
    end = span[1]
    sentence = scene.sentence_of(span[0])
    if sentence is None or scene.quotations_in(span[0], sentence[1]):
        return span
    rest = _REST.match(scene.text, end, sentence[1])
    if rest is None or not scene.text[end - 1].isalnum():
        return span
    if any(_may_be_clause(part) for part in _FIRST.split(rest.group()) if part):
        return span
    if any(one.kind in ("name", "pronoun") for one in scene.mentions_in(end, rest.end())):
        return span
    return span[0], rest.end()


def _may_be_clause(part: str) -> bool:
    words = part.split()
    if _CLAUSE.match(part) or words[0].lower() in _PAST:
        return True
    return any(word.lower() in CUES for word in words)
