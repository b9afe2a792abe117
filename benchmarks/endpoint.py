"""Endpoint: a scripted model over HTTP, one process, each answer after the same latency.

    python -m benchmarks.endpoint --latency 0.2

Prints its port. `/communique/v1`, `/instructor/v1` and `/langextract/v1` answer in the form that
each library asks for, with the same records; `/count` tells how many requests, characters of
prompts and characters of answers there were since it was last asked.
"""

import argparse
import asyncio
import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from benchmarks.news import EVERY, FABRICATED, PEOPLE, News, news

_NUMBER = re.compile(rb"at pier (\d+) on Friday|pier (\d+) would be|waited (\d+) days")


def answer(library: str, number: int, words: str) -> dict[str, Any]:
    """What a good model says, but for a quotation it invents now and then."""
    one = news(number)
    invented = FABRICATED if number % EVERY == 0 else None
    make = {"communique": _communique, "instructor": _instructor, "langextract": _langextract}
    return make[library](one, invented, words)


def _communique(one: News, invented: str | None, _: str) -> dict[str, Any]:
    def said(speaker: str, words: str, sentence: int) -> dict[str, Any]:
        return {"speaker": speaker, "content": [words], "sentences": [sentence], "meeting": 1}

    statements = [said(s.speaker, s.words, s.sentence) for s in one.statements]
    if invented:
        statements.append(said("Emil Strand", invented, 2))
    return {
        "actors": [
            {"name": name, "kind": "person", "title": title} for name, title in PEOPLE.items()
        ],
        "meetings": [
            {
                "participants": [{"actor": name} for name in PEOPLE],
                "sentences": [1],
                "status": "held",
                "date": "on Friday",
                "topics": ["the ferry line"],
            }
        ],
        "statements": statements,
    }


def _instructor(one: News, invented: str | None, _: str) -> dict[str, Any]:
    statements = [{"speaker": s.speaker, "quote": s.words} for s in one.statements]
    if invented:
        statements.append({"speaker": "Emil Strand", "quote": invented})
    met = {"participants": list(PEOPLE), "status": "held", "date": "on Friday"}
    return {"meetings": [{**met, "place": None, "evidence": one.meeting}], "statements": statements}


def _langextract(one: News, invented: str | None, words: str) -> dict[str, Any]:
    """The extractions of the chunk that the prompt ends with."""
    found: list[dict[str, Any]] = []
    if one.meeting in words:
        for name, title in PEOPLE.items():
            found.append({"actor": name, "actor_attributes": {"kind": "person", "title": title}})
        about = {
            "participants": list(PEOPLE),
            "status": "held",
            "date": "on Friday",
            "topics": ["the ferry line"],
        }
        found.append({"meeting": one.meeting, "meeting_attributes": about})
    for said in one.statements:
        if said.words in words:
            about = {"speaker": said.speaker, "meeting": "1"}
            found.append({"statement": said.words, "statement_attributes": about})
    if invented and one.meeting in words:
        about = {"speaker": "Emil Strand", "meeting": "1"}
        found.append({"statement": invented, "statement_attributes": about})
    return {"extractions": found}


def completion(content: str, prompt: int) -> bytes:
    """A chat completion, as OpenAI's API words it."""
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": content},
    }
    usage = {"prompt_tokens": prompt // 4, "completion_tokens": len(content) // 4}
    usage["total_tokens"] = sum(usage.values())
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m"}
    return json.dumps({**body, "choices": [choice], "usage": usage}).encode()


class Endpoint:
    """Answers, and counts what it is sent."""

    def __init__(self, latency_s: float) -> None:
        self.latency_s = latency_s
        self.counted: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, as many requests as come over it."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
                body = await reader.readexactly(int(length[1])) if length else b""
                reply = await self._reply(head.split(b" ", 2)[1].decode(), body)
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                    + str(len(reply)).encode()
                    + b"\r\n\r\n"
                    + reply
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _reply(self, path: str, body: bytes) -> bytes:
        if path == "/count":
            counted = json.dumps(self.counted).encode()
            self.counted.clear()
            return counted
        request: Mapping[str, Any] = json.loads(body)
        content = self._content(path.split("/")[1], request, body)
        sent = len(json.dumps(request["messages"])) + len(
            json.dumps(request.get("response_format"))
        )
        self.counted.update(requests=1, prompt=sent, answer=len(content))
        await asyncio.sleep(self.latency_s)
        return completion(content, sent)

    @staticmethod
    def _content(library: str, request: Mapping[str, Any], body: bytes) -> str:
        if b"vermilion-4711" in body:
            return '{"answer": "vermilion-4711"}'
        words = request["messages"][-1]["content"]
        asked = words.rsplit("\nQ: ", 1)[-1]  # langextract's examples stand before
        number = _NUMBER.search(asked.encode())
        if number is None:
            return '{"extractions": []}'
        return json.dumps(answer(library, int(next(filter(None, number.groups()))), asked))


async def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.2, help="seconds")
    endpoint = Endpoint(parser.parse_args().latency)
    server = await asyncio.start_server(endpoint.serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
