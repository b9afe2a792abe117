"""Endings: what the end of a word tells of its bearer, be it sex, father or respect."""

import re

_SUFFIX = re.compile("(?:bek|beg|jan|jon|khan|bay|bai)$")
_FEMALE = re.compile(r"(?:ov|ev|in|sk|ц|y)(?:a|aya|aia|oy)$")
_PATRONYMIC = re.compile("(?:[oe]vna|inichna|[oe]vi[ct]+h?)$")


def other_ending(one: str, other: str) -> bool:
    """Karimov and Karimova are two people, as Ergasheva and her daughter Ergashevna."""
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if bool(_PATRONYMIC.search(one)) != bool(_PATRONYMIC.search(other)):
        return short[:-4] == long[: len(short) - 4]
    return (
        one[:3] == other[:3]
        and bool(_FEMALE.search(long))
        and not _FEMALE.search(short)
        and (long.startswith(short) or short.endswith(("y", "i", "iy")))
    )


def suffixed(one: str, other: str) -> bool:
    """Whether one has an ending of respect more ("Ulanbek", "Ulan")."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return len(short) > 3 and long.startswith(short) and bool(_SUFFIX.fullmatch(long[len(short) :]))
