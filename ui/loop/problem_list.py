"""问题台账: the problems one by one, filtered; the first click opens one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from data.clock import spoken_day
from data.problems import STATE_WORDS
from ui import clickable
from ui.loop.raising import OPENED
from ui.panels import note

EVERY = "全部"
SHOWN = 60
"""So many stand on the page, the most urgent first."""

HEADS = {"问题": 1.0, "在哪里": 1.1, "关联指标": 1.2, "责任单位": 0.9, "时限": 0.8, "状态": 0.9}
NARROWED: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "未销号": lambda table: table["counts"].astype(bool),
    "刚性": lambda table: table["counts"].astype(bool) & table["rigid"].astype(bool),
    "逾期": lambda table: table["overdue"].astype(bool),
    "待核验": lambda table: table["waiting"].astype(bool),
    "清单已不列": lambda table: table["off_list"].astype(bool),
    "已销号": lambda table: table["closed"].astype(bool),
    "已撤销": lambda table: table["withdrawn"].astype(bool),
}


def show(table: pd.DataFrame) -> None:
    """The filters and the list."""
    if table.empty:
        note("台账里还没有问题。")
        return
    rows = _filtered(table).reset_index(drop=True)
    if rows.empty:
        note("按所选条件没有问题。")
        return
    note(f"共 {len(rows)} 个问题。" if len(rows) <= SHOWN else f"共 {len(rows)} 个问题，下面是最要紧的 {SHOWN} 个。")
    listed = rows.head(SHOWN)
    numbers = [int(number) for number in listed["id"]]
    texts = [_texts(row) for row in listed.to_dict("records")]
    clickable.rows(HEADS, texts, "problems", lambda at: _open(numbers[at]), 0.26)


def _open(number: int) -> None:
    st.session_state[OPENED] = number


def _filtered(table: pd.DataFrame) -> pd.DataFrame:
    kind = st.segmented_control(
        "看哪些", [*NARROWED, EVERY], default="未销号", required=True, key="problems-kind", label_visibility="collapsed"
    )
    narrowed = NARROWED.get(kind or EVERY)
    rows = table[narrowed(table)] if narrowed else table
    names = {"镇": "town", "责任单位": "responsible_unit", "来源": "source", "主题": "theme"}
    for column, (label, name) in zip(st.columns(len(names)), names.items(), strict=True):
        known = [EVERY, *dict.fromkeys(table[name])]
        chosen = column.selectbox(label, known, key=f"problems-{name}", persist_state="session")
        rows = rows if chosen == EVERY else rows[rows[name] == chosen]
    return rows


def _texts(row: dict[object, object]) -> list[str]:
    rigid = "（刚性）" if row["rigid"] else ""
    due = spoken_day(row["due_on"])  # type: ignore[arg-type]  # a day or None
    return [
        f"{row['id']}. {row['description']}", str(row["where"]), f"{row['item']}{rigid}", str(row["responsible_unit"]),
        f"{due}{'，已逾期' if row['overdue'] else ''}", _state(row),
    ]  # fmt: skip


def _state(row: dict[object, object]) -> str:
    if row["withdrawn"]:
        return "已撤销"
    beside = "，清单已不列" if row["off_list"] else "，清单仍列入" if row["again"] else ""
    return f"{STATE_WORDS[str(row['state'])]}{beside}"
