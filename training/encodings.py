"""Encodings: how many tokens the truth of the held-out articles takes in each form of answer."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from transformers import AutoTokenizer

from extractor.candidates.ranking import shipped
from extractor.reading.article import Article
from extractor.reading.page import read
from training.examples import example_of
from training.script import Script, parse, sources


def full(script: Script) -> object:
    """The draft that hosted models fill, its open fields left out."""
    return {
        "actors": [
            {"name": one.name or _first(script, one.id), "kind": one.kind}
            for one in script.cast.values()
        ],
        "meetings": [
            {
                "participants": [{"actor": _name(script, who)} for who in one.participants],
                "sentences": [_sentence(script, span[0]) for span in _told(script, id_)],
                "status": one.status,
            }
            for id_, one in script.meetings.items()
        ],
        "statements": [
            {
                "speaker": _name(script, who) if who else None,
                "content": [script.text[slice(*span)]],
                "sentences": [_sentence(script, span[0])],
            }
            for span, who in script.contents
        ],
    }


def verbatim(script: Script) -> object:
    """People and words copied, nothing else."""
    return {
        "meetings": [_meeting(script, id_) for id_ in script.meetings],
        "statements": [
            [_name(script, who) if who else "", script.text[slice(*span)]]
            for span, who in script.contents
        ],
    }


def edges(script: Script) -> object:
    """In place of the words their sentence's number, the first two and the last two."""
    return {
        "meetings": [_meeting(script, id_) for id_ in script.meetings],
        "statements": [
            [_name(script, who) if who else "", _sentence(script, span[0]), *_edges(script, span)]
            for span, who in script.contents
        ],
    }


def numbers(script: Script) -> object:
    """In place of people and words the numbers of mentions, sentences and meetings."""
    ids = {who: number for number, who in enumerate(script.cast, 1)}
    return {
        "m": [
            [one.status, *(ids[who] for who in one.participants)]
            for one in script.meetings.values()
        ],
        "s": [[ids[who] if who else 0, number] for number, (_, who) in enumerate(script.contents)],
    }


def in_use(script: Script) -> object:
    """The guess accepted, or another choice, spot by spot."""
    return json.loads(example_of(script, shipped()).completion)


FORMS: tuple[Callable[[Script], object], ...] = (full, verbatim, edges, numbers, in_use)


def _first(script: Script, who: str) -> str:
    spans = [span for span, member in script.mentions if member == who]
    return script.text[slice(*spans[0])] if spans else ""


def _name(script: Script, who: str) -> str:
    return script.cast[who].name or _first(script, who)


def _told(script: Script, meeting: str) -> list[tuple[int, int]]:
    return [span for span, ids in script.triggers if meeting in ids]


def _meeting(script: Script, id_: str) -> list[str]:
    one = script.meetings[id_]
    return [one.status, *(_name(script, who) for who in one.participants)]


def _sentence(script: Script, offset: int) -> int:
    page = read(Article(id="article", text=script.text))
    return next((one.number for one in page.sentences if one.end > offset), 0)


def _edges(script: Script, span: tuple[int, int]) -> list[str]:
    words = script.text[slice(*span)].split()
    return [" ".join(words[:2]), " ".join(words[-2:])] if len(words) > 4 else [" ".join(words)]


def main() -> None:
    """Print the mean tokens of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=Path("build/base"))
    tokenizer: Any = AutoTokenizer.from_pretrained(parser.parse_args().base)
    scripts = [parse(source) for source in sources(held_out=True)]
    for form in FORMS:
        answers = [
            json.dumps(form(one), ensure_ascii=False, separators=(",", ":")) for one in scripts
        ]
        mean = sum(len(tokenizer(one).input_ids) for one in answers) / len(answers)
        print(f"{(form.__doc__ or '').splitlines()[0]:70}{mean:7.0f}")  # noqa: T201


if __name__ == "__main__":
    main()
