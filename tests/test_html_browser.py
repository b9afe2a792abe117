"""The reading view in a real browser: followed by mouse, by keyboard, by link, and by a reader."""

from typing import TYPE_CHECKING, Any

import pytest
from pages import Shown, arabic, cranes, hostile, paint, plain

from extractor.html import frame, page

if TYPE_CHECKING:
    from browser import Window
    from playwright.sync_api import Page

pytest_plugins = ["browser"]

FEW = (cranes("cranes"), arabic(), hostile(), paint())


def _front(window: "Window", records: tuple[Shown, ...] = FEW, **how: Any) -> "Page":
    return window.open(page(records), **how)


def _lit(tab: "Page") -> dict[str, str]:
    """The label and the words of everything that is lit and labelled."""
    lit: dict[str, str] = tab.locator(".article.open [data-tag]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.dataset.tag, one.textContent]))"
    )
    return lit


def _shown(tab: "Page") -> list[str]:
    """Titles of the articles listed."""
    titles: list[str] = tab.locator(".entry h3").evaluate_all(
        "all => all.filter(one => one.offsetParent).map(one => one.innerText)"
    )
    return titles


def _fits(element: "Page") -> bool:
    """Whether nothing has to be scrolled sideways."""
    answer: bool = element.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return answer


def test_a_meeting_followed_by_mouse_lights_its_words_and_its_people(window: "Window") -> None:
    tab = _front(window)
    tab.get_by_role("link", name="Mayor and dockers settle crane dispute").click()
    assert tab.url.endswith("#/cranes")
    assert tab.title().startswith("Mayor and dockers")

    tab.get_by_role("link", name="Odile Brandt met Teo Vask").click()

    lit = _lit(tab)
    assert lit["meeting"].startswith("Mayor ")
    assert (lit["date"], lit["topic"]) == ("on Thursday", "cranes")
    assert lit["place"].startswith("at the town hall")
    assert lit["outcome"] == "The old ones will stay until May"
    named = set(tab.locator(".article.open .lit .actor").all_inner_texts())
    assert {"Brandt", "Vask"} <= named
    assert "shipowners" not in named
    assert tab.locator("#bar").inner_text().startswith("Meeting 1: Odile Brandt")
    assert tab.url.endswith("#/cranes/m1")


def test_words_in_the_text_choose_their_record_and_then_the_next_that_has_them(
    window: "Window",
) -> None:
    tab = _front(window, at="#/cranes")

    tab.locator(".article.open .text .cue", has_text="told").click()
    assert tab.locator(".card.chosen").get_attribute("data-id") == "s2"
    assert _lit(tab) == {"who": "Brandt", "says": "told", "words": "Nobody loses a job"}

    words = tab.locator(".article.open .text .outcome", has_text="The old ones")
    words.click()
    first = tab.locator(".card.chosen").get_attribute("data-id")
    words.click()
    assert {first, tab.locator(".card.chosen").get_attribute("data-id")} == {"m1", "s1"}

    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    assert tab.locator(".lit, .chosen").count() == 0
    assert tab.url.endswith("#/cranes")


def test_a_statement_followed_by_keyboard_leads_into_the_text_and_back(window: "Window") -> None:
    tab = _front(window, at="#/cranes")
    quote = tab.locator(".article.open .card[data-id=s3] .go")
    quote.focus()

    tab.keyboard.press("Enter")
    focused = tab.evaluate_handle("document.activeElement").as_element()
    assert focused is not None
    assert focused.get_attribute("aria-label") == "Statement 3, back to its record"
    assert _lit(tab) == {"words": "That I promise", "who": "she", "says": "added"}
    assert "Statement 3 chosen, 3 places" in tab.locator("#count").inner_text()

    assert tab.locator("#peek").inner_text().startswith("Statement 3, what is said: Odile Brandt")

    tab.keyboard.press("Enter")
    assert quote.evaluate("one => one === document.activeElement")
    assert quote.get_attribute("aria-current") == "true"


def test_everything_can_be_reached_by_tab_and_shows_where_it_is(window: "Window") -> None:
    tab = _front(window)
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").inner_text() == "Skip to the records"
    tab.keyboard.press("Enter")
    assert tab.locator(":focus").get_attribute("id") == "main"

    seen: set[str] = set()
    for _ in range(12):
        tab.keyboard.press("Tab")
        held = tab.locator(":focus")
        seen.add(held.inner_text())
        assert held.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert any("Odile Brandt met Teo Vask" in one for one in seen)


