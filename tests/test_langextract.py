"""The second baseline: how langextract's extractions become records, and that it can be asked."""

from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest

from evals.langextract_system import read
from evals.langextract_system.prompt import NAMES, TASKS, answer_schema, prompt_hash
from evals.langextract_system.reader import Meter
from evals.langextract_system.records import Piece, Records, converted
from extractor.errors import SetupError

TEXT = (
    "OSTRAVICE - Mill Minister Hana Dubec met Piotr Wolny in Karvin on Friday. Dubec said the mill "
    "would stay open. “We are glad,” Wolny replied, calling it “a good day” for the town."
)


def piece(kind: str, words: str, **attributes: Any) -> Piece:
    """An extraction that langextract found where its words first stand, or did not find."""
    start = TEXT.find(words)
    return Piece(kind, words, (start, start + len(words)) if start >= 0 else None, attributes)


def meeting(
    words: str = "Mill Minister Hana Dubec met Piotr Wolny in Karvin on Friday.", **about: Any
) -> Piece:
    return piece("meeting", words, **({"participants": ["Hana Dubec", "Piotr Wolny"]} | about))


def reasons(records: Records) -> list[tuple[str, str, str]]:
    return [(one.kind, one.words, one.reason) for one in records[3]]


def test_a_meeting_keeps_what_stands_in_the_article() -> None:
    actors, meetings, _, dropped = converted(
        TEXT,
        [
            piece("person", "Hana Dubec", title="Mill Minister"),
            meeting(status="held", date="on Friday", place="Karvin"),
        ],
    )
    assert [(one.name, one.title) for one in actors] == [
        ("Hana Dubec", "Mill Minister"),
        ("Piotr Wolny", None),
    ]
    (held,) = meetings
    assert [one.actor for one in held.participants] == ["a1", "a2"]
    assert held.date.text is not None
    assert (held.date.text.exact, held.date.value) == ("on Friday", None)
    assert held.place is not None
    assert held.place.name == "Karvin"
    assert not dropped


def test_an_extraction_without_a_place_is_dropped_as_ungrounded() -> None:
    records = converted(
        TEXT,
        [
            piece("statement", "the mill would close", speaker="Dubec"),
            piece("organization", "Mill Workers"),
            meeting("They never met"),
        ],
    )
    assert records[:3] == ((), (), ())
    assert reasons(records) == [
        ("statement", "the mill would close", "ungrounded"),
        ("actor", "Mill Workers", "ungrounded"),
        ("meeting", "They never met", "ungrounded"),
    ]


def test_attributes_whose_words_the_article_lacks_are_dropped_alone() -> None:
    records = converted(
        TEXT, [meeting(participants=["Hana Dubec", "Ota Rys"], date="on Monday", place="Kar")]
    )
    (held,) = records[1]
    assert [one.actor for one in held.participants] == ["a1"]
    assert (held.date.text, held.place) == (None, None)
    assert reasons(records) == [
        ("meeting", "Ota Rys", "ungrounded"),
        ("meeting", "Kar", "ungrounded"),
        ("meeting", "on Monday", "ungrounded"),
    ]


def test_a_meeting_of_nobody_is_out_of_schema() -> None:
    words = "Dubec said the mill would stay open."
    records = converted(TEXT, [meeting(words, participants=[])])
    assert records[1] == ()
    assert reasons(records) == [("meeting", words, "out_of_schema")]


def test_an_unknown_status_is_taken_for_held() -> None:
    assert converted(TEXT, [meeting(status="ongoing")])[1][0].status == "held"
    assert converted(TEXT, [meeting(status="refused")])[1][0].status == "refused"


def test_a_surname_is_another_form_of_the_full_name() -> None:
    actors, _, statements, _ = converted(
        TEXT,
        [
            piece("person", "Hana Dubec"),
            piece("statement", "the mill would stay open", speaker="Dubec"),
        ],
    )
    assert [(one.name, one.aliases) for one in actors] == [("Hana Dubec", ("Dubec",))]
    assert statements[0].speaker == "a1"


