"""Unseen: characters that stand in a text and that nobody sees on a page."""

import re

UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""Controls, zero-width and direction marks, fillers, lone surrogates (no UTF-8), tag characters and
variation selectors (Unicode's Default_Ignorable_Code_Point, the assigned ones of the BMP)."""
