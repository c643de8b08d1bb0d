"""A figure that is ten, a hundred or ten thousand times another: somebody mistook the unit or the decimal point."""

from __future__ import annotations

from math import log10

from scoring.rounding import snap

FACTORS = (10, 100, 1000, 10_000, 1_000_000)
"""元 for 千元, % for a share, 元 for 万元; and their squares."""

NEARLY = 0.02
"""A ratio so near a factor, as a share of it, that the town's own small change may lie between."""


def unit_slip(now: float, before: float) -> str:
    """«正好 10 倍», «约为 1/100»; "" when the ratio is no such factor."""
    if now <= 0 or before <= 0:
        return ""
    larger, smaller = max(now, before), min(now, before)
    factor = 10 ** round(log10(larger / smaller))
    if factor not in FACTORS or abs(larger / smaller / factor - 1) > NEARLY:
        return ""
    exact = snap(larger) == snap(smaller * factor)
    if now > before:
        return f"{'正好' if exact else '约'} {factor} 倍"
    return f"{'正好' if exact else '约'}为 1/{factor}"
