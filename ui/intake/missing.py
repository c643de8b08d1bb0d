"""谁还没报: completeness by town and department, and a reminder to copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import spoken
from data.reminders import reminder
from data.store import Round
from ui.intake.receipt_card import Cell
from ui.labels import percent
from ui.panels import Tile, note, sheet_html, tiles

STANDINGS = {"on_time": "已报", "late": "逾期报送", "missing": "未报"}
_ORDER = ("missing", "late", "on_time")


def show(chosen: Round, table: pd.DataFrame) -> None:
    """The whole section; ``table`` has the columns of ``data.completeness.COMPLETENESS``."""
    towns, others = table[table["kind"] == "town"], table[table["kind"] != "town"]
    tiles(_tiles(towns, others))
    st.markdown("**各镇**")
    st.html(_table(towns))
    if len(others):
        st.markdown("**部门和暗访组**")
        st.html(_table(others))
    _remind(reminder(table, chosen))


def _tiles(towns: pd.DataFrame, others: pd.DataFrame) -> list[Tile]:
    count = towns["standing"].value_counts().to_dict()
    departments = others[others["kind"] == "department"]
    reported = int((departments["standing"] != "missing").sum())
    wrong = int((pd.concat([towns, others])["errors"] > 0).sum())
    late, missing = count.get("late", 0), count.get("missing", 0)
    return [
        Tile("各镇已报", str(len(towns) - missing), f"/ {len(towns)} 镇", tone="safe" if not missing else "calm"),
        Tile("其中逾期", str(late), "镇", tone="near" if late else "calm"),
        Tile("未报", str(missing), "镇", tone="near" if missing else "safe"),
        Tile("部门已报", str(reported), f"/ {len(departments)} 个"),
        Tile("有错误待更正", str(wrong), "份", tone="near" if wrong else "safe"),
    ]


def _table(rows: pd.DataFrame) -> str:
    """Who is missing first, then who is late, then by how little is filled in."""
    share = rows["given"] / rows["asked"].where(rows["asked"] > 0)
    keyed = rows.assign(share=share, order=rows["standing"].map(_ORDER.index))
    ordered = keyed.sort_values(["order", "share"], kind="stable")
    heads = ["单位", "分组", "状态", "报送时间", "接收人", "填报表", "问题清单", "佐证齐全", "错误", "警告"]
    return sheet_html(heads, [_row(row) for row in ordered.to_dict("records")])


def _row(row: Mapping[Any, Any]) -> list[Cell]:
    unit = [(row["unit"], "name"), (row["group"], "name")]
    if row["standing"] == "missing":
        blank = [("", "")] * 2
        return [
            *unit,
            (STANDINGS["missing"], "open whole"),
            *blank,
            (f"0 / {row['asked']} 项", "right"),
            *[("", "right")] * 4,
        ]
    filled = f"{row['given']} / {row['asked']} 项（{percent(row['share'])}）" if row["asked"] else f"{row['given']} 项"
    counts = [(str(row[name]), "right") for name in ("problems", "evidence")]
    faults = [
        (str(row[name]), "right near" if name == "errors" and row[name] else "right") for name in ("errors", "warnings")
    ]
    state = (STANDINGS[row["standing"]], "warn whole" if row["standing"] == "late" else "whole")
    return [*unit, state, (spoken(row["submitted_at"]), "whole"), (row["by"], ""), (filled, "right"), *counts, *faults]


def _remind(text: str) -> None:
    """The text to paste into the work group; its button copies it."""
    if text:
        st.markdown("**催报文字**（点右上角复制，发到工作群）")
        st.code(text, language=None, wrap_lines=True)
    else:
        note("都已报齐，没有待更正的错误，不用催报。")
