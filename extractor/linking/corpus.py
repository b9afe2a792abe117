"""Corpus: articles as nodes that can be compared, and the pairs that are worth comparing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, combinations

import numpy as np
from numpy.typing import NDArray

from extractor.linking.actors import Who, block_keys, keys, who
from extractor.linking.blocks import (
    UNKNOWN_DAY,
    Blocks,
    Marks,
    Pairs,
    Touched,
    ends,
    key,
    touched,
)
from extractor.linking.days import day_range, when
from extractor.linking.facts import ActorFacts, ArticleFacts, MeetingFacts
from extractor.linking.meetings import Gathering
from extractor.linking.wordings import stems

Identify = Mapping[Who, str]
"""Who is which row of the user's table."""

_PLANNED = frozenset({"scheduled", "proposed", "postponed"})
_PUT_OFF = _PLANNED | {"cancelled"}
_FIRST_PEOPLE = 6
"""Participants of a meeting, and people around it, whose names make keys."""
_STEMS, _SIDE_STEMS = 8, 3
"""Stems of a remark that make keys with its speaker's names, and with the speaker's country."""
_BOTH, _FACING, _STORY, _REMARKS, _NAMES = 6, 2, 1, 2, 16
"""Neighbours in a block of two participants, of one and a side, of one and a day of the year, of a
speaker's word, of a name."""
_CAST, _CAST_PEOPLE, _CAST_DAYS = 1, 4, 21
"""Neighbours in a block of two people whom articles name, of how many people, and by how many days
articles lie apart at most."""
_NEAREST, _NEAREST_REMARKS = 10, 6
"""Articles with which one is compared at least, if so many are near it, and remarks."""
_MARKS, _REMARK_MARKS = 2048, 512
"""Bits for what an article has, and a remark."""
_REMARK_DAYS = 30
"""By how many days articles with the same remark lie apart at most."""
_FAR_DAYS = 3
"""Meetings whose days are known and lie further apart are not compared: they cannot be one."""
_SLACK_DAYS = 20
"""More for meetings that may be put off, or whose day is only guessed from the publication."""


