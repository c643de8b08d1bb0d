"""Several texts in one cell: one a line; what would fall apart when it is read is put in 「」."""

from __future__ import annotations

import re
from collections.abc import Iterable

_QUOTED = r"「(?:[^」]|」」)*+」(?=[^\S\n]*(?:[、；;\n]|\Z))"
_PLAIN = r"(?:（[^（）\n]*）|\([^()\n]*\)|[^、；;\n])*+"
_ELEMENT = re.compile(rf"\s*(?:({_QUOTED})|({_PLAIN}))\s*?(?:[、；;\n]|\Z)")


def listed(elements: Iterable[str]) -> str:
    """The elements as the text of a cell; :func:`elements_of` gives them back."""
    return "\n".join(_said(one) for one in elements)


def elements_of(text: str) -> tuple[str, ...]:
    """The elements of a cell, as they were typed between line breaks, «、» or «；» that stand outside of brackets."""
    found = (element.groups() for element in _ELEMENT.finditer(text))
    return tuple(
        kept[1:-1].replace("」」", "」") if kept else plain.strip() for kept, plain in found if kept or plain.strip()
    )


def _said(element: str) -> str:
    plain = not element.startswith("「") and elements_of(element) == (element,)
    return element if plain else quoted(element)


def quoted(text: str) -> str:
    """The text as it is meant, whatever is in it."""
    return f"「{text.replace('」', '」」')}」"
