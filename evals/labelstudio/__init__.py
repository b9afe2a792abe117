"""Label Studio: gold as one of its tasks and back, so that people can label and correct it there.

Only its documented JSON is used, never its package. What a person sees there decides: labels,
choices, text fields, relations. The task's `data` carries the text, what nobody edits there
(article, annotation), and the order of the gold's lists, which an export may shuffle.
"""

from evals.labelstudio.folders import CONFIGURATION, Imported, export_folder, import_folder
from evals.labelstudio.reading import UnreadableTaskError, from_label_studio
from evals.labelstudio.writing import to_label_studio

__all__ = [
    "CONFIGURATION",
    "Imported",
    "UnreadableTaskError",
    "export_folder",
    "from_label_studio",
    "import_folder",
    "to_label_studio",
]
