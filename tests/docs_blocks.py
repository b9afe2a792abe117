"""Blocks: the code of the documentation's pages, and a folder in which one page's is run in order.

A fence of `sh` or `python` is run; a fence of `output` states what the one before it printed, on
both streams, with `...` for anything. An address on loopback is that of the scripted server.
"""

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
CHECKOUT = ("seeds", "gold", "evals")
"""What a page finds of the checkout in its folder."""
RUN = ("sh", "python")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:[0-9]+/v1")
_PATIENCE_S = 240
_STATE = ".state"


@dataclass(frozen=True)
class Block:
    """One fence that is run."""

    page: str
    line: int
    language: str
    code: str
    output: str | None
    """What the page says it prints; None where it does not say."""

    @property
    def installs(self) -> bool:
        """Whether it does nothing but install packages."""
        lines = [one for one in self.code.splitlines() if not one.startswith("#")]
        return self.language == "sh" and all(one.startswith("pip install") for one in lines)


def fences(page: Path) -> list[tuple[str, int, str]]:
    """Language, line and content of every fence of a page, in order."""
    tokens = MarkdownIt().parse(page.read_text(encoding="utf-8"))
    return [
        (one.info.strip(), one.map[0] + 1, one.content)
        for one in tokens
        if one.type == "fence" and one.map
    ]


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page that are run, in order."""
    for (language, line, code), (following, _, output) in pairwise([*fences(page), ("", 0, "")]):
        if language in RUN:
            stated = output if following == "output" else None
            yield Block(page.name, line, language, code, stated)


class Session:
    """A folder where the blocks of one page are run, each going on where the last one ended.

    Args:
        folder: empty; it gets the parts of the checkout that pages speak of.
        address: of the server that answers for every model that is not embedded.
    """

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address
        self._names: dict[str, Any] = {"__name__": "__main__"}
        for name in CHECKOUT:
            (folder / name).symlink_to(ROOT / name)
        self._environ = {
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "OPENAI_BASE_URL": address,
        }

    def run(self, block: Block) -> str:
        """What a block prints.

        Raises:
            AssertionError: a command of it failed.
            Exception: whatever Python code raised.
        """
        code = _ADDRESS.sub(self._address, block.code)
        return self._shell(code, block) if block.language == "sh" else self._python(code, block)

    def _shell(self, code: str, block: Block) -> str:
        state = self._folder / _STATE
        state.touch()
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f". {state}\n{code}\nexport -p > {state}"],
            cwd=self._folder,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PATIENCE_S,
            check=False,
            encoding="utf-8",
        )
        where = f"{block.page}:{block.line}"
        assert done.returncode == 0, f"{where} ends with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def _python(self, code: str, block: Block) -> str:
        printed = StringIO()
        program = compile("\n" * block.line + code, str(DOCS / block.page), "exec")
        with (
            patch.dict(os.environ, self._exported(), clear=True),
            chdir(self._folder),
            redirect_stdout(printed),
        ):
            exec(program, self._names)
        return printed.getvalue()

    def _exported(self) -> Mapping[str, str]:
        """The environment that the page's shell blocks have made."""
        state = self._folder / _STATE
        if not state.exists():
            return self._environ
        told = subprocess.run(
            ["bash", "-c", f". {state}\nenv -0"],
            env=self._environ,
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        return dict(one.split("=", 1) for one in told.split("\0") if one)

    def shown(self, printed: str) -> str:
        """Output as a page shows it: no blanks at line ends, the address as pages write it."""
        lines = (line.rstrip() for line in printed.replace("\xa0", " ").strip().splitlines())
        return "\n".join(lines).replace(self._address, "http://127.0.0.1:8000/v1") + "\n"


def fits(stated: str, shown: str) -> bool:
    """Whether an output is the stated one, `...` standing for anything."""
    wanted = "\n".join(line.rstrip() for line in stated.strip().splitlines()) + "\n"
    return doctest.OutputChecker().check_output(wanted, shown, doctest.ELLIPSIS)
