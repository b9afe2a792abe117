"""Page: records and their articles' texts as one HTML file that stands alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from markupsafe import Markup

from extractor.html.cards import Cards, When, cards_of, flat, when
from extractor.html.evidence import KINDS, marks_of
from extractor.html.facets import choices, facet, script_safe
from extractor.html.marks import Line, lines
from extractor.html.templates import asset, policy, templates
from schemas import Dropped, Extraction, Provenance, Story, Usage

_TITLE = 90
"""Characters of an article without a title that stand for it."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SCRIPTED = "document.documentElement.className = 'js';"
"""Run before anything is drawn, so that what the script hides is never seen."""


@dataclass(frozen=True)
class Unread:
    """An article that has no record."""

    article: str
    """Its id, or where it stands."""
    reason: str


@dataclass(frozen=True)
class _Article:
    """All that is printed of one article."""

    anchor: str
    id: str
    title: str
    url: str | None
    """Only where following it can do no harm."""
    language: str | None
    published: When
    cards: Cards
    text: Sequence[Line] | None
    dropped: Sequence[Dropped]
    provenance: Provenance | None
    usage: Usage | None
    counts: tuple[int, int, int]
    """Meetings, statements, actors."""


def page(
    records: Iterable[tuple[Story, str | None]],
    *,
    title: str = "Who met whom, and who said what",
    unread: Sequence[Unread] = (),
) -> str:
    """One page of HTML, which needs nothing beside it.

    Args:
        records: each with its article's text; without a text, its quotations are all that is
            shown of the article. Offsets are taken to fit, see `Story.check_against`.
        title: of the page.
        unread: articles that are named on it, and nothing more.
    """
    given = list(records)
    stories = [story for story, _ in given]
    anchors = _anchors([story.article.id for story in stories])
    articles = [
        _article(anchor, story, text) for anchor, (story, text) in zip(anchors, given, strict=True)
    ]
    facets = [facet(anchor, story) for anchor, story in zip(anchors, stories, strict=True)]
    style, script = asset("page.css"), asset("page.js")
    return (
        templates()
        .get_template("page.html.j2")
        .render(
            title=title,
            articles=articles,
            several=len(articles) != 1 or bool(unread),
            unread=unread,
            choices=choices(stories),
            facets=Markup(script_safe(facets)),  # noqa: S704
            kinds=KINDS,
            style=Markup(style),  # noqa: S704
            scripted=Markup(_SCRIPTED),  # noqa: S704
            script=Markup(script),  # noqa: S704
            policy=policy([style], [_SCRIPTED, script]),
            totals=[sum(one.counts[i] for one in articles) for i in range(3)],
        )
    )


def _article(anchor: str, story: Story, text: str | None) -> _Article:
    about = story.article
    read = story if isinstance(story, Extraction) else None
    first = flat(text or "")
    shortened = first if len(first) <= _TITLE else first[:_TITLE].rsplit(" ", 1)[0] + " …"
    return _Article(
        anchor,
        about.id,
        flat(about.title or "") or shortened or about.id,
        _followed(about.url),
        about.language if about.language and _LANGUAGE.fullmatch(about.language) else None,
        when(about.published),
        cards_of(story),
        None if text is None else lines(text, marks_of(story)),
        read.dropped if read else (),
        read.provenance if read else None,
        read.usage if read else None,
        (len(story.meetings), len(story.statements), len(story.actors)),
    )


def _anchors(ids: Iterable[str]) -> list[str]:
    """What addresses name articles by: their ids, told apart where those are no good for it."""
    anchors: list[str] = []
    seen: set[str] = set()
    for one in ids:
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", one).strip("-")[:60]
        if plain != one or not plain:
            digest = sha256(one.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            plain = f"{plain}-{digest}".lstrip("-")
        number, anchor = 1, plain
        while anchor in seen:
            number += 1
            anchor = f"{plain}-{number}"
        seen.add(anchor)
        anchors.append("/" + anchor)
    return anchors


def _followed(url: str | None) -> str | None:
    """An address that may become a link: http or https, with a host and nothing odd in it."""
    if url is None or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
