"""Charts: small pictures of figures, as SVG that stands inside a page.

The library is the extra `charts`; without it there are no pictures, only tables.
"""

from evals.charts.chart import LEAST, Chart, Row
from evals.charts.drawing import drawn

__all__ = ["LEAST", "Chart", "Row", "drawn"]
