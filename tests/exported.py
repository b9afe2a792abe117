"""Records to export: a hostile article, and the labelled ones as if a model had read them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from evals.dataset import read_corpus
from schemas import (
    Actor,
    ArticleInfo,
    DateValue,
    Evidence,
    Extraction,
    Meeting,
    Occasion,
    Outcome,
    Participant,
    Place,
    Provenance,
    Statement,
)

TEXT = (
    "\ufeff“Peace \U0001f54a first,” General 𝐀𝐧𝐧𝐚 Kovač said.\r\n"
    "She met\nMinister أحمد of Iran\tin Tehran on Sunday.\u2028"
    "“Talks,” she\x0bsaid, “=cmd|' /C calc'!A0\n\ncontinue \u202e.”\x85\n"
    "<script>{{7*7}}</script> \ud800 “Talks” and “Talks”."
)
"""A mark, characters beyond the BMP, right to left, every line end, a formula, half a surrogate."""
HOSTILE_ID = "../../etc/pass\nwd\x00"


def provenance() -> Provenance:
    return Provenance(
        model="m",
        endpoint="local",
        strategy="whole",
        prompt_hash="p",
        library_version="0",
        time=datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


def at(words: str, nth: int = 0, text: str = TEXT) -> Evidence:
    """The evidence where words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Evidence.of(text, start, start + len(words))


def hostile(identifier: str = HOSTILE_ID, **about: Any) -> Extraction:
    """The record of the hostile article; `about` goes to its article."""
    digest = sha256(TEXT.encode("utf-8", "surrogatepass")).hexdigest()
    return Extraction(
        article=ArticleInfo(id=identifier, sha256=digest, **about),
        actors=(
            Actor(
                id="a1",
                kind="person",
                name="𝐀𝐧𝐧𝐚 Kovač",
                title="General",
                mentions=(at("𝐀𝐧𝐧𝐚 Kovač"), at("She")),
            ),
            Actor(
                id="a2",
                kind="person",
                name="أحمد",
                title="Minister",
                country="IRN",
                mentions=(at("أحمد"),),
            ),
        ),
        meetings=(
            Meeting(
                id="m1",
                participants=(Participant(actor="a1", role="visitor"), Participant(actor="a2")),
                date=DateValue(text=at("on Sunday")),
                place=Place(text=at("Tehran"), name="Tehran", country="IRN"),
                occasion=Occasion(name="Sunday.\u2028“Talks,”", on_sidelines=True),
                modes=("third_party",),
                topics=(at("Peace"),),
                outcomes=(Outcome(type="agreed", evidence=at("Talks")),),
                evidence=(at("She met\nMinister أحمد of Iran\tin Tehran on Sunday."),),
            ),
        ),
        statements=(
            Statement(
                id="s1",
                speaker="a1",
                speaker_text=at("𝐀𝐧𝐧𝐚 Kovač"),
                cue=at("said"),
                content=(at("Peace \U0001f54a first"),),
                quote_type="direct",
                meeting="m1",
                addressees=("a2", "a1"),
            ),
            Statement(
                id="s2",
                speaker="a1",
                cue=at("said", 1),
                content=(at("Talks,"), at("=cmd|' /C calc'!A0\n\ncontinue")),
                quote_type="direct",
                relayed_by="a2",
                nested_in="s1",
            ),
            Statement(id="s3", content=(at("Talks", 2),), quote_type="mixed"),
        ),
        provenance=provenance(),
    ).check_against(TEXT)


@cache
def labelled() -> tuple[tuple[Extraction, str], ...]:
    """The labelled articles of the development split, as records with their texts."""
    return tuple(
        (
            Extraction(
                article=case.gold.article,
                actors=case.gold.actors,
                meetings=tuple(map(_meeting, case.gold.meetings)),
                statements=tuple(map(_statement, case.gold.statements)),
                provenance=provenance(),
            ),
            case.text,
        )
        for case in read_corpus(split="dev")
    )


def everything() -> Iterator[tuple[Extraction, str]]:
    """The hostile record and the labelled ones, each with its text."""
    yield hostile(), TEXT
    yield from labelled()


def written(folder: Path, *records: Extraction) -> Path:
    """A file of records."""
    path = folder / "records.jsonl"
    path.write_text("".join(one.model_dump_json() + "\n" for one in records), encoding="utf-8")
    return path


def _meeting(one: Meeting) -> Meeting:
    return Meeting(**{name: getattr(one, name) for name in Meeting.model_fields})


def _statement(one: Statement) -> Statement:
    return Statement(**{name: getattr(one, name) for name in Statement.model_fields})
