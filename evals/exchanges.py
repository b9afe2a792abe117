"""Exchanges: what went over the wire to a model, kept in a file, and answered from it again.

One JSON line for each request as soon as it is answered, so that a killed run loses no answer. A
request is known by the SHA-256 of its body; hosts and headers are neither kept nor compared, so no
key is ever written. The same body sent again in one run is answered by the next line with it.
"""

import json
import threading
import time
from collections import defaultdict, deque
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx2

from extractor.journal import Journal

_KEPT_HEADERS = ("content-type", "retry-after")


NOT_RECORDED = "this request is not in the recording: prompt, reading or text have changed"


class Exchanges(httpx2.BaseTransport):
    """Answers from a file what stands in it; sends and writes down what does not.

    Args:
        path: the file, `exchanges.jsonl`; it comes into being with its first line.
        live: what carries a request that has no line; None answers it with 404, which the client
            takes as a fault of the set-up, so that the run ends there.
        epoch: which repetition of the run; lines of other epochs answer nothing.
    """

    def __init__(self, path: Path, live: httpx2.BaseTransport | None, epoch: int = 1) -> None:
        self._journal = Journal(path)
        self._live = live
        self._epoch = epoch
        self._lock = threading.Lock()
        self._kept: dict[str, deque[dict[str, Any]]] = defaultdict(deque)
        self.waited_s = 0.0
        """Seconds that the answers took when they were given, recorded ones included."""
        for line in self._journal.read():
            if line["epoch"] == epoch and not (live and _passing(line)):
                self._kept[line["sha256"]].append(line)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer of the file, or of the server.

        Raises:
            httpx2.TransportError: what the server's answer was, now or when it was written down.
        """
        body = request.read()
        digest = sha256(body).hexdigest()
        with self._lock:
            line = self._kept[digest].popleft() if self._kept[digest] else None
        if line is None:
            if self._live is None:
                return httpx2.Response(404, json={"error": {"message": NOT_RECORDED}})
            line = self._asked(self._live, request, body, digest)
        self.waited_s += line["seconds"]
        if "error" in line:
            raise getattr(httpx2, line["error"])(line["error"], request=request)
        return httpx2.Response(
            line["status"],
            headers=line["headers"],
            content=json.dumps(line["response"], ensure_ascii=False).encode()
            if not isinstance(line["response"], str)
            else line["response"].encode(),
            request=request,
        )

    def _asked(
        self, live: httpx2.BaseTransport, request: httpx2.Request, body: bytes, digest: str
    ) -> dict[str, Any]:
        """Send a request and write down what came of it."""
        line: dict[str, Any] = {
            "epoch": self._epoch,
            "sha256": digest,
            "request": _unfolded(body),
        }
        started = time.monotonic()
        try:
            response = live.handle_request(request)
            content = response.read()
            response.close()
        except httpx2.TransportError as error:
            line["error"] = type(error).__name__
        else:
            line["status"] = response.status_code
            line["headers"] = {
                name: value
                for name, value in response.headers.items()
                if name.lower() in _KEPT_HEADERS
            }
            line["response"] = _unfolded(content)
        line["seconds"] = round(time.monotonic() - started, 3)
        with self._lock:
            self._journal.append(line)
        return line

    def close(self) -> None:
        """Close the connections."""
        if self._live is not None:
            self._live.close()


def _passing(line: dict[str, Any]) -> bool:
    """Whether an answer was a fault that may have passed since: no connection, too busy."""
    return (
        "error" in line or line["status"] == httpx2.codes.TOO_MANY_REQUESTS or line["status"] >= 500
    )


def _unfolded(body: bytes) -> Any:
    """A JSON body as what it says, another as text."""
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