def test_who_neither_meets_nor_speaks_is_no_actor() -> None:
    assert converted(TEXT, [piece("person", "Piotr Wolny")])[0] == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We are glad,", "direct"),
        ("“We are glad,”", "direct"),
        ("calling it “a good day” for the town", "mixed"),
        ("the mill would stay open", "indirect"),
    ],
)
def test_quotation_marks_tell_the_kind_of_quotation(words: str, kind: str) -> None:
    (said,) = converted(TEXT, [piece("statement", words, speaker="")])[2]
    assert (said.quote_type, said.speaker) == (kind, None)


def test_the_same_record_twice_is_one() -> None:
    said = piece("statement", "the mill would stay open", speaker="Dubec")
    records = converted(TEXT, [said, meeting(), meeting(), said])
    assert (len(records[1]), len(records[2])) == (1, 1)
    assert [reason for _, _, reason in reasons(records)] == ["duplicate", "duplicate"]


def test_an_extraction_is_read_by_the_names_of_its_fields() -> None:
    interval = SimpleNamespace(start_pos=3, end_pos=9)
    found = SimpleNamespace(
        extraction_class="person", extraction_text="Rys", char_interval=interval, attributes=None
    )
    assert Piece.of(found) == Piece("person", "Rys", (3, 9), {})
    found.char_interval = None
    assert Piece.of(found).place is None


def test_the_words_of_every_example_stand_in_its_article() -> None:
    for task in TASKS:
        for example in task.examples:
            assert all(one.words in example.text for one in example.found)
            assert {one.kind for one in example.found} <= set(task.forms)


def test_the_prompt_hash_is_sixteen_hex_digits() -> None:
    assert len(bytes.fromhex(prompt_hash())) == 8


def test_the_meter_counts_requests_and_tokens() -> None:
    usage = {"prompt_tokens": 7, "completion_tokens": 2}
    meter = Meter(httpx2.MockTransport(lambda _: httpx2.Response(200, json={"usage": usage})), 9)
    with httpx2.Client(transport=meter) as client:
        client.get("http://127.0.0.1/")
        client.get("http://127.0.0.1/")
    counted = meter.usage
    assert (counted.requests, counted.prompt_tokens, counted.completion_tokens) == (2, 14, 4)


def test_no_request_is_sent_when_the_time_is_over() -> None:
    meter = Meter(httpx2.MockTransport(lambda _: pytest.fail("was sent")), 0)
    with (
        httpx2.Client(transport=meter) as client,
        pytest.raises(httpx2.ReadTimeout, match="over 0 s"),
    ):
        client.get("http://127.0.0.1/")
    assert meter.usage.requests == 0


@pytest.mark.skipif(find_spec("langextract") is not None, reason="the extra is installed")
def test_without_the_extra_the_baseline_says_what_to_install() -> None:
    with pytest.raises(SetupError, match=r"communique\[langextract,local\]"):
        read(TEXT, "ostravice")


def test_answers_are_held_to_langextracts_own_envelope() -> None:
    langextract = pytest.importorskip("langextract", reason="needs the [langextract] extra")
    schema = answer_schema(NAMES, langextract)
    langextract.schema.validate_output_schema(schema)
    kinds = [
        next(iter(one["properties"]))
        for one in schema["properties"]["extractions"]["items"]["anyOf"]
    ]
    assert kinds == list(NAMES.forms)


@pytest.mark.embedded
def test_langextract_reads_an_article_with_the_embedded_model() -> None:
    pytest.importorskip("langextract", reason="needs the [langextract] extra")
    pytest.importorskip("xllamacpp", reason="needs the [local] extra")
    record = read(TEXT, "ostravice")
    assert record.provenance.model == "langextract"
    assert record.usage.requests == len(TASKS)
    record.check_against(TEXT)
