"""The corpus itself: what it promises, and that nothing of it has got where it must not be."""

import re
from collections import Counter
from pathlib import Path

import pytest

from evals.agree import agree
from evals.census import Census
from evals.check import check
from evals.counts import Counts
from evals.dataset import Case, read_corpus, read_gold
from evals.gate import Accepted
from evals.rules import CANARY
from evals.selftest import selftest
from evals.tables import agreement_lines, census_lines

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "gold" / "records"
TEXTS = (ROOT / "gold" / "texts", ROOT / "seeds")
ANNOTATORS = ROOT / "gold" / "annotators"
README = ROOT / "gold" / "README.md"
RUN = 10
"""Words in a row that no two people write by chance."""


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return read_corpus(GOLD, TEXTS)


def test_the_corpus_passes_its_check() -> None:
    report = check(GOLD, TEXTS)

    assert [str(fault) for fault in report.faults] == []


def test_it_has_the_articles_it_promises(cases: tuple[Case, ...]) -> None:
    census = Census.of(cases)
    written = [case for case in cases if CANARY in case.text]

    assert len(written) >= 60
    assert len(cases) == len(written) + len(list((ROOT / "seeds").glob("*.txt")))
    assert census.without_meeting >= 8
    assert census.without_anything >= 5
    assert census.three_meetings >= 10
    assert sum(census.stories.values()) >= 12
    assert all(2 <= articles <= 4 for articles in census.stories.values())
    assert 0.35 <= census.splits["test"] / census.articles <= 0.45


def test_half_of_the_statements_have_no_quotation_marks(cases: tuple[Case, ...]) -> None:
    assert (Census.of(cases).unquoted_share or 0) >= 0.5


def test_articles_are_from_100_to_1200_words(cases: tuple[Case, ...]) -> None:
    lengths = {case.id: len(case.text.replace(CANARY, "").split()) for case in cases}

    assert {name: words for name, words in lengths.items() if not 100 <= words <= 1200} == {}


def test_every_seed_is_for_development(cases: tuple[Case, ...]) -> None:
    seeds = {path.stem for path in (ROOT / "seeds").glob("*.txt")}

    assert {case.gold.annotation.split for case in cases if case.id in seeds} == {"dev"}


def test_every_article_was_labelled_twice_before_it_was_settled(cases: tuple[Case, ...]) -> None:
    for case in cases:
        assert case.gold.annotation.adjudicated
        for name in case.gold.annotation.annotators:
            raw = read_gold(ANNOTATORS / name / f"{case.id}.json", case.text)
            assert not raw.annotation.adjudicated
            assert raw.annotation.annotators == (name,)
        assert len(case.gold.annotation.annotators) == 2


def test_the_scorer_keeps_its_laws_on_the_corpus(cases: tuple[Case, ...]) -> None:
    assert [trial.broken for trial in selftest(cases) if trial.broken] == []


def test_the_readme_prints_the_agreement_that_was_reached() -> None:
    one, two = (
        {path.stem: read_gold(path) for path in sorted((ANNOTATORS / name).glob("*.json"))}
        for name in ("one", "two")
    )
    page = README.read_text(encoding="utf-8")

    for line in agreement_lines(agree(one, two)):
        assert line in page


def test_the_readme_prints_the_corpus_in_numbers(cases: tuple[Case, ...]) -> None:
    tags = check(GOLD, TEXTS).tags
    page = README.read_text(encoding="utf-8")

    for line in census_lines(Census.of(cases), tags):
        assert line in page


def test_no_gold_text_stands_in_prompts_examples_or_training_data() -> None:
    runs = Counter(run for folder in TEXTS for path in folder.glob("*.txt") for run in _runs(path))
    places = [
        *(ROOT / "extractor").rglob("*.py"),
        *(ROOT / "schemas").rglob("*.py"),
        *(ROOT / "training").rglob("*.*"),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("*.md"),
        ROOT / "gold" / "GUIDELINES.md",
    ]
    found = {
        path.name: run for path in places if path.is_file() for run in _runs(path) if run in runs
    }

    assert len(runs) > 10_000
    assert found == {}


def _runs(path: Path) -> list[str]:
    """Every run of words of a file, small letters, punctuation left out."""
    text = path.read_text(encoding="utf-8", errors="replace").lower().replace("’", "'")
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text)
    return [" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]


def test_the_readme_says_how_good_the_default_model_is() -> None:
    accepted = Accepted.read(ROOT / "evals" / "baselines" / "local.json")
    counts = {name: Counts(*row) for name, row in accepted.counts.items()}
    page = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())

    def percent(value: float | None) -> str:
        return f"{value or 0:.0%}".replace("%", " %")

    assert (
        f"finds {percent(counts['statements'].recall)} of the statements "
        f"({percent(counts['statements'].precision)} of what it gives are statements), "
        f"{percent(counts['statements.attributed'].recall)} with the right speaker, "
        f"and {percent(counts['meetings'].recall)} of the meetings "
        f"({percent(counts['meetings'].precision)} of what it gives are meetings)"
    ) in page
