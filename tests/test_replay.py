"""The recorded run of the default model: replayed, reported, and held to its accepted counts."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.__main__ import main
from evals.commands import BASELINES
from evals.dataset import CorpusError, read_corpus
from evals.gate import Accepted, differences
from evals.replay import RECORDINGS, replay

ROOT = Path(__file__).parent.parent
CORPUS = [
    *("--gold", str(ROOT / "gold" / "records")),
    *("--texts", str(ROOT / "gold" / "texts"), "--texts", str(ROOT / "seeds")),
]


def test_the_default_model_is_as_good_as_was_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    junit = tmp_path / "junit.xml"

    assert main([*CORPUS, "--junit", str(junit)]) == 0

    printed = capsys.readouterr().out
    assert "articles 69/69" in printed
    assert printed.splitlines()[-1].startswith("passed: ")
    suite = ElementTree.parse(junit).getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("69", "0")


@pytest.mark.parametrize("name", ["local", "rules"])
def test_counts_are_those_accepted(name: str) -> None:
    assert main(["gate", "--recording", name, *CORPUS]) == 0


def test_one_other_decision_fails_the_gate_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = json.loads((BASELINES / "rules.json").read_bytes())
    accepted["counts"]["statements"][0] += 1
    accepted["articles"]["029-lanka-notes-athens"] = "0" * 12
    baseline = tmp_path / "rules.json"
    baseline.write_text(json.dumps(accepted), encoding="utf-8")

    assert main(["gate", "--recording", "rules", "--baseline", str(baseline), *CORPUS]) == 1

    printed = capsys.readouterr().out
    assert "statements: COR" in printed
    assert "in 029-lanka-notes-athens" in printed


def test_counts_of_another_gold_are_not_compared() -> None:
    accepted = Accepted("rules", "gold:1", {}, {})

    with pytest.raises(CorpusError, match="gate --accept"):
        differences(accepted, Accepted("rules", "gold:2", {}, {}))


def test_a_recording_of_another_prompt_is_stale(tmp_path: Path) -> None:
    folder = tmp_path / "local"
    shutil.copytree(RECORDINGS / "local", folder)
    manifest = json.loads((folder / "run.json").read_bytes())
    (folder / "run.json").write_text(json.dumps(manifest | {"prompt_hash": "0"}), encoding="utf-8")

    with pytest.raises(CorpusError, match="record anew"):
        replay(
            folder,
            read_corpus(ROOT / "gold" / "records", (ROOT / "gold" / "texts", ROOT / "seeds")),
        )


def test_an_article_that_was_not_recorded_is_not_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from labelled import TEXT, corpus, gold

    records = corpus(tmp_path, (gold(), TEXT))

    assert main(["--gold", str(records), "--texts", str(tmp_path / "texts")]) == 2
    assert "has no answer to a request" in capsys.readouterr().err