class Corpus:
    """Articles by id, their meetings, statements and actors numbered in that order."""

    def __init__(self, articles: Sequence[ArticleFacts], identify: Identify | None = None) -> None:
        self.articles = articles
        self._identify = identify or {}
        self._told: dict[tuple[object, ...], Who] = {}
        self._whos: dict[Who, Who] = {}
        self._roster: list[dict[str, Who]] = [self._read(one) for one in articles]
        self._named = [
            tuple(one for one in roster.values() if one.principal) for roster in self._roster
        ]
        self.meetings = [
            (at, n) for at, one in enumerate(articles) for n in range(len(one.meetings))
        ]
        self.statements = [
            (at, n) for at, one in enumerate(articles) for n in range(len(one.statements))
        ]

    def _read(self, article: ArticleFacts) -> dict[str, Who]:
        return {one.id: self._who(one) for one in article.actors}

    def _who(self, actor: ActorFacts) -> Who:
        """What tells an actor apart, with the row of the user's table; equal ones are one."""
        told = (actor.kind, actor.name, actor.title, actor.country, actor.aliases)
        known = self._told.get(told)
        if known is None:
            found = who(actor)
            row = self._identify.get(found)
            found = found if row is None else replace(found, identity=row)
            known = self._told[told] = self._whos.setdefault(found, found)
        return known

    def actor(self, article: int, identifier: str) -> Who:
        """An actor of an article."""
        return self._roster[article][identifier]

    def meeting(self, node: int) -> MeetingFacts:
        """The meeting of a node."""
        at, n = self.meetings[node]
        return self.articles[at].meetings[n]

    def meeting_at(self, article: int, identifier: str) -> int:
        """The node of an article's meeting."""
        ids = [one.id for one in self.articles[article].meetings]
        return self._first_meeting[article] + ids.index(identifier)

    def meetings_of(self, article: int) -> range:
        """The nodes of an article's meetings."""
        return range(self._first_meeting[article], self._first_meeting[article + 1])

    @cached_property
    def _first_meeting(self) -> list[int]:
        return [0, *accumulate(len(one.meetings) for one in self.articles)]

    @cached_property
    def people(self) -> dict[Who, list[tuple[int, str]]]:
        """Everybody with a name, and bodies that are no states, with the articles and ids."""
        found: dict[Who, list[tuple[int, str]]] = defaultdict(list)
        for at, roster in enumerate(self._roster):
            for identifier, one in roster.items():
                if keys(one):
                    found[one].append((at, identifier))
        return found

    def gathering(self, node: int) -> Gathering:
        """A meeting, ready to be compared."""
        at, n = self.meetings[node]
        article, one = self.articles[at], self.articles[at].meetings[n]
        roster = self._roster[at]
        return Gathering(
            article=at,
            people=tuple(roster[actor] for actor, _ in one.participants),
            hosts=frozenset(
                place for place, (_, role) in enumerate(one.participants) if role == "host"
            ),
            named=self._named[at],
            when=when(
                one.date,
                one.phrase,
                published=article.published,
                planned=one.status in _PLANNED,
                background=one.background,
            ),
            place=one.place,
            country=one.country,
            status=one.status,
            background=one.background,
            format=one.format,
            first=n == 0,
            told=_told(one),
            about=self._about(at),
        )

    def _about(self, at: int) -> frozenset[int]:
        """The words that tell of an article's meetings."""
        return frozenset[int]().union(*map(_told, self.articles[at].meetings))

    @cached_property
    def days(self) -> NDArray[np.int64]:
        """The first possible day of each article's publication, 0 where it is not known."""
        ranges = (day_range(one.published) for one in self.articles)
        return np.array([found[0] if found else UNKNOWN_DAY for found in ranges], np.int64)

    def meeting_pairs(self, new: Collection[int] | None = None) -> tuple[Pairs, Touched | None]:
        """Meetings worth comparing: all of two articles that seem to tell of one.

        Those are articles on meetings of the same people, sides and bodies, or of the same day with
        somebody in common, and articles that name two people in common; of these, for each article
        the few that share most people, words, days and places with it.

        Args:
            new: the places of new articles; for them, also what they touch.
        """
        widths = (_BOTH, _FACING, _STORY)
        met = both, facing, story = tuple(map(Blocks, widths))
        cast, marks = Blocks(_CAST), Marks(len(self.articles), _MARKS)
        for node, (at, _) in enumerate(self.meetings):
            one = self.gathering(node)
            day, slack = _anchor(one)
            named = [(found, who.country) for who in one.people[:_FIRST_PEOPLE]
                     if (found := block_keys(who))]  # fmt: skip
            sides = sorted({who.country for who in one.people if who.country})
            both.add(at, _couples("both", [words for words, _ in named]), day, slack)
            opposite = {
                key("facing", word, side)
                for words, own in named
                for side in sides
                if side != own or len(sides) == 1
                for word in words
            }
            facing.add(at, opposite, day, slack)
            if one.when.month_day is not None:
                around = [block_keys(who) for who in one.named[:_FIRST_PEOPLE]]
                around += [words for words, _ in named]
                mark = one.when.month_day
                marked = {key("story", word, mark) for words in around for word in words}
                story.add(at, marked, day, slack)
                marks.add(at, [key("day", mark)])
            marks.add(at, [key("who", word) for words, _ in named for word in words])
            marks.add(at, one.told)
            marks.add(at, [key("where", one.place)] if one.place else ())
        for at, people in enumerate(self._named):
            if self.meetings_of(at):
                known = [block_keys(who) for who in people[:_CAST_PEOPLE]]
                cast.add(at, _couples("cast", known), int(self.days[at]))
        groups: NDArray[np.int64] = np.arange(len(self.articles), dtype=np.int64)

        def near(among: NDArray[np.bool_] | None) -> Pairs:
            found = [one.pairs(groups, within_days=_FAR_DAYS, among=among) for one in met]
            found.append(cast.pairs(groups, within_days=_CAST_DAYS, among=among))
            return marks.nearest(np.unique(np.concatenate(found)), _NEAREST)

        pairs, what = touched(near, len(self.articles), new)
        if what is not None:
            what = Touched(self._meetings_at(what.nodes), self._meetings_at(what.beside))
        return self._meetings_of_pairs(pairs), what

    def _meetings_at(self, articles: Collection[int]) -> list[int]:
        return [node for at in sorted(articles) for node in self.meetings_of(at)]

    def _meetings_of_pairs(self, articles: Pairs) -> Pairs:
        """Every meeting of the one with every one of the other article."""
        first = np.array(self._first_meeting, np.int64)
        count = np.diff(first)
        one, other = ends(articles)
        times = count[one] * count[other]
        pair = np.repeat(np.arange(len(articles)), times)
        place = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
        rows = first[one][pair] + place // count[other][pair]
        columns = first[other][pair] + place % count[other][pair]
        return np.sort((rows.astype(np.uint64) << np.uint64(32)) | columns.astype(np.uint64))

    def statement_pairs(self, new: Collection[int] | None = None) -> tuple[Pairs, Touched | None]:
        """Statements worth comparing: of one speaker, with a telling word in common.

        Given new nodes, also what they touch.
        """
        blocks, marks = Blocks(_REMARKS), Marks(len(self.statements), _REMARK_MARKS)
        for node, (at, n) in enumerate(self.statements):
            one, article = self.articles[at].statements[n], self.articles[at]
            speaker = self._roster[at][one.speaker] if one.speaker else None
            names = keys(speaker) if speaker else frozenset[str]()
            sides = {speaker.country} if speaker and speaker.country else set[str]()
            day = day_range(article.published)
            known = day is not None and day[1] - day[0] < 1
            words = stems(one.words)
            found = sorted(words)[:_STEMS]
            blocks.add(
                node,
                {key("said", name, stem) for name in names for stem in found}
                | {key("said", side, stem) for side in sides for stem in found[:_SIDE_STEMS]},
                day[0] if day and known else UNKNOWN_DAY,
            )
            marks.add(node, words)
            marks.add(node, [key("by", name) for name in names])
        groups = np.array([at for at, _ in self.statements], np.int64)

        def near(among: NDArray[np.bool_] | None) -> Pairs:
            found = blocks.pairs(groups, within_days=_REMARK_DAYS, among=among)
            return marks.nearest(found, _NEAREST_REMARKS)

        return touched(near, len(self.statements), new)

    def actor_pairs(
        self, people: Sequence[Who], new: Collection[int] | None = None
    ) -> tuple[Pairs, Touched | None]:
        """Actors with a key of their names in common, those next to each other by their names.

        Given the places of new articles, also what these touch: whom they name.
        """
        blocks = Blocks(_NAMES)
        for node, place in enumerate(by_name(people).tolist()):
            blocks.add(node, [key("name", word) for word in keys(people[node])], place)
        groups: NDArray[np.int64] = np.arange(len(people), dtype=np.int64)
        of = [{at for at, _ in self.people[one]} for one in people]
        first = None if new is None else [at for at, own in enumerate(of) if own.issubset(new)]
        pairs, what = touched(lambda among: blocks.pairs(groups, among=among), len(people), first)
        if what is not None:
            named = [at for at, own in enumerate(of) if not own.isdisjoint(new or ())]
            what = replace(what, nodes=named)
        return pairs, what


