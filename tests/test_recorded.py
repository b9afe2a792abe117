"""The embedded model on the five seeds, and asked again: recorded over its real HTTP path."""

import pickle
import runpy
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, Field, field_validator

from extractor import Article, Extractor, InvalidOutputError, Settings
from extractor.client import Client
from schemas import Extraction

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
CHECK = runpy.run_path(str(ROOT / ".ci" / "seeds.py"))
"""What CI checks of a live run, too."""


def _article(path: Path) -> Article:
    return Article(id=path.stem, text=path.read_bytes().decode())


@pytest.mark.vcr
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_gives_records_that_stand_in_its_text(path: Path, embedded: Settings) -> None:
    article = _article(path)
    with Extractor(settings=embedded) as extractor:
        record = extractor.extract(article)

    assert record.meetings
    assert record.statements
    assert record.check_against(article.text) is record
    assert len({(one.participants, one.status) for one in record.meetings}) == len(record.meetings)
    assert len({one.content for one in record.statements}) == len(record.statements)
    assert CHECK["has_sides"](record, CHECK["SIDES"][path.stem])
    assert record.article.id == path.stem
    assert record.provenance.model == "local"
    assert record.usage.requests == 1
    json = record.model_dump_json()
    assert Extraction.model_validate_json(json, context={"text": article.text}) == record
    assert pickle.loads(pickle.dumps(record)) == record


class _Sides(BaseModel):
    """Those who met."""

    participants: Annotated[list[str], Field(max_length=4)]

    @field_validator("participants")
    @classmethod
    def _each_once(cls, names: list[str]) -> list[str]:
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{name} stands twice: give each name once")
        return names


@pytest.mark.vcr
def test_a_model_that_errs_again_when_asked_again_is_given_up_on(embedded: Settings) -> None:
    article = (
        "Foreign Minister Lina Osei met her Danish counterpart Mads Krogh in Accra on Tuesday. "
        "Osei said the fishing treaty would be signed before winter."
    )
    with (
        Client(embedded) as client,
        pytest.raises(InvalidOutputError, match=r"in 2 tries.*stands twice") as caught,
    ):
        client.ask(
            [{"role": "user", "content": f"Article:\n{article}\n\nExtraction:"}],
            _Sides,
            max_tokens=200,
            max_reasks=1,
        )

    assert caught.value.usage.requests == 2
    assert caught.value.usage.reasks == 1
    assert caught.value.output.count("Lina Osei") == 2
