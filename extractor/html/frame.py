"""Frame: a page inside another, such as a notebook's, neither touching the other."""

from html import escape


def frame(page: str, height: int = 640) -> str:
    """An `iframe` that holds a page; its scripts run apart, without the outer page's rights.

    Args:
        page: a whole HTML page.
        height: of the frame, in CSS pixels.
    """
    return (
        '<iframe title="What was read out of an article" '
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
        f'style="width:100%;height:{height:d}px;border:1px solid #8886;border-radius:4px" '
        f'srcdoc="{escape(page)}"></iframe>'
    )
