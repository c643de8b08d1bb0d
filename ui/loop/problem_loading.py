"""导入问题清单: the office's own lists, of any towns, looked at before they are entered into the ledger."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data import limits
from data.clock import spoken_day
from data.county_itself import town_words
from data.office_lists import OfficeList, OfficeListBook, Row, known_as, office_list
from data.problem_tallies import ProblemLedger
from data.store import Round
from data.templates.office_list import office_list_workbook
from scoring import Scheme
from ui import current, panels
from ui.intake import outcome
from ui.intake.receipt_card import findings_table

TITLE = "导入问题清单"
SHOWN = 40
"""So many rows of a list stand on the page."""

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BY, _DONE = "problem.load.by", "problem.load.done"
_HEADS = ("在哪里", "问题", "关联指标", "责任单位", "整改时限", "台账")


def show(chosen: Round, scheme: Scheme, ledger: ProblemLedger) -> None:
    """The form to download, and the box for a filled one."""
    panels.note(
        "国家暗访、省级审计巡察、市级督导等交办的清单，一份可以写多个镇，在这里导入。"
        "各镇填报表里带的问题清单在“填报接收”上传，再并入台账。"
    )
    st.download_button(
        "下载空白问题清单", partial(office_list_workbook, scheme, current.roster().town_names), "问题清单.xlsx", _XLSX,
        key="problem.load.blank", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    key = f"problem.load.{st.session_state.get(_DONE, 0)}"
    file = st.file_uploader("填好的问题清单", key=key, max_upload_size=limits.limits().file_megabytes)
    if file is None:
        panels.note("先看读到什么，确认后才登记。台账里已有的问题不会重复，只补上原来空着的内容。")
        return
    content = file.getvalue()
    limits.adopt(current.current_store())
    _preview(office_list(content, file.name, scheme, current.roster()), content, chosen, ledger)


def _preview(read: OfficeList, content: bytes, chosen: Round, ledger: ProblemLedger) -> None:
    known = known_as(read.rows, ledger.problems)
    new = known.count(None)
    if read.rows:
        name, button = st.columns([1, 2], vertical_alignment="bottom")
        with name:
            outcome.ask_name(_BY, "登记人", inline=True)
        act = partial(outcome.attempt, partial(_load, read, content, chosen.name))
        button.button(f"登记 {len(read.rows)} 个问题", type="primary", on_click=act)
    refused = sum(one.severity == "错误" for one in read.findings)
    panels.note(
        f"读到 {len(read.rows)} 个问题：台账里没有的 {new} 个，已有的 {len(read.rows) - new} 个；有错误 {refused} 处。"
    )
    if read.findings:
        st.html(findings_table(read.findings))
    if read.rows:
        panels.sheet(_HEADS, [_row(row, number) for row, number in zip(read.rows[:SHOWN], known, strict=False)])
    if len(read.rows) > SHOWN:
        panels.note(f"列出前 {SHOWN} 个。")


def _row(row: Row, number: int | None) -> list[str]:
    where = "，".join(part for part in (f"{town_words(row['town'])}{row['village']}", row["place"]) if part)
    state = f"已有，第 {number} 号" if number else "新登记"
    return [where, row["description"], row["indicator"], row["responsible_unit"], spoken_day(row["due_on"]), state]


def _load(read: OfficeList, content: bytes, round_name: str) -> str:
    by = outcome.name_given(_BY, "登记人")
    loaded = OfficeListBook(current.current_store()).load(round_name, read, content, by)
    st.session_state[_DONE] = st.session_state.get(_DONE, 0) + 1
    return f"已登记 {loaded.new} 个，补全 {loaded.filled} 个，台账里已有、没有变化 {loaded.same} 个。"
