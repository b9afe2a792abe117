"""Label Studio: gold goes there and comes back, and what people do to it there is understood."""

import copy
import json
import pickle
import random
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.dataset import GOLD, TEXTS, CorpusError, read_gold, read_text
from evals.labelstudio import (
    CONFIGURATION,
    UnreadableTaskError,
    export_folder,
    form,
    from_label_studio,
    import_folder,
    to_label_studio,
)
from schemas import Evidence, Gold
from schemas.actor import ActorKind
from schemas.dates import DateBasis, Granularity
from schemas.meeting import (
    MeetingFormat,
    MeetingMention,
    MeetingMode,
    MeetingStatus,
    OutcomeType,
    Role,
)
from schemas.statement import Medium, Polarity, QuoteType, StatementOccasion

ROOT = Path(__file__).parent.parent

TEXT = (
    "4 May 2021\r\n\r\n😀 Mayor Ilse Maran met Juho Lehto in Tallinn on Monday.\n"
    "Maran told reporters the ferry would sail, and Lehto agreed: “Rates fall.”\n"
)


def _at(words: str, nth: int = 0) -> dict[str, Any]:
    start = [found.start() for found in re.finditer(re.escape(words), TEXT)][nth]
    return Evidence.of(TEXT, start, start + len(words)).model_dump()


LABELS: dict[str, Any] = {
    "article": {
        "id": "900-ferry",
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "published": {
            "text": _at("4 May 2021"),
            "value": "2021-05-04",
            "granularity": "day",
            "basis": "explicit",
        },
    },
    "actors": [
        {
            "id": "a1",
            "kind": "person",
            "name": "Ilse Maran",
            "title": "Mayor",
            "country": "EST",
            "aliases": ["Maran"],
            "mentions": [_at("Ilse Maran"), _at("Maran", 1)],
        },
        {
            "id": "a2",
            "kind": "person",
            "name": "Juho Lehto",
            "aliases": ["Lehto"],
            "mentions": [_at("Juho Lehto"), _at("Lehto", 1)],
        },
        {"id": "a3", "kind": "group", "name": "reporters", "mentions": [_at("reporters")]},
    ],
    "meetings": [
        {
            "id": "m1",
            "participants": [{"actor": "a2", "role": "visitor"}, {"actor": "a1", "role": "host"}],
            "modes": ["visit"],
            "format": "in_person",
            "date": {
                "text": _at("on Monday"),
                "value": "2021-05-03",
                "granularity": "day",
                "basis": "relative_to_published",
            },
            "place": {"text": _at("in Tallinn"), "name": "Tallinn", "country": "EST"},
            "evidence": [_at("Mayor Ilse Maran met Juho Lehto in Tallinn on Monday.")],
        }
    ],
    "statements": [
        {
            "id": "s1",
            "speaker": "a1",
            "speaker_text": _at("Maran", 1),
            "cue": _at("told"),
            "content": [_at("the ferry would sail")],
            "quote_type": "indirect",
            "addressees": ["a3"],
        },
        {
            "id": "s2",
            "speaker": "a2",
            "cue": _at("agreed"),
            "content": [_at("Rates fall")],
            "quote_type": "direct",
            "occasion": "meeting",
            "medium": "speech",
            "meeting": "m1",
        },
    ],
    "annotation": {
        "annotators": ["one"],
        "guidelines": "1",
        "adjudicated": False,
        "split": "dev",
        "unsure": ["m1.place", "s2"],
        "alternatives": [{"field": "m1.date", "values": ["2021-05", None]}],
    },
}


@pytest.fixture
def gold() -> Gold:
    return Gold.model_validate_json(json.dumps(LABELS), context={"text": TEXT})


@pytest.fixture
def task(gold: Gold) -> dict[str, Any]:
    return to_label_studio(gold, TEXT)


