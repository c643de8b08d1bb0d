"""Changes since the round before as they are printed: differences of printed figures, so that they can be checked."""

from __future__ import annotations

from reports.material import Material
from scoring.round_change import shown

CAUSES = {"data": "填报数据", "judgement": "核定与抽查", "rule": "方案规则", "population": "参评范围"}
"""What moved a score, as the hall reads it."""


def score_changes(material: Material) -> dict[str, int]:
    """Town → hundredths of a point that its score moved; the towns that were in both rounds."""
    if material.change is None:
        return {}
    towns = material.change.towns
    return dict(zip(towns["unit"], shown(towns)["change"].astype(int), strict=True))


def hundredths(whole: int) -> str:
    """«+0.52», «−0.10», «0.00»."""
    return f"{'+' if whole > 0 else '−'}{abs(whole) / 100:.2f}" if whole else "0.00"
