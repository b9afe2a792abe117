"""An endpoint on loopback: a real server whose answers are scripted, and articles it answers to."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
from wire import says

from extractor import Article

Answering = Callable[[dict[str, Any]], httpx2.Response]


@contextmanager
def serving(answer: Answering, delay_s: float = 0.0) -> Iterator[str]:
    """A model that takes its time; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            time.sleep(delay_s)
            reply = answer(request)
            self.send_response(reply.status_code)
            for name, value in reply.headers.items():
                if name.lower() not in ("content-length", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("content-length", str(len(reply.content)))
            self.end_headers()
            self.wfile.write(reply.content)

        def log_message(self, *_: object) -> None:
            return

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

        def handle_error(self, *_: object) -> None:
            """A client that was killed has hung up."""

    server = Quiet(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def article(number: int) -> Article:
    """An article with one statement, which tells its number."""
    return Article(
        id=f"news-{number:05}",
        text=f"Ferry line opens\n\nMinister Ada Kern said pier {number} would be painted in May.\n",
    )


def number_of(request: dict[str, Any]) -> int:
    """The number of the article that a request is about."""
    words = " ".join(one["content"] for one in request["messages"])
    found = re.search(r"said pier (\d+) would", words)
    assert found
    return int(found[1])


def answered(request: dict[str, Any]) -> httpx2.Response:
    """What a good model answers about such an article."""
    words = f"pier {number_of(request)} would be painted in May"
    said = {"speaker": "Ada Kern", "cue": "said", "content": [words], "sentences": [2]}
    actor = {"name": "Ada Kern", "kind": "person", "title": "Minister"}
    return says(json.dumps({"actors": [actor], "meetings": [], "statements": [said]}))
