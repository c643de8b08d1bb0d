"""How the units rank."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import interval, wrap

NAME_WIDTH = 12
LEAST = 1e-9


def ranking_bars(ranking: pd.DataFrame, rank: str = "rank", out_of: float = 100.0) -> go.Figure:
    """Scores in the order of ``rank``: solid what is certain, hatched what unreported figures may still bring.

    ``ranking`` has ``unit``, ``low``, ``high`` and the column ``rank``. A click gives ``[unit]``.
    """
    if ranking.empty:
        return style.empty("还没有可排名的单位。")
    shown = ranking.sort_values([rank, "unit"], kind="stable").fillna({"low": 0.0, "high": 0.0})
    names = ranked_names(shown, rank)
    texts = _scores(shown)
    common = {"y": list(range(len(shown))), "orientation": "h", "customdata": shown[["unit"]], "hoverinfo": "none"}
    return style.figure(
        [
            go.Bar(x=shown["high"], marker=style.hatch(), **common),
            go.Bar(x=shown["low"], marker={"color": style.BLUE}, **common),
            style.labels_beside(list(shown["high"]), texts),
        ],
        height=style.rows_height(names),
        alt=_alt(shown, rank),
        margin=style.margins(texts),
        xaxis=style.quantity_axis(out_of),
        yaxis=style.rows_axis(names),
    )


def _open(shown: pd.DataFrame) -> int:
    return int((shown["high"] - shown["low"] > LEAST).sum())


def _scores(shown: pd.DataFrame) -> list[str]:
    return [f"<b>{interval(low, high)}</b>" for low, high in zip(shown["low"], shown["high"], strict=True)]


def ranked_names(shown: pd.DataFrame, rank: str) -> list[str]:
    """«3  石桥镇» for every row: what stands beside its bar."""
    return [
        f"{int(place)}  {wrap(str(unit), NAME_WIDTH)}" for place, unit in zip(shown[rank], shown["unit"], strict=True)
    ]


def _alt(shown: pd.DataFrame, rank: str) -> str:
    first, last = shown.iloc[0], shown.iloc[-1]
    return (
        f"得分排名条形图，共 {len(shown)} 个单位；"
        f"第{int(first[rank])}名{first['unit']} {interval(first['low'], first['high'])} 分，"
        f"末位{last['unit']} {interval(last['low'], last['high'])} 分；{_open(shown)} 个单位数据未齐，得分为区间。"
    )
