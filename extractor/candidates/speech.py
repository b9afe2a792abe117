"""Speech: what is said in an article, and by whom, unit by unit.

A unit is a sentence, or several where a quotation runs on from one into the next. Within a unit
every cue outside quotation marks looks left for its subject and right for its content; a tag at the
end ("..., he said") looks left for both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.candidates import verbs
from extractor.candidates.cues import Cue, find_cues
from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.quoting import MARKS, Quoted
from extractor.candidates.roster import Entity, Roster
from extractor.candidates.subjects import (
    GOVERNED,
    THEM,
    WHEN,
    Attribution,
    attribution_of,
    is_tag,
    opener_of,
)
from extractor.reading import lexicon
from schemas import Polarity, QuoteType

_SPOKEN_OF = r"(?:for|on|against|about|to|not to|that|whether|if|why|how|what)\b"
_CLAIM = re.compile(r"claim|accusation|suggestion|report|allegation|rumou?r|charge|figure|denied")
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|cannot|does|did|"
    r"do|remains?|remained|needs?|wants?|wanted|don['’]t|won['’]t|isn['’]t|"
    r"(?:it|he|she|there)['’]s)\b"
)
_SHARED = re.compile(r"(?:\b(?:and|but|then|while|before|as well as)\b|,)[\s\w]{0,25}$")
_ANEW = re.compile(r"(?:,|;|\band|\bbut|\bwhile|,\s\w+ly)$")
_JOINT = re.compile(
    r"(?:[\s,;]+(?:(?:and|but|while|before|then|also)\s*)*|[,\s]+(?:and|but)(?:\s[a-z]+){0,2})$"
)
_ASIDE_AT_END = re.compile(r",\s(?:who|which|where)\s[^“”\"«».]*\.?\s*$")
_QUOTE_AGAIN = re.compile(r"[\s,.;:–—-]*(?=[“\"‘«'])")
_GOES_ON = re.compile(r"\s?,\s(?!and\b|who\b|which\b|in\b|at\b|on\b|as\b|after\b)(?=[a-z])")
_FRESH_QUOTE = re.compile(r"[.!?]['”’\"]?\s+[“\"‘«]")
_COMMON_RECIPIENT = re.compile(
    r"\s(?:(?:the|a|his|her|them|him|us|me)\b)?(?:\s?[\w’'-]+){0,3}?(?=,?\s(?:that|to|not to)\b)"
)
_THEM = re.compile(r"\s(him|her|them|us|me)(?=[\s,:])")
_SPEAKS_TO = frozenset("called referred pointed paid calls responded replied conveyed".split())
"""Cues whose "to" is no infinitive's."""


@dataclass
class Said:
    """One statement, before it is a record."""

    unit: Range
    cue: Range | None = None
    verb: str = ""
    """The cue's first word, in lower case."""
    speaker: Entity | None = None
    speaker_text: Range | None = None
    content: list[Range] = field(default_factory=list)
    quote_type: QuoteType = "indirect"
    polarity: Polarity = "asserted"
    addressees: list[Entity] = field(default_factory=list)
    relayed_by: Entity | None = None
    outer: "Said | None" = None


