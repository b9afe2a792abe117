from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.dates import find_dates, resolve_date
from extractor.dates.calendar_rules import CALENDAR_RULES
from extractor.dates.calendars import to_gregorian
from extractor.dates.deictic_rules import DEICTIC_RULES
from extractor.dates.phrases import REACH
from extractor.dates.words import Rule
from schemas import UNKNOWN_DATE, DateValue, Evidence, Granularity

PHRASES = {
    "They met on Sunday evening in Muscat.": ["on Sunday evening"],
    "In his Sunday evening meeting he spoke.": ["Sunday evening"],
    "after Monday’s talks": ["Monday"],
    "A deal signed in March fell apart.": ["in March"],
    "killed on January 3, 2020, near the airport": ["on January 3, 2020"],
    "strikes since September last year": ["since September last year"],
    "He left last week.": ["last week"],
    "a visit from 4 to 6 September 2023": ["from 4 to 6 September 2023"],
    "from August 28 to September 2, 2023,": ["from August 28 to September 2, 2023"],
    "late Monday in Washington (Tuesday in Tehran)": ["late Monday", "Tuesday"],
    "on 14 Esfand, during the holy month of Ramadan": [
        "on 14 Esfand",
        "during the holy month of Ramadan",
    ],
    "29 Sha’ban 1445 AH": ["29 Sha’ban 1445 AH"],
    "yesterday, the next day, two days later": ["yesterday", "the next day", "two days later"],
    "overran in the summer of 2014": ["in the summer of 2014"],
    "2024-03-05, 05.03.2024 and 5/3/2024": ["2024-03-05", "05.03.2024", "5/3/2024"],
    "2024-03-05T10:22:00Z": ["2024-03-05T10:22:00Z"],
    "2024.03.05 and version 2024.13.05": ["2024.03.05"],
    "on Monday (March 4) and Tue, 5 Mar 2024": ["on Monday (March 4)", "Tue, 5 Mar 2024"],
    "on Wednesday last week": ["on Wednesday last week"],
    "on 3 March and 5 April": ["on 3 March", "5 April"],
    "on March 3 and 4": ["on March 3 and 4"],
    "between March and May": ["between March and May"],
    "a crisis in the 1990s, a war in 2003": ["in the 1990s", "in 2003"],
    "by the end of March": ["by the end of March"],
    "MONDAY, MARCH 4, 2024": ["MONDAY, MARCH 4, 2024"],
    "on\u00a0March\u00a03,\n2024": ["on\u00a0March\u00a03,\n2024"],
    "later this month, over the weekend": ["later this month", "over the weekend"],
    "earlier on Sunday": ["earlier on Sunday"],
    "on Monday and Tuesday, on Monday and Friday": [
        "on Monday and Tuesday",
        "on Monday",
        "Friday",
    ],
    "They met a day earlier; he left the day before.": ["a day earlier", "the day before"],
    "in the first half of June, the second half of May 2024": [
        "in the first half of June",
        "the second half of May 2024",
    ],
    "She met them that December, and left just now.": ["that December", "just now"],
    "on 18 Jawza 1398, 3 Asad brothers": ["on 18 Jawza 1398"],
}

NO_DATES = [
    "They may march; the sun sat on the second hill.",
    "Theresa May said she may go. May I? Talks with May went on, a speech by May followed.",
    "In May's cabinet sat Ali, 25, at 10:30.",
    "Friday prayers on Fridays, every Sunday, in The Sunday Times, on Good Friday.",
    "USA Today reported on Mehr news.",
    "after 2000 soldiers, until 1830 GMT, 1,500 people, in 2000,5 and 12%",
    "over the last week, the day after the attack, the fall of Mosul, in recent years",
    "Ramadan Abdullah and Mr. Rajab of the Prague Spring",
    "Resolution 1701, version 3.11, phone 030/12/9999999",
]

ON_5_MARCH = {  # published on Tuesday 5 March 2024
    "on Sunday evening": ("2024-03-03", "day"),
    "on Tuesday": ("2024-03-05", "day"),
    "next Friday": ("2024-03-08", "day"),
    "last Tuesday": ("2024-02-27", "day"),
    "on Wednesday last week": ("2024-02-28", "day"),
    "last week": ("2024-02-26/2024-03-03", "interval"),
    "over the weekend": ("2024-03-02/2024-03-03", "interval"),
    "this month": ("2024-03", "month"),
    "last month": ("2024-02", "month"),
    "last year": ("2023", "year"),
    "yesterday": ("2024-03-04", "day"),
    "last night": ("2024-03-04", "day"),
    "the day before yesterday": ("2024-03-03", "day"),
    "three days ago": ("2024-03-02", "day"),
    "a week ago": ("2024-02-26/2024-03-03", "interval"),
    "two months ago": ("2024-01", "month"),
    "in March": ("2024-03", "month"),
    "in April": ("2023-04", "month"),
    "last March": ("2023-03", "month"),
    "last summer": ("2023-22", "season"),
    "this spring": ("2024-21", "season"),
    "since September last year": ("2023-09", "month"),
    "on January 3": ("2024-01-03", "day"),
    "on December 25": ("2023-12-25", "day"),
    "on Sunday, March 10": ("2024-03-10", "day"),
    "from Monday to Wednesday": ("2024-03-04/2024-03-06", "interval"),
    "from 4 to 6 March": ("2024-03-04/2024-03-06", "interval"),
    "from December 30 to January 2": ("2023-12-30/2024-01-02", "interval"),
    "on 14 Esfand": ("2024-03-04", "day"),
    "in Esfand": ("2024-02-20/2024-03-19", "interval"),
    "on Saturday and Sunday": ("2024-03-02/2024-03-03", "interval"),
    "just now": ("2024-03-05", "day"),
    "in the first half of February": ("2024-02-01/2024-02-15", "interval"),
}

