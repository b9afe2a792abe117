"""Recipients: whom a cue takes ("urged the banks to publish"), which is no part of what was said.

PolNeAR keeps the recipient out of the content.
"""

import re

from extractor.resolve.cues import cues, word_of
from extractor.resolve.scene import Range, Scene

BEHIND_ADDRESS = re.compile(r"\s+[^“”\",;:.]{1,60}?\s+that\b[\s,:]*[“\"]?")
"""Words behind a cue of `ADDRESS` up to where what was said begins."""
ADDRESS = frozenset(
    """
    told tells assured assures informed warned warns reminded telling promised promises
    promising notified cautioned assuring warning reminding
    """.split()
)
"""Verbs that take whom one speaks to before "that"."""
_ASKING = re.compile(
    r"(?:urg|ask|order|invit|advis|instruct|warn|encourag|request|beg|implor|tell|told|remind)|"
    r"call(?:ed|s|ing) on|appeal(?:ed|s|ing) to"
)
_ASKED_TO = re.compile(
    r"((?:(?:the|all|both|every|any|his|her|its|their|our|fellow|other|more|some|many) )?"
    r"(?:[\w’'-]+ ){0,3}?(?:of the )?[\w’'-]+) (?=(?:not )?to [a-z]+)"
)
_RECIPIENTS = re.compile(
    r"[a-z]{3,}s|police|people|everyone|everybody|men|women|children|parliament|fishermen"
)
_NO_RECIPIENTS = re.compile(
    r"\b(?:to|that|for|with|and|or|in|on|need|efforts?|steps|measures|actions?|ways?|plans?|talks|"
    r"attempts?|right|rights|questions?|permission|moves?|progress|readiness|willingness|"
    r"is|are|was|were|be|will|would|should|must)\b"
)


def recipient_of(scene: Scene, cue: Range, limit: int) -> Range | None:
    """Whom "urged the banks to publish" urges, None where no such phrase ends before `limit`.

    The recipient is no part of what was said (PolNeAR).
    """
    first = cue[1] + 1
    if not _ASKING.match(word_of(scene, cue)) or scene.text[cue[1] : first] != " ":
        return None
    named = scene.mentions_in(first, limit)
    if named and named[0].start == first and not named[0].possessive:
        behind = re.match(r" (?:not )?to [a-z]+", scene.text[named[0].end : limit])
        if behind is not None:
            return None if named[0].kind == "pronoun" else (first, named[0].end)
    plain = _ASKED_TO.match(scene.text, first, limit)
    if plain is None or _NO_RECIPIENTS.search(plain.group(1)):
        return None
    words = plain.group(1).split()
    plural = _RECIPIENTS.fullmatch(words[-1]) or words[0].lower() == "the"
    return plain.span(1) if plural else None


def without_recipient(scene: Scene, span: Range) -> Range:
    """The span without whom the cue right before it takes ("the banks to publish ...")."""
    sentence = scene.sentence_of(span[0])
    before = cues(scene, sentence[0], span[0]) if sentence else []
    if not before or scene.text[before[-1][1] : span[0]].strip():
        return span
    cue = before[-1]
    if (whom := recipient_of(scene, cue, span[1])) is not None:
        return whom[1] + 1, span[1]
    clause = BEHIND_ADDRESS.match(scene.text, cue[1], span[1])
    if word_of(scene, cue) not in ADDRESS or clause is None:
        return span
    named = scene.mentions_in(span[0], clause.end())
    return (clause.end(), span[1]) if named and named[0].start == span[0] else span
