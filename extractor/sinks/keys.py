"""Keys: what tells the rows of a table apart, and thereby what is stored already."""

from collections.abc import Iterable, Mapping

from extractor.running.rows import columns

PRIMARY: Mapping[str, tuple[str, ...]] = {
    "articles": ("key",),
    "actors": ("key", "actor"),
    "meetings": ("key", "meeting"),
    "participants": ("key", "meeting", "actor", "role"),
    "statements": ("key", "statement"),
    "evidence": ("key", "record", "field", "start", "end"),
    "dropped": (),
}
"""The primary key of each table; none of `dropped`, where two rows may be the same."""

Types = Mapping[str, str]
"""A database's type for each kind of column."""


def created(table: str, name: str, types: Types) -> str:
    """The statement that makes a table, in any SQL.

    Args:
        table: one of the run's tables.
        name: what it is to be called, quoted.
        types: of the database.
    """
    key = PRIMARY[table] or ("key",)
    parts = [
        f'"{column}" {types[kind]}{" NOT NULL" if column in key else ""}'
        for column, kind in columns(table).items()
    ]
    if PRIMARY[table]:
        parts.append(f"PRIMARY KEY ({quoted(PRIMARY[table])})")
    return f"CREATE TABLE IF NOT EXISTS {name} ({', '.join(parts)})"


def replaced(table: str, name: str, staged: Mapping[str, str]) -> tuple[str, str]:
    """The statements that put what is staged in place of what was stored of the same articles.

    Args:
        table: one of the run's tables.
        name: what it is called, quoted.
        staged: what each staging table is called, quoted.
    """
    names = quoted(columns(table))
    every = "DISTINCT " if PRIMARY[table] else ""  # a piece of evidence may be named twice
    return (
        f'DELETE FROM {name} WHERE "key" IN (SELECT "key" FROM {staged["articles"]})',  # noqa: S608 - names of ours
        f"INSERT INTO {name} ({names}) SELECT {every}{names} FROM {staged[table]}",  # noqa: S608
    )


def quoted(names: Iterable[str]) -> str:
    """Names of columns, as SQL lists them."""
    return ", ".join(f'"{name}"' for name in names)
