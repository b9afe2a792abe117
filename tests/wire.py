"""The wire: replies as real servers word them, and a script that plays them in order.

Bodies follow OpenAI's API reference, llama.cpp's server and vLLM's OpenAI-compatible server.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx2
from pydantic import BaseModel

from extractor.client import Answer, Client, Message
from extractor.exchange import Clock
from extractor.settings import Settings

KEY = "sk-planted-51f2c7d09e"

MESSAGES: list[Message] = [
    {"role": "system", "content": "List who met whom."},
    {"role": "user", "content": "[1] The two envoys met in Geneva."},
]

Reply = httpx2.Response | Exception | Callable[[httpx2.Request], httpx2.Response]


class Place(BaseModel):
    name: str


class Draft(BaseModel):
    """Who met."""

    count: int
    place: Place | None = None


GOOD = '{"count": 2, "place": {"name": "Geneva"}}'
WRONG = '{"count": "two"}'
DRAFT = Draft(count=2, place=Place(name="Geneva"))


def says(
    content: object = GOOD,
    *,
    finish: str = "stop",
    tokens: tuple[int, int] | None = (100, 10),
    **message: object,
) -> httpx2.Response:
    """A chat completion with this content."""
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
    }
    if tokens:
        prompt, completion = tokens
        body["usage"] = {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        }
    headers = {"content-type": "application/json"}
    return httpx2.Response(200, content=json.dumps(body), headers=headers)


def fails(
    status: int,
    message: str = "no",
    headers: dict[str, str] | None = None,
    **more: object,
) -> httpx2.Response:
    """An error body as OpenAI shapes it, `type`, `param` and `code` from `more`."""
    return httpx2.Response(status, json={"error": {"message": message, **more}}, headers=headers)


@dataclass
class Script:
    """Plays its replies in order, and keeps the requests; more of them than replies is an error."""

    replies: list[Reply]
    requests: list[httpx2.Request] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        reply = self.replies[len(self.requests) - 1]
        if isinstance(reply, Exception):
            raise reply
        if not isinstance(reply, httpx2.Response):
            return reply(request)
        # A response serves once: it is bound to its request, and to one way of reading it.
        return httpx2.Response(reply.status_code, headers=reply.headers, content=reply.content)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]


@dataclass
class Time:
    """A clock that only waiting moves."""

    now_s: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now_s += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)

    def clock(self) -> Clock:
        """Without chance: the longest waits."""
        return Clock(
            now=lambda: self.now_s,
            wall=lambda: 1_700_000_000.0,
            sleep=self.sleep,
            asleep=self.asleep,
            chance=lambda: 0.0,
        )


@dataclass
class Desk:
    """A client on a script, asked one way or the other."""

    way: Literal["ask", "aask"]
    client: Client
    script: Script
    time: Time

    def ask(self, messages: list[Message] | None = None, **options: Any) -> Answer[Draft]:
        messages = MESSAGES if messages is None else messages
        if self.way == "ask":
            return self.client.ask(messages, Draft, **options)
        return asyncio.run(self.client.aask(messages, Draft, **options))


Opening = Callable[..., Desk]


def open_desk(way: Literal["ask", "aask"], *replies: Reply, **settings: Any) -> Desk:
    """A desk whose server gives these replies; `settings` over an endpoint with a key."""
    script, time = Script(list(replies)), Time()
    transport = httpx2.MockTransport(script)
    client = Client(
        Settings(
            **{
                "model": "endpoint/m",
                "base_url": "http://wire.test/v1",
                "api_key": KEY,
                "max_retries": 2,
                **settings,
            }
        ),
        transport=transport,
        async_transport=transport,
        clock=time.clock(),
    )
    return Desk(way, client, script, time)
