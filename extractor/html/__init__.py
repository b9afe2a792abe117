"""HTML: records as one page that people read, with the words each value rests on.

The page stands alone: nothing is fetched, and nothing that an article says is ever run.
"""

from extractor.html.frame import frame
from extractor.html.page import Unread, page

__all__ = ["Unread", "frame", "page"]
