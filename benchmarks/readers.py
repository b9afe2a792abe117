"""Readers: one library reads the articles in a process of its own, and says what that took.

    python -m benchmarks.readers communique --articles 1000 --concurrency 64 --port 8000

Prints one line of JSON: seconds of wall clock and of processor, peak memory in bytes, records and
fabricated quotations that came out.
"""

import argparse
import asyncio
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from benchmarks.news import FABRICATED, news

os.environ["OPENAI_API_KEY"] = "none"


def communique(url: str, articles: int, concurrency: int) -> tuple[int, int]:
    """`communique run`'s own code, ledger and all."""
    from extractor import Article, Extractor, Settings
    from extractor.running.limits import Account, Limits
    from extractor.running.run import Plan, Summary, run

    settings = Settings(model="endpoint/m", base_url=url, concurrency=concurrency, probe=False)
    sources = (Article(id=f"n{one}", text=news(one).text) for one in range(1, articles + 1))
    records = fabricated = 0
    with tempfile.TemporaryDirectory() as folder, Extractor(settings=settings) as extractor:
        for entry in run(extractor, sources, Plan(Path(folder)), Summary(Account(Limits()))):
            if entry.record is None:
                continue
            records += len(entry.record.meetings) + len(entry.record.statements)
            fabricated += any(FABRICATED in piece for piece in entry.record.strings())
    return records, fabricated


def instructor(url: str, articles: int, concurrency: int) -> tuple[int, int]:
    """What its users write: a model of the answer, a client, a semaphore."""
    import instructor as library
    from openai import AsyncOpenAI
    from pydantic import BaseModel

    class Meeting(BaseModel):
        participants: list[str]
        status: Literal["held", "scheduled", "proposed", "postponed", "cancelled", "refused"]
        date: str | None
        place: str | None
        evidence: str

    class Statement(BaseModel):
        speaker: str
        quote: str

    class Report(BaseModel):
        meetings: list[Meeting]
        statements: list[Statement]

    client = library.from_openai(AsyncOpenAI(base_url=url), mode=library.Mode.JSON_SCHEMA)
    counted = [0, 0]

    async def read(numbers: Iterator[int]) -> None:
        for number in numbers:
            asked = "Extract every meeting and every statement, word for word.\n\n"
            found = await client.chat.completions.create(
                model="m",
                response_model=Report,
                messages=[{"role": "user", "content": asked + news(number).text}],
            )
            counted[0] += len(found.meetings) + len(found.statements)
            counted[1] += any(one.quote == FABRICATED for one in found.statements)

    async def read_all() -> None:
        numbers = iter(range(1, articles + 1))
        await asyncio.gather(*(read(numbers) for _ in range(concurrency)))

    asyncio.run(read_all())
    return counted[0], counted[1]


def langextract(url: str, articles: int, concurrency: int) -> tuple[int, int]:
    """As its documentation shows it: a description, an example, its own chunks and alignment.

    One example is the least that shows the fields it is to fill, which are the ones that the
    scripted model fills for communique.
    """
    import langextract as library
    from langextract.providers.openai import OpenAILanguageModel

    told = library.data.Extraction
    people = {"Odile Brannock": "Transport Minister", "Teemu Aho": "head of the port authority"}
    about = {"participants": list(people), "status": "held", "date": "on Tuesday"}
    met = (
        "Transport Minister Odile Brannock met the head of the port authority, Teemu Aho, on "
        "Tuesday to talk about the fares."
    )
    example = library.data.ExampleData(
        text=f"{met} Brannock said the ferry would sail again.",
        extractions=[
            *(
                told("actor", name, attributes={"kind": "person", "title": title})
                for name, title in people.items()
            ),
            told("meeting", met, attributes={**about, "topics": ["the fares"]}),
            told(
                "statement",
                "the ferry would sail again",
                attributes={"speaker": "Odile Brannock", "meeting": "1"},
            ),
        ],
    )
    model = OpenAILanguageModel(
        model_id="gpt-m", api_key="none", base_url=url, max_workers=concurrency
    )
    documents = (library.data.Document(text=news(one).text) for one in range(1, articles + 1))
    records = fabricated = 0
    while batch := list(islice(documents, 4 * concurrency)):
        for read in library.extract(
            batch,
            prompt_description="Extract every meeting and every statement, word for word.",
            examples=[example],
            model=model,
            max_workers=concurrency,
            batch_length=concurrency,
            use_schema_constraints=False,
            fence_output=False,
            show_progress=False,
        ):
            for one in read.extractions or ():
                records += 1
                fabricated += one.extraction_text == FABRICATED and bool(one.char_interval)
    return records, fabricated


READERS: dict[str, Callable[[str, int, int], tuple[int, int]]] = {
    "communique": communique,
    "instructor": instructor,
    "langextract": langextract,
}


def main() -> None:
    """Read, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", choices=READERS)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--concurrency", type=int, required=True)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    url = f"http://127.0.0.1:{options.port}/{options.library}/v1"
    read = READERS[options.library]
    read(url, options.concurrency, options.concurrency)  # imports, first connections
    started, cpu = time.monotonic(), time.process_time()
    records, fabricated = read(url, options.articles, options.concurrency)
    figures: dict[str, Any] = {
        "library": options.library,
        "articles": options.articles,
        "seconds": time.monotonic() - started,
        "cpu_s": time.process_time() - cpu,
        "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "records": records,
        "fabricated": fabricated,
    }
    print(json.dumps(figures))  # noqa: T201


if __name__ == "__main__":
    main()