EXPLICIT = {
    "on January 3, 2020": ("2020-01-03", "day"),
    "Tuesday, March 5, 2024": ("2024-03-05", "day"),
    "March 2024": ("2024-03", "month"),
    "2023": ("2023", "year"),
    "in the 1990s": ("199X", "year"),
    "the summer of 2014": ("2014-22", "season"),
    "from 4 to 6 September 2023": ("2023-09-04/2023-09-06", "interval"),
    "December 30 to January 2, 2024": ("2023-12-30/2024-01-02", "interval"),
    "from 2014 to 2017": ("2014/2017", "interval"),
    "2024-03-05": ("2024-03-05", "day"),
    "05.03.2024": ("2024-03-05", "day"),
    "25/3/2024": ("2024-03-25", "day"),
    "3/25/2024": ("2024-03-25", "day"),
    "5/3/2024": ("2024", "year"),
    "14 Esfand 1402": ("2024-03-04", "day"),
    "10 Muharram 1446": ("2024-07-17~", "day"),
    "the second half of February 2024": ("2024-02-16/2024-02-29", "interval"),
    "18 Jawza 1398": ("2019-06-08", "day"),
    "Ramadan 1445": ("2024-03-11~/2024-04-09~", "interval"),
}

UNRESOLVED = [
    "on Wednesday",
    "in March",
    "on January 3",
    "last week",
    "yesterday",
    "the next day",
    "on 14 Esfand",
    "on February 30, 2024",
    "30 Esfand 1402",
    "at some time",
]

COARSE = ["in March", "last month", "March 2024", "in 2014", "last year", "in the summer of 2014"]
COARSE += ["last week", "a week ago", "two months later", "in Ramadan", "5/3/2024", "in the 1990s"]
FINE = [
    "on Sunday",
    "yesterday",
    "on January 3",
    "two days later",
    "on 14 Esfand",
    "on May 4 and 5",
]

DAY: Granularity = "day"
PUBLISHED = DateValue(value="2024-03-05", granularity="day", basis="explicit")
DAYS = st.dates(min_value=date(1, 1, 1)).map(
    lambda one: DateValue(value=one.isoformat(), granularity="day", basis="explicit")
)
ANCHORS = (
    st.just(UNKNOWN_DATE)
    | DAYS
    | st.sampled_from(
        [
            DateValue(value="2024-03", granularity="month", basis="explicit"),
            DateValue(value="2024", granularity="year", basis="explicit"),
            DateValue(value="0001-01?", granularity="month", basis="explicit"),
            DateValue(value="199X", granularity="year", basis="explicit"),
            DateValue(value="2024-03-04/..", granularity="interval", basis="explicit"),
        ]
    )
)
WORDS = [
    word for phrase in [*PHRASES, *NO_DATES, *ON_5_MARCH, *EXPLICIT] for word in phrase.split()
]
TEXTS = st.lists(st.sampled_from(WORDS)).map(" ".join) | st.text()


def whole(words: str) -> Evidence:
    return Evidence.of(words, 0, len(words))


@pytest.mark.parametrize(("text", "expected"), PHRASES.items())
def test_date_phrases_are_found_with_their_preposition(text: str, expected: list[str]) -> None:
    assert [one.exact for one in find_dates(text)] == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_verbs_names_habits_and_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []


def test_only_the_asked_stretch_is_searched() -> None:
    text = "on Sunday they met, on Monday they left, on Tuesday they rested"
    assert [one.exact for one in find_dates(text, 10, 42)] == ["on Monday"]


@pytest.mark.parametrize(("words", "expected"), ON_5_MARCH.items())
def test_phrases_are_resolved_against_publication(words: str, expected: tuple[str, str]) -> None:
    found = resolve_date(whole(words), published=PUBLISHED)
    assert (found.value, found.granularity) == expected
    assert found.basis == "relative_to_published"


@pytest.mark.parametrize(("words", "expected"), EXPLICIT.items())
def test_full_dates_need_no_publication(words: str, expected: tuple[str, str]) -> None:
    found = resolve_date(whole(words), background=True)
    assert (found.value, found.granularity, found.basis) == (*expected, "explicit")


@pytest.mark.parametrize("words", UNRESOLVED)
def test_without_an_anchor_the_text_is_kept_and_nothing_else(words: str) -> None:
    assert resolve_date(whole(words)) == DateValue(text=whole(words))


