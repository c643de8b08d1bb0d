"""The sheet that a returned workbook has in front: written by us, never read as an answer."""

from __future__ import annotations

CORRECTION_SHEET = "需更正清单"


def is_correction_sheet(name: str) -> bool:
    """Whether a sheet is the list of a returned workbook, or a copy of it («需更正清单 (2)»)."""
    return name.strip().startswith(CORRECTION_SHEET)
