"""The form: what a small model may answer, and what its answers say."""

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from extractor.candidates.ranking import RULES_ALONE
from extractor.candidates.spots import Spots, find_spots
from extractor.draft import Draft
from extractor.form import cast_of, draft_of, form_for, key_of, marked_text
from extractor.prompts import EMBEDDED
from extractor.reading.article import Article
from extractor.reading.page import Page, read
from extractor.resolve.case import Case
from extractor.resolve.records import resolve

TEXT = (
    "Minister Ada Kern met Emil Strand in Oslo on Friday. She said the dam would hold.\n\n"
    "Strand paid no visit. “It will not,” he said."
)


def page() -> Page:
    return read(Article(id="a", text=TEXT))


def drafted(**answers: Any) -> Draft:
    """The draft of answers given by the number of their spot."""
    found = find_spots(page())
    keys = {key.split()[0]: key for key in _form().model_json_schema()["properties"]}
    return draft_of(page(), found, {keys[name[1:]]: value for name, value in answers.items()})


def _form() -> Any:
    found = find_spots(page())
    return form_for(TEXT, found.spots, tuple(found.labels))


def test_the_model_reads_the_article_with_each_spot_and_its_guess_marked() -> None:
    text = marked_text(page(), page().sentences, find_spots(page()).spots)

    assert text.startswith("Minister Ada Kern #1(Kern, Strand) met Emil Strand in Oslo on Friday. ")
    assert "She #2(Kern) said the dam" in text


def test_each_spot_is_a_key_and_each_answer_one_of_few() -> None:
    schema = _form().model_json_schema()

    assert list(schema["properties"])[:2] == ["1 met", "2 said"]
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
    assert {"+", "-", "?", "Kern", "Strand"} <= set(schema["$defs"]["Speaker"]["enum"])


@pytest.mark.parametrize("answer", ["Nobody Atall", "held", 7, None, ["Kern"]])
def test_an_answer_that_is_none_of_them_is_refused(answer: object) -> None:
    form = _form()
    right = dict.fromkeys(form.model_json_schema()["properties"], "-")
    form.model_validate(right)

    with pytest.raises(ValidationError):
        form.model_validate(right | {"2 said": answer})


def test_a_plus_says_that_the_guess_is_right() -> None:
    (statement,) = drafted(_2="+").statements

    assert statement.speaker == "Kern"
    assert statement.content == ["the dam would hold"]
    assert statement.cue == "said"


def test_a_guess_stands_where_the_model_only_says_that_somebody_speaks() -> None:
    assert [one.speaker for one in drafted(_2="Strand").statements] == ["Kern"]
    assert [one.speaker for one in drafted(_2="?").statements] == ["Kern"]


def test_without_a_guess_the_model_chooses() -> None:
    text = "Ada Kern came. “We have waited for three years.” Emil Strand left."
    found = find_spots(read(Article(id="a", text=text)), ranking=RULES_ALONE)
    page_ = read(Article(id="a", text=text))
    (key,) = form_for(text, found.spots, tuple(found.labels)).model_json_schema()["properties"]

    for answer, speaker in (("Strand", "Strand"), ("?", None), ("+", None)):
        (statement,) = draft_of(page_, found, {key: answer}).statements
        assert statement.speaker == speaker


def test_a_dash_says_that_nothing_is_said() -> None:
    assert drafted(_2="-", _4="-") == Draft()


def test_a_meeting_that_the_words_say_plainly_is_not_answered_away() -> None:
    (meeting,) = drafted(_1="-").meetings

    assert meeting.status == "held"
    assert [one.actor for one in meeting.participants] == ["Kern", "Strand"]


def test_a_status_alone_is_for_those_guessed() -> None:
    (meeting,) = drafted(_1="cancelled").meetings

    assert meeting.status == "cancelled"
    assert [one.actor for one in meeting.participants] == ["Kern", "Strand"]
    assert meeting.sentences == [1]


def test_one_word_may_tell_of_several_meetings() -> None:
    found = drafted(_1=["held", "Kern", "Strand", "scheduled", "Strand", "Strand"]).meetings

    assert [(one.status, len(one.participants)) for one in found] == [("held", 2), ("scheduled", 1)]


@pytest.mark.parametrize("answer", [[], ["Kern", "Strand"], ["held"], "Kern", 3, None, {"a": 1}])
def test_what_makes_no_meeting_is_none(answer: object) -> None:
    assert drafted(_1=answer).meetings == []


