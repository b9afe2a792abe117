"""Brat types: what stands in an export's annotation files, and the configuration that lists it.

The values are those of the record's schema, so that a value added there is listed here.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from schemas import (
    ActorKind,
    Medium,
    MeetingFormat,
    MeetingMention,
    MeetingMode,
    MeetingStatus,
    OutcomeType,
    Polarity,
    QuoteType,
    Role,
    StatementOccasion,
)


def type_name(value: str) -> str:
    """A value of the schema as brat's types are written: `third_party` is `ThirdParty`."""
    return "".join(part.capitalize() for part in value.split("_"))


ACTORS = tuple(type_name(kind) for kind in get_args(ActorKind))
"""Entities, one for each mention of an actor."""
_ANY_ACTOR = "|".join(ACTORS)
SPANS = ("DatePhrase", "Place", "Topic", "Outcome", "Cue", "SpeakerWords")
"""Entities that meetings and statements rest on."""
ROLES = tuple(type_name(role) for role in get_args(Role))
EVENTS: Mapping[str, Mapping[str, str]] = {
    "Meeting": {
        **{f"{role}*": _ANY_ACTOR for role in ROLES},
        "Date?": "DatePhrase",
        "Place?": "Place",
        "Topic*": "Topic",
        "Outcome*": "Outcome",
    },
    "Statement": {
        "Speaker?": _ANY_ACTOR,
        "SpeakerWords?": "SpeakerWords",
        "Cue?": "Cue",
        "Addressee*": _ANY_ACTOR,
        "At?": "Meeting",
        "RelayedBy?": _ANY_ACTOR,
        "NestedIn?": "Statement",
    },
}
"""Their arguments, and what each may be; `?` is one or none, `*` any number."""
VALUES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Status": ("Meeting", get_args(MeetingStatus)),
    "Mention": ("Meeting", get_args(MeetingMention)),
    "Format": ("Meeting", get_args(MeetingFormat)),
    "QuoteType": ("Statement", get_args(QuoteType)),
    "Medium": ("Statement", get_args(Medium)),
    "Polarity": ("Statement", get_args(Polarity)),
    "Occasion": ("Statement", get_args(StatementOccasion)),
    "OutcomeType": ("Outcome", get_args(OutcomeType)),
}
"""Attributes with a value: what has them, and the values."""
FLAGS = tuple(type_name(mode) for mode in get_args(MeetingMode))
"""Attributes of meetings that are there or not."""

_COLOURS = {
    **dict.fromkeys(ACTORS, "#cfe2f3"),
    **dict.fromkeys(SPANS, "#eeeeee"),
    "Meeting": "#d9ead3",
    "Statement": "#fff2cc",
}


def annotation_conf() -> str:
    """The types, as brat reads them from `annotation.conf`; any two spans may overlap."""
    return "\n".join((*_sections(), ""))


def visual_conf() -> str:
    """Labels and colours, as brat reads them from `visual.conf`."""
    labels = [f"{name} | {name}" for name in _COLOURS]
    drawing = [f"{name}\tbgColor:{colour}, borderColor:darken" for name, colour in _COLOURS.items()]
    return "\n".join(("[labels]", *labels, "", "[drawing]", *drawing, ""))


def _sections() -> Iterator[str]:
    yield from ("[entities]", *ACTORS, *SPANS, "")
    yield "[relations]"
    yield "Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive"
    yield "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    yield from ("", "[events]")
    for name, arguments in EVENTS.items():
        yield (
            name + "\t" + ", ".join(f"{role[:-1]}{role[-1]}:{of}" for role, of in arguments.items())
        )
    yield from ("", "[attributes]")
    for name, (of, values) in VALUES.items():
        yield f"{name}\tArg:{of}, Value:{'|'.join(values)}"
    for name in FLAGS:
        yield f"{name}\tArg:Meeting"
