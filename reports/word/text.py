"""Text on its way into Word: nothing unseen, nothing that XML forbids, no line of its own making."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Control and formatting signs, half pairs, private signs, signs that are none."""


def clean(text: object) -> str:
    """The text in one line without unseen signs; what looks like a field or a placeholder stays plain text."""
    spaced = " ".join(str(text).split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)


_SHARED = re.compile("([“”‘’—…·×±≥≤]+)")
"""Marks that Chinese and Latin fonts both have; Word takes the Latin one unless it is told."""


def write(paragraph: Paragraph, text: object, bold: bool | None = None) -> None:
    """Add text to a paragraph, its marks in the Chinese font."""
    for place, part in enumerate(_SHARED.split(clean(text))):
        if not part:
            continue
        run = paragraph.add_run(part)
        run.bold = bold
        if place % 2:
            properties: Any = run._r.get_or_add_rPr()
            properties.insert(0, parse_xml(f'<w:rFonts {nsdecls("w")} w:hint="eastAsia"/>'))
