"""Target: where tables are to be stored, by its address."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from extractor.sinks import duckdb_file, parquet_files, postgres

_DUCKDB = "duckdb:///"


@dataclass(frozen=True)
class Target:
    """A place for tables."""

    shown: str
    """Its address, without a password."""
    store: Callable[[Path], None]
    """Puts the tables of a folder of Parquet files there; twice is the same as once."""


def target_of(address: str) -> Target:
    """The place that an address names.

    Args:
        address: `postgresql://…`; `duckdb:///x.duckdb` (relative; with four slashes absolute) or a
            path that ends in .duckdb; else a folder's path or address, for Parquet files.
    """
    if address.startswith(("postgresql://", "postgres://")):
        return Target(postgres.shown(address), lambda tables: postgres.store(tables, address))
    if address.startswith(_DUCKDB) or address.endswith(".duckdb"):
        path = Path(address.removeprefix(_DUCKDB))
        return Target(str(path), lambda tables: duckdb_file.store(tables, path))
    return Target(address, lambda tables: parquet_files.store(tables, address))
