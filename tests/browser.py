"""Chromium for tests: pages opened as a double click would open them, and watched.

A test module that uses it says `pytest_plugins = ["browser"]` and imports nothing from here but for
its types. It needs the package `playwright` and a Chromium of the system; without either, its tests
are skipped.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SIZES: "dict[str, ViewportSize]" = {
    "wide": {"width": 1280, "height": 900},
    "phone": {"width": 360, "height": 740},
}
"""Of a window, in CSS pixels."""
_PATIENCE_MS = 10_000


@dataclass
class Window:
    """Opens pages and remembers everything that they complain of or ask for."""

    browser: "Browser"
    folder: Path
    complaints: list[str] = field(default_factory=list)
    """Console warnings and errors, and exceptions that nobody caught."""
    requests: list[str] = field(default_factory=list)
    """Addresses of everything asked for, the pages themselves left out."""
    _contexts: "list[BrowserContext]" = field(default_factory=list)
    _pages: int = 0

    def open(
        self,
        html: str,
        *,
        at: str = "",
        size: Literal["wide", "phone"] = "wide",
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
    ) -> "Page":
        """A page of this HTML, loaded from a file.

        Args:
            html: the whole page.
            at: the address's fragment, with its #.
            size: of the window.
            scheme: what the reader prefers.
            scripts: whether scripts run.
        """
        self._pages += 1
        file = self.folder / f"{self._pages}.html"
        file.write_text(html, encoding="utf-8", newline="")
        context = self.browser.new_context(
            viewport=SIZES[size],
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
            offline=True,
        )
        context.set_default_timeout(_PATIENCE_MS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        address = file.as_uri()
        page.on("request", lambda one: self._note(one.url, address))
        page.goto(address + at)
        return page

    def barriers(self, page: "Page") -> list[str]:
        """What axe-core finds that keeps people from using a page: rule, element and why."""
        axe = pytest.importorskip(
            "axe_playwright_python.sync_playwright", reason="no axe-core without its package"
        )
        found = axe.Axe().run(page).response["violations"]
        return [
            f"{rule['id']} at {node['target']}: {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"]
        ]

    def _hear(self, kind: str, words: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(words)

    def _note(self, asked: str, address: str) -> None:
        if asked.partition("#")[0] != address and not asked.startswith(("data:", "about:")):
            self.requests.append(asked)

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Browser]":
    """A browser for the tests of a module.

    Not of the session: as long as it is there, playwright's event loop counts as running in this
    thread, and tests that call `asyncio.run` would fail.
    """
    driver = pytest.importorskip(
        "playwright.sync_api", reason="no browser tests without the package playwright"
    )
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no browser tests without Chromium: apt-get install chromium")
    with driver.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture
def window(chromium: "Browser", tmp_path: Path) -> Iterator[Window]:
    """Opens pages; after the test nothing may have been complained of, and nothing asked for."""
    opened = Window(chromium, tmp_path)
    yield opened
    opened.close()
    assert opened.complaints == []
    assert opened.requests == []
