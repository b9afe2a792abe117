"""The page of two runs: what is fixed, broken and still wrong, with words that may be quoted."""

import re
from html import unescape
from typing import Any

from labelled import changed, without
from readings import case, done

from evals.compare import compare
from evals.dataset import Case
from evals.measure import measure
from evals.view import comparison_page
from schemas import Gold


def _page(cases: list[Case], before: list[Gold], after: list[Gold]) -> str:
    one, two = (measure(cases, map(done, side)) for side in (before, after))
    return comparison_page(compare(one, two, resamples=50), ("<A>", "B{{7*7}}"), cases, one, two)


def _words(html: str) -> str:
    body = re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


WRONG: dict[str, Any] = {"s1.speaker": "a2"}
OTHER: dict[str, Any] = {"s2.speaker": "a2"}


def test_errors_stand_by_kind_and_by_article_with_the_words() -> None:
    cases = [case(1), case(2)]
    before = [changed(one.gold, WRONG) for one in cases]
    after = [without(changed(cases[0].gold, OTHER), "s4"), changed(cases[1].gold, WRONG)]
    html = _page(cases, before, after)
    words = _words(html)

    assert "errors 2 before, 3 after: 1 fixed, 2 broken , 1 still wrong" in words
    assert "wrong speaker 2 2 1 1 1 Show" in words
    assert "broken wrong speaker gold s2: Odile Brandt → Teo Vask" in words
    assert "fixed wrong speaker gold s1: town → Teo Vask" in words
    assert "broken statement missed gold s4: a strike had been planned" in words
    assert 'data-state="still wrong" data-kind="wrong speaker"' in html
    assert words.index("001-cranes") < words.index("002-cranes")


def test_names_are_words() -> None:
    html = _page([case(1)], [case(1).gold], [case(1).gold])

    assert "From <A> to B{{7*7}}" in _words(html)
    assert "No errors in either." in _words(html)
    assert "<A>" not in html


def test_differences_are_drawn_with_their_n_and_told_in_a_table() -> None:
    cases = [case(number) for number in range(1, 13)]
    before = [changed(one.gold, WRONG) for one in cases]
    html = _page(cases, before, [one.gold for one in cases])
    words = _words(html)

    assert "statements and speaker (48) +0.250 [+0.250, +0.250]" in words
    assert "with the right speaker 0.750 1.000 +0.250 [+0.250, +0.250] 0.039 48" in words
    assert "Passed : no headline has fallen by 0.05 or more." in words


def test_test_articles_are_counted_and_never_quoted_beside_dev_articles() -> None:
    cases = [case(1), case(2, split="test")]
    after = [cases[0].gold, changed(cases[1].gold, WRONG)]
    html = _page(cases, [one.gold for one in cases], after)
    words = _words(html)

    assert "002-cranes 1 0 0" in words
    assert "Vask" not in words
    assert "data-state" not in html
    assert "Errors are shown for the 1 dev article alone" in words
