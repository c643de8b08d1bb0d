"""The heat map of towns × items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.cells import board
from charts.text import interval, number, safe, wrap

STEP_EDGES = (1e-9, 0.1, 0.25, 0.5, 0.75)
"""Share of the item's points lost above which the next deeper blue begins."""

OPEN, RIGID_LOST = len(style.LOSS_STEPS), len(style.LOSS_STEPS) + 1
FILLS = (*style.LOSS_STEPS, style.GREY, style.RED)
INKS = (style.MUTED, style.INK, style.INK, style.INK, style.PAPER, style.PAPER, style.INK, style.PAPER)

NUMBERS_UP_TO = 18
"""With more columns than this the cells are too narrow for numbers."""


class Cell(NamedTuple):
    """One town's loss on one item, in the order of :data:`COLUMNS`."""

    unit: str
    name: str
    full: float
    lost: float
    lost_high: float
    state: str
    fill: int


COLUMNS = ["unit", "name", "full", "lost", "lost_high", "state"]


def town_item_heatmap(gaps: pd.DataFrame, breaks: Sequence[float] = ()) -> go.Figure:
    """Items (rows) × towns (columns): the deeper the blue, the greater the share of the item's points that is lost.

    ``gaps`` has ``unit``, ``indicator``, ``name``, ``full``, ``lost``, ``lost_high``, ``state``, ``rigid``; rows and
    columns keep the order in which they first occur. Grey with «？» is unreported, «—» not applicable, red with «✕» a
    rigid item that has lost points. A click gives ``[unit, indicator]``.
    """
    if gaps.empty:
        return style.empty("还没有可显示的得分。")
    items = gaps.drop_duplicates("indicator")
    units = list(dict.fromkeys(gaps["unit"]))
    names = [
        f"{name}{'（刚性）' if theme else ''}"
        for name, theme in zip(items["name"], items["rigid"].fillna(""), strict=True)
    ]
    cells = _cells(gaps, list(items["indicator"]), units)
    return board(cells, names, units, FILLS, alt=_alt(gaps), inks=INKS, hatched=OPEN, breaks=breaks, sign_size=12)


def _cells(gaps: pd.DataFrame, codes: list[str], units: list[str]) -> pd.DataFrame:
    fill = _fill(gaps)
    shown = [Cell(*row) for row in zip(*(gaps[name] for name in COLUMNS), fill, strict=True)]
    return pd.DataFrame(
        {
            "row": gaps["indicator"].map({code: at for at, code in enumerate(codes)}),
            "column": gaps["unit"].map({unit: at for at, unit in enumerate(units)}),
            "fill": fill,
            "sign": [_sign(cell, len(units) <= NUMBERS_UP_TO) for cell in shown],
            "hover": [_hover(cell) for cell in shown],
            "unit": gaps["unit"],
            "indicator": gaps["indicator"],
        }
    )


def _fill(gaps: pd.DataFrame) -> npt.NDArray[np.int64]:
    share = (gaps["lost"] / gaps["full"].where(gaps["full"] > 0)).fillna(0.0).to_numpy(float)
    step = np.where(gaps["state"] == "unreported", OPEN, np.searchsorted(STEP_EDGES, share))
    rigid = (gaps["rigid"].fillna("") != "").to_numpy(bool)
    return np.where(rigid & (share > STEP_EDGES[0]), RIGID_LOST, step)


def _sign(cell: Cell, numbers: bool) -> str:
    if cell.state == "not_applicable":
        return "—"
    if cell.fill == OPEN:
        return "？"
    mark = "✕" if cell.fill == RIGID_LOST else ""
    return mark + (number(cell.lost) if numbers and cell.fill else "")


def _hover(cell: Cell) -> str:
    head = f"<b>{safe(cell.unit)}</b><br>{wrap(cell.name, 20)}"
    if cell.state == "not_applicable":
        return f"{head}<br>不适用，不计入应得分"
    why = "，未填报" if cell.state == "unreported" else ""
    return f"{head}<br>应得 {number(cell.full)} 分，失 {interval(cell.lost, cell.lost_high)} 分{why}<br>点击看得分说明"


def _alt(gaps: pd.DataFrame) -> str:
    lost = gaps.groupby("unit", sort=False)["lost"].sum()
    unreported = int((gaps["state"] == "unreported").sum())
    return (
        f"热力图，{gaps['indicator'].nunique()} 项指标 × {len(lost)} 个单位；失分最多的是{lost.idxmax()}，"
        f"失 {number(float(lost.max()))} 分；未填报 {unreported} 格。"
    )
