"""Candidates: where, by the article's own words, somebody may speak or people may have met."""
