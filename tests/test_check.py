"""Checking a corpus: each file, and all of them together."""

from pathlib import Path

import pytest
from labelled import QUIET, TEXT, changed, corpus, gold, quiet

from evals.census import Census
from evals.check import check, guidelines_version, known_tags
from evals.dataset import CorpusError, read_corpus
from evals.rules import CANARY
from schemas import Gold

CRANES = gold()


def _faults(records: Path) -> list[str]:
    """Faults with paths as seen from the corpus."""
    base = records.parent
    found = check(records, [base / "texts"]).faults
    return [str(fault).replace(f"{base}/", "") for fault in found]


def _renamed(one: Gold, article: str) -> Gold:
    return changed(one, {"article.id": article})


def test_a_good_corpus_has_no_faults(tmp_path: Path) -> None:
    records = corpus(tmp_path, (CRANES, TEXT), (quiet(), QUIET))

    report = check(records, [tmp_path / "texts"])

    assert report.faults == ()
    assert [case.id for case in report.cases] == ["001-cranes", "002-paint"]


def test_a_folder_without_gold_cannot_be_checked(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no gold file .* name the folder with --gold"):
        check(tmp_path, [tmp_path])


def test_a_file_that_is_not_gold_is_named_with_its_faults(tmp_path: Path) -> None:
    records = corpus(tmp_path, (CRANES, TEXT), (quiet(), QUIET))
    path = records / "001-cranes.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"denied"', '"dented"'), "utf-8")
    (records / "002-paint.json").write_text("[not JSON", encoding="utf-8")

    first, second, *rest = _faults(records)

    assert first.startswith("records/001-cranes.json: s4.polarity: Input should be")
    assert second.startswith("records/002-paint.json: Invalid JSON")
    assert rest == [
        "texts/001-cranes.txt: has no valid labels",
        "texts/002-paint.txt: has no valid labels",
    ]


def test_labels_of_another_text_are_a_fault(tmp_path: Path) -> None:
    records = corpus(tmp_path, (CRANES, TEXT + "!"))

    (fault,) = [one for one in _faults(records) if "records/" in one]

    assert fault.startswith("records/001-cranes.json: the text is not the article's")
    assert fault.endswith("anchor the labels again")


def test_a_text_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    records = corpus(tmp_path, (CRANES, TEXT))
    (tmp_path / "texts" / "001-cranes.txt").unlink()

    (fault,) = _faults(records)

    assert fault.startswith("records/001-cranes.json: 001-cranes.txt: not in ")


def test_a_broken_rule_is_told_with_the_file(tmp_path: Path) -> None:
    records = corpus(tmp_path, (changed(CRANES, {"m2.modes": []}), TEXT))

    assert _faults(records) == [
        "records/001-cranes.json: m2.modes: `visit` exactly when there is a `visitor`"
    ]


def test_a_gold_file_is_named_by_its_article_and_names_its_schema(tmp_path: Path) -> None:
    one = CRANES.model_copy(update={"schema_": None})
    records = corpus(tmp_path, (one, TEXT))
    for path in (records / "001-cranes.json", tmp_path / "texts" / "001-cranes.txt"):
        path.rename(path.with_stem("009-cranes"))

    faults = _faults(records)

    assert "records/009-cranes.json: article.id: must be the file's: 009-cranes" in faults
    assert "records/009-cranes.json: $schema: name gold.schema.json there" in faults


def test_the_same_text_twice_is_a_fault(tmp_path: Path) -> None:
    records = corpus(tmp_path, (CRANES, TEXT), (_renamed(CRANES, "003-again"), TEXT))

    assert _faults(records) == [
        f"records/{name}.json: article.sha256: another article has the same text"
        for name in ("001-cranes", "003-again")
    ]


def test_a_story_lies_in_one_split(tmp_path: Path) -> None:
    one = changed(CRANES, {"annotation.story": "cranes"})
    other = changed(quiet(), {"annotation.story": "cranes", "annotation.split": "test"})

    assert _faults(corpus(tmp_path, (one, TEXT), (other, QUIET))) == [
        "records/002-paint.json: annotation.split: story cranes is dev elsewhere: one split for a "
        "story"
    ]


def test_a_link_stands_once_in_an_article_and_in_one_story(tmp_path: Path) -> None:
    twice = changed(CRANES, {"m1.link": "talks", "m2.link": "talks"})
    longer = TEXT + "\nMore tomorrow.\n"
    other = changed(gold(text=longer), {"article.id": "003-more", "s1.link": "talks"})
    story = {"annotation.story": "cranes"}

    assert _faults(corpus(tmp_path / "apart", (twice, TEXT), (other, longer))) == [
        "records/001-cranes.json: link: talks stands 2 times in one article",
        "records/003-more.json: link: talks belongs to 001-cranes, too",
    ]
    once = changed(CRANES, {"m1.link": "talks", **story})
    together = changed(other, story)
    assert _faults(corpus(tmp_path / "together", (once, TEXT), (together, longer))) == []


def test_every_hard_case_is_shown_twice_and_no_other_is_named(tmp_path: Path) -> None:
    one = changed(CRANES, {"annotation.phenomena": ["denial", "crane"]})
    other = changed(quiet(), {"annotation.phenomena": ["denial"]})
    records = corpus(tmp_path, (one, TEXT), (other, QUIET))
    tags = tmp_path / "phenomena.tsv"
    tags.write_text("tag\thard case\ndenial\tdenied\nold-date\tan old date\n", encoding="utf-8")

    assert known_tags(tags) == ("denial", "old-date")
    assert check(records, [tmp_path / "texts"]).tags == {"denial": 2, "old-date": 0, "crane": 1}
    assert _faults(records) == [
        "records/001-cranes.json: annotation.phenomena: crane is not in phenomena.tsv",
        "phenomena.tsv: old-date: shown in 0 articles; it takes 2",
    ]


def test_labels_are_of_the_version_of_the_guidelines(tmp_path: Path) -> None:
    records = corpus(tmp_path, (changed(CRANES, {"annotation.guidelines": "1.0"}), TEXT))
    guidelines = tmp_path / "GUIDELINES.md"
    guidelines.write_text("# How\n\nVersion 1.1\n", encoding="utf-8")

    assert guidelines_version(guidelines) == "1.1"
    assert guidelines_version(tmp_path / "none.md") is None
    assert _faults(records) == [
        "records/001-cranes.json: annotation.guidelines: labelled by 1.0, the guidelines are 1.1: "
        "go over it again"
    ]


def test_every_text_has_labels_and_all_have_the_canary_or_none(tmp_path: Path) -> None:
    marked = f"{TEXT}\n{CANARY}\n"
    records = corpus(tmp_path, (gold(text=marked), marked), (quiet(), QUIET))
    (tmp_path / "texts" / "003-new.txt").write_text(f"News.\n{CANARY}\n", encoding="utf-8")

    assert _faults(records) == [
        f"texts/002-paint.txt: put the canary on its last line: {CANARY}",
        "texts/003-new.txt: has no valid labels",
    ]


def test_every_annotator_named_has_labels_that_read(tmp_path: Path) -> None:
    one = changed(CRANES, {"annotation.annotators": ["ann", "bob"]})
    records = corpus(tmp_path, (one, TEXT))
    (tmp_path / "annotators" / "ann").mkdir(parents=True)
    (tmp_path / "annotators" / "ann" / "001-cranes.json").write_text(CRANES.to_json(), "utf-8")

    assert _faults(records) == [
        "annotators/bob/001-cranes.json: bob labelled it, says its gold: not there"
    ]
    (tmp_path / "annotators" / "bob").mkdir()
    (tmp_path / "annotators" / "bob" / "001-cranes.json").write_text("{}", encoding="utf-8")
    assert {fault.partition(": ")[0] for fault in _faults(records)} == {
        "annotators/bob/001-cranes.json"
    }


def test_a_census_counts_by_kind(tmp_path: Path) -> None:
    one = changed(CRANES, {"annotation.story": "cranes"})
    census = Census.of(
        read_corpus(corpus(tmp_path, (one, TEXT), (quiet(), QUIET)), [tmp_path / "texts"])
    )

    assert (census.articles, census.words) == (2, len(TEXT.split()) + len(QUIET.split()))
    assert census.splits == {"dev": 2}
    assert census.stories == {"cranes": 1}
    assert census.actors == {"group": 2, "person": 2, "organization": 1}
    assert census.meetings == {"held": 1, "scheduled": 1}
    assert census.statements == {"indirect": 2, "direct": 2}
    assert (census.without_meeting, census.without_anything, census.three_meetings) == (1, 1, 0)
    assert census.unquoted_share == 0.5
    assert Census.of([]).unquoted_share is None


def test_one_split_of_a_corpus_can_be_read_alone(tmp_path: Path) -> None:
    test = changed(quiet(), {"annotation.split": "test"})
    records, texts = corpus(tmp_path, (CRANES, TEXT), (test, QUIET)), [tmp_path / "texts"]

    assert [case.id for case in read_corpus(records, texts, "test")] == ["002-paint"]
    assert [case.id for case in read_corpus(records, texts)] == ["001-cranes", "002-paint"]
    with pytest.raises(CorpusError, match="no gold file"):
        read_corpus(tmp_path, texts)


def test_texts_are_read_byte_for_byte_from_the_first_folder(tmp_path: Path) -> None:
    windows = TEXT.replace("\n", "\r\n")
    records = corpus(tmp_path, (gold(text=windows), windows))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "001-cranes.txt").write_text("Other.", encoding="utf-8")

    assert read_corpus(records, [tmp_path / "texts", tmp_path / "other"])[0].text == windows


def test_a_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    records = corpus(tmp_path, (CRANES, TEXT))
    (tmp_path / "texts" / "001-cranes.txt").write_bytes(TEXT.encode("cp1252"))

    with pytest.raises(CorpusError, match="not UTF-8; save it as UTF-8"):
        read_corpus(records, [tmp_path / "texts"])
