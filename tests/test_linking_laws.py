"""Laws of linking: the order of records, and when they come, change nothing."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_stories import article

from benchmarks.events import World
from extractor import link
from extractor.linking import corpus as corpus_module
from extractor.linking.actors import Who
from extractor.linking.blocks import Blocks, Marks, ends
from extractor.linking.corpus import Corpus
from extractor.linking.days import same_time, when
from extractor.linking.facts import facts_of
from extractor.linking.links import Links
from schemas import Story

RECORDS = list(World(120, crowded=True).records())
"""Made-up articles in which a few people are nearly everywhere."""


def _lines(links: Links) -> list[str]:
    return [one.model_dump_json() for one in links.lines()]


WHOLE = _lines(link(RECORDS))
NEWS = list(World(150).records())
"""Made-up articles, of which many tell of a few meetings, and some say no day."""
WHOLE_NEWS = _lines(link(NEWS))


def test_there_is_something_to_lose() -> None:
    links = link(RECORDS)

    assert sum(len(one.sources) > 1 for one in links.meetings()) > 20
    assert sum(len(one.sources) > 1 for one in links.statements()) > 5
    assert any(len(one.sources) > 20 for one in links.actors())
    assert any(one.kind == "meeting" for one in links.possible())


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(random: Random) -> None:
    shuffled = RECORDS[:]
    random.shuffle(shuffled)

    assert _lines(link(shuffled)) == WHOLE


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, len(RECORDS)), st.integers(0, 20))
def test_records_that_come_later_join_as_if_all_came_at_once(
    random: Random, first: int, second: int
) -> None:
    shuffled = RECORDS[:]
    random.shuffle(shuffled)
    parts = shuffled[:first], shuffled[first : first + second], shuffled[first + second :]

    links = link(parts[0])
    for part in parts[1:]:
        links = link(part, into=links)

    assert _lines(links) == WHOLE


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, len(NEWS)))
def test_meetings_of_many_articles_come_out_the_same_however_they_come(
    random: Random, first: int
) -> None:
    shuffled = NEWS[:]
    random.shuffle(shuffled)

    assert _lines(link(shuffled[first:], into=link(shuffled[:first]))) == WHOLE_NEWS


def test_records_that_are_linked_already_change_nothing() -> None:
    assert _lines(link(RECORDS[:10], into=link(RECORDS))) == WHOLE


def _pairs(days: Sequence[int], width: int) -> set[tuple[int, int]]:
    blocks = Blocks(width)
    for node, day in enumerate(days):
        blocks.add(node, [7], day)
    ones, others = ends(blocks.pairs(np.arange(len(days))))
    return set(zip(ones.tolist(), others.tolist(), strict=True))


def test_a_block_of_ten_thousand_is_not_squared() -> None:
    assert len(_pairs([1] * 10_000, 4)) <= 40_000


@given(st.lists(st.integers(1, 50), max_size=30), st.integers(1, 5))
def test_only_neighbours_in_time_are_compared(days: list[int], width: int) -> None:
    for one, other in _pairs(days, width):
        between = [day for day in days if min(days[one], days[other]) < day
                   < max(days[one], days[other])]  # fmt: skip
        assert len(between) < width


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30), st.integers(1, 50))
def test_a_neighbour_is_only_lost_to_a_newcomer_that_is_near_both(
    days: list[int], day: int
) -> None:
    before, after = _pairs(days, 3), _pairs([*days, day], 3)
    new = len(days)
    near = {one for one, other in after if other == new}

    assert all(set(pair) <= near for pair in before - after)


_HAD = st.lists(st.sets(st.integers(0, 63), max_size=6), min_size=2, max_size=9)
"""What each node has."""


def _nearest(had: Sequence[set[int]], most: int) -> set[tuple[int, int]]:
    marks = Marks(len(had), 64)
    for node, own in enumerate(had):
        marks.add(node, own)
    pairs = [one << 32 | other for one, other in combinations(range(len(had)), 2)]
    ones, others = ends(marks.nearest(np.array(pairs, np.uint64), most))
    return set(zip(ones.tolist(), others.tolist(), strict=True))


@given(_HAD, st.integers(1, 8))
def test_each_is_compared_with_those_that_have_most_in_common_with_it(
    had: list[set[int]], most: int
) -> None:
    found = _nearest(had, most)

    for node, own in enumerate(had):
        shared = {other: len(own & had[other]) for other in range(len(had)) if other != node}
        ordered = sorted(shared, key=lambda other: (-shared[other], other < node, other))
        assert {tuple(sorted((node, other))) for other in ordered[:most]} <= found
    assert len(found) <= len(had) * most


@pytest.mark.parametrize("seed", range(3))
def test_records_join_as_if_all_came_at_once_where_few_are_compared(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_module, "_NEAREST", 2)
    monkeypatch.setattr(corpus_module, "_NEAREST_REMARKS", 1)
    shuffled = RECORDS[:]
    Random(seed).shuffle(shuffled)
    whole = _lines(link(shuffled))

    assert whole != WHOLE
    assert _lines(link(shuffled[:40], into=link(shuffled[40:]))) == whole


def test_who_is_named_again_earlier_changes_no_pair_of_actors() -> None:
    other = "Juma Khattab, Minister, IRQ"
    people = [f"{chr(97 + at)}ida Karimov, Minister, UZB" for at in range(26)]
    records = [article(f"n{at}", ([one, other], None, None)) for at, one in enumerate(people)]
    earlier = article("m", ([people[20], people[9]], None, None))

    def pairs(stories: list[Story]) -> set[frozenset[Who]]:
        corpus = Corpus([facts_of(one) for one in stories])
        whos = list(corpus.people)
        sides = (side.tolist() for side in ends(corpus.actor_pairs(whos)[0]))
        return {frozenset((whos[one], whos[other])) for one, other in zip(*sides, strict=True)}

    assert pairs([earlier, *records]) == pairs(records)
    assert len(pairs(records)) < 26 * 25 / 2


_VALUES = st.sampled_from(
    [None, "2024-03-05", "2024-03-06", "2024-03-09", "2024-03", "2024", "2024-03-04/2024-03-06",
     "2024-21", "../2024-03-01"]
)  # fmt: skip
_PHRASES = st.sampled_from([None, "on Tuesday", "on Feb. 3", "5 March", "on 30 February", "soon"])


@given(_VALUES, _PHRASES, _VALUES, _PHRASES, st.booleans())
def test_dates_compare_the_same_both_ways(
    value: str | None, phrase: str | None, other: str | None, words: str | None, planned: bool
) -> None:
    one = when(value, phrase, published="2024-03-06", planned=planned, background=False)
    two = when(other, words, published="2024-03-07", planned=False, background=False)

    assert same_time(one, two) == same_time(two, one)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("2024-03-05", None), ("2024-03-05", None), "same"),
        (("2024-03-05", None), ("2024-03-04/2024-03-06", None), "within"),
        (("2024-03-05", None), ("2024-03", None), "within"),
        (("2024-03-05", None), ("2024", None), "open"),
        (("2024-03-05", None), ("2024-03-06", None), "next"),
        (("2024-03-05", None), ("2024-03-08", None), "days"),
        (("2024-03-05", None), ("2024-04-05", None), "apart"),
        ((None, "on Tuesday"), ("2024-03-05", None), "weekday"),
        ((None, "on Wednesday"), ("2024-03-05", None), "next_weekday"),
        ((None, "on Friday"), ("2024-03-05", None), "other_weekday"),
        ((None, "on March 5"), ("2024-03-05", None), "same"),
        ((None, "5 March"), (None, "March 6"), "next"),
        ((None, "recently"), ("2024-03-05", None), "open"),
        ((None, None), (None, None), "open"),
    ],
)
def test_what_two_dates_say_of_each_other(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], level: str
) -> None:
    first, second = (
        when(*each, published=None, planned=False, background=False) for each in (one, other)
    )

    assert same_time(first, second) == level
