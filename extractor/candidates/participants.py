"""Participants: who of an article's people meets at a word of meeting."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.candidates.encounters import before, behind, beside
from extractor.candidates.layout import Layout, binned, kind_of, neighbour
from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.ranking import Facts, Weights, crossings, features, score
from extractor.candidates.roster import Entity
from extractor.reading.sentences import Sentence

_LIKELY = 0.5
"""Who is as likely as this to take part does."""
_MOST = 7
_NEAR = 40
"""Characters on either side of the word that are looked at."""
_LATEST = 2
"""Sentences ahead in which somebody may be named first."""
_SORTS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("met", r"met|meets?"),
        ("meeting", r"meetings?"),
        (
            "talks",
            r"talks?|discussions?|negotiations?|consultations?|dialogues?|conversations?|"
            r"mediation|round",
        ),
        (
            "talked",
            r"talked|spoke|spoken|speaks?|speaking|discuss\w*|negotiat\w+|confer\w*|consult\w*",
        ),
        ("received", r"receiv\w+|host\w*|welcom\w+|greet\w*"),
        ("summoned", r"summon\w*"),
        ("call", r".*(?:calls?|phone\w*|telephone\w*|link|phoned)"),
        ("visit", r"visit\w*|tour\w*|flew|went.*|travel\w*|go\w* .*"),
        (
            "meal",
            r"lunch\w*|dinners?|breakfasts?|banquet|supper|iftar|coffee|tea|din\w+|reception",
        ),
        (
            "session",
            r"sessions?|hearings?|summits?|trilaterals?|bilaterals?|round-?tables?|audience|"
            r"retreat|rounds?|gathering",
        ),
        ("saw", r"saw|see|sees|seeing|seen|heard|hears"),
        ("attended", r"attend\w*|join\w*|took part|take part|appear.*|brief\w*|accompan\w+"),
        (
            "sat",
            r"s[ai]t.*|shook.*|handshake|c[ao]me.*|same.*|the table|gather\w*|conven\w+|assem.*",
        ),
        ("delegation", r"delegations?|deputation"),
    )
)
_ARTICLES = frozenset("the a an that their his her this its no any".split())
_THEM = frozenset("him her them it each us me".split())
_OWNERS = frozenset("his her their its our my".split())
_LINKS = frozenset("with by between of to from in at for on and who said told that among".split())
_SAYING = frozenset("said says told announced added".split())
_BOTH = re.compile(r"\bthe (?:two|pair|three)\b|\bboth\b|\beach other\b|\bthey\b|\bone another\b")
_AGAIN = re.compile(
    r"\b(?:again|earlier|last|first|second|third|next|another|previous|later|separate\w*|other)\b"
)
_CROSSINGS = crossings("""
    in kind in*kind*people in*quoted in*chained in*rank in*times in*prior in*next in*people*chained
    chain chain*chained chain*kind chain*sort side side*between side*gap side*pre side*post
    side*first*sort side*last*between side*pre*sort side*kind side*phrase side*sort*between
    side*chained*between side*chained side*first side*next*pre owns*side owns*side*between
    side*people side*article side*article*sort opens opens*side*between opens*chained
    saidbetween*side quotebetween*side comma*side*between speaks*side speaks*side*quoted others*side
    side*people*chained*chain side*pre*kind side*again side*pre*between side*first*pre
    later later*chained later*kind back back*chained back*kind back*both back*opened back*article
    back*sort back*seen back*article*chained back*both*chained back*object*gender back*people
    out*people*article*chained out*kind*chained guess guess*chained guess*guesses guesses*in
    carried*in carried*in*chained carried*in*article carried*in*sort carried*in*both
    carried*in*article*chained carried*in*again carried*in*people*article
    resumed*in resumed*in*chained resumed*in*article resumed*in*sort resumed*in*both
    resumed*in*article*chained resumed*in*again resumed*in*people*article
    settled*in settled*in*chained settled*in*article settled*in*sort settled*in*both
    settled*in*article*chained settled*in*again settled*in*people*article
    ever*in object*in*gender owner*in*gender speaks_here*in speaks_here*in*quoted