@dataclass
class Listener:
    """Goes through an article's units and collects what is said."""

    quoted: Quoted
    roster: Roster
    doubtful: bool = False
    """Whether what only may be speech is collected, too."""
    found: list[Said] = field(default_factory=list)
    _last: Entity | None = None
    """Who spoke last."""
    _focus: Entity | None = None
    """The person whom the article is about just now."""
    _pending: Said | None = None
    """Ends in a colon; the next quotation is its content."""

    @property
    def text(self) -> str:
        """The article."""
        return self.quoted.text

    def hear(self, unit: Range, phrases: Sequence[Phrase]) -> None:
        """Collect what one unit says; its phrases are in the roster already."""
        self._resolve_pronouns(phrases)
        self._name_last_speaker(unit, phrases)
        cues = find_cues(self.quoted, *unit, doubtful=self.doubtful)
        if not cues:
            self._continue(unit)
            return
        region = unit[0]
        here: list[Said] = []
        for index, cue in enumerate(cues):
            by = attribution_of(cue, phrases, self.quoted, unit)
            said = self._said(cue, by, unit, phrases, here[-1] if here else None)
            if said is None:
                continue
            tag = is_tag(cue, by, self.text, (region, unit[1]))
            fresh = _FRESH_QUOTE.search(self.text, region, max(region, by.start))
            if tag and here and not fresh:
                self._close(here[-1], by.start)
                here[-1].relayed_by = said.speaker if said.speaker is not here[-1].speaker else None
                region = by.end
                continue
            if tag:
                self._recipient(said, cue, cue.end, phrases)
                stop = cues[index + 1].start if index + 1 < len(cues) else None
                said.content = self._before(region, by.start)
                said.content += self._behind_tag(region, by.end, stop, unit[1])
                region = by.end
            else:
                if here:
                    self._nest_or_close(here[-1], said, cue, by)
                said.content = self._after(said, cue, by, phrases)
                region = cue.end
            if said.content:
                here.append(said)
            elif self.text[slice(*unit)].rstrip().endswith(":"):
                self._pending = said
        for said in here:
            self._keep(said)

    def _name_last_speaker(self, unit: Range, phrases: Sequence[Phrase]) -> None:
        """Let "Ilse Maran made the remarks at ..." name the minister who has just spoken."""
        last, first = self._last, phrases[0] if phrases else None
        if last is None or first is None or last.kind != "unnamed" or first.kind != "name":
            return
        person = self.roster.of.get((first.start, first.end))
        if person is None or not re.search(lexicon.MADE_REMARKS, self.text[slice(*unit)]):
            return
        self.roster.merge(last, person)
        for said in self.found:
            said.speaker = person if said.speaker is last else said.speaker
        self._last = self._focus = person

    def _resolve_pronouns(self, phrases: Sequence[Phrase]) -> None:
        """Give every "he" and "she" its person: who spoke last, or began a sentence since."""
        for phrase in phrases:
            if self.quoted.around(phrase.start) is not None:
                continue
            place = phrase.start, phrase.end
            word = self.text[slice(*place)].lower()
            if phrase.kind == "pronoun" and word in ("he", "she"):
                person = self.roster.person(word, self._focus)
                if person is not None:
                    self.roster.of[place] = self._focus = person
            elif phrase is phrases[0] and not phrase.owns:
                opener = self.roster.of.get(place)
                governed = GOVERNED.search(self.text[max(0, place[0] - 12) : place[0]])
                if opener is not None and opener.human and not governed:
                    self._focus = opener

    def _keep(self, said: Said) -> None:
        said.content = [one for one in said.content if one[0] < one[1]]
        if not said.content:
            return
        said.quote_type = self._quote_type(said)
        self.found.append(said)
        self._last = said.speaker or self._last
        if said.speaker is not None and said.speaker.human:
            self._focus = said.speaker

    def _continue(self, unit: Range) -> None:
        """A quotation without a cue goes on with the one before it, or stands alone."""
        inside = self.quoted.within(*unit)
        length = sum(end - start for start, end in inside)
        if length < max(12, 0.85 * (unit[1] - unit[0])):
            return
        spans = [self.quoted.trim(*one) for one in inside]
        if self._pending is not None:
            self._pending.content = spans
            self._keep(self._pending)
        elif self.found and self.found[-1].quote_type in ("direct", "mixed"):
            self.found[-1].content += spans
        elif self.found:
            self.found.append(Said(unit, speaker=self._last, content=spans, quote_type="direct"))
        self._pending = None

    def _said(
        self,
        cue: Cue,
        by: Attribution,
        unit: Range,
        phrases: Sequence[Phrase],
        previous: Said | None,
    ) -> Said | None:
        """A statement still without content; None where nobody is found to say it."""
        said = Said(unit, (cue.start, cue.end), cue.word, polarity=self._polarity(cue, unit))
        if by.subject is not None:
            said.speaker = self._entity(by.subject)
            said.speaker_text = self._speaker_text(by.subject, cue, phrases)
            if by.start == cue.start and by.subject.end < cue.start:  # "quoted X as saying"
                relayer = self._entity(phrases[0])
                said.relayed_by = relayer if relayer is not said.speaker else None
            return said
        them = THEM.match(self.text, cue.end) if cue.word == "according" else None
        if them is not None and them[1] != "them":
            word = "she" if them[1] == "her" else "he"
            said.speaker = self.roster.person(word, self._focus)
            said.speaker_text = them.span(1)
            return said
        if previous is not None and self._shares(previous, cue):
            said.speaker = previous.speaker
            return said
        opener = opener_of(cue, phrases, self.quoted, unit[0])
        silent = previous is not None or not self._beside_quote(cue, unit)
        if opener is None and silent and not self.doubtful:
            return None
        if opener is None and silent:
            return said
        said.speaker = self._entity(opener) if opener is not None else None
        said.speaker = said.speaker or (previous.speaker if previous else self._last)
        return said

    def _entity(self, phrase: Phrase) -> Entity | None:
        return self.roster.of.get((phrase.start, phrase.end))

    def _shares(self, previous: Said, cue: Cue) -> bool:
        """Whether a cue without subject has that of the cue before it: "and called for"."""
        gap = self.text[previous.cue[1] : cue.start] if previous.cue else ""
        return cue.word not in verbs.PLURAL and _SHARED.search(gap[-60:]) is not None

    def _beside_quote(self, cue: Cue, unit: Range) -> bool:
        left = self.text[max(unit[0], cue.start - 5) : cue.start].rstrip(" ,")
        right = self.text[cue.end : min(unit[1], cue.end + 5)].lstrip(" :,")
        return left[-1:] in MARKS or right[:1] in MARKS

    def _polarity(self, cue: Cue, unit: Range) -> Polarity:
        low = cue.word
        neither = self.text[cue.start : cue.end] == "deny"
        if low in ("denied", "denies", "denying", "disputed", "disputes"):
            return "denied"
        if low in ("rejected", "rejects", "rejecting", "dismissed", "dismisses"):
            return "denied" if _CLAIM.search(self.text, cue.end, unit[1]) else "asserted"
        return "declined_comment" if cue.declines or neither else "asserted"

    def _speaker_text(self, subject: Phrase, cue: Cue, phrases: Sequence[Phrase]) -> Range:
        """The name with the title in front of it where a name stands there, else the phrase."""
        named = subject
        for one in phrases:
            between = min(subject.start, cue.start) <= one.start and one.end <= cue.start
            same = self._entity(one) is self._entity(subject)
            if between and same and one.kind == "name" and subject.kind == "office":
                named = one
        if named.name is None or named.kind not in ("name", "body", "state"):
            return named.start, named.end
        if named.kind == "name":
            title = self.text[slice(*named.title)].lower().rstrip(".") if named.title else ""
            polite = named.title is None or title in lexicon.COURTESY
            return (named.name[0] if polite or not named.title else named.title[0]), named.end
        several = len(self.text[slice(*named.name)].split()) > 1
        return named.name if several else (named.start, named.end)

    def _before(self, start: int, end: int) -> list[Range]:
        lead = re.compile(r"[\s,]*(?:(?:and|but)\s)?").match(self.text, start, max(start, end))
        return self.quoted.stretch(lead.end() if lead else start, end)

    def _behind_tag(self, region: int, start: int, stop: int | None, end: int) -> list[Range]:
        """What goes on behind a tag in the middle: a quotation, or the rest of the sentence."""
        rest = self.text[start : stop or end]
        when = WHEN.match(rest)
        for skipped in (0, when.end() if when else 0):
            if _QUOTE_AGAIN.match(rest, skipped):
                spans = self.quoted.within(start + skipped, stop or end)
                return [self.quoted.trim(*one) for one in spans]
        goes_on = _GOES_ON.match(rest)
        short = len(self.text[region:start].split()) < 6
        if goes_on and (stop is None or short):
            return [self.quoted.trim(start + goes_on.end(), end)]
        return []

    def _after(
        self, said: Said, cue: Cue, by: Attribution, phrases: Sequence[Phrase]
    ) -> list[Range]:
        start, end = max(cue.end, by.end), said.unit[1]
        if cue.word == "according":
            return self._before(start, end)
        if cue.declines and cue.word != "untold":
            return [self.quoted.trim(start + len(" to "), end)]
        start = self._extended(said, cue, start)
        start = self._recipient(said, cue, start, phrases)
        when = WHEN.match(self.text, start, end)
        start = when.end() if when else start
        lead = re.compile(r"[\s,:]*(?:that\b,?\s*)?").match(self.text, start, end)
        start = lead.end() if lead else start
        if cue.word not in _SPEAKS_TO and re.match(r"to [a-z]", self.text[start : start + 4]):
            start += len("to ")
        aside = _ASIDE_AT_END.search(self.text, start, end)
        return self.quoted.stretch(start, aside.start() if aside else end)

    def _extended(self, said: Said, cue: Cue, start: int) -> int:
        """Take particle or noun into the cue: "called for", "expressed hope" before "that"."""
        particle = verbs.PARTICLES.get(cue.word)
        rest = self.text[start : start + 60]
        found = re.match(rf"\s(?:{particle})\b", rest) if particle else None
        found = found or re.match(rf"\s(?:{verbs.NOUNS})(?= that\b)", rest)
        if found is None:
            return start
        said.cue = (cue.start, start + found.end())
        return start + found.end()

    def _recipient(self, said: Said, cue: Cue, start: int, phrases: Sequence[Phrase]) -> int:
        """Behind the one who is told, who becomes an addressee; `start` where nobody is."""
        text = self.text
        first = next((one for one in phrases if one.start >= start), None)
        entity = self._entity(first) if first is not None else None
        if cue.word not in verbs.TO_SOMEBODY:
            near = first is not None and first.start - start < 10 and text.startswith(" to ", start)
            if first is None or not near or entity is None or entity.kind != "group":
                return start
            said.addressees.append(entity)
            return first.end
        if them := _THEM.match(text, start):
            gender = {"him": "he", "her": "she"}.get(them[1])
            other = self.roster.person(gender, None, but=said.speaker) if gender else None
            said.addressees += [other] if other is not None else []
            when = re.compile(r"[^.:;“”]{0,45}?(?=\sthat\b)").match(text, them.end())
            return when.end() if when else them.end()
        if first is None or first.start - start > 3 or self.quoted.around(first.start) is not None:
            common = _COMMON_RECIPIENT.match(text, start, start + 70)
            return common.end() if common else start
        if entity is not None:
            said.addressees.append(entity)
        tail = re.compile(
            rf"(?:\s(?!{_SPOKEN_OF})[\w’'-]+){{0,5}}?(?=,?\s(?:{_SPOKEN_OF})|:)"
        ).match(text, first.end)
        return tail.end() if tail else first.end

    def _nest_or_close(self, outer: Said, inner: Said, cue: Cue, by: Attribution) -> None:
        """An inner cue belongs to what is said, unless it begins anew: ", adding", "and B said"."""
        before = self.text[outer.unit[0] : by.start].rstrip()
        if by.subject is None or _ANEW.search(before[-30:]):
            self._close(outer, by.start if by.subject is not None else cue.start)
        else:
            inner.outer = outer

    def _close(self, said: Said, place: int) -> None:
        """End what was said before a place."""
        kept = []
        for start, end in said.content:
            if start < place:
                words = _JOINT.sub("", _JOINT.sub("", self.text[start : min(end, place)]))
                kept.append(self.quoted.trim(start, start + len(words)))
        said.content = kept

    def _quote_type(self, said: Said) -> QuoteType:
        quoted, share = self.quoted.share(said.content)
        if share >= 0.85:
            return "direct"
        if quoted > 3:
            return "mixed"
        start, end = said.content[0]
        words = self.text[start:end]
        lead = self.text[max(0, start - 12) : start].split()[-1:]
        led = bool(lead) and lead[0].strip(",").lower() in ("that", "to")
        if (led and said.verb not in _SPEAKS_TO) or words.startswith("not to "):
            return "indirect"
        phrase = re.split(r"\b(?:that|which|who|whose)\b|,", words)[0]
        clause = _CLAUSE.search(" ".join(phrase.split()[:9])) is not None
        act = said.verb in verbs.ACTS - verbs.MAY_BE_CLAUSE
        noun = said.verb in verbs.ACTS | verbs.NOUN_CUES and not clause
        return (
            "reported"
            if act or noun or re.match(r"(?:for|on|against|about)\b", words)
            else ("indirect")
        )
