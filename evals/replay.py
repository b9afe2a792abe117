"""Replay: runs that stand in the checkout, predicted again without a model or a network.

A recording holds what went over the wire, so that reading, grounding and resolving run as they are
now; or, of a system that is not ours, its predictions. Rules are read anew: they ask nobody.
"""

from collections.abc import Sequence
from pathlib import Path

from evals.dataset import Case, CorpusError
from evals.exchanges import NOT_RECORDED
from evals.predict import predicted
from evals.runs import EXCHANGES, Manifest, Prediction, Predictions
from evals.systems import RULES, recorded, rules
from extractor.errors import SetupError
from schemas import SCHEMA_VERSION

RECORDINGS = Path(__file__).parent / "recordings"
"""A folder for each run."""


def replay(folder: Path, cases: Sequence[Case]) -> tuple[Manifest, list[Prediction]]:
    """What was recorded, and what it gives today; one epoch.

    Raises:
        CorpusError: there is no such recording, it was made with another prompt, or it has no
            answer for one of the articles.
    """
    if folder.name == RULES:
        system = rules()
        read = system.open(1)
        made = [predicted(system, read, case) for case in cases]
        return Manifest.of(RULES, cases), made
    manifest = Manifest.read(folder)
    if not (folder / EXCHANGES).is_file():
        if manifest.schema_version != SCHEMA_VERSION:
            raise CorpusError(f"{folder} was recorded with schema {manifest.schema_version}")
        wanted = {case.id for case in cases}
        return manifest, [one for one in Predictions(folder) if one.article in wanted]
    system = recorded(folder, manifest.system)
    if system.prompt_hash != manifest.prompt_hash:
        raise CorpusError(
            f"{folder} was recorded with prompt {manifest.prompt_hash}, the code has "
            f"{system.prompt_hash}: record anew with python -m evals run --output {folder}"
        )
    read = system.open(1)
    try:
        return manifest, [predicted(system, read, case) for case in cases]
    except SetupError as error:
        if NOT_RECORDED not in str(error):
            raise
        raise CorpusError(
            f"{folder} has no answer to a request: it is a recording of the project's own corpus, "
            "read as it was then. For other texts use run or score; after a change of prompt or "
            "reading, record anew with python -m evals run"
        ) from error
