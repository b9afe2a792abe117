"""The reading view: its words, its marks, and that nothing an article says is ever run."""

import base64
import json
import pickle
import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from endpoint import serving
from hypothesis import given
from hypothesis import strategies as st
from pages import arabic, at, cranes, hostile, made, paint, plain
from wire import says

from extractor.__main__ import main
from extractor.corpus import Failure
from extractor.errors import InputError, SetupError
from extractor.html import Unread, page
from extractor.html.cards import cards_of
from extractor.html.days import bounds, said
from extractor.html.evidence import KINDS, marks_of
from extractor.html.facets import script_safe
from extractor.html.file import PageFile
from extractor.html.marks import Mark, lines
from extractor.html.wording import country, meeting_sentence, plural
from schemas import Extraction, Meeting


class _Page(HTMLParser):
    """The page as a browser takes it: its elements, the articles' texts, its other words."""

    _VOID = frozenset(("meta", "link", "input", "br", "img"))

    _BLOCKS = frozenset(("dd", "li", "p", "blockquote", "div", "option"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.held: dict[str, list[str]] = {"script": [], "style": []}
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = dict(attrs)
        self.words += " " if tag in self._BLOCKS else ""
        self.elements.append((tag, kept))
        if tag not in self._VOID:
            self.open.append((tag, kept.get("class") or ""))
        if kept.get("class") == "text" and tag == "div":
            self.texts.append("")
        if tag in self.held:
            self.held[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        around = self.open[-1][0] if self.open else ""
        if around in self.held:
            self.held[around][-1] += data
            return
        self.words += data
        if ("div", "text") in self.open:
            self.texts[-1] += data

    def all(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]


@pytest.mark.parametrize(
    ("value", "words", "days"),
    [
        ("2024-03-03", "Sunday 3 March 2024", ("2024-03-03", "2024-03-03")),
        ("2024-03", "March 2024", ("2024-03-01", "2024-03-31")),
        ("2023-02~", "about February 2023", ("2023-02-01", "2023-02-28")),
        ("2014-22", "summer 2014", ("2014-01-01", "2014-12-31")),
        ("2014?", "2014 (uncertain)", ("2014-01-01", "2014-12-31")),
        ("201X", "the 2010s", ("2010-01-01", "2019-12-31")),
        ("19XX", "1900 to 1999", ("1900-01-01", "1999-12-31")),
        ("2023-09-04/2023-09", "Monday 4 September 2023 to September 2023",
         ("2023-09-04", "2023-09-30")),
        ("../2023", "until 2023", ("0000-01-01", "2023-12-31")),
        ("2023/..", "from 2023 on", ("2023-01-01", "9999-12-31")),
        ("2024-03-05%", "about Tuesday 5 March 2024 (uncertain)", ("2024-03-05", "2024-03-05")),
    ],
)  # fmt: skip
def test_dates_are_said_as_people_say_them(value: str, words: str, days: tuple[str, str]) -> None:
    assert said(value) == words
    assert bounds(value) == days


@pytest.mark.parametrize(
    ("status", "style", "people", "sentence"),
    [
        ("held", "in_person", "A B", "A met B"),
        ("held", "unknown", "A B C D", "A met B, C and D"),
        ("held", "phone", "A B", "A and B spoke by phone"),
        ("held", "video", "A", "A spoke by video"),
        ("held", "unknown", "A", "A met somebody not named"),
        ("scheduled", "unknown", "A B", "A and B are to meet"),
        ("scheduled", "unknown", "A", "A is to meet somebody not named"),
        ("proposed", "unknown", "A B", "A meeting of A and B was proposed"),
        ("postponed", "unknown", "A B", "A meeting of A and B was put off"),
        ("cancelled", "unknown", "A B C", "A meeting of A, B and C was called off"),
        ("refused", "unknown", "A", "A meeting of A was refused"),
        ("denied", "unknown", "A B", "That A and B met is denied"),
        ("denied", "unknown", "A", "That A met anybody is denied"),
    ],
)
def test_a_meeting_is_a_sentence(status: str, style: str, people: str, sentence: str) -> None:
    meeting = cranes()[0].meetings[0].model_copy(update={"status": status, "format": style})

    words = meeting_sentence(Meeting.model_validate(meeting), people.split())

    assert "".join(words) == sentence
    assert words[1::2] == people.split()


@pytest.mark.parametrize(
    ("code", "name"),
    [("IRN", "Iran"), ("EUR", "European Union"), ("FRA", "France"), ("KOR", "South Korea"),
     ("BOL", "Bolivia"), ("KOS", "Kosovo")],
)  # fmt: skip
def test_countries_have_their_everyday_names(code: str, name: str) -> None:
    assert country(code) == name


def test_numbers_agree_with_their_nouns() -> None:
    assert [plural(0, "meeting"), plural(1, "meeting"), plural(2000, "a/many")] == [
        "0 meetings",
        "1 meeting",
        "2,000 many",
    ]


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(st.sampled_from("ab \r\n<&é😀\u2028"), max_size=40))
    spot = st.integers(-1, len(text) + 1)
    kinds = st.sampled_from(list(KINDS))
    marks = st.builds(Mark, spot, spot, kinds, st.sampled_from(["m1", "s1"]), st.booleans())
    return text, draw(st.lists(marks, max_size=6))


@given(_marked())
def test_every_character_stands_once_under_just_the_marks_that_cover_it(
    given_: tuple[str, list[Mark]],
) -> None:
    text, marks = given_
    kept = [one for one in marks if 0 <= one.start < one.end <= len(text)]

    pieces = [piece for line in lines(text, marks) for piece in line.pieces]

    assert "".join(piece.text for piece in pieces) == text
    offset = 0
    for piece in pieces:
        for place in range(offset, offset + len(piece.text)):
            assert set(piece.marks) == {one for one in kept if one.start <= place < one.end}
        offset += len(piece.text)
    opened = [one for piece in pieces for one in piece.opened]
    assert set(opened) == {one.record for one in kept if one.opens}


@pytest.mark.parametrize("shown", [cranes(), paint(), arabic(), hostile()])
def test_the_article_stands_in_the_page_character_by_character(
    shown: tuple[Extraction, str],
) -> None:
    found = _Page(page([shown]))

    assert found.texts == [shown[1]]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80))
