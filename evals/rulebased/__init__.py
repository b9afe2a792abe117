"""Rules: an extractor without any language model, the thing to beat.

Cue verbs, quotation marks, titles and words of meeting, in the manner of the Gender Gap Tracker's
rules (Asr et al. 2021) and of textacy's quotations. They are those of `extractor.candidates`, which
find what the embedded model is asked about: what it is better by than these is what it adds.
"""

from evals.rulebased.reader import read

__all__ = ["read"]
