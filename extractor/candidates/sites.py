"""Sites: phrases that say where something took place ("in Riga", "at the town hall")."""

import re
from collections.abc import Iterator

_SITES = r"ministry|palace|hotel|hall|embassy|office|headquarters|house|airport"
_PLACE = re.compile(
    rf"\b(?:in|at) ((?:the )?(?:[A-Z][\w’'-]+|presidential|foreign|town|city|{_SITES})"
    rf"(?:(?: of(?: the)?)? [A-Z][\w’'-]+| (?:{_SITES}))*)\b"
)
_BARE = re.compile(_SITES)
"""What stands without article only in phrases like "in office"."""
_MONTHS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|"
    r"Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b"
)
_VENUES = (
    rf"{_SITES}|offices|consulate|mission|residence|mansion|villa|resort|lodge|dacha|farm|ranch|"
    r"castle|compound|premises|building|tower|block|complex|centre|center|hub|seat|secretariat|"
    r"inspectorate|prefecture|rectorate|chancellery|parliament|capitol|courthouse|court|chamber|"
    r"room|boardroom|courtroom|lobby|corridor|lounge|foyer|library|canteen|cafeteria|café|cafe|"
    r"restaurant|teahouse|pub|bar|club|school|college|university|academy|institute|museum|theatre|"
    r"theater|auditorium|stadium|gymnasium|church|cathedral|mosque|monastery|temple|shrine|clinic|"
    r"hospital|station|terminal|depot|truck stop|bus stop|warehouse|factory|plant|workshop|yard|"
    r"shipyard|barracks|garrison|base|camp|outpost|checkpoint|tent|pavilion|garden|gardens"
)
"""What people meet in."""
_LODGINGS = r"hotel|villa|resort|restaurant|house|lodge|farm|ranch|café|cafe|building|club|palace"
_OTHER = (
    r"(?!(?:of|in|at|on|for|with|and|or|to|that|which|who|where|when|by|from|the|an?|as|than|over|"
    r"behind|near|under|between|but|after|before|during|while|into|his|her|their|its|was|were|is|"
    r"are|had|has|have|will|would|case|order|front|charge|light|view|terms|favou?r)\b)"
)
_VENUE = re.compile(
    r"\b(?:in|at|inside) "
    r"(?P<owned>(?:the (?:same |latter[’']s |former[’']s )?|an? |this |that |his |her |their |its |"
    r"my |our )?)"
    rf"(?P<name>(?:{_OTHER}[^\W\d_][\w’'.-]* ){{0,3}}(?:{_VENUES})(?: \d{{1,4}}\b)?"
    r"(?: of (?:the )?[^\W\d_][\w’'-]*(?: [A-Z][\w’'-]+)*){0,2})\b"
    r"(?! (?:industry|sector|system|year|staff|workers?|strike|road|bus|project|plan|budget|"
    r"security|attack|bombing|fire|crisis|spokes\w+|officials?)\b)"
)
_IN_TOWN = re.compile(
    rf"\b(?:in|at|inside) an? (?:[a-z][\w-]* ){{0,2}}(?:{_LODGINGS}),? (?:in|near|outside) "
    r"(?P<name>[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,2})"
)


def sites(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where each phrase of `text[start:end]` begins, and its name begins and ends; no date.

    Of "at a hotel in Riga" the name is "Riga", of "at the ministry in Riga" there are two.
    """
    begun = start
    for at, first, last in sorted(_named(text, start, end), key=lambda one: (one[0], -one[2])):
        if at >= begun:
            yield at, first, last
            begun = last


def _named(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for match in _IN_TOWN.finditer(text, start, end):
        yield match.start(), *match.span("name")
    for match in _VENUE.finditer(text, start, end):
        if match["owned"] or match["name"][0].isupper() or match["name"][-1].isdecimal():
            yield match.start(), *match.span("name")
    for match in _PLACE.finditer(text, start, end):
        if text[match.end(1) : match.end(1) + 2] in ("'s", "’s"):
            continue
        name = re.sub(r"['’]s?$", "", match[1])
        first = match.start(1) + (len("the ") if name.startswith("the ") else 0)
        last = match.start(1) + len(name)
        if not _MONTHS.match(text, first) and not _BARE.fullmatch(match[1]):
            yield match.start(), first, last
