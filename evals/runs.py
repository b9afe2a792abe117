"""Runs: a folder for what one system predicted for one corpus, and how it came about.

    run.json            what was asked of whom: system, prompt, gold, versions
    exchanges.jsonl     every request and its answer, where there is a server behind the system
    predictions.jsonl   a line for each article and epoch: its record, or why there is none

All but `run.json` is only ever added to; a killed run goes on where it was.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, Self

from evals.dataset import Case, CorpusError
from extractor.journal import Journal
from schemas import SCHEMA_VERSION, Extraction

MANIFEST, EXCHANGES, PREDICTIONS = "run.json", "exchanges.jsonl", "predictions.jsonl"
_PACKAGES = ("communique", "instructor", "openai", "pydantic", "nupunkt")
_COMPARED = ("system", "prompt_hash", "schema_version", "gold_hash", "settings")


@dataclass(frozen=True)
class Manifest:
    """What a run is a run of."""

    system: str
    """Such as `local`, `openai/<model>`, `rules`."""
    prompt_hash: str | None
    schema_version: str
    gold_hash: str
    articles: int
    settings: Mapping[str, Any]
    """What the system was told beyond its name; no key."""
    git_revision: str | None
    packages: Mapping[str, str]
    created: str
    """UTC, ISO 8601."""

    @classmethod
    def of(
        cls,
        system: str,
        cases: Sequence[Case],
        *,
        prompt_hash: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> Self:
        """The manifest of a run that begins now."""
        return cls(
            system=system,
            prompt_hash=prompt_hash,
            schema_version=SCHEMA_VERSION,
            gold_hash=gold_hash(cases),
            articles=len(cases),
            settings=dict(settings or {}),
            git_revision=_git_revision(),
            packages={name: version(name) for name in _PACKAGES},
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest of a run's folder.

        Raises:
            CorpusError: there is none, or it is of another make.
        """
        path = folder / MANIFEST
        try:
            return cls(**json.loads(path.read_bytes()))
        except FileNotFoundError as error:
            raise CorpusError(f"{path}: not there; is {folder} the folder of a run?") from error
        except (TypeError, ValueError) as error:
            known = ", ".join(one.name for one in fields(cls))
            raise CorpusError(f"{path}: must be an object of {known}") from error

    def write(self, folder: Path) -> None:
        """Write it, or make sure that the folder holds a run of the same thing.

        Raises:
            CorpusError: the folder holds a run of something else.
        """
        path = folder / MANIFEST
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            half = path.with_suffix(".part")
            half.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
            half.replace(path)
            return
        there = Manifest.read(folder)
        for name in _COMPARED:
            ours, theirs = getattr(self, name), getattr(there, name)
            if ours != theirs:
                raise CorpusError(
                    f"{folder} holds a run with {name} {theirs!r}, this one has {ours!r}: "
                    "name another folder with --output, or delete that one"
                )


@dataclass(frozen=True)
class Prediction:
    """What a system made of one article."""

    article: str
    epoch: int
    status: Literal["done", "failed"]
    error: str | None
    """Class and message of what went wrong; None where nothing did."""
    seconds: float
    """Wall clock."""
    record: Extraction | None

    @classmethod
    def from_line(cls, line: Mapping[str, Any]) -> Self:
        """A line of predictions.jsonl."""
        record = line["record"]
        return cls(
            **{
                **line,
                "record": None
                if record is None
                else Extraction.model_validate_json(json.dumps(record)),
            }
        )

    def to_line(self) -> dict[str, Any]:
        """As a line of predictions.jsonl."""
        record = None if self.record is None else self.record.model_dump(mode="json")
        return {**{one.name: getattr(self, one.name) for one in fields(self)}, "record": record}


class Predictions:
    """The predictions of a run's folder."""

    def __init__(self, folder: Path) -> None:
        self._journal = Journal(folder / PREDICTIONS)

    def __iter__(self) -> Iterator[Prediction]:
        """Each prediction, in the order in which they were made.

        Raises:
            CorpusError: a line is not a prediction.
        """
        try:
            for line in self._journal.read():
                yield Prediction.from_line(line)
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{self._journal.path}: not predictions: {error}") from error

    def done(self) -> set[tuple[str, int]]:
        """Articles and epochs that have a prediction."""
        return {(line["article"], line["epoch"]) for line in self._journal.read()}

    def add(self, prediction: Prediction) -> None:
        """Write one down."""
        self._journal.append(prediction.to_line())


def read_predictions(path: Path) -> tuple[str, str | None, list[Prediction]]:
    """System, prompt hash and predictions of a run's folder, or of a file of records.

    A file holds a line for each article: what `python -m extractor` writes, or predictions.jsonl.

    Raises:
        CorpusError: it is neither.
    """
    if path.is_dir():
        manifest = Manifest.read(path)
        return manifest.system, manifest.prompt_hash, list(Predictions(path))
    if not path.is_file():
        raise CorpusError(f"{path}: not there")
    try:
        lines = path.read_bytes().splitlines()
        predictions = [_prediction(line) for line in lines if line.strip()]
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path}: not a file of records: {error}") from error
    if not predictions:
        raise CorpusError(f"{path}: no record in it")
    origins = {one.record.provenance for one in predictions if one.record is not None}
    names = sorted({one.model for one in origins})
    prompts = {one.prompt_hash for one in origins}
    return " + ".join(names) or str(path), prompts.pop() if len(prompts) == 1 else None, predictions


def _prediction(line: bytes) -> Prediction:
    """A line of either kind of file."""
    try:
        record = Extraction.model_validate_json(line)
    except ValueError:
        return Prediction.from_line(json.loads(line))
    return Prediction(record.article.id, 1, "done", None, record.usage.seconds, record)


def gold_hash(cases: Sequence[Case]) -> str:
    """16 hex digits that change with any text or label."""
    whole = sha256()
    for case in sorted(cases, key=lambda case: case.id):
        whole.update(case.text.encode())
        whole.update(case.gold.model_dump_json().encode())
    return whole.hexdigest()[:16]


def _git_revision() -> str | None:
    """The commit of the code, with a mark where it has been changed; None outside a checkout."""
    here = Path(__file__).parent
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],  # noqa: S607 - git of the PATH
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return described.stdout.strip()
