"""Article: a text with what its source says about it."""

from dataclasses import dataclass
from hashlib import sha256
from typing import TypedDict


class Metadata(TypedDict, total=False):
    """What may be said of an article that is given as text: see `Article`."""

    id: str
    title: str | None
    url: str | None
    published: str | None
    language: str | None


@dataclass(frozen=True)
class Article:
    """One news article as it came; `text` is evidence and never changed."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    """Date of publication from metadata: ISO 8601 or EDTF; None where the source gives none."""
    language: str | None = None
    """BCP 47."""

    @property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8; lone surrogates are passed through."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