def _told(one: MeetingFacts) -> frozenset[int]:
    return stems(" ".join((one.told, *one.topics, one.occasion or "")))


def _couples(kind: str, people: Sequence[tuple[str, ...]]) -> set[int]:
    """Keys for every two people, given the keys of each."""
    return {
        key(kind, *sorted((left, right)))
        for one, other in combinations(people, 2)
        for left in one
        for right in other
    }


def by_name(people: Sequence[Who]) -> NDArray[np.int64]:
    """Each actor's place, from 1, in an order in which like names stand together."""
    ordered = sorted(range(len(people)), key=lambda node: _spelled(people[node]))
    places = np.empty(len(people), np.int64)
    places[ordered] = np.arange(1, len(people) + 1)
    return places


def _spelled(one: Who) -> tuple[object, ...]:
    """What actors are sorted by, so that other actors change nothing in the order of two."""
    office = tuple(sorted(one.office))
    return one.names, one.body, one.country or "", office, one.kind, one.identity or ""


def _anchor(one: Gathering) -> tuple[int, int]:
    """The day a meeting is sorted by, unknown where it may have been any time, and its slack."""
    first, last = one.when.earliest, one.when.latest
    if first is None or last is None:
        return UNKNOWN_DAY, 0
    loose = one.when.first is None or one.status in _PUT_OFF
    last = min(last, first + 2 * _SLACK_DAYS)
    return (first + last) // 2, (last - first + 1) // 2 + (_SLACK_DAYS if loose else 0)
