"""Sinks: a run's tables in Parquet files, in a DuckDB file and in PostgreSQL, more than once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import postgresql
import pytest

from evals.dataset import read_corpus
from extractor.__main__ import main
from extractor.running.rows import TABLES, columns, rows
from extractor.running.run import LEDGER
from extractor.sinks.keys import PRIMARY
from extractor.sinks.postgres import shown
from schemas import Dropped, Extraction, LedgerEntry, Provenance, Usage

ODD = "tab\tquote\"' back\\slash\nline \\N {a,b} NUL\x00 é 漢 \u2028"
ORIGIN = Provenance(
    model="m",
    endpoint="endpoint",
    strategy="whole",
    prompt_hash="0" * 8,
    library_version="0",
    time=datetime(2024, 3, 5, tzinfo=UTC),
)
Row = dict[str, Any]


@cache
def labelled() -> tuple[LedgerEntry, ...]:
    """Entries with all that records may have: those of labelled articles, and odd words."""
    lost = Dropped(kind="statement", words=ODD, reason="ungrounded")
    found = []
    for case in read_corpus(split="dev")[:12]:
        gold = case.gold.model_dump(mode="json", exclude={"annotation"})
        for meeting in gold["meetings"]:
            meeting.pop("link", None)
        for statement in gold["statements"]:
            statement.pop("link", None)
        record = Extraction.model_validate_json(
            Extraction.model_construct(
                **gold, dropped=(lost, lost), provenance=ORIGIN
            ).model_dump_json(warnings=False)
        )
        key = sha256(case.id.encode()).hexdigest()[:32]
        usage = Usage(requests=1, prompt_tokens=2**40, seconds=0.5)
        found.append(
            LedgerEntry(key=key, article=case.id, status="done", usage=usage, record=record)
        )
    return (*found, failed("f" * 32))


def failed(key: str) -> LedgerEntry:
    return LedgerEntry(key=key, article="one", status="failed", reason="ServerError", detail=ODD)


def written(folder: Path, ledger: Iterable[LedgerEntry]) -> Path:
    folder.mkdir()
    lines = (one.model_dump_json() + "\n" for one in ledger)
    (folder / LEDGER).write_text("".join(lines), encoding="utf-8")
    return folder


def expected(ledger: Iterable[LedgerEntry], table: str) -> list[Row]:
    """Rows of a table, those that are equal once where it has a primary key."""
    found = [row for one in ledger for name, row in rows(one) if name == table]
    names = columns(table)
    ordered = [{name: row.get(name) for name in names} for row in found]
    return in_order(
        list({repr(row): row for row in ordered}.values()) if PRIMARY[table] else ordered
    )


def in_order(found: list[Row]) -> list[Row]:
    return sorted(found, key=repr)


@dataclass(frozen=True)
class Place:
    """Somewhere to store tables, and how to look at what is there."""

    address: str
    rows: Callable[[str], list[Row]]
    repeats: bool = False
    """Whether equal rows stand there as often as the run has them."""
    nul: str = "\x00"
    """What stands for a NUL there."""


def parquet_at(address: str, folder: Path | None) -> Place:
    from pyarrow import fs, parquet

    system: Any = fs.LocalFileSystem()
    if folder is None:
        import fsspec

        system = fs.PyFileSystem(fs.FSSpecHandler(fsspec.filesystem("memory")))
    where = folder or "/" + address.partition("://")[2]

    def stored(table: str) -> list[Row]:
        with system.open_input_file(f"{where}/{table}.parquet") as file:
            return list(parquet.read_table(file).to_pylist())

    return Place(address, stored, repeats=True)


def duckdb_at(address: str, path: Path) -> Place:
    import duckdb

    def stored(table: str) -> list[Row]:
        with duckdb.connect(path, read_only=True) as database:
            found = database.execute(f'SELECT * FROM "{table}"')
            names = [one[0] for one in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return Place(address, stored)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, its password in it."""
    pytest.importorskip("psycopg", reason='needs pip install "communique[postgres]"')
    if (programs := postgresql.programs()) is None:
        pytest.skip("needs the programs of a PostgreSQL server (Debian: postgresql)")
    with postgresql.serving(programs) as port:
        password = quote(postgresql.PASSWORD, safe="")
        yield f"postgresql://reader:{password}@127.0.0.1:{port}/postgres"


@pytest.fixture
def emptied(server: str) -> str:
    import psycopg

    with psycopg.connect(server) as connection:
        connection.execute("DROP SCHEMA IF EXISTS communique CASCADE")
    return server