class Hand:
    """What a person does to a task: draws, fills in, ties, takes out."""

    def __init__(self, text: str, result: list[dict[str, Any]] | None = None) -> None:
        self.text = text
        self.result = [] if result is None else result

    def draw(self, label: str, words: str, nth: int = 0, **fields: str | list[str]) -> str:
        start = [found.start() for found in re.finditer(re.escape(words), self.text)][nth]
        identifier = f"Rnd_{len(self.result)}"
        at = {"start": start, "end": start + len(words), "text": words}
        self._add(identifier, "label", "labels", {**at, "labels": [label]})
        for name, value in fields.items():
            values = [value] if isinstance(value, str) else value
            kind = "choices" if name in form.CHOICES else "textarea"
            key = "choices" if name in form.CHOICES else "text"
            self._add(identifier, name, kind, {**at, key: values})
        return identifier

    def _add(self, identifier: str, control: str, kind: str, value: dict[str, Any]) -> None:
        where = {"id": identifier, "from_name": control, "to_name": "text", "type": kind}
        self.result.append({**where, "value": value, "origin": "manual"})

    def tie(self, start: str, end: str, *names: str, direction: str = "right") -> None:
        ends = {"from_id": start, "to_id": end, "direction": direction}
        self.result.append({"type": "relation", **ends, "labels": list(names)})

    def erase(self, region: str) -> None:
        ends = ("id", "from_id", "to_id")
        self.result[:] = [
            one for one in self.result if region not in (one.get(end) for end in ends)
        ]


def _hand(task: dict[str, Any]) -> Hand:
    return Hand(task["data"]["text"], task["annotations"][0]["result"])


def _fresh(hand: Hand, **data: Any) -> dict[str, Any]:
    about = {"text": hand.text, "article": {"id": "901-new"}, **data}
    return {"id": 7, "data": about, "annotations": [{"id": 3, "result": hand.result}]}


def _faults(task: dict[str, Any]) -> str:
    with pytest.raises(UnreadableTaskError) as caught:
        from_label_studio(task)
    return str(caught.value)


def test_gold_comes_back_as_it_went(gold: Gold, task: dict[str, Any]) -> None:
    assert from_label_studio(json.loads(json.dumps(task))) == gold


def test_every_region_shows_its_words_at_code_point_offsets(task: dict[str, Any]) -> None:
    regions = [one["value"] for one in task["annotations"][0]["result"] if "value" in one]
    labelled = [one for one in regions if "labels" in one]

    assert [one["text"] for one in labelled][:3] == ["4 May 2021", "Ilse Maran", "Maran"]
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in labelled)


def test_label_studio_keeps_one_relation_between_two_regions(gold: Gold) -> None:
    himself = gold.statements[0].model_copy(update={"addressees": ("a1",)})
    gold = gold.model_copy(update={"statements": (himself, gold.statements[1])})

    task = to_label_studio(gold, TEXT)
    ends = [
        (one["from_id"], one["to_id"])
        for one in task["annotations"][0]["result"]
        if one["type"] == "relation"
    ]

    assert len(ends) == len(set(ends))
    assert from_label_studio(task) == gold


def test_gold_of_another_text_is_not_written(gold: Gold) -> None:
    with pytest.raises(ValueError, match="is not '4 May 2021'"):
        to_label_studio(gold, "x" + TEXT)


# ---- what Label Studio does to an export


def _exported(task: dict[str, Any], seed: int = 0) -> dict[str, Any]:
    """The task as Label Studio would export it: shuffled, with all it adds, words bent."""
    task = json.loads(json.dumps(task))
    result = task["annotations"][0]["result"]
    random.Random(seed).shuffle(result)
    for one in result:
        if one["type"] == "relation":
            continue
        one |= {"origin": "manual", "meta": {"lead_time": 1.5}, "score": None}
        if one["type"] == "labels":
            one["value"]["text"] = re.sub(r"[\r\n]", r"\\n", one["value"]["text"])
    added = {"id": 11, "completed_by": 1, "was_cancelled": False, "lead_time": 9.1}
    task["annotations"] = [
        {"id": 10, "was_cancelled": False, "result": []},
        {**added, "created_at": "2024-01-01T00:00:00Z", "result": result},
        {"id": 12, "was_cancelled": True, "result": []},
    ]
    task |= {"id": 1, "predictions": [{"result": [{"id": "x"}]}], "drafts": [], "meta": {}}
    return dict(task)


