"""Charts: what is drawn, what is not, and that a drawing is fit to stand inside a page."""

import re
import sys
from collections.abc import Sequence
from typing import get_args
from xml.etree.ElementTree import Element, fromstring

import pytest

from evals.charts import LEAST, Chart, Row, drawn
from evals.charts.chart import Form

pytest.importorskip("vl_convert", reason="no drawings without the [charts] extra")

SVG = "{http://www.w3.org/2000/svg}"
FORMS: Sequence[Form] = get_args(Form)
ROWS = (
    Row("wrong speaker (193)", 0.2, 0.15, 0.24, 193),
    Row("meeting missed (85)", -0.1, None, None, 85),
)
HOSTILE = "\x07<script>alert(1)</script>{{7}}&\"'"


def _chart(form: Form = "points", rows: Sequence[Row] = ROWS, name: str = "one") -> Chart:
    return Chart(name, "A title", "What it means", form, rows, 0.5)


def _svg(chart: Chart) -> Element:
    svg = drawn(chart)
    assert svg is not None
    return fromstring(svg)


def _texts(svg: Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("form", FORMS)
def test_a_drawing_is_one_image_with_a_title_and_a_description(form: Form) -> None:
    svg = _svg(_chart(form))

    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "one-title one-desc")
    told = {one.get("id"): one.text for one in svg if one.tag in (f"{SVG}title", f"{SVG}desc")}
    assert told == {"one-title": "A title", "one-desc": "What it means"}
    assert svg.get("viewBox")


@pytest.mark.parametrize("form", FORMS)
def test_words_and_values_are_text(form: Form) -> None:
    texts = _texts(_svg(_chart(form)))

    assert {"wrong speaker (193)", "meeting missed (85)"} <= set(texts)
    assert ("0.200" if form == "points" else "+0.200") in texts


@pytest.mark.parametrize("form", FORMS)
def test_colours_are_the_pages_own(form: Form) -> None:
    svg = drawn(_chart(form)) or ""
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg))

    assert colours <= {"var(--bar)", "var(--ink)", "var(--quiet)", "var(--rule)", "none"}
    assert "style" not in svg


@pytest.mark.parametrize("form", FORMS)
def test_the_same_chart_gives_the_same_bytes(form: Form) -> None:
    first = drawn(_chart(form))

    assert drawn(_chart(form)) == first
    assert not re.search(r"\d\.\d{3,}[^<\d]", re.sub(r">[^<]*<", "><", first or ""))


def test_drawings_on_one_page_share_no_id() -> None:
    ids = [
        one.get("id") for name in "ab" for one in _svg(_chart(name=name)).iter() if one.get("id")
    ]

    assert len(ids) == len(set(ids)) == 4


def test_nothing_is_drawn_of_what_rests_on_less_than_ten() -> None:
    rows = (*ROWS, Row("few", 0.3, None, None, LEAST - 1), Row("none", None, None, None, 20))

    assert [row.label for row in _chart(rows=rows).drawn] == [row.label for row in ROWS]
    assert not {"few", "none"} & set(_texts(_svg(_chart(rows=rows))))
    assert drawn(_chart(rows=rows[2:])) is None


def test_a_label_is_words_and_never_markup() -> None:
    row = Row(HOSTILE, 0.2, None, None, 20)
    svg = _svg(Chart("one", HOSTILE[1:], "", "bars", [row], 0.5))

    allowed = ("svg", "g", "path", "rect", "line", "text", "title", "desc")
    assert {one.tag for one in svg.iter()} <= {f"{SVG}{name}" for name in allowed}
    assert "<script>alert(1)</script>{{7…" in _texts(svg)


def test_a_long_label_is_cut_and_two_rows_that_look_alike_are_two() -> None:
    rows = [Row(f"{'long ' * 8}{number}", 0.1, None, None, 20) for number in range(2)]
    texts = _texts(_svg(_chart(rows=rows)))

    cut = [text for text in texts if text.endswith("…")]
    assert cut == ["long long long long long long…"[:29] + "…"] * 2


def test_without_the_library_there_is_no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)

    assert drawn(_chart()) is None
