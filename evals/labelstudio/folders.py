"""Folders: gold files to what Label Studio imports, and what it exports to gold files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from evals.anchor import SCHEMA
from evals.dataset import GOLD, TEXTS, CorpusError, read_gold, read_text
from evals.labelstudio.reading import NOT_YET, UnreadableTaskError, from_label_studio
from evals.labelstudio.writing import to_label_studio
from schemas import Gold

CONFIGURATION = Path(__file__).with_name("form.xml")
"""What a project's labelling interface is set to."""


@dataclass(frozen=True)
class Imported:
    """What became of the tasks of an export."""

    written: tuple[Path, ...]
    faults: tuple[str, ...]
    """One line each; an article with any was not written."""


def export_folder(
    output: Path,
    gold: Path = GOLD,
    texts: Sequence[Path] = TEXTS,
    articles: Sequence[str] = (),
) -> int:
    """Write `tasks.json`, to be imported in Label Studio, and `form.xml`, its configuration.

    Args:
        output: the folder to write to; made where missing.
        gold: the folder of gold files.
        texts: folders that have the texts.
        articles: ids; by default all that have a gold file. One that has none is exported without
            labels, to be labelled from the beginning.

    Returns:
        How many tasks there are.

    Raises:
        CorpusError: a file is missing or not valid, or there is nothing to export.
    """
    tasks = []
    for article in articles or sorted(path.stem for path in gold.glob("*.json")):
        text, path = read_text(article, texts), gold / f"{article}.json"
        labelled = read_gold(path, text) if path.is_file() else _unlabelled(article, text)
        tasks.append(to_label_studio(labelled, text))
    if not tasks:
        raise CorpusError(f"{gold}: no gold file (*.json) there; name the folder with --gold")
    output.mkdir(parents=True, exist_ok=True)
    written = json.dumps(tasks, ensure_ascii=False, indent=1)
    (output / "tasks.json").write_text(written + "\n", encoding="utf-8")
    (output / CONFIGURATION.name).write_bytes(CONFIGURATION.read_bytes())
    return len(tasks)


def import_folder(exported: Path, output: Path, texts: Sequence[Path] = TEXTS) -> Imported:
    """Write the gold file of every task that can be read, named by its article.

    Args:
        exported: a JSON export of Label Studio, or a folder of them.
        output: the folder to write to; made where missing, files of the same name replaced.
        texts: folders that have the texts, which must be those of the tasks.

    Raises:
        CorpusError: a file is missing or is no such export.
    """
    files = sorted(exported.glob("*.json")) if exported.is_dir() else [exported]
    written, faults = [], []
    for file in files:
        for task in _tasks(file):
            try:
                gold = from_label_studio(task)
                if read_text(gold.article.id, texts) != task["data"]["text"]:
                    raise UnreadableTaskError(f"{gold.article.id}: its text is not that in --texts")
            except UnreadableTaskError as error:
                faults += [f"{file.name}: {line}" for line in str(error).splitlines()]
                continue
            output.mkdir(parents=True, exist_ok=True)
            written.append(output / f"{gold.article.id}.json")
            lines = gold.to_json()
            written[-1].write_text(lines, encoding="utf-8")
    if not files:
        raise CorpusError(f"{exported}: no export (*.json) there")
    return Imported(tuple(written), tuple(faults))


def _tasks(file: Path) -> Sequence[Mapping[str, Any]]:
    try:
        tasks = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CorpusError(f"{file}: no such file") from error
    except ValueError as error:
        raise CorpusError(f"{file}: not JSON: {error}") from error
    if not isinstance(tasks, list) or not all(isinstance(one, dict) for one in tasks):
        raise CorpusError(f"{file}: no list of tasks; export as JSON, not as JSON-MIN or CSV")
    return tasks


def _unlabelled(article: str, text: str) -> Gold:
    about = {"id": article, "sha256": sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}
    gold = {"$schema": SCHEMA, "article": about, "annotation": NOT_YET}
    return Gold.model_validate_json(json.dumps(gold))