def test_any_text_stands_in_the_page_and_none_of_it_is_markup(text: str) -> None:
    without = [tag for tag, _ in _Page(page([plain("")])).elements if tag != "p"]

    found = _Page(page([plain(text, title=text, url=text, language=text)]))

    assert found.texts == [text]
    assert [tag for tag, _ in found.elements if tag != "p"] == without


def test_characters_that_no_page_can_hold_are_replaced() -> None:
    record = plain("x")[0]
    info = record.article.model_copy(update={"title": "half \ud800 a pair"})

    html = page([(record.model_copy(update={"article": info}), "a\0b\udfff")])

    assert _Page(html).texts == ["a\ufffdb\ufffd"]
    html.encode("utf-8")


def test_all_evidence_of_a_record_is_marked() -> None:
    record, text = cranes()

    marked = {text[one.start : one.end] for one in marks_of(record)}

    assert {piece.exact for piece in record.evidence()} - marked == {"12 March 2022"}


def test_the_page_fetches_nothing_and_runs_only_its_own_script() -> None:
    html = page([cranes(), hostile()])
    found = _Page(html)
    policy = next(one for one in found.all("content") if "default-src" in one)

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    data, *_ = (one for one in found.held["script"] if one.startswith("["))
    inline = [*found.held["style"], *(one for one in found.held["script"] if one != data)]
    assert {base64.b64encode(sha256(one.encode()).digest()).decode() for one in inline} == allowed
    assert json.loads(data)[1]["actors"][0][0][1].startswith("</div>")
    assert not {"img", "iframe", "object", "embed", "base"} & {tag for tag, _ in found.elements}
    assert not found.all("src")
    assert not [name for _, attrs in found.elements for name in attrs if name.startswith("on")]
    assert not [one for one in found.all("style") if one]
    assert all(one.startswith(("#", "data:,")) for one in found.all("href"))
    assert "url(" not in html
    assert "{{7*7}}" in found.words


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.org/a?b=c&d=“", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,x", False),
        ("https:/x", False),
        ("https://[", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, followed: bool) -> None:
    found = _Page(page([plain("Text.", url=url)]))

    links = [attrs for tag, attrs in found.elements if tag == "a" and attrs.get("target")]
    assert [one["href"] for one in links] == ([url] if followed else [])
    assert all("noopener" in (one["rel"] or "") for one in links)


