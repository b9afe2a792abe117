"""Exchanges: what a model answered, kept line by line and answered from again."""

import json
import time
from pathlib import Path

import httpx2
import pytest

from evals.exchanges import NOT_RECORDED, Exchanges

URL = "http://model.test/v1/chat/completions"


def _server(*answers: httpx2.Response | Exception) -> tuple[httpx2.MockTransport, list[bytes]]:
    """A server that gives these answers in turn, and what it was asked."""
    left, asked = list(answers), []

    def handle(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.read())
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return httpx2.MockTransport(handle), asked


def _ask(transport: httpx2.BaseTransport, body: object, key: str = "sk-secret") -> httpx2.Response:
    with httpx2.Client(transport=transport) as client:
        return client.post(URL, json=body, headers={"authorization": f"Bearer {key}"})


def _answer(words: str) -> httpx2.Response:
    return httpx2.Response(200, json={"said": words}, headers={"x-request-id": "17"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "exchanges.jsonl"


def test_an_answer_is_written_down_and_given_again_without_asking(path: Path) -> None:
    server, asked = _server(_answer("Grüß Gott"))

    first = _ask(Exchanges(path, server), {"question": 1})
    again = _ask(Exchanges(path, live=None), {"question": 1})

    assert first.json() == again.json() == {"said": "Grüß Gott"}
    assert len(asked) == 1


def test_neither_keys_nor_other_headers_are_written_down(path: Path) -> None:
    server, _ = _server(_answer("yes"))

    _ask(Exchanges(path, server), {"question": 1})

    line = json.loads(path.read_text(encoding="utf-8"))
    assert "sk-secret" not in path.read_text(encoding="utf-8")
    assert set(line) == {
        *("epoch", "sha256", "request", "status", "headers", "response", "seconds")
    }
    assert set(line["headers"]) == {"content-type"}


def test_a_request_that_is_not_recorded_is_refused_where_nothing_may_be_sent(path: Path) -> None:
    response = _ask(Exchanges(path, live=None), {"question": 2})

    assert response.status_code == 404
    assert NOT_RECORDED in response.text


def test_the_same_question_asked_twice_has_its_answers_in_turn(path: Path) -> None:
    busy = httpx2.Response(429, json={"error": "busy"}, headers={"retry-after": "3"})
    server, _ = _server(busy, _answer("yes"))
    recording = Exchanges(path, server)
    for _ in range(2):
        _ask(recording, {"question": 1})

    replayed = Exchanges(path, live=None)
    first, second = _ask(replayed, {"question": 1}), _ask(replayed, {"question": 1})

    assert (first.status_code, first.headers["retry-after"]) == (429, "3")
    assert second.json() == {"said": "yes"}


def test_a_broken_connection_is_broken_again(path: Path) -> None:
    server, _ = _server(httpx2.ReadTimeout("too slow"))
    with pytest.raises(httpx2.ReadTimeout):
        _ask(Exchanges(path, server), {"question": 1})

    with pytest.raises(httpx2.ReadTimeout):
        _ask(Exchanges(path, live=None), {"question": 1})


def test_an_epoch_is_answered_by_its_own_lines_alone(path: Path) -> None:
    server, asked = _server(_answer("one"), _answer("two"))
    _ask(Exchanges(path, server, epoch=1), {"question": 1})
    _ask(Exchanges(path, server, epoch=2), {"question": 1})

    assert _ask(Exchanges(path, live=None, epoch=2), {"question": 1}).json() == {"said": "two"}
    assert len(asked) == 2


def test_a_line_that_a_kill_cut_off_is_asked_for_again_and_written_over(path: Path) -> None:
    server, asked = _server(_answer("one"), _answer("two"), _answer("two"))
    recording = Exchanges(path, server)
    _ask(recording, {"question": 1})
    _ask(recording, {"question": 2})
    path.write_bytes(path.read_bytes()[:-7])

    resumed = Exchanges(path, server)
    answers = [_ask(resumed, {"question": number}).json()["said"] for number in (1, 2)]

    assert answers == ["one", "two"]
    assert len(asked) == 3
    assert len([json.loads(line) for line in path.read_text("utf-8").splitlines()]) == 2


def test_an_answer_that_is_not_json_comes_back_as_it_was(path: Path) -> None:
    server, _ = _server(httpx2.Response(502, text="<html>bad gateway</html>"))

    _ask(Exchanges(path, server), {"question": 1})
    again = _ask(Exchanges(path, live=None), {"question": 1})

    assert (again.status_code, again.text) == (502, "<html>bad gateway</html>")


def test_what_an_answer_took_is_remembered(path: Path) -> None:
    def slow(request: httpx2.Request) -> httpx2.Response:
        time.sleep(0.05)
        return _answer("yes")

    _ask(Exchanges(path, httpx2.MockTransport(slow)), {"question": 1})
    again = Exchanges(path, live=None)
    _ask(again, {"question": 1})

    assert again.waited_s >= 0.05
