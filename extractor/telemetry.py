"""Telemetry: OpenTelemetry's spans and metrics, where `opentelemetry-api` is installed.

    extract article   each article, from its text to its record; within it
    chat {model}      each HTTP request, so that tries and re-asks show

Names and values are those of the GenAI semantic conventions 1.41.0, the last that were published:
https://github.com/open-telemetry/semantic-conventions/blob/v1.41.0/docs/gen-ai/README.md. What they
have no word for begins with `communique.`. `error.type` is the name of the exception's class, and
never its message: a message may quote the article, the answer or the key, and none of them ever
stands in a span. No header is added to a request.

Where it all goes is for the program to set up, or for `opentelemetry-instrument`. Without the
package nothing is imported, and nothing happens.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from extractor.settings import Provider
from schemas import Extraction

if TYPE_CHECKING:
    # import-not-found is there to be ignored only where the package is not installed.
    from opentelemetry.metrics import (  # type: ignore[import-not-found, unused-ignore]
        Counter,
        Histogram,
    )
    from opentelemetry.trace import (  # type: ignore[import-not-found, unused-ignore]
        Span,
        Tracer,
    )

P = ParamSpec("P")
T = TypeVar("T")

Attributes = dict[str, str | int | float | list[str]]
Told = Callable[[object], None]
"""To be told the completion, as it came."""

_SCHEMA = "https://opentelemetry.io/schemas/1.41.0"
_SECONDS = [0.01 * 2**n for n in range(14)]
"""0.01 to 81.92, the buckets that the conventions advise for a duration."""
_TOKENS = [4**n for n in range(14)]
"""1 to 67,108,864, the same for tokens."""

_KNOWN_HOSTS = {
    "anthropic.com": "anthropic",
    "cohere.ai": "cohere",
    "cohere.com": "cohere",
    "deepseek.com": "deepseek",
    "generativelanguage.googleapis.com": "gcp.gemini",
    "groq.com": "groq",
    "mistral.ai": "mistral_ai",
    "openai.azure.com": "azure.ai.openai",
    "openai.com": "openai",
    "perplexity.ai": "perplexity",
    "x.ai": "x_ai",
}
"""The providers that the conventions name, by the end of their hosts' names."""

_PLAIN_WORD = re.compile(r"[\w.:/@+-]{1,128}", re.ASCII)
"""What a server may call its model, an answer or the reason of its end."""


@dataclass(frozen=True)
class _Tools:
    tracer: "Tracer"
    durations: "Histogram"
    tokens: "Histogram"
    articles: "Counter"

    @contextmanager
    def span(self, name: str, *, client: bool, attributes: Attributes) -> "Iterator[Span]":
        """A span around what is within, without the words of what is raised there."""
        from opentelemetry.trace import SpanKind

        with self.tracer.start_as_current_span(
            name,
            kind=SpanKind.CLIENT if client else SpanKind.INTERNAL,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            yield span


@cache
def _tools() -> _Tools | None:
    """None without the package, or with one too old (before 1.30) to be advised on buckets."""
    try:
        from opentelemetry import (  # type: ignore[import-not-found, unused-ignore]
            metrics,
            trace,
        )

        meter = metrics.get_meter("communique", schema_url=_SCHEMA)
        return _Tools(
            trace.get_tracer("communique", schema_url=_SCHEMA),
            meter.create_histogram(
                "gen_ai.client.operation.duration",
                unit="s",
                description="GenAI operation duration.",
                explicit_bucket_boundaries_advisory=_SECONDS,
            ),
            meter.create_histogram(
                "gen_ai.client.token.usage",
                unit="{token}",
                description="Number of input and output tokens used.",
                explicit_bucket_boundaries_advisory=_TOKENS,
            ),
            meter.create_counter(
                "communique.articles", unit="{article}", description="Articles, by what came of it."
            ),
        )
    except (ImportError, TypeError):
        return None


@contextmanager
def chat(
    provider: Provider, address: str, request: Mapping[str, Any], key: str = ""
) -> Iterator[Told]:
    """Watch one HTTP request; whoever gets the answer tells it to what is yielded.

    Args:
        provider: as the settings say.
        address: the server's base URL; of it, host and port are named.
        request: the body as OpenAI's chat completions take it; its messages are left alone.
        key: in no attribute, whatever the server answers.
    """
    tools = _tools()
    if tools is None:
        yield lambda _: None
        return
    asked: Attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": _provider_name(provider, address),
        "gen_ai.request.model": request["model"],
    }
    server = _server(address)
    answer: Attributes = {}
    with tools.span(
        f"chat {request['model']}", client=True, attributes=asked | server | _options(request)
    ) as span:

        def told(completion: object) -> None:
            answer.update(_answer(completion, key))
            span.set_attributes(answer)

        # The embedded server has another port in each process: a series of its own every time.
        measured = asked | ({} if provider == "local" else server)
        failed: Attributes = {}
        started = perf_counter()
        try:
            yield told
        except BaseException as error:
            failed = _failed(span, error)
            raise
        finally:
            seconds = perf_counter() - started
            if "gen_ai.response.model" in answer:
                measured |= {"gen_ai.response.model": answer["gen_ai.response.model"]}
            tools.durations.record(seconds, measured | failed)
            for kind in ("input", "output"):
                if isinstance(count := answer.get(f"gen_ai.usage.{kind}_tokens"), int):
                    tools.tokens.record(count, measured | {"gen_ai.token.type": kind})


