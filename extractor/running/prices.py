"""Prices: what a model's tokens cost, from `genai-prices`' own copy of the public lists."""

from dataclasses import dataclass

from extractor.settings import Settings
from schemas import Usage


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens, as listed with the installed release of genai-prices."""

    prompt: float
    completion: float

    def usd(self, usage: Usage) -> float:
        """The price of what was used; discounts for cached prompts are left out."""
        cost = usage.prompt_tokens * self.prompt + usage.completion_tokens * self.completion
        return cost / 1e6


def price_of(settings: Settings) -> Price | None:
    """The price of a model; nothing for the embedded one, None where no list has it."""
    if settings.provider == "local":
        return Price(0.0, 0.0)
    from genai_prices import Usage as Tokens
    from genai_prices import calc_price

    def listed(tokens: Tokens) -> float:
        if settings.base_url:
            found = calc_price(tokens, settings.model_name, provider_api_url=settings.base_url)
        else:
            found = calc_price(tokens, settings.model_name, provider_id="openai")
        return float(found.total_price)

    million = 1_000_000
    try:
        return Price(
            listed(Tokens(input_tokens=million, output_tokens=0)),
            listed(Tokens(input_tokens=0, output_tokens=million)),
        )
    except LookupError:
        return None
