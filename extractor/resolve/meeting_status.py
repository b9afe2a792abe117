"""Meeting status: what a sentence's words say became of a meeting.

What is said to have happened, to lie ahead, to be wished for or to have fallen through are told
apart by the words right at the meeting's own. A plain "did not meet" or "would have met", a demand
that others meet and an open question ("whether they met") report no meeting at all; somebody who
says that it did not take place denies it, and who says that they will not meet refuses.
A wish of those who would meet ("hopes to meet") is `proposed`, a plan of theirs is `scheduled`.
"""

import re
from dataclasses import dataclass

from schemas import MeetingStatus

LOOKS_AHEAD: frozenset[MeetingStatus] = frozenset(
    ["scheduled", "proposed", "postponed", "cancelled"]
)
"""Whose dates are days to come, as seen from publication."""

EVENT = (
    r"(?:meetings?|talks|summit|negotiations|consultations|session|encounter|conversation|visit|"
    r"trip|phone call|audience|lunch|dinner|round of talks)"
)
_ADVERB = r"(?:(?:also|then|later|first|again|soon|now|jointly|never|yet|even|ever|\w+ly) )*"
_TO_MEET = (
    rf"{_ADVERB}(?:meet|receive|see|host|welcome|confer|sit down|speak (?:to|with|by)|"
    rf"talk (?:to|with)|travel|visit|attend|begin talks|"
    rf"(?:hold|have|be|resume|begin|start|open) (?:[\w-]+ ){{0,3}}?{EVENT})\b"
)
_MEETING = (
    rf"(?:meeting|holding (?:[\w-]+ ){{0,2}}{EVENT}|"
    rf"(?:an? |the |any |his |her |their |its )?(?:[\w-]+ ){{0,3}}?{EVENT})\b"
)
_MET = rf"(?:met|received|hosted|held (?:[\w-]+ ){{0,3}}?{EVENT}|spoken (?:to|with)|conferred)\b"
_NOT = r"(?:not|never|n[’']t|no longer)"
_SAYS = re.compile(
    r"\b(?:said|says?|saying|insist\w*|maintain\w*|assert\w*|stress\w*|claim\w*|stated|told|added|"
    r"declared|vow\w*|according to)\b"
)
_OF_THEMSELVES = re.compile(rf"(?:{_SAYS.pattern})[^.;]{{0,30}}\b(?:he|she|they|it) $")
_NEVER_MET = re.compile(
    rf"\b(?:did|had|has|have|was|were)\s?(?:{_NOT}) {_ADVERB}(?:met|meet|meeting|receive|received|"
    rf"see|host|hosted|speak|spoken|talk|hold|held|able to meet|going to meet)\b"
    rf"|\bnever {_MET}|\bno (?:such |formal |face-to-face )?{EVENT} (?:took|had|was|were|ha[sd])\b"
    rf"|\b{EVENT} (?:did not take|never took|didn[’']t take) place"
)
_WILL_NOT_MEET = re.compile(
    rf"\b(?:(?:will|would|shall|is|are|does|do|was|were) ?(?:{_NOT})|won[’']t|wouldn[’']t|cannot|"
    rf"can[’']t|could not|couldn[’']t) (?:be |going to |go to |planning to |plan to |intend to |"
    rf"want to |expected to |due to )*{_ADVERB}(?:meet|meeting|receiv\w+|see|host|hosting|sit down|"
    rf"talk (?:to|with)|hold\w* (?:[\w-]+ ){{0,3}}?{EVENT})\b"
    rf"|\b(?:no|not any) (?:plans?|intention|wish|reason|need|desire) (?:to|of) "
    rf"(?:{_TO_MEET}|{_MEETING})"
    rf"|\bno {EVENT} (?:is|are|will be) (?:planned|scheduled|expected|held)\b"
)
_UNREAL = re.compile(
    rf"\b(?:would|could|might|should) {_ADVERB}have {_ADVERB}{_MET}"
    rf"|\b(?:if|unless|whether)\b[^,.;:]{{0,60}}?\b(?:meets?|{_MET}|holds? {_MEETING}|{_TO_MEET})"
    rf"|\b(?:without|instead of|rather than|avoid(?:ed|s|ing)?|fail(?:ed|s) to|unable to|"
    rf"too \w+ to|shunn\w+|skipp\w+) (?:{_TO_MEET}|{_MEETING})"
    rf"|\b(?:should|must|ought to|needs? to|ha(?:s|ve) to) {_TO_MEET}"
    rf"|\b(?:demand|urg|press|push|call|appeal|ask|beg|plead|implor|encourag|advis|petition|"
    rf"lobb|want|order|tell|told|forbid|forbade|ban|bar|prevent)\w*\b(?! (?:to|not to) )"
    rf"(?: on| for| with)? (?:(?!\b{EVENT}\b)[^.;:,]){{1,70}}?\b(?:to|from|not to) "
    rf"(?:{_TO_MEET}|{_MEETING})(?! (?:him|her|them)\b)"
    rf"|\bdemand\w* (?:that )?[^.;:,]{{1,60}}? (?:meet|{_TO_MEET})"
)
_STATUS: tuple[tuple[MeetingStatus, re.Pattern[str]], ...] = (
    (
        "denied",
        re.compile(
            rf"\bden(?:ied|ies|ying|y)\b[^.;]{{0,60}}?\b(?:{EVENT}|met|meeting)\b"
            rf"(?:[^.;]{{0,60}} (?:took|taken|had) place)?"
        ),
    ),
    (
        "refused",
        re.compile(
            rf"\b(?:declin|refus)(?:ed|es|ing|e) (?:to {_TO_MEET}|to talk)"
            rf"|\b(?:vow|pledg|decid|promis|cho(?:s|os))\w* (?:not|never) to {_TO_MEET}"
            rf"|\b(?:declined|refused|rejected|rejects|turned down|turns down|ruled out|"
            rf"rules out|snubbed|boycotted) (?:{_MEETING}|(?:an? |the |his |her |their )?"
            rf"(?:\w+ ){{0,2}}(?:offer of talks|(?:offer|request|invitation|proposal) to meet))\b"
            rf"|\b(?:declined|refused|rejected|turned down) (?:an?|the) (?:\w+ )?(?:offer|request|"
            rf"invitation|proposal|call) (?:by|from|of) [^.;,]{{1,60}}? (?:for {_MEETING}|"
            rf"to {_TO_MEET})"
        ),
    ),
    (
        "cancelled",
        re.compile(
            rf"\b{EVENT}\b[^.;]{{0,60}}?\b(?:called off|cancell?ed|scrapped)\b"
            rf"|\b(?:called off|cancell?(?:ed|s|ing)|cancels|calls off|scrapp?(?:ed|s)) "
            rf"(?:an? |the |his |her |their |its )?(?:[\w-]+ ){{0,3}}{EVENT}\b"
            rf"(?:[^.;]{{0,60}}?\b(?:where|which|when)\b[^.;]{{0,40}}? to {_TO_MEET})?"
        ),
    ),
    (
        "postponed",
        re.compile(
            rf"\b{EVENT}\b[^.;]{{0,60}}?\b(?:postponed|put off|delayed|rescheduled|pushed back)\b"
            rf"|\b(?:postpon(?:ed|es)|put off|puts off|delay(?:ed|s)|reschedul(?:ed|es)) "
            rf"(?:an? |the |his |her |their |its )?(?:[\w-]+ ){{0,3}}{EVENT}\b"
            rf"(?:[^.;]{{0,60}}?\b(?:where|which|when)\b[^.;]{{0,40}}? to {_TO_MEET})?"
        ),
    ),
    (
        "proposed",
        re.compile(
            rf"\b(?:propos|offer|suggest|request|ask|seek|sought)(?:ed|es|s|ing)? (?:for )?"
            rf"(?:(?:an? |to |the )?(?:[\w-]+ ){{0,2}}(?:meet\w*|talks|hold|host|holding|summit|"
            rf"mediat\w*|audience)\b|to {_TO_MEET})"
            rf"|\b(?:propos|suggest)\w* (?:that )?[^.;:]{{1,60}}? (?:meet|{_TO_MEET})\b"
            rf"|\b(?:demand\w*|call\w* for|push\w* for|press\w* for) an? (?:[\w-]+ ){{0,2}}"
            rf"(?:meeting|summit|audience)\b"
            rf"|\b(?:ask|invit|urg)\w* [^.;:]{{1,50}}? to {_ADVERB}(?:meet|see|receive) "
            rf"(?:him|her|them)\b"
            rf"|\b(?:hop(?:es?|ed|ing)|want(?:s|ed|ing)?|wish(?:es|ed|ing)?|would (?:like|love)|"
            rf"like|willing(?:ness)?|ready|readiness|prepared(?:ness)?|keen|eager|open|"
            rf"aim(?:s|ed|ing)?|tr(?:y|ies|ied|ying)) to {_TO_MEET}"
            rf"|\b(?:hop(?:es?|ed|ing)|(?:look|push)(?:s|ed|ing)? forward|pav(?:e|ed|ing) the way) "
            rf"(?:for|to) {_MEETING}"
            rf"|\b(?:may|might|could) {_TO_MEET}"
            rf"|\b(?:consider|mull|weigh|contemplat|discuss)(?:s|es|ed|ing)? (?:a|another|the "
            rf"possibility of a) (?:possible |potential )(?:[\w-]+ )?{EVENT}\b"
        ),
    ),
    (
        "scheduled",
        re.compile(
            rf"\b(?:will|would|shall|(?:is|are|was|were|be) to|due to|plan(?:s|ned|ning)? to|"
            rf"set to|scheduled to|slated to|supposed to|expect(?:s|ed) to|intend(?:s|ed|ing)? to|"
            rf"prepar(?:e|es|ing) to|pledg(?:e|es|ed) to|promis(?:e|es|ed) to|is due|are due|to be|"
            rf"going to|agree(?:d|s|ing)? to) (?:{_TO_MEET}|summoned\b|received\b|talks\b)"
            rf"|\bagree(?:d|s)? on (?:an? )?(?:new |further |another )?{EVENT}\b"
            rf"|\b{EVENT} (?:[^.,;]{{0,50}} )?(?:(?:is|are|was|were|has been|have been) )?"
            rf"(?:set|scheduled|planned|due|expected|slated) (?:for|to|on|in)\b"
            rf"|\b{EVENT} (?:[^.,;]{{0,50}} )?will (?:take place|be held|begin|start|open)\b"
            rf"|\b(?:a|the|their|his|her) (?:planned|upcoming|scheduled|forthcoming) "
            rf"(?:\w+ )?{EVENT}\b"
        ),
    ),
)
_TOOK_PLACE = re.compile(
    r"\b(?:met|received|hosted|welcomed|summoned|phoned|telephoned|visited|conferred|"
    rf"spoke (?:to|with|by)|talked (?:to|with)|sat down|shook hands|huddled|"
    rf"consulted with|negotiated with|discussed [^.;,]{{1,60}}? with|"
    rf"(?:held|had|paid|after|during|following|in|at|over) "
    rf"(?:an? |the |his |her |their )?(?:[\w-]+ ){{0,3}}?{EVENT})\b"
)
_ASIDE = re.compile(r"\b(?:who|which|since|after|as)\b[^,]{0,40}$")


