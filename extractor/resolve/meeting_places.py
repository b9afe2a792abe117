"""Meeting places: which place of an article is where a meeting was held.

A place counts where it goes with a word of meeting, or where somebody is said to travel in order to
meet. Its country, where nothing beside it tells, is that of the same name elsewhere in the article,
or the only country that the article names, if it names it more than once.
"""

import re
from collections.abc import Sequence

from extractor.draft import DraftMeeting
from extractor.grounding import Ground
from extractor.resolve.case import Case
from extractor.resolve.meeting_words import meeting_words_in, tells_of_meeting
from extractor.resolve.places import (
    is_locative,
    is_place_of_event,
    only_country,
    place_at,
    places_in,
)
from extractor.resolve.scene import Range
from schemas import Evidence, Place

_TRAVEL = re.compile(
    r"\b(?:travel(?:l?ed|s)?|went|goes|go|flew|flies|fly|came|moved|headed|drove|set off|left)"
    r" (?P<phrase>(?:to|for) (?P<name>[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,2}))"
)
_IN_ORDER = re.compile(
    r"(?: (?:on \w+|late|early|last|this|next|week|month|\w*day|morning|evening))*"
    r"(?:(?P<where>,? where )| to (?:meet|see|confer|hold talks)\b"
    r"| for (?:a |the )?(?:talks|meetings?)\b)"
)
_VISIT = re.compile(
    r"\b(?:[Dd]uring|[Oo]n|as part of|paid|pays?|paying|began|begun|begins?|started|starts)"
    r" (?:an?|his|her|their|its) (?:(?!possible|planned|future|next)[\w-]+ ){0,3}(?:visit|trip) "
    r"(?P<phrase>(?:to|of) (?:the )?"
    r"(?P<name>[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,2}))"
)
_THEN = re.compile(r"\s*(?:He|She|It|They)\s")
_MOST_NAMED = 20
"""Places of a name that are looked at for its country."""


def place_of(case: Case, drafted: DraftMeeting, sentences: Sequence[Range]) -> Place | None:
    """Where a meeting was or is to be held, by its draft or by the sentences that report it."""
    words = case.find("meeting", drafted.place, "place", sentences)
    if words is not None:
        within = Ground(case.text, sorted(sentences))
        near = [one for one in within.everywhere(words.exact) if _somewhere(case, one)]
        near = [one for one in near if not case.fills_gaps or _tells_where(case, one)]
        if near:
            return place_at(case.text, near[0].start, near[0].end)
        case.drop("meeting", words.exact, "ungrounded", "not said to be where they met")
    if not case.fills_gaps:
        return None
    found = _stated(case, sentences) or _travelled_to(case, sentences[0])
    found = found or _visited(case, sentences)
    if found is None or found.country is not None:
        return found
    return found.model_copy(update={"country": _setting(case, found)})


def _stated(case: Case, sentences: Sequence[Range]) -> Place | None:
    found = places_in(case.text, sentences)
    return next((one for one in found if one.text and _tells_where(case, one.text)), None)


def _tells_where(case: Case, place: Evidence) -> bool:
    """Whether a place is where they met, not where something they spoke of is.

    Within a quotation only the words of that quotation tell.
    """
    around = case.scene.quotation(place.start) or case.scene.sentence_of(place.start)
    if around is None:
        return False
    words = case.text[slice(*around)]
    return is_place_of_event(words, place.start - around[0], meeting_words_in(words))


def _somewhere(case: Case, words: Evidence) -> bool:
    return is_locative(case.text, words.start, words.end)


def _travelled_to(case: Case, sentence: Range) -> Place | None:
    """Where somebody is said to go to meet, here or right before: "went to Oslo to see"."""
    text = case.text
    for match in _TRAVEL.finditer(text, *sentence):
        purpose = _IN_ORDER.match(text, match.end(), sentence[1])
        if purpose is None or tells_of_meeting(text[sentence[0] : match.start()]):
            continue
        if not purpose["where"] or tells_of_meeting(text[purpose.end() : sentence[1]]):
            return _reached(text, match)
    for before in case.scene.before(sentence) if _THEN.match(text, *sentence) else ():
        trips = list(_TRAVEL.finditer(text, *before))
        dated = re.search(r"\d{4}", text[slice(*before)]) is not None
        if len(trips) == 1 and not dated and not case.scene.quoted_at(trips[0].start()):
            return _reached(text, trips[0])
    return None


def _visited(case: Case, sentences: Sequence[Range]) -> Place | None:
    """The country, or its city, that those who meet are on a visit to."""
    for sentence in sentences:
        for match in _VISIT.finditer(case.text, *sentence):
            place = _reached(case.text, match)
            if place.country and not case.scene.quoted_at(match.start()):
                return place
    return None


def _reached(text: str, trip: re.Match[str]) -> Place:
    place = place_at(text, *trip.span("name"))
    return place.model_copy(update={"text": Evidence.of(text, *trip.span("phrase"))})


def _setting(case: Case, place: Place) -> str | None:
    """The country of a place that no words beside it tell."""
    again = re.compile(rf"(?<!\w){re.escape(place.name)}(?!\w)")
    for number, match in enumerate(again.finditer(case.text) if place.name[0].isupper() else ()):
        country = place_at(case.text, *match.span()).country
        if country is not None or number == _MOST_NAMED:
            return country
    return only_country(case.text, tuple(case.ranges))
