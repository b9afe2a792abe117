"""Linking measured: on the labelled stories of the split dev, and by its own table of weights."""

from pathlib import Path

import pytest

from evals.linking import (
    across,
    across_lines,
    baseline_labels,
    gold_labels,
    linked_labels,
    measured,
)
from extractor import link
from extractor.linking.weights import probability, table, weights
from schemas import Gold
from training.stories import told

_GOLD = Path(__file__).parents[1] / "gold" / "records"
DEV = [
    gold
    for path in sorted(_GOLD.glob("*.json"))
    if (gold := Gold.model_validate_json(path.read_bytes())).annotation.split == "dev"
]


def test_meetings_of_the_dev_stories_are_put_together_better_than_by_simple_rules() -> None:
    (ours, *baselines) = measured(DEV)["dev, gold records"]

    assert (ours.precision or 0) > 0.85
    assert (ours.recall or 0) > 0.8
    assert all((ours.conll or 0) > (one.conll or 0) for one in baselines)


def test_of_twenty_joins_of_the_written_stories_nineteen_are_right() -> None:
    stories = told()
    ours = across("ours", stories, linked_labels(stories))

    assert (ours.precision or 0) >= 0.95
    assert (ours.recall or 0) >= 0.8


def test_seeds_that_may_report_one_meeting_are_left_open_with_the_reasons() -> None:
    links = link([gold for gold in DEV if gold.annotation.story is None])

    (doubt,) = (
        one.link
        for one in links.possible()
        if one.kind == "meeting"
        and {(each.article[:3], each.record) for each in (one.link.one, one.link.other)}
        == {("001", "m1"), ("004", "m1")}
    )
    assert doubt.against
    assert {one.level for one in doubt.reasons} >= {"the same words", "named", "office"}
    apart = {source.article for one in links.meetings() if len(one.sources) > 1
             for source in one.sources}  # fmt: skip
    assert not {name for name in apart if name.startswith("00")}


@pytest.mark.parametrize("kind", ["meeting", "statement", "actor"])
def test_two_records_are_rather_two_before_anything_is_known_of_them(kind: str) -> None:
    assert weights(kind).prior < 0
    assert {row[0] for row in table()} == {"meeting", "statement", "actor"}


def test_bits_are_odds() -> None:
    assert probability(0) == 0.5
    assert probability(3) == pytest.approx(8 / 9)
    assert probability(-1e9) < 1e-9


def test_gold_against_itself_is_perfect_and_against_nothing_finds_nothing() -> None:
    right, nothing = across("gold", DEV, gold_labels(DEV)), across("none", DEV, {})

    assert (right.precision, right.recall, right.b_cubed.f1, right.conll) == (1, 1, 1, 1)
    assert (nothing.precision, nothing.recall) == (None, 0)
    assert len(nothing.missed) == nothing.pairs
    assert "n/a" in "".join(across_lines("dev", [nothing]))


def test_the_baselines_read_no_links() -> None:
    plain = [
        gold.model_copy(
            update={
                "meetings": tuple(one.model_copy(update={"link": None}) for one in gold.meetings)
            }
        )
        for gold in DEV
    ]

    assert baseline_labels(plain) == baseline_labels(DEV)
