"""Batch answers: what the lines that came back say, as if each request had been sent alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor import faults
from extractor.errors import CommuniqueError, ServerError, TransientError, TruncatedOutputError

URL = "/v1/chat/completions"


class Outcome(NamedTuple):
    """What became of a request the last time that it was submitted."""

    reason: str
    """Empty for an answer."""
    again: bool = False
    """Whether it may go better another time."""


ANSWERED = Outcome("")
UNDER_WAY = Outcome("under way")
MISSING = Outcome("missing", again=True)


class Answer(NamedTuple):
    """One line that came back."""

    key: bytes
    outcome: Outcome
    answer: str | None = None
    """A chat completion as JSON, which the cache may have; None where there is none."""
    prompt_tokens: int = 0
    completion_tokens: int = 0


def answers(path: Path) -> Iterator[Answer | None]:
    """What a file brought back, None for each line that is garbage; nothing of no file."""
    if path.is_file():
        with path.open("rb") as lines:
            yield from map(_answer, filter(bytes.strip, lines))


def _answer(line: bytes) -> Answer | None:
    try:
        said = json.loads(line)
        key = bytes.fromhex(said["custom_id"])
        reply, error = said.get("response"), said.get("error")
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None
    if not isinstance(reply, dict):
        code = str(error.get("code")) if isinstance(error, dict) else "missing"
        return Answer(key, Outcome(code, again=code != "batch_cancelled"))
    status, body = reply.get("status_code"), reply.get("body")
    if status != 200:
        return Answer(key, _outcome_of(_refused(status, body)))
    return _completed(key, body)


def _completed(key: bytes, body: object) -> Answer:
    """An answer with status 200, which may still be none; what the run keeps is kept here.

    An answer that was cut off is kept, too: the run parts its article where it finds it.
    """
    from openai.types.chat import ChatCompletion
    from pydantic import ValidationError

    try:
        completion = ChatCompletion.model_validate(body)
    except (ValidationError, RecursionError):
        return Answer(key, Outcome(ServerError.__name__, again=True))
    outcome, answer = ANSWERED, completion.model_dump_json(warnings=False)
    try:
        faults.content_of(completion)
    except TruncatedOutputError:
        pass
    except CommuniqueError as error:
        outcome = _outcome_of(error)
    usage = completion.usage
    return Answer(
        key,
        outcome,
        answer if outcome == ANSWERED else None,
        usage.prompt_tokens if usage else 0,
        usage.completion_tokens if usage else 0,
    )


def _refused(status: object, body: object) -> CommuniqueError:
    """What the same refusal would be, had the request been sent alone."""
    import httpx2
    import openai

    if not isinstance(status, int) or not 300 <= status < 600:
        return ServerError(f"the batch says status {status!r}")
    response = httpx2.Response(status, request=httpx2.Request("POST", URL))
    said = body.get("error", body) if isinstance(body, dict) else body
    error = openai.APIStatusError(f"status {status}", response=response, body=said)
    return faults.from_openai(error, now_s=0.0)


def _outcome_of(error: CommuniqueError) -> Outcome:
    return Outcome(type(error).__name__, again=isinstance(error, TransientError))
