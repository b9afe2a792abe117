"""Honorifics: the words of respect and the shortened offices that stand before a name.

And, of another kind, the plural owners that are part of a union's: "Drivers’ Union".
"""

import re

from extractor.reading import lexicon

_NAME_FOLLOWS = re.compile(r"\.?[ \u00a0]+([^\W\d_a-z]\w+)")
_HONORIFICS = lexicon.HONORIFICS | lexicon.DOTTED_HONORIFICS
_MISTER = lexicon.HONORIFICS | {"mr", "mrs", "ms", "miss"}
_OFFICES = lexicon.OFFICE_HEADS | lexicon.SHORT_OFFICES | lexicon.COURTESY
_TIMES = frozenset("seconds minutes hours days nights weeks months years decades".split())
_OWN_A_UNION = re.compile(
    r"['’]\s+(?:[\w-]+['’]?\s+){0,3}?(?:alliance|assembly|association|bloc|chamber|circle|club|"
    r"committee|confederation|congress|cooperative|council|federation|front|guild|league|movement|"
    r"party|society|syndicate|union)\b",
    re.IGNORECASE,
)
"""Follows members who own a body: not "Pappas' office", whose owner is one person."""
_NO_NAMES = lexicon.OFFICE_HEADS | lexicon.TITLE_MODIFIERS


def is_honorific(text: str, span: tuple[int, int], low: str) -> bool:
    """Whether a word is an honorific or a shortened office: "Hon.", "Alhaji", "Cllr", "Adm.".

    Args:
        text: the original.
        span: where the word stands, with its full stop or without.
        low: the word, plain.
    """
    if low in lexicon.DOTTED_HONORIFICS and "." not in text[span[1] - 1 : span[1] + 1]:
        return False
    return (
        low in _HONORIFICS | lexicon.SHORT_OFFICES
        and _NAME_FOLLOWS.match(text, span[1]) is not None
    )


def is_given_name(text: str, end: int, low: str, before: str) -> bool:
    """Whether a word behind an honorific is a name, whatever else it means: "Madam Peace Obi".

    Args:
        text: the original.
        end: where the word ends.
        low: the word, plain.
        before: the word in front of it.
    """
    if before.lower().rstrip(".") not in _MISTER or low in _OFFICES:
        return False
    follows = _NAME_FOLLOWS.match(text, end)
    return follows is not None and follows[1].lower() not in _NO_NAMES


def is_plural_owner(text: str, start: int, end: int) -> bool:
    """Whether a word without its apostrophe is several people who own what follows: "Drivers’".

    Args:
        text: the original.
        start: where the word begins.
        end: where it ends, in front of the apostrophe.
    """
    word = text[start:end].lower()
    return word.endswith("s") and word not in _TIMES and _OWN_A_UNION.match(text, end) is not None
