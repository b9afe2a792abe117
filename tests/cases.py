"""Cases for tests: an article's text and a draft, resolved as a model's answer would be."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from extractor.draft import Draft
from extractor.reading.article import Article
from extractor.reading.page import read
from extractor.resolve.case import Case
from extractor.resolve.records import resolve
from extractor.settings import OnUngrounded
from schemas import Actor, ArticleInfo, Extraction, Provenance, Statement


def case(
    text: str,
    draft: Draft,
    *,
    poor: bool = True,
    on_ungrounded: OnUngrounded = "drop",
    published: str | None = None,
) -> Case:
    """A case; `poor` drafts leave open what their model does not know."""
    page = read(Article(id="a", text=text, published=published))
    return Case(page=page, draft=draft, fills_gaps=poor, on_ungrounded=on_ungrounded)


def record(one: Case) -> Extraction:
    """The record a case resolves to, every word of it checked against the text."""
    actors, meetings, statements = resolve(one)
    return Extraction(
        article=ArticleInfo(id="a", sha256=one.page.article.sha256),
        actors=actors,
        meetings=meetings,
        statements=statements,
        dropped=tuple(one.dropped),
        provenance=Provenance(
            model="m",
            endpoint="local",
            strategy="whole",
            prompt_hash="p",
            library_version="0",
            time=datetime(2024, 1, 1, tzinfo=UTC),
        ),
    ).check_against(one.text)


def said(content: str | Sequence[str], speaker: str | None = None, **more: Any) -> dict[str, Any]:
    """A drafted statement."""
    parts = [content] if isinstance(content, str) else list(content)
    return {"speaker": speaker, "content": parts, "sentences": [], **more}


def met(*participants: str, **more: Any) -> dict[str, Any]:
    """A drafted meeting."""
    return {"participants": [{"actor": one} for one in participants], "sentences": [], **more}


def drafted(
    statements: Sequence[Mapping[str, Any]] = (),
    meetings: Sequence[Mapping[str, Any]] = (),
    actors: Sequence[Mapping[str, Any]] = (),
) -> Draft:
    """A draft of dictionaries."""
    return Draft.model_validate({"actors": actors, "meetings": meetings, "statements": statements})


def resolved(
    text: str,
    *,
    statements: Sequence[Mapping[str, Any]] = (),
    meetings: Sequence[Mapping[str, Any]] = (),
    actors: Sequence[Mapping[str, Any]] = (),
    **options: Any,
) -> Extraction:
    """The record of a text and a draft; options go to `case`."""
    return record(case(text, drafted(statements, meetings, actors), **options))


def who(found: Extraction, identifier: str | None) -> str | None:
    """The actor behind an id: the name, or the first words that name somebody unnamed."""
    if identifier is None:
        return None
    actor: Actor = next(one for one in found.actors if one.id == identifier)
    return actor.name or actor.mentions[0].exact


def words(statement: Statement) -> list[str]:
    """The content of a statement."""
    return [one.exact for one in statement.content]


def exact(evidence: Any) -> str | None:
    """The characters of a piece of evidence; None for None."""
    return evidence.exact if evidence is not None else None
