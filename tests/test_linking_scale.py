"""Linking at scale: made-up years, and what is put together in them."""

from collections import Counter

import pytest

from benchmarks.events import World
from benchmarks.linking import measured


def test_nobody_is_at_more_than_three_meetings_a_day_in_a_year_of_news() -> None:
    world = World(3000)
    events = [world._event(number) for number in range(2000)]
    diary = Counter((one, event.day) for event in events for one in event.people)

    assert max(diary.values()) <= 3
    assert all(len(set(event.people)) == len(event.people) > 1 for event in events)


@pytest.mark.parametrize("crowded", [False, True])
def test_of_made_up_meetings_hardly_any_two_are_wrongly_put_together(crowded: bool) -> None:
    figures = measured(400, crowded=crowded)

    assert figures["precision"] >= 0.95
    assert figures["b3_precision"] >= 0.97
    assert figures["recall"] >= 0.6


@pytest.mark.parametrize("crowded", [False, True])
def test_a_world_is_the_same_each_time(crowded: bool) -> None:
    first, second = (
        [one.model_dump_json() for one in World(50, crowded=crowded).records()] for _ in range(2)
    )

    assert first == second
    assert len(first) == 50
