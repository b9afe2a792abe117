"""Runs: a queue of articles and a ledger, against a model whose answers are scripted."""

import itertools
import json
import os
import random
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from endpoint import Answering, answered, article, number_of
from test_client_failures import GIVEN_UP_AT_ONCE, TRIED_AGAIN
from wire import KEY, fails, says

from extractor import Article, Extractor, InputError, Settings, SetupError, Transport, errors
from extractor.cache import Cache
from extractor.errors import AuthenticationError
from extractor.journal import JournalError, alone_in
from extractor.running.limits import Account, Limits
from extractor.running.prices import Price
from extractor.running.run import LEDGER, Plan, Summary, entries, run
from schemas import LedgerEntry

FAULTS = int(os.environ.get("FAULTS", "200"))
"""Articles of the random test; what passes a change has a thousand."""


class Endpoint:
    """Counts what it is asked, and answers as it is told."""

    def __init__(self, answer: Answering = answered) -> None:
        self.answer = answer
        self.asked: Counter[int] = Counter()
        self._lock = threading.Lock()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body: dict[str, Any] = json.loads(request.content)
        with self._lock:
            self.asked[number_of(body)] += 1
        return self.answer(body)


def reading(endpoint: Endpoint, cache: Cache | None = None, **settings: Any) -> Extractor:
    options = {"model": "endpoint/m", "base_url": "http://127.0.0.1:9/v1", "probe": False}
    return Extractor(
        settings=Settings(**{**options, "max_retries": 0, **settings}),
        transport=Transport(sync=httpx2.MockTransport(endpoint), cache=cache),
    )


def ran(  # noqa: PLR0913 - what a run is made of
    endpoint: Endpoint,
    sources: Iterable[Article | InputError],
    folder: Path,
    *,
    limits: Limits | None = None,
    price: Price | None = None,
    cache: Cache | None = None,
    retry_failed: bool = False,
    **settings: Any,
) -> Summary:
    summary = Summary(Account(limits or Limits(), price))
    with reading(endpoint, cache, **settings) as extractor:
        for _ in run(extractor, sources, Plan(folder, retry_failed), summary):
            pass
    return summary


def told(folder: Path) -> dict[str, LedgerEntry]:
    return {one.article: one for one in entries(folder)}


def plain(folder: Path) -> dict[str, Any]:
    """Records without when and how long."""
    return {
        name: one.record
        and one.record.model_dump(mode="json", exclude={"provenance": {"time"}, "usage": True})
        for name, one in told(folder).items()
    }


def failing(numbers: Iterable[int], reply: httpx2.Response) -> Answering:
    bad = set(numbers)
    return lambda request: (
        httpx2.Response(reply.status_code, headers=reply.headers, content=reply.content)
        if number_of(request) in bad
        else answered(request)
    )


def test_every_article_has_one_line_in_the_ledger(tmp_path: Path) -> None:
    endpoint = Endpoint()

    summary = ran(endpoint, map(article, range(40)), tmp_path, concurrency=8)

    assert summary.counts == {"done": 40}
    assert summary.stopped is None
    assert len((tmp_path / LEDGER).read_bytes().splitlines()) == 40
    record = told(tmp_path)["news-00007"].record
    assert record is not None
    assert record.statements[0].content[0].exact == "pier 7 would be painted in May"


def test_what_has_ended_is_not_asked_again(tmp_path: Path) -> None:
    endpoint = Endpoint()
    ran(endpoint, map(article, range(10)), tmp_path)

    summary = ran(endpoint, map(article, range(15)), tmp_path)

    assert summary.kept == {"done": 10}
    assert summary.counts == {"done": 5}
    assert set(endpoint.asked.values()) == {1}


def test_a_torn_last_line_is_asked_again_and_nothing_else(tmp_path: Path) -> None:
    endpoint = Endpoint()
    ran(endpoint, map(article, range(6)), tmp_path)
    whole = plain(tmp_path)
    ledger = tmp_path / LEDGER
    ledger.write_bytes(ledger.read_bytes()[:-200])

    summary = ran(endpoint, map(article, range(6)), tmp_path)

    assert summary.counts == {"done": 1}
    assert plain(tmp_path) == whole


