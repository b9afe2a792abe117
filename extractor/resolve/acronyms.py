"""Acronyms: the name that an article puts in front of "(HLN)"."""

import re

_WORD = re.compile(r"[^\W\d_][\w’'.&-]*|&")
_SMALL = frozenset("of and the for in & de do da del la le y e".split())
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{1,7}")
_REACH = 120
"""Characters in front of the brackets in which the name is looked for."""


def spelled_out(text: str, acronym: str) -> tuple[int, int] | None:
    """Where the name stands that an acronym shortens; None where the article does not say.

    Its capitals, in order, are the acronym's letters: "Halden Lines of Norland (HLN)".
    """
    if not _ACRONYM.fullmatch(acronym) or sum(map(str.isupper, acronym)) < 2:
        return None
    wanted = [letter for letter in acronym if letter.isupper()]
    for bracket in re.finditer(rf"\s\({re.escape(acronym)}\)", text):
        begin = max(0, bracket.start() - _REACH)
        words = list(_WORD.finditer(text, begin, bracket.start()))
        left = list(wanted)
        for word in reversed(words):
            if not left:
                break
            if word[0].lower() in _SMALL:
                continue
            if word[0][0] != left.pop():
                break
            if not left:
                return word.start(), bracket.start()
    return None
