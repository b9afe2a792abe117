"""Extract: an article in, its record out; reading, asking and resolving put together."""

import asyncio
import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Self, Unpack

from extractor import local, logs, telemetry
from extractor.asking import Answered, Question, advance, conversation
from extractor.cache import Cache
from extractor.client import Client
from extractor.corpus import Failure, Source, in_parallel
from extractor.errors import CommuniqueError, InputError, LocalModelError
from extractor.prompts import profile_for
from extractor.reading.article import Article, Metadata
from extractor.reading.page import Page, read
from extractor.reading.published import parse_published
from extractor.resolve.case import Case
from extractor.resolve.records import resolve
from extractor.settings import Settings
from extractor.throttle import Throttle
from schemas import ArticleInfo, Extraction, Provenance

if TYPE_CHECKING:
    import httpx2

_log = logging.getLogger(__name__)
_VERSION = version("communique")
_NO_SCHEMA = (
    "the endpoint does not hold its model to a JSON schema: answers may not fit and be asked again"
)


@dataclass(frozen=True)
class Transport:
    """What stands between an extractor and its model."""

    sync: "httpx2.BaseTransport | None" = None
    """Carries the requests in place of connections of our own."""
    asynchronous: "httpx2.AsyncBaseTransport | None" = None
    """The same for `aextract`."""
    throttle: Throttle | None = None
    """Says when a request may be sent."""
    cache: Cache | None = None
    """Answers what has been answered before."""


