"""Records: ids, references, refusals, and laws that hold whatever a model answers."""

from contextlib import suppress

import pytest
from cases import case as a_case
from cases import drafted, exact, met, record, resolved, said, who, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.draft import Draft
from extractor.errors import UngroundedOutputError

WIRE = (
    "Mayor Lind meets dockers\n\n"
    "LUME, May 4 — Mayor Rosa Lind met union leader Karl Oduya in Lume on Monday.\n\n"
    "“The port opens in June,” she said. “We keep our word,” she added.\n\n"
    "Oduya told reporters that the dockers would wait. He denied that a strike was planned, "
    "saying: "
    "“Nobody wants one.”\n\n"
    "The Lume Gazette quoted a harbour official as saying the cranes had arrived. Deputy Mayor Ada "
    "Kern will meet Oduya on Friday.\n"
)
BLOG = (
    "14:05 Kern: “No deal yet”\n\nThe ministry said talks went on. It declined to comment "
    "further\n\n"
    "“And now we wait\n\n“for the others,” Ada Kern wrote on X.\n\nAccording to Lind’s office, "
    "the two "
    "sides spoke by phone «last week»."
)
ARTICLES = (WIRE, BLOG, "", "One line without anybody.", "“”\n\n“\n\n«»  said said said: “a”")


def test_ids_count_in_text_order_and_references_resolve() -> None:
    found = resolved(
        WIRE,
        statements=[said("a strike was planned"), said("The port opens in June")],
        meetings=[met("Rosa Lind", "Karl Oduya")],
    )
    assert [one.id for one in found.statements] == ["s1", "s2"]
    assert [words(one) for one in found.statements] == [
        ["The port opens in June"],
        ["a strike was planned"],
    ]
    assert [who(found, one.speaker) for one in found.statements] == ["Rosa Lind", "Karl Oduya"]
    assert [one.id for one in found.actors] == ["a1", "a2"]
    assert found.statements[0].meeting == "m1"


def test_words_that_are_not_in_the_article_are_dropped_with_their_reason() -> None:
    found = resolved(WIRE, statements=[said("The airport closes in winter", "Rosa Lind")])
    assert found.statements == ()
    assert [(one.kind, one.reason, one.words) for one in found.dropped] == [
        ("statement", "ungrounded", "The airport closes in winter")
    ]


def test_kept_statements_rest_on_the_sentences_the_draft_cites() -> None:
    draft = [said("The airport closes in winter", "Rosa Lind", sentences=[3, 99])]
    found = resolved(WIRE, statements=draft, poor=False, on_ungrounded="keep")
    assert [words(one) for one in found.statements] == [["“The port opens in June,” she said."]]
    assert found.dropped[0].words == "The airport closes in winter"


def test_kept_meetings_have_null_for_optional_values_not_found() -> None:
    draft = [met("Rosa Lind", "Karl Oduya", sentences=[2], place="Atlantis", date="on Sunday")]
    found = resolved(WIRE, meetings=draft, poor=False, on_ungrounded="keep")
    assert found.meetings[0].place is None
    assert found.meetings[0].date.text is None
    assert {one.words for one in found.dropped} == {"Atlantis", "on Sunday"}


def test_raise_names_the_words_that_are_not_there() -> None:
    with pytest.raises(UngroundedOutputError, match="airport"):
        resolved(WIRE, statements=[said("The airport closes")], on_ungrounded="raise")


def test_the_same_statement_and_the_same_meeting_stand_once() -> None:
    found = resolved(
        WIRE,
        statements=[said("The port opens in June"), said("“The port opens in June,” she said.")],
        meetings=[met("Rosa Lind", "Karl Oduya"), met("Oduya", "Lind", place="Lume")],
    )
    assert (len(found.statements), len(found.meetings)) == (1, 1)
    assert [one.reason for one in found.dropped] == ["duplicate", "duplicate"]


@pytest.mark.parametrize("loop", [[1], [2, 1], [2, 3, 1], [7], [0], [-1]])
def test_statements_are_never_nested_in_a_circle_or_nowhere(loop: list[int]) -> None:
    contents = ["The port opens in June", "a strike was planned", "the cranes had arrived"]
    draft = [said(content, nested_in=outer) for content, outer in zip(contents, loop, strict=False)]
    found = resolved(WIRE, statements=draft, poor=False)
    outer_of = {one.id: one.nested_in for one in found.statements}
    for identifier in outer_of:
        seen = []
        here: str | None = identifier
        while here is not None:
            assert here not in seen
            seen.append(here)
            here = outer_of[here]


def test_a_nested_statement_names_the_one_that_quotes_it() -> None:
    text = "Ali Haddad said the envoy told him “we will not leave the valley”."
    draft = [
        said("the envoy told him “we will not leave the valley”", "Ali Haddad"),
        said("we will not leave the valley", "the envoy", nested_in=1),
    ]
    found = resolved(text, statements=draft, poor=False)
    assert [one.nested_in for one in found.statements] == [None, "s1"]
    assert [who(found, one.speaker) for one in found.statements] == ["Ali Haddad", "the envoy"]


