"""How a score is told: the steps of an explanation, and how names and figures are spoken for one unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.expression import Expression, Wording
from scoring.rounding import plain
from scoring.rows import Rows
from scoring.span import Span

RATES = ("%", "‰")
"""Units that follow their number at once; all others stand after a blank."""


@dataclass(frozen=True)
class Step:
    """One line of an explanation. ``formula`` is in words, ``values`` the same with figures."""

    label: str
    formula: str
    values: str
    low: float
    high: float
    full: float
    sentence: str
    depth: int = 0


@dataclass(frozen=True)
class Reader:
    """How names and figures are spoken: the wording of a name, and its figure for one unit."""

    rows: Rows
    place: int
    name: Wording
    unit_of: Wording

    def figure(self, name: str) -> str:
        """The figure under that name, as text: «960», «未填报», «不适用»; a county's sum with gaps is a range."""
        span = self.rows.span(name).over(self.rows.count)
        if span.open[self.place] and not self.rows.rolled_up:
            return "未填报"
        return said(span, self.place)

    def measured(self, expression: Expression, unit: str) -> str:
        """The expression's value with its unit: «96%», «12 户», «未填报»."""
        plain_name = expression.root.operator == "name"
        shown = self.figure(expression.names[0]) if plain_name else self.value(expression)
        if shown in ("未填报", "不适用") or not unit:
            return shown
        return f"{shown}{unit}" if unit in RATES else f"{shown} {unit}"

    def value(self, expression: Expression) -> str:
        """The expression's value, as text; with ≈ where it is shown rounded."""
        return said(self.rows.value(expression), self.place)


def said(span: Span, place: int) -> str:
    """One value of a span as text."""
    low, high = float(span.low[place]), float(span.high[place])
    if span.absent[place]:
        return "不适用"
    if low != high:
        return f"{plain(low)} 至 {plain(high)}" if np.isfinite(low) and np.isfinite(high) else "未填报"
    return plain(low)


def got(low: float, high: float) -> str:
    """«得 1.6 分», or «得 0–2 分，待填报后确定»."""
    if low == high:
        return f"得 {plain(low)} 分"
    return f"可得 {plain(low)}–{plain(high)} 分，待补齐后确定"
