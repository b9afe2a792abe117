"""Agree: how far two annotators who labelled the same articles say the same.

Pairwise F1 with the scorers' own aligner (Hripcsak & Rothschild 2005): with one annotator as gold
and the other as prediction, F1 is the same whichever is which, but for measures that ask for the
first one's types (`statements[direct]`) or how much of its content is covered (cov30). Records
listed as unsure are scored here all the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.aggregate import Figure, aggregate
from evals.dataset import CorpusError
from evals.linking import Linking, linking
from evals.score import score_article, sure
from schemas import Gold


@dataclass(frozen=True)
class Agreement:
    """Two annotators over the articles that both labelled."""

    articles: int
    only_one: tuple[str, ...]
    """Articles that just one of them labelled; they are not compared."""
    figures: Mapping[str, Figure]
    links: Mapping[str, Linking]
    """Of meetings and of statements, across the articles of a story."""


def agree(one: Mapping[str, Gold], other: Mapping[str, Gold]) -> Agreement:
    """The agreement of two annotators' labels by article id.

    Raises:
        CorpusError: they labelled different texts under one id.
    """
    both = sorted(one.keys() & other.keys())
    for article in both:
        if one[article].article.sha256 != other[article].article.sha256:
            raise CorpusError(f"{article}: the two labelled different texts")
    pairs = [(sure(one[article]), other[article]) for article in both]
    return Agreement(
        articles=len(both),
        only_one=tuple(sorted(one.keys() ^ other.keys())),
        figures=aggregate(
            [score_article(*pair) for pair in pairs],
            clusters=[gold.annotation.story or gold.article.id for gold, _ in pairs],
        ),
        links={
            "meetings": linking(pairs, "meetings"),
            "statements": linking(pairs, "statements"),
        },
    )