def test_an_article_without_meeting_or_statement_is_empty(tmp_path: Path) -> None:
    nothing = json.dumps({"actors": [], "meetings": [], "statements": []})

    summary = ran(Endpoint(lambda _: says(nothing)), [article(1)], tmp_path)

    assert summary.counts == {"empty": 1}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (fails(500), "ServerError"),
        (fails(429), "RateLimitError"),
        (says(None, refusal="no"), "RefusalError"),
        (says("{}", finish="content_filter"), "ContentFilterError"),
        (says('{"statements": 7}'), "InvalidOutputError"),
        (says(""), "EmptyOutputError"),
    ],
)
def test_a_failed_article_is_named_with_its_reason_and_holds_nothing_up(
    tmp_path: Path, reply: httpx2.Response, reason: str
) -> None:
    summary = ran(Endpoint(failing({3}, reply)), map(article, range(6)), tmp_path)

    assert summary.counts == {"done": 5, "failed": 1}
    failed = told(tmp_path)["news-00003"]
    assert (failed.status, failed.reason, failed.record) == ("failed", reason, None)
    assert failed.detail
    assert failed.usage.requests >= 1


def test_failed_articles_are_tried_again_only_when_asked_for(tmp_path: Path) -> None:
    endpoint = Endpoint(failing({3}, fails(500)))
    ran(endpoint, map(article, range(6)), tmp_path)
    endpoint.answer = answered

    assert ran(endpoint, map(article, range(6)), tmp_path).failed == 1
    assert endpoint.asked[3] == 1

    summary = ran(endpoint, map(article, range(6)), tmp_path, retry_failed=True)

    assert summary.counts == {"done": 1}
    assert told(tmp_path)["news-00003"].status == "done"
    assert endpoint.asked == {0: 1, 1: 1, 2: 1, 3: 2, 4: 1, 5: 1}


def test_a_source_that_cannot_be_read_is_a_failed_article(tmp_path: Path) -> None:
    summary = ran(Endpoint(), [InputError("a.txt: not UTF-8", path="a.txt"), article(1)], tmp_path)

    assert summary.counts == {"done": 1, "failed": 1}
    assert told(tmp_path)["a.txt"].reason == "InputError"


def test_the_same_article_twice_is_read_once(tmp_path: Path) -> None:
    endpoint = Endpoint()

    for _ in range(2):
        ran(endpoint, [article(1), article(2), article(1)], tmp_path)

    assert endpoint.asked == {1: 1, 2: 1}
    assert Counter(one.status for one in entries(tmp_path)) == {"done": 2, "skipped": 1}


def test_two_articles_of_one_id_cannot_be_told_apart(tmp_path: Path) -> None:
    other = Article(id=article(1).id, text=article(2).text)

    summary = ran(Endpoint(), [article(1), other], tmp_path)

    assert summary.counts == {"done": 1, "failed": 1}


def test_a_slow_article_holds_nothing_up(tmp_path: Path) -> None:
    first = threading.Event()
    others = threading.Semaphore(0)

    def answer(request: dict[str, Any]) -> httpx2.Response:
        if number_of(request) == 0:
            assert first.wait(30)
        else:
            others.release()
        return answered(request)

    endpoint, summary = Endpoint(answer), Summary(Account(Limits()))
    ended = []
    with reading(endpoint, concurrency=2) as extractor:
        for entry in run(extractor, map(article, range(30)), Plan(tmp_path), summary):
            ended.append(entry.article)
            if len(ended) == 20:
                first.set()

    assert "news-00000" not in ended[:20]
    assert summary.counts == {"done": 30}


def test_the_input_is_taken_only_as_it_is_needed(tmp_path: Path) -> None:
    taken = itertools.count()
    ahead = []

    def sources() -> Iterator[Article]:
        for number in range(200):
            next(taken)
            yield article(number)

    summary = Summary(Account(Limits()))
    with reading(Endpoint(), concurrency=4) as extractor:
        for done, _ in enumerate(run(extractor, sources(), Plan(tmp_path), summary), 1):
            ahead.append(int(repr(taken)[6:-1]) - done)

    assert max(ahead) <= 9


