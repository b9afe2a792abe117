"""Asking: the questions one article takes, and one answer made of theirs.

The conversation is a generator: it yields each question, is sent its answer or thrown its error,
and returns what was answered. Whoever advances it does the waiting, blocking or not.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel
from pydantic_core import from_json

from extractor.client import Answer, Message
from extractor.draft import Cast, Draft
from extractor.errors import (
    CommuniqueError,
    ContextLengthError,
    InputError,
    RequestTooLargeError,
    TruncatedOutputError,
)
from extractor.prompts import Profile, Task
from extractor.reading.page import Page
from extractor.settings import Settings
from extractor.windows import Window, halves, joined, windows
from schemas import Dropped, Usage


@dataclass(frozen=True)
class Question:
    """One request: the messages, the form to be filled, the most tokens of answer."""

    messages: Sequence[Message]
    form: type[BaseModel]
    max_tokens: int


@dataclass(frozen=True)
class Answered:
    """A draft, what it cost, what was lost of it, and how many windows it took."""

    draft: Draft
    usage: Usage
    dropped: tuple[Dropped, ...] = ()
    windows: int = 0
    cast: Cast = field(default_factory=dict)


Conversation = Generator[Question, Answer[Any] | None, Answered]


def advance(
    talk: Conversation, outcome: Answer[Any] | CommuniqueError | None = None
) -> Question | Answered:
    """The next question, or at the end what was answered.

    Args:
        talk: the conversation.
        outcome: of the question before: its answer or its error; None at the beginning.
    """
    try:
        if isinstance(outcome, CommuniqueError):
            return talk.throw(outcome)
        return talk.send(outcome)
    except StopIteration as end:
        answered: Answered = end.value
        return answered


def conversation(page: Page, profile: Profile, settings: Settings) -> Conversation:
    """The questions about a page; none for a page without a sentence.

    An answer that is cut off, or a window that is too long for the model, is asked again in two
    halves; a window that cannot be parted gives what of its answer came before the cut, or, if it
    is too long itself, what its other sentences say.

    Raises:
        InputError: the article takes more windows than the settings allow.
    """
    room, limit = profile.budget(settings)
    parts: list[Answered] = []
    planned = windows(page, room) if page.sentences else []
    if len(planned) > settings.max_windows:
        raise InputError(
            f"article {page.article.id}: its {len(page.article.text):,} characters would take "
            f"{len(planned)} requests, more than max_windows={settings.max_windows}: part it, or "
            "use a model with a larger context"
        )
    for window in planned:
        parts.append((yield from _window(page, window, profile, limit, _PARTINGS)))
    return _combined(parts)


_PARTINGS = 3
"""How often a window is halved; a model that cuts off an eighth of it will cut off any part."""

_NOTED = 80
"""Characters of what was lost, for a person to find it by."""


def _window(
    page: Page, window: Window, profile: Profile, limit: int, partings: int
) -> Conversation:
    task = profile.task(page, window)
    if task is None:
        return Answered(Draft(), _total(()), windows=1)
    try:
        answer = yield Question(task.messages, task.form, limit)
        assert answer is not None  # noqa: S101 - narrows the type: only the beginning sends None
    except RequestTooLargeError as error:
        smaller = halves(page, window) if partings else []
        if not smaller and isinstance(error, ContextLengthError):
            return (yield from _without_longest(page, window, profile, limit, error))
        if not smaller:
            return _salvaged(task, error)
        parts = [Answered(Draft(), error.usage)]
        for half in smaller:
            parts.append((yield from _window(page, half, profile, limit, partings - 1)))
        return _combined(parts)
    draft = task.draft(answer.draft.model_dump(by_alias=True))
    return Answered(draft, answer.usage, windows=1, cast=task.cast)


def _without_longest(
    page: Page, window: Window, profile: Profile, limit: int, error: ContextLengthError
) -> Conversation:
    """What a window says without the sentence that makes it too long, which is noted.

    Raises:
        ContextLengthError: there is no other sentence.
    """
    longest = max(window, key=lambda one: one.end - one.start)
    rest = tuple(one for one in window if one is not longest)
    if not rest:
        raise error
    words = page.article.text[longest.start : longest.start + _NOTED]
    lost = Dropped(kind="article", words=words, reason="truncated", detail=str(error))
    answered = yield from _window(page, rest, profile, limit, 0)
    return _combined([Answered(Draft(), error.usage, (lost,)), answered])


def _combined(parts: Sequence[Answered]) -> Answered:
    return Answered(
        draft=joined([one.draft for one in parts]),
        usage=_total(one.usage for one in parts),
        dropped=tuple(lost for one in parts for lost in one.dropped),
        windows=sum(one.windows for one in parts),
        cast={name: part for one in parts for name, part in one.cast.items()},
    )


def _total(usages: Iterable[Usage]) -> Usage:
    values = list(usages)
    names = Usage.model_fields
    return Usage(**{name: sum(getattr(one, name) for one in values) for name in names})


def _salvaged(task: Task, error: RequestTooLargeError) -> Answered:
    """Every whole record before the cut; the cut is noted with the words it broke off in."""
    partial = error.partial if isinstance(error, TruncatedOutputError) else ""
    try:
        value = from_json(partial, allow_partial=True)
    except ValueError:
        value = None
    cut = Dropped(kind="article", words=partial[-_NOTED:], reason="truncated", detail=str(error))
    draft = task.draft(value if isinstance(value, dict) else {})
    return Answered(draft, error.usage, (cut,), windows=1, cast=task.cast)
