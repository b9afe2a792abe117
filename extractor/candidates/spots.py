"""Spots: the numbered places of an article where somebody may speak or people may have met."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractor.candidates import participants, speakers
from extractor.candidates.hearing import Hearing
from extractor.candidates.layout import Layout
from extractor.candidates.meetings import Diary
from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.ranking import Ranking, shipped
from extractor.candidates.roster import Entity
from extractor.candidates.speech import Said
from extractor.candidates.triggers import triggers
from extractor.reading.lexicon import FAMILY_NAMES_FIRST
from extractor.reading.page import Page
from extractor.reading.sentences import Sentence
from schemas import MeetingStatus

_LEAST_WORDS = 4
"""Words of a quotation that nobody is heard to say, from which it is a spot all the same."""
_LONGEST_LABEL = 60


@dataclass(frozen=True)
class Spot:
    """One question: who says this, or who met here."""

    number: int
    """Counted from 1 in text order."""
    place: Range
    """The word it hangs on: the cue, the word of meeting, or the first word of a quotation."""
    sentence: int
    """Number of the sentence the word stands in."""
    said: Said | None
    """What is said; None for a meeting."""
    guess: tuple[str, ...] = ()
    """Who most likely speaks or meets there, by their labels."""
    plain: tuple[MeetingStatus, tuple[str, ...]] | None = None
    """What became of a meeting, and of whom, where the words say so plainly."""
    likely: Mapping[str | None, float] = field(default_factory=dict, repr=False, hash=False)
    """How likely everybody is, by their labels, None for nobody; of a speaker together 1, of
    participants each for itself. Empty where nothing was weighed."""
    ranked: tuple[tuple[str | None, tuple[str, ...]], ...] = field(default=(), repr=False)
    """Those who were weighed for it, by their labels, and the features that were."""


@dataclass(frozen=True)
class Spots:
    """The spots of a page and the people it may be about."""

    spots: tuple[Spot, ...]
    labels: dict[str, Entity]
    """Everybody the article names, each by a short form that is nobody else's."""

    def label_of(self, entity: Entity | None) -> str | None:
        """How somebody is called here; None for nobody."""
        return next((name for name, one in self.labels.items() if one is entity), None)


def find_spots(
    page: Page,
    sentences: Sequence[Sentence] | None = None,
    ranking: Ranking | None = None,
    *,
    weighed: bool = False,
) -> Spots:
    """Every spot of a page's body, in text order.

    Args:
        page: the article.
        sentences: those whose spots are wanted; None for all.
        ranking: who is likelier than whom; None for what was learned of all training articles.
        weighed: whether spots tell who was weighed, and by what, as training needs to know.
    """
    found = _all_spots(page, ranking or shipped(), weighed)
    if sentences is None:
        return found
    wanted = {one.number for one in sentences}
    spots = [one for one in found.spots if one.sentence in wanted]
    return Spots(
        tuple(replace(one, number=number) for number, one in enumerate(spots, 1)), found.labels
    )


@lru_cache(maxsize=2)
def _all_spots(page: Page, ranking: Ranking, weighed: bool) -> Spots:
    """The spots of a page, gone through once for all the windows it is read in."""
    text = page.article.text
    hearing, diary, phrases, more = _heard(page)
    labels = _labels(text, hearing.roster.entities)
    names = {id(entity): label for label, entity in labels.items()}
    layout = Layout(page, hearing.roster, phrases, list(labels.values()))
    body = [one for one in page.sentences if one.kind == "body"]
    choices = _Choices(layout, hearing, ranking)
    spots: list[Spot] = []
    for place, said in _places(page, hearing, more, body):
        sentence = next((one for one in body if one.start <= place[0] < one.end), None)
        if sentence is None:
            continue
        if said is not None:
            choice = choices.speaker(said, sentence)
        else:
            choice = choices.participants(place, sentence)
        called = tuple(names[id(one)] for one in choice.people if id(one) in names)
        plain = None if said else _plain(diary, place, names)
        labelled = [names[id(one)] if one else None for one in choice.weighed]
        likely = dict(zip(labelled, choice.likely, strict=False))
        spot = Spot(len(spots) + 1, place, sentence.number, said, called, plain, likely)
        if weighed:
            spot = replace(spot, ranked=tuple(zip(labelled, choice.features, strict=True)))
        spots.append(spot)
    return Spots(tuple(spots), labels)


