"""The heat map of towns × items."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.cells import board
from charts.text import loss, loss_span, number, safe, wrap

LEAST = 1e-9
STEP_EDGES = (LEAST, 0.1, 0.25, 0.5, 0.75)
"""Share of the item's points lost above which the next deeper blue begins."""

OPEN, RIGID_LOST = len(style.LOSS_STEPS), len(style.LOSS_STEPS) + 1
FILLS = (*style.LOSS_STEPS, style.GREY, style.RED)
INKS = (style.MUTED, style.INK, style.INK, style.INK, style.PAPER, style.PAPER, style.INK, style.PAPER)

NUMBERS_UP_TO = 18
"""With more columns than this the cells are too narrow for numbers."""


def town_item_heatmap(gaps: pd.DataFrame, units: Sequence[str], breaks: Sequence[float] = ()) -> go.Figure:
    """Items (rows, most lost first) × ``units`` (columns): the deeper the blue, the more of the item's points is lost.

    ``gaps`` has ``unit``, ``indicator``, ``name``, ``full``, ``lost``, ``at_risk``, ``rigid``; where it has no row, the
    item does not apply: «—». Grey and hatched with «？» is unreported, red with «✕» a rigid item that has lost points.
    A click gives ``[unit, indicator]``.
    """
    if gaps.empty:
        return style.empty("还没有可显示的得分。")
    items = gaps.groupby(["indicator", "name", "rigid"], sort=False)[["lost", "at_risk"]].sum()
    items = items.sort_values(["lost", "at_risk"], ascending=False, kind="stable").reset_index()
    names = [f"{name}{'（刚性）' * bool(rigid)}" for name, rigid in zip(items["name"], items["rigid"], strict=True)]
    cells = _cells(_whole(gaps, items, units), numbers=len(units) <= NUMBERS_UP_TO)
    return board(cells, names, units, FILLS, alt=_alt(gaps), inks=INKS, hatched=OPEN, breaks=breaks, sign_size=11)


def _whole(gaps: pd.DataFrame, items: pd.DataFrame, units: Sequence[str]) -> pd.DataFrame:
    """Every item × unit with its place on the board; ``full`` is 0 where the item does not apply."""
    rows = items[["indicator", "name", "rigid"]].assign(row=range(len(items)))
    columns = pd.DataFrame({"unit": list(units), "column": range(len(units))})
    found = gaps[["unit", "indicator", "full", "lost", "at_risk"]]
    whole = rows.merge(columns, how="cross").merge(found, on=["unit", "indicator"], how="left")
    return whole.fillna({"full": 0.0, "lost": 0.0, "at_risk": 0.0})


def _cells(whole: pd.DataFrame, numbers: bool) -> pd.DataFrame:
    fill = _fill(whole)
    figures = list(zip(whole["full"], whole["lost"], whole["at_risk"], strict=True))
    heads = (
        f"<b>{safe(unit)}</b><br>{wrap(name, 20)}<br>" for unit, name in zip(whole["unit"], whole["name"], strict=True)
    )
    return whole[["row", "column", "unit", "indicator"]].assign(
        fill=fill,
        sign=[_sign(*three, int(step), numbers) for three, step in zip(figures, fill, strict=True)],
        hover=[head + _hover(*three) for head, three in zip(heads, figures, strict=True)],
    )


def _fill(whole: pd.DataFrame) -> npt.NDArray[np.int64]:
    share = (whole["lost"] / whole["full"].where(whole["full"] > 0)).fillna(0.0).to_numpy(float)
    step = np.where(whole["at_risk"] > LEAST, OPEN, np.searchsorted(STEP_EDGES, share))
    return np.where(whole["rigid"].to_numpy(bool) & (share > LEAST), RIGID_LOST, step)


def _sign(full: float, lost: float, at_risk: float, fill: int, numbers: bool) -> str:
    if full <= 0:
        return "—"
    mark = "✕" if fill == RIGID_LOST else ""
    shown = loss(lost) if numbers and lost > LEAST else ""
    return mark + shown + ("？" if at_risk > LEAST else "")


def _hover(full: float, lost: float, at_risk: float) -> str:
    if full <= 0:
        return "不适用，不计入应得分"
    why = "，数据未齐" if at_risk > LEAST else ""
    return f"应得 {number(full)} 分，失 {loss_span(lost, lost + at_risk)} 分{why}<br>点击看得分说明"


def _alt(gaps: pd.DataFrame) -> str:
    lost = gaps.groupby("unit", sort=False)["lost"].sum()
    unreported = int((gaps["at_risk"] > LEAST).sum())
    return (
        f"热力图，{gaps['indicator'].nunique()} 项指标 × {len(lost)} 个单位；失分最多的是{lost.idxmax()}，"
        f"失 {number(float(lost.max()))} 分；数据未齐 {unreported} 格。"
    )