@pytest.mark.parametrize("seed", range(5))
def test_an_export_is_read_whatever_its_order_and_additions(
    gold: Gold, task: dict[str, Any], seed: int
) -> None:
    assert from_label_studio(_exported(task, seed)) == gold


def test_the_annotation_asked_for_is_read(gold: Gold, task: dict[str, Any]) -> None:
    exported = _exported(task)

    assert from_label_studio(exported, annotation=11) == gold
    assert from_label_studio(exported, annotation=10).actors == ()
    with pytest.raises(UnreadableTaskError, match="no annotation 99 in the task: submit it"):
        from_label_studio(exported, annotation=99)


def test_a_task_that_nobody_submitted_says_so(task: dict[str, Any]) -> None:
    assert "900-ferry: annotations: no annotation in the task: submit it" in _faults(
        {"data": task["data"], "annotations": [{"was_cancelled": True, "result": []}]}
    )


def test_a_task_from_elsewhere_says_so() -> None:
    task = {"data": {"text": "x"}, "annotations": [{"result": []}]}

    assert "import tasks exported from here" in _faults(task)
    assert "import tasks exported from here" in _faults({})


def test_offsets_in_utf16_units_are_known_by_the_words(gold: Gold, task: dict[str, Any]) -> None:
    for one in task["annotations"][0]["result"]:
        for end in {"start", "end"} & one.get("value", {}).keys():
            before = TEXT[: one["value"][end]]
            one["value"][end] = len(before.encode("utf-16-le")) // 2

    assert from_label_studio(task) == gold


@pytest.mark.parametrize(
    ("start", "end", "read"),
    [(0, 1, "4"), ("0", "1", "4"), (0, 9999, None), (-3, -1, None), (5, 5, None), (None, 3, None)],
)
def test_a_region_without_words_is_read_by_its_offsets(
    start: Any, end: Any, read: str | None
) -> None:
    hand = Hand(TEXT)
    hand.draw("Mention", "4 May", kind="unnamed")
    hand.result[0]["value"] = {"start": start, "end": end, "labels": ["Mention"]}

    if read is None:
        assert "do not stand there in the text: draw it anew" in _faults(_fresh(hand))
    else:
        assert from_label_studio(_fresh(hand)).actors[0].mentions[0].exact == read


# ---- what a person does


def test_an_article_labelled_from_the_beginning_is_read() -> None:
    hand = Hand(TEXT)
    said = hand.draw("StatementContent", "the ferry would sail", quote_type="indirect")
    reporters = hand.draw("Mention", "reporters", kind="group", name="reporters")
    maran = hand.draw("Mention", "Ilse Maran", kind="person", name="Ilse Maran")
    again = hand.draw("Mention", "Maran", 1, aliases=["Maran"])
    met = hand.draw("MeetingEvidence", "Mayor Ilse Maran met Juho Lehto in Tallinn on Monday.")
    lehto = hand.draw("Mention", "Juho Lehto", kind="person", name="Juho Lehto")
    place = hand.draw("Place", "Tallinn")
    cue = hand.draw("Cue", "told")
    hand.tie(again, maran)
    hand.tie(met, maran)
    hand.tie(lehto, met, "visitor")
    hand.tie(met, place)
    hand.tie(cue, said)
    hand.tie(said, again)
    hand.tie(said, reporters, "addressee")
    hand.tie(said, met)

    gold = from_label_studio(_fresh(hand))

    assert [(one.id, one.name) for one in gold.actors] == [
        ("a1", "Ilse Maran"),
        ("a2", "Juho Lehto"),
        ("a3", "reporters"),
    ]
    assert [one.exact for one in gold.actors[0].mentions] == ["Ilse Maran", "Maran"]
    assert gold.actors[0].aliases == ("Maran",)
    (meeting,) = gold.meetings
    assert [(one.actor, one.role) for one in meeting.participants] == [
        ("a1", "participant"),
        ("a2", "visitor"),
    ]
    assert meeting.place is not None
    assert meeting.place.name == "Tallinn"
    (statement,) = gold.statements
    assert (statement.speaker, statement.addressees, statement.meeting) == ("a1", ("a3",), "m1")
    assert statement.cue is not None
    assert gold.annotation.annotators == ("unnamed",)


