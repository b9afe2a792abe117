"""Selftest: laws that every scorer must keep, tried on the labels of a corpus.

Each law takes an article's labels, makes a reading of them whose score is known, and names what is
otherwise. They hold without any prediction, so that they can be tried wherever there is gold.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.counts import NOTHING, Counts
from evals.dataset import Case
from evals.score import Scores, score_article, sure
from schemas import Gold, Story

Law = Callable[[Gold, random.Random], Iterator[str]]
"""Yields a sentence for each way in which an article's labels break it."""


@dataclass(frozen=True)
class Trial:
    """A law and how it fared."""

    law: str
    """Its first line, as a sentence."""
    articles: int
    broken: tuple[str, ...]
    """Article and what went wrong."""


def selftest(cases: Sequence[Case], seed: int = 0) -> list[Trial]:
    """Every law on every article."""
    trials = []
    for law in LAWS:
        chance = random.Random(seed)  # noqa: S311 - which record is dropped is no secret
        broken = tuple(
            f"{case.id}: {words}" for case in cases for words in law(sure(case.gold), chance)
        )
        sentence = (law.__doc__ or law.__name__).splitlines()[0]
        trials.append(Trial(sentence, len(cases), broken))
    return trials


def _itself_is_right(gold: Gold, chance: random.Random) -> Iterator[str]:
    """A reading equal to gold is all correct."""
    for name, counts in score_article(gold, gold).items():
        if counts.cor != counts.compared:
            yield f"{name} is {counts}"


def _order_does_not_matter(gold: Gold, chance: random.Random) -> Iterator[str]:
    """Records in another order and under other ids get the same counts."""
    shuffled = gold.model_copy(
        update={
            name: tuple(chance.sample(records, len(records)))
            for name, records in _records(gold).items()
        }
    )
    before = score_article(gold, gold)
    yield from _differences(before, score_article(gold, shuffled))
    yield from _differences(before, score_article(gold, _renumbered(shuffled, chance)))


def _empty_finds_nothing(gold: Gold, chance: random.Random) -> Iterator[str]:
    """An empty reading misses all and invents nothing."""
    for name, counts in score_article(gold, Story(article=gold.article)).items():
        if counts.mis != counts.compared:
            yield f"{name} is {counts}"


def _less_costs_recall(gold: Gold, chance: random.Random) -> Iterator[str]:
    """A reading without one record lowers recall, and precision nowhere."""
    for name, without, thinner in _without_one(gold, chance):
        expected = Counts(cor=len(getattr(thinner, name)), mis=1)
        yield from _costs_one(score_article(gold, thinner), name, expected, without)


def _more_costs_precision(gold: Gold, chance: random.Random) -> Iterator[str]:
    """Gold without one record, read in full, lowers precision, and recall nowhere."""
    for name, without, thinner in _without_one(gold, chance):
        expected = Counts(cor=len(getattr(thinner, name)), spu=1)
        yield from _costs_one(score_article(thinner, gold), name, expected, without)


def _sides_swap(gold: Gold, chance: random.Random) -> Iterator[str]:
    """Swapped sides swap what is missing and what is spurious."""
    other = _thinned(gold, chance)
    for name, counts in score_article(gold, other).items():
        swapped = counts._replace(mis=counts.spu, spu=counts.mis)
        if score_article(other, gold).get(name, NOTHING) != swapped:
            yield f"{name} is {counts}, the other way round {score_article(other, gold).get(name)}"


