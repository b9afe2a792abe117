"""Meeting words: what a sentence's own words tell of a meeting, its people left aside."""

import re

from extractor.candidates.triggers import triggers
from extractor.resolve.meeting_status import EVENT
from extractor.resolve.people import Entity
from schemas import MeetingFormat, Place

_MEETS = re.compile(
    r"\b(?:met|meets?|meeting|meetings|talks|talked|negotiat(?:ed|ing|e|ions?)|conferred|summit|"
    r"summon(?:ed|s|ing)|audience with|consultations|consulted with|dialogue with|encounter|"
    r"convened|"
    r"gathered with|trilateral|bilateral|round-?table|huddled|received|receives?|receiving|"
    r"hosted|hosts|hosting|welcomed|phoned|telephoned|visited|visiting|called on|courtesy call|"
    r"paid a (?:\w+ )?visit|"
    r"phone (?:call|conversation)|telephone (?:call|conversation)|video ?(?:call|conference)|"
    r"(?:in a|a|the|their) call (?:with|between)|(?:spoke|spoken|speaking|speak) "
    r"(?:with|by (?:tele)?phone|on the (?:tele)?phone|to (?-i:(?=[A-Z]))|to (?:his|her) )|"
    r"discuss(?:ed|es|ing)?|discussions?|conversation|sat (?:down )?with|shook hands|"
    r"(?:lunch|dinner|breakfast|working session) with|held a session)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:meets?|talk|confer)\b.{0,30}\b(?:every|each) (?:year|month|week|day|\w+day|quarter|"
    r"summer)\b"
    r"|\b(?:regularly|usually|routinely|often) (?:meets?|talk|confer)\b"
    r"|\b(?:annual|regular|weekly|monthly) meetings?\b.{0,20}\bare\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:resum\w+|restart\w*|return to|back to|call\w* for|calls? on \w+ to|ready for|open to|"
    r"failed|"
    r"collapse of|wage|breakdown of) (?:the |peace |wage |direct |further )*(?:talks|"
    r"negotiations|dialogue)\b",
    re.IGNORECASE,
)
"""Talks that are wished for, or that a sentence only refers to."""
_BACKGROUND = re.compile(
    r"\blast met\b|\bhad (?:last |previously |earlier |already |also )?(?:met|held)\b"
    rf"|\b(?:previous|earlier|last|past) {EVENT}\b"
    r"|\b(?:met|talks|meeting|received|visited|hosted|summit)\b[^.;]{0,50}"
    r"\b(?:last (?:year|month|spring|summer|autumn|winter)|(?:years|months|decades) ago|"
    r"(?:in|since) (?:\w+ )?(?:19|20)\d\d)\b"
)
_PHONE = re.compile(
    r"\b(?:phoned|telephoned|(?:tele)?phone (?:call|conversation|talks)|by (?:tele)?phone|"
    r"(?:on|over) the (?:tele)?phone|in a call|(?:tele)?phone)\b"
)
_VIDEO = re.compile(
    r"\bvideo ?-?(?:call|conference|conferenc\w+|link|meeting)|\bvirtual(?:ly)?\b|\bonline\b|"
    r"\bby video\b"
)
_IN_PERSON = re.compile(
    r"\b(?:met|meets?|receiv(?:es?|ed)|host(?:s|ed)?|visit(?:s|ed|ing)?|arriv(?:ed|al)|"
    r"gather(?:s|ed)?|s[ai]t(?:s|ting)? (?:down|with|across)|sitting|summons?(?:ed)?|"
    r"called in by|in person|handshake|shook hands|face[- ]to[- ]face|din(?:es|ed)|lunch|dinner|"
    r"breakfast|over coffee)\b"
)
_DEAD = re.compile(
    r"\b(?:[Mm]artyrs?|[Ss]lain|[Aa]ssassinated|[Tt]he late)\s+(?:[A-Z][\w.’'-]*\s+){0,4}\Z"
)
_INVITED = re.compile(r"\binvit\w+\b[^.;]*\bvisit\b", re.IGNORECASE)
_SIDELINES = re.compile(
    r"\bon the (?:sidelines|margins|fringes) of ((?:the |an? )?(?:[\w’'-]+ ){0,7}?(?:Summit|summit|"
    r"Conference|conference|Forum|forum|Assembly|assembly|Congress|congress|Meeting|meeting|games|"
    r"Games|Cup|festival|Festival|fair|Fair|exhibition|session|funeral))\b"
)


def tells_of_meeting(words: str) -> bool:
    """Whether a sentence has a word that meetings are reported with, and tells no mere habit."""
    return _MEETS.search(_WISH.sub("_", words)) is not None and _HABIT.search(words) is None


def meeting_words_in(words: str) -> list[tuple[int, int]]:
    """Half-open ranges of the words that meetings are reported with, else of those that may be."""
    return [match.span() for match in _MEETS.finditer(words)] or triggers(words, 0, len(words))


def is_background(words: str) -> bool:
    """Whether a sentence tells of an old meeting as context."""
    return _BACKGROUND.search(words.lower()) is not None


def format_of(words: str, place: Place | None) -> MeetingFormat:
    """How people met, by the words of the sentence; somewhere is in person."""
    low = words.lower()
    if _VIDEO.search(low):
        return "video"
    if _PHONE.search(low):
        return "phone"
    return "in_person" if place is not None or _IN_PERSON.search(low) else "unknown"


def is_dead(text: str, entity: Entity) -> bool:
    """Whether an article calls somebody dead by name ("martyr Brannock", "the late Ilse Maran")."""
    names = (one.name[0] if one.name else one.start for one in entity.mentions)
    return any(_DEAD.search(text[max(0, start - 80) : start]) for start in names)


def is_invitation(words: str) -> bool:
    """Whether a sentence only says that somebody was invited to visit."""
    return _INVITED.search(words) is not None


def sidelines_in(words: str) -> tuple[int, int] | None:
    """The event on whose sidelines a sentence says people met, as a half-open range."""
    match = _SIDELINES.search(words)
    return match.span(1) if match else None