def test_records_drawn_anew_get_ids_that_were_never_used(task: dict[str, Any]) -> None:
    hand = _hand(task)
    hand.erase("a3-Mention-1")
    hand.draw("Mention", "Mayor", kind="unnamed")

    gold = from_label_studio(task)

    assert [one.id for one in gold.actors] == ["a4", "a1", "a2"]


def test_an_actor_taken_apart_keeps_its_id_where_its_first_mention_is(
    task: dict[str, Any],
) -> None:
    hand = _hand(task)
    hand.result[:] = [one for one in hand.result if one.get("from_id") != "a1-Mention-2"]
    hand._add("a1-Mention-2", "kind", "choices", {"choices": ["person"]})
    hand._add("a1-Mention-2", "name", "textarea", {"text": ["Maran"]})

    assert [one.id for one in from_label_studio(task).actors] == ["a1", "a2", "a4", "a3"]


def test_a_second_piece_and_a_nested_statement_are_told_apart() -> None:
    hand = Hand("Ann said it rains. Bo thinks it pours, she said.")
    first = hand.draw("StatementContent", "it rains", quote_type="indirect")
    second = hand.draw("StatementContent", "Bo thinks it pours")
    inner = hand.draw("StatementContent", "it pours", quote_type="indirect")
    hand.tie(second, first)
    hand.tie(first, inner, "nested_in", direction="left")

    outer, nested = from_label_studio(_fresh(hand)).statements

    assert [one.exact for one in outer.content] == ["it rains", "Bo thinks it pours"]
    assert (outer.nested_in, nested.nested_in) == (None, "s1")


def test_one_region_may_be_part_of_two_records() -> None:
    hand = Hand("On Monday Ann met Bo, then met Cy.")
    ann, bo, cy = (
        hand.draw("Mention", one, kind="person", name=one) for one in ("Ann", "Bo", "Cy")
    )
    day = hand.draw("Date", "On Monday")
    for words, who in (("Ann met Bo", bo), ("then met Cy", cy)):
        met = hand.draw("MeetingEvidence", words)
        hand.tie(day, met)
        hand.tie(met, ann)
        hand.tie(met, who)

    one, two = from_label_studio(_fresh(hand)).meetings

    assert one.date == two.date
    assert one.date.text is not None


def test_a_field_left_over_from_another_label_is_not_read(gold: Gold, task: dict[str, Any]) -> None:
    _hand(task)._add("s1-Cue-1", "date_value", "textarea", {"text": ["2021"]})

    assert from_label_studio(task) == gold


def test_what_is_unsure_can_be_said_on_a_region(task: dict[str, Any]) -> None:
    _hand(task)._add("a1-Mention-1", "unsure", "textarea", {"text": ["country"]})

    assert from_label_studio(task).annotation.unsure == ("a1.country", "m1.place", "s2")


# ---- what cannot be read


