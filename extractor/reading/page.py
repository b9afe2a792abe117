"""Page: an article as it is read: its blocks, its numbered sentences, its date and title."""

from contextlib import suppress
from dataclasses import dataclass

from extractor.reading.article import Article
from extractor.reading.furniture import Block, find_blocks
from extractor.reading.published import find_published, parse_published
from extractor.reading.sentences import Sentence, split
from schemas import DateValue


@dataclass(frozen=True)
class Page:
    """An article with what reading found; all offsets are half-open, into `article.text`."""

    article: Article
    blocks: tuple[Block, ...]
    """All blocks in text order, furniture included."""
    sentences: tuple[Sentence, ...]
    """Of the title, subheading and body blocks; `sentences[n - 1].number == n`."""
    published: DateValue
    """From the metadata, else from the text; its evidence, if any, is in the text."""
    title: str | None
    """From the metadata, else the title block's own characters; None where there is neither."""


def read(article: Article) -> Page:
    """The article's page; any text can be read, the empty one too."""
    text = article.text
    blocks = find_blocks(text)
    heading = next((text[one.start : one.end] for one in blocks if one.kind == "title"), None)
    return Page(
        article=article,
        blocks=blocks,
        sentences=split(text, blocks),
        published=_published(article),
        title=article.title or heading,
    )


def _published(article: Article) -> DateValue:
    """From the metadata where they hold a date, else from the text."""
    if article.published:
        with suppress(ValueError):
            return parse_published(article.published)
    return find_published(article.text)
