"""Prompt: what langextract is told to look for, its few-shot examples, and the form of answers.

One question for each sort of record, with one short example: asked for all at once, the embedded
model gives meetings and nothing else; shown more, it copies the examples more often. Their articles
are made up; every extraction's words stand in its article, in text order, as langextract asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal, get_args

from schemas import MeetingStatus

Kind = Literal["person", "organization", "meeting", "statement"]


@dataclass(frozen=True)
class Labelled:
    """One extraction of an example."""

    kind: Kind
    words: str
    attributes: Mapping[str, str | list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """An article and all of a sort that is to be found in it."""

    text: str
    found: tuple[Labelled, ...]


@dataclass(frozen=True)
class Form:
    """How an extraction of a kind is written down; lengths are limits of characters."""

    length: int
    attributes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """JSON Schema of each."""


@dataclass(frozen=True)
class Task:
    """One question put to every chunk of an article."""

    description: str
    examples: tuple[Example, ...]
    forms: Mapping[Kind, Form]
    most: int
    """Extractions that a chunk may give.

    Limited as communique's own form is: a small model may otherwise say the same thing until its
    answer is cut off, and all of it is lost.
    """
    chunk: int
    """langextract's `max_char_buffer`."""


_NAME = {"type": "string", "maxLength": 80}
_STATUS = {"type": "string", "enum": list(get_args(MeetingStatus))}
_NAMES = {"type": "array", "items": _NAME, "maxItems": 6}

STATEMENTS = Task(
    """
Extract the statements of a news article, in order of appearance. Use the exact words of the
article; do not paraphrase.

statement: what somebody said or wrote, quoted or not, without the words that tell who said it.
Its speaker is a name.
""",
    (
        Example(
            "Harbour Minister Odile Brannock said the ferry would sail again from October, and "
            'thanked the crews for their patience. "We have waited three years for this," the '
            "Sundvik mayor, Teemu Aho, told reporters.",
            (
                Labelled(
                    "statement",
                    "the ferry would sail again from October",
                    {"speaker": "Odile Brannock"},
                ),
                Labelled(
                    "statement",
                    "thanked the crews for their patience",
                    {"speaker": "Odile Brannock"},
                ),
                Labelled(
                    "statement", "We have waited three years for this,", {"speaker": "Teemu Aho"}
                ),
            ),
        ),
    ),
    {"statement": Form(420, {"speaker": _NAME})},
    most=16,
    chunk=1500,
)
MEETINGS = Task(
    """
Extract the meetings of a news article, in order of appearance. Use the exact words of the article;
do not paraphrase.

meeting: the sentence that reports that people met, talked by phone, will meet or refused to. Its
participants are names; its date and place are words of that sentence, empty where it has none.
""",
    (
        Example(
            "Harbour Minister Odile Brannock met the Sundvik mayor, Teemu Aho, in Pellava on "
            "Tuesday. The ferry will sail again from October.",
            (
                Labelled(
                    "meeting",
                    "Harbour Minister Odile Brannock met the Sundvik mayor, Teemu Aho, in Pellava "
                    "on Tuesday.",
                    {
                        "participants": ["Odile Brannock", "Teemu Aho"],
                        "status": "held",
                        "date": "on Tuesday",
                        "place": "Pellava",
                    },
                ),
            ),
        ),
    ),
    {
        "meeting": Form(
            420, {"participants": _NAMES, "status": _STATUS, "date": _NAME, "place": _NAME}
        )
    },
    most=6,
    chunk=1500,
)
NAMES = Task(
    """
Extract the persons and organizations of a news article, each once, in order of appearance. Use the
exact words of the article.

person: a name, without title. Its title is the rank or office beside the name, empty without one.
organization: a ministry, company, union, state or other body.
""",
    (
        Example(
            "Harbour Minister Odile Brannock met the Sundvik mayor, Teemu Aho. The Beekeepers' "
            "League stayed away.",
            (
                Labelled("person", "Odile Brannock", {"title": "Harbour Minister"}),
                Labelled("person", "Teemu Aho", {"title": "mayor"}),
                Labelled("organization", "Beekeepers' League"),
            ),
        ),
    ),
    {"person": Form(80, {"title": _NAME}), "organization": Form(80)},
    most=12,
    chunk=6500,
)
TASKS = (STATEMENTS, MEETINGS, NAMES)


def answer_schema(task: Task, lx: Any) -> dict[str, Any]:
    """The JSON Schema that answers are held to, in langextract's own envelope.

    Args:
        task: the question.
        lx: langextract.
    """
    items = []
    for kind, form in task.forms.items():
        item = lx.schema.extraction_item_schema(kind, attributes=form.attributes or None)
        item["properties"][kind]["maxLength"] = form.length
        items.append(item)
    schema: dict[str, Any] = lx.schema.extractions_schema(*items)
    schema["properties"]["extractions"]["maxItems"] = task.most
    return schema


def prompt_hash() -> str:
    """First 16 hex digits of the SHA-256 of all that is ours in the questions."""
    return sha256(repr(TASKS).encode()).hexdigest()[:16]
