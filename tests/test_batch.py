"""Batches: a run's first questions for half the price, against files and batches on loopback."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from batch_server import Ending, Lines, Server, batching
from endpoint import answered, article, number_of
from openai.types import Batch, FileObject
from test_running import failing
from wire import KEY, Time, fails, says

from extractor import Article, Extractor, InputError, Settings, SetupError, Transport
from extractor.cache import Cache
from extractor.client import Client
from extractor.errors import AuthenticationError, ServerError
from extractor.exchange import Clock
from extractor.journal import JournalError, alone_in
from extractor.running import batch
from extractor.running.batch import BATCHES, BatchSummary, FileLimits, fill
from extractor.running.limits import Account, Limits
from extractor.running.run import Plan, Summary, run
from schemas import Usage

Starting = Callable[..., Server]


class Killed(BaseException):
    """Ends the process where it stands: nothing catches it."""


@pytest.fixture
def start() -> Iterator[Starting]:
    """Starts one server, as scripted, and stops it in the end."""
    servers: list[Any] = []

    def started(**script: Any) -> Server:
        servers.append(batching(Server(**script)))
        server: Server = servers[-1].__enter__()
        return server

    yield started
    for one in servers:
        one.__exit__(None, None, None)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "answers.sqlite") as opened:
        yield opened


def settings_of(server: Server, **more: Any) -> Settings:
    options = {"model": "openai/gpt-4.1", "base_url": server.url, "api_key": KEY}
    return Settings(**{**options, "max_retries": 2, **more})


def filled(  # noqa: PLR0913 - what a batch is made of
    server: Server,
    sources: Iterable[Article | InputError],
    folder: Path,
    cache: Cache,
    *,
    clock: Clock | None = None,
    plan: Plan | None = None,
    limits: FileLimits | None = None,
    transport: httpx2.BaseTransport | None = None,
    said: list[str] | None = None,
    **settings: Any,
) -> BatchSummary:
    return fill(
        settings_of(server, **settings),
        sources,
        plan or Plan(folder),
        cache,
        limits=limits or FileLimits(),
        transport=transport,
        clock=clock or Time().clock(),
        say=lambda words: None if said is None else said.append(words),
    )


def ran(server: Server, sources: Iterable[Article], folder: Path, cache: Cache) -> Summary:
    """The ordinary run that follows."""
    summary = Summary(Account(Limits()))
    with Extractor(settings=settings_of(server), transport=Transport(cache=cache)) as extractor:
        for _ in run(extractor, sources, Plan(folder), summary):
            pass
    return summary


def killed_after(waits: int) -> Clock:
    """A clock whose process is killed in one of its waits."""
    time = Time()

    def sleep(seconds: float) -> None:
        time.sleep(seconds)
        if len(time.waits) > waits:
            raise Killed

    return replace(time.clock(), sleep=sleep)


def test_every_answer_is_in_the_cache_and_the_run_that_follows_sends_nothing(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, folder = start(), tmp_path / "run"

    summary = filled(server, map(article, range(12)), folder, cache)

    assert (summary.submitted, summary.answered, summary.rounds) == (12, 12, 1)
    assert summary.words == "12 of 12 requests answered in 1 round, 1,320 tokens"
    assert summary.usage == Usage(requests=12, prompt_tokens=1200, completion_tokens=120)
    assert (summary.failed, summary.ignored, summary.cached) == ({}, {}, 0)
    after = ran(server, map(article, range(12)), folder, cache)
    assert after.counts == {"done": 12}
    assert (after.account.usage.cached, after.account.usage.requests) == (12, 0)
    assert server.live == {}


def test_a_line_is_what_the_run_would_send(start: Starting, tmp_path: Path, cache: Cache) -> None:
    server = start()
    filled(server, [article(1)], tmp_path / "run", cache)
    (line,) = (tmp_path / "run" / "batch-001.jsonl").read_bytes().splitlines()
    said = json.loads(line)
    sent: list[Any] = []

    def wire(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content))
        return answered(sent[-1])

    transport = Transport(sync=httpx2.MockTransport(wire))
    with Extractor(settings=settings_of(server), transport=transport) as extractor:
        extractor.extract(article(1))

    assert sent == [said.pop("body")]
    assert said.pop("custom_id")
    assert said == {"method": "POST", "url": "/v1/chat/completions"}


def test_what_the_cache_has_is_not_submitted(start: Starting, tmp_path: Path, cache: Cache) -> None:
    server = start()
    filled(server, map(article, range(4)), tmp_path / "one", cache)

    summary = filled(server, map(article, range(6)), tmp_path / "two", cache)

    assert (summary.cached, summary.submitted, summary.answered) == (4, 2, 2)
    assert summary.words.endswith("; 4 more in the cache before")
    assert set(server.submitted.values()) == {1}


def test_articles_in_the_ledger_and_those_that_cannot_be_read_are_left_out(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, folder = start(), tmp_path / "run"
    with Cache(tmp_path / "other.sqlite") as other:
        ran(server, map(article, range(3)), folder, other)
    odd: list[Article | InputError] = [
        InputError("a.txt: not UTF-8"),
        Article(id="x", text="Never.", published="soon"),
    ]
    other_text = Article(id=article(3).id, text=article(9).text)

    summary = filled(server, [*map(article, range(5)), *odd, article(4), other_text], folder, cache)

    assert summary.submitted == 2
    assert server.submitted == {3: 1, 4: 1}


def test_requests_that_are_the_same_are_submitted_once(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, folder = start(), tmp_path / "run"
    sources = [article(1), Article(id="copy", text=article(1).text)]

    assert filled(server, sources, folder, cache).submitted == 1
    assert ran(server, sources, folder, cache).counts == {"done": 2}
    assert server.live == {}


def test_each_window_of_a_long_article_is_asked(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    told = "".join(f"\nThe ferry to island {n} was full all day long again.\n" for n in range(150))
    long = Article(id="long", text=article(1).text + told)
    server, folder = start(), tmp_path / "run"
    small: dict[str, Any] = {"context_tokens": 4000, "max_output_tokens": 2000}

    summary = filled(server, [long], folder, cache, **small)

    assert summary.answered > 1
    transport = Transport(cache=cache)
    with Extractor(settings=settings_of(server, **small), transport=transport) as extractor:
        assert extractor.extract(long).usage.requests == 0


def test_lines_out_of_order_repeated_unknown_or_garbage_do_no_harm(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    def spoilt(lines: Lines) -> Lines:
        other = json.loads(lines[0]) | {"custom_id": "0" * 64}
        odd = [json.dumps(other).encode(), b"[]", b"{}", b'{"custom_id": 7}', b"not JSON", b"\xff"]
        return [*odd, *reversed(lines), *lines[:2], b""]

    server, folder = start(endings=[Ending(output=spoilt)]), tmp_path / "run"

    summary = filled(server, map(article, range(6)), folder, cache)

    assert (summary.answered, summary.rounds) == (6, 1)
    assert summary.ignored == {"unknown": 1, "garbage": 5, "repeated": 2}
    assert summary.usage.requests == 6
    assert ran(server, map(article, range(6)), folder, cache).account.usage.requests == 0


@pytest.mark.parametrize("output", [lambda lines: lines[:-2], lambda _: []])
def test_requests_no_line_is_about_are_submitted_again(
    start: Starting, tmp_path: Path, cache: Cache, output: Callable[[Lines], Lines]
) -> None:
    server = start(endings=[Ending(output=output)])

    summary = filled(server, map(article, range(6)), tmp_path / "run", cache)

    assert (summary.submitted, summary.answered, summary.rounds) == (6, 6, 2)


def test_an_expired_batch_gives_what_it_has_and_the_rest_is_submitted_again(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start(endings=[Ending("expired", reached=lambda number: number < 4)])

    summary = filled(server, map(article, range(10)), tmp_path / "run", cache)

    assert (summary.answered, summary.rounds, summary.failed) == (10, 2, {})
    assert server.submitted == {n: 1 + (n >= 4) for n in range(10)}
    lines = (tmp_path / "run" / "batch-002.jsonl").read_bytes().splitlines()
    assert {number_of(json.loads(line)["body"]) for line in lines} == set(range(4, 10))


def test_after_three_rounds_the_rest_is_left_for_the_run(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    late = Ending("expired", reached=lambda number: number == 0)
    server, folder = start(endings=[late] * 9), tmp_path / "run"

    summary = filled(server, map(article, range(3)), folder, cache)

    assert (summary.answered, summary.rounds) == (1, 3)
    assert summary.failed == {"batch_expired": 2}
    assert summary.words == (
        "1 of 3 requests answered in 3 rounds, 110 tokens; left for the run: 2 batch_expired"
    )
    assert server.submitted == {0: 1, 1: 3, 2: 3}
    assert filled(server, map(article, range(3)), folder, cache) == summary
    assert len(server.batches) == 3
    assert ran(server, map(article, range(3)), folder, cache).counts == {"done": 3}
    assert server.live == {1: 1, 2: 1}


def test_a_cancelled_batch_gives_what_it_has_and_is_not_submitted_again(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start(endings=[Ending("cancelled", reached=lambda number: number < 4)])

    summary = filled(server, map(article, range(6)), tmp_path / "run", cache)

    assert (summary.answered, summary.rounds) == (4, 1)
    assert summary.failed == {"batch_cancelled": 2}


@pytest.mark.parametrize(
    ("reply", "reason", "rounds"),
    [
        (fails(500), "ServerError", 3),
        (fails(429), "RateLimitError", 3),
        (fails(400, "bad"), "BadRequestError", 1),
        (fails(400, "too many", code="context_length_exceeded"), "ContextLengthError", 1),
        (fails(429, "pay", code="insufficient_quota"), "PermissionDeniedError", 1),
        (says(None, refusal="no"), "RefusalError", 1),
        (says("{}", finish="content_filter"), "ContentFilterError", 1),
        (says(""), "EmptyOutputError", 1),
        (httpx2.Response(200, json={"choices": 7}), "ServerError", 3),
        (httpx2.Response(200, content=b"null"), "ServerError", 3),
        (httpx2.Response(599, json="<html>"), "ServerError", 3),
    ],
)
def test_failed_requests_are_counted_and_those_that_may_pass_are_submitted_again(  # noqa: PLR0913, PLR0917 - fixtures and a table
    start: Starting,
    tmp_path: Path,
    cache: Cache,
    reply: httpx2.Response,
    reason: str,
    rounds: int,
) -> None:
    server, folder = start(answer=failing({2}, reply)), tmp_path / "run"

    summary = filled(server, map(article, range(4)), folder, cache)

    assert (summary.answered, summary.rounds) == (3, rounds)
    assert summary.failed == {reason: 1}
    server.answer = answered
    assert ran(server, map(article, range(4)), folder, cache).counts == {"done": 4}
    assert server.live == {2: 1}


def test_a_failure_that_passes_is_answered_in_the_next_round(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start()

    def answer(request: dict[str, Any]) -> httpx2.Response:
        first = server.submitted[number_of(request)] == 1
        return fails(503) if number_of(request) % 2 and first else answered(request)

    server.answer = answer
    summary = filled(server, map(article, range(6)), tmp_path / "run", cache)

    assert (summary.answered, summary.rounds, summary.failed) == (6, 2, {})


def test_an_answer_that_was_cut_off_is_kept_for_the_run_which_parts_its_article(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    cut = says('{"actors": [', finish="length")
    server, folder = start(answer=lambda _: cut), tmp_path / "run"

    assert filled(server, [article(1)], folder, cache).answered == 1

    assert ran(server, [article(1)], folder, cache).account.usage.requests == 0


def test_a_file_is_refused_for_one_of_its_lines_and_the_others_are_submitted_again(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    wrong = {"code": "invalid_request", "line": 2, "message": "no", "param": None}
    server = start(endings=[Ending(errors=[wrong])])

    summary = filled(server, map(article, range(4)), tmp_path / "run", cache)

    assert (summary.submitted, summary.answered) == (4, 3)
    assert summary.failed == {"invalid_request": 1}
    assert server.submitted == {0: 1, 2: 1, 3: 1}


def test_a_file_that_is_refused_as_a_whole_is_said_and_left_for_the_run(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    wrong = {"code": "model_not_found", "line": None, "message": f"no model for {KEY}"}
    server, said = start(endings=[Ending(errors=[wrong])]), list[str]()

    summary = filled(server, map(article, range(4)), tmp_path / "run", cache, said=said)

    assert (summary.answered, summary.rounds) == (0, 1)
    assert summary.failed == {"model_not_found": 4}
    assert "batch-001.jsonl: no model for ***" in said


FULL = {"code": "token_limit_exceeded", "line": None, "message": "Enqueued token limit"}


def test_a_file_the_account_has_no_room_for_waits_until_another_has_ended(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start(endings=[Ending(), Ending(errors=[FULL]), Ending(errors=[FULL])])

    summary = filled(
        server, map(article, range(6)), tmp_path / "run", cache, limits=FileLimits(requests=2)
    )

    assert (summary.answered, summary.rounds, summary.failed) == (6, 1, {})
    assert len(server.batches) == 5
    assert server.calls["POST /v1/files"] == 3
    assert set(server.submitted.values()) == {1}


def test_a_file_the_account_never_has_room_for_is_left_for_the_run(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start(endings=[Ending(errors=[FULL])] * 9)

    summary = filled(server, map(article, range(3)), tmp_path / "run", cache)

    assert (summary.answered, summary.rounds) == (0, 3)
    assert summary.failed == {"token_limit_exceeded": 3}


@pytest.mark.parametrize(
    ("limits", "files"),
    [(FileLimits(requests=3), [3, 3, 3, 1]), (FileLimits(requests=10), [10])],
)
def test_a_file_has_no_more_requests_than_may_be(
    start: Starting, tmp_path: Path, cache: Cache, limits: FileLimits, files: list[int]
) -> None:
    server, folder = start(), tmp_path / "run"

    summary = filled(server, map(article, range(10)), folder, cache, limits=limits)

    written = sorted(folder.glob("batch-???.jsonl"))
    assert [len(one.read_bytes().splitlines()) for one in written] == files
    assert summary.answered == 10


def test_a_file_is_no_larger_than_may_be(start: Starting, tmp_path: Path, cache: Cache) -> None:
    server, folder = start(), tmp_path / "run"
    filled(server, [article(10)], tmp_path / "one", cache)
    size = (tmp_path / "one" / "batch-001.jsonl").stat().st_size
    long = Article(id="long", text=article(10).text + "\nIt rained.\n" * 1000)

    summary = filled(
        server,
        [article(11), long, *map(article, range(12, 16))],
        folder,
        cache,
        limits=FileLimits(size=2 * size),
    )

    written = sorted(folder.glob("batch-???.jsonl"))
    assert [one.stat().st_size for one in written] == [2 * size, 2 * size, size]
    assert (summary.answered, summary.failed) == (5, {"too large": 1})


def test_the_limits_are_those_of_openai() -> None:
    assert FileLimits() == FileLimits(50_000, 200_000_000)


@pytest.mark.parametrize("waits", [0, 20, 40, 70, 100])
def test_a_killed_process_goes_on_with_its_batches(
    start: Starting, tmp_path: Path, cache: Cache, waits: int
) -> None:
    ends = [Ending("expired", reached=lambda number: number < 2)]
    server, folder = start(endings=ends), tmp_path / "run"
    limits = FileLimits(requests=4)
    with pytest.raises(Killed):
        filled(
            server, map(article, range(6)), folder, cache, clock=killed_after(waits), limits=limits
        )

    summary = filled(server, map(article, range(6)), folder, cache, limits=limits)

    assert (summary.submitted, summary.answered, summary.rounds) == (6, 6, 2)
    assert server.submitted == {0: 1, 1: 1, 2: 2, 3: 2, 4: 1, 5: 1}
    assert len(server.batches) == server.calls["POST /v1/files"] == 3
    assert ran(server, map(article, range(6)), folder, cache).account.usage.requests == 0


class Killing(httpx2.BaseTransport):
    """Connections of a process that is killed at one of its requests.

    Args:
        at: which, from 0.
        answered: whether the server has done its work by then.
    """

    def __init__(self, at: int, *, answered: bool) -> None:
        self._inner = httpx2.HTTPTransport(verify=False)
        self._left = at
        self._answered = answered

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._left -= 1
        if self._left >= 0:
            return self._inner.handle_request(request)
        if self._answered:
            self._inner.handle_request(request).read()
        raise Killed

    def close(self) -> None:
        self._inner.close()


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("first", range(3))
def test_killed_at_one_request_after_the_other_it_submits_nothing_twice(
    start: Starting, tmp_path: Path, cache: Cache, *, first: int, answered: bool
) -> None:
    server, folder = start(), tmp_path / "run"
    for other in (91, 92, 93):  # of the same account, more than a page of the list
        filled(server, [article(other)], tmp_path / str(other), cache)
    kills = 0

    for at in range(first, 99):
        transport = Killing(at, answered=answered)
        limits = FileLimits(requests=2)
        try:
            summary = filled(
                server, map(article, range(4)), folder, cache, limits=limits, transport=transport
            )
        except Killed:
            kills += 1
        else:
            break

    assert kills >= 2
    assert (summary.submitted, summary.answered, summary.rounds) == (4, 4, 1)
    assert {server.submitted[n] for n in range(4)} == {1}
    assert len(server.batches) == 3 + 2
    assert ran(server, map(article, range(4)), folder, cache).account.usage.requests == 0


@pytest.mark.parametrize("step", ["batch", "status"])
def test_a_kill_in_the_middle_of_a_journal_line_submits_nothing_twice(
    start: Starting, tmp_path: Path, cache: Cache, step: str
) -> None:
    server, folder = start(), tmp_path / "run"
    filled(server, map(article, range(3)), folder, cache)
    lines = (folder / BATCHES).read_bytes().splitlines(keepends=True)
    (cut,) = (n for n, line in enumerate(lines) if step in json.loads(line))
    (folder / BATCHES).write_bytes(b"".join(lines[:cut]) + lines[cut][:-5])

    with Cache(tmp_path / "fresh.sqlite") as fresh:
        summary = filled(server, map(article, range(3)), folder, fresh)

        assert (summary.submitted, summary.answered) == (3, 3)
        assert ran(server, map(article, range(3)), folder, fresh).account.usage.requests == 0
    assert len(server.batches) == server.calls["POST /v1/files"] == 1


@pytest.mark.parametrize("call", ["POST /v1/batches", "POST /v1/files", "GET /v1/batches"])
def test_a_reply_that_is_lost_makes_no_second_batch(
    start: Starting, tmp_path: Path, cache: Cache, call: str
) -> None:
    server = start()
    filled(server, [article(7)], tmp_path / "before", cache)
    filled(server, [article(8)], tmp_path / "long before", cache)
    filled(server, [article(9)], tmp_path / "longest before", cache)
    server.lost.update({call: 1, "POST /v1/batches": 1})

    summary = filled(server, map(article, range(3)), tmp_path / "run", cache, max_retries=4)

    assert summary.answered == 3
    assert len(server.batches) == 3 + 1


def test_a_server_that_is_busy_is_asked_again(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start()
    server.refused.update(
        {
            "POST /v1/files": 2,
            "POST /v1/batches": 2,
            "GET /v1/batches/batch_0001": 20,
            "GET /v1/files/file-0002/content": 2,
        }
    )

    assert filled(server, map(article, range(3)), tmp_path / "run", cache).answered == 3
    assert len(server.batches) == 1


def test_a_server_that_stays_away_is_given_up_and_the_batch_is_kept(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start()
    server.refused["GET /v1/batches/batch_0001"] = 60

    with pytest.raises(ServerError, match="the endpoint answered 503"):
        filled(server, map(article, range(3)), tmp_path / "run", cache)

    assert filled(server, map(article, range(3)), tmp_path / "run", cache).answered == 3
    assert set(server.submitted.values()) == {1}


def test_a_download_that_is_lost_is_begun_again(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start()
    server.lost["GET /v1/files/file-0002/content"] = 1

    assert filled(server, map(article, range(3)), tmp_path / "run", cache).answered == 3


def test_answers_the_cache_has_lost_are_put_back_from_the_folder(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, folder = start(), tmp_path / "run"
    filled(server, map(article, range(5)), folder, cache)
    with Cache(tmp_path / "fresh.sqlite") as fresh:
        summary = filled(server, map(article, range(7)), folder, fresh)

        assert (summary.submitted, summary.answered) == (7, 7)
        assert ran(server, map(article, range(7)), folder, fresh).account.usage.requests == 0
    assert set(server.submitted.values()) == {1}


def test_an_interrupt_is_noticed_while_it_waits_and_the_batches_go_on(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, folder, stop, time = start(), tmp_path / "run", threading.Event(), Time()

    def sleep(seconds: float) -> None:
        time.sleep(seconds)
        stop.set()

    summary = filled(
        server,
        map(article, range(4)),
        folder,
        cache,
        plan=Plan(folder, interrupted=stop.is_set),
        clock=replace(time.clock(), sleep=sleep),
    )

    assert (summary.stopped, summary.under_way, summary.answered) == ("interrupted", 4, 0)
    assert sum(time.waits) <= 1
    assert summary.words.endswith(
        "; 4 still under way\nstopped: interrupted; the same command goes on"
    )
    assert filled(server, map(article, range(4)), folder, cache).answered == 4
    assert set(server.submitted.values()) == {1}


def test_it_is_told_what_comes_a_step_further_and_nothing_twice(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    said: list[str] = []

    filled(start(polls=5), map(article, range(3)), tmp_path / "run", cache, said=said)

    assert said[0].startswith("batch-001.jsonl: 3 requests, ")
    assert said[1:] == [
        "batch-001.jsonl: in_progress, 0 of 3",
        "batch-001.jsonl: finalizing, 0 of 3",
        "batch-001.jsonl: completed, 3 of 3",
    ]


def test_no_key_stands_in_anything_that_is_written(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, said = start(answer=failing({2}, fails(400, f"bad key {KEY}"))), list[str]()

    filled(server, map(article, range(4)), tmp_path / "run", cache, said=said)

    assert KEY not in "".join(said)
    assert (tmp_path / "run" / "batch-001.errors.jsonl").exists()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


def test_a_key_that_is_refused_is_said_and_not_repeated(
    start: Starting, tmp_path: Path, cache: Cache, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AuthenticationError, match="401") as caught:
        filled(start(), [article(1)], tmp_path / "run", cache, api_key="sk-wrong-0815")

    assert "sk-wrong-0815" not in f"{caught.value!r} {caught.value.__cause__} {caplog.text}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"model": "local", "base_url": None}, "the embedded model has no batches"),
        ({"seed": 8}, "holds a run with seed 0, this one has 8"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_submitted(
    start: Starting, tmp_path: Path, cache: Cache, change: dict[str, Any], said: str
) -> None:
    server, folder = start(), tmp_path / "run"
    ran(server, [article(1)], folder, cache)

    with pytest.raises(SetupError, match=said):
        filled(server, [article(2)], folder, cache, **change)

    assert not server.files


def test_a_batch_that_is_not_there_is_said_and_not_submitted_anew(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, folder = start(), tmp_path / "run"
    with pytest.raises(Killed):
        filled(server, [article(1)], folder, cache, clock=killed_after(0))
    server.batches.clear()

    with pytest.raises(SetupError, match=r"batch_0001: .* is the key of the account"):
        filled(server, [article(1)], folder, cache)

    assert not server.batches


def test_a_file_that_is_gone_or_changed_is_said(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server, folder = start(), tmp_path / "run"
    filled(server, [article(1)], folder, cache)
    for content in (b"never\n", None):
        path = folder / "batch-001.jsonl"
        path.unlink() if content is None else path.write_bytes(content)
        with pytest.raises(JournalError, match=r"batch-001.jsonl is not as it was written"):
            filled(server, [article(1)], folder, cache)
    (folder / BATCHES).write_text('{"other": 1}\n')
    with pytest.raises(JournalError, match="is none of ours"):
        filled(server, [article(1)], folder, cache)


def test_two_processes_cannot_fill_for_one_run(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    with (
        alone_in(tmp_path / "run"),
        pytest.raises(JournalError, match="another process is writing there"),
    ):
        filled(start(), [article(1)], tmp_path / "run", cache)


def test_the_server_speaks_as_openais_types_say(
    start: Starting, tmp_path: Path, cache: Cache
) -> None:
    server = start(endings=[Ending("expired", reached=lambda number: number < 1)])
    filled(server, map(article, range(2)), tmp_path / "run", cache)

    for made in server.files.values():
        assert FileObject.model_validate(made, strict=True).model_extra == {}
    for name in server.batches:
        assert Batch.model_validate(server.batches[name], strict=True).model_extra == {}
    assert [one["status"] for one in server.batches.values()] == ["expired", "completed"]


def test_keys_are_those_of_the_client(start: Starting, tmp_path: Path, cache: Cache) -> None:
    server = start()
    filled(server, [article(1)], tmp_path / "run", cache)
    (line,) = (tmp_path / "run" / "batch-001.jsonl").read_bytes().splitlines()

    with Client(settings_of(server)) as client:
        key, body = next(batch._requests(client, [article(1)]))

    assert json.loads(line)["custom_id"] == key
    assert json.loads(line)["body"] == body
    assert cache.get(key) is not None