@dataclass
class Reading:
    """An article under way; its span is None without the package."""

    span: "Span | None"
    outcome: str = "empty"
    """`done` with a meeting or a statement, `empty` without any: the ledger's words."""

    def of(self, article: str) -> None:
        """It is the article with this id."""
        if self.span is not None:
            self.span.set_attribute("communique.article.id", article)

    def came_to(self, record: Extraction) -> Extraction:
        """Return the record, having counted what is in it."""
        self.outcome = "done" if record.meetings or record.statements else "empty"
        if self.span is not None:
            self.span.set_attributes(
                {
                    "communique.outcome": self.outcome,
                    "communique.meetings": len(record.meetings),
                    "communique.statements": len(record.statements),
                    "communique.dropped": len(record.dropped),
                    "communique.reasks": record.usage.reasks,
                    "communique.cached": record.usage.cached,
                }
            )
        return record


@contextmanager
def article() -> Iterator[Reading]:
    """Watch one article; the requests made within belong to it."""
    tools = _tools()
    if tools is None:
        yield Reading(None)
        return
    with tools.span("extract article", client=False, attributes={}) as span:
        reading = Reading(span)
        ended: Attributes = {}
        try:
            yield reading
        except BaseException as error:
            reading.outcome = "failed"
            ended = _failed(span, error)
            span.set_attribute("communique.outcome", reading.outcome)
            raise
        finally:
            tools.articles.add(1, ended | {"communique.outcome": reading.outcome})


def carried(function: Callable[P, T]) -> Callable[P, T]:
    """The function, whose calls belong to the span that is open now, whatever thread makes them."""
    if _tools() is None:
        return function
    from opentelemetry import context

    here = context.get_current()

    def within(*args: P.args, **named: P.kwargs) -> T:
        token = context.attach(here)
        try:
            return function(*args, **named)
        finally:
            context.detach(token)

    return within


def _failed(span: "Span", error: BaseException) -> Attributes:
    """What is counted of an error; the span has failed with it."""
    from opentelemetry.trace import StatusCode

    kind: Attributes = {"error.type": type(error).__name__}
    span.set_attributes(kind)
    span.set_status(StatusCode.ERROR)
    return kind


def _provider_name(provider: Provider, address: str) -> str:
    """One of the conventions' names where one fits; else `llama.cpp` or `openai_compatible`."""
    if provider != "endpoint":
        return {"openai": "openai", "local": "llama.cpp"}[provider]
    host = f".{urlsplit(address).hostname}"
    known = (name for end, name in _KNOWN_HOSTS.items() if host.endswith(f".{end}"))
    return next(known, "openai_compatible")


def _server(address: str) -> Attributes:
    parts = urlsplit(address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return {"server.address": parts.hostname or "", "server.port": port}


def _options(request: Mapping[str, Any]) -> Attributes:
    temperature = request.get("temperature")
    values = {
        "gen_ai.request.temperature": None if temperature is None else float(temperature),
        "gen_ai.request.seed": request.get("seed"),
        "gen_ai.request.max_tokens": request.get(
            "max_tokens", request.get("max_completion_tokens")
        ),
        "gen_ai.output.type": "json",
    }
    return {name: value for name, value in values.items() if value is not None}


def _answer(completion: object, key: str) -> Attributes:
    """What a completion says of itself; a server may say anything, and leave out what it likes."""
    choices = getattr(completion, "choices", None)
    reasons = [
        _word(getattr(one, "finish_reason", None), key)
        for one in (choices if isinstance(choices, list) else [])
    ]
    usage = getattr(completion, "usage", None)
    values = {
        "gen_ai.response.id": _word(getattr(completion, "id", None), key),
        "gen_ai.response.model": _word(getattr(completion, "model", None), key),
        "gen_ai.response.finish_reasons": [one for one in reasons if one is not None] or None,
        "gen_ai.usage.input_tokens": _count(getattr(usage, "prompt_tokens", None)),
        "gen_ai.usage.output_tokens": _count(getattr(usage, "completion_tokens", None)),
    }
    return {name: value for name, value in values.items() if value is not None}


def _word(value: object, key: str) -> str | None:
    if not isinstance(value, str) or not _PLAIN_WORD.fullmatch(value):
        return None
    return None if key and key in value else value


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None
