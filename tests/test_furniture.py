"""Blocks: the article is kept, the page around it is told apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.boilerplate import label
from extractor.reading.furniture import find_blocks

SEEDS = Path(__file__).parent.parent / "seeds"
BODY = "The envoy met the minister on Monday.\n\nThey spoke about the border for two hours."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_blocks(text)]


def of(text: str, kind: str) -> list[str]:
    return [words for one, words in kinds(text) if one == kind]


@pytest.mark.parametrize(
    "line",
    [
        "Please enter your comment!",
        "Please enter your name here",
        "You'r Comment",
        "Your Comments *",
        "Name Email",
        "Name * Email * Website",
        "Captcha Code",
        "The reCAPTCHA verification period has expired. Please reload the page.",
        "› Subscribe",
        "Sign up for our morning newsletter",
        "Get the latest news in your inbox.",
        "Follow us on Telegram",
        "Download our app for Android and iOS",
        "Share on Facebook",
        "Back to top button",
        "More Articles",
        "Related stories",
        "News Link:",
        "Read more: Ministers sign rail pact",
        "Tags: Norland, border",
        "#Norland #Border",
        "NorlandBorderTalks Rahim Dost",
        "Home > World > Europe",
        "Home / News / Politics",
        "By Sarah Poole, Staff Reporter",
        "3 min read",
        "Photo: Port Lume News Agency",
        "© 2024 The Valley Paper. All rights reserved.",
        "We use cookies to make this site better.",
        "The views expressed here do not necessarily reflect the opinion of this paper.",
        "(Reporting by Jane Poe; Editing by Kim Lee)",
        "https://news.example/1234",
        "***",
        "MNA/PR",
        "Port Lume corpus canary 0a1b2c3d-0000-4111-8222-333344445555",
    ],
)
def test_page_furniture_is_told_by_its_own_words(line: str) -> None:
    assert label(line) in ("furniture", "links")


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday, March 5, 2024",
        "5 March 2024 - 14:30",
        "News ID : 12345",
        "Published: 3 May 2023, 14:05 | Updated: 3 May 2023, 18:20",
        "10:42 GMT",
        "2 hours ago",
        "TEHRAN, Mar. 04 (XNA)",
        "Press Release No. 112/2024",
        "FOR IMMEDIATE RELEASE",
    ],
)
def test_date_lines_and_item_numbers_are_masthead(line: str) -> None:
    assert label(line) == "masthead"


@pytest.mark.parametrize(
    "line",
    [
        "“I will not subscribe to their view,” she told the paper.",
        "The minister declined to comment on the copyright dispute.",
        "Comment is free, but facts are sacred, the editor said.",
        "Copyright law does not cover timetables, a lawyer said.",
        "Share prices fell on Monday after the talks broke down.",
        "Follow the money, he advised the members of the panel.",
        "By Monday both sides had left the room.",
        "Related charges were dropped in March.",
        "More than forty envoys attended.",
        "“The views in that book do not represent our position,” the spokesman said.",
        "Top of the agenda was the border.",
        "In 2014 they met twice.",
        "We use force only in defence, the general said.",
        "The WikiLeaks cables named both men.",
        "Editor's note: the envoy's name was corrected.",
        "Photos of the meeting show both men smiling.",
    ],
)
def test_prose_with_the_words_of_furniture_has_no_label(line: str) -> None:
    assert label(line) is None


SEED_KINDS = {
    "000_74fec9b388e13e65": {"title": 1, "caption": 1, "body": 9, "furniture": 3},
    "001_96903b644adc0fa3": {"masthead": 1, "title": 1, "body": 11, "furniture": 5},
    "002_d54c1489808760b0": {"masthead": 1, "title": 1, "body": 7, "furniture": 5},
    "003_c55b60ebb2b2dd3a": {"title": 1, "subheading": 1, "body": 13, "furniture": 2},
    "004_7adff150fc6e4d64": {"body": 12},
}


@pytest.mark.parametrize("name", SEED_KINDS)
def test_seeds_have_the_blocks_a_reader_sees(name: str) -> None:
    text = (SEEDS / f"{name}.txt").read_bytes().decode()
    counts: dict[str, int] = {}
    for kind, _ in kinds(text):
        counts[kind] = counts.get(kind, 0) + 1
    assert counts == SEED_KINDS[name]


@pytest.mark.parametrize(
    ("name", "kind", "start", "end"),
    [
        ("000_74fec9b388e13e65", "title", 0, 54),
        ("000_74fec9b388e13e65", "caption", 56, 87),
        ("001_96903b644adc0fa3", "masthead", 0, 22),
        ("001_96903b644adc0fa3", "title", 24, 97),
        ("002_d54c1489808760b0", "masthead", 0, 15),
        ("003_c55b60ebb2b2dd3a", "furniture", 0, 23),
    ],
)
def test_seed_blocks_stand_where_they_should(name: str, kind: str, start: int, end: int) -> None:
    text = (SEEDS / f"{name}.txt").read_bytes().decode()
    assert (kind, start, end) in [(one.kind, one.start, one.end) for one in find_blocks(text)]


def test_every_seed_has_a_test() -> None:
    assert set(SEED_KINDS) == {path.stem for path in SEEDS.glob("*.txt")}


@pytest.mark.parametrize(
    "text",
    [
        "The president met the king on Monday.",
        "The president met the king on Monday and they signed an accord",
        "التقى الوزير نظيره يوم الأحد في مسقط.",
        "外交部长周日会见了阿曼客人。",
    ],
)
def test_an_article_of_one_line_is_body(text: str) -> None:
    assert kinds(text) == [("body", text)]


@pytest.mark.parametrize(
    "text", ["", "\n \n", "Home\nNews\nSubscribe", "© 2020 The Post\nCaptcha Code"]
)
def test_a_text_of_furniture_has_no_body(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} <= {"furniture"}


def test_title_then_standfirst_then_body() -> None:
    text = f"Envoy in Port Lume for talks\n\nBorder is first on the agenda\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["title", "subheading", "body", "body"]


def test_an_article_may_start_without_title() -> None:
    assert [kind for kind, _ in kinds(BODY)] == ["body", "body"]


def test_a_repeated_title_is_furniture() -> None:
    text = f"Envoy in Port Lume for talks\n\nEnvoy in  Port Lume for talks\n\n{BODY}"
    assert [kind for kind, _ in kinds(text)] == ["title", "furniture", "body", "body"]


def test_a_first_line_that_asks_is_the_title() -> None:
    assert of(f"Will the border open in June?\n\n{BODY}", "title") == [
        "Will the border open in June?"
    ]


def test_the_outlet_and_the_issuing_office_are_masthead() -> None:
    text = f"The Valley Gazette\n\nMinistry of Foreign Affairs\n\nEnvoy in town for talks\n\n{BODY}"
    assert of(text, "masthead") == ["The Valley Gazette", "Ministry of Foreign Affairs"]


def test_a_name_alone_above_the_body_is_a_caption_only_if_the_body_uses_it() -> None:
    body = "Talks began, Rahim Dost said.\n\nThey end on Friday."
    assert of(f"Talks on the border begin\n\nGeneral Rahim Dost\n\n{body}", "caption") == [
        "General Rahim Dost"
    ]
    assert of(f"Talks on the border begin\n\nGeneral Frees Prisoners\n\n{body}", "caption") == []


def test_a_photo_caption_is_told_by_its_credit() -> None:
    text = f"Envoy in town for talks\nEnvoy Kim Lee at the gate. (Photo: Valley Paper)\n{BODY}"
    assert of(text, "caption") == ["Envoy Kim Lee at the gate. (Photo: Valley Paper)"]


def test_short_lines_between_paragraphs_are_subheadings() -> None:
    text = "They met.\n\n‘Neighbours need each other’\n\nThey left."
    assert of(text, "subheading") == ["‘Neighbours need each other’"]


def test_a_list_below_a_colon_stays_body() -> None:
    text = "The two sides discussed:\n\ntrade\nvisas\nthe border\n\nThey left."
    assert [kind for kind, _ in kinds(text)] == ["body"] * 5


def test_links_below_more_articles_are_furniture() -> None:
    text = f"{BODY}\n\nMore Articles\nBus drivers call off strike\nNew bridge opens"
    assert of(text, "furniture") == [
        "More Articles",
        "Bus drivers call off strike",
        "New bridge opens",
    ]


def test_readers_comments_are_furniture_but_paragraphs_below_a_share_bar_stay() -> None:
    comments = "\n\n2 Comments\n\nJo says:\n\nThe envoy is wrong about it.\n\nReply"
    assert of(BODY + comments, "body") == BODY.split("\n\n")
    shared = f"Envoy in town for talks\n\n0 Comments\n\n{BODY}"
    assert of(shared, "body") == BODY.split("\n\n")


def test_a_live_blog_keeps_its_entries() -> None:
    text = "10:42 GMT\n\nThe president has arrived.\n\n10:15 GMT\n\n09:58 – Doors open."
    assert of(text, "body") == ["The president has arrived.", "09:58 – Doors open."]


def test_a_paragraph_wrapped_at_a_fixed_width_is_one_block() -> None:
    text = (
        "The foreign minister of Norland arrived in Port Lume late on\n"
        "Monday for talks with his counterpart about the common border\n"
        "and the release of prisoners, officials of both sides said.\n\n"
        "He will stay until Thursday. On Tuesday he is to meet Marek\n"
        "Dolan, the president, who invited him.\n"
    )
    assert of(text, "body") == [part.strip() for part in text.split("\n\n")]


def test_a_sentence_broken_by_a_link_is_made_whole() -> None:
    text = "The envoy met Ali Dost\nand three\nministers on Monday.\nHe left."
    assert of(text, "body") == [
        "The envoy met Ali Dost\nand three\nministers on Monday.",
        "He left.",
    ]


PIECES = st.sampled_from(
    [BODY, "Subscribe", "News ID : 1", "Envoy in town for talks", "Related stories", "3 Comments",
     "Gen. Dost", "Reply", "- item", "both sides", "A b c:", "\u00a0", "\n", "\r\n", "\u2028"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=())), st.lists(PIECES).map("\n".join)
)


@given(TEXTS)
def test_blocks_are_in_order_and_hold_all_but_white_space(text: str) -> None:
    end = 0
    for block in find_blocks(text):
        assert not text[end : block.start].strip()
        words = text[block.start : block.end]
        assert words
        assert words == words.strip()
        end = block.end
    assert not text[end:].strip()


def test_long_and_odd_texts_are_read_to_their_end() -> None:
    for piece in (
        "a\n",
        "More Articles\n",
        "Iran:\n",
        "By A, ",
        "a > ",
        "3 comments\n",
        "(",
        "A B\n\n",
    ):
        find_blocks(piece * (200_000 // len(piece)))
