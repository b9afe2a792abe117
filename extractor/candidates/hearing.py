"""Hearing: an article gone through sentence by sentence, its people and its speech collected."""

import re
from collections.abc import Iterator, Sequence

from extractor.candidates.phrases import Phrase, Range, find_phrases
from extractor.candidates.quoting import Quoted
from extractor.candidates.roster import Roster
from extractor.candidates.speech import Listener, Said
from extractor.reading.page import Page

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONGEST = 4000
"""Characters of a sentence; what is longer is a list or a table."""
_DATELINE = re.compile(
    r"[A-Z]{3,}[^a-z\n]?(?:[^–—\n]{0,50}?(?:\(|[A-Z])[^–—\n]{0,40}?)??\s?(?:--?|–|—)\s"
)


class Hearing:
    """The body of a page as it is listened to.

    Args:
        page: the article.
        doubtful: whether what only may be speech is collected, too.
    """

    def __init__(self, page: Page, *, doubtful: bool = False) -> None:
        self.text = page.article.text
        self.roster = Roster(self.text)
        self._sentences = [(one.start, one.end) for one in page.sentences if one.kind == "body"]
        blocks = [(one.start, one.end) for one in page.blocks if one.kind == "body"]
        self.quoted = Quoted(self.text, blocks)
        self._listener = Listener(self.quoted, self.roster, doubtful)

    @property
    def said(self) -> list[Said]:
        """What has been heard so far."""
        return self._listener.found

    def sentences(self) -> Iterator[tuple[Range, list[Phrase]]]:
        """Each sentence with its phrases, when it has been heard; to be gone through once."""
        starts = [_past_dateline(self.text, one) for one in self._sentences]
        for unit in _units(starts, self.quoted.ranges):
            if not is_prose(self.text[unit[0][0] : unit[-1][1]]):
                continue
            phrases: list[Phrase] = []
            for sentence in unit:
                here = find_phrases(self.text, *sentence)
                self.roster.add(here)
                phrases += here
            self._listener.hear((unit[0][0], unit[-1][1]), phrases)
            for first, last in unit:
                yield (first, last), [one for one in phrases if first <= one.start < last]


def is_prose(words: str) -> bool:
    """Whether words can be evidence (no lone surrogate, which no JSON holds) and are a sentence."""
    return len(words) <= _LONGEST and not _SURROGATE.search(words)


def _past_dateline(text: str, sentence: Range) -> Range:
    """The sentence without the city, day and agency before its dash."""
    found = _DATELINE.match(text[slice(*sentence)])
    return sentence[0] + (found.end() if found else 0), sentence[1]


def _units(sentences: Sequence[Range], quotes: Sequence[Range]) -> Iterator[list[Range]]:
    """Sentences, together where a quotation runs on from one into the next."""
    unit: list[Range] = []
    for sentence in sentences:
        runs_on = unit and any(first < unit[-1][1] < last for first, last in quotes)
        if unit and not runs_on:
            yield unit
            unit = []
        unit.append(sentence)
    if unit:
        yield unit