def test_the_pointer_shows_what_words_are_there_for(window: "Window") -> None:
    tab = _front(window, at="#/cranes")

    tab.locator(".article.open .text .cue", has_text="denied").hover()

    peek = tab.locator("#peek")
    peek.wait_for(state="visible")
    assert peek.inner_text().startswith("Statement 4, word of speech: Teo Vask: a strike had")
    assert tab.locator(".card.near").get_attribute("data-id") == "s4"
    tab.keyboard.press("Escape")
    assert peek.is_hidden()


def test_a_kept_link_opens_the_article_and_the_record(window: "Window") -> None:
    tab = _front(window, at="#/cranes/s4")

    assert tab.locator(".article.open").get_attribute("id") == "/cranes"
    assert tab.locator(".card.chosen").get_attribute("data-id") == "s4"
    assert tab.locator(".card.chosen").evaluate(
        "one => one.getBoundingClientRect().bottom <= innerHeight"
    )
    tab.locator(".article.open .ways a").first.click()
    assert tab.locator(".article.open").count() == 0
    tab.go_back()
    assert tab.locator(".article.open").get_attribute("id") == "/cranes"


def test_links_that_lead_nowhere_do_no_harm(window: "Window") -> None:
    tab = _front(window, at="#%E0%A4%A")

    for at in ("#", "#nowhere", "#/gone", "#/", "#/cranes/m99"):
        assert tab.locator(".article.open").count() == 0
        tab.evaluate("at => { location.hash = at }", at)
    tab.locator(".article.open").wait_for()
    assert tab.locator(".chosen").count() == 0


FILTERS = [
    ("#q", "shipowners OSTBY", 1),
    ("#q", "cranes", 2),
    ("#q", "zebra", 0),
    ("#f-actor", "vask", 2),
    ("#f-country", "OMN", 1),
    ("#f-status", "scheduled", 1),
    ("#f-quote", "direct", 3),
    ("#f-from", "2022-03-11", 1),
    ("#f-from", "2022-03-15", 0),
    ("#f-to", "2022-03-10", 1),
]


def test_filters_keep_the_articles_that_fit_and_say_how_many(window: "Window") -> None:
    tab = _front(window)
    assert len(_shown(tab)) == len(FEW)

    for field, value, count in FILTERS:
        control = tab.locator(field)
        if control.evaluate("one => one.localName") == "select":
            control.select_option(value)
        else:
            control.fill(value)

        assert len(_shown(tab)) == count, (field, value)
        assert tab.locator("#count").inner_text().startswith(f"Showing {count} of 4 articles")
        tab.locator(".more button, #nothing button").locator("visible=true").last.click()
        tab.locator("#count", has_text="Showing all 4 articles").wait_for()
        assert len(_shown(tab)) == len(FEW)


def test_only_the_meetings_that_fit_are_listed(window: "Window") -> None:
    tab = _front(window)

    tab.locator("#f-status").select_option("scheduled")

    lines = tab.locator(".met [data-of]").locator("visible=true")
    assert lines.count() == 1
    assert "are to meet" in lines.inner_text()
    assert tab.locator("#count").inner_text().endswith(", with 1 matching meeting")


def test_a_search_for_words_counts_articles_and_nothing_else(window: "Window") -> None:
    tab = _front(window)

    tab.locator("#q").fill("cranes")

    tab.locator("#count", has_text="Showing 2 of 4 articles").wait_for()
    assert "matching" not in tab.locator("#count").inner_text()


def test_a_person_s_own_statements_are_what_is_left_of_an_article(window: "Window") -> None:
    tab = _front(window)
    voices = tab.locator(".said [data-of]").locator("visible=true")
    before = voices.count()

    tab.locator("#f-actor").fill("vask")

    tab.locator("#count", has_text="Showing 2 of 4 articles").wait_for()
    assert 0 < voices.count() < before
    assert all("vask" in one.lower() for one in voices.all_inner_texts())


def test_next_leads_to_the_next_article_that_fits(window: "Window") -> None:
    tab = _front(window)
    tab.locator("#q").fill("cranes")
    tab.locator(".entry h3 a").first.click()

    tab.get_by_role("link", name="Next").click()

    assert tab.locator(".article.open h2").inner_text() == "Cranes repainted"
    assert tab.get_by_role("link", name="Next").count() == 0
    assert tab.locator(":focus").inner_text() == "Cranes repainted"