def test_regions_that_cannot_be_read_are_named_with_what_to_do(task: dict[str, Any]) -> None:
    hand = _hand(task)
    unknown = hand.draw("Person", "Ilse Maran")
    moved = hand.draw("Cue", "agreed")
    hand.result[-1]["value"]["start"] += 3
    alone = hand.draw("SpeakerText", "Lehto", 1)
    hand._add("bare", "kind", "choices", {"start": 1, "end": 2, "choices": ["person"]})
    hand._add(alone, "comment", "textarea", {"text": ["hm"]})
    hand.tie("s1-Cue-1", "a1-Mention-1")
    hand.tie("s1-StatementContent-1", "gone", "speaker")
    hand.tie("s1-StatementContent-1", "a2-Mention-1", "host")

    faults = _faults(_exported(task)).splitlines()

    for line in (
        f"900-ferry: Person 'Ilse Maran' (region {unknown}): 'Person' is no label: give it one of",
        "900-ferry: region (region bare): has 0 labels: give it one of Mention,",
        f"900-ferry: Cue 'agreed' (region {moved}): its words do not stand there in the text",
        f"900-ferry: SpeakerText 'Lehto' (region {alone}): belongs to nothing: draw a relation "
        "from it to a StatementContent",
        f"900-ferry: SpeakerText 'Lehto' (region {alone}): 'comment' is no field: use the",
        "900-ferry: relation Cue 'told' (region s1-Cue-1) → Mention 'Ilse Maran' (region "
        "a1-Mention-1): nothing ties such two: take it out",
        "→ region gone: leads nowhere: take it out, or draw it anew",
        "(region a2-Mention-1): 'host' does not tie these two: may be speaker, addressee, relayed",
    ):
        assert [one for one in faults if line in one], f"{line}\n\nis not in\n\n" + "\n".join(
            faults
        )
    assert len(faults) == 8


@pytest.mark.parametrize(
    ("label", "words", "fields", "line"),
    [
        ("Mention", "Mayor", {}, "a4.kind at Mention 'Mayor' (region Rnd_"),
        ("StatementContent", "told", {}, "s3.quote_type at StatementContent 'told' (region Rnd_"),
        ("MeetingEvidence", "met", {}, "m2.participants at MeetingEvidence 'met' (region Rnd_"),
        (
            "Mention",
            "Mayor",
            {"kind": "person", "name": "Myor"},
            "name of Mention 'Mayor' (region Rnd_",
        ),
        ("Mention", "Mayor", {"kind": "unnamed", "unsure": "No!"}, "annotation.unsure.0"),
        ("Mention", "Mayor", {"kind": ["person", "group"]}, "kind has several values: leave one"),
        ("Published", "Mayor", {}, "there is one date of publication"),
    ],
)
def test_what_is_not_filled_in_rightly_is_named(
    task: dict[str, Any], label: str, words: str, fields: dict[str, Any], line: str
) -> None:
    _hand(task).draw(label, words, **fields)

    assert line in _faults(task)


def test_two_answers_to_one_question_are_named(task: dict[str, Any]) -> None:
    hand = _hand(task)
    hand._add("a1-Mention-2", "kind", "choices", {"choices": ["group"]})
    hand._add("m1-MeetingEvidence-1", "date_value", "textarea", {"text": ["2021"]})
    hand.tie(hand.draw("Cue", "agreed"), "s1-StatementContent-1")
    hand.tie("m1-MeetingEvidence-1", "a2-Mention-2", "delegate")
    hand.tie("s1-StatementContent-1", "a2-Mention-1", "speaker")

    faults = _faults(task)

    assert "kind is another on another region of its record: leave one of them" in faults
    assert "value also on MeetingEvidence" in faults
    assert "is the second Cue of s1: leave one" in faults
    assert "takes part in m1 in two roles: leave one" in faults
    assert "speaker is tied to several: leave one relation" in faults
    assert len(faults.splitlines()) == 5


def test_a_text_that_is_not_the_articles_is_refused(task: dict[str, Any]) -> None:
    task["data"]["text"] += " "

    assert "its SHA-256 differs" in _faults(task)


def test_the_error_carries_its_faults_and_pickles(task: dict[str, Any]) -> None:
    _hand(task).draw("Mention", "Mayor")
    with pytest.raises(UnreadableTaskError) as caught:
        from_label_studio(task)

    again = pickle.loads(pickle.dumps(caught.value))

    assert (again.article, str(again)) == ("900-ferry", str(caught.value))
    assert [one.field.partition(" ")[0] for one in again.faults] == ["a4.kind"]


# ---- any gold at all


WORDS = st.text(st.sampled_from("abcéżABÇ😀𝒳שק日-.“'"), min_size=1, max_size=6)
GAPS = st.sampled_from([" ", "\n", "\r\n", "  ", "\n\n"])


