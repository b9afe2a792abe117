"""Speakers: who of an article's people says what a word of speech brings in."""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.candidates.encounters import before
from extractor.candidates.layout import Layout, binned, kind_of, neighbour, overlaps
from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.ranking import Weights, crossings, features, score
from extractor.candidates.roster import Entity
from extractor.candidates.speech import Said
from extractor.reading.sentences import Sentence

_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are)\s(?:\w+ly\s)?$")
_PRONOUNS = frozenset("he she they it who i we".split())
_COMMON = ("the ", "a ", "an ", "his ", "her ", "its ", "their ")
_CROSSINGS = crossings("""
    kind kind*subject times guess guess*subject guess*cued*type guess*kind*subject
    guess*same*subject guess*begins*subject guess*passive*according guess*guessed
    named named*side side*between side*gap side*pre side*post side*chain side*chain*between
    side*pre*subject side*owns side*phrase side*first*between side*people side*subject*named
    side*guess*pre side*guess*between side*guess*chain side*by*pre side*according*pre
    side*cued*type side*guess*post opens*side opens*side*between comma*side*between
    told_of told_of*subject told_of*guess
    where*back where*back*subject where*back*opened where*back*opened*subject
    where*back*near*subject where*back*kind*subject where*back*guess*subject where*seen*subject
    where*back*cued*type where*nearer where*nearer*subject where*nearer*cued*type
    where*nearer*guess*subject new*where*subject new*guess*where
    gender*subject gender*subject*guess
    turn*where turn*where*subject turn*where*same turn*where*same*subject
    turn*where*same*cued*type turn*guess*same*subject turn*where*begins*cued*type
    turn*where*kind*subject
    nobody nobody*subject nobody*cued*type nobody*guess nobody*guess*subject
    nobody*guessed*subject nobody*passive nobody*passive*subject nobody*people
    nobody*any*same*cued*type nobody*words
""")


@dataclass(frozen=True)
class Turn:
    """Who was taken to speak before."""

    speaker: Entity
    paragraph: int


@dataclass(frozen=True)
class Candidate:
    """Somebody who may speak, as the ranking sees them; None for nobody who is named."""

    entity: Entity | None
    features: tuple[str, ...]


def candidates(
    layout: Layout, said: Said, sentence: Sentence, earlier: Sequence[Turn]
) -> list[Candidate]:
    """Who may say it, nobody first.

    Args:
        layout: the article.
        said: what is said, its speaker the one whom the build of the sentence tells.
        sentence: the one its cue, or its first word, stands in.
        earlier: who spoke before, in text order.
    """
    view = _View(layout, said, sentence, earlier)
    return [
        Candidate(None, features(view.nobody(), _CROSSINGS)),
        *(Candidate(one, features(view.facts(one), _CROSSINGS)) for one in view.people),
    ]


def likelihoods(found: Sequence[Candidate], weights: Weights) -> list[float]:
    """How likely each is to say it; together 1."""
    scores = [score(one.features, weights) for one in found]
    exp = [math.exp(one - max(scores)) for one in scores]
    return [one / sum(exp) for one in exp]