def test_brackets_in_a_quotation_are_kept() -> None:
    text = "“They [the owners] have to pay,” Karl Oduya said."
    found = resolved(text, statements=[said("They [the owners] have to pay")])
    assert words(found.statements[0]) == ["They [the owners] have to pay"]
    assert exact(found.statements[0].cue) == "said"


def _parts(text: str) -> st.SearchStrategy[str]:
    pieces = [text[a : a + width] for a in range(0, len(text), 7) for width in (3, 12, 40, 160)]
    real = st.sampled_from(pieces or ["x"])
    changed = real.map(lambda part: part.replace("e", "E").replace("“", '"')[1:] or "y")
    names = st.sampled_from(["Rosa Lind", "Oduya", "Ada Kern", "the ministry", "It", "she", "him"])
    return st.one_of(real, changed, names, st.text(max_size=12))


def _drafts(text: str) -> st.SearchStrategy[Draft]:
    part, number = _parts(text), st.integers(-2, 30)
    maybe = st.none() | part
    numbers = st.lists(number, max_size=3)
    statement = st.builds(
        lambda content, sentences, **more: said(content, sentences=sentences, **more),
        st.lists(part, min_size=1, max_size=3),
        numbers,
        speaker=maybe,
        cue=maybe,
        speaker_words=maybe,
        nested_in=st.none() | number,
        meeting=st.none() | number,
        relayed_by=maybe,
        addressees=st.lists(part, max_size=2),
    )
    meeting = st.builds(
        lambda people, **more: met(*people, **more),
        st.lists(part, min_size=1, max_size=4),
        sentences=numbers,
        date=maybe,
        place=maybe,
        occasion=maybe,
        topics=st.lists(part, max_size=2),
    )
    actor = st.fixed_dictionaries(
        {
            "name": part,
            "kind": st.sampled_from(["person", "organization", "group", "document", "unnamed"]),
            "title": maybe,
            "organization": maybe,
            "country": st.none() | st.sampled_from(["Kenya", "Lume", "Peru"]),
            "also_called": st.lists(part, max_size=2),
        }
    )
    lists = (st.lists(one, max_size=4) for one in (statement, meeting, actor))
    return st.builds(drafted, *lists)


CASES = st.sampled_from(ARTICLES).flatmap(lambda text: st.tuples(st.just(text), _drafts(text)))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(CASES, st.booleans(), st.sampled_from(["drop", "keep"]))
def test_whatever_a_model_drafts_the_record_stands_in_the_text(
    given_case: tuple[str, Draft], poor: bool, on_ungrounded: str
) -> None:
    text, draft = given_case
    found = record(a_case(text, draft, poor=poor, on_ungrounded=on_ungrounded))  # type: ignore[arg-type]
    spoken = [(one.content, one.speaker) for one in found.statements]
    assert len(set(spoken)) == len(spoken)
    told = [
        (frozenset(p.actor for p in one.participants), one.evidence[0], one.status, one.date)
        for one in found.meetings
    ]
    assert len(set(told)) == len(told)
    assert [one.content[0].start for one in found.statements] == sorted(
        one.content[0].start for one in found.statements
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(CASES, st.booleans())
def test_under_raise_nothing_but_ungrounded_output_is_raised(
    given_case: tuple[str, Draft], poor: bool
) -> None:
    text, draft = given_case
    with suppress(UngroundedOutputError):
        record(a_case(text, draft, poor=poor, on_ungrounded="raise"))


def test_who_is_found_to_be_somebody_else_is_one_actor_wherever_they_stand() -> None:
    found = resolved(
        "Ada Kern met Emil Strand on Friday. The mayor said that it rained.",
        actors=[{"name": "The mayor", "kind": "person", "also_called": ["Ada Kern"]}],
        meetings=[met("Ada Kern", "Emil Strand")],
        statements=[said("it rained", "The mayor", speaker_words="The mayor")],
        poor=False,
    )

    (meeting,), (statement,) = found.meetings, found.statements
    assert statement.speaker in {one.actor for one in meeting.participants}
    assert len(found.actors) == 2


def test_an_actor_has_name_title_and_body_apart() -> None:
    text = (
        "The union, through its president, Alhaji Sani Bello, met the Lume Harbour Board's supply "
        "manager, Ada Kern, on Monday. Bello said that the port would wait. Kern said that he "
        "would be paid.\n"
    )
    found = resolved(
        text,
        statements=[said("the port would wait", "Sani Bello"), said("would be paid", "Ada Kern")],
        meetings=[met("Sani Bello", "Ada Kern")],
    )
    bello, kern = found.actors
    assert (bello.name, bello.title, bello.organization) == ("Sani Bello", "president", "union")
    assert (kern.name, kern.title, kern.organization) == (
        "Ada Kern",
        "supply manager",
        "Lume Harbour Board",
    )
    assert [one.exact for one in bello.mentions][-1] == "Bello"


def test_a_body_is_named_without_article_and_owner() -> None:
    found = resolved(
        "His office said that all was well.", statements=[said("all was well", "His office")]
    )
    assert [one.name for one in found.actors] == ["office"]
