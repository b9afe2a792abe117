"""Sphinx: how these pages are built, with `sphinx-build -W -n docs out/docs`.

Building asks nobody for anything, and the pages load nothing from elsewhere.
"""

import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.ext.napoleon import Config, GoogleDocstring

sys.path.insert(0, str(Path(__file__).parent))

project = "communique"
release = version_of("communique")
copyright = "the authors of communique, Apache License 2.0"  # noqa: A001 - Sphinx's name for it
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "command_help",
    "record_fields",
]
source_suffix = {".md": "markdown"}
nitpick_ignore_regex = [
    # What other projects document; nothing of it is fetched.
    ("py:class", r"(collections\.abc|pathlib|httpx2|ray)\..*"),
    # What stands in signatures and is no public name.
    ("py:class", r"extractor\.([a-z_]+\.)+[A-Z]\w*"),
]

default_role = "code"  # the backticks of docstrings
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
myst_enable_extensions = ["attrs_block", "colon_fence"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "communique"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_search_summary = False  # it would fetch pages, which a browser forbids those of a folder
html_theme_options = {"footer_icons": [], "top_of_page_buttons": []}


def sections(  # noqa: PLR0913, PLR0917 - what Sphinx calls handlers with
    app: Sphinx, what: str, name: str, it: Any, options: Any, lines: list[str]
) -> None:
    """Args, Raises and the like of a docstring become fields; an attribute's has none."""
    if what not in ("attribute", "data", "property"):
        config = Config(napoleon_use_ivar=True)
        lines[:] = GoogleDocstring(lines, config, app, what, name, it, options).lines()


def setup(app: Sphinx) -> None:
    """Have docstrings read as they are written here."""
    app.connect("autodoc-process-docstring", sections)