@st.composite
def _golds(draw: st.DrawFn) -> tuple[Gold, str]:
    """Any gold, of a text of its own; spans begin and end at words, as names must."""
    words = draw(st.lists(st.tuples(WORDS, GAPS), min_size=3, max_size=30))
    text, ends, starts = "", [], []
    for word, gap in words:
        starts.append(len(text))
        text += word
        ends.append(len(text))
        text += gap

    def span() -> dict[str, Any]:
        first = draw(st.integers(0, len(starts) - 1))
        last = draw(st.integers(first, min(first + 3, len(starts) - 1)))
        return Evidence.of(text, starts[first], ends[last]).model_dump()

    def spans(least: int = 0) -> list[dict[str, Any]]:
        return [span() for _ in range(draw(st.integers(least, 3)))]

    def maybe(value: Any) -> Any:
        return draw(st.sampled_from([None, value()]))

    def words_of() -> str:
        return str(span()["exact"])

    def one(of: Any) -> Any:
        return draw(st.sampled_from(get_args(of)))

    def date() -> dict[str, Any]:
        known = draw(
            st.sampled_from(
                [{}]
                + [
                    {"value": value, "granularity": granularity}
                    for value, granularity in [("2021-05-04", "day"), ("2021-05/..", "interval")]
                ]
            )
        )
        basis = draw(st.sampled_from(get_args(DateBasis)[:3]))
        return {"text": maybe(span), **known, **({"basis": basis} if known else {})}

    def country() -> Any:
        return draw(st.sampled_from([None, "EST", "UNO"]))

    def place() -> dict[str, Any]:
        return {"text": maybe(span), "name": words_of(), "country": country()}

    def occasion() -> dict[str, Any]:
        return {"name": words_of(), "on_sidelines": draw(st.booleans())}

    def some(of: Sequence[Any], unique: bool = False) -> list[Any]:
        return draw(st.lists(st.sampled_from(of), max_size=3, unique=unique)) if of else []

    def ids(letter: str, least: int = 0) -> list[str]:
        numbers = st.lists(st.integers(1, 30), min_size=least, max_size=4, unique=True)
        return [f"{letter}{number}" for number in draw(numbers)]

    actors, meetings, statements = ids("a"), ids("m"), ids("s")
    kinds = {identifier: one(ActorKind) for identifier in actors}
    nothing: list[Any] = [None]
    record = {
        "$schema": draw(st.sampled_from([None, "gold.schema.json"])),
        "article": {
            "id": "900-any",
            "sha256": sha256(text.encode()).hexdigest(),
            "title": maybe(words_of),
            "published": date(),
            "language": draw(st.sampled_from([None, "en"])),
        },
        "actors": [
            {
                "id": identifier,
                "kind": kind,
                "name": None if kind == "unnamed" else words_of(),
                "title": maybe(words_of),
                "organization": maybe(words_of),
                "country": country(),
                "aliases": [words_of() for _ in range(draw(st.integers(0, 2)))],
                "mentions": spans(1),
            }
            for identifier, kind in kinds.items()
        ],
        "meetings": [
            {
                "id": identifier,
                "participants": [
                    {"actor": actor, "role": one(Role)}
                    for actor in [actors[0], *some(actors[1:], unique=True)]
                ],
                "status": one(MeetingStatus),
                "mention": one(MeetingMention),
                "format": one(MeetingFormat),
                "modes": some(get_args(MeetingMode)),
                "date": date(),
                "place": maybe(place),
                "occasion": maybe(occasion),
                "topics": spans(),
                "outcomes": [{"type": one(OutcomeType), "evidence": each} for each in spans()],
                "evidence": spans(1),
                "link": draw(st.sampled_from([None, "l"])),
            }
            for identifier in (meetings if actors else [])
        ],
        "statements": [
            {
                "id": identifier,
                "speaker": draw(st.sampled_from(nothing + actors)),
                "speaker_text": maybe(span),
                "cue": maybe(span),
                "content": _apart(spans(1)),
                "quote_type": one(QuoteType),
                "medium": one(Medium),
                "polarity": one(Polarity),
                "addressees": some(actors),
                "occasion": one(StatementOccasion),
                "meeting": draw(st.sampled_from(nothing + (meetings if actors else []))),
                "relayed_by": draw(st.sampled_from(nothing + actors)),
                "nested_in": draw(
                    st.sampled_from(nothing + [one for one in statements if one != identifier])
                ),
                "link": draw(st.sampled_from([None, "l"])),
            }
            for identifier in statements
        ],
        "annotation": {
            "annotators": ["one", "two"],
            "guidelines": "1",
            "adjudicated": draw(st.booleans()),
            "phenomena": some(["x", "y"]),
            "split": "test",
            "story": draw(st.sampled_from([None, "a-story"])),
            "unsure": some(["a77", *actors, *(f"{one}.place" for one in meetings), "s1.record"]),
            "alternatives": some([{"field": "m1.date", "values": [None, "2021"]}]),
        },
    }
    return Gold.model_validate_json(json.dumps(record), context={"text": text}), text


