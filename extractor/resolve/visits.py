"""Visits: who of those who meet came to the other's place, where the text says so.

Somebody who receives, hosts or welcomes others is their host, and those who call on somebody are
visitors. Where a country is said to be visited, those of its people who meet the visitor are hosts.
A place alone says nothing of that: people meet in third places, too.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from extractor.resolve.case import Case
from extractor.resolve.meetings import MeetingFound
from extractor.resolve.scene import Range
from schemas import Role
from schemas.countries import lands_in

_OTHER_THINGS = (
    r"(?! (?:(?:the|an?|his|her|its|their|no|any) )?(?:[\w-]+ )?(?:letters?|news|reports?|"
    r"messages?|invitations?|support|awards?|aid|calls?|decisions?|moves?|statements?|proposals?|"
    r"agreements?|with|from|by)\b)"
)
"""What is received or welcomed beside people."""
_RECEIVES = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )(?<!\bis )(?<!\bare )"
    rf"\b(?:receiv(?:ed?|es|ing)|host(?:s|ed|ing)?|welcom(?:ed?|es|ing))\b{_OTHER_THINGS}"
)
_RECEIVED = re.compile(
    r"\b(?:was|were|been|be|being|is|are) (?:\w+ly )?(?:received|hosted|welcomed)\b"
    r"(?=[^.;]{0,60}\bby\b)"
)
_CALLS = re.compile(
    r"\b(?:(?:courtesy|farewell|introductory|protocol) calls? (?:on|to)|"
    r"(?:pa(?:id|ys?|ying)|made|makes?) (?:an? )?(?:[\w-]+ ){0,2}(?:visit|call) (?:to|on)|"
    r"call(?:ed|s|ing)? (?:in )?on(?= (?:the |his |her )?[A-Z])|"
    r"(?:came|come|went|go|goes|travell?ed|flew) [^.;]{0,40}?to see|visit(?:ed|s))\b"
)
_SOMEBODY = re.compile(r"\s(?:him|her|them|by)\b")
"""Who is received or called on, in other words than a name."""
_TRIP = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|arriv(?:ed|es?|al|ing)|trips?|tour|stay|travel(?:l?ed|l?ing|s)?|flew|"
    r"flies|fly|flying|came|moved|went|delegation)\b(?: [a-z]\w*){0,3}? (?:to|in|at|of)?\b"
)
_ON_A_TRIP = re.compile(
    r"\b(?:an?|his|her|its|their|the|this|that) (?:[\w-]+ ){0,3}?(?:visit|trip|tour|stay)\b"
)
_VISITING = re.compile(r"\b[Vv]isiting (?=(?:the )?[A-Z])")
_NEAR = 60
"""Characters from a word of travel to the country it goes to."""
_BESIDE = 12
"""Characters between the two at most."""
_FAR = 100
"""Characters from "visiting" to the name of who does, offices between them."""


class Visits:
    """Who visits whom in one article."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def roles(self, meeting: MeetingFound, countries: Sequence[str | None]) -> list[Role]:
        """The role of each who meets; `participant` of all where nobody is said to visit.

        Args:
            meeting: who meets, where, and in which sentences.
            countries: for which each of them acts.
        """
        visitors, hosts = self._received(meeting)
        if not visitors:
            visitors = self._abroad(meeting, countries)
            hosts = set(range(len(countries))) - visitors
        if not visitors or not hosts:
            return ["participant" for _ in countries]
        guests, home = ({countries[at] for at in side} - {None} for side in (visitors, hosts))
        found: list[Role] = []
        for at, own in enumerate(countries):
            if at in visitors or at in hosts:
                found.append("visitor" if at in visitors else "host")
            elif (own in guests) == (own in home):
                found.append("participant")
            else:
                found.append("visitor" if own in guests else "host")
        return found

    def _received(self, meeting: MeetingFound) -> tuple[set[int], set[int]]:
        """Who is received, or calls on others, and who receives; nobody where no words say so."""
        for sentence in meeting.sentences:
            for start, end, receives in self._verbs(sentence):
                before = _named(meeting, sentence[0], start)
                after = _named(meeting, end, sentence[1]) - before
                if not before and self._follows_somebody(sentence[0], start):
                    continue
                if after or (before and _SOMEBODY.match(self._case.text, end, sentence[1])):
                    others = set(range(len(meeting.participants))) - before - after
                    before, after = before or others, after or others
                    return (after, before) if receives else (before, after)
        return set(), set()

    def _follows_somebody(self, start: int, end: int) -> bool:
        """Whether somebody is named right before a place."""
        text = self._case.text
        named = self._case.scene.mentions_in(start, end)
        return any(not text[one.end : end].strip() for one in named)

    def _verbs(self, sentence: Range) -> Iterator[tuple[int, int, bool]]:
        """Words of receiving and of calling on people; whether those before them receive."""
        for pattern, receives in ((_RECEIVES, True), (_RECEIVED, False), (_CALLS, False)):
            for match in self._said(pattern, sentence):
                yield *match.span(), receives

    def _said(self, pattern: re.Pattern[str], sentence: Range) -> Iterator[re.Match[str]]:
        """Where a sentence has certain words, in its own voice."""
        for match in pattern.finditer(self._case.text, *sentence):
            if not self._case.scene.quoted_at(match.start()):
                yield match

    def _abroad(self, meeting: MeetingFound, countries: Sequence[str | None]) -> set[int]:
        """Who meets people of a country that they are said to visit."""
        told = meeting.sentences
        own = [(one, *self._told(one)) for one in told]
        for sentence, guests, goals in [*own, *(self._trips if meeting.mention == "main" else ())]:
            for start in guests:
                guest = _first(meeting, start, min(sentence[1], start + _FAR))
                if guest is not None:
                    side = {countries[guest]} - {None}
                    return {guest} | {at for at, one in enumerate(countries) if one in side}
            for goal in [
                *goals,
                *(self._trip_there(meeting, sentence) if sentence in told else ()),
            ]:
                others = {at for at, one in enumerate(countries) if one not in (goal, None)}
                fits = meeting.place is None or meeting.place.country in (None, goal)
                here = sentence in told or others & _named(meeting, *sentence)
                if fits and here and goal in countries and others:
                    return others
        return set()

    @cached_property
    def _trips(self) -> list[tuple[Range, list[int], list[str]]]:
        """The sentences that tell of visitors or visits."""
        found = ((sentence, *self._told(sentence)) for sentence in self._case.ranges)
        return [one for one in found if one[1] or one[2]]

    def _told(self, sentence: Range) -> tuple[list[int], list[str]]:
        """Where a sentence begins to name visitors, and countries that somebody visits."""
        text, goals = self._case.text, []
        for match in self._said(_TRIP, sentence):
            lands = lands_in(text, match.end(), min(sentence[1], match.end() + _NEAR))
            if lands and lands[0].start - match.end() < _BESIDE:
                goals.append(lands[0].code)
        return [match.end() for match in _VISITING.finditer(text, *sentence)], goals

    def _trip_there(self, meeting: MeetingFound, sentence: Range) -> list[str]:
        """The country of a meeting, if a sentence tells of a visit without saying where to."""
        there = meeting.place.country if meeting.place else None
        return [there] if there and _ON_A_TRIP.search(self._case.text, *sentence) else []


def _named(meeting: MeetingFound, start: int, end: int) -> set[int]:
    """Who is named between two places."""
    return {
        at
        for at, one in enumerate(meeting.entities)
        if any(start <= each.start and each.end <= end for each in one.mentions)
    }


def _first(meeting: MeetingFound, start: int, end: int) -> int | None:
    """Who is named first between two places."""
    found = [
        (each.start, at)
        for at, one in enumerate(meeting.entities)
        for each in one.mentions
        if start <= each.start < end
    ]
    return min(found)[1] if found else None