def _places(
    page: Page, hearing: Hearing, more: Sequence[Said], body: Sequence[Sentence]
) -> list[tuple[Range, Said | None]]:
    """Where somebody may speak or people may meet, in text order."""
    text = page.article.text
    places: list[tuple[Range, Said | None]] = []
    heard = [*hearing.said, *more]
    for said in [*heard, *_unheard(hearing, heard), *_labelled(text, page, hearing, heard)]:
        place = said.cue or _first_word(text, said.content[0])
        if place is not None:
            places.append((place, said))
    taken = [place for place, _ in places]
    for sentence in body:
        for found in _apart(text, triggers(text, sentence.start, sentence.end)):
            if all(found[1] <= start or end <= found[0] for start, end in taken):
                places.append((found, None))
    return sorted(places, key=lambda one: one[0])


@dataclass(frozen=True)
class _Choice:
    """Who was chosen, and who was weighed."""

    people: list[Entity]
    weighed: list[Entity | None]
    features: list[tuple[str, ...]]
    likely: list[float]
    """Empty without weights."""


@dataclass
class _Choices:
    """Who speaks and who meets, chosen spot by spot in view of those before."""

    layout: Layout
    hearing: Hearing
    ranking: Ranking
    turns: list[speakers.Turn] = field(default_factory=list)
    companies: list[participants.Company] = field(default_factory=list)

    def speaker(self, said: Said, sentence: Sentence) -> _Choice:
        """The likeliest speaker, who becomes the one of what is said."""
        known = speakers.candidates(self.layout, said, sentence, self.turns)
        one, likely = said.speaker, list[float]()
        if self.ranking.speakers:
            likely = speakers.likelihoods(known, self.ranking.speakers)
            one = known[likely.index(max(likely))].entity
        if one is not said.speaker:
            said.speaker, said.speaker_text = one, self._named(one, said, sentence)
        if one is not None:
            self.turns.append(speakers.Turn(one, sentence.paragraph))
        return _Choice(
            [one] if one else [],
            [each.entity for each in known],
            [each.features for each in known],
            likely,
        )

    def _named(self, speaker: Entity | None, said: Said, sentence: Sentence) -> Range | None:
        """Where a sentence names a speaker outside of what is said."""
        if speaker is None:
            return None
        return next(
            (
                (one.start, one.end)
                for one in self.layout.phrases_in(sentence)
                if self.layout.whom(one) is speaker
                and not any(start <= one.start < end for start, end in said.content)
            ),
            None,
        )

    def participants(self, place: Range, sentence: Sentence) -> _Choice:
        """The likeliest participants."""
        speaker = next(
            (
                one.speaker
                for one in self.hearing.said
                if any(start <= place[0] < end for start, end in one.content)
            ),
            None,
        )
        quoted = self.hearing.quoted.around(place[0]) is not None
        word = participants.Word(place, sentence, speaker, quoted)
        known, guess = participants.candidates(self.layout, word, self.companies)
        people, here, likely = list(guess), True, list[float]()
        if self.ranking.participants:
            likely = participants.likelihoods(known, self.ranking.participants)
            people, here = participants.choose(known, likely)
        if len(people) > 1:
            sort = participants.sort_of(self.layout.text[slice(*place)])
            self.companies.append(participants.Company(sort, tuple(people), here))
        else:
            people = []
        return _Choice(
            people, [each.entity for each in known], [each.features for each in known], likely
        )


def _heard(page: Page) -> tuple[Hearing, Diary, Sequence[Phrase], Sequence[Said]]:
    """A page gone through from beginning to end.

    What only may be speech is listened for apart, so that it leads nobody astray in what is.
    """
    hearing = Hearing(page)
    diary = Diary(page.article.text, hearing.roster, page.published)
    phrases: list[Phrase] = []
    for sentence, here in hearing.sentences():
        diary.note(sentence, here)
        phrases += here
    hearing.roster.settle(hearing.roster.entities)
    doubtful = Hearing(page, doubtful=True)
    for _ in doubtful.sentences():
        pass
    places = {place: entity for entity in hearing.roster.entities for place in entity.mentions}
    taken = [said.cue for said in hearing.said if said.cue]
    more: list[Said] = []
    for said in doubtful.said:
        if said.cue is None or any(a < said.cue[1] and said.cue[0] < b for a, b in taken):
            continue
        others = (said.speaker, said.relayed_by, *said.addressees)
        speaker, relayer, *told = (_same(one, places) for one in others)
        more.append(
            replace(
                said,
                speaker=speaker,
                relayed_by=relayer,
                addressees=[one for one in told if one],
                outer=None,
            )
        )
    return hearing, diary, phrases, more


