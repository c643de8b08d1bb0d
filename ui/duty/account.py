"""What each department answers for: items, lost points, rigid risks, problems, towns."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from data.duty import Duties
from scoring.duty import printed_account
from ui import clickable, panels
from ui.duty import work_list
from ui.labels import number
from ui.panels import Tile, Tone

VIEWS = "duty-view"
"""The key of the page's views."""
NAMED = 2


def headline(account: Duties) -> None:
    """How much has been lost in all, and who answers for most of it."""
    units = account.units
    named = units[~units["collective"]]
    worst = "、".join(
        f"{unit}（{number(lost)} 分）"
        for unit, lost in named[named["lost"] > 0][["unit", "lost"]].head(NAMED).itertuples(index=False)
    )
    whole = number(float(units["lost"].sum()))
    most = f"，分担最多的是{worst}" if worst else ""
    vetoed, overdue = int(named["vetoed"].sum()), int(account.all_problems["overdue"].sum())
    late = f"，{overdue} 个问题逾期" if overdue else ""
    tone: Tone = "veto" if vetoed else "near" if overdue else "calm"
    panels.headline(f"全县已失 {whole} 分{most}；刚性 {vetoed} 项已扣分{late}。", tone)


def show(account: Duties) -> None:
    """The account of all units; a click opens a department's work list."""
    table = account.units.join(printed_account(account.units).add_suffix("_printed"))
    departments, others = (table[table["collective"] == many].reset_index(drop=True) for many in (False, True))
    _tiles(account, departments, others)
    panels.note(rule(account))
    rows = [_row(row) for row in departments.to_dict("records")]
    clickable.rows(HEADS, rows, "duty-units", lambda row: _open(str(departments["unit"][row])), first=0.2)
    if len(others):
        panels.note("方案没有写明单位、按各自写法单列的：")
        cells = [[row["unit"], *_amounts(row), f"{row['supported']} 项"] for row in others.to_dict("records")]
        panels.sheet(["方案的写法", "分担失分", "待定", "配合"], cells)
    whole = [number(float(table[f"{name}_printed"].sum())) for name in ("lost", "at_risk")]
    panels.note(f"合计失分 {whole[0]} 分、待定 {whole[1]} 分，与全县的失分和待定相等。")


HEADS = {
    "责任单位": 0, "分担失分": 1, "待定": 0.8, "其中牵头": 1, "其中配合": 1, "牵头／配合项": 1.1, "刚性扣／核／临": 1.2,
    "问题（逾期）": 1.1, "涉及镇": 0.7,
}  # fmt: skip


def _row(row: dict[Hashable, Any]) -> list[str]:
    problems, overdue = row["problems"], row["overdue"]
    return [
        row["unit"],
        *_amounts(row),
        _amount(row, "lost_lead"),
        _amount(row, "lost_support"),
        f"{row['led']}／{row['supported']}",
        f"{row['vetoed']}／{row['unclear']}／{row['near']}",
        f"{problems}（{overdue}）" if overdue else str(problems),
        str(row["towns"]),
    ]


def _amounts(row: dict[Hashable, Any]) -> list[str]:
    return [_amount(row, "lost"), _amount(row, "at_risk")]


def _amount(row: dict[Hashable, Any], name: str) -> str:
    """As printed; a part too small for two decimals is still a part."""
    return "＜0.01" if row[f"{name}_printed"] == 0 < row[name] else number(row[f"{name}_printed"])


def _tiles(account: Duties, departments: pd.DataFrame, others: pd.DataFrame) -> None:
    lead, support = (float(departments[f"lost_{role}_printed"].sum()) for role in ("lead", "support"))
    overdue = int(account.all_problems["overdue"].sum())
    panels.tiles(
        [
            Tile("牵头单位分担", number(lead), "分", f"{int((departments['led'] > 0).sum())} 个单位牵头"),
            Tile("配合单位分担", number(support), "分", f"{int((departments['supported'] > 0).sum())} 个单位配合"),
            Tile("未写明单位", number(float(others["lost_printed"].sum())), "分", "方案写“各镇”“各成员单位”的"),
            Tile("未销号问题", str(len(account.all_problems)), "个", f"逾期 {overdue}", "near" if overdue else "calm"),
        ]
    )


def rule(account: Duties) -> str:
    """How lost points are shared, in a sentence."""
    lead, support = account.shares.lead, account.shares.support
    said = "失分按方案" if account.diagnosis.scheme.shares else "方案没有写明怎样分担，按"
    unit = "%" if lead + support == 100 else " 份"
    return (
        f"{said}牵头 {lead}{unit}、配合 {support}{unit} 计，几个单位配合的平分；没有配合单位的全部归牵头。"
        "各单位相加恰为全县失分。“待定”是数据未齐、还可能失的分；问题含本单位负责的和牵头指标上的。点单位看工作单。"
    )


def _open(unit: str) -> None:
    work_list.choose(unit)
    clickable.open_view(VIEWS, work_list.TITLE)
