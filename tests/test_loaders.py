"""Loaders: articles as they came, and an error for each that cannot be read."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.reading.article import Article
from extractor.reading.loaders import load, load_stream

HTML = """<!doctype html>
<html lang="en"><head><title>Envoy in town</title>
<meta property="og:title" content="Envoy in town">
<meta property="og:url" content="https://n.example/1">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head>
<body><nav>Home</nav><article><h1>Envoy in town</h1>
<p>The envoy met the minister on Monday in the capital, officials said, and both spoke about the
common border for two hours before dinner.</p>
<p>They will meet again in the spring, a spokesman for the ministry of foreign affairs told
reporters late on Tuesday.</p></article></body></html>"""


def one(path: Path, **given: int) -> Article | InputError:
    [found] = load(path, **given)
    return found


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b" Caf\xc3\xa9\r\n\x00\t\n", " Café\r\n\0\t\n"),
        (b"\xef\xbb\xbfHello.", "Hello."),
        ("Grüße.".encode("utf-16"), "Grüße."),
        ("Grüße.".encode("utf-32"), "Grüße."),
        (b"", ""),
        (
            "Le ministre a été reçu à l’hôtel par le préfet de la région, très étonné.".encode(
                "cp1252"
            ),
            "Le ministre a été reçu à l’hôtel par le préfet de la région, très étonné.",
        ),
    ],
)
def test_text_is_kept_as_it_stands(tmp_path: Path, data: bytes, text: str) -> None:
    found = one(write(tmp_path, "story.txt", data))
    assert found == Article(id="story", text=text)


@pytest.mark.parametrize(
    ("data", "byte", "match"),
    [
        (b"%PDF-1.7 ...", 0, "PDF"),
        (b"PK\x03\x04abc", 0, "zip"),
        (b"abc\x00\xff\xfe\x00", 4, "byte 4"),
        (b"\xff\xfea\x00b", 4, "byte 4"),
        (b"\xef\xbb\xbfab\xff", 5, "byte 5"),
    ],
)
def test_bytes_that_are_no_text_are_an_error_that_names_the_byte(
    tmp_path: Path, data: bytes, byte: int, match: str
) -> None:
    path = write(tmp_path, "story.txt", data)
    found = one(path)
    assert isinstance(found, InputError)
    assert (found.path, found.byte) == (str(path), byte)
    assert match in str(found)
    assert str(path) in str(found)


def test_html_gives_text_and_metadata(tmp_path: Path) -> None:
    found = one(write(tmp_path, "page.html", HTML))
    assert isinstance(found, Article)
    assert "They will meet again in the spring" in found.text
    assert (found.title, found.published) == ("Envoy in town", "2024-03-05")
    assert (found.url, found.language) == ("https://n.example/1", "en")


def test_html_is_decoded_as_it_states(tmp_path: Path) -> None:
    stated = HTML.replace("<head>", '<head><meta charset="iso-8859-9">').replace("Monday", "Şalı")
    found = one(write(tmp_path, "page.html", stated.encode("iso-8859-9")))
    assert isinstance(found, Article)
    assert "on Şalı in the capital" in found.text


@pytest.mark.parametrize("data", ["", "<html></html>", "<html><body><p></p></body></html>", "\0<"])
def test_html_without_text_is_an_article_without_text(tmp_path: Path, data: str) -> None:
    assert one(write(tmp_path, "page.htm", data)) == Article(id="page", text="")


def test_json_holds_one_article_or_a_list(tmp_path: Path) -> None:
    record = {"text": "He left.", "id": "x", "title": "T", "url": "u", "published": "2024"}
    assert one(write(tmp_path, "a.json", json.dumps(record))) == Article(**record)
    listed = write(tmp_path, "b.json", json.dumps([{"text": "A."}, {"text": "B.", "id": "x"}]))
    assert list(load(listed)) == [Article(id="b-1", text="A."), Article(id="x", text="B.")]


def test_json_lines_go_on_after_a_bad_one(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.jsonl", '{"text": "A."}\n\nno\n{"text": 1}\n[]\n{"text": "B\u2028b."}'
    )
    good, *errors, last = load(path)
    assert good == Article(id="a-1", text="A.")
    assert last == Article(id="a-6", text="B\u2028b.")
    assert [type(error) for error in errors] == [InputError] * 3
    assert [f"line {n}" in str(error) for n, error in zip((3, 4, 5), errors, strict=True)] == [
        True
    ] * 3
    assert all(error.path == str(path) for error in errors if isinstance(error, InputError))


@pytest.mark.parametrize(
    ("data", "match"),
    [
        ("{", "line 1, column"),
        ("3", "object"),
        ('{"title": "T"}', "text"),
        ('{"text": null}', "text"),
        ('{"text": "A.", "url": 4}', "url"),
        ("[" * 100_000, "nested|JSON"),
    ],
)
def test_json_that_is_no_article_is_an_error(tmp_path: Path, data: str, match: str) -> None:
    found = one(write(tmp_path, "a.json", data))
    with pytest.raises(InputError, match=match):
        raise found if isinstance(found, InputError) else AssertionError


def test_a_folder_is_read_in_order_without_hidden_files_and_links(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "B.")
    write(tmp_path, "a.txt", "A.")
    write(tmp_path, "README.md", "no")
    write(tmp_path, ".hidden/c.txt", "no")
    write(tmp_path, ".d.txt", "no")
    write(tmp_path, "sub/e.TXT", "E.")
    (tmp_path / "f.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [found.id for found in load(tmp_path) if isinstance(found, Article)] == ["a", "b", "e"]


def test_an_id_given_twice_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "a/x.txt", "A.")
    write(tmp_path, "b/x.txt", "B.")
    first, second = load(str(tmp_path))
    assert isinstance(first, Article)
    with pytest.raises(InputError, match="'x' was given before"):
        raise second if isinstance(second, InputError) else AssertionError


@pytest.mark.parametrize("name", ["missing.txt", "odd.docx", "nul\0.txt", "x" * 5000])
def test_what_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    if name == "odd.docx":
        write(tmp_path, name, "x")
    found = one(tmp_path / name)
    assert isinstance(found, InputError)
    assert found.path == str(tmp_path / name)


def test_a_file_beyond_the_limit_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "12345")
    assert isinstance(one(path, max_bytes=4), InputError)
    assert one(path, max_bytes=5) == Article(id="a", text="12345")


@pytest.mark.parametrize(
    ("data", "articles"),
    [
        ("He left.", [Article(id="stdin", text="He left.")]),
        ('{"text": "A."}', [Article(id="stdin-1", text="A.")]),
        ('{"text": "A."}\n{"text": "B."}', [Article("stdin-1", "A."), Article("stdin-2", "B.")]),
        ('[{"text": "A."}]', [Article(id="stdin-1", text="A.")]),
        ('{\n"text": "A."}', [Article(id="stdin", text="A.")]),
        ("[Update] He left.", [Article(id="stdin", text="[Update] He left.")]),
    ],
)
def test_a_stream_is_told_by_its_first_bytes(data: str, articles: list[Article]) -> None:
    assert list(load_stream(io.BytesIO(data.encode()))) == articles


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "stdin"]))
def test_any_bytes_give_articles_or_errors(data: bytes, name: str) -> None:
    for found in load_stream(io.BytesIO(data), name):
        assert isinstance(found, Article | InputError)


@given(st.text(st.characters(codec="utf-8")).filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_text_comes_back_unchanged(text: str) -> None:
    [found] = load_stream(io.BytesIO(text.encode()), "a.txt")
    assert found == Article(id="a", text=text) or text.startswith(
        ("%PDF-", "PK\x03\x04", "{\\rtf", "GIF8")
    )


@pytest.mark.parametrize("codec", ["undefined", "unicode_escape", "utf-16", "idna"])
def test_a_page_that_declares_what_no_page_is_in_is_read_all_the_same(
    tmp_path: Path, codec: str
) -> None:
    body = "<p>Caf\xe9 owners met the mayor at length, and she said that all was well.</p>" * 9
    page = f'<html><head><meta charset="{codec}"></head><body>{body}</body></html>'
    (tmp_path / "a.html").write_bytes(page.encode("latin-1"))

    (found,) = load(tmp_path / "a.html")

    assert isinstance(found, InputError) or "owners met the mayor" in found.text


def test_folders_within_folders_end_somewhere(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(60):
        deep = deep / "d"
        deep.mkdir()
    (deep / "a.txt").write_text("Text.")

    (found,) = load(tmp_path)

    assert isinstance(found, InputError)
    assert "folders deep" in str(found)
