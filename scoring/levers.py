"""How far every figure is from its line, in the figure's own unit: what to fix, and how near the danger is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from scoring.rounding import Array, plain, snap
from scoring.rows import Rows
from scoring.scheme import Indicator, Input
from scoring.scorecard import Scorecard

COLUMNS = (
    "unit", "indicator", "part", "input", "input_name", "input_unit", "figure", "change", "lost", "near", "text",
)  # fmt: skip


def levers(card: Scorecard, codes: tuple[str, ...] | None = None) -> pd.DataFrame:
    """One row a unit and figure that can move a score.

    ``figure`` is the figure now; ``change`` added to it brings the part onto its line (rounded to whole cases where
    only whole ones make sense): what must be gained where points are ``lost``, else the slack that is left before
    points are lost (0 for a case count: the next one costs). ``near`` says that the slack is within the scheme's hair's
    breadth: a share of the line, or one whole case. A figure that cannot get better (no case at all, every household
    reached) is not near for that alone. ``text`` says it: «无害化卫生户厕户数还差 12 户».
    """
    rows = [
        row
        for place, one in enumerate(card.indicators)
        if codes is None or one.code in codes
        for row in _of(card, place, one)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of(card: Scorecard, place: int, indicator: Indicator) -> Iterator[list[Any]]:
    rows = card.rows[place]
    for lever in indicator.rule.levers(rows):
        asked = indicator.input(lever.name)
        figure = np.full(rows.count, np.nan) if asked.sampled else _figures(rows.span(lever.name).over(rows.count))
        lid = _lid(rows, asked)
        change = _rounded(asked, lever.change, lever.lost)
        for unit in np.flatnonzero(~np.isnan(change)):
            lost, moved, now = bool(lever.lost[unit]), float(change[unit]), float(figure[unit])
            bound = {asked.low: "low", float(lid[unit]): "high"}.get(now, "") if moved == 0 and not lost else ""
            near = not (lost or bound or asked.yes_no) and _near(asked, now + moved, moved, card.scheme.near_share)
            yield [
                card.units[unit], indicator.code, lever.label, asked.id, asked.name, asked.unit, now, moved, lost, near,
                _text(asked, moved, lost, bound),
            ]  # fmt: skip


def _near(asked: Input, line: float, slack: float, share: float) -> bool:
    """Whether so little slack to the line is a hair's breadth."""
    return line != 0 and abs(slack) <= max(abs(line) * share, 1.0 if asked.whole else 0.0)


def _lid(rows: Rows, asked: Input) -> Array:
    """What the figure cannot exceed, for each unit."""
    if asked.at_most is None or asked.sampled:
        return np.full(rows.count, asked.high)
    return np.minimum(rows.value(asked.at_most).high, asked.high)


def _figures(span: Any) -> Array:
    return np.where(span.open | span.absent, np.nan, span.low)


def _rounded(asked: Input, change: Array, lost: Any) -> Array:
    """In whole cases, or to the four decimals that are shown: enough for what must be gained, safe for the slack."""
    grain, digits = (1.0, 9) if asked.whole else (1e-4, 5)
    steps = np.round(np.abs(change) / grain, digits)
    amount = snap(np.where(lost, np.ceil(steps), np.floor(steps)) * grain)
    rounded: Array = np.sign(change) * amount
    return rounded


def _text(asked: Input, change: float, lost: bool, bound: str) -> str:
    if asked.yes_no:
        return f"须做到「{asked.name}」" if lost else f"「{asked.name}」须保持"
    unit = {"": "", "%": " 个百分点"}.get(asked.unit, f" {asked.unit}")
    amount = plain(abs(change), 4)
    if lost:
        return f"{asked.name}还差 {amount}{unit}" if change > 0 else f"{asked.name}须减少 {amount}{unit}"
    if change == 0:
        told = {"low": "为 0，再出现即扣分", "high": "已达全部，再有缺口即扣分"}
        return f"{asked.name}{told.get(bound, '恰在线上，再变差即扣分')}"
    return f"{asked.name}余量 {amount}{unit}"
