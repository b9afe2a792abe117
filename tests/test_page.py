"""Pages: an article as it is read, and what a model sees of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.form import marked_text
from extractor.reading.article import Article
from extractor.reading.page import Page, read
from extractor.reading.view import numbered_text

TEXT = (
    "News ID : 1\n\nEnvoy in Port Lume for talks\n\n"
    "The envoy met Gen. Dost.\u00a0“We agreed,” he said.\n\nSubscribe\n\nThey left.\n"
)


def marked(read_page: Page) -> str:
    """What the embedded model reads of a page without spots."""
    return marked_text(read_page, read_page.sentences, ())


def page(text: str, **given: str) -> Page:
    return read(Article(id="a", text=text, **given))


def test_a_page_has_blocks_sentences_and_title() -> None:
    read_page = page(TEXT)
    assert read_page.title == "Envoy in Port Lume for talks"
    assert [TEXT[one.start : one.end] for one in read_page.blocks if one.kind == "body"] == [
        "The envoy met Gen. Dost.\u00a0“We agreed,” he said.",
        "They left.",
    ]
    assert len(read_page.sentences) == 4


def test_metadata_goes_before_the_text() -> None:
    read_page = page(f"5 March 2024\n\n{TEXT}", title="Envoy meets general", published="2024-03-06")
    assert read_page.title == "Envoy meets general"
    assert read_page.published.value == "2024-03-06"


@pytest.mark.parametrize("published", [None, "some day", ""])
def test_the_text_gives_the_date_where_metadata_do_not(published: str | None) -> None:
    text = f"Tuesday, March 5, 2024\n\n{TEXT}"
    read_page = read(Article(id="a", text=text, published=published))
    assert read_page.published.value == "2024-03-05"


@pytest.mark.parametrize("text", ["", " \n", "Subscribe\nHome\nNews"])
def test_a_page_without_article_is_empty(text: str) -> None:
    read_page = page(text)
    assert read_page.sentences == ()
    assert read_page.title is None
    assert marked(read_page) == ""
    assert numbered_text(read_page) == ""


def test_the_model_sees_the_article_without_furniture() -> None:
    assert marked(page(TEXT)) == (
        "Envoy in Port Lume for talks\n\n"
        "The envoy met Gen. Dost. “We agreed,” he said.\n\nThey left."
    )


def test_numbered_text_has_a_line_a_sentence() -> None:
    read_page = page(TEXT)
    assert numbered_text(read_page) == (
        "[1] Envoy in Port Lume for talks\n\n"
        "[2] The envoy met Gen. Dost.\n[3] “We agreed,” he said.\n\n[4] They left."
    )
    assert (
        numbered_text(read_page, read_page.sentences[2:])
        == "[3] “We agreed,” he said.\n\n[4] They left."
    )
    assert numbered_text(read_page, read_page.sentences[1:2]) == "[2] The envoy met Gen. Dost."


SPECIAL = [
    "<eos>", "<bos>", "<start_of_turn>", "<|im_start|>", "[INST]", "[/INST]", "<s>", "</s>",
    "<unused12>", "<<SYS>>", "<｜begin▁of▁sentence｜>", "[@BOS@]", "[gMASK]", "[TOOL_CALLS]",
    "<e\u200bos>", "[IN\0ST]",
]  # fmt: skip
UNSEEN = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\u200b-\u200f\u202a-\u202e\ufeff]"
TOKEN = re.compile(r"<|\[\s*/?(?:INST|gMASK|TOOL_CALLS|@BOS@)\s*\]")


@pytest.mark.parametrize("token", SPECIAL)
def test_special_tokens_are_defused(token: str) -> None:
    assert not TOKEN.search(marked(page(f"He said {token} and left.")))


def test_editors_brackets_stay() -> None:
    text = "“The [militant] group left [Norland],” he said."
    assert marked(page(text)) == text


@given(
    st.one_of(
        st.text(st.characters(codec=None, exclude_categories=())),
        st.lists(st.sampled_from([*SPECIAL, "<", "|", "\u202e", "a", ". ", "[", "]", "\n"])).map(
            "".join
        ),
    )
)
def test_what_the_model_sees_is_plain_and_encodable(text: str) -> None:
    read_page = page(text)
    for seen in (marked(read_page), numbered_text(read_page)):
        seen.encode()
        assert not TOKEN.search(seen)
        assert not re.search(UNSEEN, seen)
    assert read_page.article.text == text