class Extractor:
    """Reads articles with one model; safe to share between threads and event loops.

    The embedded model starts with the first article and is shared by the whole process.

    Args:
        model: `local`, `openai/<model>` or `endpoint/<model>`; None leaves it to the environment.
        settings: all settings at once, in place of `model`, `options` and the environment.
        transport: what stands between it and the model; None: connections, opened for each.
        say: told, in a few words, when something takes a while.
        options: any field of `Settings`.

    Raises:
        SetupError: the settings contradict each other, or the key is missing.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        settings: Settings | None = None,
        transport: Transport | None = None,
        say: Callable[[str], None] = lambda _: None,
        **options: Any,
    ) -> None:
        if settings is not None and (model is not None or options):
            raise TypeError("give settings, or model and options, not both")
        self.settings = settings or Settings.from_env(model=model, **options)
        self.profile = profile_for(self.settings)
        self._transport = transport or Transport()
        self._say = say
        self._lock = threading.Lock()
        self._embeds = self.settings.provider == "local" and self.settings.base_url is None
        self._opened = None if self._embeds else self._connect(None, None)
        self._to_probe = self.settings.provider == "endpoint" and self.settings.probe

    def extract(self, article: str | Article, **about: Unpack[Metadata]) -> Extraction:
        """The record of one article.

        Args:
            article: its text, or an `Article` with its metadata.
            about: `id`, `title`, `url`, `published` (ISO 8601 or EDTF) and `language`, where the
                article is given as text.

        Raises:
            CommuniqueError: one of the tree in `extractor.errors`.
        """
        with telemetry.article() as reading:
            page = page_of(article, about)
            reading.of(page.article.id)
            with logs.about(page.article.id):
                return reading.came_to(self._extract(page))

    def _extract(self, page: Page) -> Extraction:
        talk = conversation(page, self.profile, self.settings)
        step = advance(talk)
        while isinstance(step, Question):
            try:
                outcome = self._client.ask(step.messages, step.form, max_tokens=step.max_tokens)
            except CommuniqueError as error:
                step = advance(talk, error)
            else:
                step = advance(talk, outcome)
        return self._record(page, step)

    async def aextract(self, article: str | Article, **about: Unpack[Metadata]) -> Extraction:
        """What `extract` returns, and raises, without blocking the event loop."""
        with telemetry.article() as reading:
            page = await asyncio.to_thread(page_of, article, about)
            reading.of(page.article.id)
            with logs.about(page.article.id):
                return reading.came_to(await self._aextract(page))

    async def _aextract(self, page: Page) -> Extraction:
        client = await asyncio.to_thread(lambda: self._client)
        talk = conversation(page, self.profile, self.settings)
        step = advance(talk)
        while isinstance(step, Question):
            try:
                outcome = await client.aask(step.messages, step.form, max_tokens=step.max_tokens)
            except CommuniqueError as error:
                step = advance(talk, error)
            else:
                step = advance(talk, outcome)
        return await asyncio.to_thread(self._record, page, step)

    def extract_many(self, articles: Iterable[Source]) -> Iterator[Extraction | Failure]:
        """Records as their articles finish, and a `Failure` for each that has none.

        At most `settings.concurrency` articles are taken from `articles` ahead of what has been
        yielded, so that its length does not matter. The embedded model takes one at a time.

        Raises:
            SetupError: every article would meet it.
        """
        workers = 1 if self.settings.provider == "local" else self.settings.concurrency
        return in_parallel(telemetry.carried(self.extract), articles, workers)

    def close(self) -> None:
        """Close the connections; the embedded server stays, for others in the process."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _client(self) -> Client:
        with self._lock:
            if self._opened is None:
                server = local.start(self._say, self.settings.threads)
                client = self._connect(server.base_url, server.api_key)
                if not client.probe_schema():
                    client.close()
                    raise LocalModelError("the embedded server does not hold to a schema")
                self._opened = client
            if self._to_probe and not self._opened.probe_schema():
                _log.warning("%s: %s", self.settings.base_url, _NO_SCHEMA)
            self._to_probe = False
            return self._opened

    def _connect(self, base_url: str | None, api_key: str | None) -> Client:
        return Client(
            self.settings,
            base_url=base_url,
            api_key=api_key,
            transport=self._transport.sync,
            async_transport=self._transport.asynchronous,
            throttle=self._transport.throttle,
            cache=self._transport.cache,
        )

    def _record(self, page: Page, answered: Answered) -> Extraction:
        case = Case(
            page=page,
            draft=answered.draft,
            fills_gaps=self.profile.fills_gaps,
            on_ungrounded=self.settings.on_ungrounded,
            dropped=list(answered.dropped),
            cast=answered.cast,
        )
        actors, meetings, statements = resolve(case)
        article = page.article
        return Extraction(
            article=ArticleInfo(
                id=article.id,
                sha256=article.sha256,
                title=page.title,
                url=article.url,
                published=page.published,
                language=article.language,
            ),
            actors=actors,
            meetings=meetings,
            statements=statements,
            dropped=tuple(case.dropped),
            provenance=Provenance(
                model=self.settings.model,
                endpoint=self.settings.provider,
                strategy="windows" if answered.windows > 1 else "whole",
                prompt_hash=self.profile.prompt_hash,
                library_version=_VERSION,
                time=datetime.now(UTC),
            ),
            usage=answered.usage,
        ).with_text(article.text)


def page_of(article: object, about: Metadata) -> Page:
    """What reading makes of an article; InputError where it cannot be one."""
    if isinstance(article, Article):
        if about:
            raise TypeError("an Article brings its own metadata")
    elif isinstance(article, str):
        article = Article(text=article, **(Metadata(id="article") | about))
    else:
        raise InputError(
            f"an article is its text or an `Article`, not {type(article).__name__}: "
            "`load(path)` reads files"
        )
    if article.published is not None:
        _check_published(article)
    for name, value in vars(article).items():
        if value is not None and (stray := re.search("[\ud800-\udfff]", value)):
            raise InputError(
                f"article {article.id!r}: character {stray.start()} of its {name} is half a "
                "surrogate pair, which no text can hold: decode it anew"
            )
    return read(article)


def _check_published(article: Article) -> None:
    try:
        parse_published(article.published or "")
    except (AttributeError, TypeError, ValueError) as error:
        raise InputError(
            f"article {article.id}: published {article.published!r} is no date like '2024-03-05'"
        ) from error
