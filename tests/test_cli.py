"""The command line, against a real server on loopback that plays a model."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from extractor.__main__ import main
from schemas import Extraction

ARTICLE = "Mayor Ann Reed met Governor Luis Prado in Calder on Friday.\n"
ANSWER = {
    "actors": [],
    "meetings": [
        {
            "participants": [{"actor": "Ann Reed"}, {"actor": "Luis Prado"}],
            "sentences": [1],
            "date": "on Friday",
            "place": "Calder",
        }
    ],
    "statements": [],
}


class _Model(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        request = self.rfile.read(int(self.headers["content-length"])).decode()
        message = {"role": "assistant", "content": json.dumps(ANSWER)}
        if "forbidden story" in request:
            message = {"role": "assistant", "content": None, "refusal": "I would rather not."}
        body = json.dumps(
            {
                "id": "c",
                "object": "chat.completion",
                "created": 0,
                "model": "m",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            }
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Model) as model:
        threading.Thread(target=model.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{model.server_port}/v1"
        model.shutdown()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE)
    return tmp_path


def _run(server: str, *arguments: str) -> int:
    return main([*arguments, "--model", "endpoint/m", "--base-url", server])


def _records(path: Path) -> list[Extraction]:
    return [Extraction.model_validate_json(line) for line in path.read_text().splitlines()]


def test_a_folder_gives_a_record_a_line_a_table_and_progress(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "b.txt").write_text(ARTICLE.replace("Friday", "Monday"))

    assert _run(server, "in") == 0

    records = _records(folder / "out" / "extractions.jsonl")
    assert sorted(one.article.id for one in records) == ["a", "b"]
    out, err = capsys.readouterr()
    assert "Ann Reed" in out
    assert "Calder" in out
    assert "[2/2]" in err
    assert "2 records in out/extractions.jsonl" in err


def test_output_goes_where_it_is_told(folder: Path, server: str) -> None:
    assert _run(server, "in/a.txt", "--output", "deep/er/x.jsonl", "--quiet") == 0

    assert len(_records(folder / "deep" / "er" / "x.jsonl")) == 1


def test_bad_files_are_named_and_the_others_done(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "bad.json").write_text("{")
    (folder / "in" / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))

    assert _run(server, "in", "gone.txt") == 2

    assert len(_records(folder / "out" / "extractions.jsonl")) == 1
    err = capsys.readouterr().err
    for name in ("bad.json", "image.txt", "gone.txt"):
        assert sum(name in line for line in err.splitlines()) == 1
    assert "Traceback" not in err


def test_an_article_the_model_refuses_is_named_and_the_others_done(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "b.txt").write_text("A forbidden story about two envoys.")

    assert _run(server, "in") == 1

    assert [one.article.id for one in _records(folder / "out" / "extractions.jsonl")] == ["a"]
    assert "b: the model declined: I would rather not." in capsys.readouterr().err


def test_standard_input_is_read(folder: Path, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(ARTICLE.encode())))

    assert _run(server, "-", "--published", "2024-03-05") == 0

    (record,) = _records(folder / "out" / "extractions.jsonl")
    assert record.meetings[0].date.value == "2024-03-01"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["in", "--model", "gpt-9"], "model 'gpt-9' is not one of"),
        (["in", "--model", "endpoint/m"], "needs a base_url"),
        (["in", "--published", "soon"], "--published 'soon' is not a date"),
        (["empty"], "no article found in empty"),
    ],
)
def test_a_wrong_setup_is_one_clear_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    (folder / "empty").mkdir()

    assert main(arguments) == 2

    err = capsys.readouterr().err
    assert words in err
    assert len(err.splitlines()) == 1
    assert not (folder / "out").exists()


def test_an_output_that_cannot_be_written_is_one_clear_line(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "taken").write_text("")

    assert _run(server, "in", "--output", "taken/x.jsonl") == 2

    assert "communique: taken: " in capsys.readouterr().err


def test_an_earlier_output_stays_where_nothing_was_extracted(folder: Path, server: str) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "extractions.jsonl").write_text("earlier\n")
    (folder / "in" / "a.txt").write_text("A forbidden story.")

    assert _run(server, "in") == 1

    assert (folder / "out" / "extractions.jsonl").read_text() == "earlier\n"


def test_the_command_runs_as_a_process_of_its_own(folder: Path, server: str) -> None:
    command = [sys.executable, "-m", "extractor", "in", "--model", "endpoint/m"]

    done = subprocess.run(
        [*command, "--base-url", server], capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, "Ann Reed" in done.stdout) == (0, True), done.stderr


def test_help_needs_no_model_client() -> None:
    probe = (
        "import sys, extractor.__main__ as cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'openai', 'pydantic', 'instructor'} & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stderr.strip() == "[]"
    assert "INPUT" in done.stdout


def test_an_output_that_is_an_input_or_a_folder_is_refused_before_anything_is_asked(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(server, "in/a.txt", "--output", "in/a.txt") == 2
    assert _run(server, "in", "--output", "in") == 2
    assert _run(server, "in", "--output", "in/x.jsonl") == 2

    assert (folder / "in" / "a.txt").read_text() == ARTICLE
    first, second, third = capsys.readouterr().err.splitlines()
    assert "in/a.txt is one of the inputs" in first
    assert "in is a folder" in second
    assert "in/x.jsonl would be an input of the next run" in third


def test_records_go_to_standard_output_alone_where_that_is_asked(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(server, "in", "--output", "-") == 0

    (line,) = capsys.readouterr().out.splitlines()
    assert Extraction.model_validate_json(line).article.id == "a"


def test_one_id_from_two_inputs_is_an_error_for_the_second(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(server, "in/a.txt", "in") == 2

    assert len(_records(folder / "out" / "extractions.jsonl")) == 1
    assert "an article with the id a was read already" in capsys.readouterr().err


def test_a_date_on_the_command_line_does_not_go_before_the_articles_own(
    folder: Path, server: str
) -> None:
    (folder / "in" / "a.txt").write_text("Published: 9 May 2024\n\nTown meets\n\n" + ARTICLE)
    (folder / "in" / "b.json").write_text(json.dumps({"text": ARTICLE, "published": "2023-01-02"}))
    (folder / "in" / "c.txt").write_text(ARTICLE)

    assert _run(server, "in", "--published", "2024-03-05", "--quiet") == 0

    records = _records(folder / "out" / "extractions.jsonl")
    assert {one.article.id: one.article.published.value for one in records} == {
        "a": "2024-05-09",
        "b": "2023-01-02",
        "c": "2024-03-05",
    }


def test_records_go_on_where_nobody_reads_the_table(folder: Path, server: str) -> None:
    for name in "bcdefgh":
        (folder / "in" / f"{name}.txt").write_text(ARTICLE)
    command = f"{sys.executable} -m extractor in --model endpoint/m --base-url {server} | head -1"

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert len(_records(folder / "out" / "extractions.jsonl")) == 8


def test_names_and_metadata_that_are_no_text_stop_nothing_and_steer_no_terminal(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(os.fsdecode(b"in/caf\xe9.txt")).write_text(ARTICLE)
    lines = [{"text": ARTICLE, "title": "a\ud800b"}, {"text": ARTICLE, "id": "x\x1b[31my"}]
    (folder / "in" / "d.jsonl").write_text("\n".join(json.dumps(one) for one in lines))

    assert _run(server, "in") == 2

    records = _records(folder / "out" / "extractions.jsonl")
    assert sorted(one.article.id for one in records) == ["a", "caf\ufffd", "x\x1b[31my"]
    out, err = capsys.readouterr()
    assert "of its title is half a surrogate pair" in err
    assert "\x1b" not in out + err


def test_a_pipe_of_a_name_is_refused_and_not_waited_for(
    folder: Path, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(folder / "pipe.txt")

    assert _run(server, "pipe.txt") == 2

    assert "pipe.txt is no file or folder" in capsys.readouterr().err
