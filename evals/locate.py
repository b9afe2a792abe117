"""Locate: where copied words stand in a text, so that nobody counts characters.

Words may be marked inside their surroundings, `Maran [[said]] on Tuesday`, when they alone would
stand in several places. White space and quotation marks may be typed plainly.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas import Evidence

Range = tuple[int, int]

_QUOTES = "[\"'“”„‟«»‘’‚‛‹›`´]"
_DASHES = "[-‐‑‒–—―]"
_MARKED = re.compile(r"(?s)^(.*?)\[\[(.+?)\]\](.*)$")
_PIECE = re.compile(rf"\s+|{_QUOTES}|{_DASHES}|.", re.DOTALL)


class NotFoundError(ValueError):
    """The words stand nowhere in the text."""


class AmbiguousError(ValueError):
    """The words stand in several places, and nothing says which is meant."""


def places(words: str, text: str) -> list[Range]:
    """Every place of the words as whole words, in text order; half-open code points.

    Places may overlap. The words as typed come first; only where they stand nowhere do other
    spaces, quotation marks and dashes count as the same. Blank words stand nowhere.
    """
    marked = _MARKED.match(words)
    before, core, after = marked.groups() if marked else ("", words.strip(), "")
    if not core.strip():
        return []
    for forgiving in (False, True):
        found = _compiled(before, core, after, forgiving).finditer(text)
        if ranges := list(dict.fromkeys(one.span(1) for one in found)):
            return ranges
    return []


def one_place(words: str, text: str, scopes: Sequence[Sequence[Range]] = ()) -> Evidence:
    """The evidence for words that stand in one place of the text, or of the first scope with any.

    Args:
        words: as copied, with or without a mark.
        text: the article.
        scopes: where to look first, each a list of ranges; the whole text comes last.

    Raises:
        NotFoundError: they stand nowhere.
        AmbiguousError: they stand in several places of the scope that has them.
    """
    everywhere = places(words, text)
    if not everywhere:
        raise NotFoundError(f"{words!r} does not stand in the text; copy it from there")
    for scope in (*scopes, [(0, len(text))]):
        inside = [place for place in everywhere if _within(place, scope)]
        if len(inside) == 1:
            return Evidence.of(text, *inside[0])
        if inside:
            break
    raise AmbiguousError(
        f"{words!r} stands {len(inside)} times; put it into double square brackets with words "
        "around it, such as 'then he [[said]] that'"
    )


def as_written(words: str, text: str) -> str:
    """The words as the text writes them where they first stand, spaces and marks included.

    Raises:
        NotFoundError: they stand nowhere.
    """
    found = places(words, text)
    if not found:
        raise NotFoundError(f"{words!r} does not stand in the text; copy it from there")
    start, end = found[0]
    return text[start:end]


def _within(place: Range, scope: Sequence[Range]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in scope)


@lru_cache(maxsize=4096)
def _compiled(before: str, core: str, after: str, forgiving: bool) -> re.Pattern[str]:
    """Matches wherever the words begin and takes up nothing; the core is its first group."""

    def pattern(words: str) -> str:
        return _forgiving(words) if forgiving else re.escape(words)

    marked = f"({_whole(core, pattern(core))})"
    return re.compile(
        f"(?={_whole(before + core + after, pattern(before) + marked + pattern(after))})"
    )


def _whole(words: str, pattern: str) -> str:
    """A pattern for the words that cuts no other word at its ends."""
    head = r"(?<!\w)" if words[:1].isalnum() else ""
    tail = r"(?!\w)" if words[-1:].isalnum() else ""
    return f"{head}{pattern}{tail}"


def _forgiving(words: str) -> str:
    def piece(found: re.Match[str]) -> str:
        one = found.group()
        if one.isspace():
            return r"\s+"
        if re.fullmatch(_QUOTES, one):
            return _QUOTES
        if re.fullmatch(_DASHES, one):
            return _DASHES
        return re.escape(one)

    return _PIECE.sub(piece, words)
