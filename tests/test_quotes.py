"""Quotes: what stands between quotation marks, and which marks are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.quotes import quoted_ranges


def quoted(text: str) -> list[str]:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    return [text[slice(*one)] for one in quoted_ranges(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We stay,” he said. “All of us.”", ["We stay,", "All of us."]),
        ('"We stay," he said.', ["We stay,"]),
        ("‘We don’t stay,’ he said.", ["We don’t stay,"]),
        ("'We don't stay,' he said.", ["We don't stay,"]),
        ("the two nations' unity and the ministers' talks", []),
        ("the '90s and rock 'n' roll", []),
        ("Iraq’s and Iran’s borders", []),
        ("„Wir bleiben“, he said.", ["Wir bleiben"]),
        ("«Nous restons», he said.", ["Nous restons"]),
        ("«\u00a0Nous restons\u00a0», he said. « Tous. »", ["Nous restons", "Tous."]),
        ("「我们留下」他说", ["我们留下"]),
        ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
        ("‘The ministers’ plan failed,’ he said.", ["The ministers’ plan failed,"]),
        ("“We stay,\n“and we win,” he said.", ["We stay,", "and we win,"]),
        ("(“Yes”)", ["Yes"]),
        ("He said—“yes”—twice.", ["yes"]),
        ('A 6" pipe and a 5\'10" man', []),
        ("“”", []),
        ("", []),
    ],
)
def test_words_between_marks_are_found(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


@given(st.text(st.sampled_from("ab s'‘’“”\"«»„ .,\n")))
def test_ranges_are_in_order_apart_and_inside(text: str) -> None:
    end = 0
    for start, stop in quoted_ranges(text, [(0, len(text))]):
        assert end <= start < stop <= len(text)
        end = stop