def _a_date_costs_a_date(gold: Gold, chance: random.Random) -> Iterator[str]:
    """One wrong date costs exactly one date and one strict meeting."""
    dated = [
        one for one in gold.meetings if one.date.granularity == "day" and one.date.value is not None
    ]
    if not dated:
        return
    chosen = chance.choice(dated)
    year = int((chosen.date.value or "")[:4])
    moved = f"{year - 1000 if year > 1999 else year + 1000}{(chosen.date.value or '')[4:]}"
    date = chosen.date.model_copy(update={"value": moved})
    wrong = tuple(
        one.model_copy(update={"date": date}) if one.id == chosen.id else one
        for one in gold.meetings
    )
    before = score_article(gold, gold)
    after = dict(score_article(gold, gold.model_copy(update={"meetings": wrong})))
    for name in ("meeting.date", "meetings.strict"):
        right = before.get(name, NOTHING)
        expected = Counts(cor=right.cor - 1, inc=1)
        if after.pop(name, NOTHING) != expected:
            yield f"{chosen.id} moved, {name} is not {expected}"
    yield from _differences({name: before.get(name, NOTHING) for name in after}, after)


LAWS: Sequence[Law] = (
    _itself_is_right,
    _order_does_not_matter,
    _empty_finds_nothing,
    _less_costs_recall,
    _more_costs_precision,
    _sides_swap,
    _a_date_costs_a_date,
)


def _records(gold: Gold) -> Mapping[str, tuple[Any, ...]]:
    return {"actors": gold.actors, "meetings": gold.meetings, "statements": gold.statements}


def _renumbered(gold: Gold, chance: random.Random) -> Gold:
    """The same labels under other ids, references included."""
    ids = sorted({one.id for records in _records(gold).values() for one in records})
    numbers = chance.sample(range(1, len(ids) + 1), len(ids))
    renamed = {old: f"{old[0]}{number}" for old, number in zip(ids, numbers, strict=True)}

    def changed(record: Any) -> Any:
        held = {name: getattr(record, name) for name in _HOLD_IDS if hasattr(record, name)}
        new: dict[str, Any] = {name: renamed.get(value, value) for name, value in held.items()}
        for name in ("addressees", "participants"):
            if hasattr(record, name):
                new[name] = tuple(
                    renamed.get(one, one) if isinstance(one, str) else changed(one)
                    for one in getattr(record, name)
                )
        return record.model_copy(update=new)

    return gold.model_copy(
        update={name: tuple(map(changed, records)) for name, records in _records(gold).items()}
    )


_HOLD_IDS = ("id", "actor", "speaker", "relayed_by", "meeting", "nested_in")


def _costs_one(scores: Scores, name: str, expected: Counts, without: str) -> Iterator[str]:
    """What else a record that one side lacks costs than one record of its type."""
    if scores.get(name, NOTHING) != expected:
        yield f"{without} on one side alone, {name} is {scores.get(name)}"
    for measure, counts in scores.items():
        lacking = counts.mis if expected.mis else counts.spu
        if counts.cor + lacking != counts.compared:
            yield f"{without} on one side alone, {measure} is {counts}"


def _without_one(gold: Gold, chance: random.Random) -> Iterator[tuple[str, str, Gold]]:
    """For each type of record its name, one that nothing refers to, and the labels without it."""
    for name, records in _records(gold).items():
        free = [one.id for one in records if not _referred(gold, one.id)]
        if free:
            left_out = chance.choice(free)
            kept = tuple(one for one in records if one.id != left_out)
            yield name, left_out, gold.model_copy(update={name: kept})


def _referred(gold: Gold, identifier: str) -> bool:
    """Whether any other record names this one."""
    people = {one.actor for meeting in gold.meetings for one in meeting.participants}
    for one in gold.statements:
        people.update(
            filter(None, (one.speaker, one.relayed_by, one.meeting, one.nested_in, *one.addressees))
        )
    return identifier in people


def _thinned(gold: Gold, chance: random.Random) -> Gold:
    """Labels without about a third of their meetings and statements that nothing refers to."""
    kept = {
        name: tuple(one for one in records if _referred(gold, one.id) or chance.random() > 0.33)
        for name, records in _records(gold).items()
        if name != "actors"
    }
    return gold.model_copy(update=kept)


def _differences(before: Scores, after: Scores) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name, NOTHING) != after.get(name, NOTHING):
            yield f"{name} is {after.get(name)} in place of {before.get(name)}"
