"""Scene: what attribution looks at of an article, found by offset without searching it whole."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.reading.mentions import Mention

Range = tuple[int, int]

_DATELINE = re.compile(
    r"[A-Z][A-Z’'./ -]{2,}(?:,[^—–.]{0,40}| \([^()]*\)|)[^—–a-z]{0,30}\s?(?:[—–]|--| - )\s"
    r"|[A-Z][\w ]{2,30}(?:, [\w. ]{2,20})? \([^()]{2,30}\)\s?[—–-]+\s"
    r"|[A-Z]\w+(?: [A-Z]\w+)?, \d{1,2} \w+(?: \d{4})?\s[—–-]+\s"
)


@dataclass(frozen=True)
class Scene:
    """An article's text with its sentences, mentions and quotations, each in text order.

    All offsets are half-open code points of `text`. Sentences, and quotations, lie apart.
    """

    text: str
    sentences: Sequence[Range]
    mentions: Sequence[Mention]
    quoted: Sequence[Range]
    """What stands between quotation marks, the marks left out."""

    def sentence_of(self, offset: int) -> Range | None:
        """The sentence an offset stands in."""
        return _holding(self.sentences, offset)

    def sentences_in(self, start: int, end: int) -> Sequence[Range]:
        """The sentences that share a code point with `text[start:end]`."""
        first = bisect_right(self.sentences, start, key=lambda one: one[1])
        return self.sentences[first : bisect_left(self.sentences, end, key=lambda one: one[0])]

    def opening(self, sentence: Range) -> int:
        """Where the words of a sentence begin, behind a dateline ("OSLO, May 4 — ")."""
        dateline = _DATELINE.match(self.text, *sentence)
        return dateline.end() if dateline else sentence[0]

    def before(self, sentence: Range, count: int = 1) -> list[Range]:
        """At most `count` sentences before one, the nearest first."""
        index = bisect_left(self.sentences, sentence)
        return list(reversed(self.sentences[max(0, index - count) : index]))

    def after(self, sentence: Range) -> Range | None:
        """The sentence behind one."""
        index = bisect_right(self.sentences, sentence)
        return self.sentences[index] if index < len(self.sentences) else None

    def quotation(self, offset: int) -> Range | None:
        """The quotation an offset stands in, its marks left out."""
        return _holding(self.quoted, offset)

    def quoted_at(self, offset: int) -> bool:
        """Whether an offset stands between quotation marks."""
        return self.quotation(offset) is not None

    def quotations_in(self, start: int, end: int) -> Sequence[Range]:
        """The quotations that share a code point with `text[start:end]`."""
        first = bisect_right(self.quoted, start, key=lambda one: one[1])
        return self.quoted[first : bisect_left(self.quoted, end, key=lambda one: one[0])]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that stand within `text[start:end]`."""
        first = bisect_left(self._starts, start)
        return [
            one for one in self.mentions[first : bisect_left(self._starts, end)] if one.end <= end
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.mentions]

    def mention_over(self, offset: int) -> Mention | None:
        """The mention an offset stands in."""
        at = bisect_right(self._starts, offset) - 1
        return self.mentions[at] if at >= 0 and offset < self.mentions[at].end else None


def _holding(ranges: Sequence[Range], offset: int) -> Range | None:
    at = bisect_right(ranges, offset, key=lambda one: one[0]) - 1
    return ranges[at] if at >= 0 and offset < ranges[at][1] else None
