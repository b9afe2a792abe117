"""Templates: how pages are made of files and values, and what they may load: nothing else."""

import base64
import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from extractor.html import wording
from extractor.html.evidence import KINDS

_HERE = Path(__file__).parent


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Nothing is fetched, and no style or script is taken but these."""
    return (
        f"default-src 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (sha256(one.encode()).digest() for one in texts)
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)


def _kept(text: str) -> Markup:
    """Text with every character that HTML would change in reading written out.

    NUL and halves of surrogate pairs, which no page can hold, become U+FFFD.
    """
    legal = re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
    return escape(legal).replace("\r", Markup("&#13;"))


def _legal(value: object) -> object:
    """What is printed anywhere, without halves of surrogate pairs, which no file can hold."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", value) if type(value) is str else value


@cache
def asset(name: str) -> str:
    """A file of ours, as text."""
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def templates() -> Environment:
    """Ours, every value escaped."""
    made = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_legal,
    )
    made.filters["kept"] = _kept
    made.filters["plural"] = wording.plural
    made.globals["REASON"] = wording.REASON
    made.globals["KINDS"] = KINDS
    return made
