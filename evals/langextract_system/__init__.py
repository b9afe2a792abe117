"""The second baseline: Google's langextract, around the embedded model that communique uses.

Same model, same articles, same record; what lies between is langextract's prompt, its chunks, its
alignment of words with the text. So what a reader sees beside communique's figures is what one
library and the other add. The model's adapter was trained on communique's form of question, not on
langextract's; that belongs to the comparison, and is to be said wherever its figures stand.
"""

from evals.langextract_system.reader import read

__all__ = ["read"]