@pytest.mark.parametrize("value", ["</script>", "<!--", "a&b", "\u2028\u2029", "é😀"])
def test_json_cannot_end_the_element_it_stands_in(value: str) -> None:
    dumped = script_safe([value])

    assert not set("<>&\u2028\u2029") & set(dumped)
    assert json.loads(dumped) == [value]


def test_articles_are_named_by_their_ids_and_told_apart() -> None:
    ids = ["plain-1", "a b", "a/b", "", "plain-1", "../x", "é"]
    record, text = plain("Text.")
    records = []
    for one in ids:
        about = record.article.model_copy(update={"id": one})
        records.append((record.model_copy(update={"article": about}), text))

    found = _Page(page(records))

    anchors = [
        attrs["id"] or ""
        for tag, attrs in found.elements
        if tag == "section" and attrs.get("class") == "article"
    ]
    assert anchors[0] == "/plain-1"
    assert anchors[4] == "/plain-1-2"
    assert len(set(anchors)) == len(ids)
    assert all(re.fullmatch(r"/[A-Za-z0-9._-]+", one) for one in anchors)
    everything = found.all("id")
    assert len(set(everything)) == len(everything)


def test_every_reference_within_the_page_has_its_target() -> None:
    found = _Page(page([cranes(), arabic(), hostile(), paint()]))

    assert {one[1:] for one in found.all("href") if one.startswith("#")} <= set(found.all("id"))
    assert set(found.all("aria-labelledby")) <= set(found.all("id"))
    assert set(found.all("for")) <= set(found.all("id"))


def test_a_newcomer_reads_who_met_whom_when_and_where_and_who_said_what() -> None:
    words = " ".join(_Page(page([cranes()])).words.split())

    for one in (
        "Odile Brandt met Teo Vask",
        "Thursday 10 March 2022 2022-03-10 “on Thursday”, counted from the day of publication",
        "town hall",
        "Teo Vask and shipowners are to meet",
        "Rennes, France",
        "Agreed The old ones will stay until May",
        "“Nobody loses a job”",
        "word for word · to the press · “told” · to reporters",
        "paraphrased · a denial · “denied”",
    ):
        assert one in words


def test_what_was_refused_stands_with_its_reason() -> None:
    words = _Page(page([hostile()])).words

    assert "<script>1</script>" in words
    assert "not found in the article" in words


def test_the_unread_are_named() -> None:
    words = _Page(page([cranes()], unread=[Unread("b<b>", "the model declined")])).words

    assert "b<b>: the model declined" in words


def test_voices_keep_the_order_of_the_text_and_every_statement_once() -> None:
    record = cranes()[0]

    cards = cards_of(record)

    assert [one.speaker.name for one in cards.voices if one.speaker] == [
        "town",
        "Odile Brandt",
        "Teo Vask",
    ]
    assert sorted(one.id for voice in cards.voices for one in voice.statements) == [
        one.id for one in record.statements
    ]


def test_an_unnamed_actor_has_the_article_s_words() -> None:
    text = "She met her counterpart."
    actor = {"id": "a1", "kind": "unnamed", "mentions": [at(text, "her counterpart")]}
    meeting = {"id": "m1", "participants": [{"actor": "a1"}], "evidence": [at(text, text)]}

    words = " ".join(
        _Page(page([made(text, "x", actors=[actor], meetings=[meeting])])).words.split()
    )

    assert "“her counterpart” met somebody not named" in words


def test_a_record_makes_its_page_from_the_text_it_is_given() -> None:
    record, text = cranes()

    assert _Page(record.to_html(text)).texts == [text]
    assert record.with_text(text).to_html() == record.to_html(text)


def test_a_record_without_its_text_says_what_to_give() -> None:
    with pytest.raises(ValueError, match=r"give it, as in record\.to_html\(text\)"):
        cranes()[0].to_html()


def test_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="is not"):
        cranes()[0].to_html("Another text.")


