"""Linking of small stories: what is put together, what is kept apart, what is left open."""

import pytest
from linking_stories import article

from extractor import link
from extractor.errors import InputError
from extractor.linking.identities import Identity
from extractor.linking.links import Links
from schemas import Story

BAQERI = "Mohammad Baqeri, Chief of Staff, IRN"
BAGHERI = "Mohammad Hossein Bagheri, Chief of Staff of the Armed Forces, IRN"
KHATTAB = "Juma Anad Saadoun Khattab, Defense Minister, IRQ"
INAD = "Jumaa Inad, defence minister, IRQ"
MINISTER = ", Defense Minister, IRQ"
SHAMKHANI = "Ali Shamkhani, Secretary of the Security Council, IRN"
AHMADIAN = "Ali Akbar Ahmadian, Secretary of the Security Council, IRN"


def _together(links: Links) -> list[set[tuple[str, str]]]:
    """The articles and ids of meetings that several articles report."""
    return [
        {(source.article, source.record) for source in one.sources}
        for one in links.meetings()
        if len(one.sources) > 1
    ]


def _doubts(links: Links) -> list[str]:
    return [" ".join(one.link.against) for one in links.possible() if one.kind == "meeting"]


def test_one_meeting_in_three_spellings_with_two_dates_is_one() -> None:
    links = link(
        [
            article("one", ([BAQERI, KHATTAB], "2022-03-06", "Tehran")),
            article("two", ([BAGHERI, INAD], "2022-03-07", "Tehran")),
            article("three", ([BAGHERI, MINISTER], "2022-03-06", None)),
        ]
    )

    (meeting,) = (one for one in links.meetings() if len(one.sources) > 1)
    assert {source.article for source in meeting.sources} >= {"one", "two"}
    assert {name.value for one in meeting.participants for name in one.names} >= {
        "Mohammad Baqeri", "Mohammad Hossein Bagheri", "Jumaa Inad",
    }  # fmt: skip
    (contradiction,) = meeting.contradictions
    assert contradiction.field == "date"
    assert {one.value: set(one.articles) for one in contradiction.values}["2022-03-07"] == {"two"}
    assert len(meeting.links) == len(meeting.sources) - 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            ([BAQERI, KHATTAB], "2022-03-06", "Tehran"),
            ([BAQERI, KHATTAB], "2022-06-12", "Tehran"),
            id="other dates",
        ),
        pytest.param(
            ([SHAMKHANI, KHATTAB], "2022-03-06", None),
            ([AHMADIAN, KHATTAB], "2022-03-06", None),
            id="another holder of the office",
        ),
        pytest.param(
            ([BAQERI, KHATTAB], "2022-03-06", "Tehran"),
            ([BAQERI, SHAMKHANI], "2022-03-06", "Tehran"),
            id="another counterpart",
        ),
    ],
)
def test_what_differs_in_what_matters_is_not_put_together(
    first: tuple[list[str], str, str | None], second: tuple[list[str], str, str | None]
) -> None:
    assert _together(link([article("one", first), article("two", second)])) == []


@pytest.mark.parametrize("day", ["2022-03-01", "2022-03-28"])
def test_a_month_is_compared_with_every_day_of_it(day: str) -> None:
    links = link(
        [
            article("one", ([BAQERI, KHATTAB], day, "Tehran")),
            article("two", ([BAQERI, KHATTAB], "2022-03", "Tehran")),
        ]
    )

    assert _together(links) == [{("one", "m1"), ("two", "m1")}]


def test_the_same_people_at_no_told_time_are_possibly_at_one_meeting() -> None:
    links = link(
        [
            article("one", ([BAQERI, KHATTAB], None, None)),
            article("two", ([BAGHERI, KHATTAB], "on Sunday", "Baghdad")),
        ]
    )

    assert _together(links) == []
    assert _doubts(links) == [
        "nothing says that they were at the same time; the same people meet more than once"
    ]
    (doubt,) = (one for one in links.possible() if one.kind == "meeting")
    assert {reason.field for reason in doubt.link.reasons} >= {"when", "where", "odds"}
    total = sum(reason.bits for reason in doubt.link.reasons)
    assert doubt.link.bits == pytest.approx(total, abs=0.1)


