"""Commands: what each verb of `python -m evals` does.

Results go to standard output, progress to standard error; what comes back is the exit code.
"""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from evals.dataset import GOLD, TEXTS, Case, CorpusError, read_corpus, read_gold, read_text
from schemas import Gold

if TYPE_CHECKING:
    from evals.aggregate import Figure
    from evals.measure import Measured
    from evals.report import Cluster, Report
    from evals.runs import Prediction
    from evals.view.costs import Cost

PASSED, FAULTY = 0, 1
DEFAULT = "local"
"""The system that is replayed where none is named."""
BASELINES = Path(__file__).parent / "baselines"
"""Accepted counts, a file for each recording."""


def replay(options: Namespace) -> int:
    """How good the default model is, from its recording, and whether its counts are accepted."""
    from evals.gate import Accepted, accepted, differences
    from evals.report import EXIT_CODES

    cases = _cases(options)
    report, measured, _, beside = _replayed_beside(options, cases)
    now = accepted(report.system, report.signature, measured)
    before = Accepted.read(BASELINES / f"{DEFAULT}.json")
    changed = differences(before, now)
    word, why = report.verdict()
    if word == "passed":
        word = "failed" if changed else "passed"
        why = f"counts are {'not ' if changed else ''}those of evals/baselines/{DEFAULT}.json"
    _show(report, options, beside, (word, why), _dear(options, cases, measured))
    _tell(options, [*changed, f"{word}: {why}"])
    return EXIT_CODES[word]


def run(options: Namespace) -> int:
    """Have a system read the corpus, now; goes on where an earlier run of the same was stopped."""
    from evals.predict import predict
    from evals.runs import Predictions
    from evals.systems import live
    from extractor.progress import Progress

    cases = _cases(options)
    name = options.model or DEFAULT
    folder = options.output or Path("out") / "evals" / name.replace("/", "-")
    done = len(Predictions(folder).done())
    system = live(folder, options.model, base_url=options.base_url)
    progress = Progress(len(cases) * options.epochs - done)
    for prediction in predict(system, cases, folder, epochs=options.epochs):
        progress.step(f"{prediction.article}  {prediction.error or f'{prediction.seconds:.1f} s'}")
    _print([f"predictions in {folder}"])
    options.predictions = folder
    return score(options)


def score(options: Namespace) -> int:
    """Score a run's folder, or a file of records, against gold."""
    from evals.report import EXIT_CODES, build

    cases = _cases(options)
    system, prompt_hash, measured, _ = _measured(options.predictions, cases, options.split)
    if options.predictions.is_dir():
        from evals.measure import write_scores

        write_scores(options.predictions, cases, measured)
    report = build(system, prompt_hash, cases, measured, options.cluster)
    word, why = report.verdict()
    _show(report, options, {}, (word, why), _dear(options, cases, measured))
    _tell(options, [f"{word}: {why}"])
    return EXIT_CODES[word]


def view(options: Namespace) -> int:
    """A page that shows what a run got right and wrong, article by article."""
    from evals.report import build
    from evals.view import Run, page

    cases, run = _cases(options), options.predictions
    if run is None:
        report, measured, predictions, beside = _replayed_beside(options, cases)
        folder = Path("out") / "evals"
        folder.mkdir(parents=True, exist_ok=True)
    else:
        system, prompt_hash, measured, predictions = _measured(run, cases, options.split)
        report = build(system, prompt_hash, cases, measured, options.cluster)
        beside = _beside_run(options, system)
        folder = run if run.is_dir() else run.parent
    records = {one.article: one.record for one in predictions if one.epoch == 1 and one.record}
    output = options.output or folder / "view.html"
    shown = Run(report, cases, measured, records, beside, options.cluster)
    output.write_text(page(shown), encoding="utf-8")
    _print([f"open {output}"])
    return PASSED


