"""Scorers: what becomes of one field of a pair of records."""

from typing import Any

import pytest
from hypothesis import given
from labelled import TEXT, articles, gold

from evals.align import align
from evals.counts import COR, INC, MIS, NOTHING, PAR, SPU, Counts
from evals.fields import ACTOR, FIELDS, MEETING, NOT_SCORED, STATEMENT
from evals.scorers.dates import score_basis, score_granularity, score_value
from evals.scorers.enums import score_enum, score_set
from evals.scorers.names import score_aliases, score_name, score_words
from evals.scorers.occasions import score_occasion, score_sidelines
from evals.scorers.participants import score_participants, score_roles
from evals.scorers.places import score_country, score_place
from evals.scorers.references import score_reference, score_references
from evals.scorers.spans import score_content, score_labelled_spans, score_span, score_span_list
from schemas import DateValue, Evidence, Gold, Occasion, Outcome, Participant, Place


def _at(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence.of(TEXT, start, start + len(words))


def _day(value: str | None, **more: Any) -> DateValue:
    fields = {"granularity": "day", "basis": "explicit"} if value else {}
    return DateValue.model_validate({"value": value} | fields | more)


@pytest.mark.parametrize("record", FIELDS)
def test_every_field_of_a_record_has_a_scorer(record: type) -> None:
    scored = {name.partition(".")[0] for name in FIELDS[record]}

    assert scored == set(record.model_fields) - NOT_SCORED  # type: ignore[attr-defined]


@given(articles())
def test_a_field_is_right_against_itself(article: tuple[str, Gold]) -> None:
    _, one = article
    pairs = align(one, one)

    for fields, records in (
        (ACTOR, one.actors),
        (MEETING, one.meetings),
        (STATEMENT, one.statements),
    ):
        for record in records:
            for name, scorer in fields.items():
                counts = scorer(record, record, pairs)
                assert counts == Counts(cor=counts.compared), name


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("held", "held", COR),
        ("held", "denied", INC),
        ("held", None, MIS),
        (None, "held", SPU),
        (None, None, NOTHING),
    ],
)
def test_a_value_is_right_wrong_missing_or_spurious(
    one: str | None, other: str | None, counts: Counts
) -> None:
    assert score_enum(one, other) == counts
    assert score_reference(one, other, {"held": "held"}) == counts


def test_null_on_both_sides_is_no_hit_anywhere() -> None:
    assert (
        score_enum(None, None),
        score_name(None, None),
        score_words(None, None),
        score_place(None, None),
        score_country(None, Place(name="Oslo")),
        score_occasion(None, None),
        score_sidelines(None, None),
        score_span(None, None),
        score_reference(None, None, {}),
        score_value(_day(None), _day(None)),
        score_granularity(_day(None), _day(None)),
        score_basis(_day(None), _day(None)),
        score_set((), ()),
        score_aliases((), ()),
        score_references((), (), {}),
        score_span_list((), ()),
        score_labelled_spans((), ()),
    ) == (NOTHING,) * 17


def test_sets_count_each_value() -> None:
    assert score_set(("visit", "multilateral"), ("visit", "third_party")) == COR + MIS + SPU
    assert score_aliases(("Brandt", "Odile"), ("brandt", "Odilé", "Ms B")) == COR + COR + SPU


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("Odile Brandt", "Odile Brandt", COR),
        ("Odile Brandt", "Odilé  BRANDT", COR),
        ("Al-Bashir", "Al Bashir", COR),
        ("Odile Brandt", "Brandt", PAR),
        ("Brandt", "Odile Brandt", PAR),
        ("Mohammad Bagheri", "Mohammed Baqeri", PAR),
        ("Odile Brandt", "Teo Vask", INC),
        ("Odile Brandt", "Odile", INC),
        ("Odile Brandt", None, MIS),
        (None, "Odile Brandt", SPU),
    ],
)
def test_names_are_right_in_full_and_partial_when_shorter_or_spelled_otherwise(
    one: str | None, other: str | None, counts: Counts
) -> None:
    assert score_name(one, other) == counts


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("Deputy Foreign Minister", "deputy foreign minister", COR),
        ("Deputy Foreign Minister", "Foreign Minister", PAR),
        ("Deputy Foreign Minister", "Minister", PAR),
        ("Chief of the General Staff", "Chief", INC),
        ("Minister", "Mayor", INC),
        ("Minister", None, MIS),
        (None, "Minister", SPU),
    ],
)
def test_titles_and_bodies_are_partial_with_half_of_their_words(
    one: str | None, other: str | None, counts: Counts
) -> None:
    assert score_words(one, other) == counts


@pytest.mark.parametrize(
    ("other", "value", "granularity", "basis"),
    [
        (_day("2022-03-10"), COR, COR, COR),
        (_day("2022-03-11"), INC, COR, COR),
        (_day("2022-03", granularity="month"), INC, INC, COR),
        (_day("2022-03-10", basis="relative_to_published"), COR, COR, INC),
        (_day(None), MIS, MIS, MIS),
        (_day(None, text=_at("on Thursday")), MIS, MIS, INC),
    ],
)
def test_value_granularity_and_basis_of_a_date_are_right_or_wrong_apart(
    other: DateValue, value: Counts, granularity: Counts, basis: Counts
) -> None:
    one = _day("2022-03-10")

    assert score_value(one, other) == value
    assert score_granularity(one, other) == granularity
    assert score_basis(one, other) == basis


