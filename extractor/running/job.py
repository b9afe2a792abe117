"""Job: what decides an article's record, as one hash, so that nothing is asked twice."""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from extractor.errors import InputError
from extractor.prompts import profile_for
from extractor.reading.article import Article
from extractor.settings import Settings
from schemas import SCHEMA_VERSION

_DECIDING = (
    "model",
    "base_url",
    "temperature",
    "seed",
    "context_tokens",
    "max_output_tokens",
    "max_windows",
    "max_reasks",
    "on_ungrounded",
)
"""Settings that change records; the others only change how they are come by."""
_DIGITS = 32


@dataclass(frozen=True)
class Job:
    """One way of reading articles."""

    settings: Settings

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """All that it consists of, as JSON; no key of an account."""
        return {
            "prompt_hash": profile_for(self.settings).prompt_hash,
            "schema_version": SCHEMA_VERSION,
            "library_version": version("communique"),
            **{name: getattr(self.settings, name) for name in _DECIDING},
        }

    def key(self, source: Article | InputError, occurrence: int = 1) -> str:
        """The key of an article under this job: 32 hex digits.

        Args:
            source: the article; one that could not be read is known by why.
            occurrence: 2 for the second time that the same one is met, and so on.
        """
        if isinstance(source, InputError):
            about: dict[str, Any] = {"unread": str(source)}
        else:
            about = {name: value for name, value in vars(source).items() if name != "text"}
            about["sha256"] = source.sha256
        whole = [self.manifest, about, occurrence]
        return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:_DIGITS]
