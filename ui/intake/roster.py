"""名册: the roster as it is, its workbook out, a new one in with what it would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import streamlit as st

from data.roster import Roster
from data.roster_reading import read_roster_apart
from data.roster_sheets import roster_workbook
from data.scheme_versions import DEFAULT_SCHEME
from scoring.scheme import Scheme
from scoring.scheme_file import load_scheme
from ui import current
from ui.intake import outcome
from ui.intake.issue import XLSX
from ui.intake.receipt_card import findings_table
from ui.panels import note, sheet_html

_BY_KEY = "roster.by"
_MOST_MEGABYTES = 20
"""How big the roster's workbook may be; the upload box refuses a bigger one before it travels."""


def show() -> None:
    """The whole section."""
    present = current.roster()
    note("先下载名册表，把镇、村、责任单位、县领导填好，再传回来；已有的名册会写在表里，改动后重新上传即可。")
    st.download_button(
        "下载名册表", partial(_workbook, present), "名册.xlsx", XLSX, on_click="ignore", key="roster.out"
    )
    _take_in(present)
    if len(present.towns):
        st.html(_table(present))


def _table(present: Roster) -> str:
    rows = [
        [(town, ""), (group, ""), (leader, ""), (str(len(present.villages_of(town))), "right")]
        for town, group, leader in present.towns.itertuples(index=False, name=None)
    ]
    return sheet_html(["镇", "分组", "挂点领导", "行政村数"], rows)


def _workbook(present: Roster) -> bytes:
    """The roster's workbook; an empty one already names the departments that the scheme knows."""
    if present.town_names or present.departments:
        return roster_workbook(present)
    return roster_workbook(
        replace(present, departments=_leads(current.current_scheme() or load_scheme(DEFAULT_SCHEME)))
    )


def _leads(scheme: Scheme) -> tuple[str, ...]:
    items = (*scheme.indicators, *scheme.components)
    return tuple(dict.fromkeys(one.lead for one in items if one.lead))


def _take_in(present: Roster) -> None:
    """A filled workbook, what is wrong in it, what it would change, and the button that saves it."""
    county = st.text_input("县（市、区）名称", value=present.county, key="roster.county", max_chars=30) or ""
    key = f"roster.in.{current.current_store().revision()}"
    file = st.file_uploader("填好的名册表（.xlsx）", key=key, max_upload_size=_MOST_MEGABYTES)
    if file is None:
        return
    read = read_roster_apart(file.getvalue(), county)
    if read.findings:
        st.html(findings_table(read.findings))
    if read.roster is None:
        return
    note("；".join(_differences(present, read.roster)) + "。")
    outcome.ask_name(_BY_KEY, "保存人")
    saving = partial(outcome.attempt, partial(_save, read.roster))
    st.button("保存名册", type="primary", key="roster.save", on_click=saving)


def _save(roster: Roster) -> str:
    current.current_store().save_roster(roster, outcome.name_given(_BY_KEY, "保存人"))
    return f"已保存名册：{'，'.join(_counted(roster))}。"


def _counted(roster: Roster) -> Iterator[str]:
    yield f"{len(roster.towns)} 个镇"
    yield f"{len(roster.villages)} 个村"
    yield f"{len(roster.departments)} 个责任单位"
    yield f"{len(roster.leaders)} 名县领导"


def _differences(present: Roster, roster: Roster) -> Iterator[str]:
    """What there is in the new roster, and which towns come and go."""
    yield f"读到 {'，'.join(_counted(roster))}"
    gone = [town for town in present.town_names if town not in roster.town_names]
    if gone:
        yield f"将不再有：{'、'.join(gone)}（已收的填报仍保留，但不再计分）"
    new = [town for town in roster.town_names if town not in present.town_names]
    if present.town_names and new:
        yield f"新增：{'、'.join(new)}"
