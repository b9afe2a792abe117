"""Link: the meetings, actors and statements of a corpus in clusters."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from extractor.linking.actors import Who
from extractor.linking.clusters import Clustered, Rules, Scored, clustered, matches
from extractor.linking.corpus import Corpus, by_name
from extractor.linking.matching import Table, matched
from extractor.linking.meetings import (
    Gathering,
    Levels,
    contradict,
    counterparts,
    meeting_bits,
    meeting_levels,
)
from extractor.linking.scoring import (
    ACTOR,
    CONTRADICTION,
    MEETING,
    STATEMENT,
    actor_levels,
    actor_score,
    meeting_score,
    statement_score,
)
from extractor.linking.weights import weights
from extractor.linking.wordings import Remark, likeness, statement_levels, stems

_TABLES = 1 << 14
"""Pairs of articles whose meetings' bits are kept at hand."""
_KEPT = 1 << 16
"""Meetings and statements that are kept ready to be compared, and pairs whose outcome is."""
_HOPELESS = MEETING.possible - 4.0
"""Bits from which on downwards the other pairs of two articles cannot make a pair possible."""
_CONTRADICTED = Scored(-30.0, CONTRADICTION)
_SPREAD_DAYS = 3
"""How far the days may lie apart that articles give for one meeting, if it was held."""
_SHARED = 0.1
"""The share of articles that may name two spellings of one actor as two, by mistake."""


@dataclass
class Known:
    """Clusters that were found earlier, of the same articles without the touched ones."""

    meetings: Clustered
    actors: Clustered
    statements: Clustered


