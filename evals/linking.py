"""Linking: the same meeting, the same remark, across the articles of a story."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from evals.align import align
from evals.scorers.links import Clusters, Ratio, b_cubed, ceaf, clusters, conll, muc
from extractor.linking.links import link
from schemas import Gold, Story

Linked = Literal["meetings", "statements"]
Item = tuple[str, str]
"""An article's id and a meeting's id there."""
SEED = 12345
_RESAMPLES = 2000


@dataclass(frozen=True)
class Linking:
    """How far two sides agree on which records of several articles are one thing."""

    records: int
    """Gold records in articles that belong to a story."""
    b_cubed: float | None
    conll: float | None


def linking(pairs: Iterable[tuple[Gold, Gold]], records: Linked) -> Linking:
    """Clusters by link against clusters by link, over the articles of all stories.

    A record that only one side has is in that side's clusters alone, so missing it costs recall.

    Args:
        pairs: gold and other reading of each article; the first says to which story it belongs.
        records: which records are linked.
    """
    ours: dict[Hashable, Hashable | None] = {}
    theirs: dict[Hashable, Hashable | None] = {}
    for gold, other in pairs:
        story, article = gold.annotation.story, gold.article.id
        if story is None:
            continue
        pairing: Mapping[str, str] = getattr(align(gold, other), records)
        partner = {two: one for one, two in pairing.items()}
        for one in getattr(gold, records):
            ours[article, one.id] = one.link and (story, one.link)
        for two in getattr(other, records):
            item = (article, partner[two.id]) if two.id in partner else (article, "alone", two.id)
            theirs[item] = two.link and (story, two.link)
    left, right = clusters(ours), clusters(theirs)
    return Linking(len(ours), b_cubed(left, right).f1, conll(left, right))


@dataclass(frozen=True)
class Across:
    """How well the meetings of a whole corpus are put together, wrong merges across stories too."""

    system: str
    meetings: int
    pairs: int
    """Pairs of gold meetings that are one meeting."""
    precision: float | None
    """Of the pairs that the system puts together; None where it puts none together."""
    recall: float | None
    b_cubed: Ratio
    muc: Ratio
    ceaf: Ratio
    conll: float | None
    intervals: Mapping[str, tuple[float, float] | None]
    """95 % intervals of pairwise precision and recall and of B³'s F1 over resampled stories."""
    wrong: tuple[tuple[Item, Item], ...]
    missed: tuple[tuple[Item, Item], ...]


def across(system: str, golds: Sequence[Gold], labels: Mapping[Item, Hashable | None]) -> Across:
    """How a system's clusters of meetings compare with gold's.

    Pairwise precision and recall (Christen 2012, "Data Matching", chapter 7); B³ (Bagga & Baldwin
    1998), MUC (Vilain et al. 1995), entity-based CEAF (Luo 2005) and their mean, the CoNLL average
    (Pradhan et al. 2012). A story is what is drawn anew, an article without one by itself.

    Args:
        system: its name.
        golds: the labelled articles.
        labels: the system's cluster of each meeting, by article and id; meetings that gold does
            not have may be among them.
    """
    key = gold_labels(golds)
    story = {gold.article.id: gold.annotation.story or gold.article.id for gold in golds}
    ours, theirs = clusters(dict(key)), clusters({**dict.fromkeys(key), **dict(labels)})
    right, found = _pairs(ours), _pairs(theirs)
    cubed = b_cubed(ours, theirs)
    both = right & found
    return Across(
        system=system,
        meetings=len(key),
        pairs=len(right),
        precision=len(both) / len(found) if found else None,
        recall=len(both) / len(right) if right else None,
        b_cubed=cubed,
        muc=muc(ours, theirs),
        ceaf=ceaf(ours, theirs),
        conll=conll(ours, theirs),
        intervals=_intervals(right, found, ours, theirs, story),
        wrong=tuple(sorted(found - right)),
        missed=tuple(sorted(right - found)),
    )


def gold_labels(golds: Iterable[Gold]) -> dict[Item, Hashable | None]:
    """The link of each gold meeting, links of different stories apart."""
    return {
        (gold.article.id, one.id): one.link and (gold.annotation.story or gold.article.id, one.link)
        for gold in golds
        for one in gold.meetings
    }


def linked_labels(records: Iterable[Story]) -> dict[Item, Hashable | None]:
    """The cluster that `extractor.link` gives each meeting; gold's links are not read."""
    return {
        (source.article, source.record): meeting.id
        for meeting in link(records).meetings()
        for source in meeting.sources
    }


def predicted_labels(
    golds: Iterable[Gold], records: Mapping[str, Story]
) -> dict[Item, Hashable | None]:
    """The clusters of predicted meetings, each under the gold meeting that it is, if it is one."""
    found = linked_labels(records.values())
    labels: dict[Item, Hashable | None] = {}
    for gold in golds:
        if gold.article.id not in records:
            continue
        partner = {two: one for one, two in align(gold, records[gold.article.id]).meetings.items()}
        for one in records[gold.article.id].meetings:
            name = partner.get(one.id, f"predicted {one.id}")
            labels[gold.article.id, name] = found[gold.article.id, one.id]
    return labels


