"""Names: whether two spellings are one person's name, by the customs names are written after.

Family names stand first or last, patronymics and second family names are left out, words are
joined or divided. A word of each name that the other has not makes two people of them, however
alike the rest looks.
"""

from functools import lru_cache
from itertools import pairwise, permutations
from typing import Literal

from extractor.linking.name_words import MAYBE_TITLES, words_of
from extractor.linking.sounds import alike, key
from extractor.linking.syllables import same_syllable
from extractor.linking.variants import clipped, custom, variant
from extractor.reading.lexicon import FAMILY_NAMES_FIRST
from extractor.spelling import skeleton

__all__ = ["Likeness", "name_keys", "same_person_name", "words_of"]

Likeness = Literal["same", "spelled", "short", "family", "other"]
"""Equal; in another spelling or order; a shorter form; one word of it; another name."""

_COMMON = frozenset(
    """
    ali mohammad mohammed muhammad mohamed ahmad ahmed hassan hussein hossein abdul abdel
    abdullah john david michael james maria jose juan anna ivan min van thi kim lee wang li zhang
    """.split()
)
"""Words that so many people bear that they alone are no key."""
_GIVEN = _COMMON | frozenset(
    """
    abdallah alexander alexandra alex alice amina andrea andrei andrew anita antonio arthur aisha
    barbara boris carlos carmen catherine charles christian christine claire daniel daria diana
    dmitri dmitry eduardo elena elizabeth emma eric eva fatima fatma fernando francis francisco
    frank gabriel george giorgi grace hamid hans helen henry ibrahim igor ilham irina isabel ismail
    ivana jack jacob james jan jane javier jean jennifer jessica jim joao joe johan jorge jose
    joseph joshua julia julie karen karim kate katarina kenneth khaled khalid laura lena leonid
    linda louis lucia lucy luis luisa mahmoud manuel marc marco margaret mark marie mario marta
    martin mary matthew mehmet michel miguel mikhail mohamad mona mustafa nadia natalia nicolas
    nicole nikolai nina olga omar oscar osman pablo patricia patrick paul paula pavel pedro peter
    petra philip pierre rachel rafael ramon rashid raymond rebecca ricardo richard robert roberto
    rosa rose ruth saeed said salim samuel sandra sara sarah sergei sergey simon sofia sophia
    sophie stefan stephen steven susan tamara tatiana teresa thomas tom tony valentina vera victor
    viktor vladimir william yusuf yuri zahra
    """.split()
)
"""Given names so common that alone they say nothing of who it is."""
_SYLLABLES = 3
"""Words of a name that are beyond doubt together where each may be one East Asian syllable."""
_WORD = 5
"""Letters of the words of two names of which none is the same beyond doubt."""
_TWO = 8
"""Letters of a word that may be two."""
_RUN = 4
"""Consonants of a name that is compared as if it were one word."""


