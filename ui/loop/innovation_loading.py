"""Cases of innovation out to Excel and in from it: the form, what an uploaded one says, the button that loads it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data import limits
from data.innovation.account import InnovationAccount
from data.innovation.book import InnovationBook
from data.innovation.reading import CaseList, read_cases_apart
from data.innovation.words import CERTAINTY_WORDS, FIELDS, SHEET, levels_of
from data.innovation.writing import cases_workbook
from data.store import Round
from scoring import Scheme
from ui import current, panels
from ui.intake import outcome
from ui.intake.receipt_card import findings_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BY = "innovation.load.by"


def show(account: InnovationAccount, chosen: Round, scheme: Scheme) -> None:
    """The form to download, and the box for a filled one."""
    listed = _listed(chosen) if len(account.cases) else []
    with st.container(horizontal=True):
        st.download_button(
            "下载空白案例表", partial(cases_workbook, scheme, chosen.name), f"{chosen.name}-{SHEET}.xlsx", XLSX,
            key="innovation.blank", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if listed:
            st.download_button(
                f"导出已有案例（{len(listed)} 个）", partial(cases_workbook, scheme, chosen.name, listed),
                f"{chosen.name}-{SHEET}（已有）.xlsx", XLSX,
                key="innovation.export", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
    if chosen.status != "open":
        panels.note(f"{chosen.name}已封存，不再导入。")
        return
    key = f"innovation.in.{current.current_store().revision()}"
    file = st.file_uploader("填好的案例表", key=key, max_upload_size=limits.limits().file_megabytes)
    if file is None:
        panels.note("先看读到什么，确认后才导入。已有的案例按表更新，表里没有的保持不变。")
        return
    content = file.getvalue()
    limits.adopt(current.current_store())
    _preview(read_cases_apart(content, file.name, levels_of(scheme), current.roster(), chosen.name), content, chosen)


def _listed(chosen: Round) -> list[dict[str, object]]:
    cases = InnovationBook(current.current_store()).of_round(chosen.name)
    return [{name: getattr(one, name) for name in FIELDS} for one in cases if one.counts]


def _preview(read: CaseList, content: bytes, chosen: Round) -> None:
    if read.findings:
        st.html(findings_table(read.findings))
    if not read.acceptable:
        panels.note("没有可导入的案例。")
        return
    heads = ["案例", "申报单位", "级别", "认定情况", "认定文件"]
    rows = [
        [row["name"], row["unit"], row["level"], CERTAINTY_WORDS[row["certainty"]], row["document"]]
        for row in read.rows
    ]
    panels.sheet(heads, rows)
    name, button = st.columns([1, 2], vertical_alignment="bottom")
    with name:
        outcome.ask_name(_BY, "经办人", inline=True)
    act = partial(outcome.attempt, partial(_load, read, content, chosen.name))
    button.button(f"导入 {len(read.rows)} 个案例", type="primary", on_click=act)


def _load(read: CaseList, content: bytes, round_name: str) -> str:
    by = outcome.name_given(_BY, "经办人")
    taken = InnovationBook(current.current_store()).take_over(round_name, read, content, by)
    kept = f"，已撤销的 {taken.withdrawn} 个没有恢复" if taken.withdrawn else ""
    return f"已导入：新增 {taken.new} 个，更新 {taken.changed} 个，没有变化 {taken.same} 个{kept}。"
