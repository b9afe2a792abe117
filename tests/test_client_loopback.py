"""The client against a real socket: connections that break, stall, or speak no HTTP."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from wire import DRAFT, KEY, MESSAGES, Draft, says

from extractor import errors
from extractor.client import Client
from extractor.exchange import Clock
from extractor.settings import Settings

GOOD = says().content
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
WHOLE = HEAD % len(GOOD) + GOOD
HALF = HEAD % len(GOOD) + GOOD[: len(GOOD) // 2]

STALL = b"stall"


async def at_once(_: float) -> None:
    return None


CLOCK = Clock(sleep=lambda _: None, asleep=at_once)


@contextmanager
def server(*replies: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers each connection with the next reply, byte for byte, and hangs up."""
    received: list[bytes] = []
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for reply in replies:
                connection, _ = listening.accept()
                with connection:
                    received.append(read_request(connection))
                    if reply == STALL:
                        done.wait(10)
                    else:
                        connection.sendall(reply)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1", received
        finally:
            done.set()
            thread.join(10)
    assert not thread.is_alive()
    assert len(received) == len(replies)


def read_request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    while len(body) < length:
        body += connection.recv(65536)
    return body


Asking = Callable[[Client], Draft]


def ask(client: Client) -> Draft:
    return client.ask(MESSAGES, Draft).draft


def aask(client: Client) -> Draft:
    return asyncio.run(client.aask(MESSAGES, Draft)).draft


@pytest.fixture(params=[ask, aask])
def asking(request: pytest.FixtureRequest) -> Asking:
    return request.param  # type: ignore[no-any-return]


def client_of(url: str, **settings: float) -> Client:
    return Client(
        Settings(model="endpoint/m", base_url=url, api_key=KEY, **settings),  # type: ignore[arg-type]
        clock=CLOCK,
    )


@pytest.mark.parametrize("broken", [HALF, b"", b"HTTP/1.1 200 OK\r\nContent-"])
def test_a_broken_connection_is_tried_again_with_the_same_request(
    asking: Asking, broken: bytes
) -> None:
    with server(broken, WHOLE) as (url, received), client_of(url) as client:
        assert asking(client) == DRAFT
    assert received[0] == received[1]
    assert json.loads(received[0])["messages"] == MESSAGES


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (HALF, errors.ConnectionFailedError),
        (b"", errors.ConnectionFailedError),
        (b"220 mail.test ready\r\n\r\n", errors.ServerError),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip", errors.ServerError),
        (STALL, errors.RequestTimeoutError),
    ],
)
def test_a_connection_that_gives_no_answer_is_named_for_what_it_did(
    asking: Asking, reply: bytes, kind: type[errors.TransientError]
) -> None:
    with server(reply, reply) as (url, _):
        client = client_of(url, max_retries=1, timeout_s=0.2)
        with pytest.raises(kind) as caught:
            asking(client)
    assert type(caught.value) is kind
    assert caught.value.attempts == caught.value.usage.requests == 2
    assert caught.value.status is None


def test_nobody_listening_is_a_failed_connection(asking: Asking) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(errors.ConnectionFailedError, match="ConnectError"):
        asking(client_of(f"http://127.0.0.1:{port}/v1", max_retries=0))


def test_the_time_limit_cuts_a_stalled_request_short(asking: Asking) -> None:
    with server(STALL) as (url, _), pytest.raises(errors.RequestTimeoutError) as caught:
        asking(client_of(url, timeout_s=60, time_limit_s=0.3))
    assert 0.3 <= caught.value.usage.seconds < 60


def test_one_client_serves_one_event_loop_after_another() -> None:
    with server(WHOLE, WHOLE, WHOLE) as (url, _), client_of(url) as client:
        assert [aask(client), ask(client), aask(client)] == [DRAFT] * 3


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with server(WHOLE) as (url, _), client_of(url) as client:
        assert asking(client) == DRAFT


def test_a_client_closes_both_ways() -> None:
    async def both(url: str) -> Draft:
        async with client_of(url) as client:
            return (await client.aask(MESSAGES, Draft)).draft

    with server(WHOLE) as (url, _):
        assert asyncio.run(both(url)) == DRAFT
        with client_of(url) as client:
            pass
        with pytest.raises(errors.SetupError, match="closed"):
            ask(client)
