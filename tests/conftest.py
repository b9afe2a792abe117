"""What tests share: how recordings are made, kept and explained when they do not fit."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import recordings
from hypothesis import settings
from vcr.cassette import Cassette
from vcr.errors import CannotOverwriteExistingCassetteException

from extractor.settings import Settings

# Machines are noisy: no test is failed for its time. In CI the same examples run each time.
settings.register_profile("ours", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("ours")


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    return recordings.CONFIG


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    vcr.register_serializer("yaml", recordings)


@pytest.fixture
def embedded(record_mode: str, vcr: Cassette) -> Iterator[Settings]:
    """Settings that replay a recording to its end, or with --record-mode=rewrite make it anew."""
    if record_mode == "none":
        yield Settings(base_url="http://127.0.0.1:9/v1")
        assert vcr.all_played, "the recording holds requests that were not made"
        return
    from extractor import local

    server = local.start()
    yield Settings(base_url=server.base_url, api_key=server.api_key)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Say which words of a request differ from the recording, and how to record it anew."""
    outcome: Any = yield
    error = call.excinfo.value if call.excinfo else None
    seen: set[int] = set()
    while error is not None and id(error) not in seen:  # a chain of causes may be a ring
        seen.add(id(error))
        if isinstance(error, CannotOverwriteExistingCassetteException):
            command = f"pytest {item.nodeid} --record-mode=rewrite   (needs the [local] extra)"
            outcome.get_result().sections.append(
                ("the request is not the recorded one", f"{error}\n\nTo record it anew: {command}")
            )
        error = error.__cause__ or error.__context__
