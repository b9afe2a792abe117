"""Recordings: none orphaned, none telling of the machine, and a misfit explains itself."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
CASSETTES = sorted((HERE / "cassettes").rglob("*.yaml"))


def _pytest(*arguments: str, cwd: Path) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout + done.stderr


def test_every_recording_has_its_test_and_every_recorded_test_its_recording() -> None:
    listed = _pytest("--collect-only", "-q", "-m", "vcr", str(HERE), cwd=HERE.parent)
    tests = {(match[1], match[2]) for match in re.finditer(r"(test_\w+)\.py::(\S+)$", listed, re.M)}

    assert {(one.parent.name, one.stem) for one in CASSETTES} == tests


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.stem)
def test_a_recording_keeps_no_header_but_the_content_type_and_no_path(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for interaction in yaml.safe_load(text)["interactions"]:
        for side in ("request", "response"):
            assert list(interaction[side]["headers"]) == ["content-type"]
    assert not re.search(r"Bearer|\.cache|\.gguf", text)


RECORDED = """
import pytest
from extractor.client import Client
from pydantic import BaseModel


class Sides(BaseModel):
    participants: list[str]


@pytest.mark.vcr
def test_asks(embedded):
    with Client(embedded) as client:
        client.ask([{"role": "user", "content": "Somebody else met."}], Sides, max_tokens=200)


@pytest.mark.vcr
def test_asks_nothing(embedded):
    pass
"""


@pytest.fixture
def stray(tmp_path: Path) -> Path:
    """A folder whose recording is of other requests than its tests make."""
    for name in ("conftest.py", "recordings.py"):
        shutil.copy(HERE / name, tmp_path)
    (tmp_path / "test_stray.py").write_text(RECORDED)
    (tmp_path / "cassettes" / "test_stray").mkdir(parents=True)
    source = next(one for one in CASSETTES if one.stem.startswith("test_a_model_that_errs"))
    for name in ("test_asks", "test_asks_nothing"):
        shutil.copy(source, tmp_path / "cassettes" / "test_stray" / f"{name}.yaml")
    return tmp_path


def test_a_request_unlike_the_recorded_one_shows_both_and_how_to_record(stray: Path) -> None:
    output = _pytest("test_stray.py::test_asks", cwd=stray)

    assert "1 failed" in output
    assert "Somebody else met." in output
    assert "body differs" in output
    assert "pytest test_stray.py::test_asks --record-mode=rewrite" in output


def test_a_recording_that_is_not_played_to_its_end_is_an_error(stray: Path) -> None:
    output = _pytest("test_stray.py::test_asks_nothing", cwd=stray)

    assert "the recording holds requests that were not made" in output
