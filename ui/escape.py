"""Text from workbooks and schemes on the page: read as text, never as Markdown, directives or HTML."""

from __future__ import annotations

import re
from html import escape as escape_html

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&=@^])")
_PICTURES = re.compile(r":(?=(?:material[/_]\w+|streamlit):)")
_ARROWS = re.compile(r"(?<!\S)([-<>~])(?=(?:->|[->=])(?!\S))")
_JOINER = "\u2060"
"""Takes no room and is not seen; it keeps apart what the browser would otherwise draw as one sign."""

_BREAKS = re.compile(r"[^\S\u3000]+")


def markdown(text: object) -> str:
    """The text for ``st.markdown`` and every label: each sign that Markdown or Streamlit could act on is escaped.

    That covers emphasis, links, images, tables, ``$formulas$``, ``:red[…]`` and tags. ``:material/…:``, ``:streamlit:``
    and arrows such as ``->`` are looked for once the escapes are gone: a sign that is not seen stands inside them.
    """
    apart = _ARROWS.sub(rf"\1{_JOINER}", _PICTURES.sub(f":{_JOINER}", _BREAKS.sub(" ", str(text))))
    return _MARKDOWN.sub(r"\\\1", apart)


def html(text: object) -> str:
    """The text for ``st.html``, in an element or in an attribute."""
    return escape_html(_BREAKS.sub(" ", str(text)), quote=True)
