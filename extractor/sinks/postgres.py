"""PostgreSQL: a run's tables in the schema `communique` of a database, all in one transaction.

Rows go by COPY into temporary tables, and from these into their own. A NUL, which PostgreSQL's
text cannot hold, becomes U+FFFD.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from extractor.errors import SetupError
from extractor.running.rows import TABLES, columns
from extractor.sinks.keys import Types, created, quoted, replaced

if TYPE_CHECKING:
    import psycopg

SCHEMA = "communique"
_TYPES: Types = {
    "words": "text",
    "list": "text[]",
    "number": "bigint",
    "seconds": "double precision",
}
_LOCK = 0x636F6D6D
"""Held by the transaction: who stores at the same time waits."""
_ROWS = 5_000
_CONNECT_S = 10


def store(tables: Path, url: str) -> None:
    """Put tables into a database, in place of what it has of the same articles.

    Args:
        tables: a folder with a Parquet file for each table.
        url: of the database, as libpq takes it; a password may stand in `~/.pgpass` instead.

    Raises:
        SetupError: the `[postgres]` extra is missing; or the database cannot be reached, does not
            allow it, or has other tables of these names. No message has the password in it.
    """
    try:
        import psycopg
    except ImportError as error:
        raise SetupError('PostgreSQL needs an extra: pip install "communique[postgres]"') from error
    try:
        with psycopg.connect(url, connect_timeout=_CONNECT_S) as connection:
            _store(tables, connection)
    except psycopg.Error as error:
        why = SetupError(f"{shown(url)}: {_without_password(str(error), url)}")
    else:
        return
    raise why  # with no cause: its words may have the password


def shown(url: str) -> str:
    """The address without its password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "postgresql://…"
    where = f"{host}:{port}" if port else host
    name = f"{parts.username}@" if parts.username else ""
    return f"postgresql://{name}{where}{parts.path}"


def _without_password(words: str, url: str) -> str:
    for secret in _secrets(url):
        words = words.replace(secret, "***")
    return words


def _secrets(url: str) -> Iterator[str]:
    """What of an address is not to be shown: as it is written, and as it is meant."""
    name, _, place = url.partition("://")[2].rpartition("@")
    said = name.partition(":")[2]
    for parameter in place.partition("?")[2].split("&"):
        if parameter.partition("=")[0] in ("password", "sslpassword"):
            yield from filter(
                None, (parameter.partition("=")[2], unquote(parameter.partition("=")[2]))
            )
    yield from filter(None, (said, unquote(said)))


def _store(tables: Path, connection: "psycopg.Connection[Any]") -> None:
    staged = {name: f'pg_temp."staged_{name}"' for name in TABLES}
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{SCHEMA}"')
    for name in TABLES:
        connection.execute(created(name, _called(name), _TYPES).encode())
        _check(name, connection)
        connection.execute(
            f'CREATE TEMPORARY TABLE "staged_{name}" (LIKE {_called(name)}) ON COMMIT DROP'.encode()
        )
        _copy(tables / f"{name}.parquet", name, staged[name], connection)
    connection.execute(
        f'CREATE INDEX IF NOT EXISTS "dropped_key" ON {_called("dropped")} ("key")'.encode()
    )
    for name in TABLES:
        for statement in replaced(name, _called(name), staged):
            connection.execute(statement.encode())


def _called(table: str) -> str:
    return f'"{SCHEMA}"."{table}"'


def _check(table: str, connection: "psycopg.Connection[Any]") -> None:
    """Raise SetupError for a table of somebody else, or of another version."""
    found = connection.execute(
        "SELECT column_name, format_type(to_regtype(udt_schema || '.' || udt_name), NULL) "
        "FROM information_schema.columns "
        "WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position",
        [SCHEMA, table],
    ).fetchall()
    if found != [(name, _TYPES[kind]) for name, kind in columns(table).items()]:
        raise SetupError(f"the database has another table called {SCHEMA}.{table}: move it away")


def _copy(file: Path, table: str, staged: str, connection: "psycopg.Connection[Any]") -> None:
    from pyarrow import parquet

    names = list(columns(table))
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {staged} ({quoted(names)}) FROM STDIN".encode()) as copy,
        parquet.ParquetFile(file) as rows,
    ):
        for batch in rows.iter_batches(_ROWS):
            for row in batch.to_pylist():
                copy.write_row([_storable(row[name]) for name in names])


def _storable(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    return [_storable(one) for one in value] if isinstance(value, list) else value
