"""Check: whether a corpus holds together, and what is in it, in numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.anchor import Fault
from evals.dataset import TEXTS, Case, CorpusError, read_gold, read_text
from evals.rules import CANARY, broken
from schemas import Gold, GoldMeeting, GoldStatement

LEAST_PER_TAG = 2
"""Articles that must show a hard case before a corpus can claim to cover it."""


@dataclass(frozen=True)
class FileFault:
    """A fault and the file it is in."""

    path: Path
    fault: Fault

    def __str__(self) -> str:
        return f"{self.path}: {self.fault}"


@dataclass(frozen=True)
class Report:
    """What a check found."""

    cases: tuple[Case, ...]
    faults: tuple[FileFault, ...]
    tags: Mapping[str, int]
    """Articles by tag, every tag of phenomena.tsv included."""


def check(gold: Path, texts: Sequence[Path]) -> Report:
    """Validate every gold file of a folder, and the folder as a whole.

    What stands beside the folder is checked where it is there: `phenomena.tsv`, `GUIDELINES.md`,
    `texts/` (each needs labels and the canary) and `annotators/` (each raw label file).

    Raises:
        CorpusError: there is no gold file at all.
    """
    for folder in texts:
        if not folder.is_dir() and folder not in TEXTS:
            raise CorpusError(f"{folder}: no such folder; it was named with --texts")
    faults: list[FileFault] = []
    cases: list[Case] = []
    for path in sorted(gold.glob("*.json")):
        case = _case(path, texts, faults)
        if case is not None:
            cases.append(case)
    if not cases and not faults:
        raise CorpusError(f"{gold}: no gold file (*.json) there; name the folder with --gold")
    tags = _tags(gold.parent / "phenomena.tsv", cases)
    faults += _corpus(gold, cases, tags)
    return Report(tuple(cases), tuple(faults), tags)


def _case(path: Path, texts: Sequence[Path], faults: list[FileFault]) -> Case | None:
    """One article, or None with its faults noted."""
    try:
        text = read_text(path.stem, texts)
        gold = read_gold(path, text)
    except CorpusError as error:
        lines = str(error).splitlines()
        faults += [FileFault(path, Fault("", line.removeprefix(f"{path}: "))) for line in lines]
        return None
    faults += [FileFault(path, fault) for fault in broken(gold, text)]
    if gold.article.id != path.stem:
        faults.append(FileFault(path, Fault("article.id", f"must be the file's: {path.stem}")))
    if gold.schema_ is None:
        faults.append(FileFault(path, Fault("$schema", "name gold.schema.json there")))
    return Case(text, gold)


def _corpus(gold: Path, cases: Sequence[Case], tags: Mapping[str, int]) -> Iterator[FileFault]:
    yield from _stories(gold, cases)
    yield from _shown(gold, cases, tags)
    yield from _guidelines(gold, cases)
    yield from _texts(gold.parent / "texts", {case.id for case in cases})
    yield from _annotators(gold.parent / "annotators", cases)
    digests = Counter(case.gold.article.sha256 for case in cases)
    for case in cases:
        if digests[case.gold.article.sha256] > 1:
            yield _at(gold, case, "article.sha256", "another article has the same text")


def _stories(gold: Path, cases: Sequence[Case]) -> Iterator[FileFault]:
    """A story lies in one split; a link stands once in an article, and in one story alone."""
    splits: dict[str, str] = {}
    stories: dict[str, str] = {}
    for case in cases:
        annotation = case.gold.annotation
        if annotation.story:
            first = splits.setdefault(annotation.story, annotation.split)
            if first != annotation.split:
                advice = f"story {annotation.story} is {first} elsewhere: one split for a story"
                yield _at(gold, case, "annotation.split", advice)
        links = Counter(one.link for one in _linked(case.gold) if one.link)
        for link, count in links.items():
            owner = annotation.story or case.id
            if count > 1:
                yield _at(gold, case, "link", f"{link} stands {count} times in one article")
            if stories.setdefault(link, owner) != owner:
                yield _at(gold, case, "link", f"{link} belongs to {stories[link]}, too")


def _linked(gold: Gold) -> Iterator[GoldMeeting | GoldStatement]:
    yield from gold.meetings
    yield from gold.statements


def _tags(path: Path, cases: Sequence[Case]) -> Mapping[str, int]:
    """Articles by tag, in the order of the list of tags where there is one."""
    shown = Counter(tag for case in cases for tag in set(case.gold.annotation.phenomena))
    return {tag: shown[tag] for tag in [*known_tags(path), *sorted(shown)]}


def known_tags(path: Path) -> tuple[str, ...]:
    """The tags of a phenomena.tsv, in order; none where there is no such file."""
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line.partition("\t")[0] for line in lines)


def _shown(gold: Path, cases: Sequence[Case], tags: Mapping[str, int]) -> Iterator[FileFault]:
    path = gold.parent / "phenomena.tsv"
    known = known_tags(path)
    if not known:
        return
    for case in cases:
        for tag in case.gold.annotation.phenomena:
            if tag not in known:
                yield _at(gold, case, "annotation.phenomena", f"{tag} is not in {path.name}")
    for tag in known:
        if tags[tag] < LEAST_PER_TAG:
            advice = f"shown in {tags[tag]} articles; it takes {LEAST_PER_TAG}"
            yield FileFault(path, Fault(tag, advice))


def guidelines_version(path: Path) -> str | None:
    """The version that guidelines give themselves, in a line `Version 1.0`."""
    if not path.is_file():
        return None
    found = re.search(r"^Version (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return found and found[1]


def _guidelines(gold: Path, cases: Sequence[Case]) -> Iterator[FileFault]:
    version = guidelines_version(gold.parent / "GUIDELINES.md")
    for case in cases:
        labelled_by = case.gold.annotation.guidelines
        if version and labelled_by != version:
            advice = f"labelled by {labelled_by}, the guidelines are {version}: go over it again"
            yield _at(gold, case, "annotation.guidelines", advice)


def _texts(folder: Path, labelled: set[str]) -> Iterator[FileFault]:
    """Every text has labels and, where any text has the canary, the canary."""
    paths = sorted(folder.glob("*.txt"))
    marked = {path for path in paths if CANARY.encode() in path.read_bytes()}
    for path in paths:
        if path.stem not in labelled:
            yield FileFault(path, Fault("", "has no valid labels"))
        if marked and path not in marked:
            yield FileFault(path, Fault("", f"put the canary on its last line: {CANARY}"))


def _annotators(folder: Path, cases: Sequence[Case]) -> Iterator[FileFault]:
    """Every raw label file reads, and every annotator named has one."""
    texts = {case.id: case.text for case in cases}
    for path in sorted(folder.glob("*/*.json")):
        try:
            read_gold(path, texts.get(path.stem))
        except CorpusError as error:
            yield FileFault(path, Fault("", str(error).removeprefix(f"{path}: ")))
    if not folder.is_dir():
        return
    for case in cases:
        for name in case.gold.annotation.annotators:
            path = folder / name / f"{case.id}.json"
            if not path.is_file():
                yield FileFault(path, Fault("", f"{name} labelled it, says its gold: not there"))


def _at(gold: Path, case: Case, field: str, advice: str) -> FileFault:
    return FileFault(gold / f"{case.id}.json", Fault(field, advice))
