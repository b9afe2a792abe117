"""Markdown: what has been measured, short, as a comment on a pull request shows it.

Words that are not ours stand in `code` with every sign but letters and digits as an entity: there
they break no table, and are no link, picture, mention or markup.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from textwrap import shorten

from evals.aggregate import Figure
from evals.compare import HEADLINES as FIRST
from evals.compare import Comparison, Difference
from evals.report import Report
from evals.tables import HEADLINES, NOT_COUNTED
from evals.view.costs import COSTED, Cost

_DEAREST = 5
"""Kinds of error that are named."""
_LENGTH = 80
"""Characters of an example."""
_SIGN = re.compile(r"[!-/:-@\\[-`{-~]")


def report_markdown(
    report: Report,
    verdict: tuple[str, str],
    costs: Sequence[Cost],
    beside: Mapping[str, Mapping[str, Figure]],
) -> Iterator[str]:
    """Headlines with others beside them, and the dearest kinds of error.

    Args:
        report: the system's.
        verdict: a word and why.
        costs: the dearest kind first.
        beside: figures over the same articles, by what they are called.
    """
    yield f"**{verdict[0].capitalize()}** {code(report.system)}: {plain(verdict[1])}"
    yield ""
    yield from _table(
        ["", "F1", "95 % interval", "n", *map(code, beside)],
        (
            [
                HEADLINES[name].strip(),
                f"**{_share(one.f1)}**",
                _interval(one),
                str(one.counts.possible),
                *(
                    _share(found.f1 if (found := each.get(name)) else None)
                    for each in beside.values()
                ),
            ]
            for name in FIRST
            if (one := report.figures.get(name))
        ),
    )
    dear = [one for one in costs if one.most > 0][:_DEAREST]
    if dear:
        yield ""
        yield from _table(
            ["costs most", "errors", "F1 if put right", "of:", "for example:"],
            (_dear(one, report.examples.get(one.kind, ())) for one in dear),
        )


def comparison_markdown(
    comparison: Comparison, verdict: tuple[str, str], readable: Collection[str]
) -> Iterator[str]:
    """Headlines before and after, and the kinds of error that have changed.

    Args:
        comparison: of two systems.
        verdict: a word and why.
        readable: articles whose words may be printed.
    """
    yield f"**{verdict[0].capitalize()}**: {plain(verdict[1])}"
    yield ""
    yield from _table(
        ["", "before", "after", "difference", "95 % interval", "p"],
        (
            [HEADLINES[name].strip(), _share(one.before), _share(one.after), *_change(one)]
            for name in FIRST
            if (one := comparison.differences.get(name))
        ),
    )
    fixed, broken = (
        Counter(error.kind for error in errors) for errors in (comparison.fixed, comparison.broken)
    )
    yield ""
    yield (
        f"Errors fixed {len(comparison.fixed)}, broken {len(comparison.broken)}, "
        f"still wrong {len(comparison.still_wrong)}."
    )
    kinds = sorted({*fixed, *broken}, key=lambda kind: (-fixed[kind] - broken[kind], kind))
    if kinds:
        examples = {
            error.kind: f"{error.article}: {error.expected or '-'} → {error.found or '-'}"
            for error in reversed(comparison.broken)
            if error.article in readable
        }
        yield ""
        yield from _table(
            ["kind of error", "fixed", "broken", "broken, for example:"],
            (
                [kind, str(fixed[kind]), str(broken[kind]), code(examples.get(kind, ""))]
                for kind in kinds[:_DEAREST]
            ),
        )


def code(words: str) -> str:
    """Words of others, on one line, cut to eighty characters; nothing for nothing."""
    line = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in words)
    short = shorten(line, _LENGTH, placeholder=" …")
    return f"<code>{plain(short)}</code>" if short else ""


def plain(words: str) -> str:
    """Words with every sign but letters, digits and what is not ASCII as an entity."""
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", words)


def _dear(one: Cost, examples: Sequence[str]) -> list[str]:
    name, gain = max(
        ((name, gain) for name, gain in one.gains.items() if gain), key=lambda pair: pair[1].gain
    )
    change = f"{_share(gain.f1 - gain.gain)} → {_share(gain.f1)}"
    example = code(examples[0]) if examples else ""
    return [one.kind, str(one.errors), change, COSTED[name].lower(), example]


def _change(one: Difference) -> tuple[str, str, str]:
    if one.difference is None:
        return NOT_COUNTED, "", ""
    if one.low is None or one.high is None or one.p is None:
        return f"{one.difference:+.3f}", "too few articles", ""
    chance = "below 0.001" if one.p < 0.001 else f"{one.p:.3f}"
    return f"**{one.difference:+.3f}**", f"{one.low:+.3f} to {one.high:+.3f}", chance


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; the first column is of words, and those whose names end in a colon."""
    yield f"| {' | '.join(name.rstrip(':') for name in head)} |"
    words = [place == 0 or name.endswith(":") for place, name in enumerate(head)]
    yield f"| {' | '.join('---' if one else '---:' for one in words)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _share(value: float | None) -> str:
    return NOT_COUNTED if value is None else f"{value:.3f}"


def _interval(one: Figure) -> str:
    return "" if one.low is None or one.high is None else f"{one.low:.3f} to {one.high:.3f}"
