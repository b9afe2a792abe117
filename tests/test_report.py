"""Reporting: one report, and the forms in which it is handed on."""

import json
import re
from collections.abc import Sequence
from xml.etree.ElementTree import fromstring

import pytest
from labelled import changed
from readings import case, done, failed

from evals.compare import compare
from evals.dataset import Case
from evals.junit import junit
from evals.measure import measure, signature
from evals.report import FEW_ARTICLES, FEW_CLUSTERS, Report, build
from evals.runs import Prediction
from evals.tables import comparison_lines, report_lines

WRONG = {"s2.speaker": "a2"}
DEV = case(1, split="dev", phenomena=["pronouns", "strikes"])
TEST = case(2, split="test", phenomena=["strikes"])
CASES = [DEV, TEST]


def _report(cases: Sequence[Case], predictions: Sequence[Prediction]) -> Report:
    return build("a system", "p", cases, measure(cases, predictions))


def _wrong(one: Case, **changes: object) -> Prediction:
    return done(changed(one.gold, WRONG | changes), seconds=2.0)


def _many(count: int, story: str | None = None) -> list[Case]:
    """Articles of both splits in turn."""
    return [
        case(number, split=("dev", "test")[number % 2], **({"story": story} if story else {}))
        for number in range(1, count + 1)
    ]


def test_rows_are_flat_and_have_the_same_keys() -> None:
    rows = _report(CASES, [_wrong(DEV), failed(TEST.id)]).rows()

    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert list(rows[0])[:4] == ["system", "split", "measure", "f1"]
    assert {type(value) for row in rows for value in row.values()} <= {
        str, int, float, type(None)
    }  # fmt: skip


def test_rows_hold_every_measure_of_all_articles_and_of_each_split() -> None:
    report = _report(CASES, [_wrong(DEV), done(TEST.gold)])
    f1 = {(row["split"], row["measure"]): row["f1"] for row in report.rows()}

    assert {split for split, _ in f1} == {"all", "dev", "test"}
    assert {measure for split, measure in f1 if split == "all"} == set(report.figures)
    assert [f1[split, "statements.attributed"] for split in ("all", "dev", "test")] == [
        0.875, 0.75, 1.0
    ]  # fmt: skip


def test_the_splits_add_up_to_all() -> None:
    report = _report(CASES, [_wrong(DEV), failed(TEST.id)])

    for name, figure in report.figures.items():
        parts = [one[name] for one in report.splits.values() if name in one]
        assert figure.articles == sum(part.articles for part in parts)
        assert figure.counts.compared == sum(part.counts.compared for part in parts)


def test_json_holds_the_whole_report() -> None:
    report = _report(CASES, [_wrong(DEV), failed(TEST.id)])

    plain = json.loads(report.to_json())

    assert plain["rows"] == report.rows()
    assert plain["signature"] == signature(CASES)
    assert plain["covered"] == ["001-cranes", "002-cranes"]
    assert plain["failures"] == {"002-cranes": "EmptyOutputError: no answer"}
    assert plain["cost"]["seconds"] == 2.0
    assert plain["grounding"].keys() == {"cor", "par", "inc", "mis", "spu"}


def test_examples_never_come_from_test_articles_when_both_splits_are_there() -> None:
    report = _report(CASES, [_wrong(DEV), _wrong(TEST, **{"s4.polarity": "asserted"})])

    assert report.errors == {"wrong speaker": 2, "polarity wrong": 1}
    assert report.examples == {
        "wrong speaker": ["001-cranes: Odile Brandt → Teo Vask"],
        "polarity wrong": [],
    }


def test_test_articles_alone_give_examples() -> None:
    report = _report([TEST], [_wrong(TEST)])

    assert report.examples == {"wrong speaker": ["002-cranes: Odile Brandt → Teo Vask"]}


def test_a_kind_has_a_few_examples_from_all_over_the_corpus() -> None:
    cases = [case(number) for number in range(1, 10)]
    report = _report(cases, [_wrong(one) for one in cases])

    assert [one.partition(":")[0] for one in report.examples["wrong speaker"]] == [
        "001-cranes", "004-cranes", "007-cranes"
    ]  # fmt: skip


