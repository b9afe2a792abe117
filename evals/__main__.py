"""`python -m evals`: arguments and exit codes; what the verbs do stands in `evals/commands.py`.

Exit codes: 0, passed; 1, a regression or a fault in what was looked at; 2, could not be measured;
3, inconclusive; 64, wrong use.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from evals.dataset import GOLD, TEXTS

NOT_MEASURED, USAGE, INTERRUPTED = 2, 64, 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: error: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    from evals import commands
    from evals.dataset import CorpusError
    from extractor.errors import CommuniqueError

    try:
        code: int = getattr(commands, options.verb.replace("-", "_"))(options)
    except (CommuniqueError, CorpusError) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"{error.filename}: {error.strerror}")
    except KeyboardInterrupt:
        _complain("interrupted; what was predicted is kept, the same command goes on")
        return INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m evals",
        description="Measure extractions against labelled articles. Without a verb: how good the "
        "default model is on the gold, replayed from its recording.",
    )
    parser.set_defaults(verb="replay")
    _add_corpus(parser)
    _add_form(parser)
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")

    run = _verb(verbs, "run", "have a system read the corpus, now")
    run.add_argument(
        "--model",
        help="local (default, needs no key), openai/<model>, or endpoint/<model> with --base-url",
    )
    run.add_argument("--base-url", metavar="URL", help="of an OpenAI-compatible server, with /v1")
    run.add_argument("--epochs", type=int, default=1, metavar="N", help="repetitions (default: 1)")
    run.add_argument("--output", type=Path, metavar="DIR", help="the run's folder, to go on in too")
    _add_corpus(run)
    _add_split(run)
    _add_form(run)

    score = _verb(verbs, "score", "score a run's folder, or a file of records, against gold")
    score.add_argument("predictions", type=Path, metavar="RUN")
    _add_corpus(score)
    _add_split(score)
    _add_form(score)

    compare = _verb(verbs, "compare", "what has changed from one run to another")
    compare.add_argument("before", type=Path, metavar="A")
    compare.add_argument("after", type=Path, metavar="B")
    _add_cluster(compare)
    compare.add_argument("--json", action="store_true", help="print JSON")
    _add_corpus(compare)
    _add_split(compare)

    gate = _verb(verbs, "gate", "whether a recording's counts are those accepted")
    gate.add_argument("--recording", default="local", metavar="NAME", help="default: %(default)s")
    gate.add_argument("--baseline", type=Path, metavar="FILE", help="the accepted counts")
    gate.add_argument("--accept", action="store_true", help="accept the counts as they are now")
    _add_corpus(gate)

    check = _verb(verbs, "check", "validate a corpus and print it in numbers")
    _add_corpus(check)

    anchor = _verb(verbs, "anchor", "turn labels with plain strings into gold")
    anchor.add_argument("labels", nargs="+", type=Path, metavar="FILE")
    _add_texts(anchor)
    anchor.add_argument(
        "--output", type=Path, metavar="DIR", help="write there; without it, only say what is wrong"
    )

    agree = _verb(verbs, "agree", "how far two annotators agree")
    agree.add_argument("one", type=Path, metavar="DIR", help="gold files of one annotator")
    agree.add_argument("other", type=Path, metavar="DIR", help="gold files of the other")
    agree.add_argument("--json", action="store_true", help="print JSON")

    selftest = _verb(verbs, "selftest", "try the scorer's laws on a corpus")
    _add_corpus(selftest)

    label_studio = _verb(verbs, "label-studio", "label or correct articles in Label Studio")
    label_studio.add_argument("direction", choices=("export", "import"))
    label_studio.add_argument(
        "exported", nargs="?", type=Path, metavar="FILE", help="what Label Studio exported as JSON"
    )
    label_studio.add_argument("--output", type=Path, required=True, metavar="DIR")
    label_studio.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="ID",
        help="only this one; may be repeated",
    )
    _add_corpus(label_studio)
    return parser


def _verb(verbs: "argparse._SubParsersAction[_Parser]", name: str, words: str) -> _Parser:
    parser = verbs.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    parser.set_defaults(verb=name)
    return parser


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gold", type=Path, default=GOLD, metavar="DIR", help="gold files (default: %(default)s)"
    )
    _add_texts(parser)


def _add_texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--texts",
        action="append",
        type=Path,
        metavar="DIR",
        help=f"folder of <article id>.txt; may be repeated (default: {' '.join(map(str, TEXTS))})",
    )


def _add_split(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--split", choices=("dev", "test"), help="only these articles")


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cluster",
        choices=("article", "story"),
        default="article",
        help="what intervals draw anew (default: %(default)s)",
    )


def _add_form(parser: argparse.ArgumentParser) -> None:
    _add_cluster(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--fields", action="store_true", help="a line for every field")
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit XML, too")


def _complain(message: str) -> int:
    sys.stderr.write(message + "\n")
    return NOT_MEASURED


if __name__ == "__main__":
    sys.exit(main())
