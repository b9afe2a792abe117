"""Subjects: who is said to say something, where the words around a cue name them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.candidates import verbs
from extractor.candidates.cues import Cue
from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.quoting import EDGES, MARKS, Quoted
from extractor.reading import lexicon

GOVERNED = re.compile(
    r"\b(?:in|at|from|with|by|about|against|near|between|of|over|on|to|into|through|outside|inside|"
    r"since|than|under)\s+$"
)
"""A preposition stands before a phrase, which is no subject then."""
THEM = re.compile(r"\s(him|her|them)\b,?")
"""A pronoun behind "according to"."""
WHEN = re.compile(
    r"\s*(?:,?\s*(?:(?:on|late on|early on)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s(?:morning|afternoon|evening|night))?|\s[a-z]+ly\b"
    r"|\s(?:today|yesterday|later|again|also|earlier|here)\b"
    r"|\s(?:in|during|at) (?:a|an|the|his|her|its) (?:\w+ ){0,3}(?:statement|interview|conference|"
    r"briefing|meeting|talks|report|release|letter|call|speech|post|readout|communiqué|remarks)\b"
    r"(?:\s(?:with|to) [\w ]{1,40}?)?(?=,|\.| that|$)|\sin (?:reply|response)|,?\show(?:ever)\b)*,?"
)
"""When, where and how something was said, between cue and content."""
_BETWEEN = re.compile(
    r"(?:[,\s]*\([^)]*\))?"
    r"(?:\s(?:in|of|at|for|from|with|on|outside|inside|to|familiar|close|briefed|who|here|there|"
    r"whose)\b(?:(?!\b(?:and|but|that)\b)[^,;:.“”\"])*?)?"
    r"\s*(?:,[^;:“”]{2,160},)?"
    r"(?:\s+(?:also|has|have|had|is|are|was|were|then|further|again|later|earlier|who|which|will|"
    r"would|not|who's|only|merely|he|she|even|did|do|and|himself|herself|itself|on|at|in|this|last|"
    r"the|[a-z]+ly|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|morning|evening|night"
    r"|afternoon|week|quoted|(?:['’](?:s|ve|d)))\b|['’]s?(?=\s),?)*\s*"
)
"""May stand between a subject and its cue: an aside, adverbs, auxiliaries, a day."""
_LONGEST_BETWEEN = 240
_ASIDE = re.compile(r"[^,.;:“”\"]{0,60}(?:,\s(?:who|which|an?|the)\s[^,.;:“”\"]{3,120})?(?=[,.]|$)")
_SECOND_VERB = re.compile(r"(?:\band|\bbut|\bthen|,)\s(?:[a-z]+ly\s|also\s)?$")
_SAID_WHERE = re.compile(r"\s(?:in|by|on|at|to|from|without|during|after)\s")
_TOLD_WHOM = re.compile(r" (?!of\b|against\b|about\b|for\b)[\w ]{2,40}[,.](?!\w)")
_TAGS_TOO = frozenset("noted stressed complained warned".split())
"""Acts of speech that are tags as well: "..., he noted"."""


@dataclass(frozen=True)
class Attribution:
    """Who says it, None where the cue has no subject of its own, and the words that tell so."""

    subject: Phrase | None
    start: int
    end: int
    inverted: bool = False
    """Whether the subject stands behind the cue."""


def attribution_of(cue: Cue, phrases: Sequence[Phrase], quoted: Quoted, unit: Range) -> Attribution:
    """Who is said to say it, from the words around a cue."""
    text, (start, end) = quoted.text, unit
    free = [one for one in phrases if quoted.around(one.start) is None]
    before = [one for one in free if one.end <= cue.start]
    after = [one for one in free if one.start >= cue.end]
    none = Attribution(None, cue.start, cue.end)
    if cue.word == "according":
        return _according(cue, after, text, end)
    for one in reversed(before[-6:]):
        lead, gap = text[max(start, one.start - 20) : one.start], text[one.end : cue.start]
        if GOVERNED.search(lead) or len(gap) > _LONGEST_BETWEEN:
            continue
        if one.kind == "name" and lead.rstrip().endswith(",") and gap.strip() == ",":
            return Attribution(one, one.start, cue.end)
        owned = one.owns and not re.match(r"['’]s (?:also|been|now) ", gap)
        if not owned and _BETWEEN.fullmatch(gap) and not (one.kind == "state" and "\n" in gap):
            agrees = cue.word not in verbs.PLURAL or _is_plural(one, text, lead)
            return Attribution(one, one.start, cue.end) if agrees else none
    left = text[max(start, cue.start - 20) : cue.start].rstrip()
    if cue.word in ("saying", "telling") and left.endswith(" as"):
        named = [one for one in before if 0 < cue.start - one.end < 12]
        return Attribution(named[-1], cue.start, cue.end) if named else none
    inverts = left[-1:] in MARKS | {","} and cue.word in lexicon.FINITE_CUES and after
    if inverts and after[0].start - cue.end <= 5 and after[0].kind != "pronoun":
        stop = _aside_end(text, after[0].end, end)
        return Attribution(after[0], cue.start, stop, inverted=True)
    return none


def opener_of(cue: Cue, phrases: Sequence[Phrase], quoted: Quoted, start: int) -> Phrase | None:
    """Who opens the sentence, for its second verb: "She met the envoy and called for ..."."""
    text = quoted.text
    lead = text[max(start, cue.start - 40) : cue.start]
    if cue.word in verbs.PLURAL or not _SECOND_VERB.search(lead):
        return None
    for one in phrases:
        free = not one.owns and quoted.around(one.start) is None
        lead = text[max(start, one.start - 20) : one.start]
        if one.end < cue.start and free and not GOVERNED.search(lead):
            return one
    return None


def is_tag(cue: Cue, said_by: Attribution, text: str, region: Range) -> bool:
    """Whether the content stands before the cue: "..., he said"."""
    start, end = region
    left = text[start : said_by.start].rstrip()
    words = len(left.split())
    if cue.word == "according" or said_by.inverted or cue.declines:
        return not cue.declines and (said_by.inverted or words > 1)
    last = left[-1:]
    if cue.word in verbs.ACTS - _TAGS_TOO and last not in MARKS:
        return False
    rest = text[cue.end : end]
    when = WHEN.match(rest)
    told_when = when.end() if when else 0
    if not rest[told_when:].strip(EDGES):
        return last not in (".", "\n", "")
    if last not in MARKS | {","}:
        return False
    if _SAID_WHERE.match(rest) and words > 4 and not re.search(r"\bthat\b|[“”\"«:]", rest):
        return True
    told = cue.word in verbs.TO_SOMEBODY and _TOLD_WHOM.match(rest) is not None
    return rest[:1] in (",", ".", ";") or told or told_when > 1


def _according(cue: Cue, after: Sequence[Phrase], text: str, end: int) -> Attribution:
    if them := THEM.match(text, cue.end):
        return Attribution(None, cue.start, them.end())
    if not after or after[0].start - cue.end >= 30:
        return Attribution(None, cue.start, cue.end)
    first = after[0]
    if first.owns and len(after) > 1 and after[1].start - first.end <= 8:
        first = after[1]
    return Attribution(first, cue.start, _aside_end(text, first.end, end))


def _aside_end(text: str, place: int, end: int) -> int:
    """Behind what follows a subject: " in the capital", ", who was there"."""
    aside = _ASIDE.match(text, place, end)
    return aside.end() if aside else place


def _is_plural(phrase: Phrase, text: str, lead: str) -> bool:
    they = text[phrase.start : phrase.end].lower() == "they"
    return phrase.kind == "group" or they or re.search(r"\band\s+$", lead) is not None
