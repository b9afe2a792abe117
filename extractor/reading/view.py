"""View: copies of a page for a model's eyes; grounding maps its answers back to the original."""

import re
from collections.abc import Iterable, Sequence

from extractor.reading.page import Page
from extractor.reading.sentences import Sentence
from extractor.reading.unseen import UNSEEN

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SQUARE = re.compile(
    r"\[(?=\s*/?\s*(?:INST|SYS|SYSTEM\w{0,20}|USER|ASSISTANT|AVAILABLE_TOOLS|TOOL_\w{1,20}|[BE]_INST|"
    r"[BE]_SYS|CLS|SEP|PAD|UNK|MASK|BOS|EOS|EOT|IMG\w{0,10}|PREFIX|SUFFIX|MIDDLE|[gs]MASK|THINK|"
    r"control_\d{1,5}|multimodal|@\w{1,20}@)\s*\])",
    re.IGNORECASE,
)
"""The words that tokenizers parse as special when they stand in square brackets."""


def numbered_text(page: Page, sentences: Sequence[Sentence] | None = None) -> str:
    """The sentences, one a line: `[12] ...`; a blank line stands between paragraphs.

    A line break within a sentence becomes a space. `sentences` picks some; None takes all.
    """
    text = page.article.text
    return "\n\n".join(
        "\n".join(
            f"[{one.number}] " + " ".join(defuse(text[one.start : one.end]).split())
            for one in paragraph
        )
        for paragraph in _by_paragraph(page.sentences if sentences is None else sentences)
    )


def defuse(text: str) -> str:
    """A copy that a model may read: no-break spaces are spaces, what nobody sees is gone.

    Every `<` becomes `‹`, since all special tokens in angles begin with one; a `[` becomes `⁅` only
    before the words that models use there, so that editors' brackets stay.
    """
    plain = UNSEEN.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))
    return _SQUARE.sub("⁅", plain.replace("<", "‹"))


def _by_paragraph(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    paragraphs: list[list[Sentence]] = []
    for one in sentences:
        if paragraphs and paragraphs[-1][0].paragraph == one.paragraph:
            paragraphs[-1].append(one)
        else:
            paragraphs.append([one])
    return paragraphs
