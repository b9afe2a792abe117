"""The page of a run: what it says is right, what it quotes is allowed, and nothing in it runs."""

import json
import re
import sys
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from labelled import QUIET, TEXT, anchored, articles, changed, gold, quiet, without
from readings import case

from evals.align import align
from evals.dataset import Case
from evals.measure import measure
from evals.report import build
from evals.runs import Prediction
from evals.view import Run, page
from evals.view.marks import Piece, pieces
from evals.view.sides import Pair, meetings, statements
from schemas import Extraction, Gold

HOSTILE = (
    "</script><script>alert(1)</script> {{7*7}} {% raw %}{#\r\n"
    '<b onclick="steal()">Mayor</b> Brandt & Vask said “</div></details>” '
    "\t\x0b\u202e\u00a0😀 <!--\n"
    "&lt;already escaped&gt; ' \" ` ${7*7} The end.\n"
)


class _Page(HTMLParser):
    """The page as a browser takes it: its elements, its words, and whether all are closed."""

    _VOID = ("meta", "br", "wbr", "input")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        """Of every article shown, without what is only there to be heard or followed."""
        self.words = ""
        self.scripts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = dict(attrs)
        self.elements.append((tag, kept))
        if tag not in self._VOID:
            self.open.append((tag, kept.get("class") or ""))
        if kept.get("class") == "text":
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = [name for _, name in self.open]
        tags = [tag for tag, _ in self.open]
        if "script" in tags:
            self.scripts.append(data)
        elif "style" not in tags:
            self.words += data
        if "text" in names and not {"at", "heard"} & set(names):
            self.texts[-1] += data

    def all(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]


def _record(one: Gold, **more: Any) -> Extraction:
    """A prediction that says just what gold says."""
    plain = json.loads(one.to_json())
    del plain["$schema"], plain["annotation"]
    for record in (*plain.get("meetings", ()), *plain.get("statements", ())):
        record.pop("link", None)
    origin = {
        "model": "m",
        "endpoint": "local",
        "strategy": "whole",
        "prompt_hash": "p",
        "library_version": "0",
        "time": "2026-01-01T00:00:00Z",
    }
    return Extraction.model_validate_json(json.dumps({**plain, "provenance": origin, **more}))


def _html(
    cases: Mapping[Case, Extraction | str], system: str = "m", epochs: tuple[Prediction, ...] = ()
) -> str:
    """The page of a run; a string is the reason why there is no record."""
    predictions = [
        Prediction(case.id, 1, "failed", made, 1.0, None)
        if isinstance(made, str)
        else Prediction(case.id, 1, "done", None, 1.0, made)
        for case, made in cases.items()
    ]
    measured = measure(list(cases), [*predictions, *epochs])
    report = build(system, "p", list(cases), measured)
    records = {one.article: one.record for one in predictions if one.record is not None}
    return page(Run(report, list(cases), measured, records))


def _case(changes: Mapping[str, Any] | None = None) -> Case:
    return Case(TEXT, changed(gold(), changes or {}))


def _hostile() -> Case:
    said = {"id": "s1", "speaker": "a1", "cue": "said", "quote_type": "direct"}
    plain = {
        "article": {"id": "666"},
        "actors": [{"id": "a1", "kind": "person", "name": "Brandt"}],
        "statements": [{**said, "content": ["</div></details>"]}],
    }
    info = {"id": "<i>666", "title": "</title><script>{{7*7}}", "language": '"><b>'}
    one = anchored(plain, HOSTILE)
    return Case(HOSTILE, one.model_copy(update={"article": one.article.model_copy(update=info)}))


TESTED = {"annotation.split": "test", "article.id": "003-unseen", "article.title": "Unseen title"}


def test_the_page_needs_nothing_from_anywhere_and_runs_its_own_script_alone() -> None:
    found = _Page(_html({_case(): _record(gold()), Case(QUIET, quiet()): "ServerError: down"}))

    assert not {"link", "img", "iframe", "form", "object", "image", "use", "foreignObject"} & {
        tag for tag, _ in found.elements
    }
    (script,) = found.scripts
    digest = b64encode(sha256(script.encode()).digest()).decode()
    (policy,) = (attrs for _, attrs in found.elements if attrs.get("http-equiv"))
    assert f"script-src 'sha256-{digest}';" in (policy["content"] or "")
    assert (policy["content"] or "").startswith("default-src 'none';")
    assert not found.all("src")
    assert all(one.startswith("#") for one in found.all("href"))
    assert not [name for _, attrs in found.elements for name in attrs if name.startswith("on")]
    assert "url(" not in _html({_case(): _record(gold())})


