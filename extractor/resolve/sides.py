"""Sides: for which state somebody acts, of those the article names.

Often it stands beside the name. Else it follows from where the article is set, who is marked in it
as a foreigner, and what sort of office or body it is; how much each of these says was learned
(`extractor.candidates.ranking`).
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Set
from functools import cached_property

from extractor.candidates.layout import neighbour
from extractor.candidates.ranking import Weights, crossings, features, score, shipped
from extractor.reading.lexicon import BODY_HEADS, OFFICE_HEADS, RANKS
from extractor.resolve.case import Case
from extractor.resolve.people import Entity
from schemas import country_code
from schemas.countries import PLOVER_CODES, NamedLand, lands_in

_LEAST = 0.6
"""How likely a state must be to be said."""
_BESIDE = 0.5
"""The same, of one that stands beside the name."""
_STATE = frozenset(
    """
    minister mp lawmaker senator governor mayor premier president chancellor undersecretary
    prosecutor judge whip prefect secretary councillor councilor king queen emir sultan ministry
    parliament government cabinet treasury presidency senate army navy junta police court
    """.split()
)
_ABROAD = frozenset("ambassador attache consul envoy embassy counsellor counselor".split())
_OFFICES = (
    ("abroad", _ABROAD),
    ("state", _STATE),
    ("rank", RANKS),
    ("other", OFFICE_HEADS | BODY_HEADS),
)
_LEADING = tuple("visit visiting tour capital ambassador embassy neighbouring visited".split())
"""Words before a country that are told apart, beside those that `neighbour` does."""
_CROSSINGS = crossings("""
    own own*kind own*office
    near near*kind near*office same*kind same*office same*own recent*office recent*same
    rank*kind rank*office rank*word share*office share*kind share*word only*office only*kind*office
    head*office head*kind headcity*office headcity*kind cities*office cities*kind
    marked*office marked*rank*office marked*head*office marked*cities*office
    body*office body*word body*own body*rank body*kind body*share title title*office
    nobody nobody*kind nobody*office nobody*word nobody*lands nobody*owned nobody*owned*kind
    nobody*kind*office*lands
""")
_HEAD_SENTENCES, _HEAD_CHARACTERS = 4, 24
"""Where an article says where it is from: datelines, mastheads, titles."""
_NEAR_WORDS, _WINDOW = 7, 120
"""Words, and characters, between somebody and a state that stand near each other."""
_BEFORE = 30
"""Characters before a country in which the word that leads to it is looked for."""
_MOST = 12
"""Countries that are weighed: those named most."""
_SHARES = ((0.75, "most"), (0.5, "half"), (0.25, "quarter"), (0.1, "tenth"), (0.0, "less"))
_WORD = re.compile(r"[^\W\d_]+")

Candidate = tuple[str | None, tuple[str, ...]]
"""A state's code, None for none, and its features."""