@pytest.fixture(params=["folder", "file://", "memory://", ".duckdb", "duckdb:///", "postgresql://"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    kind, there = request.param, tmp_path / "there"
    if kind == "folder":
        return parquet_at(str(there), there)
    if kind == "file://":
        return parquet_at(f"file://{there}", there)
    if kind == "memory://":
        pytest.importorskip("fsspec")
        return parquet_at(f"memory://{tmp_path.name}/news", None)
    if "duckdb" in kind:
        pytest.importorskip("duckdb", reason='needs pip install "communique[duckdb]"')
        path = tmp_path / "news.duckdb"
        return duckdb_at(f"duckdb:///{path}" if "://" in kind else str(path), path)

    import psycopg
    from psycopg.rows import dict_row

    address = request.getfixturevalue("emptied")

    def stored(table: str) -> list[Row]:
        with psycopg.connect(address, row_factory=dict_row) as connection:
            return connection.execute(f'SELECT * FROM communique."{table}"'.encode()).fetchall()

    return Place(address, stored, nul="\ufffd")


def assert_stored(place: Place, ledger: Iterable[LedgerEntry]) -> None:
    ledger = list(ledger)
    for table in TABLES:
        found = place.rows(table)
        if place.repeats and PRIMARY[table]:
            found = list({repr(row): row for row in found}.values())
        wanted = [
            {
                name: value.replace("\x00", place.nul) if isinstance(value, str) else value
                for name, value in row.items()
            }
            for row in expected(ledger, table)
        ]
        assert in_order(found) == in_order(wanted), table


def test_what_a_run_found_is_stored_and_twice_is_the_same_as_once(
    place: Place, tmp_path: Path
) -> None:
    ledger = labelled()
    run = written(tmp_path / "run", ledger)

    for _ in range(2):
        assert main(["store", str(run), "--to", place.address]) == 0
        assert_stored(place, ledger)


def test_runs_stand_beside_each_other_and_an_article_is_stored_as_it_ended_last(
    place: Place, tmp_path: Path
) -> None:
    first, second, *more = labelled()
    again = second.model_copy(update={"key": first.key})

    main(["store", str(written(tmp_path / "one", [first, *more])), "--to", place.address])
    main(["store", str(written(tmp_path / "two", [second, again])), "--to", place.address])

    assert_stored(place, [*more, second, again])


def test_a_run_that_found_nothing_is_stored(place: Place, tmp_path: Path) -> None:
    assert main(["store", str(written(tmp_path / "run", [])), "--to", place.address]) == 0
    assert_stored(place, [])


def test_every_table_has_columns_for_its_key() -> None:
    assert PRIMARY.keys() == set(TABLES)
    for table, key in PRIMARY.items():
        assert set(key) <= columns(table).keys(), table
        assert key[:1] in (("key",), ())


def test_every_table_of_postgresql_has_a_primary_key(emptied: str, tmp_path: Path) -> None:
    import psycopg

    main(["store", str(written(tmp_path / "run", [])), "--to", emptied])

    with psycopg.connect(emptied) as connection:
        found = connection.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) "
            "FROM information_schema.key_column_usage WHERE table_schema = 'communique' "
            "GROUP BY table_name"
        ).fetchall()
    assert {name: tuple(key) for name, key in found} == {
        table: key for table, key in PRIMARY.items() if key
    }


def test_a_fault_in_the_middle_leaves_postgresql_as_it_was(emptied: str, tmp_path: Path) -> None:
    import psycopg

    ledger = labelled()
    main(["store", str(written(tmp_path / "one", ledger[:3])), "--to", emptied])
    with psycopg.connect(emptied) as connection:
        refusing = f"ALTER TABLE communique.dropped ADD CHECK (key <> '{ledger[4].key}')"
        connection.execute(refusing.encode())
        before = connection.execute("SELECT key FROM communique.articles").fetchall()

    assert main(["store", str(written(tmp_path / "two", ledger)), "--to", emptied]) == 2

    with psycopg.connect(emptied) as connection:
        assert connection.execute("SELECT key FROM communique.articles").fetchall() == before


@pytest.mark.parametrize(
    "made", ["CREATE TABLE {}articles (a int)", "CREATE TABLE {}dropped (key text)"]
)
def test_tables_of_somebody_else_are_left_alone(
    made: str, emptied: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    duckdb = pytest.importorskip("duckdb")
    import psycopg

    with duckdb.connect(tmp_path / "x.duckdb") as database:
        database.execute(made.format(""))
    with psycopg.connect(emptied) as connection:
        connection.execute("CREATE SCHEMA communique")
        connection.execute(made.format("communique.").encode())
    run = written(tmp_path / "run", [failed("a" * 32)])

    assert main(["store", str(run), "--to", str(tmp_path / "x.duckdb")]) == 2
    assert main(["store", str(run), "--to", emptied]) == 2

    assert capsys.readouterr().err.count("another table called") == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda url: url,
        lambda url: url.replace("reader:", "nobody:"),
        lambda url: url.replace("127.0.0.1", "127.0.0.1:x"),
        lambda url: url.rpartition(":")[0] + ":1/postgres",
        lambda url: url + "?nonsense=1",
        lambda url: url.replace("@", ":@"),
        lambda url: "postgresql://127.0.0.1:1/x?user=u&password=" + quote(postgresql.PASSWORD),
    ],
)
def test_a_password_is_never_printed(
    change: Callable[[str], str],
    emptied: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = written(tmp_path / "run", [failed("a" * 32)])
    url = change(emptied)

    assert main(["store", str(run), "--to", url]) == (0 if url == emptied else 2)

    said = capsys.readouterr()
    for secret in (postgresql.PASSWORD, quote(postgresql.PASSWORD, safe=""), "4711"):
        assert secret not in said.err + said.out, said.err
    assert "postgresql://" in said.err


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://u:p@host:5/db?password=p", "postgresql://u@host:5/db"),
        ("postgresql:///db", "postgresql:///db"),
        ("postgresql://host", "postgresql://host"),
        ("postgresql://[x", "postgresql://…"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, expected: str) -> None:
    assert shown(url) == expected


def test_what_is_no_place_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = written(tmp_path / "run", [failed("a" * 32)])
    (tmp_path / "x.duckdb").write_text("no database")
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "actors.parquet").write_text("no Parquet")
    targets = {
        "nosuch://place": "nothing is known of nosuch://",
        "file": "file",
        "other": "Parquet",
    }
    if find_spec("duckdb"):
        targets["x.duckdb"] = "cannot be written"

    for target, said in targets.items():
        to = target if "://" in target else str(tmp_path / target)
        assert main(["store", str(run), "--to", to]) == 2, target
        assert said in capsys.readouterr().err
    assert main(["store", str(tmp_path / "none"), "--to", str(tmp_path / "x")]) == 2
    assert "the folder of a run?" in capsys.readouterr().err
