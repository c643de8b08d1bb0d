"""A briefing as slides in HTML: walked in the browser without the server, on the page or as one file that stands alone.

Real text, real tables, bars of boxes; no pictures of charts, no request to anybody.
"""

from reports.deck.standalone import deck_html, deck_parts

__all__ = ["deck_html", "deck_parts"]
