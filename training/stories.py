"""Stories: three or four articles each on the same few days, with the meetings that are one.

`stories/<name>/N-outlet.txt` are scripts (`training.script`) that share their cast and the ids of
their meetings: `m1` is one real meeting in all articles of a story. They are what linking learns
from (`training.linking`), and the ranking too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from extractor.candidates.phrases import Range
from extractor.candidates.ranking import RULES_ALONE, Ranking
from extractor.candidates.spots import find_spots
from extractor.form import cast_of, draft_of
from extractor.reading.article import Article
from extractor.reading.page import read
from extractor.resolve.case import Case
from extractor.resolve.records import resolve
from schemas import (
    Annotation,
    ArticleInfo,
    DateValue,
    Evidence,
    Gold,
    GoldMeeting,
    Meeting,
    Participant,
    Place,
    Story,
)
from schemas.dates import SHAPES
from training.examples import truth
from training.script import Script, ScriptError, Setting, parse

STORIES = Path(__file__).parent / "stories"


def scripts() -> Iterator[tuple[str, str, Script]]:
    """The stories' names, their articles' ids and scripts, in order."""
    for path in sorted(STORIES.glob("*/*.txt")):
        story = path.parent.name
        yield story, f"{story}-{path.stem}", parse(path.read_text(encoding="utf-8"))


def told(ranking: Ranking | None = None) -> list[Gold]:
    """The record of each article where every question is answered rightly, its meetings linked.

    Args:
        ranking: guesses who meets, and where a guess is sure it stands, be it right or wrong
            (`extractor.form.draft_of`), so that these are records as an extractor makes them.
            Without one they are as people would make them: nothing is guessed, and those are at a
            meeting whom the script says to be there.
    """
    found = []
    for story, identifier, script in scripts():
        record = _record(identifier, script, ranking or RULES_ALONE)
        links = {one.id: _link(script, record, one) for one in record.meetings}
        if ranking is None:
            record = _corrected(script, record, links)
        found.append(
            Gold(
                article=record.article,
                actors=record.actors,
                meetings=tuple(
                    GoldMeeting(**{**dict(one), "link": links[one.id]}) for one in record.meetings
                ),
                annotation=Annotation(
                    annotators=("script",),
                    guidelines="0",
                    adjudicated=False,
                    split="dev",
                    story=story,
                ),
            )
        )
    return found


def member_of(script: Script, places: Sequence[Range], *, whole: bool = False) -> str | None:
    """Whom of the cast most of the mentions at these places mean, if most mean one.

    A place means the mark that it fits best, as a name does that stands in a longer one, with an
    office before it.

    Args:
        script: the article.
        places: of the mentions.
        whole: only count places that are most of the mark, not those that only stand in it.
    """
    meant = Counter(who for place in places if (who := _marked(script, place, whole)) is not None)
    return next((who for who, times in meant.items() if 2 * times > meant.total()), None)


def _marked(script: Script, place: Range, whole: bool) -> str | None:
    """Who is marked at a place: the share of both that both have is largest, and no sliver."""
    fits = []
    for (first, last), who in script.mentions:
        common = min(place[1], last) - max(place[0], first)
        both = max(place[1], last) - min(place[0], first)
        if 2 * common > (both if whole else min(place[1] - place[0], last - first)):
            fits.append((common / both, who))
    return max(fits)[1] if fits else None


def _record(identifier: str, script: Script, ranking: Ranking) -> Story:
    page = read(Article(id=identifier, text=script.text))
    found = find_spots(page, ranking=ranking)
    draft = draft_of(page, found, truth(script, page, found))
    actors, meetings, statements = resolve(
        Case(page=page, draft=draft, fills_gaps=True, cast=cast_of(found))
    )
    info = ArticleInfo(
        id=identifier,
        sha256=sha256(script.text.encode()).hexdigest(),
        title=page.title,
        published=page.published,
    )
    return Story(article=info, actors=actors, meetings=meetings, statements=statements)


def _corrected(script: Script, record: Story, links: Mapping[str, str | None]) -> Story:
    """The record with the script's people, day and place at each meeting, and each meeting once.

    Of the people only those are there whom the record has; they act for whom the script says.
    """
    actors: dict[str | None, list[str]] = defaultdict(list)
    whos = _whos(script, record)
    named = {one.id for one in record.actors if one.name is not None}
    for actor, who in whos.items():
        actors[who].append(actor)
    meetings: dict[str, Meeting] = {}
    for one in record.meetings:
        name = links[one.id]
        if name is None:
            meetings[one.id] = one
        elif name in meetings:
            told = (*meetings[name].evidence, *one.evidence)
            meetings[name] = meetings[name].model_copy(update={"evidence": told})
        else:
            right = script.meetings[name]
            found = {each.actor: each for each in one.participants}
            there = [
                max(actors[who], key=lambda actor: (actor in named, actor in found))
                for who in right.participants
                if actors[who]
            ]
            people = tuple(found.get(actor, Participant(actor=actor)) for actor in there)
            setting = _set(script.text, right.setting)
            meetings[name] = one.model_copy(update={"participants": people, **setting})
    acting = script.sides or {}
    cast = tuple(
        one.model_copy(update={"country": acting.get(whos[one.id] or "")}) for one in record.actors
    )
    return record.model_copy(update={"actors": cast, "meetings": tuple(meetings.values())})


def _set(text: str, setting: Setting | None) -> dict[str, object]:
    """The fields of a meeting that say when and where it is; none where a script does not tell."""
    if setting is None:
        return {}
    day, place = DateValue(), None
    if setting.words is not None:
        day = DateValue(text=_found(text, setting.words))
    if setting.day is not None:
        shape = next(name for name, pattern in SHAPES.items() if pattern.fullmatch(setting.day))
        basis = "explicit" if setting.day[:4] in (setting.words or "") else "relative_to_published"
        day = DateValue.model_validate(
            {"text": day.text, "value": setting.day, "granularity": shape, "basis": basis}
        )
    if setting.place is not None:
        where = _found(text, setting.place)
        place = Place(text=where, name=setting.place, country=setting.country)
    return {
        "date": day,
        "place": place,
        "mention": "background" if setting.background else "main",
    }


def _found(text: str, words: str) -> Evidence:
    """Where words stand first, wherever the line breaks."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if found is None:
        raise ScriptError(f"not in the text: {words!r}")
    return Evidence(exact=found[0], start=found.start(), end=found.end())


def _whos(script: Script, record: Story) -> dict[str, str | None]:
    """Whom of the cast each actor is."""
    return {
        one.id: member_of(script, [(each.start, each.end) for each in one.mentions])
        for one in record.actors
    }


def _link(script: Script, record: Story, meeting: Meeting) -> str | None:
    """The script's meeting that a record's is: one of its words stands there, the people fit."""
    spans = [(one.start, one.end) for one in meeting.evidence]
    whos = _whos(script, record)
    there = {whos[one.actor] for one in meeting.participants} - {None}
    fits = []
    for identifier, one in script.meetings.items():
        words = sum(
            identifier in ids and any(start <= place[0] < end for start, end in spans)
            for place, ids in script.triggers
        )
        common = len(there & set(one.participants))
        if words and common:
            fits.append((2 * common / (len(there) + len(one.participants)), words, identifier))
    return max(fits)[2] if fits else None
