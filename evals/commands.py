"""Commands: what each verb of `python -m evals` does; results to standard output."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from evals.dataset import TEXTS, CorpusError, read_gold, read_text
from schemas import Gold

PASSED, FAULTY = 0, 1


def check(options: Namespace) -> int:
    """Validate a corpus and print it in numbers."""
    from evals.census import Census
    from evals.check import check
    from evals.tables import census_lines

    report = check(options.gold, options.texts or TEXTS)
    _print(census_lines(Census.of(report.cases), report.tags))
    _print(map(str, report.faults))
    if report.faults:
        _print([f"faults: {len(report.faults)}"])
        return FAULTY
    _print(["all is well"])
    return PASSED


def anchor(options: Namespace) -> int:
    """Turn labels with plain strings into gold."""
    from evals.anchor import Fault, anchor
    from evals.rules import broken

    right = 0
    for path in options.labels:
        text = read_text(path.stem, options.texts or TEXTS)
        try:
            gold, faults = anchor(json.loads(path.read_text(encoding="utf-8")), text)
        except ValueError as error:
            gold, faults = None, [Fault("", f"not JSON: {error}")]
        if gold is not None:
            faults = broken(gold, text)
        _print(f"{path}: {fault}" for fault in faults)
        if gold is None or faults:
            continue
        right += 1
        if options.output:
            options.output.mkdir(parents=True, exist_ok=True)
            (options.output / path.name).write_text(gold.to_json(), encoding="utf-8")
    _print([f"{right} of {len(options.labels)} files are right"])
    return PASSED if right == len(options.labels) else FAULTY


def agree(options: Namespace) -> int:
    """How far two annotators agree."""
    from evals.agree import agree
    from evals.tables import agreement_lines

    agreement = agree(_labels(options.one), _labels(options.other))
    if not agreement.articles:
        raise CorpusError(f"{options.one} and {options.other} have no article in common")
    if options.json:
        _print([json.dumps(asdict(agreement), ensure_ascii=False)])
    else:
        _print(agreement_lines(agreement))
    return PASSED


def label_studio(options: Namespace) -> int:
    """Write tasks for Label Studio, or gold files from its export."""
    from evals.labelstudio import export_folder, import_folder

    texts = options.texts or TEXTS
    if options.direction == "export":
        count = export_folder(options.output, options.gold, texts, options.article)
        _print([f"{count} tasks in {options.output / 'tasks.json'}, the interface in form.xml"])
        return PASSED
    if options.exported is None:
        raise CorpusError("name the file that Label Studio exported")
    imported = import_folder(options.exported, options.output, texts)
    _print(imported.faults)
    _print([f"{len(imported.written)} gold files in {options.output}"])
    return FAULTY if imported.faults else PASSED


def _labels(folder: Path) -> Mapping[str, Gold]:
    return {path.stem: read_gold(path) for path in sorted(folder.glob("*.json"))}


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
