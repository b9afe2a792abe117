"""Rules: an extractor without any language model, the thing to beat.

Cue verbs, quotation marks, titles and words of meeting, in the manner of the Gender Gap Tracker's
rules (Asr et al. 2021) and of textacy's quotations. It shares the reading of a page, the word lists
and the dates with the extractor, and nothing of how that one resolves a model's answers.
"""

from evals.rulebased.reader import read

__all__ = ["read"]