@lru_cache(maxsize=1 << 16)
def same_person_name(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """How two names compare, given the words of each."""
    if not one or not other:
        return "other"
    found = _compared(one, other)
    if found == "other":
        bare, theirs = _untitled(one), _untitled(other)
        if bare != one or theirs != other:
            found = _compared(bare, theirs)
    return found


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without a first word that may be a title; "Maria" only before two names."""
    least = 3 if words[0] == "maria" else 2
    return words[1:] if words[0] in MAYBE_TITLES and len(words) >= least else words


def _compared(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    if one == other:
        return "same" if len(one) > 1 else "family"
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if len(short) == 1:
        return "family" if len(long) == 1 and alike(short[0], long[0]) > 2 else _alone(short, long)
    if any(alike(word, theirs) > 2 for word in short for theirs in long):
        found = _fits(short, long)
        if found == "other" and (joined := _joined(short, long) or _joined(long, short)):
            found = _fits(*sorted(joined, key=lambda words: (len(words), words)))
        if found == "other":
            found = _but_one(short, long)
        if found != "other":
            return found
    elif short[0][0] == long[0][0] and _by_one_custom(short, long):
        return "spelled" if len(short) == len(long) else "short"
    if len(short) == len(long) >= _SYLLABLES and all(map(same_syllable, short, long)):
        return "spelled"
    return "spelled" if _run_together(short, long) else "other"


def _fits(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    """Word for word, in the order of either end."""
    if len(short) < 2:
        return "other"
    fits = any(_in_order(short, turned) for turned in _turns(long))
    if len(short) == len(long):
        return "spelled" if fits or _reordered(short, long) else "other"
    return "short" if fits else "other"


def _alone(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    """Whether a single word is one of a longer name, or all of it in one word.

    The first word, by which people are called in Ethiopia, Indonesia, Malaysia and Iceland, must
    not be borne by too many.
    """
    if _run_together(short, long):
        return "spelled"
    first = long[0] in FAMILY_NAMES_FIRST or (len(long[0]) > 3 and long[0] not in _GIVEN)
    words = long if first or len(long) == 1 else long[1:]
    if any(alike(short[0], word) > 2 for word in words):
        return "family"
    if len(short[0]) > _TWO and any(alike(short[0], a + b) > 2 for a, b in pairwise(long)):
        return "family"
    return "other"


def _turns(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A name as it stands, and with its family name at the other end."""
    return words, (*words[1:], words[0]), (words[-1], *words[:-1])


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether each word of one name stands in the other in order, one of them beyond doubt."""
    index, sure = 0, False
    for word in short:
        while index < len(long) and not (found := alike(word, long[index])):
            index += 1
        if index == len(long):
            return False
        sure = sure or found > 2
        index += 1
    return sure


def _but_one(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    """Whether all words are the same beyond doubt but one, which has a variant in the other."""
    if len(short) < 2:
        return "other"
    found: Likeness = "spelled" if len(short) == len(long) else "short"
    for turned in _turns(long):
        if _varied(short, turned):
            return found
    for one, other in ((short, long), (long, short)):
        for at in range(len(one) - 1):
            for place, word in enumerate(other):
                if (
                    len(word) > max(len(one[at]), len(one[at + 1])) + 2
                    and variant(one[at] + one[at + 1], word)
                    and _rest((*one[:at], *one[at + 2 :]), (*other[:place], *other[place + 1 :]))
                ):
                    return "spelled"
    return "other"


def _rest(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names without one word are the same, word for word."""
    return (
        len(one) == len(other)
        and any(map(_tells, one))
        and all(alike(a, b) > 2 for a, b in zip(one, other, strict=True))
    )


def _tells(word: str) -> bool:
    """Whether few enough bear a word that a like one beside it may be the same."""
    return len(word) > 3 and word not in _COMMON


def _varied(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words stand in one order, all but initials and one variant beyond doubt."""
    index, varied, sure = 0, False, False
    for place, word in enumerate(short):
        while index < len(long):
            theirs = long[index]
            found = alike(word, theirs)
            if found > 2:
                sure = sure or _tells(word)
                break
            if found and 1 in (len(word), len(theirs)):
                break
            if not varied and (
                variant(word, theirs) or (place == index == 0 and clipped(word, theirs))
            ):
                varied = True
                break
            index += 1
        else:
            return False
        index += 1
    return sure


def _by_one_custom(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether every word of one stands in the other, all differing by one and the same custom."""
    if min(map(len, short)) < _WORD:
        return False
    index, ways = 0, set[str]()
    for word in short:
        while index < len(long) and (way := custom(word, long[index])) is None:
            index += 1
        if index == len(long) or way is None:
            return False
        ways.add(way)
        index += 1
    return len(ways - {"same"}) < 2


def _reordered(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) > 4:
        return sorted(one) == sorted(other)
    return any(
        all(alike(first, second) > 2 for first, second in zip(turned, other, strict=True))
        for turned in permutations(one)
    )


def _run_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words differ only in where they are divided ("Abdel Amir", "Abdulamir")."""
    if len(one) == len(other):
        return False
    first, second = "".join(one), "".join(other)
    return first == second or (len(skeleton(first)) >= _RUN and alike(first, second) > 2)


def _joined(
    one: tuple[str, ...], other: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Both names with two words of the first as one, where the other has them so; None if not."""
    for at in range(len(one) - 1):
        whole = one[at] + one[at + 1]
        for word in other:
            if len(word) > max(len(one[at]), len(one[at + 1])) + 1 and alike(whole, word) > 2:
                return (*one[:at], word, *one[at + 2 :]), other
    return None


@lru_cache(maxsize=1 << 16)
def name_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """At most four keys; spellings of one name share one of them.

    The last word's comes first, then the first's; one of all as a single word is for those that
    are divided otherwise.
    """
    kept = [word for word in words if word not in _COMMON] or list(words)
    keys = dict.fromkeys(key(word) for word in (kept[-1], *kept[:2]))
    keys[key("".join(kept))] = None
    return tuple(keys)