@dataclass(frozen=True)
class Told:
    """What a sentence says of a meeting, and the half-open range of its words that say so."""

    status: MeetingStatus | None
    """None: that there was none."""
    start: int
    end: int


def told_of(words: str, about: int = 0) -> Told:
    """What became of the meeting a sentence reports; `held` where it says nothing else.

    Args:
        words: the sentence.
        about: where in it those who met stand complete. Of several meetings in one sentence the
            last before that point counts, or the first behind it.
    """
    low = words.lower() if len(words.lower()) == len(words) else words
    told: list[Told] = []
    for status, match in _not_held(low):
        if all(match.end() <= one.start or one.end <= match.start() for one in told):
            told.append(Told(status, *match.span()))
    apart = list(told)
    for match in _TOOK_PLACE.finditer(low):
        if all(match.end() <= one.start or one.end <= match.start() for one in apart):
            told.append(Told("held", *match.span()))
    before = [one for one in told if one.start <= about]
    if before:
        return _fallen_through(low, max(before, key=lambda one: one.start), told)
    first = min(
        told,
        key=lambda one: (bool(_ASIDE.search(low[: one.start])), one.start),
        default=Told("held", 0, 0),
    )
    return _fallen_through(low, first, told)


def _fallen_through(low: str, found: Told, told: list[Told]) -> Told:
    """A plan, or what the same sentence says became of it: "was due to meet ..., but ..."."""
    for one in told if found.status == "scheduled" else ():
        fallen = one.status in ("cancelled", "postponed") and one.start > found.end
        if fallen and re.search(r"\b(?:but|until)\b", low[found.end : one.start]):
            return Told(one.status, found.start, one.end)
    return found


def _not_held(low: str) -> list[tuple[MeetingStatus | None, re.Match[str]]]:
    """The words that say anything but `held`, the weightiest first."""
    said = _SAYS.search(low) is not None
    found: list[tuple[MeetingStatus | None, re.Match[str]]] = []
    for status, pattern in _STATUS[:4]:
        found += [(status, match) for match in pattern.finditer(low)]
    found += [("denied" if said else None, match) for match in _NEVER_MET.finditer(low)]
    found += [
        ("refused" if _OF_THEMSELVES.search(low[: match.start()]) else None, match)
        for match in _WILL_NOT_MEET.finditer(low)
    ]
    proposed, scheduled = (
        [(status, match) for match in pattern.finditer(low)] for status, pattern in _STATUS[4:]
    )
    found += proposed
    found += [(None, match) for match in _UNREAL.finditer(low)]
    return [*found, *scheduled]
