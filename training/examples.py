"""Examples: a script as the model meets it: the prompt, and the form filled in by its truth."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.candidates.phrases import Range
from extractor.candidates.ranking import Ranking
from extractor.candidates.roster import Entity
from extractor.candidates.spots import Spot, Spots, find_spots
from extractor.form import AS_GUESSED, MOST_PEOPLE, NOBODY, NOTHING, form_for, key_of, marked_text
from extractor.prompts import FORM
from extractor.reading.article import Article
from extractor.reading.page import Page, read
from training.script import Script

_SAME = 0.3
"""Share of the shorter stretch that two must have in common to be the same words."""


@dataclass(frozen=True)
class Example:
    """A prompt and its completion."""

    prompt: str
    completion: str


def example_of(script: Script, ranking: Ranking) -> Example:
    """The example a script makes; spots that its truth says nothing of are answered so, too.

    Args:
        script: the article with its truth.
        ranking: makes the guesses; not learned of this script, or they are better than in use.
    """
    page = read(Article(id="article", text=script.text))
    found = find_spots(page, ranking=ranking)
    answers = truth(script, page, found)
    form = form_for(script.text, found.spots, list(found.labels)).model_validate(answers)
    return Example(
        prompt=FORM.replace("{article}", marked_text(page, page.sentences, found.spots)),
        completion=json.dumps(
            form.model_dump(by_alias=True), ensure_ascii=False, separators=(",", ":")
        ),
    )


def truth(script: Script, page: Page, found: Spots) -> dict[str, str | list[str]]:
    """The right answer to every spot."""
    labels = _labels(script, found)
    answers: dict[str, str | list[str]] = {}
    for spot in found.spots:
        key = key_of(page.article.text, spot)
        answers[key] = (
            _met(script, spot, labels, found.labels)
            if spot.said is None
            else _said(script, spot, labels)
        )
    return answers


def _labels(script: Script, found: Spots) -> dict[str, str]:
    """How each member of the cast is called in the form: by a name of theirs before a phrase."""
    labels: dict[str, str] = {}
    for member in script.cast.values():
        spans = [span for span, who in script.mentions if who == member.id]
        own = set((member.name or "").split())
        ranked = [
            (bool(own & names), bool(names) == bool(own), hits, label)
            for label, entity in found.labels.items()
            for names in [_name_words(script.text, entity)]
            if (hits := sum(_means(script.text, one, spans, own) for one in entity.mentions))
        ]
        if ranked:
            labels[member.id] = max(ranked, key=lambda one: one[:3])[3]
    return labels


def _name_words(text: str, entity: Entity) -> set[str]:
    return set(text[slice(*entity.name)].split()) if entity.name else set()


def _means(text: str, mention: Range, spans: Iterable[Range], own: set[str]) -> bool:
    """Whether a mention that reading found is one of a member's, and not of one told within it."""
    words = set(text[slice(*mention)].split())
    return any(
        start <= mention[0] < end and (mention[0] - start <= _DETERMINER or bool(words & own))
        for start, end in spans
    )


_DETERMINER = len("her ")


def _said(script: Script, spot: Spot, labels: dict[str, str]) -> str:
    said = spot.said
    assert said is not None  # noqa: S101 - narrows the type; the caller has looked
    length = _length(said.content)
    best, speaker = 0.0, None
    for span, who in script.contents:
        common = _shared(said.content, [span])
        if common > best * min(length, _length([span])):
            best, speaker = common / max(1, min(length, _length([span]))), who
    if best < _SAME:
        return NOTHING
    label = labels.get(speaker) if speaker else None
    if label is None:
        return NOBODY
    return AS_GUESSED if spot.guess == (label,) else label


def _met(
    script: Script, spot: Spot, labels: dict[str, str], found: Iterable[str]
) -> str | list[str]:
    """The answer to a spot of meeting; people in the order of `found`, that of the text."""
    told = dict.fromkeys(
        meeting
        for span, meetings in script.triggers
        if _shared([spot.place], [span])
        for meeting in meetings
    )
    answer: list[str] = []
    for meeting in told:
        one = script.meetings[meeting]
        there = {labels[who] for who in one.participants if who in labels}
        people = [label for label in found if label in there]
        if people and len(told) == 1 and set(people) == set(spot.guess):
            return one.status
        answer += [one.status, *people] if people else []
    return answer[:MOST_PEOPLE] or NOTHING


def _length(spans: Iterable[Range]) -> int:
    return sum(end - start for start, end in spans)


def _shared(ones: Iterable[Range], others: Iterable[Range]) -> int:
    """Characters that two sets of stretches have in common."""
    there = list(others)
    return sum(
        max(0, min(one[1], other[1]) - max(one[0], other[0])) for one in ones for other in there
    )
