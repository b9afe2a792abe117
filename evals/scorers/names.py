"""Names: whether two names mean one actor, whatever the transliteration or the title."""

from functools import lru_cache

from evals.counts import COR, INC, MIS, NOTHING, PAR, SPU, Counts
from extractor.resolve.names import name_words, same_name
from extractor.spelling import same_word, unaccented
from schemas import Actor


def name_similarity(gold: Actor, other: Actor) -> float:
    """The best likeness of any two of their names; 0 to 1, 0 where one of them has none."""
    if gold.name is None or other.name is None:
        return 0.0
    if gold.name == other.name:
        return 1.0
    return max(
        _likeness(one, two)
        for one in (gold.name, *gold.aliases)
        for two in (other.name, *other.aliases)
    )


def score_name(gold: str | None, other: str | None) -> Counts:
    """Correct for the same name in full, partial for a shorter form or another spelling."""
    if gold is None or other is None:
        return _one_sided(gold, other)
    if _plain(gold) == _plain(other):
        return COR
    return PAR if same_name(gold, other) else INC


def score_words(gold: str | None, other: str | None) -> Counts:
    """Correct for the same words, partial for half of them (F1) or more: titles and bodies."""
    if gold is None or other is None:
        return _one_sided(gold, other)
    ours, theirs = set(_plain(gold).split()), set(_plain(other).split())
    if ours == theirs:
        return COR
    shared = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    return PAR if shared >= 0.5 else INC


def score_aliases(gold: tuple[str, ...], other: tuple[str, ...]) -> Counts:
    """Each alias correct, missing or spurious; case and accents do not matter."""
    ours, theirs = {_plain(one) for one in gold}, {_plain(one) for one in other}
    return Counts(cor=len(ours & theirs), mis=len(ours - theirs), spu=len(theirs - ours))


def _one_sided(gold: object, other: object) -> Counts:
    if gold is None:
        return NOTHING if other is None else SPU
    return MIS


@lru_cache(maxsize=65536)
def _likeness(one: str, two: str) -> float:
    if _plain(one) == _plain(two):
        return 1.0
    ours, theirs = name_words(one), name_words(two)
    if not ours or not theirs:
        return 0.0
    shared = min(_found(ours, theirs), _found(theirs, ours))
    return shared / max(len(ours), len(theirs))


def _found(words: list[str], others: list[str]) -> int:
    return sum(any(same_word(word, other) for other in others) for word in words)


@lru_cache(maxsize=65536)
def _plain(name: str) -> str:
    return " ".join(unaccented(name).replace("-", " ").replace("’", "'").split())
