"""The county leaders (挂点领导), each with the towns attached and their state."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

from data.duty import Duties
from ui import clickable, panels
from ui.labels import interval
from ui.town import link

HEADS = {"挂点镇": 0.0, "县领导": 2.4, "得分": 0.9, "名次": 0.7, "刚性已扣分": 0.9, "未销号问题": 1.3}
NO_TOWN = "没有挂点镇"


def show(account: Duties) -> None:
    """A row a leader and town."""
    table = account.leaders
    if not (table["leader"] != "").any():
        panels.note("名册里没有登记县领导。请到“轮次与名册”补上，并在各镇一栏写明挂点领导。")
        return
    panels.note("得分没有定的是区间，名次按已确定的得分排。点镇名看镇街画像。")
    rows = [_row(row) for row in table.to_dict("records")]
    clickable.rows(HEADS, rows, "duty-leaders", lambda place: _open(rows[place][0]), first=0.14)


def _open(town: str) -> None:
    if town != NO_TOWN:
        link.ask(town)


def _row(row: dict[Hashable, Any]) -> list[str]:
    leader, post = str(row["leader"]), str(row["post"])
    who = f"{leader}，{post}" if leader and post else leader or "没有挂点领导"
    low, high, rank = (float(str(row[name])) for name in ("low", "high", "rank"))
    if math.isnan(rank):
        return [str(row["town"]) or NO_TOWN, who, *["—"] * 4]
    vetoed, problems, overdue = (int(float(str(row[name]))) for name in ("vetoed", "problems", "overdue"))
    late = f"，逾期 {overdue} 个" if overdue else ""
    return [
        str(row["town"]), who, interval(low, high), f"第 {rank:.0f}", f"✕ {vetoed} 项" if vetoed else "没有",
        f"{problems} 个{late}" if problems else "没有",
    ]  # fmt: skip
