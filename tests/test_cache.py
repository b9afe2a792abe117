"""The cache of answers."""

import multiprocessing
import sqlite3
from pathlib import Path

import httpx2
import pytest
from wire import DRAFT, GOOD, MESSAGES, WRONG, Draft, Script, says

from extractor.cache import Cache, key_of
from extractor.client import Client
from extractor.errors import RefusalError, SetupError
from extractor.settings import Settings


def asking(script: Script, cache: Cache, **settings: object) -> Client:
    options = {"model": "endpoint/m", "base_url": "http://127.0.0.1:9/v1", **settings}
    return Client(
        Settings(**options),  # type: ignore[arg-type]
        transport=httpx2.MockTransport(script),
        cache=cache,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "answers.sqlite"


def test_a_request_is_sent_once(path: Path) -> None:
    script = Script([says()])
    with Cache(path) as cache:
        client = asking(script, cache)
        first, second = client.ask(MESSAGES, Draft), client.ask(MESSAGES, Draft)

    assert first.draft == second.draft == DRAFT
    assert (first.usage.requests, first.usage.cached) == (1, 0)
    assert (second.usage.requests, second.usage.cached) == (0, 1)
    assert second.usage.prompt_tokens == 0


def test_it_is_there_for_the_next_process(path: Path) -> None:
    with Cache(path) as cache:
        asking(Script([says()]), cache).ask(MESSAGES, Draft)
    with Cache(path) as cache:
        assert asking(Script([]), cache).ask(MESSAGES, Draft).draft == DRAFT


def test_an_answer_that_was_asked_again_for_is_asked_again_for_from_disk(path: Path) -> None:
    with Cache(path) as cache:
        first = asking(Script([says(WRONG), says(GOOD)]), cache).ask(MESSAGES, Draft)
        second = asking(Script([]), cache).ask(MESSAGES, Draft)

    assert first.draft == second.draft
    assert (second.usage.cached, second.usage.reasks) == (2, 1)


@pytest.mark.parametrize(
    "changed", [{"temperature": 0.5}, {"seed": 7}, {"base_url": "http://127.0.0.1:8/v1"}]
)
def test_another_request_is_another_answer(path: Path, changed: dict[str, object]) -> None:
    with Cache(path) as cache:
        asking(Script([says()]), cache).ask(MESSAGES, Draft)
        script = Script([says()])
        asking(script, cache, **changed).ask(MESSAGES, Draft)

    assert len(script.requests) == 1


def test_a_refusal_is_not_kept(path: Path) -> None:
    with Cache(path) as cache:
        client = asking(Script([says(None, refusal="no"), says()]), cache)
        with pytest.raises(RefusalError):
            client.ask(MESSAGES, Draft)

        assert client.ask(MESSAGES, Draft).draft == DRAFT


def test_the_request_that_would_be_sent_is_known_before_by_its_key(path: Path) -> None:
    script = Script([says()])
    with Cache(path) as cache:
        client = asking(script, cache)
        key, body = client.request_of(MESSAGES, Draft, max_tokens=50)
        assert script.requests == []

        client.ask(MESSAGES, Draft, max_tokens=50)

        assert cache.get(key) is not None
    assert script.bodies == [body]


def test_those_longest_unused_go_first(path: Path) -> None:
    with Cache(path, most_bytes=100_000) as cache:
        for number in range(250):
            cache.put(str(number), "x" * 1000)
            cache.get("0")

        assert cache.get("0") is not None
        assert cache.get("1") is None
        assert cache.get("249") is not None
    assert path.stat().st_size < 400_000


def test_a_file_that_is_no_cache_is_said(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_text("not a database, but long enough to look like one")

    with pytest.raises(SetupError, match="cannot be used"):
        Cache(tmp_path / "answers.sqlite")


def _put_many(path: Path, start: int) -> None:
    with Cache(path) as cache:
        for number in range(start, start + 50):
            cache.put(str(number), str(number))


def test_several_processes_use_one_file_at_once(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_put_many, args=(path, 100 * n)) for n in range(3)]
    for one in others:
        one.start()
    for one in others:
        one.join()

    with Cache(path) as cache:
        assert all(
            cache.get(str(100 * n + k)) == str(100 * n + k) for n in range(3) for k in (0, 49)
        )
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_key_depends_on_every_word() -> None:
    one = {"model": "m", "messages": [{"role": "user", "content": "a"}]}
    other = {"model": "m", "messages": [{"role": "user", "content": "b"}]}

    assert key_of("x", one) == key_of("x", dict(reversed(one.items())))
    assert len({key_of("x", one), key_of("y", one), key_of("x", other)}) == 3
