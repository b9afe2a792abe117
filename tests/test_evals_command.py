"""`python -m evals`: what it prints, what it writes, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from labelled import QUIET, TEXT, changed, corpus, gold, labels, quiet

from evals.__main__ import main
from schemas import Gold

CRANES = gold()


def _ended(*arguments: object) -> int:
    """The exit code, also where the parser ends the run."""
    try:
        return main([str(one) for one in arguments])
    except SystemExit as end:
        return int(end.code or 0)


def _written(folder: Path, plain: object, name: str = "001-cranes.json") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(plain), encoding="utf-8")
    return folder / name


def test_check_prints_the_corpus_in_numbers_and_that_all_is_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = corpus(tmp_path, (CRANES, TEXT), (quiet(), QUIET))

    assert _ended("check", "--gold", records, "--texts", tmp_path / "texts") == 0

    lines = capsys.readouterr().out.splitlines()
    rows = {line.partition("  ")[0]: line.split()[1:3] for line in lines}
    assert rows["articles"] == ["2", "dev"]
    assert rows["statements"] == ["4", "indirect"]
    assert lines[-1] == "all is well"


def test_check_prints_every_fault_and_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = changed(CRANES, {"m2.modes": [], "m1.format": "phone"})
    records = corpus(tmp_path, (one, TEXT))

    assert _ended("check", "--gold", records, "--texts", tmp_path / "texts") == 1

    *_, first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{records / '001-cranes.json'}: m2.modes: ")
    assert second.startswith(f"{records / '001-cranes.json'}: m1.place: ")
    assert last == "faults: 2"


def test_a_corpus_that_is_not_there_is_not_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ended("check", "--gold", tmp_path / "none") == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert "no gold file (*.json) there; name the folder with --gold" in told.err


def test_anchor_writes_gold_for_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus(tmp_path, (CRANES, TEXT))
    plain, output = _written(tmp_path / "plain", labels()), tmp_path / "out" / "gold"

    assert _ended("anchor", plain, "--texts", tmp_path / "texts", "--output", output) == 0

    assert capsys.readouterr().out == "1 of 1 files are right\n"
    written = (output / "001-cranes.json").read_bytes()
    assert Gold.model_validate_json(written, context={"text": TEXT}) == CRANES


def test_anchor_without_an_output_only_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(tmp_path, (CRANES, TEXT), (quiet(), QUIET))
    wrong = _written(tmp_path / "plain", labels({"s2.cue": "shouted"}))
    right = _written(tmp_path / "plain", {"article": {"id": "002-paint"}}, "002-paint.json")

    assert _ended("anchor", wrong, right, "--texts", tmp_path / "texts") == 1

    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{wrong}: s2.cue: 'shouted' does not stand in the text")
    assert last == "1 of 2 files are right"


def test_anchor_writes_nothing_that_breaks_a_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(tmp_path, (CRANES, TEXT))
    plain, output = _written(tmp_path / "plain", labels({"m2.modes": []})), tmp_path / "out"

    assert _ended("anchor", plain, "--texts", tmp_path / "texts", "--output", output) == 1

    assert "m2.modes: `visit` exactly when" in capsys.readouterr().out
    assert not output.exists()


def test_anchor_says_of_a_broken_file_that_it_is_not_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus(tmp_path, (CRANES, TEXT))
    plain = _written(tmp_path / "plain", None)
    plain.write_text('{"article": }', encoding="utf-8")

    assert _ended("anchor", plain, "--texts", tmp_path / "texts") == 1

    assert f"{plain}: not JSON: " in capsys.readouterr().out


def test_labels_without_a_text_or_without_a_file_are_not_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = _written(tmp_path / "plain", labels())

    assert _ended("anchor", plain, "--texts", tmp_path) == 2
    assert "001-cranes.txt: not in" in capsys.readouterr().err
    corpus(tmp_path, (CRANES, TEXT))
    plain.unlink()
    assert _ended("anchor", plain, "--texts", tmp_path / "texts") == 2
    assert capsys.readouterr().err == f"{plain}: No such file or directory\n"


def test_agree_compares_the_articles_that_both_labelled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = corpus(tmp_path / "one", (CRANES, TEXT), (quiet(), QUIET))
    other = corpus(tmp_path / "other", (changed(CRANES, {"s2.polarity": "denied"}), TEXT))

    assert _ended("agree", one, other) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("two annotators, 1 articles both labelled\n")
    assert "statement.polarity" in shown
    assert _ended("agree", one, other, "--json") == 0
    rows = {row["measure"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert rows["statement.polarity"]["f1"] == 0.75
    assert rows["statements"].items() >= {"cor": 4, "par": 0, "inc": 0, "mis": 0, "spu": 0}.items()


def test_annotators_without_an_article_in_common_are_not_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = corpus(tmp_path / "one", (CRANES, TEXT))

    assert _ended("agree", one, tmp_path / "none") == 2
    assert "have no article in common" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["guess"], ["anchor"], ["agree", "one"], ["check", "--json=x"]])
def test_wrong_use_is_told_apart_from_bad_results(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ended(*wrong) == 64

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("usage: python -m evals")


def test_the_module_runs_as_a_command(tmp_path: Path) -> None:
    records = corpus(tmp_path, (CRANES, TEXT))

    done = subprocess.run(
        [sys.executable, "-m", "evals", "check", "--gold", records, "--texts", tmp_path / "texts"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("all is well\n")
