"""Dates: which phrases of an article are dates, and what they mean in EDTF."""

from extractor.dates.resolving import find_dates, resolve_date

__all__ = ["find_dates", "resolve_date"]
