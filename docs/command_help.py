"""Command help: the directive `{help}`, which holds what a command says when asked for `--help`."""

import io
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from unittest.mock import patch

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from evals.__main__ import main as evals_main
from extractor.__main__ import main as extractor_main

Main = Callable[[Sequence[str] | None], int]
COMMANDS: Mapping[str, Main] = {
    "communique": extractor_main,
    "python -m extractor": extractor_main,
    "python -m evals": evals_main,
}
_COLUMNS = "88"


def help_of(command: str) -> str:
    """What a command prints with `--help`, on a terminal of 88 columns without colours.

    Args:
        command: one of `COMMANDS`, and any verb.

    Raises:
        KeyError: there is no such command.
    """
    name = next((one for one in COMMANDS if f"{command} ".startswith(f"{one} ")), command)
    words = command.removeprefix(name).split()
    printed = io.StringIO()
    terminal = patch.dict(os.environ, {"COLUMNS": _COLUMNS, "NO_COLOR": "1"})
    with terminal, redirect_stdout(printed), suppress(SystemExit):
        COMMANDS[name]([*words, "--help"])
    return printed.getvalue()


class Help(SphinxDirective):
    """A command's help, word for word."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """One literal block."""
        words = help_of(self.arguments[0])
        return [nodes.literal_block(words, words, language="text")]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the directive known."""
    app.add_directive("help", Help)
    return {"parallel_read_safe": True}
