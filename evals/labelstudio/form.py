"""Form: the labels, fields and relations that a person finds in Label Studio.

`form.xml` shows them; a test holds the two together.

A record is the region, or regions, of its own label: an actor its `Mention`s, a meeting its
`MeetingEvidence`, a statement its `StatementContent`. Regions of one record are tied to each other
by `part_of`, and so are its dates, cues and the like to it. Fields hang on one of its regions.
"""

from collections.abc import Mapping

MENTION = "Mention"
EVIDENCE = "MeetingEvidence"
CONTENT = "StatementContent"
DATE, PLACE, TOPIC, OUTCOME = "Date", "Place", "Topic", "Outcome"
CUE, SPEAKER_TEXT = "Cue", "SpeakerText"
PUBLISHED = "Published"

RECORDS: Mapping[str, str] = {MENTION: "a", EVIDENCE: "m", CONTENT: "s"}
"""Labels that records are made of, and the letter of their ids."""

_DATE = ("date_value", "granularity", "basis")
_PLACE = ("place_name", "country")

FIELDS: Mapping[str, tuple[str, ...]] = {
    MENTION: ("kind", "name", "title", "organization", "country", "aliases", "unsure"),
    EVIDENCE: (
        *("status", "mention", "format", "modes", "occasion_name", "on_sidelines", "link"),
        *_DATE,
        *_PLACE,
        "unsure",
    ),
    DATE: _DATE,
    PLACE: _PLACE,
    TOPIC: (),
    OUTCOME: ("outcome_type",),
    CONTENT: ("quote_type", "medium", "polarity", "occasion", "link", "unsure"),
    CUE: (),
    SPEAKER_TEXT: (),
    PUBLISHED: _DATE,
}
"""The fields of each label. A meeting's own date and place are those that no words of it name."""

CHOICES = frozenset(
    "kind status mention format modes on_sidelines granularity basis outcome_type "
    "quote_type medium polarity occasion".split()
)
"""Fields to choose in; all others are typed."""

SEVERAL = frozenset({"aliases", "modes", "unsure"})
"""Fields with any number of values."""

PART_OF = "part_of"

RELATIONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    (MENTION, MENTION): (PART_OF,),
    (EVIDENCE, EVIDENCE): (PART_OF,),
    (DATE, EVIDENCE): (PART_OF,),
    (PLACE, EVIDENCE): (PART_OF,),
    (TOPIC, EVIDENCE): (PART_OF,),
    (OUTCOME, EVIDENCE): (PART_OF,),
    (CONTENT, CONTENT): (PART_OF, "nested_in"),
    (CUE, CONTENT): (PART_OF,),
    (SPEAKER_TEXT, CONTENT): (PART_OF,),
    (EVIDENCE, MENTION): ("participant", "visitor", "host", "mediator", "delegate"),
    (CONTENT, MENTION): ("speaker", "addressee", "relayed_by"),
    (CONTENT, EVIDENCE): ("meeting",),
}
"""What a relation between two labels may be called; the first is meant where it has no label."""
