"""Locating: copied words are found where they stand, or the annotator is told why not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import TEXT, articles

from evals.locate import AmbiguousError, NotFoundError, as_written, one_place, places

SAID = "She said no. Then he said yes, and Ada Kern  said\n“perhaps — or not”."


def _found(words: str, text: str = SAID) -> list[str]:
    """What stands at each place, with a little of what goes before it."""
    return [text[max(start - 3, 0) : end] for start, end in places(words, text)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("said", ["he said", "he said", "n  said"]),
        ("Then he [[said]]", ["he said"]),
        ("[[said]] yes", ["he said"]),
        ("he [[said]]", ["he said"]),
        ("aid", []),
        ("Ada [[Ker]]", []),
        ("[[Kern]] said", ["da Kern"]),
        ("Ada Kern said", ["nd Ada Kern  said"]),
        ('"perhaps - or not"', ["id\n“perhaps — or not”"]),
        ("said 'perhaps", ["n  said\n“perhaps"]),
        (" yes\n", ["id yes"]),
        ("she", []),
        ("Bo", []),
        ("", []),
        (" ", []),
    ],
)
def test_words_are_found_as_whole_words_where_they_stand(words: str, found: list[str]) -> None:
    assert _found(words) == found


def test_words_as_typed_come_before_words_that_differ_in_marks() -> None:
    assert places("a-b", "a–b a-b") == [(4, 7)]
    assert places("a—b", "a–b a-b") == [(0, 3), (4, 7)]


def test_places_that_overlap_are_all_found() -> None:
    assert places("on and on", "on and on and on") == [(0, 9), (7, 16)]
    assert places("no, [[no]]", "no, no, no") == [(4, 6), (8, 10)]


def test_the_surroundings_of_a_mark_are_whole_words_too() -> None:
    assert places("he [[said]]", "she said; he said") == [(13, 17)]
    assert places("[[said]] he", "said hello; said he") == [(12, 16)]


def test_wide_spaces_around_a_mark_make_one_place_of_one() -> None:
    assert places("a [[b]]", "a   b") == [(4, 5)]


@given(articles(), st.data())
def test_every_place_is_whole_words_that_equal_the_words_but_for_spaces_and_marks(
    article: tuple[str, object], data: st.DataObject
) -> None:
    text, _ = article
    cuts = sorted(
        {0, len(text), *(cut for word in re.finditer(r"\S+", text) for cut in word.span())}
    )
    start, end = sorted(
        data.draw(st.lists(st.sampled_from(cuts), min_size=2, max_size=2, unique=True))
    )
    words = text[start:end].replace("“", '"').replace("”", "'").replace("\n\n", " ")

    for first, last in places(words, text):
        assert _plain(text[first:last]) == _plain(words)
        assert first == 0 or not re.match(r"\w\w", text[first - 1 : first + 1])
        assert not re.match(r"\w\w", text[last - 1 : last + 1])
    assert bool(_plain(words)) == bool(places(words, text))


def _plain(words: str) -> str:
    return re.sub("[“”\"']", "'", " ".join(words.split()))


def test_one_place_is_evidence_with_its_offsets() -> None:
    found = one_place("That I promise", TEXT)

    assert TEXT[found.start : found.end] == found.exact == "That I promise"


def test_words_that_stand_nowhere_are_not_found() -> None:
    with pytest.raises(NotFoundError, match="'never' does not stand in the text; copy it"):
        one_place("never", SAID)
    with pytest.raises(NotFoundError, match="'never' does not stand in the text; copy it"):
        as_written("never", SAID)


def test_words_that_stand_in_several_places_are_ambiguous() -> None:
    with pytest.raises(AmbiguousError, match="'said' stands 3 times; put it into double square"):
        one_place("said", SAID)


def test_the_first_scope_that_has_the_words_decides() -> None:
    second = [(13, 30)]

    assert one_place("said", SAID, [second]).start == 21
    assert one_place("said", SAID, [[(0, 4)], second]).start == 21
    with pytest.raises(AmbiguousError, match="stands 2 times"):
        one_place("said", SAID, [[(0, 30)], second])


def test_words_across_two_ranges_of_a_scope_lie_outside_it() -> None:
    with pytest.raises(AmbiguousError, match="stands 2 times"):
        one_place("a b", "a b a b", [[(0, 2), (2, 3)]])


def test_words_are_written_as_the_text_first_writes_them() -> None:
    assert as_written("Ada Kern said", SAID) == "Ada Kern  said"
    assert as_written("[[Kern]] said", SAID) == "Kern"
