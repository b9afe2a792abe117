"""Markdown: short, whole tables, and nothing in them that an article could have written."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from labelled import changed, without
from readings import case, done

from evals.aggregate import Figure
from evals.compare import compare, verdict
from evals.counts import Counts
from evals.markdown import code, comparison_markdown, plain, report_markdown
from evals.measure import measure
from evals.report import build
from evals.view.costs import costs

HOSTILE = "| a |\n\n# @everyone [x](http://x.y) ![i](//x) <img src=x> `code` #12 www.x.y **b** \\"


def _report(system: str = "m", epochs: int = 1) -> list[str]:
    one = case()
    made = changed(one.gold, {"s1.speaker": "a2", "s2.speaker": "a2", "m2.date": {}})
    measured = measure([one], [done(made, epoch) for epoch in range(1, epochs + 1)])
    report = build(system, None, [one], measured)
    beside = {"annotators": {"meetings": Figure(Counts(9), 0.9, None, None, 9, None)}}
    dear = costs([one], measured, resamples=50)
    return [*report_markdown(report, ("passed", "as accepted"), dear, beside)]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_report_is_headlines_with_others_beside_them_and_the_dearest_errors() -> None:
    lines = _report()

    assert lines[0] == "**Passed** <code>m</code>: as accepted"
    rows = {_cells(line)[0]: _cells(line) for line in lines if line.startswith("|")}
    assert rows["meetings"] == ["meetings", "**1.000**", "", "2", "0.900"]
    assert rows["with the right speaker"][1:4] == ["**0.500**", "", "4"]
    assert rows["wrong speaker"][:4] == [
        "wrong speaker",
        "2",
        "0.500 → 1.000",
        "statements with the right speaker",
    ]
    assert "date missing" in rows
    assert len(lines) < 20


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for lines in (_report(), _report(HOSTILE), _report(epochs=2), _comparison()):
        width = 0
        for line in lines:
            if not line.startswith("|"):
                width = 0
                continue
            width = width or len(_cells(line))
            assert len(_cells(line)) == width
            assert line.endswith("|")


def _comparison(readable: bool = True) -> list[str]:
    cases = [case(number) for number in range(1, 4)]
    before = measure(cases, [done(without(one.gold, "s1")) for one in cases])
    told = {"s2.speaker": "a2"}
    after = measure(cases, [done(changed(one.gold, told)) for one in cases])
    found = compare(before, after, resamples=50)
    ids = {one.id for one in cases} if readable else set()
    return [*comparison_markdown(found, verdict(found), ids)]


def test_a_comparison_is_headlines_before_and_after_and_what_has_changed() -> None:
    lines = _comparison()

    assert lines[0].startswith("**Inconclusive**: ")
    rows = {_cells(line)[0]: _cells(line) for line in lines if line.startswith("|")}
    assert rows["statements"][1:5] == ["0.857", "1.000", "+0.143", "too few articles"]
    assert "Errors fixed 3, broken 3, still wrong 0." in lines
    assert rows["statement missed"][1:] == ["3", "0", ""]
    assert rows["wrong speaker"][1:3] == ["0", "3"]
    assert unescape(rows["wrong speaker"][3]) == (
        "<code>001-cranes: Odile Brandt → Teo Vask</code>"
    )


def test_articles_that_may_not_be_read_are_not_quoted() -> None:
    assert not any("<code>" in line for line in _comparison(readable=False))


@given(st.text(max_size=200))
@example(HOSTILE)
@example("\u202eabc\u2028d\x00e\ud800")
def test_words_of_others_are_one_line_of_code_without_a_sign_that_means_anything(
    words: str,
) -> None:
    made = code(words)

    if not made:
        assert not re.sub(r"[\W_]", "", words) or not words.strip()
        return
    inner = made.removeprefix("<code>").removesuffix("</code>")
    assert re.fullmatch(r"(?:&#\d+;|[^!-/:-@\[-`{-~\n\r])+", inner)
    assert len(unescape(inner)) <= 80
    assert made.isprintable()


@pytest.mark.parametrize("words", ["a|b", "@team", "[x](y)", "<b>", "`", "https://x.y", "a\\|b"])
def test_plain_words_are_read_as_they_are(words: str) -> None:
    assert unescape(plain(words)) == words
    assert not set(plain(words)) & set("|@[]()<>`:/\\.")
