"""Runs shared out by Ray: the desk and its permits, then clusters as they are, workers and all."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx2
import pytest
from endpoint import answered, article, number_of, serving
from hypothesis import given
from hypothesis import strategies as st
from test_running import Endpoint, ran
from wire import KEY, says

from extractor import Article, InputError, Settings, SetupError, errors
from extractor.distributed.desk import Desk
from extractor.distributed.leases import Leases
from extractor.distributed.rows import entry_of, row_of, source_of, source_row
from extractor.distributed.sharing import Sharing
from extractor.running.inputs import articles
from extractor.running.job import Job
from extractor.running.limits import Account, Limits
from extractor.running.outcome import failed, unasked
from extractor.running.run import LEDGER, Summary, entries
from extractor.throttle import Throttle
from schemas import LedgerEntry, Usage

SETTINGS = Settings(model="endpoint/m", base_url="http://127.0.0.1:9/v1", concurrency=2)
KEYS = [f"{number:032x}" for number in range(9)]
ARTICLES = 60
RPM = 240.0
BURST = RPM / 6
"""Requests that may come at once: a limit is shared out in parts of ten seconds."""


def desk_of(folder: Path, limits: Limits | None = None, **sharing: Any) -> Desk:
    desk = Desk(folder)
    desk.open(SETTINGS, Summary(Account(limits or Limits())), Sharing(**sharing))
    return desk


def line_of(key: str, tokens: int = 0) -> bytes:
    entry = LedgerEntry(
        key=key, article=key[-1], status="skipped", reason="r", usage=Usage(prompt_tokens=tokens)
    )
    return entry.model_dump_json().encode()


def test_a_desk_knows_what_has_ended_and_writes_it_once(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)

    assert desk.begin(KEYS[0])
    assert desk.end(line_of(KEYS[0]), None) == line_of(KEYS[0])
    assert desk.end(line_of(KEYS[0], tokens=7), None) == line_of(KEYS[0])

    assert desk.ended(KEYS[:2], earlier=False) == [line_of(KEYS[0]), None]
    assert desk.close().counts == {"skipped": 1}
    assert (tmp_path / LEDGER).read_bytes() == line_of(KEYS[0]) + b"\n"


def test_what_ended_in_an_earlier_run_is_kept(tmp_path: Path) -> None:
    first = desk_of(tmp_path)
    first.end(line_of(KEYS[0]), None)
    first.close()
    again = desk_of(tmp_path)

    for _ in range(2):  # a worker that died is asked twice
        assert again.ended(KEYS[:2], earlier=False) == [b"", None]
    assert again.ended(KEYS[:1], earlier=True) == [line_of(KEYS[0])]
    assert again.close().kept == {"skipped": 1}


def test_one_desk_takes_over_from_another_of_its_process_only(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.end(line_of(KEYS[0]), None)
    desk.open(SETTINGS, Summary(Account(Limits())), Sharing())

    assert desk.ended(KEYS[:1], earlier=False) == [b""]
    with pytest.raises(SetupError, match="another process is writing there"):
        desk_of(tmp_path)
    other = Settings(model="endpoint/other", base_url=SETTINGS.base_url)
    with pytest.raises(SetupError, match="holds a run with model 'endpoint/m'"):
        desk.open(other, Summary(Account(Limits())), Sharing())
    desk.close()


def test_all_workers_together_keep_one_budget(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, Limits(tokens=100))
    for key in KEYS[:3]:
        assert desk.begin(key)
        desk.end(line_of(key, tokens=40), None)

    assert not desk.begin(KEYS[3])
    assert desk.close().stopped == "the budget of 100 tokens is reached"


def test_what_every_article_would_meet_ends_all(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    refused = errors.AuthenticationError("the key is refused")
    outcome = failed(KEYS[0], "a", refused)

    desk.end(outcome.entry.model_dump_json().encode(), refused)

    assert desk.fault() is refused
    assert not desk.begin(KEYS[1])
    desk.close()
    assert (tmp_path / LEDGER).read_bytes() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_ends_all(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    (tmp_path / LEDGER).unlink()
    desk.close()
    (tmp_path / LEDGER).symlink_to("/dev/full")
    full = desk_of(tmp_path)

    full.end(line_of(KEYS[0]), None)

    assert isinstance(full.fault(), OSError)
    assert not full.begin(KEYS[1])
    with suppress(OSError):
        full.close()


def test_permits_of_a_worker_that_died_come_back() -> None:
    now = [0.0]
    leases = Leases(Throttle(2, now=lambda: now[0]), 60.0, now=lambda: now[0])
    assert [leases.admit("one", 1), leases.admit("two", 1)] == [0.0, 0.0]
    assert leases.admit("two", 1) > 0

    leases.join("one")  # it begins again
    assert leases.admit("one", 1) == 0.0
    leases.leave("two", 0)
    assert leases.admit("two", 1) == 0.0
    assert leases.admit("two", 1) > 0

    now[0] = 61.0  # neither is heard of any more
    assert leases.admit("three", 1) > 0
    assert leases.admit("three", 1) == 0.0
    leases.leave("one", 0)
    assert [leases.admit("three", 1), leases.admit("three", 1) > 0] == [0.0, True]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(WORDS, WORDS, st.none() | WORDS, st.none() | st.sampled_from(["2024-03-05", "2024"]))
def test_an_article_goes_through_a_row_and_back(
    name: str, text: str, title: str | None, published: str | None
) -> None:
    one = Article(id=name, text=text, title=title, published=published)

    assert source_of(source_row("k", one, repeated=False)) == one


def test_what_cannot_be_read_goes_through_a_row_and_back() -> None:
    error = InputError("a.txt: not UTF-8", path="a.txt")
    half = Article(id="h", text="a \ud800 b")

    for source in (error, half):
        row = source_row("k", source, repeated=False)
        found = source_of(row)
        assert isinstance(found, InputError)
        json.dumps(row, ensure_ascii=False).encode()
    assert (str(found), found.path) == (
        "article 'h': character 2 of its text is half a surrogate pair, which no text can hold: "
        "decode it anew",
        "h",
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"text": "a", "id": 7}, Article(id="7", text="a")),
        ({"text": "a"}, Article(id="article-ca978112ca1bbdca", text="a")),
        ({"id": "x"}, "the row x: needs a `text`, a string"),
        ({"text": 3}, "a row without an id: needs a `text`, a string"),
    ],
)
def test_a_row_of_any_dataset_is_an_article(row: dict[str, Any], expected: object) -> None:
    found = source_of(row)

    assert (str(found) if isinstance(found, InputError) else found) == expected


def test_an_entry_goes_through_a_row_and_back() -> None:
    source = article(1)
    for outcome in (
        unasked(KEYS[0], source),
        unasked(KEYS[1], InputError("no", path="p")),
        failed(KEYS[2], "a", errors.ServerError("busy")),
    ):
        assert entry_of(row_of(outcome.entry)) == outcome.entry


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"cores": 0}, {"tokens_per_minute": 0.0}])
def test_sharing_among_none_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SetupError):
        Sharing(**wrong)


needs_ray = pytest.mark.skipif(
    find_spec("ray") is None or sys.platform != "linux",
    reason='needs pip install "communique[ray]", and Linux, to find the workers',
)


class Server:
    """Answers, and notes when it is asked about each article."""

    def __init__(self) -> None:
        self.asked: Counter[int] = Counter()
        self.times: list[float] = []
        self.most = 0
        """Requests that were under way at once."""
        self.waiting_for = 0
        """Requests that have to be under way at once before the twentieth is answered."""
        self._under_way = 0
        self._changed = threading.Condition()

    def __call__(self, request: dict[str, Any]) -> httpx2.Response:
        if "vermilion" in json.dumps(request):
            return says('{"answer": "vermilion-4711"}')
        with self._changed:
            self.asked[number_of(request)] += 1
            self.times.append(time.monotonic())
            self._under_way += 1
            self.most = max(self.most, self._under_way)
            self._changed.notify_all()
            if len(self.times) >= 20:
                self._changed.wait_for(lambda: self.most >= self.waiting_for, timeout=60)
        time.sleep(0.3)
        with self._changed:
            self._under_way -= 1
        return answered(request)


def workers_of(process: int) -> list[int]:
    """Processes of a run that read articles."""
    found, parents = [], _parents()
    for one in parents:
        with suppress(OSError):
            if Path(f"/proc/{one}/cmdline").read_bytes().startswith(b"ray::MapWorker"):
                found.append(one)
    return [one for one in found if process in _above(one, parents)]


def _parents() -> dict[int, int]:
    """The parent of each process."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            said = (path / "stat").read_text()
            parents[int(path.name)] = int(said.rpartition(")")[2].split()[1])
    return parents


