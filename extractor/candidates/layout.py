"""Layout: where an article names whom, as rankers look at it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import nsmallest

from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.roster import Entity, Roster
from extractor.reading.page import Page
from extractor.reading.sentences import Sentence

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|[^\w\s]|\d+")
_TELLING = frozenset(
    """
    with by between of to from in at and on for who whom said told had has was were will would is
    are be not also then that but after before while when as over about both or where which his her
    their its the a an if because during joined including against without than under among
    alongside together says into
    """.split()
)
"""Words told apart as neighbours; all others are one."""
_MOST = 40
"""People who are looked at for one word: those named nearest to it."""


class Layout:
    """The people of a page, with their places.

    Args:
        page: the article.
        roster: who is who in it.
        phrases: those of its body, in text order.
        entities: those who may be meant.
    """

    def __init__(
        self, page: Page, roster: Roster, phrases: Sequence[Phrase], entities: Sequence[Entity]
    ) -> None:
        self.text = page.article.text
        self.roster = roster
        self.entities = entities
        self.sentences = page.sentences
        self._starts = starts = [one.start for one in page.sentences]
        self._here: dict[int, list[Phrase]] = {}
        self._places: dict[int, list[Phrase]] = {id(one): [] for one in entities}
        number = 0
        for phrase in phrases:
            while number + 1 < len(starts) and starts[number + 1] <= phrase.start:
                number += 1
            self._here.setdefault(page.sentences[number].number, []).append(phrase)
            entity = self.whom(phrase)
            if entity is not None and id(entity) in self._places:
                self._places[id(entity)].append(phrase)
        self._first = {id(here[0]) for here in self._here.values()}

    def whom(self, phrase: Phrase) -> Entity | None:
        """Who is meant by a phrase."""
        return self.roster.of.get((phrase.start, phrase.end))

    def phrases_in(self, sentence: Sentence) -> list[Phrase]:
        """The phrases of a sentence."""
        return self._here.get(sentence.number, [])

    def places_of(self, entity: Entity) -> list[Phrase]:
        """The phrases that mean somebody, pronouns among them, in text order."""
        return self._places[id(entity)]

    def people_in(self, sentence: Sentence) -> int:
        """How many persons a sentence tells of."""
        here = (self.whom(one) for one in self.phrases_in(sentence))
        return len({id(one) for one in here if one is not None and one.human})

    def words(self, start: int, end: int) -> list[str]:
        """Words and marks of a stretch, in lower case."""
        return [one.lower() for one in _WORD.findall(self.text, max(0, start), max(0, end))]

    def opens(self, phrase: Phrase) -> bool:
        """Whether a phrase is the first of its sentence."""
        return id(phrase) in self._first

    def sentences_between(self, place: int, later: int) -> int:
        """How many sentences begin behind a place, up to a later one."""
        return bisect_right(self._starts, later) - bisect_right(self._starts, place)

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that a place stands in, or the one before it."""
        return self.sentences[max(0, bisect_right(self._starts, place) - 1)]

    def latest(self, entity: Entity, place: int) -> Phrase | None:
        """The last phrase that means somebody and begins before a place."""
        places = self._places[id(entity)]
        index = bisect_left(places, place, key=lambda one: one.start)
        return places[index - 1] if index else None

    def near(self, sentence: Sentence) -> list[Entity]:
        """Those named nearest to a sentence, behind it only if not before; in order of entities."""

        def distance(entity: Entity) -> int:
            last = self.latest(entity, sentence.end)
            if last is not None:
                return max(0, sentence.start - last.start)
            return min((one.start - sentence.start for one in self.places_of(entity)), default=0)

        if len(self.entities) <= _MOST:
            return list(self.entities)
        nearest = {id(one) for one in nsmallest(_MOST, self.entities, key=distance)}
        return [one for one in self.entities if id(one) in nearest]


def kind_of(entity: Entity) -> str:
    """What somebody is, states apart from bodies."""
    return "state" if entity.state else entity.kind


def neighbour(words: Sequence[str], index: int, none: str) -> str:
    """A word told apart, or `w`; `none` where there is no word."""
    if not words:
        return none
    word = words[index]
    return word if word in _TELLING or not word.isalpha() else "w"


def binned(number: int) -> str:
    """A count by its order of size."""
    for most, name in ((3, str(number)), (6, "4-6"), (12, "7-12")):
        if number <= most:
            return name
    return "13-"


def overlaps(one: Range, other: Range) -> bool:
    """Whether two stretches have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