def test_a_plan_and_what_came_of_it_are_one_meeting_with_both_statuses() -> None:
    links = link(
        [
            article("later", ([BAQERI, KHATTAB], "2022-03-06", "Tehran"), published="2022-03-07"),
            article("before", ([BAGHERI, KHATTAB], "2022-03-06", "Tehran"), published="2022-03-04",
                    status="scheduled"),
        ]
    )  # fmt: skip

    (meeting,) = links.meetings()
    assert [(one.status, one.published) for one in meeting.statuses] == [
        ("scheduled", "2022-03-04"), ("held", "2022-03-07"),
    ]  # fmt: skip
    assert meeting.contradictions == ()


def test_two_meetings_of_one_article_stay_two() -> None:
    talks = ([BAQERI, KHATTAB], "2022-03-06", "Tehran")

    other = (["Ada Kern, Mayor, NOR", "Lena Frisch, Judge, NOR"], "2022-03-01", "Oslo")

    links = link([article("one", other, talks, talks), article("two", talks)])

    assert _together(links) == []
    assert _doubts(links) == ["another meeting of the two articles fits about as well"] * 2


def test_somebody_unnamed_is_possibly_the_only_one_who_fits() -> None:
    links = link(
        [
            article("one", ([BAQERI, KHATTAB], "2022-03-06", "Tehran")),
            article("two", ([BAQERI, MINISTER], "2022-03-06", "Tehran")),
        ]
    )

    (meeting,) = (one for one in links.meetings() if len(one.sources) == 2)
    by_name = {one.names[0].value: one for one in meeting.participants}
    khattab = by_name["Juma Anad Saadoun Khattab"].actor
    assert khattab is not None
    assert by_name["Defense Minister (IRQ)"].possibly == khattab


def test_a_family_name_alone_is_linked_by_whom_it_stands_for_at_a_meeting() -> None:
    alone = "Baqeri, Chief of Staff, IRN"
    at_one = [
        article("one", ([BAQERI, KHATTAB], "2022-03-06", "Tehran")),
        article("two", ([alone, KHATTAB], "2022-03-06", "Tehran")),
    ]
    apart = [at_one[0], article("two", ([alone, SHAMKHANI], "2021-01-01", None))]

    def sources(records: list[Story]) -> int:
        return max(len(one.sources) for one in link(records).actors()
                   if one.names[0].value.endswith("Baqeri"))  # fmt: skip

    assert sources(at_one) == 2
    assert sources(apart) == 1


def test_the_same_remark_in_two_wordings_is_one_statement() -> None:
    talks = ([BAQERI, KHATTAB], "2022-03-06", "Tehran")
    one = "No foreign soldier shall guard the border between our two countries"
    other = "Foreign soldiers shall never guard a border between these two countries"

    links = link(
        [
            article("one", talks, said=[("Mohammad Baqeri", one)]),
            article("two", talks, said=[("Mohammad Baqeri", other)]),
        ]
    )

    (statement,) = links.statements()
    assert {each.value for each in statement.wordings} == {one, other}
    assert statement.meeting == next(links.meetings()).id


def test_a_table_of_people_says_who_somebody_is() -> None:
    row = Identity("Q1", "Mohammad Bagheri", ("Mohammad Hossein Afshordi",), None, "IRN")
    records = [
        article("one", ([BAQERI, KHATTAB], "2022-03-06", "Tehran")),
        article("two", (["Mohammad Hossein Afshordi, ,", KHATTAB], "2022-03-06", "Tehran")),
    ]

    found = {one.identity: len(one.sources) for one in link(records, people=[row]).actors()}

    assert found["Q1"] == 2
    assert None in found


def test_two_rows_that_both_fit_say_nothing() -> None:
    rows = [Identity("1", "Mohammad Bagheri"), Identity("2", "Mohamad Baqeri")]

    (record,) = [article("one", ([BAGHERI, KHATTAB], None, None))]

    assert {one.identity for one in link([record], people=rows).actors()} == {None}


def test_one_article_id_for_two_records_is_an_error() -> None:
    talks = ([BAQERI, KHATTAB], "2022-03-06", "Tehran")

    with pytest.raises(InputError, match="two different records"):
        link([article("one", talks), article("one", talks, talks)])
    assert len(link([article("one", talks), article("one", talks)]).articles) == 1


def test_nothing_links_to_nothing() -> None:
    assert list(link([]).lines()) == []
