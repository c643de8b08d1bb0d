"""The cases of innovation that one town has reported."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.town_portrait import Portrait
from ui import current, panels
from ui.labels import plain

_HEADS = ["案例", "级别", "认定情况", "认定文件", "计入全县"]


def show(portrait: Portrait) -> None:
    """What each case is, and what it adds to the county's points."""
    st.subheader("改革创新案例")
    found = current.innovation_of(portrait.diagnosis.round).of_unit(portrait.unit)
    if found.empty:
        panels.note("本镇没有申报案例。")
        return
    rows = [
        [
            (row["name"], "name"),
            (row["level"], ""),
            (row["certainty"], ""),
            (row["document"] or "—", ""),
            (_points(row), ""),
        ]
        for row in found.to_dict("records")
    ]
    st.html(panels.sheet_html(_HEADS, rows))


def _points(row: dict[Any, Any]) -> str:
    if row["instead"]:
        return "同一案例已由别的单位申报，只计一次"
    return f"{plain(row['added'])} 分" if row["added"] else "—"
