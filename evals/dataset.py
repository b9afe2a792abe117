"""Dataset: gold files and texts, paired by article id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from schemas import Gold

GOLD = Path("gold/records")
TEXTS = (Path("gold/texts"), Path("seeds"))
"""Where a checkout keeps its corpus."""


class CorpusError(Exception):
    """The corpus cannot be read: a file is missing or does not hold what it must."""


@dataclass(frozen=True)
class Case:
    """An article's text and its labels."""

    text: str
    gold: Gold

    @property
    def id(self) -> str:
        """The article's id, which its files are named by."""
        return self.gold.article.id


def read_text(article: str, folders: Iterable[Path]) -> str:
    """The text of an article, byte for byte, from the first folder that has it.

    Raises:
        CorpusError: none has it, or it is not UTF-8.
    """
    folders = tuple(folders)
    for folder in folders:
        if not folder.is_dir() and folder not in TEXTS:
            raise CorpusError(f"{folder}: no such folder; it was named with --texts")
    for folder in folders:
        path = folder / f"{article}.txt"
        if path.is_file():
            try:
                return path.read_bytes().decode("utf-8")
            except UnicodeDecodeError as error:
                raise CorpusError(f"{path}: not UTF-8; save it as UTF-8") from error
    where = ", ".join(map(str, folders))
    raise CorpusError(f"{article}.txt: not in {where}; name its folder with --texts")


def read_gold(path: Path, text: str | None = None) -> Gold:
    """The labels of one file, checked against the text where it is given.

    Raises:
        CorpusError: naming file, field and fault, for what is not valid gold.
    """
    from evals.anchor import faults_of

    raw = path.read_bytes()
    try:
        return Gold.model_validate_json(raw, context={"text": text} if text is not None else None)
    except ValidationError as error:
        import json

        try:
            labels = json.loads(raw)
        except ValueError:
            labels = {}
        lines = [f"{path}: {fault}" for fault in faults_of(error, labels)]
        raise CorpusError("\n".join(lines)) from error


def read_corpus(
    gold: Path = GOLD, texts: Sequence[Path] = TEXTS, split: str | None = None
) -> tuple[Case, ...]:
    """Every article of a gold folder with its text, by id; one split of it where named.

    Raises:
        CorpusError: a file is missing or not valid, or there is none.
    """
    cases = []
    paths = sorted(gold.glob("*.json"))
    for path in paths:
        text = read_text(path.stem, texts)
        case = Case(text, read_gold(path, text))
        if split is None or case.gold.annotation.split == split:
            cases.append(case)
    if paths and not cases:
        raise CorpusError(f"{gold}: no article of the split {split} there")
    if not cases:
        raise CorpusError(f"{gold}: no gold file (*.json) there; name the folder with --gold")
    return tuple(cases)
