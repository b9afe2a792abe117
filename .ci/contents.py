"""Checks what is in a wheel and a source distribution: all that is needed, nothing that is not."""

import sys
import tarfile
import zipfile
from pathlib import Path

NEEDED = (
    "extractor/html/article.html.j2",
    "extractor/html/page.css",
    "extractor/html/page.html.j2",
    "extractor/html/page.js",
    "extractor/html/stories.css",
    "extractor/html/stories.html.j2",
    "extractor/html/words.html.j2",
    "extractor/linking/weights.tsv",
    "extractor/py.typed",
    "extractor/weights/adapter.gguf",
    "evals/labelstudio/form.xml",
    "evals/py.typed",
    "evals/view/comparison.html.j2",
    "evals/view/filter.js",
    "evals/view/layout.html.j2",
    "evals/view/parts.html.j2",
    "evals/view/view.css",
    "evals/view/view.html.j2",
    "schemas/extraction.schema.json",
    "schemas/gold.schema.json",
    "schemas/ledger.schema.json",
    "schemas/linked.schema.json",
    "schemas/nations.tsv",
    "schemas/py.typed",
)
UNWANTED = ("seeds/", "tests/", "training/", ".ci/", "out/")
SEEDS = Path(__file__).parent.parent / "seeds"
RUN = 60
"""Characters of a seed in a row that no package may hold."""


def files(path: Path) -> dict[str, bytes]:
    """What is in the archive, by name, without the folder an sdist puts around it."""
    if path.suffix == ".whl":
        wheel = zipfile.ZipFile(path)
        return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(path) as archive:
        members = [one for one in archive.getmembers() if one.isfile()]
        return {one.name.partition("/")[2]: archive.extractfile(one).read() for one in members}


def with_seeds(content: dict[str, bytes]) -> list[str]:
    """The files that hold text of a seed."""
    texts = [path.read_bytes() for path in SEEDS.glob("*.txt")]
    runs = {text[i : i + RUN] for text in texts for i in range(0, len(text) - RUN, RUN)}
    return [name for name, data in content.items() if any(run in data for run in runs)]


def main(paths: list[str]) -> int:
    """Print a line for each archive; 1 where something is missing or too much."""
    failed = 0
    for path in map(Path, paths):
        content = files(path)
        missing = [one for one in NEEDED if one not in content]
        extra = [one for one in content if one.startswith(UNWANTED)] + with_seeds(content)
        failed |= bool(missing or extra)
        size = path.stat().st_size / 1e6
        print(f"{path.name}: {len(content)} files, {size:.1f} MB, missing {missing}, extra {extra}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
