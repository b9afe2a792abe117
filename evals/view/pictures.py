"""Pictures: charts with what is drawn of them, for a page."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.charts import LEAST, Chart, Row, drawn
from evals.compare import Difference
from evals.view.costs import COSTED, Cost

INSTALL = "pip install vl-convert-python"
"""What brings the charts; the extra `charts` does, too."""
_SHOWN = 5
"""Kinds of error in a chart of costs."""


@dataclass(frozen=True)
class Picture:
    """A chart and its drawing."""

    chart: Chart
    svg: Markup | None
    """None where the library is missing or nothing rests on enough."""


def pictures(charts: Iterable[Chart]) -> list[Picture]:
    """The charts, drawn."""
    return [Picture(chart, drawn(chart)) for chart in charts]


def cost_charts(costs: Sequence[Cost]) -> list[Chart]:
    """For each headline, the kinds of error that cost it most; all on one scale."""
    kept: dict[str, list[Row]] = {}
    for name in COSTED:
        known = [(gain, one) for one in costs if (gain := one.gains.get(name)) and gain.gain > 0]
        known.sort(key=lambda pair: (-pair[0].gain, pair[1].kind))
        kept[name] = [
            Row(f"{one.kind} ({one.errors})", gain.gain, gain.low, gain.high, one.errors)
            for gain, one in known
            if one.errors >= LEAST
        ][:_SHOWN]
    reach = _reach(row for rows in kept.values() for row in rows)
    return [
        Chart(
            f"cost-{name.replace('.', '-')}",
            COSTED[name],
            "F1 that would be gained if the errors of one kind alone were put right, as a bar with "
            "its 95 % interval as a line; in brackets, how many errors there are.",
            "bars",
            rows,
            reach,
        )
        for name, rows in kept.items()
        if rows
    ]


def difference_chart(
    name: str, title: str, differences: Mapping[str, tuple[str, Difference, int]]
) -> Chart:
    """Differences of two systems.

    Args:
        name: what the chart's ids begin with.
        title: over the chart.
        differences: by measure: its name for readers, the difference, how many gold has.
    """
    rows = [
        Row(f"{label.strip()} ({n})", one.difference, one.low, one.high, n)
        for label, one, n in differences.values()
    ]
    return Chart(
        name,
        title,
        "F1 of the second less F1 of the first, as a point on its 95 % interval; right of the "
        "middle line the second is better. In brackets, how many gold has.",
        "differences",
        rows,
        _reach(row for row in rows if row.shown),
    )


def _reach(rows: Iterable[Row]) -> float:
    """The next twentieth that every value and interval fits below."""
    ends = [abs(end) for row in rows for end in (row.value, row.low, row.high) if end is not None]
    return max(1, math.ceil(max(ends, default=0.0) * 20)) / 20
