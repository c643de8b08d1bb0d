"""How the total moved over the rounds, and how much has been reported."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import style
from charts.text import interval, number, percent, wrap

LEAST = 1e-9


def total_trend(rounds: pd.DataFrame, grades: Sequence[tuple[str, float]] = ()) -> go.Figure:
    """The predicted total of each round with its interval, and the lines of the grades (name, lower bound).

    ``rounds`` has ``round``, ``projected``, ``low``, ``high``, oldest first.
    """
    if rounds.empty:
        return style.empty("还没有轮次。")
    lines = [(name, bound) for name, bound in grades if bound > float("-inf")]
    low = min([*rounds["low"], *(bound for _, bound in lines)])
    high = max([*rounds["high"], *(bound for _, bound in lines)])
    pad = max((high - low) * 0.3, 1.0)
    return style.figure(
        [_band(rounds), _totals(rounds)],
        height=280,
        alt=_trend_alt(rounds),
        margin={"l": 8, "r": 84, "t": 8, "b": 8, "pad": 4},
        xaxis=_rounds_axis(rounds),
        yaxis={
            "range": [low - pad, high + pad],
            "fixedrange": True,
            "showgrid": False,
            "showticklabels": False,
            "zeroline": False,
        },
        shapes=[_bound(value) for _, value in lines],
        annotations=[*(_bound_name(name, value) for name, value in lines), *_totals_written(rounds)],
    )


def completeness_bars(completeness: pd.DataFrame) -> go.Figure:
    """Share of the figures each unit has reported, least first; what is missing is hatched.

    ``completeness`` has ``unit``, ``reported``, ``expected`` (numbers of figures). A click gives ``[unit]``.
    """
    if completeness.empty:
        return style.empty("还没有应填报的单位。")
    share = (completeness["reported"] / completeness["expected"].where(completeness["expected"] > 0)).fillna(0.0)
    shown = completeness.assign(share=share).sort_values("share", kind="stable")
    texts = [
        f"<b>{percent(part)}</b>（{int(reported)}/{int(expected)} 项）"
        for part, reported, expected in zip(shown["share"], shown["reported"], shown["expected"], strict=True)
    ]
    names = [wrap(str(unit), 12) for unit in shown["unit"]]
    common = {"y": list(range(len(shown))), "orientation": "h", "customdata": shown[["unit"]], "hoverinfo": "none"}
    return style.figure(
        [
            go.Bar(x=[1.0] * len(shown), marker=style.hatch(), **common),
            go.Bar(x=shown["share"], marker={"color": style.BLUE}, **common),
            style.labels_beside([1.0] * len(shown), texts),
        ],
        height=style.rows_height(names),
        alt=_completeness_alt(shown),
        margin=style.margins(texts),
        xaxis=style.quantity_axis(1.0),
        yaxis=style.rows_axis(names),
    )


def _totals(rounds: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(rounds))),
        y=rounds["projected"],
        mode="lines+markers",
        line={"color": style.BLUE, "width": 3},
        marker={"size": 10, "color": style.BLUE},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _totals_written(rounds: pd.DataFrame) -> list[dict[str, object]]:
    """The totals above their points, on paper, so that no line runs through a figure."""
    return [
        {
            "x": at,
            "y": max(total, high),
            "yshift": 26,
            "text": f"<b>{number(total)}</b>" + (f"<br>{interval(low, high)}" if high - low > LEAST else ""),
            "showarrow": False,
            "bgcolor": style.PAPER,
        }
        for at, (total, low, high) in enumerate(zip(rounds["projected"], rounds["low"], rounds["high"], strict=True))
    ]


def _band(rounds: pd.DataFrame) -> go.Scatter:
    at = list(range(len(rounds)))
    x: list[float | None] = []
    y: list[float | None] = []
    for place, low, high in zip(at, rounds["low"], rounds["high"], strict=True):
        if high - low > LEAST:
            x += [place, place, None]
            y += [low, high, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": style.BLUE_PALE, "width": 14}, hoverinfo="skip")


def _rounds_axis(rounds: pd.DataFrame) -> dict[str, object]:
    return {
        "tickmode": "array",
        "tickvals": list(range(len(rounds))),
        "ticktext": [wrap(str(name), 6) for name in rounds["round"]],
        "tickangle": 0,
        "range": [-0.5, len(rounds) - 0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
    }


def _bound(value: float) -> dict[str, object]:
    line = {"color": style.MUTED, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": value, "y1": value, "line": line}


def _bound_name(name: str, value: float) -> dict[str, object]:
    text = f"{wrap(name)} {number(value, 0)}"
    return {"x": 1.01, "xref": "paper", "xanchor": "left", "y": value, "text": text, "showarrow": False}


def _trend_alt(rounds: pd.DataFrame) -> str:
    steps = "，".join(
        f"{name} {number(total)} 分" for name, total in zip(rounds["round"], rounds["projected"], strict=True)
    )
    return f"各轮预测总分：{steps}。"


def _completeness_alt(shown: pd.DataFrame) -> str:
    least = shown.iloc[0]
    done = int((shown["share"] >= 1 - LEAST).sum())
    lowest = f"{least['unit']}，{percent(float(least['share']))}"
    return f"填报完整度，{len(shown)} 个单位中 {done} 个已填齐；最少的是{lowest}。"