def test_an_endpoint_that_is_down_ends_the_run_and_what_is_done_is_kept(tmp_path: Path) -> None:
    endpoint = Endpoint(failing(range(10, 1000), fails(503)))
    limits = Limits(failures_in_a_row=5)

    summary = ran(endpoint, map(article, range(1000)), tmp_path, limits=limits)

    assert summary.stopped is not None
    assert "endpoint is down" in summary.stopped
    assert summary.counts["done"] == 10
    assert summary.counts["failed"] < 20


def test_failures_of_articles_are_no_failure_of_the_endpoint(tmp_path: Path) -> None:
    endpoint = Endpoint(failing(range(30), says(None, refusal="no")))

    summary = ran(endpoint, map(article, range(30)), tmp_path, limits=Limits(failures_in_a_row=5))

    assert summary.stopped is None
    assert summary.counts == {"failed": 30}


def test_a_refused_key_ends_the_run_at_once(tmp_path: Path) -> None:
    endpoint = Endpoint(lambda _: fails(401))

    with pytest.raises(AuthenticationError):
        ran(endpoint, map(article, range(1000)), tmp_path)

    assert sum(endpoint.asked.values()) <= 12


def test_one_odd_refusal_among_answers_is_that_articles_failure(tmp_path: Path) -> None:
    summary = ran(
        Endpoint(failing({5}, fails(400, "bad"))), map(article, range(10)), tmp_path, concurrency=1
    )

    assert summary.counts == {"done": 9, "failed": 1}
    assert told(tmp_path)["news-00005"].reason == "BadRequestError"


def test_whatever_the_wire_does_nothing_is_lost_or_doubled_and_each_failure_is_named(
    tmp_path: Path,
) -> None:
    chance = random.Random(4711)
    faults = [
        (reply, kind)
        for reply, kind in [*GIVEN_UP_AT_ONCE, *TRIED_AGAIN]
        if kind not in (errors.AuthenticationError, errors.PermissionDeniedError)
    ]
    planned = {
        number: chance.choice(faults) for number in range(1, FAULTS) if chance.random() < 0.7
    }

    def answer(request: dict[str, Any]) -> httpx2.Response:
        reply, _ = planned.get(number_of(request), (answered(request), None))
        if isinstance(reply, Exception):
            raise reply
        if not isinstance(reply, httpx2.Response):
            return reply(httpx2.Request("POST", "http://127.0.0.1:9/v1"))
        return httpx2.Response(reply.status_code, headers=reply.headers, content=reply.content)

    limits = Limits(failures_in_a_row=FAULTS)
    sources = map(article, range(FAULTS))
    summary = ran(Endpoint(answer), sources, tmp_path, limits=limits, concurrency=1)

    lines = [json.loads(line) for line in (tmp_path / LEDGER).read_bytes().splitlines()]
    assert Counter(line["article"] for line in lines) == {
        article(number).id: 1 for number in range(FAULTS)
    }
    ended = told(tmp_path)
    for number, (_, kind) in planned.items():
        entry = ended[article(number).id]
        if kind is not None and not issubclass(kind, errors.RequestTooLargeError):
            assert (entry.status, entry.reason) == ("failed", kind.__name__), entry
    assert summary.counts.total() == FAULTS


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Limits(tokens=1100), "1,100 tokens"), (Limits(usd=0.0011), "0.0011 USD")],
)
def test_a_budget_is_kept(tmp_path: Path, limits: Limits, said: str) -> None:
    # each article takes 110 tokens
    price = Price(1.0, 1.0)

    summary = ran(
        Endpoint(), map(article, range(100)), tmp_path, limits=limits, price=price, concurrency=1
    )

    assert summary.stopped is not None
    assert said in summary.stopped
    assert summary.account.tokens <= 1100
    assert summary.counts["done"] >= 7


