"""Meeting status: what a sentence's own words say became of a meeting."""

import pytest

from extractor.resolve.meeting_status import told_of

TOLD = {
    "Kern met Frisch and refused to discuss a meeting with Horak.": "held",
    "Kern received Frisch in Oslo, a day after he cancelled a visit to Rome.": "held",
    "Kern met Frisch on Monday to discuss whether to hold talks with Horak.": "held",
    "Kern and Frisch met on Monday and agreed to meet again in July.": "held",
    "Kern asked Frisch at their meeting in Oslo to visit Rome.": "held",
    "Kern urged Frisch in a phone call to resume talks with Horak.": "held",
    "Kern discussed the dam with Frisch, adding that he was ready to visit.": "held",
    "Kern and Frisch, who last met in 2019, will meet in Oslo on Friday.": "scheduled",
    "Kern is to be received by Frisch in Oslo on Friday.": "scheduled",
    "Kern's meeting with Frisch is scheduled for Friday.": "scheduled",
    "Kern said he had hoped to meet Frisch.": "proposed",
    "Kern offered to host talks between Frisch and Horak.": "proposed",
    "Kern rejected a request by Frisch for talks.": "refused",
    "A spokesman denied that Kern and Frisch had met.": "denied",
    "Kern was due to meet Frisch on Friday, but the talks were cancelled.": "cancelled",
    "Kern will not meet Frisch, her office said.": None,
    "Kern has not yet met Frisch.": None,
    "Kern couldn’t meet Frisch.": None,
    "Kern failed to meet Frisch.": None,
    "Lawmakers want Kern to meet Frisch.": None,
}


@pytest.mark.parametrize(("sentence", "status"), TOLD.items())
def test_the_words_around_a_meeting_tell_what_became_of_it(
    sentence: str, status: str | None
) -> None:
    told = told_of(sentence, sentence.index("Frisch"))
    assert told.status == status
    assert 0 <= told.start <= told.end <= len(sentence)


@pytest.mark.parametrize("words", ["", "Kern met Frisch. İ", "meeting " * 3000, "if " * 3000])
def test_any_words_tell_something(words: str) -> None:
    told = told_of(words)
    assert 0 <= told.start <= told.end <= len(words)
