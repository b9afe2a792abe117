"""Reader: an article goes through langextract, and comes back as communique's record.

langextract's own OpenAI provider asks the embedded server; only the client under it is replaced,
by one that keeps an article to its time and counts tokens, neither of which the provider does.
Temperature is 0, so one extraction pass: a second would give the same answers.
"""

import logging
import time
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from typing import Any

import httpx2

from evals.langextract_system.prompt import TASKS, Task, answer_schema, prompt_hash
from evals.langextract_system.records import Piece, converted
from extractor import local
from extractor.errors import OutputError, SetupError
from schemas import ArticleInfo, Extraction, Provenance, Usage

LIMIT_S = 60.0
"""An article that takes longer has failed."""
MAX_OUTPUT_TOKENS = 1_300
"""As in communique's own profile of the embedded model."""


def read(text: str, article: str) -> Extraction:
    """What langextract makes of an article with the embedded model.

    Raises:
        SetupError: the `[langextract]` or the `[local]` extra is missing.
        OutputError: langextract gave up on the article, or it took longer than `LIMIT_S`.
    """
    try:
        lx: Any = import_module("langextract")
    except ImportError as error:
        raise SetupError(
            'this baseline needs the extra: pip install "communique[langextract,local]"'
        ) from error
    server = local.start()
    meter = Meter(httpx2.HTTPTransport(), LIMIT_S)
    try:
        pieces = [piece for task in TASKS for piece in _answer(lx, task, text, server, meter)]
    except (lx.exceptions.LangExtractError, ValueError) as error:
        raise OutputError(f"langextract: {error}", usage=meter.usage) from error
    finally:
        meter.close()
    actors, meetings, statements, dropped = converted(text, pieces)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Extraction(
        article=ArticleInfo(id=article, sha256=digest),
        actors=actors,
        meetings=meetings,
        statements=statements,
        dropped=dropped,
        provenance=Provenance(
            model="langextract",
            endpoint="local",
            strategy="windows" if any(len(text) > task.chunk for task in TASKS) else "whole",
            prompt_hash=prompt_hash(),
            library_version=f"langextract {version('langextract')}",
            time=datetime.now(UTC),
        ),
        usage=meter.usage,
    ).check_against(text)


def _answer(
    lx: Any, task: Task, text: str, server: local.LocalServer, meter: "Meter"
) -> list[Piece]:
    """The extractions that one question gives."""
    import openai

    logging.getLogger("absl").setLevel(logging.ERROR)
    config = lx.factory.ModelConfig(
        model_id="local",
        provider="OpenAILanguageModel",
        provider_kwargs={
            "base_url": server.base_url,
            "api_key": server.api_key,
            "temperature": 0.0,
            "seed": 0,
            "max_workers": 1,
            "max_output_tokens": MAX_OUTPUT_TOKENS,
        },
    )
    model = lx.factory.create_model(config, output_schema=answer_schema(task, lx))
    model._client = openai.OpenAI(
        base_url=server.base_url,
        api_key=server.api_key,
        max_retries=0,
        http_client=httpx2.Client(transport=meter),
    )
    document = lx.extract(
        text,
        prompt_description=task.description,
        examples=[
            lx.data.ExampleData(
                text=example.text,
                extractions=[
                    lx.data.Extraction(one.kind, one.words, attributes=dict(one.attributes) or None)
                    for one in example.found
                ],
            )
            for example in task.examples
        ],
        model=model,
        max_char_buffer=task.chunk,
        batch_length=1,
        max_workers=1,
        resolver_params={"accept_match_lesser": False},  # or one word in common is a place found
        use_schema_constraints=False,  # of the examples: the model has its schema already
        prompt_validation_level=lx.prompt_validation.PromptValidationLevel.OFF,  # our tests do it
        show_progress=False,
    )
    return [Piece.of(one) for one in document.extractions or ()]


class Meter(httpx2.BaseTransport):
    """Carries the requests of one article: gives each the time that is left, and counts.

    Args:
        inner: what carries them really.
        limit_s: for all of them together, from now on.
    """

    def __init__(self, inner: httpx2.BaseTransport, limit_s: float) -> None:
        self._inner = inner
        self._limit_s = limit_s
        self._started = time.monotonic()
        self.usage = Usage()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The server's answer.

        Raises:
            httpx2.ReadTimeout: the time is over.
        """
        asked = time.monotonic()
        left = self._limit_s - (asked - self._started)
        if left <= 0:
            raise httpx2.ReadTimeout(f"over {self._limit_s:g} s", request=request)
        limits = dict.fromkeys(("connect", "read", "write", "pool"), left)
        request.extensions = {**request.extensions, "timeout": limits}
        told: dict[str, int] = {}
        try:
            response = self._inner.handle_request(request)
            response.read()
            told = response.json().get("usage") or {} if response.is_success else {}
        finally:
            self.usage = Usage(
                requests=self.usage.requests + 1,
                prompt_tokens=self.usage.prompt_tokens + told.get("prompt_tokens", 0),
                completion_tokens=self.usage.completion_tokens + told.get("completion_tokens", 0),
                seconds=round(self.usage.seconds + time.monotonic() - asked, 3),
            )
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()
