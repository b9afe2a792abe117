"""DuckDB: a run's tables in a database file, all in one transaction."""

from pathlib import Path

from extractor.errors import SetupError
from extractor.running.rows import TABLES, columns
from extractor.sinks.keys import Types, created, replaced

_TYPES: Types = {"words": "VARCHAR", "list": "VARCHAR[]", "number": "BIGINT", "seconds": "DOUBLE"}
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Nothing is fetched."""


def store(tables: Path, path: Path) -> None:
    """Put tables into a database file, in place of what it has of the same articles.

    Args:
        tables: a folder with a Parquet file for each table.
        path: the file; made where it is not there.

    Raises:
        SetupError: the `[duckdb]` extra is missing; or the file is no database, is in use, or has
            other tables of these names.
    """
    try:
        import duckdb
    except ImportError as error:
        raise SetupError(
            'a DuckDB file needs an extra: pip install "communique[duckdb]"'
        ) from error
    staged = {name: f'temp."staged_{name}"' for name in TABLES}
    try:
        with duckdb.connect(path, config=_ALONE) as database:
            database.begin()
            for name in TABLES:
                database.execute(created(name, f'"{name}"', _TYPES))
                found = [row[0] for row in database.execute(f'DESCRIBE "{name}"').fetchall()]
                if found != list(columns(name)):
                    raise SetupError(f"{path} has another table called {name}: name another file")
                database.execute(
                    f"CREATE TEMPORARY TABLE {staged[name]} AS FROM read_parquet(?)",
                    [str(tables / f"{name}.parquet")],
                )
            for name in TABLES:
                for statement in replaced(name, f'"{name}"', staged):
                    database.execute(statement)
            database.commit()
    except duckdb.Error as error:
        raise SetupError(f"{path} cannot be written: {error}") from error
