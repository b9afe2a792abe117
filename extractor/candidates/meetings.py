"""Meetings: sentences in which words of meeting stand between those who meet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.candidates.encounters import before, behind
from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.roster import Entity, Roster
from extractor.candidates.sites import sites
from extractor.dates import find_dates, resolve_date
from schemas import (
    UNKNOWN_DATE,
    DateValue,
    Evidence,
    MeetingFormat,
    MeetingMention,
    MeetingStatus,
    Place,
    Role,
    country_code,
)
from schemas.countries import country_of_city

_TALKS = (
    r"(?i:talks?|meetings?|discussions?|consultations|negotiations|conversations?|session|summit|"
    r"(?:phone |telephone |video )?calls?|dinner|lunch|breakfast|bilaterals?)"
)
_HOLD = r"(?:held|hold|holds|had|have|has had|having|holding)(?: [\w’'-]+){0,6}?"
_LINE = r"(?:the )?(?:(?:tele)?phone|video(?: link)?)"
_VERBS = re.compile(
    r"\b(?:"
    r"(?P<host>(?:received|receives?|hosted|hosts?|welcomed)(?!\s(?:the\s)?(?:with|from|in|by|a)\b))"
    r"|(?P<guest>(?:was|were|be|been|is|are) received[^.]{0,30} by"
    r"|(?:paid|pays?) an? (?:\w+ ){0,2}(?:visit|call) (?:to|on)|called on(?= [A-Z]))"
    r"|(?P<summons>summon(?:ed|s)|(?:was|were) (?:summoned|called in)(?: \w+){0,4} by)"
    rf"|(?P<phone>(?:spoke|speaks?|spoken|talked)(?: again)? (?:by|over|on|via) {_LINE}"
    r"(?: [^.]{0,80}?)? (?:with|to)"
    rf"|(?:spoke|spoken) (?:to|with)(?= [^.,]{{3,60}} (?:by|over|on) {_LINE})"
    r"|(?:tele)?phoned|on the phone (?:to|with)"
    r"|(?:held|had|holds?) an? (?:telephone|phone|video) (?:talk|call|conversation)s?"
    r"(?: [^.,]{0,20})? with)"
    r"|(?P<met>(?:met|meets|meet|sat down|sit down|conferred|dined|dines?|spoken)"
    r"(?: (?:separately|privately|secretly|briefly|again|up|online|virtually|together|also|last|"
    r"with))*"
    rf"|{_HOLD} {_TALKS}(?: [\w]+){{0,3}}? with"
    rf"|(?:held|hold|holds|holding)(?: [\w’'-]+){{0,6}}? {_TALKS})"
    rf"|(?P<noun>{_TALKS}(?: [a-z]+day)?(?: (?:late |early )?on \w+(?: \w+)?)?"
    r" (?P<link>with|between|of))"
    r")(?!\w)"
)
_HABIT = re.compile(
    r"\b(?:every (?:year|month|quarter|week|spring|autumn)|regularly|each (?:year|month|spring))\b"
)
_NOT_HELD: tuple[tuple[MeetingStatus, re.Pattern[str]], ...] = (
    (
        "denied",
        re.compile(
            r"\bden(?:y|ied|ies|ying)\b|\bneither\b.{0,40}\bhad met\b"
            r"|\bdid not meet\b|\bnever met\b"
        ),
    ),
    (
        "cancelled",
        re.compile(r"\bcancel(?:led|ed|s)?\b|\bcalled off\b|\bnot go ahead\b|\bscrapped\b"),
    ),
    ("postponed", re.compile(r"\bpostponed\b|\bput (?:off|back)\b|\bdelayed until\b")),
    ("refused", re.compile(r"\b(?:refus(?:ed|es|ing)|declin(?:ed|es|ing)|turned down)\b")),
    (
        "proposed",
        re.compile(r"\b(?:propos(?:ed|es|e)|offer(?:ed|s)?|suggest(?:ed|s)?|asked)\b(?=.{0,60}$)"),
    ),
)
_BEFORE_THE_VERB = ("refused", "proposed")
"""Only said of the meeting where the word stands before it."""
_PLANNED = re.compile(
    r"\b(?:will|(?:is|are|was|were) (?:to|due|set|scheduled|expected|slated)|would|plans? to|"
    r"due to|next round|is planned|are planned|going to|shall)\b"
)
_PAST = re.compile(
    r"\b(?:last|previous(?:ly)?) (?:met|year|round|spoken)|\bhad (?:met|last)|\byears? ago"
    r"|\bin (?:19|20)\d\d\b"
)
_PHYSICAL = re.compile(r"met|meet|sat|sit|rec|host|sum|was|were|be|called|paid|din")
_TOPICS = re.compile(r"\b(?:discuss(?:ed|ing)?|talks on|over|focus(?:ed|ing) on|about) ([^.;“”]+)")
_SUMMIT = re.compile(
    r"(?:on|at) the (?:sidelines|margins) of (?:the |an? )?((?:[A-Z][\w’'-]+ ?|of |for |the )+)"
)
_PAIR = re.compile(
    r"(?:two |both )?(?:sides|ministers|leaders|presidents|officials|generals|men|pair)$"
)


@dataclass
class Met:
    """One meeting, before it is a record."""

    people: list[tuple[Entity, Role]]
    status: MeetingStatus
    mention: MeetingMention
    format: MeetingFormat
    sentences: list[Range]
    date: DateValue = UNKNOWN_DATE
    place: Place | None = None
    topics: list[Range] = field(default_factory=list)
    summit: Range | None = None
    id: str = ""

    @property
    def members(self) -> set[int]:
        """Who takes part, by identity."""
        return {id(one) for one, _ in self.people}


@dataclass
class Diary:
    """Goes through an article's sentences and collects the meetings they report."""

    text: str
    roster: Roster
    published: DateValue
    found: list[Met] = field(default_factory=list)
    told: list[tuple[Range, Met]] = field(default_factory=list)
    """Where words tell of a meeting, and what they tell."""

    def note(self, sentence: Range, phrases: Sequence[Phrase]) -> None:
        """Add the meetings of a sentence to those found, or to what is known of them."""
        words = self.text[slice(*sentence)]
        if _HABIT.search(words):
            return
        for match in _VERBS.finditer(words):
            people = self._people(sentence, match, phrases)
            alone = len(people) < 2 and not (match["met"] and people[:1])
            if alone or all(one.kind == "group" for one, _ in people):
                continue
            if len(people) == 1 and people[0][0].human:
                continue
            met = self._met(sentence, match, people)
            self.told.append(((sentence[0] + match.start(), sentence[0] + match.end()), met))
            same = next((one for one in self.found if _same(one, met)), None)
            if same is None:
                self.found.append(met)
            else:
                _join(same, met)

    def _people(
        self, sentence: Range, match: re.Match[str], phrases: Sequence[Phrase]
    ) -> list[tuple[Entity, Role]]:
        """Who takes part; persons alone, where two of them are named."""
        start, end = sentence[0] + match.start(), sentence[0] + match.end()
        right = behind(self.text, phrases, end)
        among = match["link"] in ("between", "of")
        left = [] if among else before(self.text, phrases, start, sentence[0])
        if not left and not match["noun"] and not match["guest"]:
            return []
        found: list[tuple[Entity, Role]] = []
        for side, phrases_ in enumerate((left, right)):
            for phrase in phrases_:
                entity = self.roster.of.get((phrase.start, phrase.end))
                known = entity is None or any(entity is one for one, _ in found)
                if entity is not None and entity.kind != "document" and not known:
                    found.append((entity, _role(match, side)))
        persons = [one for one in found if one[0].human]
        if len(found) == 1 and self.found and self._is_pair(found[0][0]):
            return self.found[-1].people
        return persons if len(persons) > 1 else found

    def _is_pair(self, entity: Entity) -> bool:
        """Whether words stand for those who met before: "the two ministers"."""
        words = self.roster.words(entity.mentions[-1]).lower() if entity.mentions else ""
        return entity.kind == "group" and _PAIR.fullmatch(words) is not None

    def _met(self, sentence: Range, match: re.Match[str], people: list[tuple[Entity, Role]]) -> Met:
        words = self.text[slice(*sentence)]
        verb = sentence[0] + match.start()
        status = _status(words, match)
        past = _PAST.search(words) is not None
        nearest = min(
            find_dates(self.text, *sentence), key=lambda one: _away(one, verb), default=None
        )
        date = resolve_date(
            nearest,
            published=self.published,
            future=status in ("scheduled", "proposed"),
            background=past,
        )
        format_: MeetingFormat = "unknown"
        if match["phone"] or "phone" in match[0]:
            format_ = "video" if "video" in match[0] else "phone"
        elif "video" in words[match.start() : match.end() + 40]:
            format_ = "video"
        place = _place(self.text, sentence, verb) if format_ == "unknown" else None
        if format_ == "unknown" and (place or _PHYSICAL.match(match[0])):
            format_ = "in_person"
        return Met(
            people=people,
            status=status,
            mention="background" if past and status == "held" else "main",
            format=format_,
            sentences=[sentence],
            date=date,
            place=place,
            topics=_topics(self.text, sentence, match),
            summit=_summit(self.text, sentence),
        )


