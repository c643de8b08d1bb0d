"""谁还没报: who is missing or late, what to send them, and how far everything is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import spoken
from data.completeness import on_time_share
from data.store import Round
from data.templates.forms import KIND_TITLES
from scoring.scheme import Scheme
from ui import current
from ui.intake import filling, reminding, returning
from ui.intake.receipt_card import Cell
from ui.labels import percent
from ui.panels import Tile, sheet_html, tiles

STANDINGS = {"on_time": "已报", "late": "逾期报送", "missing": "未报"}
_ORDER = ("missing", "late", "on_time")


def show(chosen: Round, scheme: Scheme, table: pd.DataFrame) -> None:
    """The whole section; ``table`` has the columns of ``data.completeness.COMPLETENESS``."""
    towns, others = table[table["kind"] == "town"], table[table["kind"] != "town"]
    answers = current.answers_of(chosen)
    tiles(_tiles(towns, others))
    reminding.to_all(chosen, table)
    returning.of_round(chosen, list(table.loc[(table["errors"] + table["warnings"]) > 0, "submission"]))
    reminding.to_one(chosen, scheme, table, answers)
    st.markdown("**各镇报送情况**")
    st.html(_table(towns))
    if len(others):
        st.markdown("**部门和暗访组**")
        st.html(_table(others))
    st.markdown("**各镇填报进度**（已填项数 / 应填项数，“不适用”算已填）")
    filling.show(scheme, answers)


def _tiles(towns: pd.DataFrame, others: pd.DataFrame) -> list[Tile]:
    count = towns["standing"].value_counts().to_dict()
    departments = others[others["kind"] == "department"]
    reported = int((departments["standing"] != "missing").sum())
    wrong = int((pd.concat([towns, others])["errors"] > 0).sum())
    late, missing = count.get("late", 0), count.get("missing", 0)
    return [
        Tile("各镇已报", str(len(towns) - missing), f"/ {len(towns)} 镇", tone="safe" if not missing else "calm"),
        Tile("按时率", percent(on_time_share(towns)), f"逾期 {late} 镇", tone="near" if late else "calm"),
        Tile("未报", str(missing), "镇", tone="near" if missing else "safe"),
        Tile("部门已报", str(reported), f"/ {len(departments)} 个"),
        Tile("有错误待更正", str(wrong), "份", tone="near" if wrong else "safe"),
    ]


def _table(rows: pd.DataFrame) -> str:
    """Who is missing first, then who is late, then by how little is filled in."""
    share = rows["given"] / rows["asked"].where(rows["asked"] > 0)
    keyed = rows.assign(share=share, order=rows["standing"].map(_ORDER.index))
    ordered = keyed.sort_values(["order", "share"], kind="stable")
    of_towns = bool((rows["kind"] == "town").all())
    heads = [
        "单位",
        "分组" if of_towns else "表类",
        "状态",
        "报送时间",
        "接收人",
        "填报表",
        "问题清单",
        "佐证齐全",
        "错误",
        "警告",
    ]
    return sheet_html(heads, [_row(row) for row in ordered.to_dict("records")])


def _row(row: Mapping[Any, Any]) -> list[Cell]:
    second = row["group"] if row["kind"] == "town" else KIND_TITLES[row["kind"]]
    unit = [(row["unit"], "name"), (second, "name")]
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
