"""Slips: whether one word is another with a slip of the pen, and never a word that means else.

Numbers, negations, countries and words that one letter turns into other words of the news are
never slips; nor is another ending ("minister", "ministers"), which is another form.
"""

import re

from rapidfuzz.distance import OSA

from extractor.spelling import same_word
from schemas import country_code


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEGATION = _words(
    "no not never nor neither none nothing nobody without within cannot hardly barely unless"
)
_NUMBER = re.compile(
    r".*\d.*|[%$€£¥-]|dozens?|hundred|thousand|[mbtr]+illion|billion|quarter|double|triple|half|halve"
    r"|(?:one|two|three|thir|four|for|fif|five|six|seven|eight?|nine?|ten|eleven|twelve|twelf|twent"
    r"|hundred|thousand|million|billion|first|second|third)(?:teen|ty|tieth|y|th|s)*"
)
_LOOKALIKES = _words(
    """adapted adopted attached attacked commended commanded complement compliment confirmed
    conformed conserving conversing conservation conversation contended contented contested
    council counsel departed deported defended defunded detained detailed disused discussed
    effected affected elected ejected election ejection exerted experts exports
    extended extradition expedition infected injected inflicted inspection injection mediation
    medication meditation mediated medicated personal personnel perspective prospective
    persecuted prosecuted persecution prosecution protected protested protester protector
    preceded proceeded prescribed proscribed principal principle production protection
    rational national regional relegated released relapsed reserved reversed resolved revolved
    reformed referred retained restrained restored retorted statue statute stature stationary
    stationery suspected suspended threatened troubled withdrawn"""
)


def is_fixed(word: str) -> bool:
    """Whether a folded word is a number, a negation, or easily another word: no slip is allowed."""
    return (
        word in _NEGATION
        or word in _LOOKALIKES
        or word.endswith("n't")
        or _NUMBER.fullmatch(word) is not None
    )


def slip_cost(one: str, other: str, *, names: bool) -> int | None:
    """0 for one folded word twice, 1 for a slip, None for different words.

    Args:
        one: a word.
        other: another.
        names: whether both are written with capitals. Names may differ as transliterations do,
            or by two letters that changed places or a doubled one; other words of eight letters
            or more by one letter inside; and both as British and American spelling.
    """
    if one == other:
        return 0
    if min(len(one), len(other)) < 4 or is_fixed(one) or is_fixed(other):
        return None
    if one[0] == other[0] and _american(one) == _american(other):
        return 1
    if names:
        return 1 if _one_name(one, other) else None
    long = len(one) + len(other) >= 15
    return 1 if long and _inside(one, other) else None


def _one_name(one: str, other: str) -> bool:
    first, second = country_code(one.title()), country_code(other.title())
    if first or second:
        return False
    if same_word(one, other):
        return abs(len(one) - len(other)) <= 3
    return min(len(one), len(other)) >= 7 and _inside(one, other) and _harmless(one, other)


def _inside(one: str, other: str) -> bool:
    """Whether two words differ by one letter, or one swap, that is not near either end."""
    if one[:2] != other[:2] or one[-2:] != other[-2:]:
        return False
    return OSA.distance(one, other) == 1


def _harmless(one: str, other: str) -> bool:
    """Whether letters only changed places or were doubled."""
    return sorted(one) == sorted(other) or _single(one) == _single(other)


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _american(word: str) -> str:
    word = re.sub(r"(?<=...)is(?=e[sdr]?$|ing$|ations?$|ational$)", "iz", word)
    word = re.sub(r"(?<=..)our(?=$|s$|ed$|ing$|able$|hood$|ly$)", "or", word)
    word = re.sub(r"(?<=..)ll(?=ed$|ing$|ers?$)", "l", word)
    return _BRITISH.get(word, word)


_BRITISH = {
    "defence": "defense", "offence": "offense", "licence": "license", "centre": "center",
    "centres": "centers", "theatre": "theater", "metres": "meters", "programme": "program",
    "programmes": "programs", "judgement": "judgment", "grey": "gray", "tonnes": "tons",
}  # fmt: skip
