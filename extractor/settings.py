"""Settings: which model, and how it is asked."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal, Self, get_args
from urllib.parse import urlsplit

from extractor.errors import SetupError

Provider = Literal["local", "openai", "endpoint"]
OnUngrounded = Literal["drop", "keep", "raise"]

_ENVIRONMENT = {
    "model": "COMMUNIQUE_MODEL",
    "base_url": "OPENAI_BASE_URL",
    "api_key": "OPENAI_API_KEY",
    "threads": "COMMUNIQUE_THREADS",
}
_OF_LOCAL = frozenset({"model", "threads"})
"""Variables that are read when the model is local; all others are not."""
_ABOVE_ZERO = (
    "max_windows",
    "timeout_s",
    "time_limit_s",
    "concurrency",
    "context_tokens",
    "max_output_tokens",
    "threads",
)


@dataclass(frozen=True)
class Settings:
    """How articles are extracted; frozen, hashable, and free of secrets when printed."""

    model: str = "local"
    """`local`, `openai/<model>`, or `endpoint/<model>` with `base_url`."""
    base_url: str | None = None
    """Where an OpenAI-compatible server listens, `/v1` included.

    With `local` it names an embedded server that already runs, instead of starting one.
    """
    api_key: str | None = field(default=None, repr=False)
    temperature: float | None = 0.0
    """None leaves it out, for models that refuse one."""
    seed: int | None = 0
    """Sent with each request, for servers that honour it; None leaves it out."""
    context_tokens: int | None = None
    """The model's context; None takes the default of the provider."""
    max_output_tokens: int | None = None
    """Limit of one answer; None takes the default of the provider."""
    probe: bool = True
    """Whether `endpoint/...` is asked a short question first, so that it is told of when the server
    does not hold its model to a schema. The embedded server always is."""
    max_windows: int = 64
    """Requests that one article may take; a longer one is refused with an `InputError`."""
    timeout_s: float = 300.0
    """Of one HTTP request."""
    time_limit_s: float = 900.0
    """Of one request with all its retries."""
    max_retries: int = 4
    """Extra tries after a transport failure."""
    max_reasks: int = 1
    """Extra tries after an answer that does not fit the schema."""
    on_ungrounded: OnUngrounded = "drop"
    """A value that is not in the article: leave it out, keep its record with the value left out
    wherever the schema allows, or raise `UngroundedOutputError`."""
    concurrency: int = 4
    """Requests under way at once in `extract_many`; the embedded model takes one at a time."""
    threads: int | None = None
    """Of the embedded model, whose server the first extractor of a process starts; None takes half
    the processors, at most 4. All of them are faster on a machine that does nothing else, and far
    slower on one that does. In doubtful places another number gives another answer."""

    def __post_init__(self) -> None:
        provider, _, name = self.model.partition("/")
        if provider not in get_args(Provider) or (provider == "local") == bool(name):
            raise SetupError(
                f"model {self.model!r} is not one of local, openai/<model>, endpoint/<model>"
            )
        if provider == "endpoint" and not self.base_url:
            raise SetupError(f"model {self.model!r} needs a base_url")
        if self.on_ungrounded not in get_args(OnUngrounded):
            raise SetupError(f"on_ungrounded {self.on_ungrounded!r} is not drop, keep or raise")
        _check_address(self.base_url)
        for name in _ABOVE_ZERO:
            if (value := getattr(self, name)) is not None and not 0 < value < math.inf:
                raise SetupError(f"{name} must be above zero")
        for name in ("max_retries", "max_reasks", "temperature"):
            if (value := getattr(self, name)) is not None and not 0 <= value < math.inf:
                raise SetupError(f"{name} must not be negative")

    @property
    def provider(self) -> Provider:
        """The part of `model` before the slash."""
        provider = self.model.partition("/")[0]
        return next(one for one in get_args(Provider) if one == provider)

    @property
    def model_name(self) -> str:
        """The part of `model` after the slash; `local` for the embedded model."""
        return self.model.partition("/")[2] or self.model

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **given: object) -> Self:
        """Settings from `given`, then the environment, then the defaults.

        Reads COMMUNIQUE_MODEL and COMMUNIQUE_THREADS; and OPENAI_API_KEY and OPENAI_BASE_URL unless
        the model is local, which needs neither. A value of None in `given` counts as not given.
        `environ` stands for the process's own environment.
        """
        environ = os.environ if environ is None else environ
        known = {one.name for one in fields(cls)}
        values = {name: value for name, value in given.items() if value is not None}
        if unknown := values.keys() - known:
            raise SetupError(f"no such setting: {', '.join(sorted(unknown))}")
        model = values.get("model") or environ.get(_ENVIRONMENT["model"]) or cls.model
        for name, variable in _ENVIRONMENT.items():
            if model == "local" and name not in _OF_LOCAL:
                continue
            if name not in values and environ.get(variable):
                values[name] = environ[variable]
        values["threads"] = _number(values.get("threads"))
        return cls(**values)  # type: ignore[arg-type]


def _number(value: object) -> object:
    """A whole number that is written out as one; anything else as it is.

    Raises:
        SetupError: words that are no number.
    """
    try:
        return int(value) if isinstance(value, str) else value
    except ValueError:
        raise SetupError(f"threads {value!r} is not a number") from None


def _check_address(base_url: str | None) -> None:
    """Raise SetupError for what is no HTTP address, and for one that carries a password.

    An address is printed, and stands in messages; and httpx2 would send the password in place of
    the key.
    """
    if not base_url:
        return
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise SetupError("base_url is not an address") from None
    if parts.username or parts.password:
        raise SetupError("base_url must not carry a user name or password: use api_key")
    if not usable:
        raise SetupError(f"base_url {base_url!r} must begin with http:// or https:// and a host")
