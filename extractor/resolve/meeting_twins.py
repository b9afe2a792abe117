"""Meeting twins: whether two reports are of one meeting, and what they say together."""

import re
from typing import TYPE_CHECKING

from extractor.resolve.meeting_dates import lies_within
from extractor.resolve.meeting_status import EVENT
from schemas import UNKNOWN_DATE

if TYPE_CHECKING:
    from extractor.resolve.meetings import MeetingFound

_EVENT = rf"(?:{EVENT}|discussions?|call|round|exchange)"
_BACK = re.compile(
    rf"\b(?:the|this|that|these|those|his|her|such|same|its)\s+(?:[\w’'-]+\s){{0,2}}?{_EVENT}\b"
    r"|\b(?:the two|both (?:sides|parties|men|ministers)|the (?:two )?(?:sides|ministers|generals))"
    r"\b",
    re.IGNORECASE,
)
"""Words that take up a meeting told before."""
_ANEW = re.compile(
    r"\b(?:again|last|earlier|previous(?:ly)?|separate(?:ly)?|second|another|next|later|follow-up|"
    r"new|also (?:met|held|called|received))\b",
    re.IGNORECASE,
)
"""Words that tell of another one."""
_NONE = re.compile(r"\b(?:any|no|such|never|neither|not)\b", re.IGNORECASE)


def same(text: str, one: "MeetingFound", other: "MeetingFound") -> bool:
    """Whether two meetings are one: the same people, and nothing that tells them apart.

    Of two sentences the later may name fewer or more of them where it takes up what was told
    ("during the meeting"), and may deny what was told ("no such meeting").
    """
    first, second = ({id(entity) for entity in each.entities} for each in (one, other))
    if not (first <= second or second <= first):
        return False
    early, late = sorted((one, other), key=lambda each: each.sentences[0])
    if early.sentences[0] == late.sentences[0] or _denies(text, early, late):
        return True
    words = text[slice(*late.sentences[0])]
    takes_up = len(first & second) > 1 and _BACK.search(words) and not _ANEW.search(words)
    if first != second and not takes_up:
        return False
    alike = one.status == other.status and (one.mention == other.mention or one.status == "denied")
    return alike and _compatible(one.date.value, other.date.value)


def join(kept: "MeetingFound", other: "MeetingFound") -> None:
    """Give a meeting what another report of it says."""
    subset = set(map(id, kept.entities)) <= set(map(id, other.entities))
    for entity, role in other.participants if subset else ():
        if all(entity is not known for known in kept.entities):
            kept.participants.append((entity, role))
    if "denied" in (kept.status, other.status):
        kept.status = "denied"
    kept.sentences += [one for one in other.sentences if one not in kept.sentences]
    kept.drafted += other.drafted
    kept.place = kept.place or other.place
    if kept.date.value is None and (other.date.value or kept.date == UNKNOWN_DATE):
        kept.date = other.date
    elif other.date.granularity == "day" and lies_within(other.date, kept.date):
        kept.date = kept.date if kept.date.granularity == "day" else other.date


def _denies(text: str, early: "MeetingFound", late: "MeetingFound") -> bool:
    """Whether the later one only says that there was no such meeting."""
    people = [set(map(id, each.entities)) for each in (early, late)]
    if late.status != "denied" or early.status == "denied" or people[0] != people[1]:
        return False
    return len(people[0]) > 1 and _NONE.search(text[slice(*late.sentences[0])]) is not None


def _compatible(one: str | None, other: str | None) -> bool:
    """Whether two dates (EDTF) may be of one day: one is open, or lies within the other."""
    if one is None or other is None:
        return True
    (start, end), (first, last) = _range(one), _range(other)
    return (start <= first and last <= end) or (first <= start and end <= last)


def _range(value: str) -> tuple[str, str]:
    """Both ends as strings that sort: a month ends behind all its days."""
    first, _, last = value.partition("/")
    return first, (last or first) + "~"
