"""The pages of the evaluation as people meet them: in a browser, by keyboard, on a phone."""

from typing import TYPE_CHECKING, Any

import pytest
from labelled import changed, without
from readings import case, done

from evals.compare import compare
from evals.dataset import Case
from evals.measure import measure
from evals.report import build
from evals.runs import Prediction
from evals.view import Run, comparison_page, page

if TYPE_CHECKING:
    from browser import Window
    from playwright.sync_api import Locator, Page

pytest_plugins = ["browser"]

HOSTILE = '</script><script>document.title = "owned"</script><img src=//x onerror=alert(1)>'
WRONG: dict[str, Any] = {"s1.speaker": "a2"}
CASES: list[Case] = [case(number) for number in range(1, 13)]
CASES[10] = case(11, split="test")
CASES[0] = Case(
    CASES[0].text,
    changed(CASES[0].gold, {"article.title": HOSTILE, "annotation.phenomena": ["relayed"]}),
)


def _predictions() -> list[Prediction]:
    made = [changed(one.gold, WRONG) for one in CASES]
    made[0] = without(made[0], "m2")
    made[1] = CASES[1].gold
    return [done(one) for one in made]


@pytest.fixture(scope="module")
def report() -> str:
    predictions = _predictions()
    measured = measure(CASES, predictions)
    records = {one.article: one.record for one in predictions if one.record}
    figures = build("m", "p", CASES, measured)
    return page(Run(figures, CASES, measured, records, {"annotators": figures.figures}))


@pytest.fixture(scope="module")
def comparison() -> str:
    before, after = (
        measure(CASES, _predictions()),
        measure(CASES, [done(one.gold) for one in CASES]),
    )
    return comparison_page(compare(before, after, resamples=50), ("A", "B"), CASES, before, after)


def _shown(opened: "Page") -> list[str]:
    """Ids of the articles that can be seen."""
    return [
        one.get_attribute("data-id") or ""
        for one in opened.locator("details.article").all()
        if one.is_visible()
    ]


def _choice(opened: "Page", label: str) -> "Locator":
    return opened.get_by_role("combobox", name=label)


def _told(opened: "Page") -> str:
    return opened.locator("#filtered").inner_text()


def test_the_first_screen_tells_the_verdict_the_headlines_and_what_costs_most(
    window: "Window", report: str
) -> None:
    pytest.importorskip("vl_convert", reason="no charts without the [charts] extra")
    opened = window.open(report)
    opened.set_viewport_size({"width": 1280, "height": 800})

    for place in (".verdict-line", "table.headlines", ".picture svg"):
        box = opened.locator(place).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 800
    assert opened.title() == "m: what it got right and wrong"
    assert opened.get_by_role("img", name="Statements with the right speaker").count() >= 1


def test_a_kind_of_error_is_chosen_by_keyboard_and_the_count_is_told(
    window: "Window", report: str
) -> None:
    opened = window.open(report)
    assert _told(opened) == "Shown: 11 of 11 articles, 11 errors."

    _choice(opened, "Kind of error").focus()
    opened.keyboard.type("meeting missed")
    opened.keyboard.press("Enter")

    assert _shown(opened) == ["001-cranes"]
    assert _told(opened) == "Shown: 1 of 11 articles, 1 error."
    opened.get_by_role("button", name="Open all shown").click()
    assert opened.locator("details.article[open]").count() == 1
    assert opened.locator(".errors li:visible").count() == 1
    assert opened.locator("table.pair:visible").count() == 1


def test_a_link_leads_to_a_record_that_was_not_chosen(window: "Window", report: str) -> None:
    opened = window.open(report)
    _choice(opened, "Kind of error").select_option("meeting missed")
    opened.get_by_role("button", name="Open all shown").click()

    opened.locator("details.article:visible .text a.at").first.click()

    assert opened.locator("table.pair:visible").count() == 2


def test_articles_are_found_by_id_and_by_hard_case(window: "Window", report: str) -> None:
    opened = window.open(report)

    opened.get_by_label("Id contains").fill("  007-CR ")
    assert _shown(opened) == ["007-cranes"]
    opened.get_by_label("Id contains").fill("011")
    assert _shown(opened) == []
    assert opened.locator("tr[data-id]:visible").count() == 1
    opened.get_by_label("Id contains").fill("")
    _choice(opened, "Hard case").select_option("relayed")
    assert _shown(opened) == ["001-cranes"]


def test_an_example_leads_to_all_articles_of_its_kind(window: "Window", report: str) -> None:
    opened = window.open(report)
    opened.locator(".kinds details summary").first.click()

    opened.get_by_role("button", name="Show its articles").first.click()

    assert _choice(opened, "Kind of error").input_value() == "wrong speaker"
    assert len(_shown(opened)) == 10


def test_what_became_of_an_error_is_chosen_in_a_comparison(
    window: "Window", comparison: str
) -> None:
    opened = window.open(comparison)

    _choice(opened, "What became of it").select_option("fixed")
    assert _told(opened) == "Shown: 10 of 11 articles, 11 errors."
    opened.get_by_role("button", name="Show articles: meeting missed").click()
    assert _shown(opened) == ["001-cranes"]


def test_without_scripts_everything_is_shown(window: "Window", report: str) -> None:
    opened = window.open(report, scripts=False)

    assert len(_shown(opened)) == 11
    assert not opened.locator("#filter").is_visible()
    assert not opened.locator("button").first.is_visible()


def test_nothing_that_an_article_says_is_run(window: "Window", report: str) -> None:
    opened = window.open(report)

    assert opened.title() != "owned"
    assert opened.locator("img").count() == 0
    assert HOSTILE in opened.locator(".title").first.inner_text()


@pytest.mark.parametrize("which", ["report", "comparison"])
def test_a_phone_scrolls_no_page_sideways(
    window: "Window", which: str, request: pytest.FixtureRequest
) -> None:
    opened = window.open(request.getfixturevalue(which), size="phone")
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    assert opened.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(
    ("which", "scheme"), [("report", "light"), ("report", "dark"), ("comparison", "light")]
)
def test_nothing_keeps_people_from_reading_it(
    window: "Window", which: str, scheme: Any, request: pytest.FixtureRequest
) -> None:
    opened = window.open(request.getfixturevalue(which), scheme=scheme)
    opened.evaluate(  # one article stands for all, or the rules take long
        """() => {
          const all = (chosen) => document.querySelectorAll(chosen);
          all("details.article ~ details.article").forEach((one) => one.remove());
          all("details").forEach((one) => { one.open = true; });
        }"""
    )

    assert window.barriers(opened) == []
