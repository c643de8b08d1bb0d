"""How far the evidence of one town goes, and which of its points nothing stands behind."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import streamlit as st

from data.town_portrait import Portrait
from ui import current, panels
from ui.labels import number, percent
from ui.loop import evidence_list

_LEDGER = "../pages/loop/evidence.py"
_ASKED = "town-evidence"


def show(portrait: Portrait) -> None:
    """The counts, the points without evidence, what is missing by item, and the way to the list."""
    table = portrait.evidence
    asked, named, complete = (int(table[name].sum()) for name in ("asked", "named", "complete"))
    if not asked:
        panels.note("方案没有要求佐证材料。")
        return
    share = percent(complete / asked)
    panels.note(f"应备 {asked} 份，已列 {named} 份，齐全 {complete} 份，齐全率 {share}。{_exposed(portrait)}")
    short = table[table["complete"] < table["asked"]]
    if named and len(short):
        rows = [_lacking(row) for row in short.to_dict("records")]
        st.html(panels.sheet_html(["考核内容", "齐全", "缺什么"], rows))
    if st.button("看逐件清单", icon=":material/folder_check:", key=_ASKED, on_click=_open, args=(portrait.unit,)):
        st.switch_page(_LEDGER)


def _exposed(portrait: Portrait) -> str:
    """«所得的分里 1.20 分缺佐证支撑，折全县 0.06 分。»"""
    items = current.evidence_of(portrait.diagnosis.round).items
    mine = items[(items["unit"] == portrait.unit) & ~items["sufficient"]]
    points, of_county = (number(float(mine[name].sum())) for name in ("exposed", "county_exposed"))
    if points == number(0):
        return "所得的分都有佐证支撑。"
    return f"所得的分里 {points} 分缺佐证支撑，折全县 {of_county} 分。"


def _open(unit: str) -> None:
    evidence_list.open_for(unit=unit)


def _lacking(row: dict[Hashable, Any]) -> list[tuple[str, str]]:
    missing = row["asked"] - row["named"]
    parts = [f"“{row['wanting']}”不齐全" if row["wanting"] else "", f"少列 {missing} 份" if missing else ""]
    name = f"{row['name']}（刚性）" if row["rigid"] else row["name"]
    told = "，".join(part for part in parts if part)
    return [(name, ""), (f"{row['complete']}／{row['asked']}", "right"), (told, "")]