def test_a_budget_in_dollars_needs_a_price() -> None:
    with pytest.raises(SetupError, match="price"):
        Account(Limits(usd=1.0))


def test_a_time_limit_begins_no_further_article(tmp_path: Path) -> None:
    now = itertools.count(0.0, 1.0)
    account = Account(Limits(seconds=20), now=lambda: next(now))
    summary = Summary(account)
    with reading(Endpoint(), concurrency=1) as extractor:
        for _ in run(extractor, map(article, range(100)), Plan(tmp_path), summary):
            pass

    assert summary.stopped == "the time limit of 20 s is reached"
    assert 0 < summary.counts["done"] < 30


def test_a_run_of_something_else_is_refused(tmp_path: Path) -> None:
    ran(Endpoint(), [article(1)], tmp_path)

    with pytest.raises(SetupError, match=r"temperature 0\.0, this one has 1\.0"):
        ran(Endpoint(), [article(1)], tmp_path, temperature=1.0)


def test_settings_that_change_no_record_go_on_with_a_run(tmp_path: Path) -> None:
    ran(Endpoint(), [article(1)], tmp_path)

    assert ran(Endpoint(), [article(1)], tmp_path, concurrency=9, timeout_s=3.0).kept.total() == 1


def test_two_processes_cannot_write_one_run(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(JournalError, match="another process is writing there"):
        ran(Endpoint(), [article(1)], tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_and_survived(tmp_path: Path) -> None:
    endpoint = Endpoint()
    ran(endpoint, [article(1)], tmp_path)
    kept = (tmp_path / LEDGER).read_bytes()
    (tmp_path / LEDGER).rename(tmp_path / "kept")
    (tmp_path / LEDGER).symlink_to("/dev/full")

    with pytest.raises(OSError, match="No space left"):
        ran(endpoint, [article(1), article(2)], tmp_path)

    (tmp_path / LEDGER).unlink()
    (tmp_path / "kept").rename(tmp_path / LEDGER)
    assert (tmp_path / LEDGER).read_bytes() == kept
    assert ran(endpoint, [article(1), article(2)], tmp_path).counts == {"done": 1}


def test_answers_come_from_the_cache_across_runs(tmp_path: Path) -> None:
    endpoint = Endpoint()
    with Cache(tmp_path / "answers.sqlite") as cache:
        ran(endpoint, map(article, range(5)), tmp_path / "one", cache=cache)
    with Cache(tmp_path / "answers.sqlite") as cache:
        summary = ran(endpoint, map(article, range(6)), tmp_path / "two", cache=cache)

    assert sum(endpoint.asked.values()) == 6
    assert (summary.account.usage.cached, summary.account.usage.requests) == (5, 1)
    one, two = plain(tmp_path / "one"), plain(tmp_path / "two")
    assert {name: two[name] for name in one} == one


def test_no_key_stands_in_anything_that_is_written(tmp_path: Path) -> None:
    endpoint = Endpoint(failing({2}, fails(500, f"bad key {KEY}")))
    with Cache(tmp_path / "answers.sqlite") as cache:
        summary = ran(endpoint, map(article, range(4)), tmp_path, cache=cache, api_key=KEY)

    assert summary.counts == {"done": 3, "failed": 1}
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path


def test_a_ledger_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"is .* the folder of a run"):
        list(entries(tmp_path))
    (tmp_path / LEDGER).write_text(f'{{"key": "{"0" * 32}"}}\n', encoding="utf-8")
    with pytest.raises(SetupError, match="line 1: no entry"):
        list(entries(tmp_path))


def test_the_interrupted_run_waits_for_articles_under_way(tmp_path: Path) -> None:
    endpoint, stop = Endpoint(), threading.Event()
    summary = Summary(Account(Limits()))
    plan = Plan(tmp_path, interrupted=stop.is_set)
    with reading(endpoint, concurrency=4) as extractor:
        for _ in run(extractor, map(article, range(1000)), plan, summary):
            stop.set()

    assert summary.stopped == "interrupted"
    assert len(told(tmp_path)) == sum(endpoint.asked.values()) < 20
