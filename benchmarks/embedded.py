"""Embedded: articles a minute of the embedded model, beside what llama.cpp itself reaches.

    python -m benchmarks.embedded --articles 12

llama.cpp's rates are those its server states for 512 tokens of prompt and 128 of answer, without a
grammar, as `llama-bench` takes them. The least time for the articles is their tokens at those
rates; what is over is the grammar, the rest of the server, and reading and resolving.
"""

import argparse
import json
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

from evals.dataset import read_corpus
from extractor import Article, Extractor, Settings, local
from schemas import Usage

PROMPT_TOKENS, ANSWER_TOKENS = 512, 128
SHAPES = ((1, 1), (1, 2), (2, 2))
"""Slots and threads."""


@dataclass(frozen=True)
class Rates:
    """Tokens a second."""

    prompt: float
    answer: float

    def least_s(self, usage: Usage) -> float:
        """Seconds that some tokens take at these rates."""
        return usage.prompt_tokens / self.prompt + usage.completion_tokens / self.answer


def rates(server: Any) -> Rates:
    """What the server states of a plain continuation; the first one warms it up."""
    words = "the harbour " * PROMPT_TOKENS
    request = {"prompt": words, "n_predict": ANSWER_TOKENS, "ignore_eos": True, "temperature": 0}
    for _ in range(2):
        answer = server.handle_completions({**request, "prompt": words[: PROMPT_TOKENS * 6]})
        told = (json.loads(answer) if isinstance(answer, str) else answer)["timings"]
    return Rates(told["prompt_per_second"], told["predicted_per_second"])


def read(url: str, key: str, articles: Sequence[Article], slots: int) -> tuple[float, Usage]:
    """Seconds for all articles, and their tokens together."""
    settings = Settings(model="local", base_url=url, api_key=key, concurrency=slots)
    with Extractor(settings=settings) as extractor, ThreadPoolExecutor(slots) as pool:
        extractor.extract(articles[0])
        started = time.monotonic()
        used = [one.usage for one in pool.map(extractor.extract, articles)]
        seconds = time.monotonic() - started
    prompt = sum(one.prompt_tokens for one in used)
    return seconds, Usage(
        prompt_tokens=prompt, completion_tokens=sum(one.completion_tokens for one in used)
    )


def main() -> None:
    """Measure each shape, and print a line of it."""
    import xllamacpp

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=12)
    count = parser.parse_args().articles
    cases = read_corpus(split="dev")[:count]
    articles = [Article(id=one.id, text=one.text) for one in cases]
    base = local.weights()
    print("slots threads  tokens/s prompt, answer  articles/min  of llama.cpp's least time")  # noqa: T201
    with as_file(files("extractor") / "weights" / local.ADAPTER) as adapter:
        for slots, threads in SHAPES:
            key = secrets.token_urlsafe(24)
            params = local.parameters(base, adapter, key, slots, threads)
            server = xllamacpp.Server(params)
            reached = rates(server)
            seconds, usage = read(f"{server.listening_address}/v1", key, articles, slots)
            print(  # noqa: T201
                f"{slots:5} {threads:7}  {reached.prompt:16.0f}, {reached.answer:6.0f}"
                f"  {len(articles) / seconds * 60:12.1f}"
                f"  {seconds / reached.least_s(usage):25.2f}"
            )
            del server


if __name__ == "__main__":
    main()