def _same(entity: Entity | None, places: Mapping[Range, Entity]) -> Entity | None:
    """Whom somebody of another roster is in this one, by a place where both are named."""
    return next((places[one] for one in entity.mentions if one in places), None) if entity else None


def _plain(
    diary: Diary, place: Range, names: Mapping[int, str]
) -> tuple[MeetingStatus, tuple[str, ...]] | None:
    for (start, end), met in diary.told:
        people = tuple(names[id(one)] for one, _ in met.people if id(one) in names)
        if start < place[1] and place[0] < end and len(people) > 1:
            return met.status, people
    return None


def _unheard(hearing: Hearing, all_said: Sequence[Said]) -> list[Said]:
    """Quotations of some words that nobody is heard to say."""
    heard = [span for said in all_said for span in said.content]
    return [
        Said(unit=one, content=[hearing.quoted.trim(*one)], quote_type="direct")
        for one in hearing.quoted.ranges
        if len(hearing.text[slice(*one)].split()) >= _LEAST_WORDS
        and all(end <= one[0] or one[1] <= start for start, end in heard)
    ]


_LABEL = re.compile(r"((?:(?:[A-Z][\w.’'-]*|van|de|bin|al)\s?){1,5}):\s+(?=[^\W_]|\W)")


def _labelled(text: str, page: Page, hearing: Hearing, all_said: Sequence[Said]) -> list[Said]:
    """Paragraphs that begin with their speaker, as in a transcript ("ITO: We are late.")."""
    heard = [span for said in all_said for span in said.content]
    found: list[Said] = []
    ends: dict[int, int] = {}
    for one in page.sentences:
        ends[one.paragraph] = one.end
    begun: set[int] = set()
    for one in page.sentences:
        first = one.paragraph not in begun
        begun.add(one.paragraph)
        label = _LABEL.match(text, one.start, one.end) if first and one.kind == "body" else None
        if label is None:
            continue
        span = hearing.quoted.trim(label.end(), ends[one.paragraph])
        if any(start < span[1] and span[0] < end for start, end in heard):
            continue
        word = label[1].split()[-1].lower()
        speaker = next(
            (
                entity
                for entity in hearing.roster.entities
                if any(text[a:b].lower().split()[-1:] == [word] for a, b in entity.forms)
            ),
            None,
        )
        found.append(Said((one.start, span[1]), content=[span], speaker=speaker))
    return found


def _first_word(text: str, span: Range) -> Range | None:
    word = re.compile(r"[^\W_]+").search(text, *span)
    return word.span() if word else None


def _apart(text: str, found: Iterable[Range]) -> list[Range]:
    """Words of meeting, those joined that stand side by side ("telephone conversation")."""
    joined: list[Range] = []
    for start, end in found:
        if joined and not text[joined[-1][1] : start].strip(" -"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _labels(text: str, entities: Iterable[Entity]) -> dict[str, Entity]:
    everybody = sorted((one for one in entities if one.mentions), key=lambda one: one.mentions[0])
    shared = Counter(word for one in everybody for word in _words_of(text, one))
    labels: dict[str, Entity] = {}
    for entity in everybody:
        surnames = [one for one in _surnames(text, entity) if shared[one] == 1]
        for form in (*surnames, *_forms(text, entity)):
            if len(form) <= _LONGEST_LABEL and form not in labels and form.lower() not in _NONE:
                labels[form] = entity
                break
    return labels


_NONE = frozenset({"he", "she", "it", "they", "-", "?"})


def _words_of(text: str, entity: Entity) -> set[str]:
    return {word for one in entity.forms for word in text[slice(*one)].split()}


def _surnames(text: str, entity: Entity) -> list[str]:
    """The one word that a person's name is shortened to, if it has several."""
    words = text[slice(*entity.name)].split() if entity.name and entity.human else []
    if len(words) < 2:
        return []
    return [words[0] if words[0].lower() in FAMILY_NAMES_FIRST else words[-1]]


def _forms(text: str, entity: Entity) -> list[str]:
    """What somebody may be called by, the shortest name first; longer ones tell namesakes apart."""
    names = dict.fromkeys(" ".join(text[slice(*one)].split()) for one in entity.forms)
    others = dict.fromkeys(" ".join(text[slice(*one)].split()) for one in entity.mentions)
    by_length = sorted(names, key=lambda one: (len(one.split()), len(one)))
    return [*by_length, *sorted(others, key=len)]
