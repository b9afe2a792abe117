"""Parquet: a run's tables as files in a folder or an object store, beside those of other runs.

Each file comes into being whole, in place of the one that was there. Two that store into one folder
at the same time may undo each other's work; storing again puts it right.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractor.errors import SetupError
from extractor.running.rows import TABLES


def store(tables: Path, target: str) -> None:
    """Put tables into a folder, in place of the rows that it has of the same articles.

    Args:
        tables: a folder with a Parquet file for each table.
        target: a folder's path, or the address of one: `file://`, `s3://`, `gs://`, or what
            fsspec, where it is installed, knows.

    Raises:
        SetupError: nothing is known of such an address, or other files of these names are there.
        OSError: it cannot be read or written.
    """
    from pyarrow import parquet

    system, folder = _opened(target)
    system.create_dir(folder, recursive=True)
    keys = parquet.read_table(tables / "articles.parquet", columns=["key"])["key"]
    with TemporaryDirectory(prefix="communique-") as merged:
        for name in TABLES:
            _merge(tables / f"{name}.parquet", (system, f"{folder}/{name}.parquet"), keys, merged)
        for name in TABLES:
            _put(f"{merged}/{name}.parquet", system, f"{folder}/{name}.parquet")


def _put(file: str, system: Any, path: str) -> None:
    """Copy a local file; an object store shows an object when all of it is there."""
    from pyarrow import fs

    local = fs.LocalFileSystem()
    half = f"{path}.part" if system == local else path
    fs.copy_files(file, half, source_filesystem=local, destination_filesystem=system)
    if half != path:
        system.move(half, path)


def _opened(target: str) -> tuple[Any, str]:
    """The file system of a target, and the folder in it."""
    import pyarrow as arrow
    from pyarrow import fs

    scheme, separator, _ = target.partition("://")
    if not separator:
        return fs.LocalFileSystem(), str(Path(target).resolve())
    try:
        system, folder = fs.FileSystem.from_uri(target)
    except arrow.ArrowInvalid as error:
        try:
            import fsspec  # type: ignore[import-untyped, import-not-found, unused-ignore]

            found, folder = fsspec.url_to_fs(target)
        except (ImportError, ValueError):
            raise SetupError(f"nothing is known of {scheme}:// ({error})") from error
        system = fs.PyFileSystem(fs.FSSpecHandler(found))
    return system, folder.rstrip("/")


def _merge(new: Path, old: tuple[Any, str], keys: Any, folder: str) -> None:
    """Write a file of what was stored of other articles, and of what is new."""
    import pyarrow as arrow
    from pyarrow import compute, fs, parquet

    system, path = old
    schema = parquet.read_schema(new)
    with parquet.ParquetWriter(f"{folder}/{new.name}", schema) as writer:
        if system.get_file_info(path).type == fs.FileType.File:
            try:
                with system.open_input_file(path) as file, parquet.ParquetFile(file) as stored:
                    if not stored.schema_arrow.equals(schema):
                        raise SetupError(f"{path} has other columns: name another folder")
                    for batch in stored.iter_batches():
                        of_others = compute.invert(compute.is_in(batch["key"], value_set=keys))
                        writer.write_batch(batch.filter(of_others))
            except arrow.ArrowInvalid as error:
                raise SetupError(f"{path} is no Parquet file: {error}") from error
        with parquet.ParquetFile(new) as found:
            for batch in found.iter_batches():
                writer.write_batch(batch)