def test_a_long_list_is_drawn_as_it_is_read_and_all_of_it_is_counted(window: "Window") -> None:
    many = tuple(cranes(f"article-{number}") for number in range(70))
    tab = _front(window, many)

    assert tab.locator("#count").inner_text() == "Showing all 70 articles"
    assert len(_shown(tab)) == 30
    tab.locator(".entry.here").last.scroll_into_view_if_needed()
    tab.locator(".entry.here >> nth=30").wait_for()


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", "wide"), ("dark", "wide"), ("light", "phone")]
)
def test_nothing_keeps_anybody_from_using_it(window: "Window", scheme: Any, size: Any) -> None:
    tab = _front(window, scheme=scheme, size=size)

    for at in ("#index", "#/cranes", "#/cranes/m1"):
        tab.evaluate("at => { location.hash = at }", at)
        tab.locator(".article.open" if "cranes" in at else ".entry.here").first.wait_for()
        assert window.barriers(tab) == []
        assert _fits(tab)


def test_words_without_an_end_are_broken(window: "Window") -> None:
    endless = plain("y" * 3000, "z" * 500, title="x" * 500)
    tab = _front(window, (endless, cranes()), size="phone")

    assert _fits(tab)
    tab.locator(".entry h3 a").first.click()
    assert _fits(tab)


def test_a_script_from_right_to_left_is_set_from_right_to_left(window: "Window") -> None:
    tab = _front(window, at="#/arabic/s1")

    text = tab.locator(".article.open .text")
    assert text.get_attribute("lang") == "ar"
    assert text.locator("p").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    quote = tab.locator(".article.open .card[data-id=s1] blockquote")
    assert quote.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert _lit(tab) == {"words": "نرحب بكم"}
    paper, mark = (
        tab.locator(f".article.open {one}").bounding_box() for one in (".paper", ".tag.m")
    )
    assert paper is not None
    assert mark is not None
    assert mark["x"] > paper["x"] + paper["width"] / 2


def test_what_an_article_says_is_never_run(window: "Window") -> None:
    record, text = hostile()
    tab = _front(window, ((record, text),))

    assert tab.locator(".article.open .text").text_content() == text
    assert "owned" not in tab.title().replace("document.title = 'owned'", "")
    assert tab.locator("img, .article.open .text script, .article.open b[onclick]").count() == 0
    tab.locator(".article.open .text .cue").hover()
    tab.locator("#peek").wait_for(state="visible")
    assert "</div></details><img" in tab.locator("#peek").inner_text()
    assert tab.locator("#peek img").count() == 0
    assert tab.locator("a[href^=javascript]").count() == 0


def test_without_scripts_everything_is_there_and_links_lead_to_the_words(window: "Window") -> None:
    tab = _front(window, scripts=False)

    assert tab.locator(".article").locator("visible=true").count() == len(FEW)
    assert tab.locator("noscript").is_visible()
    assert tab.locator("#filters").is_hidden()
    tab.locator('[id="/cranes/m1"] .go').click()
    assert tab.url.endswith("#/cranes/m1/text")


def test_printing_leaves_the_controls_out(window: "Window") -> None:
    tab = _front(window, at="#/cranes/m1")
    tab.emulate_media(media="print")

    for one in ("#filters", "#bar", "#key", ".ways", ".skip", "#count"):
        assert tab.locator(one).locator("visible=true").count() == 0
    assert tab.locator(".article.open .card").first.is_visible()
    assert tab.locator(".article.open .text").is_visible()


def test_one_article_is_shown_at_once(window: "Window") -> None:
    tab = _front(window, (cranes(),))

    assert tab.locator(".article.open").is_visible()
    assert tab.locator("#filters, #index, .ways").count() == 0
    tab.get_by_role("link", name="Odile Brandt met Teo Vask").click()
    assert "meeting" in _lit(tab)


def test_in_a_notebook_the_page_works_in_its_frame(window: "Window") -> None:
    record, text = cranes()
    outer = f"<!doctype html><html lang='en'><title>n</title>{frame(page([(record, text)]))}</html>"
    tab = window.open(outer)
    inside = tab.frame_locator("iframe")

    inside.get_by_role("link", name="Odile Brandt met Teo Vask").click()

    assert inside.locator(".card.chosen").get_attribute("data-id") == "m1"
    assert inside.locator("[data-tag=topic]").inner_text() == "cranes"
