"""Ray: articles of a Ray dataset in, what became of each out, on as many machines as there are."""

from extractor.distributed.dataset import extract_dataset
from extractor.distributed.sharing import Sharing

__all__ = ["Sharing", "extract_dataset"]
