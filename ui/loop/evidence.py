"""佐证台账 added up: the figures on top, and the tables by item, by town and by department."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.evidence_ledger import Ledger
from scoring import COUNTY
from ui import clickable, explanation, panels
from ui.labels import number, percent
from ui.loop import evidence_list
from ui.panels import Tile

ALL = "全部"
COUNTY_UNIT = "县级部门"
"""How the documents that departments give for the whole county are headed."""

_COUNTS = {"应有": 0.6, "已列": 0.6, "齐全": 0.6, "齐全率": 0.7, "与实地不符": 1.1, "县里已核": 0.9}


def tiles(ledger: Ledger) -> None:
    """What the hall reads first."""
    many, short = ledger.counts(), ledger.county[~ledger.county["sufficient"]]
    below = f"涉及 {len(short)} 项，这些项全县共得 {number(float(short['earned'].sum()))} 分"
    waiting = ledger.waiting
    panels.tiles([
        Tile("应有佐证", str(many["required"]), "件", f"已列 {many['listed']} 件，单位另列 {many['extra']} 件"),
        Tile("齐全", _share(many["complete"], many["required"]), "", f"{many['complete']} 件", tone="safe"),
        Tile("县里已核", str(many["checked"]), "件", f"与实地不符 {many['differing']} 件"),
        Tile("缺佐证支撑", number(ledger.exposed), "分", below, tone="near" if len(short) else "safe"),
        Tile("刚性待核", str(waiting), "项", "佐证不足，不能认定满分", tone="near" if waiting else "safe"),
    ])  # fmt: skip


def by_item(ledger: Ledger) -> None:
    """A row an item of the county; those with most points without evidence first."""
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    leads = list(dict.fromkeys(ledger.county["lead"]))
    lead = left.selectbox("牵头单位", [ALL, *leads], key="evidence.item.lead", width=clickable.NARROW)
    rigid = middle.checkbox("只看刚性", key="evidence.item.rigid")
    short = right.checkbox("只看佐证不足的", value=True, key="evidence.item.short")
    table = ledger.county
    kept = (table["lead"].isin([lead]) | (lead == ALL)) & (~table["sufficient"] | (not short))
    found = table[kept & ((table["rigid"] != "") | (not rigid))]
    found = found.sort_values(["waiting", "exposed", "earned"], ascending=False, kind="stable").reset_index(drop=True)
    if found.empty:
        panels.note("按所选条件没有佐证不足的指标。" if short else "按所选条件没有指标。")
        return
    heads = {
        "考核内容": 0, "刚性": 1.4, "应有": 0.6, "已列": 0.6, "齐全": 0.9, "缺佐证单位": 0.9, "全县得分": 0.8,
        "缺佐证支撑": 0.9, "牵头单位": 1.4,
    }  # fmt: skip
    shown = [_item(row) for row in found.to_dict("records")]
    clickable.rows(heads, shown, "evidence-items", partial(_ask_item, found), 0.3)
    panels.note(
        "缺佐证支撑：佐证不足的单位所得的分，按各镇在该项的得分占比折到全县，各镇之和等于全县。"
        "应有、已列、齐全按件数计；“不符”是齐全但与实地不一致的。刚性指标只要有一个镇佐证不足，全县这一项就不能认定满分："
        "没有扣分的是待核，已经扣分的仍按已扣分。"
    )


def _item(row: dict[Any, Any]) -> list[str]:
    state = "（待核）" if row["waiting"] else "（已扣分）" if row["vetoed"] else ""
    rigid = f"{row['rigid']}{state}" if row["rigid"] else "—"
    units = f"{row['units']} 个" if row["units"] else "—"
    exposed = number(row["exposed"]) if row["exposed"] else "—"
    counts = [str(int(row[name])) for name in ("required", "listed", "complete")]
    counts[-1] += f"，{int(row['differing'])} 件不符" if row["differing"] else ""
    name = f"{row['indicator']} {row['name']}"
    return [name, rigid, *counts, units, number(row["earned"]), exposed, row["lead"]]


def _ask_item(found: pd.DataFrame, place: int) -> None:
    explanation.ask(COUNTY, str(found["indicator"][place]))


def by_unit(ledger: Ledger) -> None:
    """A row a town, the county's own documents last; a click leads to its documents."""
    table = _ordered(ledger.by(["unit"]))
    heads = {"单位": 0.0, **_COUNTS, "佐证不足": 1.4, "缺佐证得分": 1.0, "折全县": 0.8}
    shown = [
        [_named(row["unit"]), *_counted(row), _short(row), number(row["exposed"]), number(row["county_exposed"])]
        for row in table.to_dict("records")
    ]
    clickable.rows(heads, shown, "evidence-units", partial(_open_unit, table), 0.12)
    panels.note(
        "点单位看逐件清单。缺佐证得分：佐证不足的指标上本单位所得的分；"
        f"折全县：其中落到全县总分里的部分，合计 {number(ledger.exposed)} 分。县级部门一行是只按全县计分的指标。"
    )


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """Most points without evidence first, the county's own last."""
    order = table.assign(last=table["unit"] == COUNTY)
    order = order.sort_values(["last", "county_exposed"], ascending=[True, False], kind="stable")
    return order.reset_index(drop=True)


def _open_unit(table: pd.DataFrame, place: int) -> None:
    evidence_list.open_for(unit=str(table["unit"][place]))


def by_department(ledger: Ledger) -> None:
    """A row a lead department, over all towns' documents of its items; a click leads to them."""
    table = ledger.by(["lead"]).sort_values("county_exposed", ascending=False, kind="stable").reset_index(drop=True)
    heads = {"牵头单位": 0.0, **_COUNTS, "佐证不足": 1.4, "折全县": 0.8}
    shown = [
        [row["lead"] or "未定牵头单位", *_counted(row), _short(row), number(row["county_exposed"])]
        for row in table.to_dict("records")
    ]
    clickable.rows(heads, shown, "evidence-leads", partial(_open_lead, table), 0.18)
    panels.note("点牵头单位看逐件清单。件数是各镇和本部门在其牵头指标上应有的材料；佐证不足按“单位×指标”计。")


def _open_lead(table: pd.DataFrame, place: int) -> None:
    evidence_list.open_for(lead=str(table["lead"][place]))


def _named(unit: str) -> str:
    return COUNTY_UNIT if unit == COUNTY else unit


def _counted(row: dict[Any, Any]) -> list[str]:
    numbers = [str(int(row[name])) for name in ("required", "listed", "complete")]
    share = _share(int(row["complete"]), int(row["required"]))
    return [*numbers, share, *(str(int(row[name])) for name in ("differing", "checked"))]


def _short(row: dict[Any, Any]) -> str:
    """«7 项，刚性 5 项»."""
    if not row["short"]:
        return "无"
    return f"{int(row['short'])} 项" + (f"，刚性 {int(row['rigid_short'])} 项" if row["rigid_short"] else "")


def _share(part: int, whole: int) -> str:
    return percent(part / whole) if whole else "—"
