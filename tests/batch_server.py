"""OpenAI's files and batches on loopback: a real server, each of whose batches ends as scripted.

Shapes and fields are those of `openai.types`: FileObject, Batch, BatchError, and the lines of the
Batch API's reference. A batch takes a step at each look at it: validating, in_progress as often as
`polls` says, finalizing, then its end.
"""

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from endpoint import Answering, answered, number_of
from wire import KEY

MOST_REQUESTS = 50_000
_NOW = 1_700_000_000
Lines = list[bytes]


def backwards(lines: Lines) -> Lines:
    """Out of order, as they come."""
    return lines[::-1]


@dataclass(frozen=True)
class Ending:
    """How one batch ends."""

    status: str = "completed"
    reached: Callable[[int], bool] = lambda _: True
    """Whether a request is run before the end, by the number of its article."""
    output: Callable[[Lines], Lines] = backwards
    """What becomes of the lines of answers."""
    errors: list[dict[str, Any]] = field(default_factory=list)
    """Of a file that is refused: BatchError, as JSON."""


@dataclass
class Server:
    """What it is asked, what it holds, and how its batches end, in the order of their making."""

    answer: Answering = answered
    endings: list[Ending] = field(default_factory=list)
    """Of the first batches; the others are completed."""
    polls: int = 1
    lost: Counter[str] = field(default_factory=Counter)
    """Replies that are lost after their work is done, by method and path: `POST /v1/batches`."""
    refused: Counter[str] = field(default_factory=Counter)
    """Requests that are answered 503 and not looked at, by the same."""
    calls: Counter[str] = field(default_factory=Counter)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    content: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    steps: Counter[str] = field(default_factory=Counter)
    submitted: Counter[int] = field(default_factory=Counter)
    """How often the request about each article stands in a batch that was run."""
    live: Counter[int] = field(default_factory=Counter)
    """How often it was sent alone."""
    page: int = 2
    """Batches of one page of the list, at most."""
    url: str = ""

    def reply(  # noqa: PLR0911 - a table of routes
        self, method: str, path: str, query: dict[str, str], kind: str, body: bytes
    ) -> httpx2.Response:
        """What OpenAI would say."""
        match method, path.removeprefix("/v1/").split("/"):
            case "POST", ["files"]:
                return self._upload(kind, body)
            case "POST", ["batches"]:
                return self._create(json.loads(body))
            case "GET", ["batches"]:
                return self._list(query)
            case "GET", ["batches", name] if name in self.batches:
                self._step(self.batches[name])
                return httpx2.Response(200, json=self.batches[name])
            case "GET", ["files", name, "content"] if name in self.content:
                headers = {"content-type": "application/octet-stream"}
                return httpx2.Response(200, content=self.content[name], headers=headers)
            case "POST", ["chat", "completions"]:
                request = json.loads(body)
                self.live[number_of(request)] += 1
                return self.answer(request)
        return _error(404, f"No such thing: {path}")

    def _upload(self, kind: str, body: bytes) -> httpx2.Response:
        fields = _fields(kind, body)
        purpose = fields["purpose"].get_payload(decode=True)
        if purpose != b"batch":
            return _error(400, f"purpose {purpose!r}")
        content = fields["file"].get_payload(decode=True)
        assert isinstance(content, bytes)
        made = self._file(content, "batch", fields["file"].get_filename() or "")
        return httpx2.Response(200, json=made)

    def _file(self, content: bytes, purpose: str, name: str) -> dict[str, Any]:
        made = {
            "id": f"file-{len(self.files) + 1:04}",
            "object": "file",
            "bytes": len(content),
            "created_at": _NOW,
            "expires_at": _NOW + 2_592_000,
            "filename": name,
            "purpose": purpose,
            "status": "processed",
            "status_details": None,
        }
        self.files[str(made["id"])] = made
        self.content[str(made["id"])] = content
        return made

    def _create(self, wanted: dict[str, Any]) -> httpx2.Response:
        if self.files.get(wanted["input_file_id"], {}).get("purpose") != "batch":
            return _error(400, "Invalid input_file_id", param="input_file_id")
        if (wanted["endpoint"], wanted["completion_window"]) != ("/v1/chat/completions", "24h"):
            return _error(400, "Invalid endpoint or completion_window")
        stages = ("in_progress", "finalizing", "completed", "failed", "cancelling", "cancelled")
        made = {
            "id": f"batch_{len(self.batches) + 1:04}",
            "object": "batch",
            "endpoint": wanted["endpoint"],
            "model": None,
            "errors": None,
            "input_file_id": wanted["input_file_id"],
            "completion_window": "24h",
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": _NOW + len(self.batches),
            "expires_at": _NOW + len(self.batches) + 86_400,
            **{f"{stage}_at": None for stage in (*stages, "expired")},
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
            "metadata": wanted.get("metadata"),
        }
        self.batches[str(made["id"])] = made
        return httpx2.Response(200, json=made)

    def _list(self, query: dict[str, str]) -> httpx2.Response:
        """The newest first, as OpenAI lists them."""
        names = list(self.batches)[::-1]
        start = names.index(query["after"]) + 1 if "after" in query else 0
        limit = min(int(query.get("limit", "20")), self.page)
        shown = [self.batches[name] for name in names[start : start + limit]]
        return httpx2.Response(
            200,
            json={
                "object": "list",
                "data": shown,
                "first_id": shown[0]["id"] if shown else None,
                "last_id": shown[-1]["id"] if shown else None,
                "has_more": start + limit < len(names),
            },
        )

    def _step(self, batch: dict[str, Any]) -> None:
        if batch["status"] in ("completed", "failed", "expired", "cancelled"):
            return
        number = list(self.batches).index(batch["id"])
        ending = self.endings[number] if number < len(self.endings) else Ending()
        lines = self.content[batch["input_file_id"]].splitlines()
        errors = ending.errors or _problems(lines)
        before = "cancelling" if ending.status == "cancelled" else "finalizing"
        stages = ["in_progress"] * self.polls + [before, ending.status]
        if errors:
            stages = ["failed"]
        self.steps[batch["id"]] += 1
        batch["status"] = stages[min(self.steps[batch["id"]], len(stages)) - 1]
        batch[f"{batch['status']}_at"] = _NOW + self.steps[batch["id"]]
        if errors:
            batch["errors"] = {"object": "list", "data": errors}
            return
        batch["request_counts"]["total"] = len(lines)
        if batch["status"] == ending.status:
            self._run(batch, ending, [json.loads(line) for line in lines])

    def _run(self, batch: dict[str, Any], ending: Ending, requests: list[dict[str, Any]]) -> None:
        good: Lines = []
        bad: Lines = []
        for place, request in enumerate(requests):
            number = number_of(request["body"])
            self.submitted[number] += 1
            line: dict[str, Any] = {
                "id": f"batch_req_{batch['id'][-4:]}{place:05}",
                "custom_id": request["custom_id"],
                "response": None,
                "error": None,
            }
            if not ending.reached(number):
                line["error"] = {
                    "code": f"batch_{ending.status}",
                    "message": "This request could not be executed before the batch ended.",
                }
                bad.append(json.dumps(line).encode())
                continue
            reply = self.answer(request["body"])
            line["response"] = {
                "status_code": reply.status_code,
                "request_id": f"req_{place:05}",
                "body": json.loads(reply.content),
            }
            (good if reply.status_code == 200 else bad).append(json.dumps(line).encode())
        batch["request_counts"].update(completed=len(good), failed=len(bad))
        for key, lines in (("output_file_id", ending.output(good)), ("error_file_id", bad)):
            if lines:
                content = b"\n".join(lines) + b"\n"
                name = f"{batch['id']}_{key.removesuffix('_file_id')}.jsonl"
                batch[key] = self._file(content, "batch_output", name)["id"]


