"""Encounters: whom a sentence's build puts on either side of a word of meeting."""

import re
from collections.abc import Sequence

from extractor.candidates.phrases import Phrase, Range
from extractor.candidates.roster import Entity, Roster

_JOINED = re.compile(
    r"[\s,]*(?:\([^)]*\))?[\s,]*"
    r"(?:(?:and|as well as|along with|together with|with|&|then|first)\s*)*"
    r"(?:(?:his|her|their|visiting|former|acting|then|one|the)\s)?"
)
_TO_SUBJECT = re.compile(r"(?:\s*\([^)]*\))?(?:,[^,;]{2,160},|,(?= who\b))?[^,;:.“”]{0,70}")
_TO_OBJECT = re.compile(
    r"(?:\s(?:with|the|his|her|their|visiting|acting|former|[a-z]+ly|an?|(?:delegates|officials|"
    r"members|leaders) of|both|Mr|late|on|earlier))*[\s.]*|[^.,;:“”]{0,45}\swith\s(?:[a-z]+\s){0,2}"
)
_BETWEEN = re.compile(r"[^.,;:“”]{0,45}\s(?:with|between|by|to|of)\s(?:the\s|his\s|her\s|their\s)?")
_GOVERNED = re.compile(r"\b(?:in|at|from|to|into|near|of|for|over|on|by|about)\s$")


def before(text: str, phrases: Sequence[Phrase], place: int, start: int) -> list[Phrase]:
    """The subject of a verb of meeting with those joined to it.

    Args:
        text: the article.
        phrases: the sentence's.
        place: where the verb begins.
        start: where the sentence begins.
    """
    found = [
        one
        for one in phrases
        if one.end <= place
        and not one.owns
        and not _GOVERNED.search(text[max(start, one.start - 20) : one.start])
    ]
    while found:
        gap = text[found[-1].end : place]
        aside = text[start : found[-1].start].rstrip().endswith(",")
        if _TO_SUBJECT.fullmatch(gap) or (aside and re.fullmatch(r",[^,;:.]*", gap)):
            break
        found.pop()
    chain = found[-1:]
    for one in reversed(found[:-1]):
        if not _JOINED.fullmatch(text[one.end : chain[0].start]):
            break
        chain.insert(0, one)
    return chain


def behind(text: str, phrases: Sequence[Phrase], place: int, *, far: bool = False) -> list[Phrase]:
    """Whom they meet, with those joined to them.

    Args:
        text: the article.
        phrases: the sentence's.
        place: where the word of meeting ends.
        far: whether "between" and "by" may stand some words away.
    """
    after = [one for one in phrases if one.start >= place and not one.owns]
    gap = text[place : after[0].start] if after else ""
    if not after or not (_TO_OBJECT.fullmatch(gap) or (far and _BETWEEN.fullmatch(gap))):
        return []
    chain = after[:1]
    for one in after[1:]:
        if not _JOINED.fullmatch(text[chain[-1].end : one.start]):
            break
        chain.append(one)
    return chain


def beside(
    text: str, roster: Roster, phrases: Sequence[Phrase], word: Range, start: int
) -> list[Entity]:
    """Who may have met at a word, people alone where two of them stand there; in text order."""
    near = before(text, phrases, word[0], start) + behind(text, phrases, word[1], far=True)
    found: list[Entity] = []
    for phrase in near:
        entity = roster.of.get((phrase.start, phrase.end))
        if entity is not None and entity.kind != "document" and entity not in found:
            found.append(entity)
    people = [one for one in found if one.human]
    return people if len(people) > 1 else found