def _apart(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for one in sorted(spans, key=lambda one: one["start"]):
        if not kept or kept[-1]["end"] <= one["start"]:
            kept.append(one)
    return kept


@given(_golds(), st.integers(0, 5))
def test_any_gold_comes_back_from_any_export(case: tuple[Gold, str], seed: int) -> None:
    gold, text = case

    task = to_label_studio(gold, text)
    before = copy.deepcopy(task)

    assert from_label_studio(_exported(task, seed)) == gold
    assert task == before


@pytest.mark.skipif(not (ROOT / GOLD).is_dir(), reason="the corpus is not there")
def test_the_whole_corpus_comes_back() -> None:
    for path in (ROOT / GOLD).glob("*.json"):
        text = read_text(path.stem, [ROOT / folder for folder in TEXTS])
        gold = read_gold(path, text)
        assert from_label_studio(_exported(to_label_studio(gold, text))) == gold, path.stem


# ---- the form and its configuration


@pytest.fixture(scope="module")
def configuration() -> ElementTree.Element:
    return ElementTree.parse(CONFIGURATION).getroot()


def test_the_configuration_has_the_labels_and_relations_of_the_form(
    configuration: ElementTree.Element,
) -> None:
    labels = [one.attrib for one in configuration.iter("Label")]
    relations = [one.attrib["value"] for one in configuration.iter("Relation")]

    assert [one["value"] for one in labels] == sorted(
        form.FIELDS, key=[one["value"] for one in labels].index
    )
    assert len({one["hotkey"] for one in labels}) == len(form.FIELDS)
    assert set(relations) == {name for names in form.RELATIONS.values() for name in names}
    assert len(relations) == len(set(relations))
    assert [one.attrib["value"] for one in configuration.iter("Text")] == ["$text"]


def test_the_configuration_shows_each_field_on_the_labels_that_have_it(
    configuration: ElementTree.Element,
) -> None:
    shown: dict[str, list[str]] = {}
    for view in configuration.iter("View"):
        for control in view:
            if control.tag in ("Choices", "TextArea"):
                name = control.attrib["name"]
                assert name not in shown
                assert (control.tag == "Choices") == (name in form.CHOICES)
                assert control.attrib["perRegion"] == "true"
                if control.tag == "TextArea":
                    assert ("maxSubmissions" in control.attrib) == (name not in form.SEVERAL)
                shown[name] = view.attrib["whenLabelValue"].split(",")

    fields = {name for names in form.FIELDS.values() for name in names}
    assert shown.keys() == fields
    for name, labels in shown.items():
        assert set(labels) == {label for label, names in form.FIELDS.items() if name in names}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("kind", ActorKind),
        ("status", MeetingStatus),
        ("mention", MeetingMention),
        ("format", MeetingFormat),
        ("modes", MeetingMode),
        ("granularity", Granularity),
        ("basis", DateBasis),
        ("outcome_type", OutcomeType),
        ("quote_type", QuoteType),
        ("medium", Medium),
        ("polarity", Polarity),
        ("occasion", StatementOccasion),
    ],
)
def test_the_configuration_offers_the_values_of_the_record(
    configuration: ElementTree.Element, name: str, values: Any
) -> None:
    (choices,) = (one for one in configuration.iter("Choices") if one.attrib["name"] == name)

    assert [one.attrib["value"] for one in choices] == list(get_args(values))


