"""The five seeds with the embedded model, from recordings made through the real HTTP path."""

import pickle
from pathlib import Path

import pytest

from extractor import Article, Extractor, Settings
from schemas import Extraction

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


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
    assert len({one.participants for one in record.meetings}) == len(record.meetings)
    assert len({one.content for one in record.statements}) == len(record.statements)
    assert record.article.id == path.stem
    assert record.provenance.model == "local"
    assert record.usage.requests == 1
    json = record.model_dump_json()
    assert Extraction.model_validate_json(json, context={"text": article.text}) == record
    assert pickle.loads(pickle.dumps(record)) == record
