"""Decoding: bytes to text, every character kept but the byte order mark."""

import codecs
import re

from extractor.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive (or docx, xlsx, epub)",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"7z\xbc\xaf": "a 7z archive",
    b"{\\rtf": "a rich-text document",
}
_DECLARED = re.compile(rb"(?:charset|encoding)\s?=\s?[\"']?([A-Za-z0-9_-]{2,30})")
_CHAOS = 0.1
"""Share of odd characters above which a guessed encoding is not trusted."""
_SAMPLE = 100_000  # bytes, around the first that is no UTF-8, that the guess looks at


def decode(data: bytes, name: str) -> str | InputError:
    """The text of `data`: UTF-8, UTF-16 or UTF-32 by its mark, else what is likely.

    A byte order mark is no part of the text. Line ends, NUL and white space stay as they are.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, len(mark), encoding, name)
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            return InputError(f"{name} is {what}, not text: convert it", path=name, byte=0)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
    if b"\x00" in data:
        return InputError(
            f"{name} is neither UTF-8 (byte {bad}) nor other text: convert it", path=name, byte=bad
        )
    return (
        _as_declared(data)
        or _guess(data, bad)
        or InputError(
            f"{name} is not UTF-8 (byte {bad}) and its encoding is not clear: save it as UTF-8",
            path=name,
            byte=bad,
        )
    )


def _decode_as(data: bytes, skip: int, encoding: str, name: str) -> str | InputError:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        bad = error.start + skip
        return InputError(
            f"{name} says it is {encoding} but byte {bad} is not: save it as UTF-8",
            path=name,
            byte=bad,
        )


_NO_CHARSETS = frozenset(
    ["undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "punycode", "idna"]
)
"""Codecs of Python that no page is in; UTF-16 without a mark would not let the page be read."""


def _as_declared(data: bytes) -> str | None:
    """The text of an HTML or XML page in the encoding that it states, where that holds."""
    stated = _DECLARED.search(data[:4000]) if data.lstrip().startswith(b"<") else None
    if stated is None:
        return None
    name = stated[1].decode("ascii").lower()
    if name.startswith("utf-16") or name in _NO_CHARSETS:
        return None
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _guess(data: bytes, bad: int) -> str | None:
    """The text in the likeliest encoding, or None where none is likely enough."""
    from charset_normalizer import from_bytes

    start = max(0, bad - _SAMPLE // 2)
    best = from_bytes(data[start : start + _SAMPLE], threshold=_CHAOS).best()
    if best is None or best.encoding == "ascii":
        return None
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