def _role(match: re.Match[str], side: int) -> Role:
    """Of the subject's side (0) or the object's (1)."""
    if match["host"]:
        return "visitor" if side else "host"
    if match["guest"]:
        return "host" if side else "visitor"
    return "participant"


def _away(date: Evidence, place: int) -> int:
    """How far a date is from a verb; those before it are taken for farther."""
    return date.start - place if date.start >= place else 2 * (place - date.end)


def _status(words: str, match: re.Match[str]) -> MeetingStatus:
    for status, pattern in _NOT_HELD:
        where = words[: match.end()] if status in _BEFORE_THE_VERB else words
        if pattern.search(where):
            return status
    near = words[max(0, match.start() - 45) : match.start() + 12]
    return "scheduled" if _PLANNED.search(near) else "held"


def _place(text: str, sentence: Range, verb: int) -> Place | None:
    """The first place behind the verb that is neither a date nor a man's office."""
    for first, start, end in sites(text, *sentence):
        if first < verb and first > sentence[0] + 3:
            continue
        name = text[start:end]
        phrase = Evidence.of(text, first, end)
        return Place(text=phrase, name=name, country=country_of_city(name) or country_code(name))
    return None


def _topics(text: str, sentence: Range, match: re.Match[str]) -> list[Range]:
    """What was talked about, at commas and "and" apart."""
    rest = text[sentence[0] + match.end() : sentence[1]]
    said = _TOPICS.search(rest)
    if said is None:
        return []
    first = sentence[0] + match.end() + said.start(1)
    found = []
    for part in re.finditer(r"(?:(?!, | and ).)+", said[1]):
        words = re.sub(r"^(?:(?:and|the|a|an|on|about|,)\s)+", "", part[0].lstrip(", "))
        words = re.sub(r"^(?:and )?(?:the |a |an )?", "", words)
        start = part.end() - len(words)
        if words.strip() and part[0].endswith(words):
            found.append((first + start, first + part.end()))
    return found[:6]


def _summit(text: str, sentence: Range) -> Range | None:
    found = _SUMMIT.search(text[slice(*sentence)])
    if found is None:
        return None
    name = re.sub(r"(?: of| for| the| in)* *$", "", found[1])
    return sentence[0] + found.start(1), sentence[0] + found.start(1) + len(name)


def _same(one: Met, other: Met) -> bool:
    """Whether two tellings are of one meeting: the same people, no other day, no other status."""
    few, many = sorted((one.members, other.members), key=len)
    if len(few & many) < max(2, len(few)) and few != many:
        return False
    days = {met.date.value for met in (one, other)} - {None}
    texts = {met.date.text.exact for met in (one, other) if met.date.text}
    settled = one.status == other.status and one.mention == other.mention
    return settled and len(days) < 2 and len(texts) < 2


def _join(one: Met, other: Met) -> None:
    one.sentences = [*dict.fromkeys((*one.sentences, *other.sentences))][:4]
    if one.date.text is None:
        one.date = other.date
    one.place = one.place or other.place
    one.topics = one.topics or other.topics
    if one.format == "unknown":
        one.format = other.format