def _problems(lines: Lines) -> list[dict[str, Any]]:
    """What validation finds wrong with a file."""
    if len(lines) > MOST_REQUESTS:
        return [_problem("too_many_requests", None)]
    met: set[str] = set()
    found: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        request = json.loads(line)
        if request["custom_id"] in met or not re.fullmatch(r"\S{1,64}", request["custom_id"]):
            found.append(_problem("duplicate_custom_id", number))
        if (request["method"], request["url"]) != ("POST", "/v1/chat/completions"):
            found.append(_problem("invalid_url", number))
        met.add(request["custom_id"])
    return found or ([] if lines else [_problem("empty_file", None)])


def _problem(code: str, line: int | None) -> dict[str, Any]:
    return {"code": code, "line": line, "message": f"The file has a problem: {code}", "param": None}


def _error(status: int, message: str, **more: object) -> httpx2.Response:
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": None}
    return httpx2.Response(status, json={"error": error | more})


def _fields(kind: str, body: bytes) -> dict[str, Message]:
    """The parts of a multipart body, by their names."""
    whole = BytesParser().parsebytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + body)
    parts = whole.get_payload()
    assert isinstance(parts, list), "the upload is not multipart"
    named: dict[str, Message] = {}
    for part in parts:
        assert isinstance(part, Message)
        named[str(part.get_param("name", header="content-disposition"))] = part
    return named


@contextmanager
def batching(server: Server) -> Iterator[Server]:
    """The server on loopback, its address in `url`."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            call = f"{self.command} {parts.path}"
            with lock:
                server.calls[call] += 1
                if self.headers.get("authorization") != f"Bearer {KEY}":
                    reply = _error(401, "Incorrect API key provided", code="invalid_api_key")
                elif server.refused[call] > 0:
                    server.refused[call] -= 1
                    reply = _error(503, "The server is overloaded")
                else:
                    kind = self.headers.get("content-type") or ""
                    reply = server.reply(self.command, parts.path, query, kind, body)
                    if server.lost[call] > 0:
                        server.lost[call] -= 1
                        self.close_connection = True
                        return
            self.send_response(reply.status_code)
            self.send_header("content-type", reply.headers["content-type"])
            self.send_header("content-length", str(len(reply.content)))
            self.end_headers()
            self.wfile.write(reply.content)

        def log_message(self, *_: object) -> None:
            return

    loopback = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=loopback.serve_forever, args=(0.01,))
    thread.start()
    server.url = f"http://127.0.0.1:{loopback.server_port}/v1"
    try:
        yield server
    finally:
        loopback.shutdown()
        thread.join()
        loopback.server_close()
