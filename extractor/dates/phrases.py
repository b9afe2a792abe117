"""Date phrases of English news: where they stand, and what they say.

Extents follow TIMEX3, the preposition included ("on Sunday evening", "since September last year").
A lone month, year or season needs a preposition to be a date, so Theresa May, 1,500 people and the
fall of a city are none. Habits ("on Fridays", "every Sunday"), mere durations ("over the last
week"), clock times, and names (Friday prayers, USA Today) are none either.
"""

from collections.abc import Iterator

from extractor.dates.calendar_rules import BARE_RULES, CALENDAR_RULES
from extractor.dates.deictic_rules import DEICTIC_RULES
from extractor.dates.readings import DatePhrase, Reading
from extractor.dates.words import around, possessive


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
    for one in (*CALENDAR_RULES, *DEICTIC_RULES):
        for match in one.pattern.finditer(text, start, end):
            context = around(match)
            reading = one.read(context)
            if reading is not None:
                owned = match.groupdict().get("lead") and possessive(context.after)
                first = match.end("lead") if owned else match.start()
                yield DatePhrase(first, match.end(), reading)
