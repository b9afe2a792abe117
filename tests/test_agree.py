"""Agreement: two annotators of the same articles, whichever of them is named first."""

import pytest
from labelled import changed, gold, quiet, without

from evals.agree import agree
from evals.counts import Counts
from evals.tables import agreement_lines

CRANES = gold()


def test_annotators_who_say_the_same_agree_in_all() -> None:
    found = agree({"a": CRANES, "b": quiet()}, {"a": CRANES, "b": quiet()})

    assert found.articles == 2
    assert {figure.f1 for figure in found.figures.values()} == {1.0}


def test_agreement_is_the_same_whichever_annotator_comes_first() -> None:
    other = without(changed(CRANES, {"m1.status": "proposed", "a2.name": "Vask"}), "s4")

    there = agree({"a": CRANES}, {"a": other}).figures
    back = agree({"a": other}, {"a": CRANES}).figures

    assert there["statements"].f1 == pytest.approx(6 / 7)
    assert there["actor.name"].f1 == pytest.approx(9 / 10)
    for name in there.keys() - {"statements.cov30"}:
        assert "[" in name or there[name].f1 == back[name].f1


def test_what_an_annotator_is_unsure_of_is_compared_all_the_same() -> None:
    unsure = gold(
        {
            "annotation.unsure": ["s1"],
            "annotation.alternatives": [{"field": "m1.date", "values": ["2022-03-11"]}],
        }
    )
    other = changed(CRANES, {"m1.date.value": "2022-03-11"})

    figures = agree({"a": unsure}, {"a": other}).figures

    assert figures["statements"].counts == Counts(cor=4)
    assert figures["meeting.date"].counts == Counts(cor=1, inc=1)


def test_articles_of_one_annotator_alone_are_named_and_not_compared() -> None:
    found = agree({"a": CRANES, "b": quiet()}, {"a": CRANES, "c": quiet()})

    assert (found.articles, found.only_one) == (1, ("b", "c"))


def test_annotators_without_an_article_in_common_have_no_figures() -> None:
    found = agree({"a": CRANES}, {"b": quiet()})

    assert (found.articles, found.figures) == (0, {})


def test_the_table_shows_each_figure_with_its_interval_and_how_much_was_compared() -> None:
    other = changed(CRANES, {"m1.status": "proposed"})

    first, left_out, head, *rows = agreement_lines(agree({"a": CRANES, "b": quiet()}, {"a": other}))

    assert first == "two annotators, 1 articles both labelled"
    assert left_out.endswith(": b")
    assert head.split() == ["measure", "F1", "95", "%", "interval", "n", "articles"]
    assert [row.split() for row in rows if row.startswith("meeting.status")] == [
        ["meeting.status", "0.500", "2", "1"]  # one article has no interval
    ]
