"""Firms: what in and in front of a name says that a firm or an outlet bears it."""

import re

_TRADES = (
    "airline broadcaster builder carrier club company contractor developer firm lender maker "
    "newspaper operator outlet party refiner retailer station supplier union utility"
).split()
"""Say what a firm does, in front of its name."""
_NAMED_SO = frozenset("radio fm tv televisión television railways airlines lines holdings".split())
_TRADE_BEFORE = re.compile(rf"\b(?:{'|'.join(_TRADES)})\s+$")
_REACH = 16


def stands_for_a_firm(text: str, start: int, end: int) -> bool:
    """Whether a name is a firm's: "operator Halden", "Radio Halden", "Halden Lines (HL)"."""
    words = text[start:end].split()
    ends = {words[0].lower(), words[-1].lower()} if words else set()
    if ends & _NAMED_SO or _TRADE_BEFORE.search(text, max(0, start - _REACH), start):
        return True
    initials = "".join(word[0] for word in words if word[0].isupper())
    return len(initials) > 1 and text.startswith(f" ({initials})", end)