def test_every_element_is_closed_and_every_link_leads_somewhere() -> None:
    record = _record(changed(gold(), {"s1.polarity": "denied"}))
    found = _Page(_html({_case(): record, _hostile(): "OutputError: no"}))

    assert found.open == []
    ids = found.all("id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in found.all("href")} <= set(ids)
    assert set(found.all("aria-labelledby")) <= set(ids)


def test_an_article_is_words_and_never_markup_or_template() -> None:
    case = _hostile()
    html = _html({case: "OutputError: </p><script>{{ 7*7 }}</script>"}, system="<u>m</u>{{7*7}}")
    found = _Page(html)

    assert found.texts == [HOSTILE]
    assert "</title><script>{{7*7}}" in found.words
    assert "OutputError: </p><script>{{ 7*7 }}</script>" in found.words
    assert "<u>m</u>{{7*7}}" in found.words
    assert "49" not in found.words
    assert len(found.scripts) == 1
    assert "u" not in {tag for tag, _ in found.elements}
    assert not found.all("onclick")


def test_what_a_model_said_is_words_too() -> None:
    dropped = [{"kind": "actor", "words": "<img src=x onerror=a()>", "reason": "ungrounded"}]
    found = _Page(_html({_case(): _record(gold(), dropped=dropped)}))

    assert "actor, ungrounded: <img src=x onerror=a()>" in found.words
    assert "img" not in [tag for tag, _ in found.elements]


def test_figures_stand_with_their_n_and_interval_and_those_of_each_split() -> None:
    cases = {_case(): _record(gold()), _case(TESTED): _record(gold({"article.id": "003-unseen"}))}
    cells = re.sub(r"\s*<[^>]+>\s*", "|", _html(cases))

    assert re.search(
        r"statements\|+1\.000\|+1\.000\|+1\.000\|+8\|+1\.000\|+4\|+1\.000\|+4\|",
        cells,
    )
    assert "dev F1" in cells
    assert re.search(r"statement\.speaker\|+1\.000", cells)


def test_test_articles_are_counted_and_never_quoted_beside_dev_articles() -> None:
    unseen = _case(TESTED)
    wrong = _record(changed(unseen.gold, {"m2.date": {}, "s2.speaker": "a2"}))
    found = _Page(_html({Case(QUIET, quiet()): _record(quiet()), unseen: wrong}))

    assert found.texts == [QUIET]
    assert "003-unseen" in found.words
    assert "The 1 test article" in found.words
    for words in ("Unseen title", "Nobody loses", "Odile", "2022-03-14", "Vask"):
        assert words not in found.words


def test_why_a_test_article_failed_is_told_by_its_kind_alone() -> None:
    failed = "OutputError: Brandt told"
    words = _Page(_html({Case(QUIET, quiet()): _record(quiet()), _case(TESTED): failed})).words

    assert "OutputError" in words
    assert "Brandt" not in words


def test_hard_cases_are_those_of_the_articles_that_may_be_read() -> None:
    dev = _case({"annotation.phenomena": ["relayed"]})
    cases = {dev: "x", _case({**TESTED, "annotation.phenomena": ["addressee"]}): "x"}
    words = _Page(_html(cases)).words

    assert "statement missed 4, meeting missed 2" in words
    assert "addressee\n" not in words
    assert "4 dev, 4 test" in words


def _many(split: str, tag: str) -> list[Case]:
    return [
        case(number, split=split, phenomena=[tag])
        for number in (range(1, 11) if split == "dev" else range(11, 21))
    ]


def test_figures_by_hard_case_are_those_of_the_articles_that_may_be_read() -> None:
    cases = [*_many("dev", "relayed"), *_many("test", "addressee")]
    words = " ".join(_Page(_html({one: _record(one.gold) for one in cases})).words.split())

    assert "relayed (20)1.000 [1.000, 1.000]" in words
    assert "addressee (" not in words
    assert "under 300 words (40)" in words
    assert "held (20)" in words
    assert "indirect (40)" in words


def test_what_costs_most_stands_first_with_its_interval() -> None:
    cases = _many("dev", "relayed")
    wrong = {"s1.speaker": "a2", "m2.date": {}}
    words = " ".join(
        _Page(_html({one: _record(changed(one.gold, wrong)) for one in cases})).words.split()
    )

    assert (
        "right speaker lose most by wrong speaker: without it F1 would be 1.000, not 0.750" in words
    )
    assert "wrong speaker10 0 0 0 +0.250 [+0.250, +0.250]" in words
    assert "date missing (10)+0.500 [+0.500, +0.500]" in words
    assert "errors of several kinds" not in words


def test_without_what_draws_charts_their_tables_are_open_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    cases = _many("dev", "relayed")
    found = _Page(_html({one: _record(changed(one.gold, {"s1.speaker": "a2"})) for one in cases}))

    assert "svg" not in {tag for tag, _ in found.elements}
    assert "No charts: pip install vl-convert-python brings what draws them." in found.words
    assert ("details", {"open": None}) in found.elements


def test_others_stand_beside_the_headlines() -> None:
    one = _case()
    measured = measure([one], [])
    report = build("m", None, [one], measured)
    right = measure([one], [Prediction(one.id, 1, "done", None, 1.0, _record(gold()))])
    beside = {"annotators": build("x", None, [one], right).figures, "<i>rules": {}}
    words = " ".join(_Page(page(Run(report, [one], measured, {}, beside))).words.split())

    assert "n two annotators<i>rules meetings0.000 2 1.000n/a" in words


def test_a_run_of_test_articles_alone_shows_them_and_warns() -> None:
    found = _Page(_html({_case(TESTED): _record(gold({"article.id": "003-unseen"}))}))

    assert found.texts == [TEXT]
    assert "These are test articles" in found.words


def test_errors_stand_by_kind_with_a_bar_and_examples() -> None:
    record = _record(changed(gold(), {"s1.speaker": "a2", "s2.speaker": "a2", "m2.date": {}}))
    found = _Page(_html({_case(): record}))
    words = " ".join(found.words.split())

    bars = [re.findall(r"[\d.]+%", style) for style in found.all("style")]
    assert bars == [["100.0%"], ["50.0%"]]
    assert "wrong speaker 2 2 examples 001-cranes: town → Teo Vask" in words
    assert "date missing 1 1 example 001-cranes: 2022-03-14 → nothing" in words
    assert "Never seen: meeting missed, " in words


def test_a_run_without_errors_says_so() -> None:
    words = _Page(_html({_case(): _record(gold())})).words

    assert "No errors." in words
    assert "0 errors · meetings: 2 of 2 found, 0 invented · statements: 4 of 4" in words


def test_a_failed_article_has_all_its_records_missed() -> None:
    found = _Page(_html({_case(): "ServerError: the server was down"}))

    assert "Failed: ServerError: the server was down" in found.words
    assert "· no record" in found.words
    assert "in records that were found, and none was" in found.words
    classes = found.all("class")
    assert classes.count("pair missed") == 6
    assert "statement found" not in classes[classes.index("text") :]


def test_counts_of_several_epochs_are_told_from_the_one_that_is_shown() -> None:
    case, again = _case(), Prediction("001-cranes", 2, "failed", "ServerError: down", 1.0, None)
    words = _Page(_html({case: _record(gold())}, epochs=(again,))).words

    assert "The counts are of all epochs; what follows is of one." in words
    assert "Failed: ServerError: down" in words
    assert "· no record" not in words


def _marked(one: Gold, record: Extraction, text: str = TEXT) -> list[Piece]:
    return pieces(text, one, record, align(one, record))


@given(articles())
def test_the_pieces_of_a_text_are_the_text(drawn: tuple[str, Gold]) -> None:
    text, one = drawn
    found = _marked(one, _record(one), text)

    assert "".join(piece.text for piece in found) == text
    assert {piece.statement for piece in found} <= {"found", None}
    assert {begin for piece in found for begin in piece.begins} == {
        (side, identifier)
        for identifier in [*(m.id for m in one.meetings), *(s.id for s in one.statements)]
        for side in ("gold", "prediction")
    }


def test_characters_of_one_side_alone_are_missed_or_invented() -> None:
    shorter, longer = ("Nobody", "Nobody loses a job"), ("That I promise", "That")
    ours = gold({"s3.content": [longer[1]]})
    theirs = _record(gold({"s2.content": [shorter[0]]}))

    found = {piece.text: piece.statement for piece in _marked(ours, theirs) if piece.statement}

    assert found["Nobody"] == "found"
    assert found[" loses a job"] == "missed"
    assert found["That"] == "found"
    assert found[" I promise"] == "invented"


def test_meetings_and_statements_have_marks_of_their_own() -> None:
    sentence = "He will receive shipowners in Rennes on Monday."
    alone = _record(gold(), meetings=[])
    piece = next(one for one in _marked(gold(), alone) if one.text == sentence)

    assert (piece.statement, piece.meeting) == (None, "missed")
    assert piece.begins == (("gold", "m2"),)


def test_what_gold_leaves_open_has_no_mark_on_either_side() -> None:
    one = changed(gold(), {"annotation.unsure": ["s2"]})

    piece = next(one for one in _marked(one, _record(gold())) if "Nobody" in one.text)

    assert (piece.statement, piece.begins) == (None, ())
    assert [pair.state for pair in statements(one, _record(gold()), align(one, gold()))] == [
        "found",
        "unsure",
        "found",
        "found",
    ]


def _verdicts(pair: Pair) -> dict[str, str | None]:
    return {field.name: field.verdict for field in pair.fields}


def test_fields_stand_side_by_side_with_what_is_wrong() -> None:
    changes = {
        "s1.speaker": "a2",
        "s1.medium": "writing",
        "m1.place": None,
        "m1.participants": [{"actor": "a1", "role": "visitor"}, {"actor": "a2"}, {"actor": "a4"}],
    }
    one, record = gold(), _record(changed(gold(), changes))
    pairing = align(one, record)
    said, met = statements(one, record, pairing)[0], meetings(one, record, pairing)[0]

    assert (said.gold, said.other, said.state) == ("s1", "s1", "found")
    fields = {field.name: field for field in said.fields}
    assert (fields["speaker"].gold, fields["speaker"].other) == ("town", "Teo Vask")
    assert {name for name, verdict in _verdicts(said).items() if verdict == "wrong"} == {
        "speaker",
        "medium",
    }
    assert _verdicts(met) | {
        "participants": "partly",
        "participants.role": "partly",
        "place": "wrong",
        "status": "right",
    } == _verdicts(met)
    shown = {field.name: (field.gold, field.other) for field in met.fields}
    assert shown["participants"] == (
        "Odile Brandt (host) · Teo Vask",
        "Odile Brandt (visitor) · Teo Vask · reporters",
    )
    assert shown["date"] == ("2022-03-10 “on Thursday”", "2022-03-10 “on Thursday”")
    assert shown["place"] == ("town hall", "")


def test_what_is_as_good_as_gold_is_right() -> None:
    as_good = [{"field": "m2.date", "values": ["2022-03-21"]}]
    one = changed(gold(), {"annotation.alternatives": as_good})
    record = _record(changed(gold(), {"m2.date.value": "2022-03-21"}))

    assert _verdicts(meetings(one, record, align(one, record))[1])["date"] == "right"


def test_records_of_one_side_alone_stand_in_the_order_of_the_text() -> None:
    one, record = without(without(without(gold(), "s1"), "s2"), "s3"), _record(gold())
    found = statements(one, record, align(one, record))

    assert [(pair.gold, pair.other, pair.state) for pair in found] == [
        (None, "s1", "invented"),
        (None, "s2", "invented"),
        (None, "s3", "invented"),
        ("s4", "s4", "found"),
    ]


@pytest.mark.parametrize("scheme", ["prefers-color-scheme: dark", "@media print", "max-width"])
def test_the_page_has_looks_for(scheme: str) -> None:
    assert scheme in _html({_case(): _record(gold())})
