"""Client: one structured question to the model, one answer of the class asked for.

Only this file, `exchange.py`, `faults.py` and `running/batch_service.py` know openai, instructor
and tenacity. Each layer owns one thing, and nothing is tried again twice over:

    instructor   the schema in the request, the parsing, and the re-asks; its `create` is
    tenacity     the tries after a transport failure, with their waits; each try is
    openai       one HTTP request: max_retries=0, no redirects, no variables of the environment

A re-ask that meets a transport failure is itself tried again; the conversation goes on where it
was. Importing this file is cheap; openai is loaded with the first `Client`.
"""

import ipaddress
import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypedDict, TypeVar, cast
from urllib.parse import urlsplit

from pydantic import BaseModel
from tenacity import AsyncRetrying, Retrying

from extractor import faults, telemetry
from extractor.cache import Cache, key_of
from extractor.errors import (
    AuthenticationError,
    OutputError,
    RefusalError,
    SetupError,
    TruncatedOutputError,
)
from extractor.exchange import Clock, Exchange
from extractor.settings import Settings
from extractor.throttle import Throttle
from schemas import Usage

if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletion

T = TypeVar("T", bound=BaseModel)

OPENAI = "https://api.openai.com/v1"
logging.getLogger("instructor").addHandler(logging.NullHandler())  # it logs what it also raises


class Message(TypedDict):
    """One turn of the conversation, as OpenAI's chat completions take it."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What the model answered, and what that cost."""

    draft: T
    """A plain instance of the class asked for: it pickles, and compares by value."""
    usage: Usage


_CLOCK = Clock()


class _Probe(BaseModel):
    answer: Literal["vermilion-4711"]


_PROBE: Sequence[Message] = (
    {"role": "user", "content": "Is snow white? Answer with one word, yes or no."},
)


