"""The benchmark: what it generates is a corpus that the command itself can score."""

import pytest

from evals.benchmark import benchmark


@pytest.mark.parametrize(
    ("articles", "meetings", "statements", "records"), [(2, 3, 4, 22), (1, 0, 0, 1)]
)
def test_a_generated_corpus_is_scored_and_timed(
    articles: int, meetings: int, statements: int, records: int
) -> None:
    """Each article has the meetings and statements asked for, a host, and a guest a meeting."""
    timing = benchmark(articles, meetings, statements)

    assert (timing.articles, timing.records) == (articles, records)
    assert 0 < timing.seconds < 60
