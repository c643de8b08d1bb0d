"""HTML from texts that came from anywhere: every text is escaped where it is put in, and nowhere else."""

from __future__ import annotations

import re
from html import escape

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def text(said: object) -> str:
    """The text for an element or an attribute in quotes."""
    return escape(_UNPRINTABLE.sub("", str(said)), quote=True)


def element(name: str, content: str = "", **attributes: str) -> str:
    """An element around content that is markup already. ``class_`` and ``data_pin`` are class and data-pin; an
    attribute that is blank is left out.
    """
    told = "".join(f' {key.strip("_").replace("_", "-")}="{text(said)}"' for key, said in attributes.items() if said)
    return f"<{name}{told}>{content}</{name}>"
