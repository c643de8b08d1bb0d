"""Changes since the round before as they are printed: differences of printed figures, so that they can be checked."""

from __future__ import annotations

from reports.material import Material


def score_changes(material: Material) -> dict[str, int]:
    """Town → hundredths of a point that its score moved, as on 排名; the towns that reported in both rounds."""
    ranked = material.diagnosis.ranking.dropna(subset="score_change")
    return {str(unit): round(by * 100) for unit, by in zip(ranked["unit"], ranked["score_change"], strict=True)}


def hundredths(whole: int) -> str:
    """«+0.52», «−0.10», «0.00»."""
    return f"{'+' if whole > 0 else '−'}{abs(whole) / 100:.2f}" if whole else "0.00"
