"""Rates of the survey (三度) unit by unit, each with its interval."""

from __future__ import annotations

from math import floor
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import percent, wrap

NAME_WIDTH = 12
_STEP = 0.05
"""The axis begins at a whole step of so much, below the lowest end of an interval."""


def survey_rates(rates: pd.DataFrame, name: str) -> go.Figure:
    """A row a unit: the rate as a point, its 95 % interval as a whisker; a small sample is hollow.

    ``rates`` has ``unit, base, rate, low, high, small`` in the order of the rows; units without an answer are left out.
    ``name`` is what the rate is called. A click gives ``[unit]``.
    """
    shown = rates[rates["base"] > 0].reset_index(drop=True)
    if shown.empty:
        return style.empty("还没有有效的回答。")
    names = [wrap(str(unit), NAME_WIDTH) for unit in shown["unit"]]
    texts = [_text(row) for row in shown.to_dict("records")]
    return style.figure(
        [_whiskers(shown), style.labels_beside(list(shown["high"]), texts)],
        height=style.rows_height(names) + 28,
        alt=_alt(shown, name),
        margin={**style.margins(texts), "b": 28},
        xaxis=_axis(float(shown["low"].min())),
        yaxis=style.rows_axis(names),
    )


def _whiskers(shown: pd.DataFrame) -> go.Scatter:
    fill = [style.PAPER if small else style.BLUE for small in shown["small"]]
    whiskers = {
        "type": "data", "symmetric": False, "array": list(shown["high"] - shown["rate"]),
        "arrayminus": list(shown["rate"] - shown["low"]), "color": style.MUTED, "thickness": 2, "width": 5,
    }  # fmt: skip
    return go.Scatter(
        x=list(shown["rate"]), y=list(range(len(shown))), mode="markers", error_x=whiskers,
        marker={"size": 11, "color": fill, "line": {"color": style.BLUE, "width": 2}},
        customdata=shown[["unit"]], hoverinfo="none", cliponaxis=False,
    )  # fmt: skip


def _axis(lowest: float) -> dict[str, Any]:
    return {
        "range": [max(floor(lowest / _STEP) * _STEP, 0.0), 1.0],
        "fixedrange": True,
        "tickformat": ".0%",
        "gridcolor": style.RULE,
        "zeroline": False,
        "ticks": "",
    }


def _text(row: dict[Any, Any]) -> str:
    """«<b>94.0%</b>　62 份», a small sample marked."""
    small = "，样本少" if row["small"] else ""
    return f"<b>{percent(row['rate'], 1)}</b>（{row['base']} 份{small}）"


def _alt(shown: pd.DataFrame, name: str) -> str:
    order = shown.sort_values("rate", kind="stable").to_dict("records")
    worst, best = order[0], order[-1]
    small = int(shown["small"].sum())
    return (
        f"{name}与 95% 区间图，共 {len(shown)} 行；最高{best['unit']} {percent(best['rate'], 1)}，"
        f"最低{worst['unit']} {percent(worst['rate'], 1)}；{small} 行样本不足 30 份。"
    )