class _View:
    """What holds for every candidate at one word of speech."""

    def __init__(
        self, layout: Layout, said: Said, sentence: Sentence, earlier: Sequence[Turn]
    ) -> None:
        self.layout, self.said, self.sentence = layout, said, sentence
        text = layout.text
        self.cue: Range = said.cue or (said.content[0][0], said.content[0][0])
        self.speakers = [one.speaker for one in earlier]
        self.people = layout.near(sentence)
        self.latest = {
            human: sorted(
                last.start
                for one in self.people
                if one.human == human
                if (last := layout.latest(one, sentence.start)) is not None
            )
            for human in (True, False)
        }
        self.here = [one for one in layout.phrases_in(sentence) if not self._told_of(one)]
        self.told = [one for one in layout.phrases_in(sentence) if self._told_of(one)]
        self.chain = before(text, self.here, self.cue[0], sentence.start)
        people = {id(one) for one in map(layout.whom, self.here) if one is not None and one.human}
        lead = text[max(0, self.cue[0] - 20) : self.cue[0]].lower()
        subject = text[slice(*said.speaker_text)].lower() if said.speaker_text else ""
        self.common = {
            "subject": _subject(subject, text, said),
            "cued": str(said.cue is not None),
            "type": said.quote_type,
            "same": str(bool(earlier) and earlier[-1].paragraph == sentence.paragraph),
            "begins": str(
                all(
                    one.paragraph != sentence.paragraph or one.start >= sentence.start
                    for one in layout.sentences
                )
            ),
            "passive": str(_PASSIVE.search(lead) is not None),
            "according": str(text[slice(*self.cue)].lower().startswith("accord")),
            "by": str(text[self.cue[1] :].startswith(" by ")),
            "guessed": kind_of(said.speaker) if said.speaker else "0",
            "people": str(min(len(people), 4)),
            "any": str(bool(earlier)),
            "words": subject if len(subject) < 12 else "",
        }

    def _told_of(self, phrase: Phrase) -> bool:
        return any(start <= phrase.start < end for start, end in self.said.content)

    def nobody(self) -> dict[str, str]:
        """The facts of nobody's being named."""
        return self.common | {"nobody": "yes", "guess": str(self.said.speaker is None)}

    def facts(self, entity: Entity) -> dict[str, str]:
        """The facts of a candidate."""
        places = self.layout.places_of(entity)
        here = [one for one in places if one in self.here]
        told = [one for one in places if one in self.told]
        facts = self.common | {
            "kind": kind_of(entity),
            "times": binned(len(places)),
            "guess": str(self.said.speaker is entity),
            "gender": entity.gender if entity.human else kind_of(entity),
            "where": "here" if here else "told" if told else "away",
            "turn": self._turn(entity),
        }
        if here:
            facts |= self._place(here)
        elif told:
            facts["told_of"] = "yes"
        return facts | self._past(entity, places)

    def _turn(self, entity: Entity) -> str:
        """When somebody spoke last: last of all, last but one, before, or never."""
        if self.speakers[-1:] and self.speakers[-1] is entity:
            return "1"
        if self.speakers[-2:-1] and self.speakers[-2] is entity:
            return "2"
        return "before" if any(one is entity for one in self.speakers) else "0"

    def _place(self, here: Sequence[Phrase]) -> dict[str, str]:
        layout, cue, span = self.layout, self.cue, self.said.speaker_text

        def named(one: Phrase) -> bool:
            return span is not None and overlaps((one.start, one.end), span)

        phrase = min(
            here,
            key=lambda one: (not named(one), one not in self.chain, abs(one.start - cue[0])),
        )
        left = phrase.end <= cue[0]
        gap = (phrase.end, cue[0]) if left else (cue[1], phrase.start)
        words = layout.words(*gap)
        facts = {
            "side": "L" if left else "R",
            "named": str(named(phrase)),
            "between": binned(
                sum(one is not phrase and gap[0] <= one.start < gap[1] for one in self.here)
            ),
            "gap": binned(len(words)),
            "pre": neighbour(
                layout.words(max(self.sentence.start, phrase.start - 30), phrase.start), -1, "^"
            ),
            "post": neighbour(layout.words(phrase.end, phrase.end + 30), 0, "$"),
            "chain": str(phrase in self.chain),
            "owns": str(phrase.owns),
            "phrase": phrase.kind,
            "first": str(bool(self.said.content) and cue[0] < self.said.content[0][0]),
        }
        if phrase is self.here[0]:
            facts["opens"] = "yes"
        if "," in words:
            facts["comma"] = "yes"
        return facts

    def _past(self, entity: Entity, places: Sequence[Phrase]) -> dict[str, str]:
        layout, start = self.layout, self.sentence.start
        limit = min(start, self.said.content[0][0])
        prior = [one for one in places if one.end <= limit]
        if not prior:
            return {"new": "yes"}
        last = prior[-1]
        latest = self.latest[entity.human]
        return {
            "back": binned(layout.sentences_between(last.start, start)),
            "opened": str(layout.opens(last)),
            "near": str(layout.sentence_at(last.start).paragraph == self.sentence.paragraph),
            "seen": binned(len(prior)),
            "nearer": binned(len(latest) - bisect_right(latest, last.start)),
        }


def _subject(words: str, text: str, said: Said) -> str:
    """How the sentence calls the speaker: not at all, by a pronoun, by common words, by name."""
    if said.speaker_text is None:
        return "none"
    if words in _PRONOUNS:
        return words
    if words.startswith(_COMMON):
        return "common"
    return "name" if text[said.speaker_text[0]].isupper() else "low"