def compare(options: Namespace) -> int:
    """What has changed from one run to another, and whether that is more than chance."""
    from evals.compare import compare, verdict
    from evals.report import EXIT_CODES
    from evals.tables import comparison_lines
    from evals.view.rules import clusters_of, readable

    cases = _cases(options)
    before = _measured(options.before, cases, options.split)[2]
    after = _measured(options.after, cases, options.split)[2]
    comparison = compare(before, after, clusters=clusters_of(cases, options.cluster))
    word, why = verdict(comparison)
    if options.html:
        from evals.view import comparison_page

        names = (str(options.before), str(options.after))
        html = comparison_page(comparison, names, cases, before, after)
        options.html.write_text(html, encoding="utf-8")
        sys.stderr.write(f"open {options.html}\n")
    if options.json:
        _print([json.dumps(asdict(comparison), ensure_ascii=False)])
    elif options.markdown:
        from evals.markdown import comparison_markdown

        _print(comparison_markdown(comparison, (word, why), readable(cases)))
    else:
        _print(comparison_lines(comparison))
    _tell(options, [f"{word}: {why}"])
    return EXIT_CODES[word]


def gate(options: Namespace) -> int:
    """Whether the counts of a recording are those accepted; with --accept, accept them."""
    from evals.gate import Accepted, accepted, differences

    report, measured, _ = _replayed(options.recording, _cases(options))
    now = accepted(report.system, report.signature, measured)
    path = options.baseline or BASELINES / f"{options.recording}.json"
    if options.accept:
        now.write(path)
        _print([f"accepted in {path}: say in the changelog what has changed, and why"])
        return PASSED
    changed = differences(Accepted.read(path), now)
    _print(changed)
    _print(["failed: counts are not those accepted" if changed else "passed: counts are equal"])
    return FAULTY if changed else PASSED


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
        written = path.read_text(encoding="utf-8")
        text = read_text(path.stem, options.texts or TEXTS)
        try:
            gold, faults = anchor(json.loads(written), text)
        except ValueError as error:
            gold, faults = None, [Fault("", f"not JSON: {error}")]
        if gold is not None:
            faults = broken(gold, text)
            if gold.article.id != path.stem:
                faults.append(Fault("article.id", f"must be the file's: {path.stem}"))
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
    from evals.aggregate import rows
    from evals.agree import agree
    from evals.tables import agreement_lines

    agreement = agree(_labels(options.one), _labels(options.other))
    if not agreement.articles:
        raise CorpusError(f"{options.one} and {options.other} have no article in common")
    if options.json:
        links = {name: asdict(one) for name, one in agreement.links.items()}
        whole = {"articles": agreement.articles, "links": links, "rows": rows(agreement.figures)}
        _print([json.dumps(whole, ensure_ascii=False)])
    else:
        _print(agreement_lines(agreement))
    return PASSED


def link(options: Namespace) -> int:
    """How well the meetings of several articles are put together."""
    from evals.linking import across_lines, measured
    from evals.replay import RECORDINGS, replay

    cases = _cases(options)
    predicted = None
    if options.predicted:
        made = replay(RECORDINGS / DEFAULT, cases)[1]
        predicted = {one.article: one.record for one in made if one.record is not None}
    tables = measured([case.gold for case in cases], predicted)
    if options.json:
        whole = {name: [asdict(one) for one in figures] for name, figures in tables.items()}
        _print([json.dumps(whole, ensure_ascii=False)])
    else:
        for name, figures in tables.items():
            _print([*across_lines(name, figures), ""])
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


def selftest(options: Namespace) -> int:
    """The scorer's own laws, tried on a corpus."""
    from evals.selftest import selftest

    cases = _cases(options)
    trials = selftest(cases)
    for trial in trials:
        _print([f"{'holds ' if not trial.broken else 'BROKEN'}  {trial.law}"])
        _print(f"        {words}" for words in trial.broken)
    broken = sum(bool(trial.broken) for trial in trials)
    _print([f"{len(trials) - broken} of {len(trials)} laws hold on {len(cases)} articles"])
    return FAULTY if broken else PASSED


def benchmark(options: Namespace) -> int:
    """How long scoring takes."""
    from evals.benchmark import benchmark

    for articles, meetings, statements in ((200, 3, 14), (10_000, 1, 2)):
        timing = benchmark(articles, meetings, statements)
        each_ms = timing.seconds / timing.articles * 1000
        _print(
            [
                f"{timing.articles} articles, {timing.records} records: {timing.seconds:.2f} s "
                f"from start to end, {each_ms:.2f} ms an article"
            ]
        )
    return PASSED


