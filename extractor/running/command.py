"""Command: `communique run`, and `communique tables` and `records` for what it wrote.

Exit codes: 0, every article has a record; 1, some failed; 2, the set-up is wrong, or the ledger
cannot be written; 3, stopped before the end, by a limit or by an endpoint that is down; 130,
interrupted. What was done is kept in each case: the same command goes on.
"""

import argparse
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.complaint import INTERRUPTED, attempted
from extractor.errors import SetupError
from extractor.progress import plural, tell
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.cache import Cache
    from extractor.errors import InputError
    from extractor.reading.article import Article
    from extractor.running.run import Plan, Summary
    from schemas import LedgerEntry

OUTPUT = Path("out/run")
TABLES = "tables"
_FAILED, _STOPPED = 1, 3


def main(arguments: Sequence[str]) -> int:
    """Run one of the verbs; returns the exit code."""
    options = _parser().parse_args(arguments)
    work: Callable[[argparse.Namespace], int] = options.work
    return attempted(lambda: work(options), options.output)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="communique")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    run = verbs.add_parser(
        "run",
        help="read any number of articles; killed and started again, it goes on",
        description="Read any number of articles; killed and started again, it goes on.",
    )
    run.set_defaults(work=_run)
    run.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="folders, .txt, .html, .json, .jsonl or .parquet (columns text, id, title, …)",
    )
    _add_output(run)
    run.add_argument("--model", help="local, openai/<model> or endpoint/<model>")
    run.add_argument("--base-url", metavar="URL", help="of an OpenAI-compatible server, with /v1")
    run.add_argument("--published", metavar="DATE", help="of articles that bring no date")
    run.add_argument("--concurrency", type=int, metavar="N", help="articles read at once (4)")
    run.add_argument(
        "--threads", type=int, metavar="N", help="of the embedded model (half the cores)"
    )
    run.add_argument("--rpm", type=float, metavar="N", help="most requests a minute")
    run.add_argument("--tpm", type=float, metavar="N", help="most tokens a minute")
    run.add_argument("--budget-usd", type=float, metavar="N", help="most dollars of this run")
    run.add_argument("--budget-tokens", type=int, metavar="N", help="most tokens of this run")
    run.add_argument("--time-limit", type=float, metavar="S", help="seconds, then no new article")
    run.add_argument("--retry-failed", action="store_true", help="try failed articles again")
    run.add_argument("--cache", type=Path, metavar="FILE", help="of answers, for all runs")
    run.add_argument("--no-cache", action="store_true", help="ask anew what was asked before")
    run.add_argument("--cache-mb", type=int, default=1000, metavar="N", help="its size (1000)")
    run.add_argument(
        "--batch",
        action="store_true",
        help="ask through OpenAI's Batch API first: half the price, within a day",
    )
    run.add_argument(
        "--batch-requests", type=int, default=50_000, metavar="N", help="of one batch (50000)"
    )
    run.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="ray: workers in processes of their own, on all machines of a cluster",
    )
    run.add_argument("--workers", type=int, default=2, metavar="N", help="of --engine ray (2)")
    run.add_argument(
        "--cluster", metavar="ADDRESS", help="of Ray (auto, host:6379); else one is started here"
    )
    run.add_argument("--tables", action="store_true", help="write Parquet tables at the end")
    run.add_argument(
        "--dry-run", action="store_true", help="only say what would be asked, and its price"
    )
    run.add_argument("--log-json", action="store_true", help="log lines as JSON")
    run.add_argument("--quiet", action="store_true", help="no progress")
    tables = verbs.add_parser("tables", help="write a run's Parquet tables")
    tables.set_defaults(work=_tables)
    _add_output(tables)
    records = verbs.add_parser("records", help="print a run's records as JSON lines")
    records.set_defaults(work=_records)
    _add_output(records)
    return parser


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output",
        type=Path,
        default=OUTPUT,
        metavar="DIR",
        help="the run's folder (default: %(default)s)",
    )