def test_no_phrase_is_no_date() -> None:
    assert resolve_date(None, published=PUBLISHED) == UNKNOWN_DATE


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Tuesday", "2024-03-05"),
        ("on Friday", "2024-03-08"),
        ("on March 20", "2024-03-20"),
        ("on January 3", "2025-01-03"),
        ("in February", "2025-02"),
        ("in Ramadan", "2024-03-11~/2024-04-09~"),
        ("from Friday to Sunday", "2024-03-08/2024-03-10"),
    ],
)
def test_what_is_still_to_come_is_sought_after_publication(words: str, value: str) -> None:
    assert resolve_date(whole(words), published=PUBLISHED, future=True).value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the next day", "2024-02-29"),
        ("two days later", "2024-03-01"),
        ("a day earlier", "2024-02-27"),
        ("that evening", "2024-02-28"),
        ("the following Monday", "2024-03-04"),
        ("a year later", "2025"),
        ("that December", "2024-12"),
    ],
)
def test_phrases_seen_from_an_event_need_its_date(words: str, value: str) -> None:
    event = DateValue(value="2024-02-28", granularity="day", basis="explicit")
    found = resolve_date(whole(words), published=PUBLISHED, event=event)
    assert (found.value, found.basis) == (value, "relative_to_event")
    assert resolve_date(whole(words), published=PUBLISHED).value is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on January 3", None),
        ("in March", None),
        ("on 14 Esfand", None),
        ("from 4 to 6 March", None),
        ("on Sunday", "2024-03-03"),
        ("September last year", "2023-09"),
    ],
)
def test_background_dates_get_no_year_they_do_not_name(words: str, value: str | None) -> None:
    assert resolve_date(whole(words), published=PUBLISHED, background=True).value == value


@pytest.mark.parametrize(
    ("published", "words", "value"),
    [
        ("2024-03", "in March", "2024-03"),
        ("2024-03", "last month", "2024-02"),
        ("2024-03", "on January 3", "2024-01-03"),
        ("2024-03", "on Sunday", None),
        ("2024-03", "yesterday", None),
        ("2024", "last year", "2023"),
        ("2024", "in March", None),
        ("2024", "on January 3", None),
        ("2024", "on Wednesday, January 3", "2024-01-03"),
        ("2024", "on Sunday 31 December", "2023-12-31"),
        ("2024", "on Monday 29 February", None),
    ],
)
def test_a_coarse_publication_date_lends_no_day(
    published: str, words: str, value: str | None
) -> None:
    granularity: Granularity = "month" if "-" in published else "year"
    anchor = DateValue(value=published, granularity=granularity, basis="explicit")
    assert resolve_date(whole(words), published=anchor).value == value


def test_of_two_dates_in_a_phrase_the_first_counts() -> None:
    words = "late Monday in Washington (Tuesday in Tehran)"
    assert resolve_date(whole(words), published=PUBLISHED).value == "2024-03-04"


def test_a_month_has_only_its_own_days() -> None:
    assert to_gregorian("persian", 1403, 12, 30) == date(2025, 3, 20)
    with pytest.raises(ValueError, match="no day 30"):
        to_gregorian("persian", 1402, 12, 30)


@pytest.mark.parametrize("words", ["thİs week", "laſt month", "two weeKs ago", "on Frıday"])
def test_letters_that_only_look_alike_do_not_break_the_reading(words: str) -> None:
    for one in find_dates(words):
        resolve_date(one, published=UNKNOWN_DATE)


@given(TEXTS)
def test_extents_are_exact_slices_in_order(text: str) -> None:
    end = 0
    for one in find_dates(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.exact
        end = one.end


@given(TEXTS, ANCHORS, ANCHORS, st.booleans(), st.booleans())
def test_whatever_is_found_resolves_to_a_valid_date(
    text: str, published: DateValue, event: DateValue, future: bool, background: bool
) -> None:
    for one in find_dates(text):
        found = resolve_date(
            one, published=published, event=event, future=future, background=background
        )
        assert found.text == one
        assert DateValue.model_validate(found.model_dump()) == found


@given(st.sampled_from(COARSE), DAYS, st.booleans())
def test_no_day_is_invented(words: str, anchor: DateValue, future: bool) -> None:
    found = resolve_date(whole(words), published=anchor, event=anchor, future=future)
    assert found.granularity != DAY


@given(st.sampled_from([*COARSE, *FINE]), ANCHORS)
def test_days_are_relative_only_to_days_that_are_known(words: str, published: DateValue) -> None:
    found = resolve_date(whole(words), published=published)
    if found.basis == "relative_to_published":
        assert published.value is not None


@pytest.mark.parametrize("rule", [*CALENDAR_RULES, *DEICTIC_RULES])
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_whatever_a_rule_takes_for_a_date_has_its_anchor_within_reach(
    rule: Rule, data: st.DataObject
) -> None:
    words = data.draw(st.from_regex(rule.pattern))
    match = rule.pattern.search(words)
    assert match is not None
    anchor = rule.anchor.search(words, match.start(), match.end())
    assert anchor is not None
    assert match.end() - match.start() <= REACH
