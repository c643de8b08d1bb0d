"""How the binary formats number the errors of formulas."""

from __future__ import annotations

_WORDS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def error_word(code: int) -> str:
    """The error as a sheet shows it."""
    return _WORDS.get(code, "#ERROR!")