def _run(options: argparse.Namespace) -> int:
    from extractor.running.inputs import articles, counted

    settings = Settings.from_env(
        model=options.model,
        base_url=options.base_url,
        concurrency=options.concurrency,
        threads=options.threads,
    )
    _check_batch(options, settings)
    _check_engine(options)
    sources = articles(options.inputs, options.published)
    if options.dry_run:
        return _dry_run(sources, settings)
    total = counted(options.inputs)
    with _logging(options.log_json), ExitStack() as stack:
        return _read(options, settings, total, stack)


def _check_batch(options: argparse.Namespace, settings: Settings) -> None:
    """Raise SetupError for what batches cannot do: nothing of them is known before they end."""
    if not options.batch:
        return
    if settings.provider == "local":
        raise SetupError("the embedded model has no batches: choose openai/<model>")
    if options.no_cache:
        raise SetupError("--batch puts its answers into the cache: leave out --no-cache")
    if options.budget_usd or options.budget_tokens or options.time_limit:
        raise SetupError("--batch keeps no budget and no time limit: --dry-run says what it takes")
    if not 0 < options.batch_requests <= 50_000:
        raise SetupError("--batch-requests must be between 1 and 50000")


def _check_engine(options: argparse.Namespace) -> None:
    """Raise SetupError for options that the engine does not have."""
    if options.engine == "ray" and options.batch:
        raise SetupError("--batch asks from one machine: leave out --engine ray")
    if options.engine != "ray" and options.cluster:
        raise SetupError("--cluster is for --engine ray")


def _read(options: argparse.Namespace, settings: Settings, total: int, stack: ExitStack) -> int:
    from extractor.running.gauge import Gauge
    from extractor.running.limits import Account, Limits
    from extractor.running.prices import price_of
    from extractor.running.run import Plan, Summary

    limits = Limits(options.budget_tokens, options.budget_usd, options.time_limit)
    cache = _cache(options, settings, stack)
    interrupted = stack.enter_context(_until_interrupted())
    plan = Plan(options.output, options.retry_failed, interrupted.is_set)
    if options.batch and cache is not None and _fill(options, settings, plan, cache):
        return INTERRUPTED
    summary = Summary(Account(limits, price_of(settings)))
    read = _by_workers if options.engine == "ray" else _by_threads
    gauge = stack.enter_context(Gauge(total, summary, quiet=options.quiet))
    for entry in read(options, settings, plan, summary, cache):
        gauge.ended(entry)
    gauge.close()
    tell(told(summary, options.output))
    if options.tables:
        _tables(options)
    if interrupted.is_set():
        return INTERRUPTED
    if summary.stopped:
        return _STOPPED
    return _FAILED if summary.failed else 0


def _by_threads(
    options: argparse.Namespace,
    settings: Settings,
    plan: "Plan",
    summary: "Summary",
    cache: "Cache | None",
) -> "Iterator[LedgerEntry]":
    """Entries as threads of this process come by them."""
    from extractor.extract import Extractor, Transport
    from extractor.running.inputs import articles
    from extractor.running.run import run
    from extractor.throttle import Throttle

    throttle = Throttle(
        settings.concurrency, requests_per_minute=options.rpm, tokens_per_minute=options.tpm
    )
    with Extractor(
        settings=settings,
        say=lambda words: None if options.quiet else tell(f"{words} ..."),
        transport=Transport(throttle=throttle, cache=cache),
    ) as extractor:
        yield from run(extractor, articles(options.inputs, options.published), plan, summary)


def _by_workers(
    options: argparse.Namespace,
    settings: Settings,
    plan: "Plan",
    summary: "Summary",
    cache: "Cache | None",
) -> "Iterator[LedgerEntry]":
    """Entries as workers of a Ray cluster come by them."""
    from extractor.distributed.cluster import cluster
    from extractor.distributed.run import run
    from extractor.distributed.sharing import Sharing

    sharing = Sharing(
        options.workers,
        requests_per_minute=options.rpm,
        tokens_per_minute=options.tpm,
        cache=None if cache is None else cache.path.resolve(),
        cache_bytes=options.cache_mb * 1_000_000,
    )
    with cluster(options.cluster, options.workers):
        yield from run(settings, (options.inputs, options.published), plan, summary, sharing)


