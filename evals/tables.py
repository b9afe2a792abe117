"""Tables: what a terminal is shown, as lines of text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten, wrap

from evals.aggregate import Figure
from evals.agree import Agreement
from evals.census import Census
from evals.compare import Comparison, Difference
from evals.report import Report

NOT_COUNTED = "n/a"
_WIDTH = 100

HEADLINES: Mapping[str, str] = {
    "meetings": "meetings",
    "meetings.strict": "  with the right people, date, place and status",
    "statements": "statements",
    "statements[direct]": "  direct",
    "statements[mixed]": "  mixed",
    "statements[indirect]": "  indirect",
    "statements[reported]": "  reported",
    "statements[free_indirect]": "  free indirect",
    "statements.attributed": "  with the right speaker",
    "statements.cov30": "  at 30 % coverage",
    "statements.jac80": "  at Jaccard 0.8",
    "actors": "actors",
}
"""Measures of found records, in the order and under the names in which they are printed."""


def census_lines(census: Census, tags: Mapping[str, int]) -> Iterator[str]:
    """A corpus in numbers."""
    share = census.unquoted_share
    yield from _columns(
        [
            ("articles", str(census.articles), _listed(census.splits)),
            ("words", f"{census.words:,}", ""),
            ("stories", str(len(census.stories)), f"{sum(census.stories.values())} articles"),
            ("actors", str(sum(census.actors.values())), _listed(census.actors)),
            ("meetings", str(sum(census.meetings.values())), _listed(census.meetings)),
            ("statements", str(sum(census.statements.values())), _listed(census.statements)),
            ("  without quotation marks", _percent(share), ""),
            ("articles without a meeting", str(census.without_meeting), ""),
            ("  nor a statement", str(census.without_anything), ""),
            ("articles with three meetings or more", str(census.three_meetings), ""),
        ]
    )
    yield "hard cases, with the articles that show them"
    yield from wrap(
        _listed(tags),
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_on_hyphens=False,
    )


def agreement_lines(agreement: Agreement) -> Iterator[str]:
    """F1 with its interval, by measure; fields over the records that both annotators have."""
    yield f"two annotators, {agreement.articles} articles both labelled"
    if agreement.only_one:
        yield f"not compared, labelled by one alone: {', '.join(agreement.only_one)}"
    yield from figure_lines(agreement.figures)
    for name, links in agreement.links.items():
        yield (
            f"links of {links.records} {name} in stories: B³ {_share(links.b_cubed)}, "
            f"CoNLL {_share(links.conll)}"
        )


def figure_lines(figures: Mapping[str, Figure]) -> Iterator[str]:
    """Every measure with its interval."""
    rows: list[Sequence[str]] = [("measure", "F1", "95 % interval", "n", "articles")]
    for name, figure in figures.items():
        rows.append(
            (
                name,
                _share(figure.f1),
                _interval(figure),
                str(figure.counts.possible),
                str(figure.articles),
            )
        )
    yield from _columns(rows)


def report_lines(
    report: Report, beside: Mapping[str, Mapping[str, Figure]], details: bool = False
) -> Iterator[str]:
    """A system's figures, others' F1 beside them.

    Args:
        report: the system's.
        beside: figures over the same articles, by what they are called: other splits, other
            systems, human agreement.
        details: whether every field has a line.
    """
    done = report.articles - len(report.failures)
    prompt = f", prompt {report.prompt_hash}" if report.prompt_hash else ""
    yield f"{report.system}{prompt}"
    yield f"{report.signature}"
    yield f"articles {done}/{report.articles}" + (
        f" ({_reasons(report.failures)})" if report.failures else ""
    )
    yield ""
    yield from _columns(
        [
            ("", "F1", "95 % interval", "P", "R", "n", "macro", *beside),
            *(
                _report_row(label, report.figures[name], [one.get(name) for one in beside.values()])
                for name, label in HEADLINES.items()
                if name in report.figures
            ),
        ]
    )
    yield ""
    yield "fields of the records found"
    fields = [name for name in report.figures if name not in HEADLINES and "[" not in name]
    shown = fields if details else [name for name in fields if name in _SHORT]
    yield from _columns(
        [
            ("", "F1", "95 % interval", "P", "R", "n", "macro", *beside),
            *(
                _report_row(name, report.figures[name], [one.get(name) for one in beside.values()])
                for name in shown
            ),
        ]
    )
    yield ""
    yield (
        f"strings in the records {report.grounding.cor}, all in the article; refused because they "
        f"are not {report.grounding.spu}; records refused whole {report.unverified}"
    )
    cost = report.cost
    each = max(1, report.readings)
    yield (
        f"an article took {cost.seconds / each:.1f} s, {cost.requests / each:.1f} requests, "
        f"{cost.prompt_tokens / each:.0f} tokens in, {cost.completion_tokens / each:.0f} out"
    )
    yield ""
    yield "most frequent errors"
    for kind, count in list(report.errors.items())[:8]:
        example = shorten(report.examples[kind][0], _WIDTH) if report.examples[kind] else ""
        yield f"  {count:4}  {kind.ljust(26)}  {example}".rstrip()
    for warning in report.warnings:
        yield f"note: {warning}"


_SHORT = {
    "actor.name",
    "actor.title",
    "actor.country",
    "meeting.participants",
    "meeting.status",
    "meeting.mention",
    "meeting.date",
    "meeting.place",
    "statement.speaker",
    "statement.cue",
    "statement.quote_type",
    "statement.addressees",
    "statement.meeting",
}


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Two systems' figures, their difference, and whether it is more than chance."""
    rows: list[Sequence[str]] = [
        (
            "measure",
            "before",
            "after",
            "difference",
            "95 % interval",
            "p",
            "smallest that could be seen",
        )
    ]
    for name, one in comparison.differences.items():
        if one.difference is None:
            rows.append((name, _share(one.before), _share(one.after), NOT_COUNTED, "", "", ""))
            continue
        rows.append(
            (
                name,
                _share(one.before),
                _share(one.after),
                f"{one.difference:+.3f}",
                *_certainty(one),
            )
        )
    yield from _columns(rows)
    yield (
        f"errors fixed {len(comparison.fixed)}, broken {len(comparison.broken)}, "
        f"still wrong {len(comparison.still_wrong)}"
    )


def _certainty(one: Difference) -> tuple[str, str, str]:
    if one.low is None or one.high is None or one.p is None:
        return "too few articles", "", ""
    return f"[{one.low:+.3f}, {one.high:+.3f}]", f"{one.p:.3f}", _share(one.detectable)


def _reasons(failures: Mapping[str, str]) -> str:
    """How often each kind of failure stands: "2 EmptyOutputError, 1 not predicted"."""
    kinds = Counter(reason.partition(":")[0] for reason in failures.values())
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _report_row(label: str, figure: Figure, others: Iterable[Figure | None]) -> Sequence[str]:
    return (
        label,
        _share(figure.f1),
        _interval(figure),
        _share(figure.counts.precision),
        _share(figure.counts.recall),
        str(figure.counts.possible),
        _share(figure.macro),
        *(_share(one.f1 if one else None) for one in others),
    )


def _share(value: float | None) -> str:
    return NOT_COUNTED if value is None else f"{value:.3f}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"[{figure.low:.3f}, {figure.high:.3f}]"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)]
        yield "  ".join([*cells, row[-1]]).rstrip()


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _percent(share: float | None) -> str:
    return NOT_COUNTED if share is None else f"{share:.0%}"
