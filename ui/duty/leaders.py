"""The county leaders (挂点领导), each with the towns attached and their state."""

from __future__ import annotations

import math

import streamlit as st

from data.duty import Duties
from ui import panels
from ui.labels import interval

HEADS = ["县领导", "挂点镇", "得分", "名次", "刚性已扣分", "未销号问题"]


def show(account: Duties) -> None:
    """A row a leader and town."""
    table = account.leaders
    if not (table["leader"] != "").any():
        panels.note("名册里没有登记县领导。请到“轮次与名册”补上，并在各镇一栏写明挂点领导。")
        return
    panels.note("得分没有定的是区间，名次按已确定的得分排。")
    st.html(panels.sheet_html(HEADS, [_row(row) for row in table.to_dict("records")]))


def _row(row: dict[object, object]) -> list[tuple[str, str]]:
    leader, post = str(row["leader"]), str(row["post"])
    who = f"{leader}，{post}" if leader and post else leader or "没有挂点领导"
    low, high, rank = (float(str(row[name])) for name in ("low", "high", "rank"))
    if math.isnan(rank):
        return [(who, ""), (str(row["town"]) or "没有挂点镇", "name"), *[("—", "right")] * 4]
    vetoed, problems, overdue = (int(float(str(row[name]))) for name in ("vetoed", "problems", "overdue"))
    late = f"，逾期 {overdue} 个" if overdue else ""
    return [
        (who, ""), (str(row["town"]), "name"), (interval(low, high), "right"), (f"第 {rank:.0f}", "right"),
        (f"✕ {vetoed} 项" if vetoed else "没有", "right"),
        (f"{problems} 个{late}" if problems else "没有", "near" if overdue else ""),
    ]  # fmt: skip
