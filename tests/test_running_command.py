"""`communique run` as people use it: a process, files, a server on loopback."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx2
import pytest
from endpoint import answered, article, number_of, serving
from wire import says

from extractor.running.run import LEDGER, entries

KILLS = int(os.environ.get("KILLS", "4"))
"""How often the run is killed; what passes a change kills it twenty times."""
ARTICLES = 60
CONCURRENCY = 4


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    lines = ({"id": one.id, "text": one.text} for one in map(article, range(ARTICLES)))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def command(news: Path, url: str, output: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "extractor", "run", str(news), "--output", str(output)),
        *("--model", "endpoint/m", "--base-url", url, "--concurrency", str(CONCURRENCY)),
        *("--no-cache", *more),
    ]


def run(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, done.stderr
    return done


def records(folder: Path) -> dict[str, Any]:
    return {
        one.article: one.record
        and one.record.model_dump(mode="json", exclude={"provenance": {"time"}, "usage": True})
        for one in entries(folder)
    }


class Counting:
    """Answers, and counts how often each article is asked about."""

    def __init__(self) -> None:
        self.asked: Counter[int] = Counter()
        self._lock = threading.Lock()

    def __call__(self, request: dict[str, Any]) -> httpx2.Response:
        if "vermilion" in json.dumps(request):
            return says('{"answer": "vermilion-4711"}')
        with self._lock:
            self.asked[number_of(request)] += 1
        return answered(request)


def test_a_run_killed_again_and_again_ends_as_one_left_alone(news: Path, tmp_path: Path) -> None:
    chance, counting = random.Random(4711), Counting()
    killed, alone = tmp_path / "killed", tmp_path / "alone"
    with serving(Counting()) as url:
        run(*command(news, url, alone))
    with serving(counting, delay_s=0.4) as url:
        for _ in range(KILLS):
            process = subprocess.Popen(
                command(news, url, killed), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(chance.uniform(0.5, 4.0))
            process.kill()
            process.wait()
        run(*command(news, url, killed))

    lines = (killed / LEDGER).read_text(encoding="utf-8").splitlines()
    assert Counter(json.loads(line)["article"] for line in lines) == {
        article(number).id: 1 for number in range(ARTICLES)
    }
    assert records(killed) == records(alone)
    # What was under way when it was killed is asked again, since its answer never came; no more.
    assert counting.asked.total() <= ARTICLES + KILLS * CONCURRENCY


def test_one_line_tells_what_the_run_came_to(news: Path, tmp_path: Path) -> None:
    with serving(Counting()) as url:
        first = run(*command(news, url, tmp_path / "run"))
        again = run(*command(news, url, tmp_path / "run"))

    assert "60 done in" in first.stderr
    assert "nothing new" in again.stderr
    assert "60 had ended before" in again.stderr


def test_a_failed_article_is_told_with_its_reason_and_the_exit_code_says_so(
    news: Path, tmp_path: Path
) -> None:
    with news.open("a", encoding="utf-8") as file:
        file.write("no JSON\n")
    with serving(Counting()) as url:
        done = run(*command(news, url, tmp_path / "run"), code=1)

    assert "news.jsonl, line 61" in done.stderr
    assert "60 done, 1 failed" in done.stderr


def test_a_limit_ends_a_run_with_a_code_of_its_own(news: Path, tmp_path: Path) -> None:
    with serving(Counting()) as url:
        done = run(*command(news, url, tmp_path / "run", "--budget-tokens", "1100"), code=3)

    assert "stopped: the budget of 1,100 tokens is reached; the same command goes on" in done.stderr


def test_ctrl_c_waits_for_what_is_under_way(news: Path, tmp_path: Path) -> None:
    counting = Counting()
    with serving(counting, delay_s=0.3) as url:
        process = subprocess.Popen(
            command(news, url, tmp_path / "run"), stderr=subprocess.PIPE, text=True
        )
        while counting.asked.total() < 8:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "the articles under way are waited for" in said
    assert len(list(entries(tmp_path / "run"))) == counting.asked.total() < ARTICLES


def test_a_second_ctrl_c_waits_for_nothing(news: Path, tmp_path: Path) -> None:
    counting, released = Counting(), threading.Event()

    def slow(request: dict[str, Any]) -> httpx2.Response:
        reply = counting(request)
        if counting.asked:
            released.wait(60)
        return reply

    with serving(slow) as url:
        process = subprocess.Popen(
            command(news, url, tmp_path / "run"), stderr=subprocess.PIPE, text=True
        )
        while not counting.asked and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=20)
        finally:
            process.kill()
            released.set()

    assert process.returncode == 130
    assert "again to leave them" in said


def test_a_dry_run_sends_nothing(news: Path, tmp_path: Path) -> None:
    counting = Counting()
    with serving(counting) as url:
        done = run(*command(news, url, tmp_path / "run", "--dry-run"))

    assert counting.asked.total() == 0
    assert "60 articles" in done.stderr
    assert "60 requests" in done.stderr
    assert not (tmp_path / "run").exists()


def test_a_dry_run_tells_the_listed_price(news: Path) -> None:
    words = (sys.executable, "-m", "extractor", "run", str(news), "--dry-run", "--model")

    assert "USD" in run(*words, "openai/gpt-4o-mini").stderr
    assert "no list has a price of it" in run(*words, "openai/nobodys-model").stderr


def test_log_lines_are_json_that_names_the_article(news: Path, tmp_path: Path) -> None:
    with serving(Counting()) as url:
        done = run(*command(news, url, tmp_path / "run", "--log-json", "--quiet"))

    logged = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert {line["message"] for line in logged} >= {"article news-00007: done"}


def test_tables_are_written_for_those_who_ask(news: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with serving(Counting()) as url:
        run(*command(news, url, tmp_path / "run", "--tables"))
    run(sys.executable, "-m", "extractor", "tables", "--output", str(tmp_path / "run"))

    tables = tmp_path / "run" / "tables"
    rows = {path.stem: parquet.read_table(path).num_rows for path in tables.glob("*.parquet")}
    assert rows["articles"] == rows["statements"] == rows["actors"] == ARTICLES
    statement = parquet.read_table(tables / "statements.parquet").to_pylist()[0]
    assert statement["content"].startswith("pier ")
    assert rows["participants"] == 0


def test_parquet_goes_in_as_well(news: Path, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
    table = arrow.Table.from_pylist([*rows, {"id": "none", "text": None}])
    parquet.write_table(table, tmp_path / "news.parquet")
    with serving(Counting()) as url:
        done = run(*command(tmp_path / "news.parquet", url, tmp_path / "run"), code=1)

    assert "60 done, 1 failed" in done.stderr
    assert "row 61: needs a `text`" in done.stderr


def test_records_are_printed_one_a_line(news: Path, tmp_path: Path) -> None:
    with serving(Counting()) as url:
        run(*command(news, url, tmp_path / "run"))
    done = run(sys.executable, "-m", "extractor", "records", "--output", str(tmp_path / "run"))

    ids = {json.loads(line)["article"]["id"] for line in done.stdout.splitlines()}
    assert len(ids) == ARTICLES


def test_records_that_nobody_reads_to_the_end_are_no_error(news: Path, tmp_path: Path) -> None:
    with serving(Counting()) as url:
        run(*command(news, url, tmp_path / "run"))
    reader = subprocess.Popen(
        [sys.executable, "-m", "extractor", "records", "--output", str(tmp_path / "run")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert reader.stdout is not None
    assert reader.stderr is not None
    reader.stdout.close()
    assert reader.stderr.read() == b""
    reader.stderr.close()
    assert reader.wait() == 0