def _cases(options: Namespace) -> tuple[Case, ...]:
    return read_corpus(options.gold, options.texts or TEXTS, getattr(options, "split", None))


def _replayed(
    name: str, cases: Sequence[Case], cluster: "Cluster" = "article"
) -> "tuple[Report, list[Measured], list[Prediction]]":
    from evals.measure import measure
    from evals.replay import RECORDINGS, replay
    from evals.report import build

    manifest, predictions = replay(RECORDINGS / name, cases)
    measured = measure(cases, predictions)
    report = build(manifest.system, manifest.prompt_hash, cases, measured, cluster)
    return report, measured, predictions


def _replayed_beside(
    options: Namespace, cases: Sequence[Case]
) -> "tuple[Report, list[Measured], list[Prediction], Mapping[str, Mapping[str, Figure]]]":
    """The default model from its recording, and what stands beside it."""
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1) as pool:  # what stands beside takes as long as the model itself
        beside = pool.submit(_beside, options, DEFAULT)
        return *_replayed(DEFAULT, cases, options.cluster), beside.result()


def _measured(
    path: Path, cases: Sequence[Case], split: str | None
) -> "tuple[str, str | None, list[Measured], list[Prediction]]":
    from evals.measure import measure
    from evals.runs import read_predictions

    system, prompt_hash, predictions = read_predictions(path)
    if split is not None:
        wanted = {case.id for case in cases}
        predictions = [one for one in predictions if one.article in wanted]
    return system, prompt_hash, measure(cases, predictions), predictions


def _beside(options: Namespace, without: str) -> "Mapping[str, Mapping[str, Figure]]":
    """What stands beside a system: two annotators' agreement, the recordings of others."""
    from evals.agree import agree
    from evals.replay import RECORDINGS
    from evals.systems import RULES

    cases, found = _cases(options), {}
    folders = sorted((options.gold.parent / "annotators").glob("*/"))
    if len(folders) == 2:
        wanted = {case.id for case in cases}
        one, other = (
            {name: gold for name, gold in _labels(folder).items() if name in wanted}
            for folder in folders
        )
        found["annotators"] = agree(one, other).figures
    others = {path.parent.name for path in RECORDINGS.glob("*/run.json")} | {RULES}
    for name in sorted(others - {without}):
        found[name] = _replayed(name, cases)[0].figures
    return found


def _beside_run(options: Namespace, system: str) -> "Mapping[str, Mapping[str, Figure]]":
    """What stands beside a run; nothing for another corpus, or where a recording is out of date."""
    if options.gold != GOLD:
        return {}
    try:
        return _beside(options, without=system)
    except CorpusError as error:
        sys.stderr.write(f"nothing stands beside it: {error}\n")
        return {}


def _show(
    report: "Report",
    options: Namespace,
    beside: "Mapping[str, Mapping[str, Figure]]",
    verdict: tuple[str, str],
    dear: "Sequence[Cost]",
) -> None:
    from evals.junit import junit
    from evals.tables import report_lines

    if options.junit:
        options.junit.write_text(junit(report), encoding="utf-8")
    if options.json:
        _print([report.to_json()])
    elif options.markdown:
        from evals.markdown import report_markdown

        _print(report_markdown(report, verdict, dear, beside))
    else:
        _print(report_lines(report, {**report.splits, **beside}, details=options.fields))


def _dear(
    options: Namespace, cases: Sequence[Case], measured: "Sequence[Measured]"
) -> "list[Cost]":
    """What errors cost, where that is to be printed."""
    if not options.markdown:
        return []
    from evals.view.costs import costs
    from evals.view.rules import clusters_of

    return costs(cases, measured, clusters_of(cases, options.cluster))


def _tell(options: Namespace, lines: Iterable[str]) -> None:
    """To standard output, or to standard error where that is to be JSON or Markdown alone."""
    if options.json or options.markdown:
        sys.stderr.writelines(f"{line}\n" for line in lines)
    else:
        _print(lines)


def _labels(folder: Path) -> Mapping[str, Gold]:
    return {path.stem: read_gold(path) for path in sorted(folder.glob("*.json"))}


def _print(lines: Iterable[str]) -> None:
    """To standard output; nothing more once nobody reads it (`| head`), the exit code stays."""
    try:
        for line in lines:
            sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
