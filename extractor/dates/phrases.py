"""Date phrases of English news: where they stand, and what they say.

Extents follow TIMEX3, the preposition included ("on Sunday evening", "since September last year").
A lone month, year or season needs a preposition to be a date, so Theresa May, 1,500 people and the
fall of a city are none. Habits ("on Fridays", "every Sunday"), mere durations ("over the last
week"), clock times, and names (Friday prayers, USA Today) are none either.
"""

import re
from collections.abc import Iterator

from extractor.dates.calendar_rules import BARE_RULES, CALENDAR_RULES
from extractor.dates.deictic_rules import DEICTIC_RULES
from extractor.dates.readings import DatePhrase, Reading
from extractor.dates.words import Rule, around, possessive

_RULES: dict[re.Pattern[str], list[Rule]] = {}
"""By their anchors."""
for _rule in (*CALENDAR_RULES, *DEICTIC_RULES):
    _RULES.setdefault(_rule.anchor, []).append(_rule)
REACH = 120
"""Characters from an anchor that a date may go on for, or come before."""


def find_phrases(text: str, start: int = 0, end: int | None = None) -> list[DatePhrase]:
    """The date phrases in `text[start:end]`, in text order, none overlapping another.

    Of two that overlap the earlier stays, of two that start together the longer.
    """
    found = sorted(_matches(text, start, len(text) if end is None else end), key=_order)
    kept: list[DatePhrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def read_phrase(words: str) -> Reading | None:
    """What the first date in `words` says; here a lone "March" or "2014" is a date too."""
    phrases = find_phrases(words)
    if phrases:
        return phrases[0].reading
    bare = words.strip(" \t\n\u00a0.,;:()")
    for one in BARE_RULES:
        if match := one.pattern.fullmatch(bare):
            return one.read(around(match))
    return None


def _order(phrase: DatePhrase) -> tuple[int, int]:
    return phrase.start, -phrase.end


def _matches(text: str, start: int, end: int) -> Iterator[DatePhrase]:
    for anchor, rules in _RULES.items():
        for first, last in _near(anchor, text, start, end):
            for one in rules:
                for match in one.pattern.finditer(text, first, last):
                    context = around(match)
                    reading = one.read(context)
                    if reading is not None:
                        owned = match.groupdict().get("lead") and possessive(context.after)
                        begin = match.end("lead") if owned else match.start()
                        yield DatePhrase(begin, match.end(), reading)


def _near(anchor: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches within reach of an anchor, apart from one another, none cutting a word."""
    first = last = start
    for match in anchor.finditer(text, start, end):
        if match.start() - REACH > last:
            if last > first:
                yield first, last
            first = _between_words(text, match.start() - REACH, end)
        last = _between_words(text, min(end, match.end() + REACH), end)
    if last > first:
        yield first, last


def _between_words(text: str, index: int, end: int) -> int:
    """The next place at or after `index` where white space begins, or the end."""
    space = _SPACE.search(text, index, end)
    return space.start() if space else end


_SPACE = re.compile(r"\s")