""")


@dataclass(frozen=True)
class Company:
    """Who was taken to meet at an earlier word of meeting."""

    sort: str
    people: tuple[Entity, ...]
    here: bool
    """Whether all of them stand in the word's own sentence."""


@dataclass(frozen=True)
class Word:
    """A word of meeting where it stands."""

    place: Range
    sentence: Sentence
    speaker: Entity | None
    """Whose words it stands in, if in anybody's."""
    quoted: bool
    """Whether it stands between quotation marks."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may take part, as the ranking sees them."""

    entity: Entity
    features: tuple[str, ...]
    here: bool
    """Whether they stand in the word's own sentence."""


def candidates(
    layout: Layout, word: Word, earlier: Sequence[Company]
) -> tuple[list[Candidate], tuple[Entity, ...]]:
    """Who may take part, and whom the build of the sentence puts there.

    Args:
        layout: the article.
        word: the word of meeting.
        earlier: who met at the words before it.
    """
    view = _View(layout, word, earlier)
    found = [
        Candidate(entity, features(facts, _CROSSINGS), facts["in"] == "yes")
        for entity in layout.near(word.sentence)
        if entity.kind != "document"
        for facts in view.facts(entity)
    ]
    return found, view.guess


def likelihoods(found: Sequence[Candidate], weights: Weights) -> list[float]:
    """How likely each is to take part, whoever else does."""
    return [_logistic(score(one.features, weights)) for one in found]


def choose(found: Sequence[Candidate], likely: Sequence[float]) -> tuple[list[Entity], bool]:
    """Who takes part, in text order, and whether they all stand in the sentence.

    Two at least, since nobody meets alone.

    Args:
        found: the candidates.
        likely: how likely each is.
    """
    ranked = sorted(zip(likely, found, strict=True), key=lambda one: -one[0])
    sure = [one for likelihood, one in ranked if likelihood >= _LIKELY]
    chosen = (sure if len(sure) > 1 else [one for _, one in ranked[:2]])[:_MOST]
    people = [one.entity for one in found if one in chosen]
    return people, len(sure) > 1 and all(one.here for one in chosen)


def sort_of(word: str) -> str:
    """The sort of meeting that a word tells of."""
    return next((name for name, form in _SORTS if form.fullmatch(word.lower())), "other")


def _logistic(score_: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score_))))


