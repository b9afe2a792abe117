"""`python -m evals`: arguments and exit codes, no logic.

Exit codes: 0, passed; 1, something is wrong with what was looked at; 2, could not be measured (a
file missing or not readable); 64, wrong use.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from evals.dataset import GOLD, TEXTS

if TYPE_CHECKING:
    from schemas import Gold

PASSED, FAULTY, NOT_MEASURED, USAGE = 0, 1, 2, 64


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: error: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    from evals.dataset import CorpusError

    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except CorpusError as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename}: {error.strerror}")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m evals", description="Measure extractions against labelled articles."
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)

    check = verbs.add_parser("check", help="validate a corpus and print it in numbers")
    check.add_argument("--gold", type=Path, default=GOLD, metavar="DIR", help="%(default)s")
    _add_texts(check)
    check.set_defaults(run=_check)

    anchor = verbs.add_parser("anchor", help="turn labels with plain strings into gold")
    anchor.add_argument("labels", nargs="+", type=Path, metavar="FILE")
    _add_texts(anchor)
    anchor.add_argument(
        "--output", type=Path, metavar="DIR", help="write there; without it, only say what is wrong"
    )
    anchor.set_defaults(run=_anchor)

    agree = verbs.add_parser("agree", help="how far two annotators agree")
    agree.add_argument("one", type=Path, metavar="DIR", help="gold files of one annotator")
    agree.add_argument("other", type=Path, metavar="DIR", help="gold files of the other")
    agree.add_argument("--json", action="store_true", help="print JSON")
    agree.set_defaults(run=_agree)
    return parser


def _add_texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--texts",
        action="append",
        type=Path,
        metavar="DIR",
        help=f"folder of <article id>.txt; may be repeated ({', '.join(map(str, TEXTS))})",
    )


def _check(options: argparse.Namespace) -> int:
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


def _anchor(options: argparse.Namespace) -> int:
    from evals.anchor import Fault, anchor
    from evals.dataset import read_text
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
            target = options.output / path.name
            target.write_text(gold.to_json(), encoding="utf-8")
    _print([f"{right} of {len(options.labels)} files are right"])
    return PASSED if right == len(options.labels) else FAULTY


def _agree(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from evals.agree import agree
    from evals.dataset import CorpusError
    from evals.tables import agreement_lines

    agreement = agree(_labels(options.one), _labels(options.other))
    if not agreement.articles:
        raise CorpusError(f"{options.one} and {options.other} have no article in common")
    if options.json:
        _print([json.dumps(asdict(agreement), ensure_ascii=False)])
    else:
        _print(agreement_lines(agreement))
    return PASSED


def _labels(folder: Path) -> "Mapping[str, Gold]":
    from evals.dataset import read_gold

    return {path.stem: read_gold(path) for path in sorted(folder.glob("*.json"))}


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")


def _complain(message: str) -> int:
    sys.stderr.write(message + "\n")
    return NOT_MEASURED


if __name__ == "__main__":
    sys.exit(main())