def test_errors_are_counted_by_the_tags_of_their_articles() -> None:
    report = _report(CASES, [_wrong(DEV), _wrong(TEST)])

    assert report.by_tag == {"pronouns": {"wrong speaker": 1}, "strikes": {"wrong speaker": 2}}


def _warnings(cases: Sequence[Case], predictions: Sequence[Prediction]) -> str:
    return "\n".join(_report(cases, predictions).warnings)


def test_many_articles_that_were_all_read_have_no_warning() -> None:
    cases = _many(FEW_ARTICLES)

    assert _warnings(cases, [done(one.gold) for one in cases]) == ""


@pytest.mark.parametrize(
    ("cases", "missing", "warning"),
    [
        (_many(FEW_ARTICLES - 1), 0, "39 articles are few"),
        (_many(FEW_CLUSTERS - 1), 0, "9 independent stories are too few for an interval"),
        (_many(FEW_ARTICLES, story="cranes"), 0, "1 independent stories are too few"),
        ([case(1, unsure=["s4", "m1.date"])], 0, "2 records and fields that gold is unsure of"),
        (_many(FEW_ARTICLES), 2, "2 of 40 readings have no record and count as empty"),
    ],
    ids=["articles", "articles without story", "stories", "unsure", "failures"],
)
def test_what_weakens_the_figures_is_warned_of(
    cases: Sequence[Case], missing: int, warning: str
) -> None:
    assert warning in _warnings(cases, [done(one.gold) for one in cases[missing:]])


def test_stories_are_drawn_whole_where_asked_for() -> None:
    cases = _many(12, story="cranes")
    measured = measure(cases, [done(one.gold) for one in cases])

    by_article, by_story = (build("s", None, cases, measured, by) for by in ("article", "story"))

    assert by_article.figures["meetings"].low == 1.0
    assert by_story.figures["meetings"].low is None
    assert by_article.figures["meetings"].f1 == by_story.figures["meetings"].f1


def test_junit_has_a_case_for_each_article_and_a_failure_for_each_without_a_record() -> None:
    suite = fromstring(junit(_report(CASES, [done(DEV.gold), failed(TEST.id)])))

    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failures = {
        one.get("name"): [each.get("message") for each in one] for one in suite.iter("testcase")
    }
    assert failures == {"001-cranes": [], "002-cranes": ["EmptyOutputError: no answer"]}


def test_junit_escapes_what_systems_and_errors_say() -> None:
    reason = 'InvalidOutputError: <think> & "so on"'
    measured = measure([DEV], [failed(DEV.id, reason)])

    written = junit(build("<a & b>", None, [DEV], measured))

    assert "<think>" not in written
    assert "&lt;think&gt; &amp; &quot;so on&quot;" in written
    suite = fromstring(written)
    assert suite.get("name") == "evals <a & b>"
    assert [one.get("message") for one in suite.iter("failure")] == [reason]


def test_junit_holds_every_figure_as_a_property() -> None:
    report = _report(CASES, [_wrong(DEV), done(TEST.gold)])

    shown = {
        one.get("name"): one.get("value") for one in fromstring(junit(report)).iter("property")
    }

    assert shown.keys() == {f"f1 {name}" for name in report.figures}
    assert shown["f1 statements.attributed"] == "0.8750"


def _table(report: Report, details: bool = False) -> dict[str, dict[str, str]]:
    """The rows of the tables by their label, each a mapping from column to cell."""
    rows: dict[str, dict[str, str]] = {}
    columns: list[tuple[str, int, int | None]] = []
    for line in report_lines(report, report.splits, details):
        if "95 % interval" in line:
            heads = list(re.finditer(r"\S+(?: \S+)*", line))
            ends = [one.start() for one in heads[1:]]
            columns = [
                (one[0], one.start(), end) for one, end in zip(heads, [*ends, None], strict=True)
            ]
        elif columns and (label := line[: columns[0][1]].strip()):
            rows[label] = {name: line[start:end].strip() for name, start, end in columns}
    return rows