def baseline_labels(golds: Iterable[Gold]) -> dict[str, dict[Item, Hashable | None]]:
    """What simple rules put together: by names as written, by day and place, by day and sides."""
    found: dict[str, dict[Item, Hashable | None]] = {
        "the same names": {},
        "the same day and place": {},
        "the same day and countries": {},
    }
    for gold in golds:
        actors = {one.id: one for one in gold.actors}
        for one in gold.meetings:
            item = (gold.article.id, one.id)
            there = [actors[each.actor] for each in one.participants]
            names = frozenset(each.name.casefold() for each in there if each.name)
            sides = frozenset(each.country for each in there if each.country)
            day, place = one.date.value, one.place.name if one.place else None
            found["the same names"][item] = names if len(names) > 1 else None
            found["the same day and place"][item] = (day, place) if day and place else None
            found["the same day and countries"][item] = (
                (day, sides) if day and len(sides) > 1 else None
            )
    return found


def _pairs(side: Clusters) -> set[tuple[Item, Item]]:
    """The pairs of a side that are of two articles."""
    return {
        (one, other)
        for cluster in side
        for one, other in combinations(sorted(cast(frozenset[Item], cluster)), 2)
        if one[0] != other[0]
    }


def _intervals(
    right: set[tuple[Item, Item]],
    found: set[tuple[Item, Item]],
    ours: Clusters,
    theirs: Clusters,
    story: Mapping[str, str],
) -> dict[str, tuple[float, float] | None]:
    """Percentile intervals; a pair counts half in the story of either end."""
    units = {name: at for at, name in enumerate(dict.fromkeys(story.values()))}
    table = np.zeros((len(units), 6))
    for column, pairs in enumerate((right & found, right, found)):
        for pair in pairs:
            for article, _ in pair:
                table[units[story[article]], column] += 0.5
    home = {item: cluster for cluster in theirs for item in cluster}
    truth = {item: cluster for cluster in ours for item in cluster}
    for item, cluster in truth.items():
        unit = units[story[cast(Item, item)[0]]]
        shared = len(cluster & home[item])
        table[unit, 3] += shared / len(home[item])
        table[unit, 4] += shared / len(cluster)
        table[unit, 5] += 1
    drawn = np.random.default_rng(SEED).integers(0, len(units), (_RESAMPLES, len(units)))
    both, gold, system, precise, recalled, items = table[drawn].sum(axis=1).T
    with np.errstate(invalid="ignore", divide="ignore"):
        figures = {
            "precision": both / system,
            "recall": both / gold,
            "b_cubed": 2 * precise * recalled / (items * (precise + recalled)),
        }
    return {name: _interval(values) for name, values in figures.items()}


def _interval(values: NDArray[np.float64]) -> tuple[float, float] | None:
    known = values[~np.isnan(values)]
    if len(known) == 0:
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def across_lines(name: str, figures: Sequence[Across]) -> Iterator[str]:
    """A table, a line for each system."""
    one = figures[0]
    yield f"{name}: {one.meetings} meetings, {one.pairs} pairs are one meeting"
    heads = ("pairs P", "pairs R", "B³ P", "B³ R", "B³ F1", "MUC", "CEAF", "CoNLL")
    yield f"{'':34}" + "".join(f"{head:>9}" for head in heads)
    for each in figures:
        values = (
            *(each.precision, each.recall, each.b_cubed.precision, each.b_cubed.recall),
            *(each.b_cubed.f1, each.muc.f1, each.ceaf.f1, each.conll),
        )
        cells = (f"{value:.3f}" if value is not None else "n/a" for value in values)
        yield f"{each.system:34}" + "".join(f"{cell:>9}" for cell in cells)
    ranges = (
        f"{field} [{low:.3f}, {high:.3f}]"
        for field, interval in one.intervals.items()
        if interval is not None
        for low, high in [interval]
    )
    yield f"{one.system}, 95 % over stories drawn anew: " + ", ".join(ranges)


def measured(
    golds: Sequence[Gold], predicted: Mapping[str, Story] | None = None
) -> dict[str, list[Across]]:
    """Tables by their name: all articles together and each split by itself.

    Candidates are all articles of a table, so that merges across stories count. Gold's actors,
    dates and places are what is linked; its links are not read.

    Args:
        golds: the labelled articles.
        predicted: records of the same articles that a system made, to be linked as well.
    """
    tables = {}
    splits = sorted({gold.annotation.split for gold in golds})
    for name in ("all", *splits) if len(splits) > 1 else splits:
        chosen = [gold for gold in golds if name in ("all", gold.annotation.split)]
        ours = across("extractor.link", chosen, linked_labels(chosen))
        others = [across(*each) for each in _baselines(chosen)]
        tables[f"{name}, gold records"] = [ours, *others]
        if predicted is None:
            continue
        records = {
            gold.article.id: predicted[gold.article.id]
            for gold in chosen
            if gold.article.id in predicted
        }
        found = across("extractor.link", chosen, predicted_labels(chosen, records))
        tables[f"{name}, predicted records"] = [found]
    return tables


def _baselines(
    golds: Sequence[Gold],
) -> Iterator[tuple[str, Sequence[Gold], dict[Item, Hashable | None]]]:
    yield "nothing put together", golds, {}
    for name, labels in baseline_labels(golds).items():
        yield name, golds, labels
