"""Place: where a meeting was held."""

from schemas.countries import Country
from schemas.evidence import Evidence, Record


class Place(Record):
    """A location. A capital that stands for a government ("Tehran told...") is none."""

    text: Evidence | None = None
    name: str
    """As written: "Tehran", "the presidential palace"."""
    country: Country | None = None