def _fill(options: argparse.Namespace, settings: Settings, plan: "Plan", cache: "Cache") -> bool:
    """Ask through batches what can be asked so; True if somebody interrupted it."""
    from extractor.running.batch import FileLimits, fill
    from extractor.running.inputs import articles

    found = fill(
        settings,
        articles(options.inputs, options.published),
        plan,
        cache,
        limits=FileLimits(requests=options.batch_requests),
        say=lambda words: None if options.quiet else tell(words),
    )
    for line in found.words.splitlines():
        tell(line)
    return found.stopped is not None


def told(summary: "Summary", folder: Path) -> str:
    """A run in a line."""
    account = summary.account
    counts = ", ".join(
        f"{count:,} {status}" for status, count in sorted(summary.counts.items()) if count
    )
    line = f"{counts or 'nothing new'} in {account.seconds:.1f} s"
    if kept := summary.kept.total():
        line += f"; {kept:,} had ended before"
        if summary.kept["failed"]:
            line += f" ({summary.kept['failed']:,} of them failed: --retry-failed)"
    if account.usage.requests or account.usage.cached:
        line += f"; {plural(account.usage.requests, 'request')}, {account.tokens:,} tokens"
    if account.usage.cached:
        line += f", {account.usage.cached:,} answers from the cache"
    if account.usd:
        line += f", {account.usd:.2f} USD"
    line += f"; {folder / 'ledger.jsonl'}"
    if summary.stopped:
        line += f"\nstopped: {summary.stopped}; the same command goes on"
    return line


def _cache(options: argparse.Namespace, settings: Settings, stack: ExitStack) -> "Cache | None":
    """The answers on disk; the embedded model costs nothing, and needs none."""
    from platformdirs import user_cache_path

    from extractor.cache import Cache

    if options.no_cache or settings.provider == "local":
        return None
    path = options.cache or user_cache_path("communique") / "answers.sqlite"
    most = sys.maxsize if options.batch else options.cache_mb * 1_000_000  # batches are paid for
    return stack.enter_context(Cache(path, most))


def _dry_run(sources: "Iterator[Article | InputError]", settings: Settings) -> int:
    from extractor.running.forecast import forecast

    found = forecast(sources, settings)
    price = "no list has a price of it" if found.usd is None else f"{found.usd:,.2f} USD"
    tell(
        f"{plural(found.articles, 'article')}, {found.unreadable:,} unreadable; about "
        f"{plural(found.requests, 'request')}, {found.prompt_tokens:,} tokens of prompts and "
        f"{found.completion_tokens:,} of answers; {settings.model}: {price}"
    )
    return 0


def _tables(options: argparse.Namespace) -> int:
    from extractor.running.run import entries
    from extractor.running.tables import write_tables

    folder = options.output / TABLES
    rows = write_tables(entries(options.output), folder)
    tell(f"{folder}: " + ", ".join(f"{count:,} {name}" for name, count in rows.items()))
    return 0


def _records(options: argparse.Namespace) -> int:
    from extractor.running.run import entries

    try:
        for entry in entries(options.output):
            if entry.record is not None:
                sys.stdout.write(entry.record.model_dump_json() + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # nobody reads it any more (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


@contextmanager
def _until_interrupted() -> Iterator[threading.Event]:
    """Set at the first Ctrl-C, so that articles under way may end; a second one ends all at once.

    The ledger stands a kill, so nothing has to be waited for then.
    """
    event = threading.Event()

    def interrupt(*_: object) -> None:
        if event.is_set():
            os._exit(INTERRUPTED)
        event.set()
        tell("interrupted: the articles under way are waited for (again to leave them)")

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _logging(as_json: bool) -> Iterator[None]:
    """Log lines of communique on standard error: warnings, or all of them as JSON."""
    from extractor.logs import JsonLines, Plain

    logger = logging.getLogger("extractor")
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if as_json else Plain())
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if as_json else logging.WARNING)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
