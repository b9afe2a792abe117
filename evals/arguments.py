"""Arguments: what `python -m evals` takes, verb by verb."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from evals.dataset import GOLD, TEXTS

USAGE = 64
EXIT_CODES = (
    "exit codes: 0 passed; 1 a regression, or a fault in what was looked at; 2 could not be "
    "measured; 3 inconclusive; 64 wrong use"
)
DEFAULTS: Mapping[str, object] = {
    "verb": "replay",
    "gold": GOLD,
    "texts": None,
    "split": None,
    "cluster": "story",
    "json": False,
    "markdown": False,
    "fields": False,
    "junit": None,
}
"""Of options that several verbs share; given before the verb or after it, they hold."""


class Parser(argparse.ArgumentParser):
    """Leaves with the exit code for wrong use."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: error: {message}\n")


def parser() -> Parser:
    """The whole command line; the verb stands in `verb`."""
    whole = Parser(
        prog="python -m evals",
        description="Measure extractions against labelled articles. Without a verb: how good the "
        "default model is on the gold, replayed from its recording.",
        epilog=EXIT_CODES,
    )
    _shared(whole, "gold", "texts", "cluster", "json", "markdown", "fields", "junit")
    verbs = whole.add_subparsers(title="verbs", metavar="VERB")
    for name, (words, add) in _VERBS.items():
        verb = verbs.add_parser(
            name,
            help=words,
            description=words[0].upper() + words[1:] + ".",
            epilog=EXIT_CODES,
            argument_default=argparse.SUPPRESS,
        )
        verb.set_defaults(verb=name)
        add(verb)
    whole.set_defaults(**DEFAULTS)
    return whole


def _run(verb: Parser) -> None:
    verb.add_argument(
        "--model",
        default=None,
        help="local (default, needs no key), openai/<model>, endpoint/<model> with --base-url, "
        "rules, which asks no model, or langextract with its extra",
    )
    verb.add_argument(
        "--base-url", default=None, metavar="URL", help="of an OpenAI-compatible server, with /v1"
    )
    verb.add_argument(
        "--epochs", type=_positive, default=1, metavar="N", help="repetitions (default: 1)"
    )
    verb.add_argument(
        "--output", type=Path, default=None, metavar="DIR", help="the run's folder, to go on in too"
    )
    _shared(verb, "gold", "texts", "split", "cluster", "json", "fields", "junit")


def _score(verb: Parser) -> None:
    _predictions(verb)
    _shared(verb, "gold", "texts", "split", "cluster", "json", "markdown", "fields", "junit")


def _view(verb: Parser) -> None:
    verb.add_argument(
        "predictions",
        nargs="?",
        type=Path,
        default=None,
        metavar="RUN",
        help="the folder of a run, or a file that python -m extractor wrote; "
        "without it, the default model, replayed from its recording",
    )
    verb.add_argument(
        "--output",
        type=Path,
        default=None,
        metavar="FILE",
        help="default: view.html in the run, or in out/evals",
    )
    _shared(verb, "gold", "texts", "split", "cluster")


def _compare(verb: Parser) -> None:
    for name, which in (("before", "A"), ("after", "B")):
        verb.add_argument(name, type=Path, metavar=which, help="a run's folder or file of records")
    verb.add_argument(
        "--html", type=Path, default=None, metavar="FILE", help="write a page of it, too"
    )
    _shared(verb, "gold", "texts", "split", "cluster", "json", "markdown")


def _gate(verb: Parser) -> None:
    verb.add_argument("--recording", default="local", metavar="NAME", help="default: %(default)s")
    verb.add_argument(
        "--baseline", type=Path, default=None, metavar="FILE", help="the accepted counts"
    )
    verb.add_argument(
        "--accept", action="store_true", default=False, help="accept the counts as they are now"
    )
    _shared(verb, "gold", "texts")


def _check(verb: Parser) -> None:
    _shared(verb, "gold", "texts")


def _anchor(verb: Parser) -> None:
    verb.add_argument("labels", nargs="+", type=Path, metavar="FILE", help="labels, JSON")
    verb.add_argument(
        "--output",
        type=Path,
        default=None,
        metavar="DIR",
        help="write there; without it, only say what is wrong",
    )
    _shared(verb, "texts")


def _agree(verb: Parser) -> None:
    verb.add_argument("one", type=Path, metavar="DIR", help="gold files of one annotator")
    verb.add_argument("other", type=Path, metavar="DIR", help="gold files of the other")
    _shared(verb, "json")


def _label_studio(verb: Parser) -> None:
    verb.add_argument("direction", choices=("export", "import"), help="to Label Studio, or from it")
    verb.add_argument(
        "exported",
        nargs="?",
        type=Path,
        default=None,
        metavar="FILE",
        help="for import: what Label Studio exported as JSON",
    )
    verb.add_argument("--output", type=Path, required=True, metavar="DIR", help="write there")
    verb.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="ID",
        help="for export: only this one; may be repeated",
    )
    _shared(verb, "gold", "texts")


def _link(verb: Parser) -> None:
    verb.add_argument(
        "--predicted",
        action="store_true",
        default=False,
        help="link what the default model finds too, replayed from its recording",
    )
    _shared(verb, "gold", "texts", "split", "json")


def _nothing(verb: Parser) -> None:
    """Takes no arguments."""


_VERBS: Mapping[str, tuple[str, Callable[[Parser], None]]] = {
    "run": ("have a system read the corpus, now, and score it", _run),
    "score": ("score a run's folder, or a file of records, against gold", _score),
    "view": ("write a page that shows what a run got right and wrong", _view),
    "compare": ("what has changed from one run to another", _compare),
    "gate": ("whether a recording's counts are those accepted", _gate),
    "check": ("validate a corpus and print it in numbers", _check),
    "anchor": ("turn labels with plain strings into gold", _anchor),
    "agree": ("how far two annotators agree", _agree),
    "link": ("how well meetings are linked across articles", _link),
    "label-studio": ("label or correct articles in Label Studio", _label_studio),
    "selftest": ("try the scorer's laws on a corpus", _check),
    "benchmark": ("how long scoring takes, on generated articles", _nothing),
}


def _predictions(verb: Parser) -> None:
    verb.add_argument(
        "predictions",
        type=Path,
        metavar="RUN",
        help="the folder of a run, or a file that python -m extractor wrote",
    )


def _shared(parser: Parser, *names: str) -> None:
    """Add options that several verbs have; their defaults are the whole parser's."""
    texts = " ".join(map(str, TEXTS))
    options: Mapping[str, dict[str, object]] = {
        "gold": {"type": Path, "metavar": "DIR", "help": f"gold files (default: {GOLD})"},
        "texts": {
            "action": "append",
            "type": Path,
            "metavar": "DIR",
            "help": f"folder of <article id>.txt; may be repeated (default: {texts})",
        },
        "split": {"choices": ("dev", "test"), "help": "only these articles"},
        "cluster": {
            "choices": ("article", "story"),
            "help": "what intervals draw anew (default: story)",
        },
        "json": {"action": "store_true", "help": "print JSON"},
        "markdown": {"action": "store_true", "help": "print Markdown, short, for a pull request"},
        "fields": {"action": "store_true", "help": "a line for every field"},
        "junit": {"type": Path, "metavar": "FILE", "help": "write JUnit XML, too"},
    }
    for name in names:
        parser.add_argument(f"--{name}", default=argparse.SUPPRESS, **options[name])  # type: ignore[arg-type]


def _positive(words: str) -> int:
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