def test_the_table_shows_interval_n_and_both_splits() -> None:
    cases = _many(20)
    report = _report(cases, [done(one.gold) for one in cases[:10]])

    row, figure = _table(report)["statements"], report.figures["statements"]

    assert row["95 % interval"] == f"[{figure.low:.3f}, {figure.high:.3f}]"
    assert [row[name] for name in ("F1", "P", "R", "n")] == ["0.667", "1.000", "0.500", "80"]
    assert (row["dev"], row["test"]) == ("0.667", "0.667")


def test_the_table_of_few_articles_has_no_interval() -> None:
    row = _table(_report(CASES, [done(DEV.gold), done(TEST.gold)]))["meetings"]

    assert (row["F1"], row["95 % interval"], row["n"]) == ("1.000", "", "4")


def test_the_table_says_how_many_articles_were_read_and_what_weakens_it() -> None:
    lines = list(report_lines(_report(CASES, [done(DEV.gold), failed(TEST.id)]), {}))

    assert lines[:3] == [
        "a system, prompt p",
        signature(CASES),
        "articles 1/2 (1 EmptyOutputError)",
    ]
    assert lines[-1] == "note: 1 of 2 readings have no record and count as empty"


def test_details_show_every_field() -> None:
    report = _report(CASES, [done(DEV.gold), done(TEST.gold)])
    fields = {name for name in report.figures if name.startswith(("actor.", "meeting."))}

    assert fields <= _table(report, details=True).keys()
    assert "meeting.topics" not in _table(report)
    assert "meeting.date" in _table(report)


def test_the_table_shows_the_most_frequent_errors_with_an_example() -> None:
    lines = list(report_lines(_report(CASES, [_wrong(DEV), _wrong(TEST)]), {}))

    after = lines[lines.index("most frequent errors") + 1]
    assert after.split("  ") == [
        "", "", " 2", "wrong speaker", *[""] * 6, " 001-cranes: Odile Brandt → Teo Vask"
    ]  # fmt: skip


def test_what_nothing_was_predicted_for_prints_as_not_available() -> None:
    report = _report(CASES, [])

    row = _table(report)["meetings"]
    assert (row["F1"], row["P"], row["R"]) == ("0.000", "n/a", "0.000")
    assert report.verdict()[0] == "not measured"


def test_a_comparison_shows_both_figures_the_difference_and_how_sure_it_is() -> None:
    cases = _many(12)
    before = measure(cases, [_wrong(one) for one in cases])
    after = measure(cases, [done(one.gold) for one in cases])

    lines = list(comparison_lines(compare(before, after)))

    row = next(line for line in lines if line.startswith("statements.attributed"))
    assert row.split() == [
        *("statements.attributed", "0.750", "1.000", "+0.250"),
        *("[+0.250,", "+0.250]", "0.000", "n/a"),
    ]
    assert lines[-1] == "errors fixed 12, broken 0, still wrong 0"


def test_a_comparison_of_few_articles_says_so() -> None:
    before, after = (measure([DEV], [one]) for one in (_wrong(DEV), done(DEV.gold)))

    lines = list(comparison_lines(compare(before, after)))

    row = next(line for line in lines if line.startswith("statements.attributed"))
    assert row.split()[3:] == ["+0.250", "too", "few", "articles"]


def test_control_characters_in_a_failure_leave_the_xml_well_formed() -> None:
    report = _report(CASES, [done(DEV.gold), failed(TEST.id, "bad \x1b[31m\x00 answer")])

    assert fromstring(junit(report)).find(".//failure") is not None


def test_an_article_read_in_one_of_two_epochs_is_not_without_a_record() -> None:
    readings = [done(DEV.gold), failed(DEV.id, epoch=2), done(TEST.gold)]

    report = _report(CASES, readings)

    assert report.failures == {}
    assert "2 of 4 readings have no record and count as empty" in report.warnings
