"""Settings: what is accepted, what is read from the environment, what is never shown."""

import math
import os
import subprocess
import sys

import pytest

from extractor.errors import SetupError
from extractor.settings import Settings

URL = "https://models.test/v1"


@pytest.mark.parametrize(
    ("model", "provider", "name"),
    [
        ("local", "local", "local"),
        ("openai/gpt-5-mini", "openai", "gpt-5-mini"),
        ("endpoint/org/model:7b", "endpoint", "org/model:7b"),
    ],
)
def test_a_model_names_its_provider_and_itself(model: str, provider: str, name: str) -> None:
    settings = Settings(model=model, base_url=URL)
    assert (settings.provider, settings.model_name) == (provider, name)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"model": "gpt-5"}, "is not one of local, openai/<model>, endpoint/<model>"),
        ({"model": "openai/"}, "is not one of"),
        ({"model": "local/x"}, "is not one of"),
        ({"model": ""}, "is not one of"),
        ({"model": "endpoint/m"}, "needs a base_url"),
        ({"base_url": "models.test/v1"}, "must begin with http"),
        ({"base_url": "ftp://models.test"}, "must begin with http"),
        ({"base_url": "http:///v1"}, "must begin with http"),
        ({"base_url": "http://models.test:x/v1"}, "is not an address"),
        ({"base_url": "http://[::1/v1"}, "is not an address"),
        ({"on_ungrounded": "ignore"}, "is not drop, keep or raise"),
        ({"timeout_s": 0.0}, "timeout_s must be above zero"),
        ({"timeout_s": math.nan}, "timeout_s must be above zero"),
        ({"time_limit_s": -1.0}, "time_limit_s must be above zero"),
        ({"concurrency": 0}, "concurrency must be above zero"),
        ({"context_tokens": 0}, "context_tokens must be above zero"),
        ({"max_output_tokens": 0}, "max_output_tokens must be above zero"),
        ({"max_retries": -1}, "max_retries must not be negative"),
        ({"max_reasks": -1}, "max_reasks must not be negative"),
        ({"temperature": -0.1}, "temperature must not be negative"),
    ],
)
def test_settings_that_cannot_work_are_refused(given: dict[str, object], words: str) -> None:
    with pytest.raises(SetupError, match=words):
        Settings(**given)  # type: ignore[arg-type]


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SetupError, match="use api_key") as caught:
        Settings(base_url="http://me:hush-hush@models.test/v1")
    assert "hush" not in repr(caught.value)


def test_settings_are_hashable_and_do_not_show_the_key() -> None:
    settings = Settings(api_key="sk-hidden")
    assert hash(settings) == hash(Settings(api_key="sk-hidden"))
    assert "sk-hidden" not in f"{settings!r} {settings!s}"


ENVIRONMENT = {
    "COMMUNIQUE_MODEL": "openai/m",
    "OPENAI_API_KEY": "sk-of-the-environment",
    "OPENAI_BASE_URL": URL,
}


def test_the_environment_fills_in_what_is_not_given() -> None:
    assert Settings.from_env(ENVIRONMENT, base_url="http://a.test/v1", seed=None) == Settings(
        model="openai/m", api_key="sk-of-the-environment", base_url="http://a.test/v1"
    )


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env(dict.fromkeys(ENVIRONMENT, "")) == Settings()


@pytest.mark.parametrize("given", [{"model": "local"}, {}])
def test_the_embedded_model_takes_no_key_and_no_address(given: dict[str, object]) -> None:
    environment = {**ENVIRONMENT, "COMMUNIQUE_MODEL": "local"}
    assert Settings.from_env(environment, **given) == Settings()
    assert Settings.from_env(environment, base_url=URL, **given).base_url == URL


def test_threads_of_the_embedded_model_come_from_the_environment_too() -> None:
    assert Settings.from_env({"COMMUNIQUE_THREADS": "2"}).threads == 2
    assert Settings.from_env({"COMMUNIQUE_THREADS": "2"}, threads=1).threads == 1
    with pytest.raises(SetupError, match="threads 'two' is not a number"):
        Settings.from_env({"COMMUNIQUE_THREADS": "two"})
    with pytest.raises(SetupError, match="threads must be above zero"):
        Settings.from_env({"COMMUNIQUE_THREADS": "0"})


def test_a_setting_that_does_not_exist_is_named() -> None:
    with pytest.raises(SetupError, match="no such setting: colour, modell"):
        Settings.from_env({}, modell="local", colour="blue")


def test_no_key_of_the_environment_shows_in_the_help() -> None:
    probe = "from extractor import Settings; help(Settings)"

    done = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "OPENAI_API_KEY": "sk-planted-7d1"},
    )

    assert "from_env" in done.stdout
    assert "sk-planted-7d1" not in done.stdout
