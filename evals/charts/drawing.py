"""Drawing: a chart as SVG, by Vega-Lite in vl-convert, which has no dependencies (84 MB).

Against matplotlib 3.11 (100 MB beside numpy): its colours may be CSS variables, so that dark mode
needs no second picture, it writes no ids, and each mark has its label. Altair would only build the
same specification and brings six packages more.
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, fromstring, register_namespace, tostring

from markupsafe import Markup

from evals.charts.chart import Chart

_SVG = "http://www.w3.org/2000/svg"
_VERSION = "6.1"
"""Of Vega-Lite; vl-convert has several inside."""
_TAGS = frozenset(f"{{{_SVG}}}{name}" for name in ("svg", "g", "path", "rect", "line", "text"))
_WORDS = frozenset(("font-size", "font-weight", "text-anchor"))
_PLACES = frozenset("d transform x x1 x2 y y1 y2 width height viewBox".split())
_LOOKS = frozenset("fill stroke stroke-width stroke-dasharray stroke-linecap opacity".split())
_LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
"""A number with more digits than can be seen."""

_WIDTH, _EDGE, _STEP, _AXIS = 272, 4, 32, 18
"""Pixels: the plot, the room on either side, a row with its words above its mark, the axis."""
_ABOVE, _BELOW = -7, 7
"""From the middle of a row to its words and to its mark."""
_LETTERS = 30
"""As many as there is room for beside the value; the table has them all."""


def drawn(chart: Chart) -> Markup | None:
    """The chart as an `svg` element that fetches and runs nothing.

    It is one image to a screen reader, with title and description. The same chart gives the same
    bytes. None where the library is missing, or no row rests on enough.
    """
    try:
        from vl_convert import vegalite_to_svg
    except ImportError:
        return None
    if not chart.drawn:
        return None
    svg = vegalite_to_svg(_specification(chart), vl_version=_VERSION, allowed_base_urls=[])
    root = _kept(fromstring(svg))  # noqa: S314 - the library wrote it
    root.set("class", "chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{chart.name}-title {chart.name}-desc")
    for place, (name, words) in enumerate((("title", chart.title), ("desc", chart.description))):
        told = Element(f"{{{_SVG}}}{name}", id=f"{chart.name}-{name}")
        told.text = words
        root.insert(place, told)
    register_namespace("", _SVG)
    return Markup(tostring(root, encoding="unicode"))  # noqa: S704 - escaped by tostring


def _kept(element: Element) -> Element:
    """A copy with shapes and words alone, numbers to a hundredth of a pixel."""
    found = Element(element.tag)
    found.text = element.text
    for name, value in element.items():
        if name in _PLACES:
            found.set(name, _LONG.sub(lambda number: f"{float(number[0]):.2f}", value))
        elif name in _WORDS | _LOOKS:
            found.set(name, value)
    for one in element:
        if one.tag in _TAGS and one.get("display") != "none":
            found.append(_kept(one))
    return found


def _specification(chart: Chart) -> dict[str, Any]:
    """The chart in Vega-Lite: every place is given, so that no font decides it."""
    first = -chart.reach if chart.form == "differences" else 0.0
    x = {
        "type": "quantitative",
        "scale": {"domain": [first, chart.reach], "nice": False, "clamp": True},
        "axis": _axis(chart),
    }
    sign = "" if chart.form == "points" else "+"
    rows = [
        {
            "place": place,
            "label": _cut(row.label),
            "value": row.value,
            "low": row.value if row.low is None else row.low,
            "high": row.value if row.high is None else row.high,
            "told": f"{row.value:{sign}.3f}".replace("-", "−"),
        }
        for place, row in enumerate(chart.drawn)
    ]
    mark: Mapping[str, Any] = (
        {"type": "bar", "color": "var(--bar)", "height": 9}
        if chart.form == "bars"
        else {"type": "point", "filled": True, "size": 60, "fill": "var(--bar)", "opacity": 1}
    )
    interval = {"type": "rule", "color": "var(--ink)", "strokeWidth": 1.5, "yOffset": _BELOW}
    words = {"type": "text", "dy": _ABOVE, "color": "var(--ink)", "fontSize": 13}
    layers: list[dict[str, Any]] = [
        {
            "mark": {**mark, "yOffset": _BELOW},
            "encoding": {"x": {"field": "value", **x, "stack": None}},
        },
        {"mark": interval, "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}},
        {
            "mark": {**words, "align": "left", "dx": _EDGE},
            "encoding": {"x": {"value": 0}, "text": {"field": "label"}},
        },
        {
            "mark": {**words, "align": "right", "dx": -_EDGE},
            "encoding": {"x": {"value": _WIDTH}, "text": {"field": "told"}},
        },
    ]
    if chart.form != "bars":
        layers[:2] = layers[1::-1]  # a point stands on its interval
    return {
        "data": {"values": rows},
        "width": _WIDTH,
        "height": _STEP * len(rows),
        "padding": {"left": _EDGE, "right": _EDGE, "top": 2, "bottom": _AXIS},
        "autosize": {"type": "none"},
        "background": None,
        "config": {"view": {"stroke": None}},
        "encoding": {"y": {"field": "place", "type": "nominal", "axis": None}},
        "layer": layers,
    }


def _cut(label: str) -> str:
    """As much of a label as there is room for, without what XML has no place for."""
    label = "".join(one if one.isprintable() else " " for one in label)
    return label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"


def _axis(chart: Chart) -> dict[str, Any]:
    """Three places, the middle one nought where values stand on either side of it."""
    first = -chart.reach if chart.form == "differences" else 0.0
    return {
        "domain": False,
        "ticks": False,
        "title": None,
        "labelOverlap": False,
        "values": [first, (first + chart.reach) / 2, chart.reach],
        "format": ".2~f",
        "labelColor": "var(--quiet)",
        "labelFontSize": 11,
        "labelFlush": True,
        "grid": True,
        "gridColor": {
            "condition": {"test": "datum.value === 0", "value": "var(--quiet)"},
            "value": "var(--rule)",
        },
    }
