"""Forecast: what a run would ask, and what that would cost, before anything is asked."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.errors import InputError
from extractor.prompts import Profile, profile_for
from extractor.reading.article import Article
from extractor.reading.page import read
from extractor.running.prices import price_of
from extractor.settings import Settings
from extractor.windows import windows
from schemas import Usage

_LETTERS = 4
"""Of a token, in English."""
_ANSWERED = {"local": 0.21, "openai": 2.6, "endpoint": 2.6}
"""Tokens of answer for one of article: the embedded model's recorded answers to gold, and what the
drafts of gold's development articles would take, every field written out."""


@dataclass
class Forecast:
    """What a run would come to."""

    articles: int = 0
    unreadable: int = 0
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    usd: float | None = None
    """None where no price is known."""


def forecast(sources: Iterable[Article | InputError], settings: Settings) -> Forecast:
    """What reading these articles would take; nothing is sent."""
    profile = profile_for(settings)
    found = Forecast()
    for source in sources:
        if isinstance(source, InputError):
            found.unreadable += 1
            continue
        found.articles += 1
        _add(found, source, profile, settings)
    price = price_of(settings)
    if price is not None:
        found.usd = price.usd(
            Usage(prompt_tokens=found.prompt_tokens, completion_tokens=found.completion_tokens)
        )
    return found


def _add(found: Forecast, article: Article, profile: Profile, settings: Settings) -> None:
    page = read(article)
    room, _ = profile.budget(settings)
    for window in windows(page, room) if page.sentences else []:
        task = profile.task(page, window)
        if task is None:
            continue
        words = sum(len(one["content"]) for one in task.messages)
        form = json.dumps(task.form.model_json_schema()) if settings.provider != "local" else ""
        found.requests += 1
        found.prompt_tokens += (words + len(form)) // _LETTERS
        spoken = sum(one.end - one.start for one in window)
        found.completion_tokens += int(_ANSWERED[settings.provider] * spoken / _LETTERS)
