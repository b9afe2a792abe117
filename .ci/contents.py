"""Checks what is in a wheel and a source distribution: all that is needed, nothing that is not."""

import sys
import tarfile
import zipfile
from pathlib import Path

NEEDED = (
    "extractor/py.typed",
    "extractor/weights/provisional-adapter.gguf",
    "evals/py.typed",
    "schemas/extraction.schema.json",
    "schemas/gold.schema.json",
    "schemas/nations.tsv",
    "schemas/py.typed",
)
UNWANTED = ("seeds/", ".ci/", "out/")


def names(path: Path) -> list[str]:
    """Files in the archive, without the folder an sdist puts around them."""
    if path.suffix == ".whl":
        return zipfile.ZipFile(path).namelist()
    with tarfile.open(path) as archive:
        return [one.name.partition("/")[2] for one in archive.getmembers() if one.isfile()]


def main(paths: list[str]) -> int:
    """Print a line for each archive; 1 where something is missing or too much."""
    failed = 0
    for path in map(Path, paths):
        unwanted = (*UNWANTED, "tests/") if path.suffix == ".whl" else UNWANTED
        files = names(path)
        missing = [one for one in NEEDED if one not in files]
        extra = [one for one in files if one.startswith(unwanted)]
        failed |= bool(missing or extra)
        size = path.stat().st_size / 1e6
        print(f"{path.name}: {len(files)} files, {size:.1f} MB, missing {missing}, extra {extra}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