def test_the_text_at_hand_is_no_part_of_the_record() -> None:
    record, text = cranes()
    held = record.with_text(text)

    assert held == record
    assert hash(held) == hash(record)
    assert held != record.model_copy(update={"meetings": ()})
    assert held != "a string"
    assert pickle.loads(pickle.dumps(held)) == record
    assert held.model_dump_json() == record.model_dump_json()
    with pytest.raises(ValueError, match="to_html"):
        Extraction.model_validate_json(held.model_dump_json()).to_html()


def test_a_notebook_shows_a_frame_and_without_a_text_the_quotations() -> None:
    record, text = cranes()

    for shown, texts in ((record.with_text(text), [text]), (record, [])):
        frame = _Page(shown._repr_html_())
        ((tag, attrs),) = frame.elements
        assert tag == "iframe"
        assert "allow-same-origin" not in (attrs["sandbox"] or "")
        inner = _Page(attrs["srcdoc"] or "")
        assert inner.texts == texts
        assert "Nobody loses a job" in inner.words


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Text.")
    return tmp_path


def test_a_file_holds_the_records_by_id_and_names_those_that_failed(folder: Path) -> None:
    target = PageFile(Path("new/page.html"), ["in"])
    for identifier in ("b", "a"):
        record, text = cranes(identifier)
        target.add(record.with_text(text))
    target.add(Failure("c", InputError("no text in it")))

    assert target.write()

    found = _Page((folder / "new" / "page.html").read_text("utf-8"))
    assert len(found.texts) == 2
    assert [one for one in found.all("id") if one in ("/a", "/b")] == ["/a", "/b"]
    assert "c: no text in it" in found.words


def test_a_page_without_records_leaves_an_earlier_one_alone(folder: Path) -> None:
    (folder / "page.html").write_text("earlier")

    assert not PageFile(Path("page.html")).write()
    assert (folder / "page.html").read_text() == "earlier"


@pytest.mark.parametrize("path", ["in", "in/page.html", "in/a.txt", "out/x.jsonl"])
def test_a_page_goes_over_nothing_that_is_read_or_written_besides(folder: Path, path: str) -> None:
    with pytest.raises(SetupError, match="--html"):
        PageFile(Path(path), ["in", "in/a.txt", "out/x.jsonl"])


def test_the_command_line_writes_a_page_of_what_it_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "b.txt").write_text("Mayor Ann Reed met Governor Luis Prado in Calder.\n")
    people = [{"actor": "Ann Reed"}, {"actor": "Luis Prado"}]
    answer: dict[str, Any] = {"actors": [], "statements": []}
    answer["meetings"] = [{"participants": people, "sentences": [1], "place": "Calder"}]

    with serving(lambda _: says(json.dumps(answer))) as address:
        arguments = ["in/b.txt", "--html", "new/page.html", "--model", "endpoint/m", "--quiet"]
        assert main([*arguments, "--base-url", address]) == 0

    found = _Page((folder / "new" / "page.html").read_text("utf-8"))
    assert found.texts == ["Mayor Ann Reed met Governor Luis Prado in Calder.\n"]
    assert "Ann Reed met Luis Prado" in found.words
    assert "to read in a browser: new/page.html" in capsys.readouterr().err


def test_the_command_line_refuses_a_page_among_its_inputs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["in", "--html", "in/page.html", "--model", "endpoint/m"]

    assert main([*arguments, "--base-url", "http://127.0.0.1:9/v1"]) == 2
    assert "name another file" in capsys.readouterr().err


def _statement_notes(**changes: Any) -> tuple[str, ...]:
    record = cranes()[0]
    changed = record.statements[0].model_copy(update=changes)
    return (
        cards_of(record.model_copy(update={"statements": (changed,)})).voices[0].statements[0].notes
    )


@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        ({"quote_type": "reported"}, ("summed up",)),
        ({"polarity": "declined_comment"}, ("paraphrased", "declined to comment")),
        ({"medium": "writing"}, ("paraphrased", "in writing")),
        (
            {"medium": "writing", "occasion": "written_statement"},
            ("paraphrased", "in a written statement"),
        ),
        ({"occasion": "meeting", "meeting": "m1"}, ("paraphrased",)),
    ],
)
def test_a_statement_says_how_it_was_made(changes: Any, notes: tuple[str, ...]) -> None:
    assert _statement_notes(**changes) == notes
