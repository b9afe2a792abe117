"""Telemetry: what OpenTelemetry is told of articles and requests, and what it never is."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from wire import DRAFT, GOOD, KEY, WRONG, Reply, Script, fails, open_desk, says

from extractor import Extractor, Failure, InputError, Transport, telemetry
from extractor.cache import Cache
from extractor.errors import CommuniqueError, ServerError
from extractor.settings import Provider

ARTICLE = "HARWICK, May 7, 2024 — Sigrid Aas met Ole Friis in Harwick on Monday."
EMPTY = json.dumps({"actors": [], "meetings": [], "statements": []})
MEETING = json.dumps(
    {
        "actors": [
            {"name": "Sigrid Aas", "kind": "person"},
            {"name": "Ole Friis", "kind": "person"},
        ],
        "meetings": [
            {
                "participants": [{"actor": "Sigrid Aas"}, {"actor": "Ole Friis"}],
                "sentences": [1],
                "status": "held",
                "place": "Utopia",
            }
        ],
        "statements": [],
    }
)


@dataclass
class Seen:
    """What was exported since the test began."""

    exporter: Any
    reader: Any

    def spans(self, name: str = "") -> list[Any]:
        """In the order in which they ended."""
        return [one for one in self.exporter.get_finished_spans() if one.name.startswith(name)]

    def points(self) -> dict[str, list[Any]]:
        """The points of each instrument; asked for once, they are gone."""
        data = self.reader.get_metrics_data()
        resources = data.resource_metrics if data else []
        found = [one for each in resources for scope in each.scope_metrics for one in scope.metrics]
        return {one.name: list(one.data.data_points) for one in found}


@pytest.fixture(scope="module")
def exported() -> Iterator[Seen]:
    # OpenTelemetry takes one provider a process; once shut down, other modules' spans go nowhere.
    pytest.importorskip("opentelemetry.sdk", reason="needs opentelemetry-sdk")
    from opentelemetry import metrics, trace
    from opentelemetry.sdk.metrics import Counter, Histogram, MeterProvider
    from opentelemetry.sdk.metrics.export import AggregationTemporality, InMemoryMetricReader
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, delta = InMemorySpanExporter(), AggregationTemporality.DELTA
    reader = InMemoryMetricReader(preferred_temporality={Counter: delta, Histogram: delta})
    tracers, meters = TracerProvider(), MeterProvider([reader])
    tracers.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(tracers)
    metrics.set_meter_provider(meters)
    yield Seen(exporter, reader)
    tracers.shutdown()
    meters.shutdown()


@pytest.fixture
def seen(exported: Seen) -> Seen:
    exported.exporter.clear()
    exported.points()
    return exported


def attributes(span: Any) -> dict[str, Any]:
    return dict(span.attributes or {})


def extractor_on(
    handler: Callable[[httpx2.Request], httpx2.Response], **settings: Any
) -> Extractor:
    transport = httpx2.MockTransport(handler)
    options = {
        "model": "endpoint/m",
        "base_url": "http://wire.test/v1",
        "max_retries": 0,
        "max_reasks": 0,
        "probe": False,
        **settings,
    }
    return Extractor(transport=Transport(transport, transport), **options)


def test_a_request_is_a_client_span_with_the_words_of_the_conventions(seen: Seen) -> None:
    open_desk("ask", says(GOOD), temperature=0, seed=7).ask(max_tokens=64)

    (span,) = seen.spans()
    assert (span.name, span.kind.name) == ("chat m", "CLIENT")
    assert span.status.status_code.name == "UNSET"
    assert span.instrumentation_scope.schema_url == "https://opentelemetry.io/schemas/1.41.0"
    assert attributes(span) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai_compatible",
        "gen_ai.request.model": "m",
        "gen_ai.request.temperature": 0.0,
        "gen_ai.request.seed": 7,
        "gen_ai.request.max_tokens": 64,
        "gen_ai.output.type": "json",
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.response.model": "m",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 10,
        "server.address": "wire.test",
        "server.port": 80,
    }


def test_every_genai_name_stands_in_the_conventions_own_list(seen: Seen) -> None:
    listed = pytest.importorskip("opentelemetry.semconv._incubating.attributes.gen_ai_attributes")
    open_desk("ask", says(GOOD)).ask()

    sent = [set(attributes(one)) for one in seen.spans()]
    sent += [set(one.attributes) for points in seen.points().values() for one in points]
    names = {name for one in sent for name in one if name.startswith("gen_ai.")}
    assert names
    assert names <= {value for value in vars(listed).values() if isinstance(value, str)}


@pytest.mark.parametrize(
    ("provider", "address", "name"),
    [
        ("openai", "https://api.openai.com/v1", "openai"),
        ("openai", "http://127.0.0.1:9/v1", "openai"),
        ("endpoint", "https://api.openai.com/v1", "openai"),
        ("endpoint", "https://api.groq.com/openai/v1", "groq"),
        ("endpoint", "https://ours.openai.azure.com/openai/v1", "azure.ai.openai"),
        ("endpoint", "https://api.x.ai/v1", "x_ai"),
        ("endpoint", "https://api.max.ai/v1", "openai_compatible"),
        ("endpoint", "http://127.0.0.1:8000/v1", "openai_compatible"),
        ("local", "http://127.0.0.1:9/v1", "llama.cpp"),
    ],
)
def test_a_provider_is_named_as_the_conventions_do_where_its_host_tells(
    seen: Seen, provider: Provider, address: str, name: str
) -> None:
    with telemetry.chat(provider, address, {"model": "m"}):
        pass

    (span,) = seen.spans()
    assert attributes(span)["gen_ai.provider.name"] == name


def test_what_is_not_asked_and_not_answered_has_no_attribute(seen: Seen) -> None:
    desk = open_desk("ask", says(GOOD, tokens=None), temperature=None, seed=None)
    desk.ask()

    (span,) = seen.spans()
    missing = ("request.temperature", "request.seed", "request.max_tokens", "usage.input_tokens")
    assert not {f"gen_ai.{name}" for name in missing} & set(attributes(span))
    assert "gen_ai.client.token.usage" not in seen.points()


@pytest.mark.parametrize("way", ["ask", "aask"])
def test_each_try_and_each_reask_is_a_span(seen: Seen, way: Any) -> None:
    desk = open_desk(way, fails(429), says(WRONG), fails(500), says(GOOD))

    assert desk.ask().draft == DRAFT

    assert [attributes(one).get("error.type") for one in seen.spans("chat m")] == [
        "RateLimitError",
        None,
        "ServerError",
        None,
    ]
    failed = seen.spans()[0]
    assert failed.status.status_code.name == "ERROR"
    assert failed.status.description is None


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (fails(401), "AuthenticationError"),
        (httpx2.ConnectError("no route"), "ConnectionFailedError"),
        (httpx2.ReadTimeout("slow"), "RequestTimeoutError"),
        (httpx2.Response(200, text="<html>"), "ServerError"),
        (says(None, refusal="no"), "RefusalError"),
        (says("", finish="content_filter"), "ContentFilterError"),
    ],
)
def test_an_error_is_named_by_our_class(seen: Seen, reply: Reply, error: str) -> None:
    with pytest.raises(CommuniqueError):
        open_desk("ask", reply, max_retries=0).ask()

    (span,) = seen.spans()
    assert attributes(span)["error.type"] == error
    (duration,) = seen.points()["gen_ai.client.operation.duration"]
    assert duration.attributes["error.type"] == error


def test_an_answer_that_is_refused_still_tells_why_it_ended_and_what_it_cost(seen: Seen) -> None:
    with pytest.raises(CommuniqueError):
        open_desk("ask", says('{"count"', finish="length")).ask()

    (span,) = seen.spans()
    assert attributes(span)["error.type"] == "TruncatedOutputError"
    assert attributes(span)["gen_ai.response.finish_reasons"] == ("length",)
    assert attributes(span)["gen_ai.usage.output_tokens"] == 10


def test_a_request_that_is_not_sent_for_want_of_time_is_no_span(seen: Seen) -> None:
    def slow(_: httpx2.Request) -> httpx2.Response:
        desk.time.now_s += 10
        return says(WRONG)

    desk = open_desk("ask", slow, time_limit_s=5.0)
    with pytest.raises(CommuniqueError):
        desk.ask()

    assert len(seen.spans()) == len(desk.script.requests) == 1


def test_durations_and_tokens_are_histograms_with_the_advised_buckets(seen: Seen) -> None:
    open_desk("ask", says(GOOD)).ask()

    points = seen.points()
    (duration,) = points["gen_ai.client.operation.duration"]
    common = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai_compatible",
        "gen_ai.request.model": "m",
        "gen_ai.response.model": "m",
        "server.address": "wire.test",
        "server.port": 80,
    }
    assert duration.attributes == common
    assert duration.count == 1
    assert duration.explicit_bounds == (
        *(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64),
        *(1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92),
    )
    usage = points["gen_ai.client.token.usage"]
    tokens = {one.attributes["gen_ai.token.type"]: one for one in usage}
    assert {kind: one.sum for kind, one in tokens.items()} == {"input": 100, "output": 10}
    assert tokens["input"].attributes == common | {"gen_ai.token.type": "input"}
    assert tokens["input"].explicit_bounds == (
        *(1, 4, 16, 64, 256, 1024, 4096, 16384),
        *(65536, 262144, 1048576, 4194304, 16777216, 67108864),
    )


def test_the_embedded_models_port_makes_no_new_series(seen: Seen) -> None:
    open_desk("ask", says(GOOD), model="local").ask()

    (span,) = seen.spans()
    assert attributes(span)["server.port"] == 80
    (duration,) = seen.points()["gen_ai.client.operation.duration"]
    assert "server.port" not in duration.attributes


def test_an_article_is_the_parent_of_its_requests_and_counts_what_came_of_it(seen: Seen) -> None:
    extractor = extractor_on(Script([says(WRONG), says(MEETING)]), max_reasks=1)

    record = extractor.extract(ARTICLE, id="ferry")

    chats, (article,) = seen.spans("chat"), seen.spans("extract")
    assert (article.name, article.kind.name) == ("extract article", "INTERNAL")
    assert attributes(article) == {
        "communique.article.id": "ferry",
        "communique.outcome": "done",
        "communique.meetings": 1,
        "communique.statements": 0,
        "communique.dropped": len(record.dropped),
        "communique.reasks": 1,
        "communique.cached": 0,
    }
    assert record.dropped
    assert len(chats) == 2
    assert {one.parent.span_id for one in chats if one.parent} == {article.context.span_id}


def test_an_answer_from_disk_is_counted_and_is_no_request(seen: Seen, tmp_path: Path) -> None:
    transport = httpx2.MockTransport(Script([says(EMPTY)]))
    extractor = Extractor(
        "endpoint/m",
        base_url="http://wire.test/v1",
        probe=False,
        transport=Transport(transport, cache=Cache(tmp_path / "answers")),
    )
    for _ in range(2):
        extractor.extract(ARTICLE)

    assert len(seen.spans("chat")) == 1
    counts = [attributes(one)["communique.cached"] for one in seen.spans("extract")]
    assert counts == [0, 1]


def test_articles_are_counted_by_outcome(seen: Seen) -> None:
    extractor = extractor_on(Script([says(MEETING), says(EMPTY), fails(500), fails(500)]))
    for _ in range(2):
        extractor.extract(ARTICLE)
    for _ in range(2):
        with pytest.raises(ServerError):
            extractor.extract(ARTICLE)
    with pytest.raises(InputError):
        extractor.extract(ARTICLE, published="yesterday")

    counted = [(one.value, dict(one.attributes)) for one in seen.points()["communique.articles"]]
    expected = [
        (1, {"communique.outcome": "done"}),
        (1, {"communique.outcome": "empty"}),
        (2, {"communique.outcome": "failed", "error.type": "ServerError"}),
        (1, {"communique.outcome": "failed", "error.type": "InputError"}),
    ]
    assert sorted(counted, key=str) == sorted(expected, key=str)
    failed = [one for one in seen.spans("extract") if "error.type" in attributes(one)]
    assert {one.status.status_code.name for one in failed} == {"ERROR"}
    assert {attributes(one)["communique.outcome"] for one in failed} == {"failed"}


def _whose(spans: list[Any]) -> dict[int, str]:
    return {
        one.context.span_id: attributes(one)["communique.article.id"]
        for one in spans
        if one.name == "extract article"
    }


def _echo(request: httpx2.Request) -> httpx2.Response:
    """Answers with the article's number as the model's name, so that a span tells what it is of."""
    number = request.content.decode().partition("Article number ")[2].partition(".")[0]
    reply = json.loads(says(EMPTY).content) | {"model": f"article-{number}"}
    return httpx2.Response(200, json=reply)


def _texts() -> list[str]:
    return [f"Article number {number}. Nothing happened." for number in range(1, 9)]


def test_in_threads_each_request_belongs_to_its_article_and_each_article_to_the_caller(
    seen: Seen,
) -> None:
    from opentelemetry import trace

    extractor = extractor_on(_echo, concurrency=4)
    with trace.get_tracer("tests").start_as_current_span("corpus") as corpus:
        records = list(extractor.extract_many(_texts()))

    assert not [one for one in records if isinstance(one, Failure)]
    _each_request_belongs_to_its_article(seen)
    parents = {one.parent.span_id for one in seen.spans("extract") if one.parent}
    assert parents == {corpus.get_span_context().span_id}


def test_in_an_event_loop_each_request_belongs_to_its_article(seen: Seen) -> None:
    extractor = extractor_on(_echo)

    async def all_at_once() -> None:
        await asyncio.gather(
            *(
                extractor.aextract(text, id=f"article-{number}")
                for number, text in enumerate(_texts(), 1)
            )
        )

    asyncio.run(all_at_once())

    _each_request_belongs_to_its_article(seen)


def _each_request_belongs_to_its_article(seen: Seen) -> None:
    articles, chats = _whose(seen.spans()), seen.spans("chat")
    assert len(articles) == len(chats) == 8
    for one in chats:
        assert one.parent is not None
        assert articles[one.parent.span_id] == attributes(one)["gen_ai.response.model"]


def test_an_article_that_is_called_off_has_failed(seen: Seen) -> None:
    async def called_off() -> None:
        task = asyncio.ensure_future(extractor_on(_echo).aextract(ARTICLE, id="ferry"))
        await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(called_off())

    (span,) = seen.spans("extract")
    assert attributes(span)["error.type"] == "CancelledError"


@pytest.mark.parametrize(
    "reply",
    [
        says(GOOD),
        says(WRONG),
        says(f'{{"count": "{KEY} Geneva'),
        says(None, refusal=f"I do not speak of Geneva, {KEY}"),
        says(f'{{"count": "{KEY} Geneva', finish="length"),
        says(GOOD, finish=f"Geneva {KEY}"),
        httpx2.Response(200, json=json.loads(says(GOOD).content) | {"id": KEY, "model": KEY}),
        httpx2.Response(
            200, json=json.loads(says(GOOD).content) | {"model": "The two envoys met in Geneva."}
        ),
        httpx2.Response(200, text=f"echo {KEY} Geneva"),
        fails(400, f"{KEY}: two envoys met in Geneva"),
        fails(500, f"{KEY}: two envoys met in Geneva"),
        httpx2.ConnectError(f"Bearer {KEY}, Geneva"),
    ],
)
def test_no_key_no_question_and_no_answer_is_exported(seen: Seen, reply: Reply) -> None:
    desk = open_desk("ask", *[reply] * 3)
    with suppress(CommuniqueError):
        desk.ask()

    exported = "".join(one.to_json() for one in seen.spans()) + repr(seen.points())
    assert "chat m" in exported
    for secret in (KEY, "Geneva", "envoys", "List who met whom"):
        assert secret not in exported
    assert not [event for one in seen.spans() for event in one.events]


def test_no_word_of_an_article_is_exported_though_it_fails(seen: Seen) -> None:
    extractor = extractor_on(Script([says(MEETING), says("no JSON")]), on_ungrounded="raise")
    for _ in range(2):
        with pytest.raises(CommuniqueError):
            extractor.extract(ARTICLE, id="ferry", title="Ministers agree")

    exported = "".join(one.to_json() for one in seen.spans()) + repr(seen.points())
    assert "ferry" in exported
    for word in ("Harwick", "HARWICK", "Sigrid", "Ministers", "Utopia", "no JSON"):
        assert word not in exported


@pytest.mark.parametrize("said", [None, 7, [], {"a": 1}, "\ud800", "x" * 500])
def test_a_server_that_answers_oddly_is_no_fault_of_ours(seen: Seen, said: object) -> None:
    odd = json.loads(says(GOOD).content) | {"id": said, "model": said, "usage": said}
    desk = open_desk("ask", httpx2.Response(200, content=json.dumps(odd)))

    assert desk.ask().draft == DRAFT

    (span,) = seen.spans()
    assert "gen_ai.response.id" not in attributes(span)
    assert "gen_ai.usage.input_tokens" not in attributes(span)


def test_no_header_is_added_to_a_request(seen: Seen) -> None:
    desk = open_desk("ask", says(GOOD))
    desk.ask()

    (request,) = desk.script.requests
    assert not {"traceparent", "tracestate", "baggage"} & set(request.headers)


_TWO_ARTICLES = """
import json
import sys

if "without" in sys.argv:
    sys.modules["opentelemetry"] = None

import httpx2
from extractor import Extractor, Transport

def answer(_):
    content = json.dumps({"actors": [], "meetings": [], "statements": []})
    choice = {"index": 0, "finish_reason": "stop",
              "message": {"role": "assistant", "content": content}}
    return httpx2.Response(200, json={"id": "1", "object": "chat.completion", "created": 1,
                                      "model": "m", "choices": [choice]})

def imported():
    return any(name.startswith("opentelemetry.") for name in sys.modules)

extractor = Extractor("endpoint/m", base_url="http://wire.test/v1", probe=False,
                      transport=Transport(httpx2.MockTransport(answer)))
before = imported()
records = list(extractor.extract_many(["Nothing happened.", "Nor here."]))
print([record.usage.requests for record in records], before, imported())
"""


def _printed(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _TWO_ARTICLES, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parent.parent,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_without_the_package_nothing_is_imported_and_nothing_fails() -> None:
    assert _printed("without") == "[1, 1] False False"


def test_with_the_package_alone_it_is_imported_with_the_first_article_and_nothing_fails() -> None:
    pytest.importorskip("opentelemetry.trace", reason="needs opentelemetry-api")

    assert _printed() == "[1, 1] False True"
