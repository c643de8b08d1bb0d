"""Text on its way into Word: nothing unseen, nothing that XML forbids, no line of its own making."""

from __future__ import annotations

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Control and formatting signs, half pairs, private signs, signs that are none."""


def clean(text: object) -> str:
    """The text in one line without unseen signs; what looks like a field or a placeholder stays plain text."""
    spaced = " ".join(str(text).split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)
