"""How the units rank."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import interval, number, wrap

NAME_WIDTH = 12
LEAST = 1e-9


def ranking_bars(ranking: pd.DataFrame, rank: str = "rank", out_of: float = 100.0) -> go.Figure:
    """Scores in the order of ``rank``; where values are missing, the bar is hatched and a whisker spans worst to best.

    ``ranking`` has ``unit``, ``score``, ``low``, ``high`` and the column ``rank``. A click gives ``[unit]``.
    """
    if ranking.empty:
        return style.empty("还没有可排名的单位。")
    shown = ranking.sort_values([rank, "unit"], kind="stable", na_position="last")
    ends = shown[["score", "high"]].max(axis=1).fillna(0.0)
    return style.figure(
        [_score_bars(shown), _whiskers(shown), style.labels_beside(list(ends + out_of * 0.01), _scores(shown))],
        height=style.ROW * len(shown) + 16,
        alt=_alt(shown, rank),
        xaxis=style.quantity_axis(out_of * 1.38),
        yaxis=style.rows_axis(ranked_names(shown, rank)),
    )


def _score_bars(shown: pd.DataFrame) -> go.Bar:
    missing = _open(shown)
    marker = {
        "color": [style.BLUE_PALE if gap else style.BLUE for gap in missing],
        "pattern": {
            "shape": ["/" if gap else "" for gap in missing],
            "fgcolor": style.MUTED,
            "size": 6,
            "solidity": 0.25,
        },
    }
    return go.Bar(
        x=shown["score"],
        y=list(range(len(shown))),
        orientation="h",
        marker=marker,
        customdata=shown[["unit"]],
        hoverinfo="none",
    )


def _whiskers(shown: pd.DataFrame) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for at, (low, high, gap) in enumerate(zip(shown["low"], shown["high"], _open(shown), strict=True)):
        if gap:
            x += [low, low, low, high, high, high, None]
            y += [at - 0.2, at + 0.2, at, at, at - 0.2, at + 0.2, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": style.INK, "width": 1.5}, hoverinfo="skip")


def _open(shown: pd.DataFrame) -> list[bool]:
    return list((shown["high"] - shown["low"]) > LEAST)


def _scores(shown: pd.DataFrame) -> list[str]:
    return [
        f"<b>{number(score)}</b>{f'（{interval(low, high)}）' if gap else ''}"
        for score, low, high, gap in zip(shown["score"], shown["low"], shown["high"], _open(shown), strict=True)
    ]


def ranked_names(shown: pd.DataFrame, rank: str) -> list[str]:
    """«3  石桥镇» for every row: what stands beside its bar."""
    return [
        f"{_place(place)}  {wrap(str(unit), NAME_WIDTH)}"
        for place, unit in zip(shown[rank], shown["unit"], strict=True)
    ]


def _place(place: float) -> str:
    return "—" if place != place else f"{int(place)}"


def _alt(shown: pd.DataFrame, rank: str) -> str:
    first, last = shown.iloc[0], shown.iloc[-1]
    return (
        f"得分排名条形图，共 {len(shown)} 个单位；"
        f"第{_place(first[rank])}名{first['unit']} {number(first['score'])} 分，"
        f"末位{last['unit']} {number(last['score'])} 分；{sum(_open(shown))} 个单位有未填报，得分为区间。"
    )
