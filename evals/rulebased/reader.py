"""Reader: one article in, the record of its meetings and statements out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from extractor.candidates.hearing import Hearing, is_prose
from extractor.candidates.meetings import Diary, Met
from extractor.candidates.phrases import Range, is_whole
from extractor.candidates.roster import Entity, Roster
from extractor.candidates.speech import Said
from extractor.reading.article import Article
from extractor.reading.lexicon import MADE_REMARKS
from extractor.reading.page import Page
from extractor.reading.page import read as read_page
from schemas import (
    ArticleInfo,
    Evidence,
    Extraction,
    Meeting,
    Occasion,
    Outcome,
    Participant,
    Provenance,
    Statement,
)

_SCENES: tuple[tuple[str, str], ...] = (
    (
        "press_remarks",
        r"\breporters\b|\bjournalists\b|news conference|press conference|\bsidelines of\b|briefing",
    ),
    (
        "interview",
        r"\binterview|\btold (?:the )?[A-Z][\w ]+ (?:radio|TV|Times|daily|News)\b|\bby telephone\b",
    ),
    ("social_media", r"\b(?:tweet|tweeted|posted on|post on|Facebook|Twitter|Telegram channel)\b"),
    (
        "written_statement",
        r"\b(?:in|a|an|the|its|his|her)\s(?:\w+ )?(?:statement|letter|release|communiqu[eé]|"
        r"readout|report|note|minutes)\b|\bwrote\b",
    ),
    (
        "speech",
        r"\b(?:speech|address|sermon|told (?:parliament|lawmakers|the (?:council|assembly)))\b",
    ),
)
_BESIDE = r"\b(?:sidelines|margins) of\b"
_WRITING = ("written_statement", "social_media")


@dataclass(frozen=True)
class _Scene:
    """On what occasion things are said just now."""

    occasion: str = "unknown"
    speaker: Entity | None = None
    since: int = -1
    met: Met | None = None


def read(text: str, article: str) -> Extraction:
    """The record of a text, of which every word stands in it; any text has one.

    Args:
        text: the article, page furniture and all.
        article: its id.
    """
    page = read_page(Article(id=article, text=text))
    hearing = Hearing(page)
    diary = Diary(text, hearing.roster, page.published)
    for sentence, phrases in hearing.sentences():
        diary.note(sentence, phrases)
    return _record(page, hearing.roster, diary.found, hearing.said)


def _record(page: Page, roster: Roster, meetings: list[Met], found: list[Said]) -> Extraction:
    text = page.article.text
    entities: list[Entity] = [one for met in meetings for one, _ in met.people]
    for said in found:
        people = (said.speaker, *said.addressees, said.relayed_by)
        entities += [one for one in people if one is not None and one.mentions]
    actors = roster.needed(entities)
    for number, met in enumerate(meetings, 1):
        met.id = f"m{number}"
    return Extraction(
        article=ArticleInfo(
            id=page.article.id,
            sha256=page.article.sha256,
            title=page.title if page.title and is_prose(page.title) else None,
            published=page.published,
        ),
        actors=actors,
        meetings=tuple(_meeting(text, met) for met in meetings),
        statements=_statements(text, found, meetings),
        provenance=Provenance(
            model="rules",
            endpoint="local",
            strategy="whole",
            prompt_hash="none",
            library_version=version("communique"),
            time=datetime.now(UTC),
        ),
    ).check_against(text)


def _meeting(text: str, met: Met) -> Meeting:
    sides = {entity.country or entity.id for entity, _ in met.people}
    visits = any(role == "host" for _, role in met.people)
    return Meeting.model_validate(
        {
            "id": met.id,
            "participants": tuple(
                Participant.model_validate({"actor": entity.id, "role": role})
                for entity, role in met.people
            ),
            "status": met.status,
            "mention": met.mention,
            "format": met.format,
            "modes": (
                *(("visit",) if visits else ()),
                *(("multilateral",) if len(sides) > 2 else ()),
            ),
            "date": met.date,
            "place": met.place,
            "occasion": Occasion(name=text[slice(*met.summit)], on_sidelines=True)
            if met.summit
            else None,
            "topics": tuple(Evidence.of(text, *one) for one in _apart(text, met.topics)),
            "outcomes": tuple(_outcomes(text, met)),
            "evidence": tuple(Evidence.of(text, *one) for one in met.sentences),
        }
    )


def _outcomes(text: str, met: Met) -> Iterator[Outcome]:
    for first, last in met.sentences:
        found = re.search(r"\bagreed (?:to|on) [^.;“”]+|\bsigned [^.;,“”]+", text[first:last])
        if found:
            start = first + found.start()
            evidence = Evidence.of(text, start, start + len(found[0].rstrip()))
            yield Outcome(type="signed" if found[0][0] == "s" else "agreed", evidence=evidence)


def _statements(text: str, found: list[Said], meetings: list[Met]) -> tuple[Statement, ...]:
    for said in found:
        said.content = _apart(text, said.content)
    ordered = sorted((said for said in found if said.content), key=lambda one: one.content[0])
    ids = {id(said): f"s{number}" for number, said in enumerate(ordered, 1)}
    statements = []
    scene = _Scene()
    for said in ordered:
        scene = _scene(text, said, meetings, scene)
        statements.append(_statement(text, said, ids, scene))
    return tuple(statements)


def _apart(text: str, spans: Sequence[Range]) -> list[Range]:
    """The spans in text order, without those that are empty, cut a word or overlap one before."""
    found: list[Range] = []
    for start, end in sorted(spans):
        behind = not found or found[-1][1] <= start
        if start < end and behind and is_whole(text, start, end):
            found.append((start, end))
    return found


def _takes_part(speaker: Entity | None, met: Met | None) -> bool:
    return met is not None and any(one is speaker for one, _ in met.people)


def _scene(text: str, said: Said, meetings: list[Met], before: _Scene) -> _Scene:
    """The sentence's own scene; else the speaker's last one, or a meeting told of since."""
    words = text[slice(*said.unit)]
    for first, last in reversed(said.content):
        start = first - said.unit[0]
        words = words[: max(0, start)] + " " + words[max(0, last - said.unit[0]) :]
    for occasion, pattern in _SCENES:
        if re.search(pattern, words):
            return _Scene(occasion, said.speaker, said.unit[0])
    met = next((one for one in reversed(meetings) if _told_at(text, said, one)), None)
    if met is not None and not (
        before.speaker is said.speaker and before.since > met.sentences[0][0]
    ):
        return _Scene("meeting", said.speaker, met.sentences[0][0], met)
    if before.speaker is said.speaker or _takes_part(said.speaker, before.met):
        return before
    return _Scene()


def _told_at(text: str, said: Said, met: Met) -> bool:
    """Whether the speaker takes part in a meeting that has been told of by now."""
    if met.status != "held" or met.mention == "background" or not _takes_part(said.speaker, met):
        return False
    first, last = met.sentences[0]
    words = text[first:last]
    remarks = re.search(rf"{MADE_REMARKS}|\bmade the \w+\b", words)
    return (first < said.unit[1] or bool(remarks)) and not re.search(_BESIDE, words)


def _statement(text: str, said: Said, ids: dict[int, str], scene: _Scene) -> Statement:
    occasion, met = scene.occasion, scene.met
    medium = "unknown" if occasion == "unknown" else "speech"
    if occasion in _WRITING:
        medium = "writing"
    speaker = said.speaker if said.speaker is not None and said.speaker.mentions else None
    relayer = said.relayed_by
    addressees = dict.fromkeys(one.id for one in said.addressees if one.mentions)
    return Statement.model_validate(
        {
            "id": ids[id(said)],
            "speaker": speaker.id if speaker else None,
            "speaker_text": Evidence.of(text, *said.speaker_text) if said.speaker_text else None,
            "cue": Evidence.of(text, *said.cue) if said.cue else None,
            "content": tuple(Evidence.of(text, *one) for one in said.content),
            "quote_type": said.quote_type,
            "medium": medium,
            "polarity": said.polarity,
            "addressees": tuple(addressees),
            "occasion": occasion,
            "meeting": met.id if met is not None and occasion == "meeting" else None,
            "relayed_by": relayer.id if relayer is not None and relayer.mentions else None,
            "nested_in": ids.get(id(said.outer)) if said.outer else None,
        }
    )
