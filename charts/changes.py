"""How the places changed since the last round."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.ranking import ranked_names
from charts.text import signed

CAUSES = {"data": "填报数据", "judgement": "核定与抽查", "rule": "方案规则", "population": "参评范围"}
"""What moved a score (``scoring.round_sides.CAUSES``) as the hall reads it, the most usual first."""


def rank_change(ranking: pd.DataFrame, rank: str = "rank", previous: str = "previous_rank") -> go.Figure:
    """Each unit's way from its place in the last round to its place now: an arrow to the left is a climb.

    ``ranking`` has ``unit``, ``rank`` and ``previous`` (NaN without a last round), ``score_change``.
    A click gives ``[unit]``.
    """
    if ranking.empty or ranking[previous].isna().all():
        return style.empty("没有上一轮，暂无名次变化。")
    shown = ranking.dropna(subset=[rank]).sort_values([rank, "unit"], kind="stable")
    names = ranked_names(shown, rank)
    last = float(max(shown[rank].max(), shown[previous].max()))
    texts = _changes(shown, rank, previous)
    beside = shown[[rank, previous]].max(axis=1) + last * 0.015
    return style.figure(
        [*_arrows(shown, rank, previous), style.labels_beside(list(beside), texts)],
        height=style.rows_height(names) + 24,
        alt=_alt(shown, rank, previous),
        margin=style.margins(texts, top=32),
        xaxis=_places_axis(last),
        yaxis=style.rows_axis(names),
    )


def _arrows(shown: pd.DataFrame, rank: str, previous: str) -> list[go.Scatter]:
    x: list[float | None] = []
    y: list[float | None] = []
    for at, (now, before) in enumerate(zip(shown[rank], shown[previous], strict=True)):
        if before == before and now != before:
            x += [before, now, None]
            y += [at, at, None]
    rows = list(range(len(shown)))
    way = go.Scatter(x=x, y=y, mode="lines", line={"color": style.BLUE_PALE, "width": 5}, hoverinfo="skip")
    symbols = [_symbol(now, before) for now, before in zip(shown[rank], shown[previous], strict=True)]
    marker = {"symbol": symbols, "size": 13, "color": style.BLUE}
    ends = go.Scatter(
        x=shown[rank], y=rows, mode="markers", marker=marker, customdata=shown[["unit"]], hoverinfo="none"
    )
    return [way, ends]


def _symbol(now: float, before: float) -> str:
    if before != before or now == before:
        return "circle"
    return "triangle-left" if now < before else "triangle-right"


def _changes(shown: pd.DataFrame, rank: str, previous: str) -> list[str]:
    changes = shown.get("score_change", pd.Series(float("nan"), index=shown.index))
    return [
        f"<b>{move(before, now)}</b>  {_score_change(change)}"
        for now, before, change in zip(shown[rank], shown[previous], changes, strict=True)
    ]


def move(before: float, now: float) -> str:
    """«↑3», «↓2», «持平»; «不可比» for a town that was not there or had not reported in one of the rounds."""
    if before != before:
        return "不可比"
    if now == before:
        return "持平"
    return f"{'↑' if now < before else '↓'}{abs(int(now) - int(before))}"


def _score_change(change: float) -> str:
    if change != change:
        return ""
    return "分数持平" if signed(change) == "持平" else f"{signed(change)} 分"


def _places_axis(last: float) -> dict[str, Any]:
    step = max(1, round(last / 8))
    places = list(range(1, int(last) + 1, step))
    return {
        "side": "top",
        "range": [0.4, last + 0.6],
        "tickmode": "array",
        "tickvals": places,
        "ticktext": [f"第{place}" for place in places],
        "fixedrange": True,
        "gridcolor": style.RULE,
        "zeroline": False,
        "ticks": "",
    }


def _alt(shown: pd.DataFrame, rank: str, previous: str) -> str:
    climbed = (shown[previous] - shown[rank]).fillna(0.0)
    best, worst = int(climbed.argmax()), int(climbed.argmin())
    moves = [move(before, now) for before, now in zip(shown[previous], shown[rank], strict=True)]
    units = list(shown["unit"])
    return (
        f"名次变化图，共 {len(shown)} 个单位；上升 {int((climbed > 0).sum())} 个，下降 {int((climbed < 0).sum())} 个；"
        f"变化最大：{units[best]}{moves[best]}，{units[worst]}{moves[worst]}。"
    )
