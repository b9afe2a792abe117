"""Grounding: find a model's words in the article, or say that they are not there.

Three searches, each only where the one before found nothing: exact; normalised (case, white
space, quotes, dashes, through an offset map); and edited, word against word. An edit is a small
slip within a word of five letters or more, another spelling of a name, or an article, conjunction
or particle left out or put in. Numbers, negations and names are never edited away, and strings
under 8 characters are never edited at all. The allowance grows with length: one character in
twelve.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from extractor.spelling import Folded, fold, same_word
from schemas import Evidence

MIN_EDITED_LENGTH = 8
CHARACTERS_PER_EDIT = 12

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LIGHT = frozenset("a an the that and also of".split())
_NEGATION = frozenset(
    "no not never nor neither none nothing nobody without cannot hardly barely unless".split()
)
_NUMBER = re.compile(
    r".*\d.*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twent|thir|fort|fif"
    r"|hundred|thousand|million|billion|trillion|first|second|third|half|quarter|double).*"
)
_IMPOSSIBLE = 1_000_000

Range = tuple[int, int]


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int


class Ground:
    """The searchable parts of one article.

    Args:
        text: the original text.
        ranges: half-open parts in which evidence may stand, in order; None means all of it.
    """

    def __init__(self, text: str, ranges: Sequence[Range] | None = None) -> None:
        self.text = text
        self.ranges = list(ranges) if ranges is not None else [(0, len(text))]

    def locate(self, words: str, near: Sequence[Range] = ()) -> Evidence | None:
        """Evidence for `words`, or None.

        Args:
            words: what a model wrote; white space and quotation marks around it do not count.
            near: parts of the article where it is expected. Of several places the one in `near`
                wins, then the first.
        """
        wanted = words.strip()
        bare = _without_outer_marks(wanted)
        for candidate in dict.fromkeys((wanted, bare)):
            found = self._exact(candidate) or self._normalised(candidate)
            if found:
                return self._evidence(_nearest(found, near))
        edited = self._edited(bare)
        return self._evidence(edited) if edited else None

    def everywhere(self, words: str) -> list[Evidence]:
        """Each place where `words` stand exactly, in text order."""
        return [self._evidence(one) for one in self._exact(words)]

    def _evidence(self, place: Range) -> Evidence:
        return Evidence.of(self.text, *place)

    def _exact(self, words: str) -> list[Range]:
        if not words:
            return []
        return [
            (start, start + len(words))
            for first, last in self._runs
            for start in _occurrences(self.text, words, first, last)
        ]

    @cached_property
    def _runs(self) -> list[Range]:
        """The ranges, joined where only white space stands between them."""
        runs: list[Range] = []
        for start, end in self.ranges:
            if runs and not self.text[runs[-1][1] : start].strip():
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        return runs

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text, self.ranges)

    def _normalised(self, words: str) -> list[Range]:
        wanted = fold(words).text.strip()
        if not wanted or not re.search(r"\w", wanted):
            return []
        copy = self._folded
        return [
            copy.original(start, start + len(wanted))
            for start in _occurrences(copy.text, wanted, 0, len(copy.text))
        ]

    @cached_property
    def _words(self) -> list[_Word]:
        return _split(self._folded.text)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self._words):
            positions[word.text].append(index)
        return positions

    def _edited(self, words: str) -> Range | None:
        copy = fold(words).text.strip()
        wanted = _split(copy)
        if len(copy) < MIN_EDITED_LENGTH or not wanted:
            return None
        allowance = max(1, len(copy) // CHARACTERS_PER_EDIT)
        best: tuple[int, int, int] | None = None
        for first in self._candidates(wanted):
            margin = allowance // 2 + 2
            begin = max(0, first - margin)
            window = self._words[begin : first + len(wanted) + margin]
            cost, start, end = _align(wanted, window)
            if cost <= allowance and (best is None or cost < best[0]):
                best = (cost, begin + start, begin + end)
        if best is None:
            return None
        _, start, end = best
        if "\0" in self._folded.text[self._words[start].start : self._words[end - 1].end]:
            return None
        return self._folded.original(self._words[start].start, self._words[end - 1].end)

    def _candidates(self, wanted: list[_Word]) -> list[int]:
        """Word positions where the wanted words may begin, the likeliest first, at most five."""
        votes: Counter[int] = Counter()
        for offset, word in enumerate(wanted):
            places = self._positions.get(word.text, [])
            weight = 1 if word.text in _LIGHT or len(places) > 50 else 4
            for place in places[:500]:
                votes[place - offset] += weight
        if not votes and len(wanted) <= 3:
            near = (i for i, word in enumerate(self._words) if _slip(wanted[0].text, word.text))
            votes.update(near)
        return [first for first, _ in votes.most_common(5)]


def _split(folded: str) -> list[_Word]:
    return [_Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]


def _align(wanted: list[_Word], window: list[_Word]) -> tuple[int, int, int]:
    """Cheapest alignment of all wanted words with a stretch of the window.

    Returns its cost in characters and the stretch, half-open, in words of the window.
    """
    row = [(0, column) for column in range(len(window) + 1)]
    for word in wanted:
        dropped = len(word.text) + 1 if word.text in _LIGHT else _IMPOSSIBLE
        following = [(row[0][0] + dropped, row[0][1])]
        for column, other in enumerate(window):
            added = len(other.text) + 1 if other.text in _LIGHT else _IMPOSSIBLE
            following.append(
                min(
                    (row[column][0] + _edit_cost(word.text, other.text), row[column][1]),
                    (row[column + 1][0] + dropped, row[column + 1][1]),
                    (following[column][0] + added, following[column][1]),
                )
            )
        row = following
    end = min(range(len(row)), key=lambda column: (row[column][0], column))
    cost, start = row[end]
    return (cost, start, end) if end > start else (_IMPOSSIBLE, 0, 0)


def _edit_cost(one: str, other: str) -> int:
    if one == other:
        return 0
    if _slip(one, other):
        return Levenshtein.distance(one, other)
    return _IMPOSSIBLE


def _slip(one: str, other: str) -> bool:
    """Whether two folded words are one word with a slip of the pen, or one name spelled twice."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or any(_fixed(word) for word in (one, other)):
        return False
    if one[0] != other[0]:
        return False
    allowed = 1 if max(len(one), len(other)) < 10 else 2
    if one[:2] == other[:2] and Levenshtein.distance(one, other) <= allowed:
        return True
    return same_word(one, other)


def _fixed(word: str) -> bool:
    """Numbers and negations: a slip there is another statement."""
    return word in _NEGATION or word.endswith("n't") or _NUMBER.fullmatch(word) is not None


def _occurrences(text: str, words: str, first: int, last: int) -> list[int]:
    """Starts of `words` in `text[first:last]` that do not cut a word in two."""
    starts = []
    start = text.find(words, first, last)
    while start >= 0:
        end = start + len(words)
        if not (_joined(text, start) or _joined(text, end)):
            starts.append(start)
        start = text.find(words, start + 1, last)
    return starts


def _joined(text: str, offset: int) -> bool:
    """Whether a word of a script that separates words runs across the offset."""
    if not 0 < offset < len(text):
        return False
    return all(c.isdigit() or c.islower() or c.isupper() for c in text[offset - 1 : offset + 1])


def _nearest(places: list[Range], near: Sequence[Range]) -> Range:
    for start, end in near:
        for place in places[bisect_right(places, (start - 1, 0)) :]:
            if place[1] <= end:
                return place
    return places[0]


def _without_outer_marks(words: str) -> str:
    return words.strip(" \t\r\n\"'`‘’“”«».,;:!?…-–—")
