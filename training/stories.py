"""Stories: four articles each on the same few days, with the meetings that are one.

`stories/<name>/N-outlet.txt` are scripts (`training.script`) that share their cast and the ids of
their meetings: `m1` is one real meeting in all articles of a story. They are what linking learns
from (`training.linking`), and the ranking too.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from extractor.candidates.phrases import Range
from extractor.candidates.ranking import Ranking
from extractor.candidates.spots import find_spots
from extractor.form import cast_of, draft_of
from extractor.reading.article import Article
from extractor.reading.page import read
from extractor.resolve.case import Case
from extractor.resolve.records import resolve
from schemas import Annotation, ArticleInfo, Gold, GoldMeeting, Meeting, Story
from training.examples import truth
from training.script import Script, parse

STORIES = Path(__file__).parent / "stories"


def scripts() -> Iterator[tuple[str, str, Script]]:
    """The stories' names, their articles' ids and scripts, in order."""
    for path in sorted(STORIES.glob("*/*.txt")):
        story = path.parent.name
        yield story, f"{story}-{path.stem}", parse(path.read_text(encoding="utf-8"))


def told(ranking: Ranking) -> list[Gold]:
    """The record of each article where every question is answered rightly, its meetings linked.

    Args:
        ranking: guesses who meets. The answers are the truth, but where a guess is sure it stands
            (`extractor.form.draft_of`): with what was learned these are records as an extractor
            makes them, with `RULES_ALONE` as people would.
    """
    found = []
    for story, identifier, script in scripts():
        record = _record(identifier, script, ranking)
        links = {one.id: _link(script, record, one) for one in record.meetings}
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


def member_of(script: Script, places: Sequence[Range]) -> str | None:
    """Whom of the cast most of the mentions at these places mean, if most mean one."""
    meant = Counter(
        who
        for start, end in places
        for (first, last), who in script.mentions
        if start < last and first < end and 2 * (min(end, last) - max(start, first)) > last - first
    )
    return next((who for who, times in meant.items() if 2 * times > meant.total()), None)


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


def _link(script: Script, record: Story, meeting: Meeting) -> str | None:
    """The script's meeting that a record's is: one of its words stands there, the people fit."""
    spans = [(one.start, one.end) for one in meeting.evidence]
    whos = {
        one.id: member_of(script, [(each.start, each.end) for each in one.mentions])
        for one in record.actors
    }
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