class Sides:
    """The states of one article, weighed for whoever it names.

    Args:
        case: the article.
        weights: what each feature weighs; None for what was learned of all training articles.
    """

    def __init__(self, case: Case, weights: Weights | None = None) -> None:
        self._case = case
        self._weights = shipped().sides if weights is None else weights
        self._lands: list[NamedLand] = []
        self._points, self._cities, self._marked = Counter[str](), Counter[str](), Counter[str]()
        self._head, self._led = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for number, (start, end) in enumerate(case.ranges):
            for one in lands_in(case.text, start, end):
                if self._in_a_name(one):
                    continue
                self._lands.append(one)
                self._points[one.code] += 1
                self._cities[one.code] += one.kind == "city"
                self._led[one.code].add(self._word_before(one, start))
                if number < _HEAD_SENTENCES and one.start - start < _HEAD_CHARACTERS:
                    self._head[one.code].add(one.kind)
        self._starts = [one.start for one in self._lands]
        self._within: dict[int, Set[str]] = {}
        for mention in case.roster.mentions:
            if mention.country and (mention.title or mention.kind == "counterpart"):
                self._marked[mention.country] += 1

    def _in_a_name(self, one: NamedLand) -> bool:
        """Whether a country's or city's name is part of a person's ("Milan Novak")."""
        entity = self._case.roster.at(one.start, one.end)
        return (
            entity is not None
            and entity.kind == "person"
            and any(
                mention.name is not None
                and mention.name[0] <= one.start
                and one.end <= mention.name[1]
                and mention.name != (one.start, one.end)
                for mention in entity.mentions
            )
        )

    def of(self, entity: Entity, drafted: str | None) -> str | None:
        """The code of the state that somebody acts for; None where nothing says so.

        Args:
            entity: who.
            drafted: what the draft calls their country, believed only where the article names it.
        """
        code = country_code(drafted) if drafted else None
        if code is not None and code != entity.country:
            if entity.country is None and code in self._said:
                return code
            self._case.drop("actor", drafted or "", "ungrounded", "country")
        if not self._case.fills_gaps:
            return entity.country
        found = self.candidates(entity)
        scores = [score(known, self._weights) for _, known in found]
        best = max(range(len(found)), key=scores.__getitem__)
        likely = 1 / sum(math.exp(one - scores[best]) for one in scores)
        code = found[best][0]
        return code if likely >= (_BESIDE if code in entity.countries else _LEAST) else None

    def candidates(self, entity: Entity) -> list[Candidate]:
        """The states that somebody may act for, none of them first."""
        known = self._of_entity(entity)
        codes = dict.fromkeys([*entity.countries, *self._order[:_MOST]])
        owned, lands = str(bool(entity.countries)), str(min(3, len(codes)))
        near = self._near(entity)
        return [
            (None, features({**known, "nobody": "", "lands": lands, "owned": owned}, _CROSSINGS)),
            *(
                (
                    code,
                    features({**known, **self._of_land(code, entity), **near[code]}, _CROSSINGS)
                    + self._leads(code, known["office"]),
                )
                for code in codes
            ),
        ]

    def _codes(self, start: int, end: int) -> Set[str]:
        """The states that a sentence names."""
        if start not in self._within:
            first, last = (bisect_left(self._starts, edge) for edge in (start, end))
            self._within[start] = frozenset(one.code for one in self._lands[first:last])
        return self._within[start]

    @cached_property
    def _said(self) -> set[str | None]:
        return {one.country for one in self._case.roster.mentions}

    @cached_property
    def _order(self) -> list[str]:
        """The states by how often the article names them, then by which it names first."""
        return [code for code, _ in self._points.most_common()]

    def _words(self, start: int, end: int) -> list[str]:
        return _WORD.findall(self._case.text[max(0, start) : max(0, end)].lower())

    def _word_before(self, one: NamedLand, start: int) -> str:
        """The word that leads to a country, with what owns something marked."""
        words = self._words(max(start, one.start - _BEFORE), one.start)
        word = neighbour(words, -1, "first")
        if word == "w" and words[-1] in _LEADING:
            word = words[-1]
        return word + ("'s" if self._case.text[one.end : one.end + 1] in ("'", "’") else "")

    def _of_entity(self, entity: Entity) -> dict[str, str]:
        """What somebody is."""
        words = [word for span in entity.titles for word in self._words(*span)]
        if entity.kind in ("organization", "group"):
            words += [word for name in entity.names for word in _WORD.findall(name.lower())]
        heads = [word for word in words if word in OFFICE_HEADS or word in BODY_HEADS]
        return {
            "kind": entity.kind,
            "office": _sort({*words, *entity.office}),
            "word": heads[-1] if heads else "none",
        }

    def _of_land(self, code: str, entity: Entity) -> dict[str, str]:
        """What a state is in the article, and whether somebody's own phrases name it."""
        rank = self._order.index(code) if code in self._points else len(self._order)
        share = self._points[code] / max(1, sum(self._points.values()))
        owned = "other" if entity.country else "none"
        if code in entity.countries:
            owned = "first" if entity.country == code else "also"
        facts = {
            "own": owned,
            "rank": str(min(4, rank)),
            "share": next(name for least, name in _SHARES if share >= least),
            "head": "+".join(sorted(self._head[code])) or "no",
            "headcity": str("city" in self._head[code]),
            "cities": str(min(2, self._cities[code])),
            "marked": str(min(3, self._marked[code])),
            "body": code if code in PLOVER_CODES else "state",
        }
        return facts | {"only": ""} if len(self._order) == 1 else facts

    def _leads(self, code: str, office: str) -> tuple[str, ...]:
        """The words that lead to a state in the article, by themselves and for such an office."""
        led = sorted(self._led[code])
        return tuple(f"led:{word}={told}" for word in led for told in ("", f" office={office}"))

    def _near(self, entity: Entity) -> defaultdict[str, dict[str, str]]:
        """How near to somebody's mentions each state is named."""
        found = defaultdict[str, dict[str, str]](lambda: {"same": "no"})
        mentions = sorted(entity.mentions, key=lambda one: one.start)
        for mention in mentions:
            sentence = self._case.scene.sentence_of(mention.start)
            if sentence is None:
                continue
            for code in self._codes(*sentence):
                found[code]["same"] = "sentence"
            edges = (
                max(sentence[0], mention.start - _WINDOW),
                min(sentence[1], mention.end + _WINDOW),
            )
            first, last = (bisect_left(self._starts, edge) for edge in edges)
            for one in self._lands[first:last]:
                if one.start >= mention.end:
                    side, gap, edge = "post", self._words(mention.end, one.start), -1
                elif one.end <= mention.start:
                    side, gap, edge = "pre", self._words(one.end, mention.start), 0
                else:
                    continue
                if len(gap) < _NEAR_WORDS:
                    size = str(len(gap)) if len(gap) < 2 else "more"
                    word = neighbour(gap, edge, "next")
                    found[one.code].setdefault("near", f"{side}:{word}:{size}:{one.kind}")
        if mentions and (before := bisect_right(self._starts, mentions[0].start)):
            found[self._lands[before - 1].code]["recent"] = ""
        for span in entity.titles:
            for one in lands_in(self._case.text, *span):
                found[one.code]["title"] = one.kind
        return found


def _sort(words: Set[str]) -> str:
    """The sort of office or body that words of a title or name tell of."""
    return next((name for name, telling in _OFFICES if words & telling), "none")
