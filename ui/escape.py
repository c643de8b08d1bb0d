"""Text from workbooks and schemes on the page: read as text, never as Markdown, directives or HTML."""

from __future__ import annotations

import re
from html import escape as escape_html

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=@^])")
_BREAKS = re.compile(r"[^\S\u3000]+")


def markdown(text: object) -> str:
    """The text for ``st.markdown`` and every label: each sign that Markdown or Streamlit could act on is escaped.

    That covers emphasis, links, images, tables, ``$formulas$``, ``:red[…]`` and ``:material/…:``, and tags.
    """
    return _MARKDOWN.sub(r"\\\1", _BREAKS.sub(" ", str(text)))


def html(text: object) -> str:
    """The text for ``st.html``, in an element or in an attribute."""
    return escape_html(_BREAKS.sub(" ", str(text)), quote=True)
