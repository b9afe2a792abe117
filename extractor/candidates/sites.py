"""Sites: phrases that say where something took place ("in Riga", "at the town hall")."""

import re
from collections.abc import Iterator

_SITES = r"ministry|palace|hotel|hall|embassy|office|headquarters|house|airport"
_PLACE = re.compile(
    rf"\b(?:in|at) ((?:the )?(?:[A-Z][\w’'-]+|presidential|foreign|town|city|{_SITES})"
    rf"(?:(?: of(?: the)?)? [A-Z][\w’'-]+| (?:{_SITES}))*)\b"
)
_MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|"
    r"Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b"
)


def sites(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where each phrase of `text[start:end]` begins, and its name begins and ends; no date."""
    for match in _PLACE.finditer(text, start, end):
        if text[match.end(1) : match.end(1) + 2] in ("'s", "’s"):
            continue
        name = re.sub(r"['’]s?$", "", match[1])
        first = match.start(1) + (len("the ") if name.startswith("the ") else 0)
        last = match.start(1) + len(name)
        if not _MONTHS.match(text, first):
            yield match.start(), first, last
