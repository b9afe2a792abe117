"""Form: an article's spots as questions, and what their answers say as a `Draft`.

A small model does not write down what the article says. It is shown, spot by spot, whom the build
of the sentence alone makes speak or meet, and says whether that is so, or chooses among the people
the article names; `draft_of` says which are believed. So nothing it answers can be invented,
repeated or endless, and an answer is a few tokens a spot::

    [A ministry] #1(Wanjiru) met ... She #2(Odhiambo) said ... a #3 visit

    {"1 met": ["held", "Wanjiru", "her Ugandan counterpart"], "2 said": "Wanjiru", "3 visit": "-"}

The key is the spot's number and word. A statement's answer is `+` for the guess, another speaker,
`?` where nobody is named, `-` where nothing is said. A meeting's is `-`, or its status for those
guessed, or a list of its status and who takes part, several meetings one behind the other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model
from typing_extensions import TypeAliasType

from extractor.candidates.phrases import Range
from extractor.candidates.speech import Said
from extractor.candidates.spots import Spot, Spots
from extractor.draft import (
    Cast,
    Draft,
    DraftActor,
    DraftMeeting,
    DraftParticipant,
    DraftStatement,
    Part,
)
from extractor.reading.lexicon import COUNTERPARTS
from extractor.reading.page import Page
from extractor.reading.sentences import Sentence
from extractor.reading.view import defuse
from schemas import MeetingStatus

NOTHING = "-"
NOBODY = "?"
AS_GUESSED = "+"
STATUSES: tuple[MeetingStatus, ...] = get_args(MeetingStatus)
_DOUBT = 0.35
"""Whom the ranking gives no more than this may be overruled, and may not overrule."""
MOST_PEOPLE = 8
"""Statuses and participants in one answer."""


def key_of(text: str, spot: Spot) -> str:
    """What a spot is called in the form: its number and its word."""
    return f"{spot.number} {defuse(text[slice(*spot.place)]).split()[0]}"


def form_for(text: str, spots: Sequence[Spot], labels: Sequence[str]) -> type[BaseModel]:
    """The form of some spots: one field each, in text order."""
    names = tuple(one for one in labels if not set(one) & set('"\\'))
    choice: Any = Literal
    alias: Any = TypeAliasType
    speaker = alias("Speaker", choice[(AS_GUESSED, NOTHING, NOBODY, *names)])
    words: Any = alias("Word", choice[(*STATUSES, *names)])
    people: Any = list[words]
    several = Annotated[people, Field(min_length=2, max_length=MOST_PEOPLE)]
    met = alias("Met", choice[(NOTHING, *STATUSES)] | several)
    fields: dict[str, Any] = {
        f"f{one.number}": (
            met if one.said is None else speaker,
            Field(alias=key_of(text, one)),
        )
        for one in spots
    }
    return create_model("Form", __config__=ConfigDict(extra="forbid"), **fields)


def marked_text(page: Page, sentences: Sequence[Sentence], spots: Sequence[Spot]) -> str:
    """The sentences as a model reads them, `#7(Ito)` in front of the word of spot 7."""
    text = page.article.text
    pieces: list[str] = []
    for index, sentence in enumerate(sentences):
        if index:
            same = sentences[index - 1].paragraph == sentence.paragraph
            pieces.append(" " if same else "\n\n")
        last = sentence.start
        for spot in spots:
            if sentence.start <= spot.place[0] < sentence.end:
                guess = defuse(f"({', '.join(spot.guess)})") if spot.guess else ""
                pieces.append(f"{_plain(text[last : spot.place[0]])}#{spot.number}{guess} ")
                last = spot.place[0]
        pieces.append(_plain(text[last : sentence.end]))
    return "".join(pieces)


def _plain(text: str) -> str:
    """Words that cannot be taken for a mark of ours, or for the end of the article."""
    return re.sub(r"#(?=\d)", "# ", re.sub(r"\bAnswers:", "Answers :", defuse(text)))


def draft_of(page: Page, found: Spots, answers: Mapping[str, Any]) -> Draft:
    """What the answers say; people are called by their labels, whose places `cast_of` gives.

    A guess stands unless the ranking itself doubts it: the model's own choice of a speaker only
    where the guess is less likely than `_DOUBT`, its own list of people only where each of them is
    more likely. On the development articles of gold that gave attributed statements .718 against
    .692 for the model's speakers everywhere, and meetings .570 against .515 for its lists.

    Args:
        page: the article.
        found: its spots and people.
        answers: by key; spots without an answer, or with one that does not fit, say nothing.
    """
    text = page.article.text
    statements: list[DraftStatement] = []
    meetings: list[DraftMeeting] = []
    called: dict[str, None] = {}
    heard: list[Said] = []
    for spot in found.spots:
        answer = answers.get(key_of(text, spot))
        if spot.said is not None:
            if not isinstance(answer, str) or answer == NOTHING:
                continue
            guess = spot.guess[0] if spot.guess else None
            sure = spot.likely.get(guess, 1.0 if guess else 0.0) >= _DOUBT
            if sure or answer == AS_GUESSED:
                answer = guess or NOBODY
            if answer not in (NOBODY, *found.labels):
                continue
            speaker = None if answer == NOBODY else answer
            said = spot.said if speaker == guess else replace(spot.said, speaker_text=None)
            statements.append(_statement(page, found, said, speaker))
            heard.append(spot.said)
            others = map(found.label_of, (*spot.said.addressees, spot.said.relayed_by))
            called |= dict.fromkeys(filter(None, (speaker, *others)))
            continue
        if answer == NOTHING and spot.plain is not None:
            answer = [spot.plain[0], *spot.plain[1]]
        words = [answer, *spot.guess] if isinstance(answer, str) else answer
        told = _meetings(found, words if isinstance(words, list) else [])
        if len(told) == 1 and len(spot.guess) > 1 and not _likely(spot, told[0][1]):
            told = [(told[0][0], list(spot.guess))]
        if len(told) == 1 and len(told[0][1]) < 2 <= len(spot.guess):
            told = [(told[0][0], list(spot.guess))]  # nobody meets alone
        if len(told) == 1 and spot.likely and spot.plain and _with_counterpart(spot.plain[1]):
            told = [(told[0][0], list(spot.plain[1]))]
        for status, labels in told:
            people = [DraftParticipant(actor=one) for one in labels]
            meetings.append(
                DraftMeeting(participants=people, sentences=[spot.sentence], status=status)
            )
            called |= dict.fromkeys(labels)
    numbers = {id(said): number for number, said in enumerate(heard, 1)}
    return Draft(
        actors=[DraftActor(name=label, kind=found.labels[label].kind) for label in called],
        meetings=meetings,
        statements=[
            one.model_copy(update={"nested_in": numbers.get(id(said.outer))})
            for one, said in zip(statements, heard, strict=True)
        ],
    )


def cast_of(found: Spots) -> Cast:
    """Everybody a form can name, by their labels."""
    return {
        label: Part(entity.kind, tuple(dict.fromkeys((*entity.forms, *entity.mentions))))
        for label, entity in found.labels.items()
    }


def _meetings(found: Spots, words: Sequence[object]) -> list[tuple[MeetingStatus, list[str]]]:
    """The meetings of an answer; a status begins each, and without one there is none."""
    meetings: list[tuple[MeetingStatus, list[str]]] = []
    for word in words:
        status = next((known for known in STATUSES if known == word), None)
        if status is not None:
            meetings.append((status, []))
        elif isinstance(word, str) and word in found.labels and meetings:
            meetings[-1][1].append(word)
    return [(status, list(dict.fromkeys(names))) for status, names in meetings if names]


def _with_counterpart(people: Sequence[str]) -> bool:
    """Whether the second of two has no name and is the first one's counterpart."""
    return len(people) == 2 and people[1].lower().endswith(tuple(COUNTERPARTS))


def _likely(spot: Spot, people: Sequence[str]) -> bool:
    """Whether everybody is; where nothing was weighed, whoever the model says."""
    return all(spot.likely.get(one, 0.0) > _DOUBT for one in people) if spot.likely else True


def _statement(page: Page, found: Spots, said: Said, speaker: str | None) -> DraftStatement:
    text = page.article.text
    spans = [*said.content, *([said.cue] if said.cue else [])]

    return DraftStatement(
        speaker=speaker,
        speaker_words=_words(text, said.speaker_text),
        cue=_words(text, said.cue),
        content=[text[slice(*one)] for one in said.content],
        sentences=[
            one.number
            for one in page.sentences
            if any(one.start < end and start < one.end for start, end in spans)
        ],
        quote_type=said.quote_type,
        polarity=said.polarity,
        addressees=[one for one in map(found.label_of, said.addressees) if one],
        relayed_by=found.label_of(said.relayed_by),
    )


def _words(text: str, span: Range | None) -> str | None:
    return text[slice(*span)] if span else None
