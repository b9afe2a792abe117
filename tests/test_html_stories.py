"""The page of a story: who reports what, where articles differ, and that none of it is ever run."""

import json
import random
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_stories import article as record_of

from extractor.__main__ import main
from extractor.html.reasons import FIELDS
from extractor.html.stories import AnyLinked, stories_page
from extractor.linking.links import link
from extractor.linking.weights import table
from schemas import Extraction, Gold, LinkedLine, Provenance

if TYPE_CHECKING:
    from browser import Window

pytest_plugins = ["browser"]

GOLD = Path(__file__).parents[1] / "gold" / "records"
VOID = frozenset(("meta", "link"))
HOSTILE = "</li></table><script>document.title='owned'</script>{{7*7}}<img src=x onerror=alert(1)>"
ARABIC = "سامي منصور"


class _Page(HTMLParser):
    """The page as a browser takes it: its elements and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self._pieces: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []
        self.words = " ".join("".join(self._pieces).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._pieces.append("" if tag in ("bdi", "span", "a", "b", "strong") else " ")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self._pieces.append(data)

    def all(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]


def _line(**fields: Any) -> AnyLinked:
    return LinkedLine.model_validate_json(json.dumps(fields)).root


def article(name: str, published: str | None = None, title: str | None = None) -> AnyLinked:
    return _line(record="article", id=name, sha256="0" * 64, published=published, title=title)


def actor(name: str, articles: Sequence[str], title: str = "mayor") -> AnyLinked:
    return _line(
        record="actor", id=f"A{name}", kind="person", names=[reported(name, *articles)],
        titles=[reported(title, *articles[:1])],
        sources=[{"article": one, "record": "a1"} for one in articles],
    )  # fmt: skip


def reported(value: str, *articles: str) -> dict[str, Any]:
    return {"value": value, "articles": articles}


def on(day: str | None, *articles: str, phrase: str | None = None) -> dict[str, Any]:
    basis = "explicit" if day else "unresolved"
    return {"value": day, "phrase": phrase, "basis": basis, "articles": articles}


def meeting(name: str, articles: Sequence[str], **more: Any) -> AnyLinked:
    """A meeting of Odile and Teo, all articles telling the same of it unless `more` says other."""
    fields = {
        "participants": [
            {"actor": f"A{who}", "names": [reported(who, *articles)],
             "roles": [reported("participant", *articles)]}
            for who in ("Odile Brandt", "Teo Vask")
        ],
        "dates": [on("2022-03-10", *articles)],
        "statuses": [{"status": "held", "published": None, "article": one} for one in articles],
    }  # fmt: skip
    sources = [{"article": one, "record": "m1"} for one in articles]
    return _line(record="meeting", id=f"M{name}", sources=sources, **{**fields, **more})


def why(one: str, other: str, against: Sequence[str] = ()) -> dict[str, Any]:
    reasons = [
        {"field": "when", "level": "next", "bits": 2.83},
        {"field": "other meetings", "level": "others fit better", "bits": -5.85},
        {"field": "mood", "level": "gloomy", "bits": 0.25},
    ]
    return {
        "one": {"article": one, "record": "m1"}, "other": {"article": other, "record": "m1"},
        "bits": 1.88, "probability": 0.7869, "reasons": reasons, "against": against,
    }  # fmt: skip


def dispute() -> list[AnyLinked]:
    """Three articles on one meeting that differ, and one on another meeting of the same people."""
    all_three = ("north", "south", "west")
    told = meeting(
        "1", all_three,
        participants=[
            {"actor": "AOdile Brandt",
             "names": [reported("Odile Brandt", "north", "west"), reported("O. Brand", "south")],
             "roles": [reported("host", "south"), reported("participant", "north", "west")]},
            {"actor": None, "names": [reported("union leader (FRA)", "south")],
             "roles": [reported("participant", "south")], "possibly": "ATeo Vask"},
            {"actor": "ATeo Vask", "names": [reported("Teo Vask", "north", "west")],
             "roles": [reported("participant", "north", "west")]},
        ],
        dates=[on("2022-03-10", "north", phrase="on Thursday"), on("2022-03-10", "west"),
               on("2022-03-12", "south", phrase="12 March")],
        places=[reported("Rennes", "north", "south")],
        formats=[reported("in_person", *all_three)],
        statuses=[{"status": "scheduled", "published": "2022-03-09", "article": "north"},
                  {"status": "held", "published": "2022-03-13", "article": "south"},
                  {"status": "held", "published": None, "article": "west"}],
        contradictions=[{"field": "date", "values": [reported("2022-03-10", "north", "west"),
                                                     reported("2022-03-12", "south")]}],
        links=[why("north", "south"), why("north", "west")],
    )  # fmt: skip
    remark = _line(
        record="statement", id="S1", speaker="AOdile Brandt", meeting="M1",
        sources=[{"article": one, "record": "s1"} for one in ("north", "south")],
        wordings=[reported("Nobody loses a job", "north"), reported("No job is lost", "south")],
        quote_types=["direct"], links=[why("north", "south")],
    )  # fmt: skip
    doubt = _line(
        record="possible", kind="meeting", one="M1", other="M2",
        link=why("north", "east", ["too little speaks for it"]),
    )  # fmt: skip
    return [
        article("north", "2022-03-09", "Mayor to meet dockers"), article("south", "2022-03-13"),
        article("west"), article("east", "2022-03-20", "Dockers again"),
        told, meeting("2", ["east"]), remark, doubt,
        actor("Odile Brandt", all_three), actor("Teo Vask", ["north", "west"], "union leader"),
    ]  # fmt: skip


def hostile(words: str = HOSTILE) -> list[AnyLinked]:
    """Two articles that say the same words wherever they can."""
    both = (f"one {words}", f"two {words}")
    told = meeting(
        "1", both,
        participants=[{"actor": None, "roles": [reported(words, *both)],
                       "names": [reported(words, both[0]), reported(words + "!", both[1])]}],
        dates=[on(None, both[0], phrase=words), on(words, both[1], phrase=words)],
        places=[reported(words, *both)], formats=[reported(words, *both)],
        topics=[reported(words, *both)], occasions=[reported(words, *both)],
        contradictions=[{"field": "place", "values": [reported(words, both[0]),
                                                      reported(words + "!", both[1])]}],
        links=[why(*both, [words])],
    )  # fmt: skip
    remark = _line(
        record="statement", id="S1", speaker=None, meeting="M1", quote_types=["direct"],
        sources=[{"article": one, "record": "s1"} for one in both],
        wordings=[reported(words, *both)],
    )  # fmt: skip
    doubt = _line(record="possible", kind="statement", one="S1", other="S1",
                  link=why(*both, [words]))  # fmt: skip
    return [article(both[0], words, words), article(both[1], None, words), told, remark, doubt]


def _gold(split: str | None = None) -> list[Gold]:
    records = (Gold.model_validate_json(one.read_text("utf-8")) for one in GOLD.glob("*.json"))
    return [one for one in records if split in (None, one.annotation.split)]


def test_a_newcomer_reads_who_reports_what_and_where_articles_differ() -> None:
    words = _Page(stories_page(dispute())).words

    for one in (
        # the heading leaves out who is possibly somebody named already
        "Thursday 10 March 2022 or Saturday 12 March 2022 Odile Brandt and Teo Vask",
        "Scheduled / Held · Rennes · in 3 of 3 articles · ≠ 1 contradiction",
        "≠ Contradiction, when: Thursday 10 March 2022 (article 1, article 3) against "
        "Saturday 12 March 2022 (article 2). Not all of it can be so.",
        # agreeing values together, with the articles and their own words
        "When ≠ contradicted Thursday 10 March 2022 as “on Thursday” (article 1) "
        "article 1, article 3",
        "≠ contradicted Saturday 12 March 2022 as “12 March” article 2",
        "Where Rennes article 1, article 2 not given article 3",
        "How face to face article 1, article 2, article 3",
        "Odile Brandt mayor also written “O. Brand” (article 2) host (article 2) "
        "article 1, article 2, article 3",
        "union leader (FRA) possibly Teo Vask article 2",
        "published Wednesday 9 March 2022: Scheduled (article 1) "
        "published Sunday 13 March 2022: Held (article 2) "
        "day of publication not known: Held (article 3)",
        "word for word · in 2 articles · at the meeting of Odile Brandt and Teo Vask "
        "“Nobody loses a job” Article article 1 “No job is lost” Article article 2",
    ):
        assert one in words, one


def test_what_is_possibly_the_same_stands_with_its_reasons_and_what_kept_it_apart() -> None:
    words = _Page(stories_page(dispute())).words

    for one in (
        "Possibly the same meeting · 78.7 %",
        "Odile Brandt and Teo Vask; Thursday 10 March 2022 (“Dockers again”)",
        "Left open: too little speaks for it.",
        "For it: day: a day apart (+2.8); mood: gloomy (+0.2)",
        "Day a day apart +2.8, for it",
        "Other meetings in the two articles others fit better −5.8, against it",
    ):
        assert one in words, one


DOUBTS = [
    ("actor", "AOdile Brandt", "AO. Brand", "person or body", "Odile Brandt; mayor (article 1)"),
    ("statement", "S1", "S2", "statement", "“They stay” (article 1)"),
]


@pytest.mark.parametrize(("kind", "one", "other", "sort", "side"), DOUBTS)
def test_people_and_statements_may_be_the_same_too(
    kind: str, one: str, other: str, sort: str, side: str
) -> None:
    statements = [
        _line(record="statement", id=name, speaker=None, meeting=None, quote_types=["indirect"],
              sources=[{"article": where, "record": "s1"}], wordings=[reported(words, where)])
        for name, where, words in (("S1", "a", "They stay"), ("S2", "b", "They remain"))
    ]  # fmt: skip
    doubt = _line(record="possible", kind=kind, one=one, other=other, link=why("a", "b"))
    people = [actor("Odile Brandt", "a"), actor("O. Brand", "b")]

    lines = [article("a"), article("b"), meeting("1", "ab"), *people, *statements, doubt]
    words = _Page(stories_page(lines)).words

    assert f"Possibly the same {sort} · 78.7 %" in words
    assert side in words


def test_every_source_is_listed_with_its_title_and_day() -> None:
    found = _Page(stories_page(dispute()))

    assert [one for one in found.all("id") if one.startswith("article-")] == [
        "article-1", "article-2", "article-3",
    ]  # fmt: skip
    for one in (
        "1Mayor to meet dockers published Wednesday 9 March 2022 · north",
        "2south published Sunday 13 March 2022",
        "3west day of publication not known",
        "Meetings of one article Odile Brandt and Teo Vask Thursday 10 March 2022 "
        "· place not given · Held · “Dockers again”",
    ):
        assert one in found.words


ORDERS = [
    ({"1": "2022-03-12", "2": "2022-03-10"}, ["M2", "M1"]),
    ({"1": "2022-03-12", "2": "2022-03"}, ["M2", "M1"]),
    ({"1": None, "2": "2022-03-10"}, ["M2", "M1"]),
    ({"1": "no date", "2": "2022-03-10"}, ["M2", "M1"]),
    ({"1": "2022-13-40", "2": "2022-03-10"}, ["M2", "M1"]),
    ({"1": "2022-03-10", "2": None}, ["M1", "M2"]),
]


@pytest.mark.parametrize(("days", "order"), ORDERS)
def test_meetings_stand_by_day_and_those_of_no_known_day_last(
    days: dict[str, str | None], order: list[str]
) -> None:
    both = ("one", "two")
    meetings = [meeting(name, both, dates=[on(day, *both, phrase="on Sunday")])
                for name, day in days.items()]  # fmt: skip

    found = _Page(stories_page([article("one"), article("two"), *meetings]))

    assert [one for one in found.all("id") if one.startswith("M")] == order
    assert found.words.count("(so it stands last)") == sum(
        day is None or not day.startswith("2022-03") for day in days.values()
    )
    if None in days.values():
        assert "Day not known: “on Sunday” (so it stands last)" in found.words


def test_a_story_is_what_hangs_together_through_articles() -> None:
    articles = [article(name) for name in "abcdefg"]
    linked = [meeting("1", "ab"), meeting("2", "bc"), meeting("3", "de"), meeting("4", "c"),
              meeting("5", "f")]  # fmt: skip

    found = _Page(stories_page([*articles, *linked]))

    stories = [one for one in found.all("id") if re.fullmatch(r"story-\d", one)]
    assert stories == ["story-1", "story-2"]
    assert "3 articles, 2 meetings that several of them report" in found.words
    order = [one for one in found.all("id") if one[0] == "M"]
    assert order == ["M1", "M2", "M4", "M3", "M5"]
    assert found.words.index("In no story") > found.words.index("Story 2")


def test_articles_without_anything_in_common_say_so() -> None:
    words = _Page(stories_page([article("one"), meeting("1", ["one"])])).words

    assert "No meeting is reported by two articles." in words
    assert "Meetings of one article Odile Brandt and Teo Vask" in words
    assert "0 articles with 0 meetings" in _Page(stories_page([])).words


CONTRADICTIONS = [
    ("place", ["Rennes", "Nantes"], "where: Rennes (article 1) against Nantes (article 2)"),
    ("place", ["FRA", "KOS"], "where: France (article 1) against Kosovo (article 2)"),
    ("format", ["phone", "in_person"], "how: by phone (article 1) against face to face (article 2"),
    ("status", ["denied", "held"], "status: Denied (article 1) against Held (article 2)"),
]


@pytest.mark.parametrize(("field", "values", "words"), CONTRADICTIONS)
def test_contradictions_are_named_by_word_and_sign(
    field: str, values: list[str], words: str
) -> None:
    clash = {"field": field, "values": [reported(values[0], "a"), reported(values[1], "b")]}
    told = meeting("1", "ab", contradictions=[clash], places=[reported("hall", "a", "b")],
                   formats=[reported("phone", "a", "b")])  # fmt: skip

    found = _Page(stories_page([article("a"), article("b"), told]))

    assert f"≠ Contradiction, {words}" in found.words
    assert "≠ contradicted" in found.words


def test_nothing_an_article_says_is_ever_markup() -> None:
    harmless = _Page(stories_page(hostile("harmless")))
    html = stories_page(hostile())
    found = _Page(html)

    assert [tag for tag, _ in found.elements] == [tag for tag, _ in harmless.elements]
    assert not {"script", "img", "iframe"} & {tag for tag, _ in found.elements}
    assert not found.all("src") + found.all("style")
    assert not [name for _, attrs in found.elements for name in attrs if name.startswith("on")]
    assert all(one.startswith(("#", "data:,")) for one in found.all("href"))
    assert "{{7*7}}" in found.words
    (policy,) = (one for one in found.all("content") if "default-src" in one)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in html


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(str.strip))
def test_any_words_stand_in_the_page_and_none_of_them_is_markup(words: str) -> None:
    harmless = [tag for tag, _ in _Page(stories_page(hostile("harmless"))).elements]

    html = stories_page(hostile("x" + words))

    html.encode("utf-8")
    assert [tag for tag, _ in _Page(html).elements] == harmless


def test_the_page_is_the_same_in_whatever_order_the_lines_come() -> None:
    lines = [*link(_gold("dev")).lines(), *dispute()]
    first = stories_page(lines)

    for seed in range(3):
        random.Random(seed).shuffle(lines)
        assert stories_page(lines) == first


def test_every_reference_has_its_target_and_every_value_its_articles() -> None:
    links = link(_gold())
    html = stories_page(links.lines())
    found = _Page(html)

    ids = found.all("id")
    assert len(set(ids)) == len(ids)
    assert {one[1:] for one in found.all("href") if one.startswith("#")} <= set(ids)
    assert set(found.all("aria-labelledby")) <= set(ids)
    shared = {one.id for one in links.meetings() if len(one.sources) > 1}
    assert shared <= set(ids)
    assert len(shared) == html.count('<table class="who">')
    assert '<td class="told"></td>' not in html


def test_every_level_that_linking_knows_has_words() -> None:
    known = {(field, level) for _, field, level, *_ in table()}

    assert [
        (field, level)
        for field, level in sorted(known)
        if field not in FIELDS or (field != "odds" and level not in FIELDS[field][1])
    ] == []


def test_a_page_says_how_much_it_leaves_out() -> None:
    alone = [meeting(f"{at:03}", [f"{at:03}"]) for at in range(302)]
    pairs = [meeting(f"x{at:03}", [f"x{at}", f"y{at}"]) for at in range(201)]
    names = (f"{kind}{at}" for kind in "xy" for at in range(201))
    articles = [article(one) for one in (*names, *(f"{at:03}" for at in range(302)))]
    doubts = [
        _line(record="possible", kind="meeting", one="M000", other=f"M{at:03}",
              link=why("000", f"{at:03}"))
        for at in range(1, 302)
    ]  # fmt: skip

    words = _Page(stories_page([*articles, *alone, *pairs, *doubts])).words

    assert "1 pair more not shown; all are in the file of links." in words
    assert "2 meetings more not shown; all are in the file of links." in words
    assert "1 smaller story not shown; all are in the file of links." in words


def _records(folder: Path) -> Path:
    provenance = Provenance(
        model="m", endpoint="local", strategy="whole", prompt_hash="p", library_version="0",
        time=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    who = ["Odile Brandt, Mayor, FRA", "Teo Vask, Union Leader, FRA"]
    stories = [record_of(name, (who, "2022-03-10", "Rennes")) for name in ("one", "two")]
    lines = (
        Extraction.model_construct(**dict(one), provenance=provenance).model_dump_json() + "\n"
        for one in stories
    )
    path = folder / "records.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("output", ["links.jsonl", "-"])
def test_linking_writes_the_page_beside_the_links(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "pages" / "stories.html"

    code = main(["link", str(_records(tmp_path)), "--output", output, "--html", str(page)])

    assert code == 0
    found = _Page(page.read_text(encoding="utf-8"))
    assert "Odile Brandt and Teo Vask Held · Rennes · in 2 of 2 articles" in found.words
    shown = capsys.readouterr()
    assert "to read in a browser" in shown.err
    lines = shown.out if output == "-" else Path(output).read_text(encoding="utf-8")
    for line in lines.splitlines():
        LinkedLine.model_validate_json(line)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("records.jsonl", "name another file"),
        ("links.jsonl", "name another file"),
        (".", "is a folder"),
    ],
)
def test_a_page_goes_over_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, words: str
) -> None:
    records, output = _records(tmp_path), tmp_path / "links.jsonl"
    before = records.read_bytes()

    code = main(
        ["link", str(records), "--output", str(output), "--html", str(tmp_path / place)]
    )  # fmt: skip

    assert code == 2
    assert words in capsys.readouterr().err
    assert records.read_bytes() == before
    assert not output.exists()


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", "wide"), ("dark", "wide"), ("light", "phone")]
)
def test_nothing_keeps_anybody_from_using_it(window: "Window", scheme: Any, size: Any) -> None:
    both = ("x" * 400, "y" * 400)
    told = meeting("9", both, places=[reported("z" * 400, *both)])
    endless = [article(both[0]), article(both[1]), told]
    tab = window.open(stories_page([*dispute(), *endless]), scheme=scheme, size=size)

    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert window.barriers(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_reasons_open_by_keyboard_and_without_scripts(window: "Window") -> None:
    tab = window.open(stories_page(dispute()), scripts=False)

    summary = tab.locator("summary", has_text="Why these are taken for one meeting")
    reason = tab.locator("details", has=summary).get_by_text("a day apart").first
    assert reason.is_hidden()
    summary.press("Enter")
    reason.wait_for()
    tab.get_by_role("link", name="article 2").first.click()
    assert tab.url.endswith("#article-2")


def test_hostile_words_are_shown_and_not_run_and_arabic_runs_from_right_to_left(
    window: "Window",
) -> None:
    arabic = [article("a", title=ARABIC), article("b"), meeting("7", "ab")]
    tab = window.open(stories_page([*hostile(), *arabic]))

    assert tab.title() == "What several articles report"
    assert tab.get_by_text("{{7*7}}").first.is_visible()
    heading = tab.get_by_role("heading", name=ARABIC)
    assert heading.evaluate("one => getComputedStyle(one).direction") == "rtl"
