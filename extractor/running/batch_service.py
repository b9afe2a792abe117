"""Batch service: files and batches at OpenAI, over the official client."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from tenacity import Retrying

from extractor.client import OPENAI, is_loopback
from extractor.errors import BadRequestError, ServerError
from extractor.exchange import Clock, Exchange
from extractor.settings import Settings

if TYPE_CHECKING:
    import httpx2
    from openai.types import Batch

T = TypeVar("T")

_NAP_S = 1.0
"""After which an interrupt is noticed."""
_METADATA = "communique"


@dataclass
class BatchFile:
    """Requests that are submitted together, as the journal has them."""

    file: str
    """Its name in the folder."""
    sha256: str
    file_id: str | None = None
    """Its name at OpenAI; None before it is there."""
    token: str | None = None
    """Stands in the metadata of its batch; None before that is begun."""
    batch: str | None = None
    """None before it is known to be there."""
    status: str | None = None
    """How the batch ended; None before its output is on disk."""
    errors: list[dict[str, Any]] = field(default_factory=list)
    """Why the file was refused: `code` and, of some, `line`, from 1."""


class Service:
    """Files and batches at OpenAI; each call is tried again as the settings say.

    Apart from `Client`, whose requests carry JSON alone.
    """

    def __init__(
        self, settings: Settings, transport: "httpx2.BaseTransport | None", clock: Clock
    ) -> None:
        import httpx2
        import openai

        self._settings = settings
        self._clock = clock
        self._key = (settings.api_key or "").strip()
        key, url = self._key or "none", settings.base_url or OPENAI

        def only_our_headers(request: httpx2.Request) -> None:
            kept = ("host", "content-length", "content-type", "transfer-encoding", "accept")
            request.headers = httpx2.Headers(
                {name: request.headers[name] for name in kept if name in request.headers}
                | {"authorization": f"Bearer {key}", "user-agent": "communique"}
            )

        self._openai = openai.OpenAI(
            base_url=url,
            api_key=key,
            max_retries=0,
            http_client=httpx2.Client(
                transport=transport,
                event_hooks={"request": [only_our_headers]},
                follow_redirects=False,
                trust_env=not is_loopback(url),
                limits=httpx2.Limits(max_keepalive_connections=0),
            ),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._openai.close()

    def uploaded(self, path: Path) -> str:
        """The id of the file, which is there now."""

        def send(timeout: "httpx2.Timeout") -> str:
            with path.open("rb") as file:
                made = self._openai.files.create(
                    file=(path.name, file), purpose="batch", timeout=timeout
                )
            return _id_of(made)

        return self._tried(send)

    def created(self, file: BatchFile, *, begun: bool) -> str:
        """The id of the file's batch.

        Args:
            file: it has a `file_id` and a `token`.
            begun: whether there may be one already; it is then looked for, as it is after a
                failure that leaves it open.
        """

        def send(timeout: "httpx2.Timeout") -> str:
            nonlocal begun
            if begun and (found := self._found(file, timeout)) is not None:
                return found
            begun = True
            made = self._openai.batches.create(
                input_file_id=file.file_id or "",
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_METADATA: file.token or "", "sha256": file.sha256},
                timeout=timeout,
            )
            return _id_of(made)

        return self._tried(send)

    def _found(self, file: BatchFile, timeout: "httpx2.Timeout") -> str | None:
        for batch in self._openai.batches.list(limit=100, timeout=timeout):
            if (batch.metadata or {}).get(_METADATA) == file.token:
                return batch.id
        return None

    def batch(self, name: str) -> "Batch":
        """The batch as it stands.

        Raises:
            CommuniqueError: it is not there, or the server says nothing.
        """

        def send(timeout: "httpx2.Timeout") -> "Batch":
            found = self._openai.batches.retrieve(name, timeout=timeout)
            _id_of(found)
            return found

        try:
            return self._tried(send)
        except BadRequestError as error:
            raise BadRequestError(
                f"{name}: {error}; is the key of the account that submitted it?"
            ) from error

    def download(self, name: str, path: Path) -> None:
        """Write a file of OpenAI's to disk, whole or not at all, and without the key."""
        import httpx2
        import openai

        part = path.with_name(f"{path.name}.part")

        def send(timeout: httpx2.Timeout) -> None:
            content = self._openai.files.with_streaming_response.content(name, timeout=timeout)
            try:
                with content as response:
                    response.stream_to_file(part)
            except httpx2.RequestError as error:  # it broke off, where openai no longer looks
                raise openai.APIConnectionError(request=error.request) from error

        self._tried(send)
        clean = path.with_name(f"{path.name}.clean")
        with part.open("rb") as lines, clean.open("wb") as file:
            for line in lines:
                file.write(line.replace(self._key.encode(), b"***") if self._key else line)
        clean.replace(path)
        part.unlink()

    def without_key(self, words: str) -> str:
        """What a server said, should it have seen fit to repeat the key."""
        return words.replace(self._key, "***") if self._key else words

    def wait(self, seconds: float, interrupted: Callable[[], bool]) -> None:
        """Sleep that long, or until somebody interrupts."""
        while seconds > 0 and not interrupted():
            self._clock.sleep(min(seconds, _NAP_S))
            seconds -= _NAP_S

    def _tried(self, send: "Callable[[httpx2.Timeout], T]") -> T:
        """What one call returns, tried again after what may pass; its errors are ours."""
        exchange = Exchange(self._settings, self._clock, self._key)

        def once() -> T:
            with exchange.request() as timeout:
                return send(timeout)

        return Retrying(sleep=self._clock.sleep, **exchange.next_turn())(once)


def _id_of(made: object) -> str:
    """The id of what a server made; a server without batches answers with something else."""
    name = getattr(made, "id", None)
    if not isinstance(name, str):
        raise ServerError("the server's answer is no file and no batch: does it have batches?")
    return name