class Linking:
    """Links between the articles of a corpus.

    Args:
        corpus: the articles.
        touched: the ids of the new articles, if the rest has been linked before; else None.
        known: the clusters of the rest.
    """

    def __init__(
        self, corpus: Corpus, touched: Collection[str] | None = None, known: Known | None = None
    ) -> None:
        self.corpus = corpus
        self._touched = touched if known is not None else None
        self._known = known
        self._seen: dict[int, Gathering] = {}
        self._tables: dict[tuple[int, int], Table] = {}
        self._remarks: dict[int, Remark] = {}
        self._matched = set[tuple[int, int]]()
        self._stories: dict[tuple[int, int], bool] = {}

    @cached_property
    def meetings(self) -> Clustered:
        """The meetings in clusters."""
        pairs, touched = self.corpus.meeting_pairs(self._new(range(len(self.corpus.articles))))
        found = clustered(
            pairs,
            len(self.corpus.meetings),
            Rules(self._noted_score, MEETING, self._keep_meetings),
            touched,
            self._days(self.corpus.meetings),
        )
        self._fresh_meetings = {node for members in found.members for node in members}
        return found.beside(self._known.meetings) if self._known else found

    @cached_property
    def statements(self) -> Clustered:
        """The statements in clusters."""
        new = self._new(at for at, _ in self.corpus.statements)
        pairs, touched = self.corpus.statement_pairs(new)
        found = clustered(
            pairs,
            len(self.corpus.statements),
            Rules(self.statement_score, STATEMENT, self._keep_statements),
            touched,
            self._days(self.corpus.statements),
        )
        return found.beside(self._known.statements) if self._known else found

    @cached_property
    def people(self) -> Sequence[Who]:
        """Everybody who can be linked; the nodes of `actors`."""
        return list(self.corpus.people)

    @cached_property
    def actors(self) -> Clustered:
        """People and bodies in clusters, by their place in `people`."""
        joined = self.meetings
        self._met = {pair for one, other in joined.joins for pair in self._counterparts(one, other)}
        named = self._new(range(len(self.corpus.articles)))
        pairs, touched = self.corpus.actor_pairs(self.people, named)
        if touched is not None:
            there = {
                self.corpus.actor(at, actor)
                for at, n in map(self.corpus.meetings.__getitem__, self._fresh_meetings)
                for actor, _ in self.corpus.articles[at].meetings[n].participants
            }
            changed = [node for node, who in enumerate(self.people) if who in there]
            touched = replace(touched, nodes={*touched.nodes, *changed})
        found = clustered(
            pairs,
            len(self.people),
            Rules(self._actor_score, ACTOR, self._keep_actors),
            touched,
            by_name(self.people),
        )
        return found.beside(self._known.actors) if self._known else found

    def meeting_levels(self, one: int, other: int) -> Levels:
        """How two meetings compare."""
        return meeting_levels(self._gathering(one), self._gathering(other))

    def meeting_score(self, one: int, other: int) -> Scored:
        """What two meetings come to; far below what is possible, a number that is not exact."""
        bits = self._matched_bits(one, other)
        if bits >= _HOPELESS:
            return meeting_score(self.meeting_levels(one, other), bits)
        return _CONTRADICTED if bits <= _CONTRADICTED.bits else Scored(bits)

    def _noted_score(self, one: int, other: int) -> Scored:
        """The same; that the two are taken for one is kept for their statements."""
        what = self.meeting_score(one, other)
        if matches(what, MEETING):
            self._matched.add((one, other))
        return what

    def _matched_bits(self, one: int, other: int) -> float:
        """What two meetings come to beside the other meetings of their articles."""
        articles = self.corpus.meetings[one][0], self.corpus.meetings[other][0]
        rows, columns = (self.corpus.meetings_of(article) for article in articles)
        return self._table(rows, columns)[one - rows[0]][other - columns[0]]

    def statement_score(self, one: int, other: int) -> Scored:
        """What two statements come to; the meeting is not looked at where it cannot matter."""
        first, second = self._remark(one), self._remark(other)
        table = weights("statement")
        bits = table.prior + table.by_field["words"][likeness(first.stems, second.stems)]
        if bits + table.most("speaker", "quoted", "meeting") < STATEMENT.possible:
            return Scored(bits)
        levels = statement_levels(first, second, "")[:-1]
        bits = table.of(levels)
        if bits + table.most("meeting") < STATEMENT.possible:
            return Scored(bits)
        return statement_score((*levels, ("meeting", self._occasion(one, other))))

    def statement_levels(self, one: int, other: int) -> Levels:
        """How two statements compare."""
        occasion = self._occasion(one, other)
        return statement_levels(self._remark(one), self._remark(other), occasion)

    def _remark(self, node: int) -> Remark:
        found = self._remarks.get(node)
        if found is None:
            if len(self._remarks) >= _KEPT:
                self._remarks.clear()
            at, n = self.corpus.statements[node]
            one = self.corpus.articles[at].statements[n]
            speaker = self.corpus.actor(at, one.speaker) if one.speaker else None
            quoted = one.quote_type in ("direct", "mixed")
            found = self._remarks[node] = Remark(stems(one.words), speaker, quoted)
        return found

    def _occasion(self, one: int, other: int) -> str:
        """Whether two statements were made at one meeting, or their articles tell of one."""
        (at, n), (where, k) = self.corpus.statements[one], self.corpus.statements[other]
        mine = self.corpus.articles[at].statements[n].meeting
        theirs = self.corpus.articles[where].statements[k].meeting
        if mine is not None and theirs is not None:
            nodes = self.corpus.meeting_at(at, mine), self.corpus.meeting_at(where, theirs)
            if self._one_meeting(*nodes):
                return "same"
        return "articles on one meeting" if self._on_one_meeting(at, where) else "other"

    def _on_one_meeting(self, one: int, other: int) -> bool:
        """Whether two articles report a meeting that is taken for one."""
        known = self._stories.get((one, other))
        if known is None:
            if len(self._stories) >= _KEPT:
                self._stories.clear()
            known = self._stories[one, other] = any(
                self._one_meeting(row, column)
                for row in self.corpus.meetings_of(one)
                for column in self.corpus.meetings_of(other)
            )
        return known

    def _one_meeting(self, one: int, other: int) -> bool:
        if (one, other) in self._matched:
            return True
        return matches(self.meeting_score(one, other), MEETING)

    def actor_levels(self, one: int, other: int) -> Levels:
        """How two actors compare."""
        first, second = self.people[one], self.people[other]
        return actor_levels(first, second, met=frozenset((first, second)) in self._met)

    def _actor_score(self, one: int, other: int) -> Scored:
        return actor_score(self.actor_levels(one, other), self.people[one], self.people[other])

    def _counterparts(self, one: int, other: int) -> Iterable[frozenset[Who]]:
        """Those who stand for each other in two accounts of one meeting."""
        first, second = self._gathering(one).people, self._gathering(other).people
        for row, column in counterparts(first, second):
            yield frozenset((first[row], second[column]))

    def _table(self, rows: range, columns: range) -> Table:
        """The bits of each meeting of an article with each of another, matched one to one."""
        known = self._tables.get((rows[0], columns[0]))
        if known is None:
            if len(self._tables) >= _TABLES:
                self._tables.clear()
            bits = tuple(
                tuple(self._meeting_bits(row, column) for column in columns) for row in rows
            )
            known = self._tables[rows[0], columns[0]] = matched(bits)
        return known

    def _meeting_bits(self, one: int, other: int) -> float:
        first, second = self._gathering(one), self._gathering(other)
        if contradict(first, second):
            return _CONTRADICTED.bits
        return meeting_bits(first, second, _HOPELESS)

    def _gathering(self, node: int) -> Gathering:
        found = self._seen.get(node)
        if found is None:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            found = self._seen[node] = self.corpus.gathering(node)
        return found

    def _days(self, places: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
        """The day of each record's article; records of like days are compared one after another."""
        return self.corpus.days[np.array([at for at, _ in places], np.int64)]

    def _new(self, articles: Iterable[int]) -> list[int] | None:
        """The nodes of new articles, given the article of each node."""
        if self._touched is None:
            return None
        named = [one.id in self._touched for one in self.corpus.articles]
        return [node for node, at in enumerate(articles) if named[at]]

    def _keep_meetings(self, one: frozenset[int], other: frozenset[int]) -> str | None:
        at = {self.corpus.meetings[node][0] for node in one}
        if any(self.corpus.meetings[node][0] in at for node in other):
            return "one article tells of both"
        days = [
            (found.when.first, found.when.last)
            for node in one | other
            if (found := self._gathering(node)).when.first is not None and found.status == "held"
        ]
        if days:
            apart = max(first or 0 for first, _ in days) - min(last or 0 for _, last in days)
            if apart > _SPREAD_DAYS:
                return "the dates contradict each other"
        return None

    def _keep_statements(self, one: frozenset[int], other: frozenset[int]) -> str | None:
        at = {self.corpus.statements[node][0] for node in one}
        if any(self.corpus.statements[node][0] in at for node in other):
            return "one article tells of both"
        return None

    def _keep_actors(self, one: frozenset[int], other: frozenset[int]) -> str | None:
        first, second = (
            {at for node in nodes for at, _ in self.corpus.people[self.people[node]]}
            for nodes in (one, other)
        )
        if len(first & second) > _SHARED * min(len(first), len(second)):
            return "articles name both as two"
        longest = [
            max((self.people[node] for node in nodes), key=lambda who: (_length(who), repr(who)))
            for nodes in (one, other)
        ]
        likeness = dict(actor_levels(longest[0], longest[1], met=False))["name"]
        return "other names that they go by do not fit" if likeness == "other" else None


def _length(who: Who) -> int:
    return len(who.names[0]) if who.names else 0