def test_a_date_where_gold_has_none_is_spurious() -> None:
    nothing, something = _day(None), _day("2022-03-10")

    assert score_value(nothing, something) == SPU
    assert score_granularity(nothing, something) == SPU
    assert score_basis(nothing, something) == SPU
    assert score_basis(_day(None, text=_at("on Thursday")), nothing) == MIS


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        (Place(name="the Town Hall"), Place(name="town hall"), COR),
        (Place(name="town hall"), Place(name="the hall of the town"), PAR),
        (Place(name="Gulf of Riga"), Place(name="Port of Oslo"), INC),
        (
            Place(name="town hall", text=_at("at the town hall")),
            Place(name="seat", text=_at("town hall")),
            PAR,
        ),
        (Place(name="Rennes"), Place(name="town hall"), INC),
        (Place(name="Rennes"), None, MIS),
        (None, Place(name="Rennes"), SPU),
    ],
)
def test_places_are_right_by_name_and_partial_by_words_in_common(
    one: Place | None, other: Place | None, counts: Counts
) -> None:
    assert score_place(one, other) == counts


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("FRA", "FRA", COR),
        ("FRA", "DEU", INC),
        ("FRA", None, MIS),
        (None, "FRA", SPU),
    ],
)
def test_the_country_of_a_place_is_right_or_wrong_apart(
    one: str | None, other: str | None, counts: Counts
) -> None:
    assert score_country(Place(name="a", country=one), Place(name="b", country=other)) == counts


def test_the_country_of_no_place_is_none() -> None:
    assert score_country(Place(name="a", country="FRA"), None) == MIS
    assert score_country(None, Place(name="a", country="FRA")) == SPU


def test_an_occasion_is_right_by_its_words_and_its_sidelines_apart() -> None:
    one, other = Occasion(name="Harbour Summit"), Occasion(name="Summit", on_sidelines=True)

    assert (score_occasion(one, other), score_sidelines(one, other)) == (PAR, INC)
    assert (score_occasion(one, None), score_sidelines(one, None)) == (MIS, MIS)
    assert (score_occasion(None, one), score_sidelines(None, one)) == (SPU, SPU)
    assert (score_occasion(one, one), score_sidelines(one, one)) == (COR, COR)


def test_references_are_compared_through_the_pairs() -> None:
    pairs = {"a1": "a2", "a2": "a1"}

    assert score_reference("a1", "a2", pairs) == COR
    assert score_reference("a1", "a1", pairs) == INC
    assert score_reference("a3", "a3", pairs) == INC
    assert score_references(["a1", "a2"], ["a1", "a2"], pairs) == COR + COR
    assert score_references(["a1", "a3"], ["a2", "a3"], pairs) == COR + MIS + SPU


def test_participants_are_right_whatever_their_role_and_roles_where_both_have_them() -> None:
    one = [Participant(actor="a1", role="host"), Participant(actor="a2", role="visitor")]
    other = [Participant(actor="a1", role="host"), Participant(actor="a3", role="visitor")]
    same = {"a1": "a1", "a2": "a2"}

    assert score_participants(one, other, same) == COR + MIS + SPU
    assert score_roles(one, other, same) == COR
    assert score_roles(one, other, {"a2": "a1"}) == INC
    assert score_roles(one, other, {}) == NOTHING


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        ("Nobody loses a job", COR),
        ("“Nobody loses a job,”", COR),
        ("loses a job", PAR),
        ("Nobody", INC),
        ("a strike had been planned", INC),
    ],
)
def test_spans_are_right_by_their_words_and_partial_with_half_of_them(
    other: str, counts: Counts
) -> None:
    assert score_span(_at("Nobody loses a job"), _at(other)) == counts
    assert score_span(None, _at(other)) == SPU
    assert score_span(_at(other), None) == MIS


def test_where_the_spans_of_content_are_cut_does_not_matter() -> None:
    assert score_content([_at("Nobody loses a job")], [_at("Nobody"), _at("loses a job")]) == COR


def test_the_same_words_elsewhere_are_other_words() -> None:
    first = _at("Vask")
    second = Evidence.of(TEXT, TEXT.index("Vask denied"), TEXT.index("Vask denied") + 4)

    assert score_span(first, second) == INC


def test_listed_spans_are_paired_by_the_words_in_common() -> None:
    one = [_at("Nobody loses a job"), _at("That I promise")]

    assert score_span_list(one, one[::-1]) == COR + COR
    assert score_span_list(one, [_at("I promise"), _at("Brandt told")]) == PAR + MIS + SPU
    assert score_span_list(one, [one[0], one[0]]) == COR + MIS + SPU


def test_signs_without_a_word_are_spans_like_others() -> None:
    sign = Evidence.of("👍 👎", 0, 1)

    assert score_span_list([sign], [sign]) == COR
    assert score_content([sign], [Evidence.of("👍 👎", 2, 3)]) == INC
    assert score_content([_at("Nobody"), _at(".")], [_at("Nobody")]) == COR


def test_labelled_spans_are_right_by_words_and_label() -> None:
    words, others = _at("Nobody loses a job"), _at("That I promise")
    signed, agreed = ("signed", words), ("agreed", words)

    assert score_labelled_spans([signed], [signed]) == COR
    assert score_labelled_spans([signed], [agreed]) == INC
    assert score_labelled_spans([signed], [("signed", others)]) == MIS + SPU
    assert score_labelled_spans([signed], [("signed", _at("loses a job"))]) == PAR
    assert score_labelled_spans([signed, agreed], [agreed, signed]) == COR + COR
    assert score_labelled_spans([signed, agreed], [agreed]) == COR + MIS


def test_two_outcomes_in_the_same_words_are_two() -> None:
    words = gold().meetings[0].evidence[0]
    both = tuple(Outcome(type=one, evidence=words) for one in ("signed", "agreed"))
    one = gold().meetings[0].model_copy(update={"outcomes": both})
    other = one.model_copy(update={"outcomes": both[1:]})

    assert MEETING["outcomes"](one, other, align(gold(), gold())) == COR + MIS
