"""Grounding: find a model's words in the article, or say that they are not there.

Three searches, each only where the one before found nothing: exact; normalised (case, white
space, quotes, dashes, through an offset map); and edited, word against word. An edit is a slip
within a word, another spelling of a name, or an article, conjunction or particle left out or put
in. Numbers, negations and other names are never edited away, and strings under 8 characters are
never edited at all. The allowance grows with length: one slip in twelve characters.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.slips import slip_cost
from extractor.spelling import Folded, fold
from schemas import Evidence

MIN_EDITED_LENGTH = 8
CHARACTERS_PER_EDIT = 12

_WORD = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:[^\W_]+)?|[^\W_]\w*(?:'[^\W_]+)*|[%$€£¥]|(?<![^\s(])-(?=[\d$€£¥])"
)
_LIGHT = frozenset({"a", "an", "the", "that", "and", "also", "of"})
_LIGHT_COST = 2
_IMPOSSIBLE = 1_000_000
_MOST_PLACES = 2_000
"""Of a word so common the first places are enough: rarer words beside it find the rest."""
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""Scripts that do not part words by spaces, or hang particles on them (Hangul)."""

Range = tuple[int, int]


@dataclass(frozen=True)
class _Words:
    """The words of a folded copy, side by side: letters, half-open ranges, capitals."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]

    @classmethod
    def of(cls, copy: Folded) -> "_Words":
        words = cls([], [], [], [])
        for match in _WORD.finditer(copy.text):
            words.texts.append(match.group())
            words.starts.append(match.start())
            words.ends.append(match.end())
            words.capital.append(copy.source[copy.origin[match.start()]].isupper())
        return words


class Ground:
    """The searchable parts of one article.

    Args:
        text: the original text.
        ranges: half-open parts in which evidence may stand, in order; None means all of it.
    """

    def __init__(self, text: str, ranges: Iterable[Range] | None = None) -> None:
        self.text = text
        self.ranges = list(_apart(text, ranges if ranges is not None else [(0, len(text))]))

    def locate(self, words: str, near: Sequence[Range] = ()) -> Evidence | None:
        """Evidence for `words`, or None.

        Args:
            words: what a model wrote; white space and quotation marks around it do not count.
            near: parts of the article where it is expected. Of several places the one in `near`
                wins, then the first.
        """
        wanted = words.strip()
        if not any(letter.isalnum() for letter in wanted):
            return None
        for candidate in dict.fromkeys((wanted, _without_outer_marks(wanted))):
            found = self._exact(candidate) or self._normalised(candidate)
            if found:
                return Evidence.of(self.text, *_nearest(found, near))
        edited = self._edited(_without_outer_marks(wanted))
        return Evidence.of(self.text, *_nearest(edited, near)) if edited else None

    def everywhere(self, words: str) -> list[Evidence]:
        """Each place where `words` stand exactly, in text order."""
        return [Evidence.of(self.text, *one) for one in self._exact(words)]

    def _exact(self, words: str) -> list[Range]:
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
        copy = self._folded
        places = [
            copy.original(start, start + len(wanted))
            for start in _occurrences(copy.text, wanted, 0, len(copy.text))
        ]
        if _is_acronym(words):
            places = [place for place in places if self.text[slice(*place)].isupper()]
        return [place for place in places if self._whole(place)]

    def _whole(self, place: Range) -> bool:
        return not any(_joined(self.text, offset) for offset in place)

    @cached_property
    def _words(self) -> _Words:
        return _Words.of(self._folded)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self._words.texts):
            positions[word].append(index)
        return dict(positions)

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        """The article's different words by their first letter."""
        words: dict[str, list[str]] = defaultdict(list)
        for word in self._positions:
            words[word[0]].append(word)
        return dict(words)

    def _edited(self, words: str) -> list[Range]:
        """The places that take the fewest edits, in text order; none where all take too many."""
        copy = fold(words.strip())
        wanted = _Words.of(copy)
        if len(copy.text) < MIN_EDITED_LENGTH or not wanted.texts:
            return []
        allowance = max(1, len(copy.text) // CHARACTERS_PER_EDIT)
        least, found = allowance, set[Range]()
        for first in self._candidates(wanted, allowance):
            margin = allowance // _LIGHT_COST + 2
            begin = max(0, first - margin)
            window = range(begin, min(first + len(wanted.texts) + margin, len(self._words.texts)))
            cost, start, end = self._align(wanted, window)
            place = self._stretch(start, end) if cost <= least else None
            if place is not None:
                found = {place} if cost < least else found | {place}
                least = cost
        return sorted(found)

    def _stretch(self, first: int, last: int) -> Range | None:
        """The original behind the words `first` to `last`, None where it is not in one piece."""
        start, end = self._words.starts[first], self._words.ends[last - 1]
        place = self._folded.original(start, end)
        if "\0" in self._folded.text[start:end] or not self._whole(place):
            return None
        return place

    def _candidates(self, wanted: _Words, allowance: int) -> list[int]:
        """Word positions where the wanted words may begin, the likeliest first, at most eight."""
        absent = [word for word in wanted.texts if word not in self._positions]
        if sum(_LIGHT_COST if word in _LIGHT else 1 for word in absent) > allowance:
            return []
        anchors = [
            (places, offset)
            for offset, word in enumerate(wanted.texts)
            for known in ([word] if word in self._positions else self._spelled_otherwise(word))
            if (places := self._positions.get(known))
        ]
        votes: Counter[int] = Counter()
        for places, offset in sorted(anchors, key=lambda one: len(one[0]))[:12]:
            weight = 4 if len(places) <= 50 else 1
            for place in places[:_MOST_PLACES]:
                votes[place - offset] += weight
        return [first for first, _ in votes.most_common(8)]

    def _spelled_otherwise(self, word: str) -> Iterator[str]:
        for known in self._by_initial.get(word[0], []):
            if abs(len(known) - len(word)) <= 3 and (
                slip_cost(word, known, names=True) or slip_cost(word, known, names=False)
            ):
                yield known

    def _align(self, wanted: _Words, window: range) -> tuple[int, int, int]:
        """Cheapest alignment of all wanted words with a stretch of the article's.

        Returns its cost and the stretch, half-open, in words of the article.
        """
        row = [(0, column) for column in (*window, window.stop)]
        for word, capital in zip(wanted.texts, wanted.capital, strict=True):
            dropped = _LIGHT_COST if word in _LIGHT else _IMPOSSIBLE
            following = [(row[0][0] + dropped, row[0][1])]
            for column, index in enumerate(window):
                other = self._words.texts[index]
                names = capital and self._words.capital[index]
                cost = self._edit_cost(word, other, names=names)
                added = _LIGHT_COST if other in _LIGHT else _IMPOSSIBLE
                following.append(
                    min(
                        (row[column][0] + cost, row[column][1]),
                        (row[column + 1][0] + dropped, row[column + 1][1]),
                        (following[column][0] + added, following[column][1]),
                    )
                )
            row = following
        best = min(range(len(row)), key=lambda column: (row[column][0], column))
        cost, start = row[best]
        end = window.start + best
        return (cost, start, end) if end > start else (_IMPOSSIBLE, 0, 0)

    def _edit_cost(self, word: str, other: str, *, names: bool) -> int:
        """What a slip costs; a word the article has elsewhere is no slip for another."""
        if word == other:
            return 0
        if not names and word in self._positions:
            return _IMPOSSIBLE
        cost = slip_cost(word, other, names=names)
        return _IMPOSSIBLE if cost is None else cost


def _apart(text: str, ranges: Iterable[Range]) -> Iterator[Range]:
    """Ranges in text order, inside the text, none empty, none overlapping."""
    last = 0
    for start, end in sorted(ranges):
        first, stop = max(start, last), min(end, len(text))
        if first < stop:
            yield first, stop
            last = stop


def _is_acronym(words: str) -> bool:
    """Whether the words are one short word in capitals, as "WHO", which is not "who"."""
    return len(words) <= 5 and words.isalpha() and words.isupper() and words.isascii()


def _occurrences(text: str, words: str, first: int, last: int) -> Iterator[int]:
    """Starts of `words` in `text[first:last]` that do not cut a word in two."""
    start = text.find(words, first, last) if words else -1
    while start >= 0:
        if not (_joined(text, start) or _joined(text, start + len(words))):
            yield start
        start = text.find(words, start + 1, last)


def _joined(text: str, offset: int) -> bool:
    """Whether a word or a number runs across the offset: "min|ister", "3|.5", "e|\u0301"."""
    left, right = offset - 1, offset
    while left >= 0 and unicodedata.category(text[left]) == "Cf":
        left -= 1
    while right < len(text) and unicodedata.category(text[right]) == "Cf":
        right += 1
    if left < 0 or right >= len(text):
        return False
    before, after = text[left], text[right]
    if after in ".,":
        return before.isdigit() and text[right + 1 : right + 2].isdigit()
    if before in ".,":
        return after.isdigit() and left > 0 and text[left - 1].isdigit()
    if unicodedata.category(after)[0] == "M":
        return _in_word(before)
    return _in_word(before) and _in_word(after) and not _UNSPACED.search(before + after)


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _nearest(places: list[Range], near: Sequence[Range]) -> Range:
    """The first of the places, in text order, that lies in the first part of `near` to hold one."""
    for start, end in near:
        for place in places[bisect_left(places, (start, 0)) :]:
            if place[1] <= end:
                return place
            if place[0] >= end:
                break
    return places[0]


def _without_outer_marks(words: str) -> str:
    bare = words.strip(" \t\r\n\"'`‘’“”«».,;:!?…")
    return re.sub(r"^[-–—]+(?=\D)|[-–—]+$", "", bare).strip()
