"""二、得分与排名: by group, and who has moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from charts.text import interval, number
from reports.circular.lines import Line, heading, named, said, sub_heading
from reports.material import Material

ALL_NAMED = 12
"""Groups of more towns are told by their first and last ones."""
FIRST, LAST, MOVED = 5, 3, 6


def scores(material: Material, place: int) -> Iterator[Line]:
    """The second section."""
    yield heading(place, "得分与排名")
    ranking = material.diagnosis.ranking
    if not material.diagnosis.reported or ranking.empty:
        yield said("各镇尚无得分，暂不排名。")
        return
    groups, ranked = list(material.diagnosis.groups), set(material.ranked["unit"])
    for number_, group in enumerate(groups, 1):
        rows = ranking[ranking["group"] == group].sort_values("group_rank", kind="stable")
        yield sub_heading(number_, f"{group or '各镇得分'}（{len(rows)}个镇）")
        yield said(_order(rows[rows["unit"].isin(ranked)]) + _silent(rows.loc[~rows["unit"].isin(ranked), "unit"]))
    yield sub_heading(len(groups) + 1, "名次变化")
    yield said(_moves(ranking))
    open_ = material.ranked[material.ranked["low"] < material.ranked["high"]]
    if len(open_):
        yield said(_open(open_))


def _order(rows: pd.DataFrame) -> str:
    told = [_standing(row) for row in rows.to_dict("records")]
    if len(told) <= ALL_NAMED:
        return "；".join(told) + "。" if told else ""
    return f"居前的是：{'；'.join(told[:FIRST])}。居后的是：{'；'.join(told[-LAST:])}。其余各镇见附件1。"


def _silent(units: pd.Series) -> str:
    return f"尚未报送数据、暂不排名的有{named(units, ALL_NAMED, '个镇')}。" if len(units) else ""


def _standing(row: dict[Any, Any]) -> str:
    return f"第{int(row['group_rank'])}名{row['unit']}，{interval(float(row['low']), float(row['high']))}分"


def _moves(ranking: pd.DataFrame) -> str:
    if ranking["previous_rank"].isna().all():
        return "没有可供比较的上一轮名次。"
    up, down = (_moved(ranking, sign) for sign in (1, -1))
    told = [f"上升的有{up}" if up else "", f"下降的有{down}" if down else ""]
    words = "；".join(one for one in told if one)
    best, worst = (_most(ranking, sign) for sign in (1, -1))
    points = "、".join(one for one in (best, worst) if one)
    return f"与上轮相比，全县名次{words or '没有变化'}。" + (f"得分{points}。" if points else "")


def _moved(ranking: pd.DataFrame, sign: int) -> str:
    rows = ranking.assign(steps=ranking["rank_change"] * sign)
    rows = rows[rows["steps"] > 0].sort_values("steps", ascending=False, kind="stable")
    told = [f"{unit}（{int(steps)}位）" for unit, steps in rows[["unit", "steps"]].itertuples(index=False)]
    return named(told, MOVED, "个镇")


def _most(ranking: pd.DataFrame, sign: int) -> str:
    """«提高最多的是大坑镇，提高8.26分»; "" where nobody moved that way."""
    steps = ranking["score_change"] * sign
    if not (steps > 0).any():
        return ""
    row, verb = ranking.loc[steps == steps.max()].iloc[0], "提高" if sign > 0 else "下降"
    shown = number(float(steps.max()))
    return f"{verb}最多的是{row['unit']}（{shown}分）" if shown != number(0.0) else ""


def _open(rows: pd.DataFrame) -> str:
    told = [
        f"{row['unit']}（组内可能第{_span(row['group_rank_best'], row['group_rank_worst'])}名）"
        for row in rows.to_dict("records")
    ]
    return f"数据未齐的镇按已经确定的得分排名，补报后名次可能变动：{named(told, ALL_NAMED, '个镇')}。"


def _span(best: float, worst: float) -> str:
    return f"{int(best)}" if best == worst else f"{int(best)}–{int(worst)}"
