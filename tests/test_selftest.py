"""The selftest: its laws hold for labels as they must be, and each is seen to break."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from labelled import QUIET, TEXT, articles, changed, gold, quiet

from evals.dataset import Case
from evals.selftest import LAWS, Trial, selftest
from schemas import Gold, Participant

ALL = gold()


def _tried(*labels: Gold, seed: int = 0) -> list[Trial]:
    return selftest([Case(TEXT, one) for one in labels], seed)


@settings(max_examples=30)
@given(articles())
def test_every_law_holds_for_any_labels(article: tuple[str, Gold]) -> None:
    text, one = article

    assert [trial for trial in selftest([Case(text, one)]) if trial.broken] == []


def test_each_law_is_tried_on_each_article() -> None:
    trials = selftest([Case(TEXT, ALL), Case(QUIET, quiet())])

    assert [trial.law for trial in trials] == [law.__doc__ for law in LAWS]
    assert [(trial.articles, trial.broken) for trial in trials] == [(2, ())] * len(LAWS)


def test_what_gold_leaves_open_breaks_no_law() -> None:
    open_ended = changed(
        ALL,
        {
            "annotation.unsure": ["s4", "m2", "m1.date", "s2.speaker"],
            "annotation.alternatives": [{"field": "m1.place", "values": [None]}],
        },
    )

    assert not any(trial.broken for seed in range(5) for trial in _tried(open_ended, seed=seed))


def _nobodys_meeting() -> Gold:
    """A meeting with somebody whom the roster lacks, and who is therefore nobody's pair."""
    meeting = ALL.meetings[0]
    sides = (meeting.participants[0], Participant(actor="a9"))
    broken = meeting.model_copy(update={"participants": sides})
    return ALL.model_copy(update={"meetings": (broken, *ALL.meetings[1:])})


def _one_id_twice() -> Gold:
    """Two statements that have the same id, so that the later one stands for both."""
    first, second, *rest = ALL.statements
    twin = second.model_copy(update={"id": first.id})
    return ALL.model_copy(update={"statements": (first, twin, *rest)})


def _twins() -> Gold:
    """Two statements of the same words by the same speaker, which only their type tells apart."""
    twin = ALL.statements[0].model_copy(update={"id": "s9", "quote_type": "reported"})
    return ALL.model_copy(update={"statements": (*ALL.statements, twin)})


BREAKING: Mapping[str, Gold] = {
    "A reading equal to gold is all correct.": _nobodys_meeting(),
    "Records in another order and under other ids get the same counts.": _one_id_twice(),
    "A reading without one record lowers recall, and precision nowhere.": _twins(),
    "Gold without one record, read in full, lowers precision, and recall nowhere.": _twins(),
    "Swapped sides swap what is missing and what is spurious.": _twins(),
    "One wrong date costs exactly one date and one strict meeting.": _nobodys_meeting(),
}
"""Labels that break each law; no check of a corpus would let them pass."""

UNBREAKABLE = "An empty reading misses all and invents nothing."
"""No labels break it: a scorer that invents something for nothing would have to."""


@pytest.mark.parametrize("law", BREAKING)
def test_a_law_is_seen_to_break(law: str) -> None:
    """Chance chooses which record is left out, so one of several seeds has to see it."""
    found = [trial for seed in range(20) for trial in _tried(BREAKING[law], seed=seed)]

    broken = [words for trial in found if trial.law == law for words in trial.broken]
    assert broken
    assert all(words.startswith("001-cranes: ") for words in broken)


def test_every_law_has_labels_here_that_break_it_but_one() -> None:
    assert {law.__doc__ for law in LAWS} == {*BREAKING, UNBREAKABLE}


def test_only_the_article_that_breaks_a_law_is_named() -> None:
    whole = changed(ALL, {"article.id": "000-whole"})

    first = _tried(whole, _nobodys_meeting())[0]

    assert first.articles == 2
    assert {words.partition(":")[0] for words in first.broken} == {"001-cranes"}


def test_the_same_seed_leaves_out_the_same_records() -> None:
    assert _tried(_twins(), seed=3) == _tried(_twins(), seed=3)
