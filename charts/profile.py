"""What one unit is strong and weak at: its share of the points in each 大项."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import percent, safe, wrap

NAME_WIDTH = 12


def category_profile(shares: pd.DataFrame, unit: str) -> go.Figure:
    """One unit's share of the points earned in each 大项, with its group and the county as marks to compare with.

    ``shares`` has ``category_name``, ``share``, ``group_share``, ``county_share`` (0…1, NaN when nothing is reported).
    """
    if shares.empty:
        return style.empty("还没有可比较的得分。")
    at, texts = list(range(len(shares))), _texts(shares)
    bars = go.Bar(x=shares["share"], y=at, orientation="h", marker={"color": style.LOSS_STEPS[3]}, hoverinfo="skip")
    bars.update(width=0.5, name=safe(unit), showlegend=True)
    return style.figure(
        [
            bars,
            _mark(shares["group_share"], at, "diamond", style.PAPER, "同组"),
            _mark(shares["county_share"], at, "line-ns", style.INK, "全部镇"),
            style.labels_beside([1.01] * len(shares), texts),
        ],
        height=(style.ROW + 8) * len(shares) + 52,
        alt=_alt(shares, unit),
        xaxis=style.quantity_axis(1.01),
        yaxis=style.rows_axis([wrap(str(name), NAME_WIDTH) for name in shares["category_name"]]),
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        margin=style.margins(texts, top=36),
    )


def _mark(shares: pd.Series[float], at: Sequence[int], symbol: str, colour: str, name: str) -> go.Scatter:
    marker = {
        "symbol": symbol,
        "size": 13,
        "color": colour,
        "line": {"color": style.INK, "width": 3 if symbol == "line-ns" else 1},
    }
    return go.Scatter(x=shares, y=at, mode="markers", marker=marker, hoverinfo="skip", name=name, showlegend=True)


def _texts(shares: pd.DataFrame) -> list[str]:
    return [
        f"<b>{percent(own)}</b>　同组 {percent(group)}　全部镇 {percent(county)}"
        for own, group, county in zip(shares["share"], shares["group_share"], shares["county_share"], strict=True)
    ]


def _alt(shares: pd.DataFrame, unit: str) -> str:
    parts = "；".join(
        f"{name} {percent(own)}（全部镇 {percent(county)}）"
        for name, own, county in zip(shares["category_name"], shares["share"], shares["county_share"], strict=True)
    )
    return f"{safe(unit)}各大项得分率：{parts}。"
