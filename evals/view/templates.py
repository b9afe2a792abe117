"""Templates: how a page is made of values, every one of them escaped, and what may run in it."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.aggregate import Figure
from evals.charts import LEAST, Row
from evals.compare import Difference
from evals.counts import NOTHING, Counts
from evals.measure import Measured
from evals.tables import NOT_COUNTED
from evals.view.pictures import INSTALL

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "filter.js").read_text(encoding="utf-8")
"""Hides and shows; the page's policy lets nothing else run, by its hash."""


def rendered(template: str, **values: object) -> str:
    """A template of this folder with values in it, which are text and never markup."""
    return _TEMPLATES.get_template(template).render(**values)


def _share(value: float | None) -> str:
    return NOT_COUNTED if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return NOT_COUNTED if value is None else f"{value:.0%}"


def _signed(value: float | None) -> str:
    return NOT_COUNTED if value is None else f"{value:+.3f}".replace("-", "−")


def _chance(p: float | None) -> str:
    return "" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"


def _interval(one: Figure | Row | Difference, form: Callable[[float], str] = _share) -> str:
    if one.low is None or one.high is None:
        return ""
    return f"[{form(one.low)}, {form(one.high)}]"


def _signed_interval(one: Row | Difference) -> str:
    return _interval(one, _signed)


def _counts(measured: Measured, measure: str) -> Counts:
    return measured.scores.get(measure, NOTHING)


_FILTERS: Mapping[str, Any] = {
    "share": _share,
    "chance": _chance,
    "percent": _percent,
    "signed": _signed,
    "interval": _interval,
    "signed_interval": _signed_interval,
    "counts": _counts,
}
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(_FILTERS)
_TEMPLATES.globals.update(
    least=LEAST,
    install=INSTALL,
    script=Markup(_SCRIPT),  # noqa: S704 - a file of ours
    script_hash=b64encode(sha256(_SCRIPT.encode()).digest()).decode(),
)