def test_the_roles_of_participants_are_relations() -> None:
    assert form.RELATIONS[form.EVIDENCE, form.MENTION] == get_args(Role)


# ---- folders


@pytest.fixture
def corpus(gold: Gold, tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "texts").mkdir()
    lines = gold.model_dump_json(by_alias=True, exclude_defaults=True)
    (tmp_path / "records" / "900-ferry.json").write_text(lines, encoding="utf-8")
    (tmp_path / "texts" / "900-ferry.txt").write_bytes(TEXT.encode())
    (tmp_path / "texts" / "901-new.txt").write_bytes(b"Ann spoke.")
    return tmp_path


def test_a_folder_goes_to_label_studio_and_comes_back(gold: Gold, corpus: Path) -> None:
    texts = (corpus / "texts",)

    count = export_folder(corpus / "out", corpus / "records", texts)
    imported = import_folder(corpus / "out", corpus / "back", texts)

    assert count == 1
    assert (corpus / "out" / "form.xml").read_bytes() == CONFIGURATION.read_bytes()
    assert imported.faults == ()
    assert imported.written == (corpus / "back" / "900-ferry.json",)
    assert read_gold(imported.written[0], TEXT) == gold


def test_an_article_without_gold_is_exported_to_be_labelled(corpus: Path) -> None:
    texts = (corpus / "texts",)

    export_folder(corpus / "out", corpus / "records", texts, ["901-new"])
    (task,) = json.loads((corpus / "out" / "tasks.json").read_text(encoding="utf-8"))
    _hand(task).draw("Mention", "Ann", kind="person", name="Ann")

    assert [one.name for one in from_label_studio(task).actors] == ["Ann"]


def test_an_article_that_cannot_be_read_is_left_out_and_told(corpus: Path) -> None:
    texts = (corpus / "texts",)
    export_folder(corpus / "out", corpus / "records", texts, ["900-ferry", "901-new"])
    file = corpus / "out" / "tasks.json"
    tasks = json.loads(file.read_text(encoding="utf-8"))
    _hand(tasks[0]).draw("Mention", "Mayor")
    file.write_text(json.dumps(tasks), encoding="utf-8")

    imported = import_folder(file, corpus / "back", texts)

    assert [one.name for one in imported.written] == ["901-new.json"]
    (fault,) = imported.faults
    assert fault.startswith("tasks.json: 900-ferry: a4.kind at Mention 'Mayor' (region ")
    assert fault.endswith(": fill it in")


def test_a_text_changed_since_the_export_is_told(corpus: Path) -> None:
    export_folder(corpus / "out", corpus / "records", (corpus / "texts",))
    (corpus / "texts" / "900-ferry.txt").write_bytes(b"Other words.")

    imported = import_folder(corpus / "out", corpus / "back", (corpus / "texts",))

    assert imported.written == ()
    assert imported.faults == ("tasks.json: 900-ferry: its text is not that in --texts",)


def test_folders_without_anything_to_read_say_what_to_do(corpus: Path) -> None:
    empty = corpus / "empty"
    empty.mkdir()
    (corpus / "bad.json").write_text("{}", encoding="utf-8")
    (corpus / "worse.json").write_text("{", encoding="utf-8")

    with pytest.raises(CorpusError, match="name the folder with --gold"):
        export_folder(corpus / "out", empty, (corpus / "texts",))
    with pytest.raises(CorpusError, match="no export"):
        import_folder(empty, corpus / "back")
    with pytest.raises(CorpusError, match="no such file"):
        import_folder(corpus / "none.json", corpus / "back")
    with pytest.raises(CorpusError, match="export as JSON, not as JSON-MIN"):
        import_folder(corpus / "bad.json", corpus / "back")
    with pytest.raises(CorpusError, match="not JSON"):
        import_folder(corpus / "worse.json", corpus / "back")
