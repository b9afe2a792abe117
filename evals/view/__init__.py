"""View: a run, or two of them, as a page of HTML, for people who ask what went wrong, and where.

A page stands alone: nothing is fetched, and the one script in it hides and shows, no more. Articles
of the test split are counted on it and never quoted, as long as dev articles are there to learn
from.
"""

from evals.view.comparison import comparison_page
from evals.view.page import Run, page

__all__ = ["Run", "comparison_page", "page"]