class Client:
    """Asks one model, as the settings say; for many threads, or many event loops, at once.

    `openai/…` is sent `max_completion_tokens`, the others `max_tokens`: newer OpenAI models refuse
    the older word, many compatible servers do not know the newer. OpenAI's reasoning models refuse
    a temperature as well: give them `Settings(temperature=None)`.

    Args:
        settings: which model, and how it is asked.
        base_url: in place of the one in the settings; the embedded server's address comes so.
        api_key: in place of the one in the settings.
        transport: what carries the requests of `ask`; None opens connections.
        async_transport: the same for `aask`.
        throttle: says when a request may be sent; None sends it at once.
        cache: answers what has been answered before; None asks anew.
        clock: time and chance.

    Raises:
        AuthenticationError: `openai/…` without a key, or a key no header can carry.
        SetupError: the embedded model without an address.
    """

    def __init__(  # noqa: PLR0913 - where to (2), over what (2), when (2), from disk: no type hides here
        self,
        settings: Settings,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        transport: "httpx2.BaseTransport | None" = None,
        async_transport: "httpx2.AsyncBaseTransport | None" = None,
        throttle: Throttle | None = None,
        cache: Cache | None = None,
        clock: Clock = _CLOCK,
    ) -> None:
        address = base_url or settings.base_url
        if settings.provider == "local" and not address:
            raise SetupError("the embedded model has no base_url: start its server first")
        self.settings = settings
        self._clock = clock
        self._throttle, self._cache = throttle, cache
        self._key = _checked_key(api_key or settings.api_key, settings)

        import httpx2
        import openai

        key = self._key or "none"

        def only_our_headers(request: httpx2.Request) -> None:
            kept = ("host", "content-length", "accept-encoding")
            request.headers = httpx2.Headers(
                {name: request.headers[name] for name in kept if name in request.headers}
                | {"accept": "application/json", "content-type": "application/json"}
                | {"authorization": f"Bearer {key}", "user-agent": "communique"}
            )

        async def only_ours_too(request: httpx2.Request) -> None:
            only_our_headers(request)

        self._address = url = address or OPENAI
        connecting: dict[str, Any] = {
            "follow_redirects": False,
            "trust_env": not is_loopback(url),  # a proxy would look for the server on itself
            # Beside an answer's seconds a kept connection saves nothing, and it may have gone
            # stale, or belong to an event loop that has ended.
            "limits": httpx2.Limits(max_keepalive_connections=0),
        }
        common: dict[str, Any] = {"base_url": url, "api_key": key, "max_retries": 0}
        self._openai = openai.OpenAI(
            http_client=httpx2.Client(
                transport=transport, event_hooks={"request": [only_our_headers]}, **connecting
            ),
            **common,
        )
        self._async_openai = openai.AsyncOpenAI(
            http_client=httpx2.AsyncClient(
                transport=async_transport, event_hooks={"request": [only_ours_too]}, **connecting
            ),
            **common,
        )

    def ask(
        self,
        messages: Sequence[Message],
        response_model: type[T],
        *,
        max_tokens: int | None = None,
        max_reasks: int | None = None,
    ) -> Answer[T]:
        """Return the model's answer to the messages, as an instance of `response_model`.

        Args:
            messages: the conversation; its words go out as they are.
            response_model: its JSON schema goes with the request, docstrings and all.
            max_tokens: limit of the answer; None takes the settings'.
            max_reasks: extra tries after an answer that does not fit; None takes the settings'.

        Raises:
            CommuniqueError: one of the tree in `errors.py`, with the usage so far.
        """
        import instructor

        exchange = Exchange(self.settings, self._clock, self._key, self._throttle)

        def create(**request: Any) -> object:
            def once() -> object:
                for wait_s in exchange.waits(_tokens_of(request)):
                    self._clock.sleep(wait_s)
                with exchange.request(self._watch(request)) as timeout:
                    completion = self._openai.chat.completions.create(**request, timeout=timeout)
                    return self._received(exchange, request, completion)

            if (known := self._known(request)) is not None:
                return exchange.recall(known)
            return Retrying(sleep=self._clock.sleep, **exchange.next_turn())(once)

        with exchange.settled():
            instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)(
                **self._request(messages, response_model, max_tokens, max_reasks)
            )
        return _answer(exchange, response_model)

    async def aask(
        self,
        messages: Sequence[Message],
        response_model: type[T],
        *,
        max_tokens: int | None = None,
        max_reasks: int | None = None,
    ) -> Answer[T]:
        """Return what `ask` returns, and raise what it raises, without blocking the event loop."""
        import instructor

        exchange = Exchange(self.settings, self._clock, self._key, self._throttle)

        async def create(**request: Any) -> object:
            async def once() -> object:
                for wait_s in exchange.waits(_tokens_of(request)):
                    await self._clock.asleep(wait_s)
                with exchange.request(self._watch(request)) as timeout:
                    completion = await self._async_openai.chat.completions.create(
                        **request, timeout=timeout
                    )
                    return self._received(exchange, request, completion)

            if (known := self._known(request)) is not None:
                return exchange.recall(known)
            return await AsyncRetrying(sleep=self._clock.asleep, **exchange.next_turn())(once)

        with exchange.settled():
            # Typed as if it were synchronous, patch returns a coroutine function for one.
            patched = cast("Any", instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA))
            await patched(**self._request(messages, response_model, max_tokens, max_reasks))
        return _answer(exchange, response_model)

    def request_of(
        self,
        messages: Sequence[Message],
        response_model: type[BaseModel],
        *,
        max_tokens: int | None = None,
    ) -> tuple[str, dict[str, Any]]:
        """The first request that `ask` would send, and its key in a cache; nothing is sent.

        Returns:
            The key, and the body as OpenAI's chat completions take it.
        """
        import instructor
        from instructor.core import InstructorRetryException

        caught: dict[str, Any] = {}

        def create(**request: Any) -> object:
            caught.update(request)
            raise RefusalError("nothing is sent")

        with suppress(InstructorRetryException):
            instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)(
                **self._request(messages, response_model, max_tokens, 0)
            )
        return key_of(self._address, caught), caught

    def probe_schema(self) -> bool:
        """True when the server holds the model to the schema; False when it only says so.

        Asks for a plain word under a schema that allows one odd answer alone.

        Raises:
            CommuniqueError: the server does not answer, or takes no schema at all.
        """
        try:
            self.ask(_PROBE, _Probe, max_tokens=64, max_reasks=0)
        except (OutputError, TruncatedOutputError):
            return False
        return True

    def close(self) -> None:
        """Close what `ask` uses."""
        self._openai.close()

    async def aclose(self) -> None:
        """Close what `ask` and `aask` use."""
        self.close()
        await self._async_openai.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def _known(self, request: Mapping[str, Any]) -> "ChatCompletion | None":
        """The answer that the cache has to a request."""
        from openai.types.chat import ChatCompletion

        if self._cache is None:
            return None
        answer = self._cache.get(key_of(self._address, request))
        return None if answer is None else ChatCompletion.model_validate_json(answer)

    def _watch(self, request: Mapping[str, Any]) -> AbstractContextManager[telemetry.Told]:
        """What the telemetry is told of a request."""
        return telemetry.chat(self.settings.provider, self._address, request, self._key)

    def _received(
        self, exchange: Exchange, request: Mapping[str, Any], completion: object
    ) -> object:
        """Return what `Exchange.receive` makes of an answer, and keep the answer as it came."""
        if self._cache is None or not isinstance(completion, BaseModel):
            return exchange.receive(completion)
        answer = completion.model_dump_json(warnings=False)  # servers count tokens in odd ways
        received = exchange.receive(completion)
        self._cache.put(key_of(self._address, request), faults.without(self._key, answer))
        return received

    def _request(
        self,
        messages: Sequence[Message],
        response_model: type[BaseModel],
        max_tokens: int | None,
        max_reasks: int | None,
    ) -> dict[str, Any]:
        """Arguments for instructor's `create`; those that are None stay at home.

        `strict=None` leaves it to the response model how strictly it reads its fields. There must
        be no `context`: with one, instructor renders the article as a Jinja template.
        """
        limit = "max_completion_tokens" if self.settings.provider == "openai" else "max_tokens"
        options = {
            "temperature": self.settings.temperature,
            "seed": self.settings.seed,
            limit: self.settings.max_output_tokens if max_tokens is None else max_tokens,
        }
        return {
            "model": self.settings.model_name,
            "messages": [
                {"role": one["role"], "content": faults.encodable(one["content"])}
                for one in messages
            ],
            "response_model": _prepared(response_model),
            "max_retries": self.settings.max_reasks if max_reasks is None else max_reasks,
            "strict": None,
            **{name: value for name, value in options.items() if value is not None},
        }


