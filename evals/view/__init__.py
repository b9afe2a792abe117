"""View: a run as one page of HTML, for people who ask what went wrong, and where.

The page stands alone: no script, nothing fetched. Articles of the test split are counted on it and
never quoted, as long as dev articles are there to learn from.
"""

from evals.view.page import page

__all__ = ["page"]
