"""Site: the documentation as it is built, and what is in its pages."""

import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from docs_blocks import DOCS

LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping"}
"""Attributes whose address is asked for without a click on a link."""
_URL = re.compile(r"url\(\s*[\"']?([^)\"']*)|@import\s+[\"']([^\"']*)")
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
_ADDRESS = re.compile(r"[\"'`](?:[a-z]+:)?//(?!www\.w3\.org/)\w[^\"'`]*")
"""The W3C's stand for namespaces of SVG, which nobody asks for."""


def built(folder: Path) -> Path:
    """The folder of the pages, built anew in a folder, as `sphinx-build -W -n` builds them.

    Raises:
        AssertionError: there was a warning.
    """
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-E"]
    done = subprocess.run(
        [*command, "-d", f"{folder}/doctrees", str(DOCS), f"{folder}/html"],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return folder / "html"


def loads(sheet: str) -> list[str]:
    """The addresses that a style sheet asks for."""
    return [first or second for first, second in _URL.findall(sheet) if first or second]


def addresses(script: str) -> list[str]:
    """The strings of a script, its comments left out, that are addresses elsewhere."""
    return _ADDRESS.findall(_COMMENT.sub("", script))


@dataclass
class Page(HTMLParser):
    """What a built page links to, loads and is linked by."""

    html: str
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    rows: dict[str, list[list[str]]] = field(default_factory=dict)
    """Of tables, the cells' words, by the object that has the table."""
    _object: str = ""
    _cell: bool = False

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name == "href" and value:
                (self.links if tag == "a" else self.loads).append(value)
            elif name in LOADING and value:
                self.loads.append(value)
            elif name == "style" and value:
                self.loads += re.findall(r"url\(([^)]*)\)", value)
        if tag in ("h1", "h2", "h3"):
            self._object = ""
        elif tag == "dt":
            self._object = dict(attrs).get("id") or self._object
        elif tag == "tr":
            self.rows.setdefault(self._object, []).append([])
        elif tag == "td":
            self.rows[self._object][-1].append("")
        self._cell = tag == "td" or (self._cell and tag != "tr")

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[self._object][-1][-1] += data