class _View:
    """What holds for every candidate at one word of meeting."""

    def __init__(self, layout: Layout, word: Word, earlier: Sequence[Company]) -> None:
        self.layout, self.earlier, self.speaker = layout, earlier, word.speaker
        self.word, self.sentence = place, sentence = word.place, word.sentence
        self.here = layout.phrases_in(sentence)
        text = layout.text
        self.left = before(text, self.here, place[0], sentence.start)
        self.right = behind(text, self.here, place[1], far=True)
        self.guess = tuple(beside(text, layout.roster, self.here, place, sentence.start))
        prior = layout.words(max(sentence.start, place[0] - _NEAR), place[0])[-3:]
        ahead = layout.words(place[1], min(sentence.end, place[1] + _NEAR))[:3]
        lower = text[sentence.start : sentence.end].lower()
        self.common = {
            "sort": sort_of(text[slice(*place)]),
            "article": next((one for one in reversed(prior) if one in _ARTICLES), "0"),
            "chained": self._chained(),
            "people": str(min(layout.people_in(sentence), 3)),
            "both": str(_BOTH.search(lower) is not None),
            "again": str(_AGAIN.search(lower) is not None),
            "quoted": str(word.quoted),
            "object": _object(ahead),
            "owner": prior[-1] if prior and prior[-1] in _OWNERS else "0",
            "prior": neighbour(prior, -1, "^"),
            "next": neighbour(ahead, 0, "$"),
            "guesses": str(min(len(self.guess), 3)),
        }

    def _chained(self) -> str:
        """Which sides of the word somebody stands on who is joined to it."""
        left, right = (
            sum(self.layout.whom(one) is not None for one in chain)
            for chain in (self.left, self.right)
        )
        if left and right:
            return "LR"
        return "L" if left > 1 else "l" if left else "R" if right > 1 else "r" if right else "0"

    def facts(self, entity: Entity) -> Iterator[Facts]:
        """The facts of a candidate; none if they are named too late."""
        places = self.layout.places_of(entity)
        inside = [one for one in places if one in self.here]
        own = self._inside(inside) if inside else self._outside(entity, places)
        if own is None:
            return
        facts = self.common | own
        facts["in"] = "yes" if inside else "no"
        facts["kind"] = kind_of(entity)
        facts["gender"] = entity.gender if entity.human else kind_of(entity)
        facts["rank"] = binned(self.layout.entities.index(entity))
        facts["times"] = binned(len(places))
        if any(one is entity for one in self.guess):
            facts["guess"] = "yes"
        if self.speaker is not None:
            facts["speaks_here"] = str(self.speaker is entity)
        facts |= self._before(entity)
        yield facts

    def _inside(self, places: Sequence[Phrase]) -> dict[str, str]:
        layout, word, chains = self.layout, self.word, (*self.left, *self.right)
        phrase = min(places, key=lambda one: (one not in chains, _distance(one, word)))
        side = "L" if phrase.end <= word[0] else "R" if phrase.start >= word[1] else "I"
        gap = {"L": (phrase.end, word[0]), "R": (word[1], phrase.start)}.get(side, (0, 0))
        words = layout.words(*gap)
        links = [one for one in words if one in _LINKS]
        behind_it = layout.words(phrase.end, phrase.end + 30)
        facts = {
            "side": side,
            "chain": "L" if phrase in self.left else "R" if phrase in self.right else "0",
            "phrase": phrase.kind,
            "owns": str(phrase.owns),
            "between": binned(
                sum(one is not phrase and gap[0] <= one.start < gap[1] for one in self.here)
            ),
            "gap": binned(len(words)),
            "pre": neighbour(
                layout.words(max(self.sentence.start, phrase.start - 30), phrase.start), -1, "^"
            ),
            "post": neighbour(behind_it, 0, "$"),
            "first": links[0] if links else "0",
            "last": links[-1] if links else "0",
        }
        if phrase is self.here[0]:
            facts["opens"] = "yes"
        if _SAYING & set(words):
            facts["saidbetween"] = "yes"
        if set('"“”') & set(words):
            facts["quotebetween"] = "yes"
        if set(",;:") & set(words):
            facts["comma"] = "yes"
        if behind_it[:1] and behind_it[0] in _SAYING:
            facts["speaks"] = "yes"
        return facts

    def _outside(self, entity: Entity, places: Sequence[Phrase]) -> dict[str, str] | None:
        layout, start = self.layout, self.sentence.start
        prior = [one for one in places if one.end <= self.word[0]]
        if not prior:
            later = next((one for one in places if one.start >= self.sentence.end), None)
            ahead = layout.sentences_between(start, later.start) if later else _LATEST + 1
            return {"later": str(ahead), "out": "yes"} if ahead <= _LATEST else None
        return {
            "out": "yes",
            "back": binned(layout.sentences_between(prior[-1].start, start)),
            "opened": str(layout.opens(prior[-1])),
            "seen": binned(len(prior)),
        }

    def _before(self, entity: Entity) -> dict[str, str]:
        """Whether somebody met before: at the last word, at one of this sort, at a sure one."""
        sort = self.common["sort"]
        groups = {
            "carried": self.earlier[-1:],
            "resumed": [one for one in self.earlier if one.sort == sort][-1:],
            "settled": [one for one in self.earlier if one.here][-1:],
        }
        facts = {
            name: str(any(one is entity for one in group[0].people))
            for name, group in groups.items()
            if group
        }
        times = sum(one is entity for company in self.earlier for one in company.people)
        return facts | {"ever": str(min(times, 3))}


def _object(ahead: Sequence[str]) -> str:
    """The pronoun behind a word, "with" passed over."""
    after = [one for one in ahead[:2] if one != "with"] if ahead[:1] == ["with"] else ahead[:1]
    return after[0] if after and after[0] in _THEM else "0"


def _distance(phrase: Phrase, word: Range) -> int:
    return word[0] - phrase.end if phrase.end <= word[0] else phrase.start - word[1]