def test_what_was_answered_becomes_a_record_that_stands_in_the_text() -> None:
    draft = drafted(_1="held", _2="+", _5="+")
    case = Case(page=page(), draft=draft, fills_gaps=True, cast=cast_of(find_spots(page())))
    actors, (meeting,), statements = resolve(case)

    names = {one.id: one.name for one in actors}
    assert {names[one.actor] for one in meeting.participants} == {"Ada Kern", "Emil Strand"}
    assert meeting.place is not None
    assert meeting.place.name == "Oslo"
    assert [names[one.speaker or ""] for one in statements] == ["Ada Kern", "Emil Strand"]


def test_who_serves_a_state_serves_the_one_the_article_keeps_naming() -> None:
    text = "Latvia voted. Latvia waits. Minister Ada Kern said that Latvia would pay."
    latvia = read(Article(id="a", text=text))
    found = find_spots(latvia)
    draft = draft_of(latvia, found, {"1 said": "+"})
    case = Case(page=latvia, draft=draft, fills_gaps=True, cast=cast_of(found))

    actors, _, _ = resolve(case)

    assert [(one.name, one.country) for one in actors] == [("Ada Kern", "LVA")]


def test_a_page_without_a_spot_is_not_asked_about() -> None:
    rain = read(Article(id="a", text="Rain fell on the valley. The dam stood."))

    assert EMBEDDED.task(rain, rain.sentences) is None


def test_an_answer_cut_off_says_what_came_before() -> None:
    task = EMBEDDED.task(page(), page().sentences)
    assert task is not None
    partial = json.loads('{"1 met": "held", "2 said": "+"}')

    draft = task.draft(partial)

    assert len(draft.meetings) == 1
    assert len(draft.statements) == 1


def test_nobody_meets_alone() -> None:
    (meeting,) = drafted(_1=["held", "Strand", "Strand"]).meetings

    assert [one.actor for one in meeting.participants] == ["Kern", "Strand"]


def doubted(spots: Spots, **likely: float) -> Spots:
    """The spots, everybody as likely as said."""
    return Spots(tuple(replace(one, likely=dict(likely)) for one in spots.spots), spots.labels)


@pytest.mark.parametrize(("likely", "speaker"), [(0.9, "Kern"), (0.2, "Strand")])
def test_another_speaker_is_believed_only_where_the_guess_is_doubtful(
    likely: float, speaker: str
) -> None:
    text = "Minister Ada Kern met Emil Strand. She said the dam would hold."
    about = read(Article(id="a", text=text))
    found = doubted(find_spots(about, ranking=RULES_ALONE), Kern=likely, Strand=1 - likely)
    key = next(key_of(text, one) for one in found.spots if one.said)

    (statement,) = draft_of(about, found, {key: "Strand"}).statements

    assert statement.speaker == speaker
    assert (statement.speaker_words == "She") == (speaker == "Kern")


@pytest.mark.parametrize(
    ("likely", "people"), [(0.5, ["Kern", "Vidal"]), (0.1, ["Kern", "Strand"])]
)
def test_other_people_are_believed_to_have_met_only_where_they_are_likely(
    likely: float, people: list[str]
) -> None:
    text = "Ada Kern met Emil Strand. Ines Vidal waited."
    about = read(Article(id="a", text=text))
    found = doubted(find_spots(about, ranking=RULES_ALONE), Kern=0.9, Strand=0.6, Vidal=likely)
    key = next(key_of(text, one) for one in found.spots if one.guess == ("Kern", "Strand"))

    (meeting,) = draft_of(about, found, {key: ["held", "Kern", "Vidal"]}).meetings

    assert [one.actor for one in meeting.participants] == people


def test_whose_counterpart_somebody_meets_the_words_say() -> None:
    text = "Ada Kern met her Thai counterpart. Ines Vidal waited."
    about = read(Article(id="a", text=text))
    found = doubted(find_spots(about, ranking=RULES_ALONE), Kern=0.9, Vidal=0.6)
    key = next(key_of(text, one) for one in found.spots if one.said is None)

    (meeting,) = draft_of(about, found, {key: ["held", "Kern", "Vidal"]}).meetings

    first, second = (one.actor for one in meeting.participants)
    assert first == "Kern"
    assert second.endswith("counterpart")
