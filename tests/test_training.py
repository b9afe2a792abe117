"""Training data: what people marked is what the model is taught, whatever the names."""

import json
import random
from pathlib import Path

import pytest

from extractor.candidates.ranking import RULES_ALONE
from extractor.candidates.spots import find_spots
from extractor.form import form_for
from extractor.reading.article import Article
from extractor.reading.page import read
from training.data import examples, shortened, varied
from training.examples import Example, example_of
from training.patterns import composed
from training.ranking import Called
from training.script import ARTICLES, Script, ScriptError, joined, parse, sources
from training.swapping import dressed, swapped

SOURCE = """\
title: Grain talks end
country: Kenya, Kenyan, Nairobi
hard: 4
@a person f | Ruth Wanjiru
@b person m | -
@u org | Grain Growers' Union
m1: held | a b
m2: scheduled | a u

NAIROBI — [a|Kenyan minister Ruth Wanjiru] <m1>met</m1> [b|her Ugandan counterpart] on Monday.

[a|She] said <s a>the price would stay</s>. "<s u>We waited</s>," [u|the Grain Growers' Union] said.

[a|The minister] is to <m2>see</m2> [u|the union] on Friday. Talks are cheap, as they say.
"""


def answers(script: Script) -> dict[str, object]:
    found: dict[str, object] = json.loads(example_of(script, RULES_ALONE).completion)
    return found


def test_marks_leave_the_text_and_stay_as_truth() -> None:
    script = parse(SOURCE)

    assert script.text.startswith("NAIROBI — Kenyan minister Ruth Wanjiru met her Ugandan")
    assert [script.text[slice(*span)] for span, _ in script.contents] == [
        "the price would stay",
        "We waited",
    ]
    assert [who for _, who in script.contents] == ["a", "u"]
    assert [(script.text[slice(*span)], ids) for span, ids in script.triggers] == [
        ("met", ("m1",)),
        ("see", ("m2",)),
    ]
    assert script.cast["b"].kind == "unnamed"


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (SOURCE.replace("</s>.", ".", 1), "never closed"),
        (SOURCE.replace("<s a>", ""), "closes nothing"),
        (SOURCE.replace("<s u>", "<s z>"), "not in the cast"),
        (SOURCE.replace("held", "over"), "no such status"),
        (SOURCE.replace("m2: scheduled | a u\n", ""), "only in the header or only in the text"),
        (SOURCE.replace("hard: 4", "hurd: 4"), "not understood"),
        (SOURCE.replace("| Ruth Wanjiru\n", "| Ruth Wanjira\n"), "does not stand in the text"),
    ],
)
def test_a_script_that_makes_no_sense_is_refused(broken: str, fault: str) -> None:
    with pytest.raises(ScriptError, match=fault):
        parse(broken)


def test_every_spot_is_answered_by_the_truth() -> None:
    assert answers(parse(SOURCE)) == {
        "1 met": "held",
        "2 said": "+",
        "3 said": "+",
        "4 see": "scheduled",
        "5 Talks": "-",
        "6 say": "-",
    }


def test_other_names_change_no_answer_but_the_names() -> None:
    script = parse(SOURCE)
    other = parse(swapped(SOURCE, script, random.Random(3)))

    assert "Wanjiru" not in other.text
    assert "Nairobi" not in other.text
    assert [who for _, who in other.mentions] == [who for _, who in script.mentions]
    assert list(answers(other)) == list(answers(script))


def test_quotation_marks_change_no_offset() -> None:
    script = parse(SOURCE)
    for seed in range(20):
        assert len(dressed(script, random.Random(seed)).text) == len(script.text)


def test_a_script_without_its_end_tells_of_no_more_than_what_is_left() -> None:
    long = SOURCE + "\n[a|Wanjiru] left early.\n"
    cut = [parse(shortened(long, random.Random(seed))) for seed in range(12)]

    assert {len(one.meetings) for one in cut} == {1, 2}
    for one in cut:
        assert {id_ for _, ids in one.triggers for id_ in ids} == one.meetings.keys()


def test_articles_joined_keep_their_truth_apart() -> None:
    script = joined([parse(SOURCE), parse(SOURCE)])

    assert [script.text[slice(*span)] for span, _ in script.triggers] == ["met", "see"] * 2
    assert len(script.cast) == 6
    assert list(script.meetings) == ["0.m1", "0.m2", "1.m1", "1.m2"]


def test_every_written_article_can_be_read() -> None:
    scripts = [parse(path.read_text(encoding="utf-8")) for path in ARTICLES.glob("*.txt")]

    assert len(scripts) > 500
    assert {number for one in scripts for number in one.hard} >= {str(n) for n in range(1, 70)}


def test_the_same_seed_gives_the_same_examples() -> None:
    def drawn(seed: int) -> list[Example]:
        return list(examples(12, seed, lambda _scripts, _fold: RULES_ALONE))

    assert drawn(5) == drawn(5)
    assert drawn(5) != drawn(6)


def test_composed_articles_can_be_read_and_asked_about() -> None:
    for seed in range(40):
        draw = random.Random(seed)
        script = parse(composed(draw))
        assert script.contents or script.triggers or script.text
        example_of(varied(composed(draw), draw), RULES_ALONE)


def test_nothing_is_trained_on_that_is_held_out() -> None:
    assert not set(sources(held_out=True)) & set(sources(held_out=False))


def test_an_article_without_a_spot_has_an_empty_form() -> None:
    assert form_for("", (), ())().model_dump() == {}
    assert Path(ARTICLES).is_dir()


def test_the_words_of_a_sentence_are_right_for_those_it_means() -> None:
    script = parse(
        "title: Grain\n"
        "@a person f | Ruth Wanjiru\n"
        "@b person m | Peter Okello\n"
        "m1: held | a b\n"
        "\n"
        "[a|Minister Ruth Wanjiru] <m1>met</m1> [b|her Ugandan counterpart] on Monday.\n\n"
        "[b|Peter Okello] was pleased. [b|Okello] said <s b>the price would stay</s>.\n"
    )
    page = read(Article(id="a", text=script.text))
    found = find_spots(page, weighed=True)
    spot = next(one for one in found.spots if one.said is None)

    ranked, right = Called(script, page, found).at(spot, {"Wanjiru", "Okello"})

    assert right == {"Wanjiru", "her Ugandan counterpart"}
    assert "Okello" not in {label for label, _ in ranked}
