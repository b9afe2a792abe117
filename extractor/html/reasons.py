"""Reasons: what linking compares, and how two records compare in it, in words."""

from collections.abc import Mapping

_PERSON: Mapping[str, str] = {
    "named": "the same name",
    "family": "one word of the name in common",
    "office": "the same office of one country",
    "body": "the same body",
    "side": "the same country",
    "likely": "probably the same person or body",
    "any": "too little is told to tell",
    "none": "nobody who fits",
}
FIELDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "first participant": ("The participants most alike", _PERSON),
    "second participant": ("The two next most alike", _PERSON),
    "third participant": ("The third two", _PERSON),
    "others": (
        "Other people at the meeting",
        {
            "none": "nobody with a name is left over",
            "on one side": "one article names somebody whom the other does not",
            "a host on one side": "one article names a host whom the other does not",
            "on both sides": "each article names somebody whom the other does not",
            "another counterpart": "each article names another counterpart",
            "other holder of an office": "two people hold one office",
        },
    ),
    "story": (
        "Others whom both articles name",
        {
            "three people": "three people or more",
            "two people": "two people",
            "one person": "one person",
            "nobody": "nobody",
            "open": "no others are named",
        },
    ),
    "when": (
        "Day",
        {
            "same": "the same",
            "within": "one may be the other",
            "next": "a day apart",
            "days": "two or three days apart",
            "apart": "more than three days apart",
            "weekday": "the same day of the week",
            "next_weekday": "neighbouring days of the week",
            "other_weekday": "other days of the week",
            "month": "the same month",
            "months": "neighbouring months",
            "other_month": "other months",
            "open": "not known of both",
        },
    ),
    "where": (
        "Place",
        {
            "same place": "the same",
            "same country": "the same country",
            "other city": "two cities of one country",
            "other country": "two countries",
            "open": "not known of both",
        },
    ),
    "format": (
        "How they met",
        {
            "same": "face to face in both",
            "both remote": "by phone or video in both, alike",
            "other": "in different ways",
            "open": "not known of both",
        },
    ),
    "status": (
        "Status",
        {
            "same": "they agree",
            "both not held": "not held in both",
            "planned, then held": "planned in one, held in the other",
            "refused or denied once": "refused or denied in one alone",
            "told as background once": "background in one alone",
        },
    ),
    "place in the articles": (
        "Where the articles tell of it",
        {
            "first in both": "first of all meetings in both",
            "first in one": "first of all meetings in one",
            "later in both": "after other meetings in both",
        },
    ),
    "told": (
        "The words that tell of it",
        {
            "the same words": "much the same",
            "like words": "alike",
            "some words": "some in common",
            "other words": "others",
            "open": "not known of both",
        },
    ),
    "about": (
        "What else the articles tell of",
        {
            "the same events": "much the same",
            "like events": "alike",
            "some words": "some of it in both",
            "other": "other things",
            "open": "not known of both",
        },
    ),
    "other meetings": (
        "Other meetings in the two articles",
        {
            "none fits as well": "none fits as well",
            "others fit, too": "others fit, too",
            "others fit better": "others fit better",
        },
    ),
    "words": (
        "Words in common",
        {
            "the same": "all of them",
            "most": "most",
            "half": "half",
            "a third": "a third",
            "some": "some",
            "few": "few or none",
        },
    ),
    "speaker": (
        "Speaker",
        {
            "same": "the same name or body",
            "family name": "one word of the name in common",
            "same office": "the same office of one country",
            "same side": "the same country",
            "other": "somebody else",
            "open": "not known of both",
        },
    ),
    "quoted": (
        "Quotation",
        {"both": "word for word in both", "not both": "not word for word in both"},
    ),
    "meeting": (
        "Meeting",
        {
            "same": "made at the same one",
            "articles on one meeting": "both articles report one meeting",
            "other": "the articles have none in common",
        },
    ),
    "name": (
        "Name",
        {
            "same": "the same",
            "spelled": "another spelling",
            "short": "a shorter form",
            "family": "one word in common",
            "other": "another name",
        },
    ),
    "country": ("Country", {"same": "the same", "other": "another", "open": "not known of both"}),
    "office": ("Office", {"same": "they fit", "other": "another", "open": "not known of both"}),
    "met": ("Whom they met", {"same people": "the same people", "open": "not known"}),
    "odds": ("Before any comparison", {"before any comparison": "how rare it is to be one"}),
}
"""For each field that linking compares: its heading, and what its levels mean in words."""


def reason(field: str, level: str) -> tuple[str, str]:
    """A field and a level in words, or as they are where there are none for them."""
    name, levels = FIELDS.get(field, (field, {}))
    return name, levels.get(level, level)