def _above(process: int, parents: dict[int, int]) -> list[int]:
    above = []
    while process := parents.get(process, 0):
        above.append(process)
    return above


def listening(process: int) -> set[str]:
    """Addresses, in hexadecimal, at which a process and those below it take connections."""
    held, parents = set(), _parents()
    for one in parents:
        if process in (one, *_above(one, parents)):
            with suppress(OSError):
                held |= {str(file.readlink()) for file in Path(f"/proc/{one}/fd").iterdir()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and f"socket:[{words[9]}]" in held:
                found.add(words[1].partition(":")[0])
    return found


LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}


def plain(folder: Path) -> dict[str, str]:
    """Entries byte for byte, without when and how long."""
    left_out: Any = {
        "usage": {"seconds"},
        "record": {"provenance": {"time"}, "usage": {"seconds"}},
    }
    return {one.key: one.model_dump_json(exclude=left_out) for one in entries(folder)}


def lines(folder: Path) -> int:
    ledger = folder / LEDGER
    return len(ledger.read_bytes().splitlines()) if ledger.exists() else 0


def waited(until: Any, process: subprocess.Popen[str], seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = [{"id": one.id, "text": one.text} for one in map(article, range(ARTICLES))]
    rows += [rows[3], {**rows[4], "id": "other"}, {"id": "news-00005", "text": rows[6]["text"]}]
    rows += [{"text": ""}, {"title": "no text"}, {"text": "half \ud800"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def command(news: Path, url: str, output: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "extractor", "run", str(news), "--output", str(output)),
        *("--model", "endpoint/m", "--base-url", url, "--concurrency", "4", "--no-cache", *more),
    ]


@pytest.mark.cluster
@needs_ray
def test_a_run_whose_worker_is_killed_is_the_same_as_one_of_threads(
    news: Path, tmp_path: Path
) -> None:
    threads, workers, server = tmp_path / "threads", tmp_path / "workers", Server()
    with serving(server) as url:
        ran(Endpoint(), articles([news]), threads, base_url=url)
        process = subprocess.Popen(
            command(news, url, workers, "--engine", "ray", "--rpm", str(RPM)),
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "OPENAI_API_KEY": KEY},
        )
        waited(lambda: lines(workers) >= 12 and len(workers_of(process.pid)) == 2, process)
        opened = listening(process.pid)
        os.kill(workers_of(process.pid)[0], signal.SIGKILL)
        _, said = process.communicate(timeout=120)

    assert process.returncode == 1, said
    assert opened, "Ray has servers of its own"
    assert opened <= LOOPBACK
    written = [json.loads(line) for line in (workers / LEDGER).read_bytes().splitlines()]
    assert Counter(Counter(line["key"] for line in written).values()) == {1: ARTICLES + 6}
    assert plain(workers) == plain(threads)
    assert server.asked.total() <= ARTICLES + 1 + 4, "only what was under way is asked again"
    for first, began in enumerate(server.times):
        for last in range(first, len(server.times)):
            allowed = BURST + (server.times[last] - began + 1.0) * RPM / 60
            assert last - first + 1 <= allowed, "one limit for all"
    assert KEY not in said


@pytest.mark.cluster
@needs_ray
def test_a_worker_that_starts_late_takes_part_and_parquet_goes_out(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [{"id": one.id, "text": one.text} for one in map(article, range(ARTICLES))]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "news.parquet")
    program = Path(__file__).with_name("late_worker.py")
    server = Server()
    server.waiting_for = 5  # more than one worker has under way
    with serving(server) as url:
        ran(Endpoint(), map(article, range(10)), tmp_path / "ledger", base_url=url)
        paths = [tmp_path / name for name in ("news.parquet", "ledger", "found")]
        done = subprocess.run(
            [sys.executable, str(program), *map(str, paths), url],
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    assert server.most > 4
    assert server.asked == dict.fromkeys(range(10, ARTICLES), 1)
    found = {row["key"]: row for row in parquet.read_table(tmp_path / "found").to_pylist()}
    assert {key: entry_of(row) for key, row in found.items()} == {
        one.key: one for one in entries(tmp_path / "ledger")
    }
    settings = Settings(model="endpoint/m", base_url=url)
    assert found.keys() == {Job(settings).key(one) for one in map(article, range(ARTICLES))}
