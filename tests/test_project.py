"""The project's promises to strangers: its names, its commands, its versions."""

import re
import tomllib
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _shell_blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def test_ci_runs_both_commands_as_the_readme_prints_them() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    main_job, tests = (block.strip() for block in _shell_blocks()[:2])

    assert main_job in script
    assert tests in script


@pytest.mark.parametrize("package", ["schemas", "extractor"])
def test_public_names_are_sorted_and_there(package: str) -> None:
    module = import_module(package)

    capitals_first = sorted(module.__all__, key=lambda name: (not name[0].isupper(), name))
    if package == "schemas":
        capitals_first = sorted(capitals_first, key=lambda name: (not name.isupper(),))
    assert module.__all__ == capitals_first
    for name in module.__all__:
        assert hasattr(module, name)


def test_a_name_that_is_not_public_is_refused() -> None:
    extractor = import_module("extractor")

    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        _ = extractor.Nonsense


def test_every_dependency_is_pinned_and_none_names_a_host() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]

    pinned = {_plain(line.partition("==")[0]) for line in pins.splitlines() if "==" in line}

    assert {_plain(re.split(r"[<>=\[]", one)[0]) for one in wanted} <= pinned
    assert "://" not in pins


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_files_the_contributing_table_names_are_there() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    paths = re.findall(r"`((?:extractor|schemas|tests|\.ci)/[\w./]+)`", table)

    assert len(paths) > 15
    assert [one for one in paths if not (ROOT / one).exists()] == []
