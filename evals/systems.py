"""Systems: what can be measured, by name."""

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.predict import Reader, System
from evals.runs import EXCHANGES
from extractor.extract import Extractor, Transport
from extractor.prompts import profile_for
from extractor.settings import Settings
from schemas import Extraction

if TYPE_CHECKING:
    from evals.exchanges import Exchanges

_NOWHERE = "http://127.0.0.1:9/v1"
"""The address of a server that only a recording answers for."""


RULES = "rules"
"""The rule-based extractor, which asks nobody."""
LANGEXTRACT = "langextract"
"""Google's langextract around the embedded model, with both extras of these names."""


def live(folder: Path, model: str | None = None, **options: Any) -> System:
    """A system that reads now; a model's answers are written down in the folder of the run.

    Args:
        folder: of the run; what its exchanges already hold is not asked again.
        model: `rules`, `langextract`, or as `Extractor` takes it.
        options: any field of `Settings`.
    """
    if model == RULES:
        return rules()
    if model == LANGEXTRACT:
        return langextract()
    settings = Settings.from_env(model=model, **options)
    return _extractor(settings, folder / EXCHANGES, asks=True)


def recorded(folder: Path, model: str) -> System:
    """A model whose answers stand in the folder of a run; nothing is asked."""
    return _extractor(
        Settings(model=model, base_url=_NOWHERE, api_key="none", probe=False),
        folder / EXCHANGES,
        asks=False,
    )


def rules() -> System:
    """Rules without any model: what a model has to beat."""
    from evals.rulebased import read

    return System(name=RULES, open=lambda _: read)


def langextract() -> System:
    """Another library around the same embedded model."""
    from evals.langextract_system import read

    return System(name=LANGEXTRACT, open=lambda _: read)


def _extractor(settings: Settings, exchanges: Path, *, asks: bool) -> System:
    carriers: list[Exchanges] = []

    def opened(epoch: int) -> Reader:
        import httpx2

        from evals.exchanges import Exchanges

        carrier = Exchanges(exchanges, httpx2.HTTPTransport() if asks else None, epoch)
        carriers.append(carrier)
        extractor = Extractor(settings=settings, transport=Transport(sync=carrier))
        return partial(_read, extractor)

    return System(
        name=settings.model,
        open=opened,
        workers=1 if settings.provider == "local" else settings.concurrency,
        prompt_hash=profile_for(settings).prompt_hash,
        settings={
            name: value
            for name, value in asdict(settings).items()
            if name not in ("api_key", "model", "concurrency")
        },
        waited_s=lambda: 0.0 if asks else sum(one.waited_s for one in carriers),
    )


def _read(extractor: Extractor, text: str, article: str) -> Extraction:
    return extractor.extract(text, id=article)
