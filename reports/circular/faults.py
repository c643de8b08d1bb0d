"""三、主要问题: theme by theme, the rigid items that have lost or may, and the villages where problems hang."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from charts.text import loss
from reports.circular.lines import Line, heading, named, point, said, sub_heading
from reports.material import Material
from scoring.risk import CLOSE, UNCLEAR, VETOED

TOWNS_NAMED, PROBLEMS_NAMED, ITEMS_NAMED = 6, 4, 6


def faults(material: Material, place: int) -> Iterator[Line]:
    """The third section."""
    yield heading(place, "主要问题")
    hanging = open_problems(material)
    if not material.diagnosis.reported and hanging.empty:
        yield said("本轮尚无数据，问题清单为空。")
        return
    sections = [(theme, list(_theme(material, theme, hanging))) for theme in material.diagnosis.scheme.themes]
    told = [(theme, lines) for theme, lines in sections if lines]
    for number_, (theme, lines) in enumerate(told, 1):
        yield sub_heading(number_, f"{theme}方面")
        yield from lines
    others = list(_others(material, hanging))
    if others:
        yield sub_heading(len(told) + 1, "其他方面")
        yield from others
    if not told and not others:
        yield said("本轮没有失分，也没有未销号的问题。")
        return
    quiet = [theme for theme, lines in sections if not lines]
    if quiet:
        yield said(f"{'、'.join(quiet)}方面未发现问题。")


def open_problems(material: Material) -> pd.DataFrame:
    """The problems of the ledger that are neither closed nor withdrawn, rigid and overdue ones first."""
    table = material.problems
    return table[table["counts"].astype(bool)]


def _theme(material: Material, theme: str, hanging: pd.DataFrame) -> Iterator[Line]:
    board = material.diagnosis.county_board
    mine = board[board["theme"] == theme] if material.diagnosis.reported else board.head(0)
    vetoed = mine[mine["state"] == VETOED].sort_values("lost", ascending=False, kind="stable")
    for place, row in enumerate(vetoed.to_dict("records"), 1):
        yield point(place, f"{row['name']}失{loss(row['lost'])}分，已触发一票否决。", _lost(material, row))
    told = [_waiting(mine), _close(mine)]
    words = "".join(one for one in told if one)
    if words:
        yield said(words)
    listed = hanging[hanging["theme"] == theme]
    if len(listed):
        yield said(_villages(listed))


def _lost(material: Material, row: dict[Any, Any]) -> str:
    gaps = material.diagnosis.town_gaps
    rows = gaps[(gaps["indicator"] == row["indicator"]) & (gaps["lost"] > 0)]
    towns = [f"{unit}（失{loss(lost)}分）" for unit, lost in rows[["unit", "lost"]].itertuples(index=False)]
    where = f"失分的镇：{named(towns, TOWNS_NAMED, '个镇')}。" if towns else ""
    short = f"补齐差距：{row['to_full_text']}。" if row["to_full_text"] else ""
    return f"{where}{short}"


def _waiting(board: pd.DataFrame) -> str:
    rows = board[board["state"] == UNCLEAR]
    told = [f"{name}（{why}）" for name, why in rows[["name", "why"]].itertuples(index=False)]
    return f"待核的有{'；'.join(told)}。" if told else ""


def _close(board: pd.DataFrame) -> str:
    rows = board[board["state"] == CLOSE]
    told = [f"{name}（{why}）" for name, why in rows[["name", "why"]].itertuples(index=False)]
    return f"临近扣分线的有{'；'.join(told)}。" if told else ""


def _villages(listed: pd.DataFrame) -> str:
    """The villages, and what the most urgent problems are."""
    villages = listed[listed["village"] != ""].drop_duplicates(["town", "village"])
    count = f"，涉及{len(villages)}个村" if len(villages) else ""
    late = int(listed["overdue"].astype(bool).sum())
    overdue = f"，其中逾期{late}个" if late else ""
    told = [_told(row) for row in listed.head(PROBLEMS_NAMED).to_dict("records")]
    rest = "等，其余见附件2" if len(listed) > PROBLEMS_NAMED else ""
    return f"未销号问题{len(listed)}个{count}{overdue}：{'；'.join(told)}{rest}。"


def _told(row: dict[Any, Any]) -> str:
    late = "（逾期）" if row["overdue"] else ""
    return f"{row['where'] or row['town']}，{str(row['description']).rstrip('。；')}{late}"


def _others(material: Material, hanging: pd.DataFrame) -> Iterator[Line]:
    """The items that are not rigid and have lost most, and the problems on no rigid theme."""
    gaps = material.diagnosis.county_gaps
    rows = gaps[~gaps["rigid"].astype(bool) & (gaps["lost"] > 0)]
    if material.diagnosis.reported and len(rows):
        told = [
            f"{name}（失{loss(lost)}分{f'，{lead}牵头' if lead else ''}）"
            for name, lost, lead in rows[["name", "lost", "lead"]].head(ITEMS_NAMED).itertuples(index=False)
        ]
        more = f"等{len(rows)}项" if len(rows) > ITEMS_NAMED else ""
        yield said(f"非刚性指标失分较多的有{'、'.join(told)}{more}。")
    listed = hanging[~hanging["theme"].isin(material.diagnosis.scheme.themes)]
    if len(listed):
        yield said(_villages(listed))