@lru_cache(maxsize=4)
def _prepared(response_model: type[BaseModel]) -> type[BaseModel]:
    """The class as instructor makes it ready for use; it would do so for each request."""
    from instructor import openai_schema

    return openai_schema(response_model)


def _answer(exchange: Exchange, response_model: type[T]) -> Answer[T]:
    """Return the answer that instructor accepted, read again by the class itself.

    What instructor returns is of a subclass made for the call: it neither pickles nor compares.
    """
    return Answer(response_model.model_validate_json(exchange.content), exchange.usage())


def _tokens_of(request: Mapping[str, Any]) -> int:
    """About what a request will take: four letters a token, and half as much for the answer."""
    return sum(len(one["content"]) for one in request["messages"]) * 3 // 8


def _checked_key(given: str | None, settings: Settings) -> str:
    """Return the key without white space around it; empty where there is none and need be none."""
    key = (given or "").strip()
    if not key and settings.provider == "openai":
        raise AuthenticationError(
            f"model {settings.model!r} needs an API key: set OPENAI_API_KEY or api_key, "
            "or choose model 'local', which needs none"
        )
    if not (key.isascii() and key.isprintable()):
        raise AuthenticationError("the API key holds a character that no HTTP header can carry")
    return key


def is_loopback(url: str) -> bool:
    """Whether an address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
