"""A figure that is ten, a hundred or ten thousand times another: somebody mistook the unit or the decimal point."""

from __future__ import annotations

from math import log10

from scoring.rounding import snap

FACTORS = (10, 100, 1000, 10_000, 1_000_000)
"""元 for 千元, % for a share, 元 for 万元; and their squares."""

NEARLY = 0.05
"""A ratio so near a factor, as a share of it, that the figure's own small movement may lie between."""


def unit_slip(now: float, before: float, usual: float = 1.0) -> str:
    """«正好 10 倍», «约为 1/100»; "" when the ratio is no such factor.

    ``usual`` is by what the figure would have moved anyhow, as the other towns' did.
    """
    larger, smaller = snap(max(now, before)), snap(min(now, before))
    if smaller <= 0:
        return ""
    own = usual if now > before else 1 / usual
    factor = next((_factor(ratio) for ratio in (larger / smaller, larger / smaller / own) if _factor(ratio)), 0)
    if not factor:
        return ""
    exact = "正好" if larger == snap(smaller * factor) else "约"
    return f"{exact} {factor} 倍" if now > before else f"{exact}为 1/{factor}"


def _factor(ratio: float) -> int:
    """The factor that a ratio is, or nearly is; 0 for none."""
    factor = int(10 ** round(log10(ratio)))
    return factor if factor in FACTORS and abs(ratio / factor - 1) <= NEARLY else 0
