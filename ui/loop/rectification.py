"""整改台账: workbooks out to towns and departments, and what comes back, looked at before it is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256

import streamlit as st

from data.clock import spoken
from data.findings import Finding
from data.limits import limits
from data.problem_book import ProblemBook
from data.problem_tallies import ProblemLedger
from data.problems import ACTION_WORDS, STATE_WORDS, named_units
from data.receipts import Upload
from data.rectification.book import RectificationBook, TakenFile
from data.rectification.taking import OFFICE, Taken, Taking
from data.rectification.writing import EVERYBODY, rectification_bundle, rectification_workbook, rows_for
from data.store import Round
from scoring import Scheme
from ui import current, escape, panels
from ui.intake import outcome

TITLE = "整改台账"
XLSX, ZIP = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"
THE_OFFICE = "县里（能销号、退回）"
SHOWN = 40
"""So many rows and faults of an upload stand on the page."""

_FILES, _SENDER, _BY = "rectification.files", "rectification.sender", "rectification.by"
_TAKEN_HEADS = ("序号", "在哪里", "问题", "怎样办", "办后状态")
_FAULT_HEADS = ("级别", "文件", "位置", "问题", "怎样改")
_LISTED_HEADS = ("时间", "报送单位", "文件", "采用", "未采用", "经办人")


def show(chosen: Round, scheme: Scheme, ledger: ProblemLedger) -> None:
    """The whole view."""
    units = _units(ledger, scheme)
    st.subheader("导出")
    _export(ledger, scheme, units)
    st.subheader("载入")
    _ask_files(chosen, scheme, units)
    _list_taken(scheme)


def _units(ledger: ProblemLedger, scheme: Scheme) -> list[str]:
    """The towns and departments that have a problem to rectify or have rectified one."""
    leads = (one.lead for one in scheme.indicators if one.lead)
    own = (unit for one in ledger.problems if one.of_county for unit in named_units(one.responsible_unit))
    known = dict.fromkeys((*current.roster().town_names, *current.roster().departments, *leads, *own))
    return [unit for unit in known if rows_for(unit, ledger.problems, scheme, closed=True)]


def _export(ledger: ProblemLedger, scheme: Scheme, units: Sequence[str]) -> None:
    unit_box, closed_box = st.columns([1, 2], vertical_alignment="bottom")
    unit = unit_box.selectbox("哪个单位的", [EVERYBODY, *units], key="rectification.unit")
    closed = closed_box.checkbox("连同已销号的", key="rectification.closed")
    rows = rows_for(unit, ledger.problems, scheme, closed=closed)
    if not rows:
        panels.note(f"{unit}没有未销号的问题。" if not closed else f"{unit}没有问题。")
        return
    steps, at = ProblemBook(current.current_store()).steps, datetime.now(UTC)
    with st.container(horizontal=True):
        st.download_button(
            f"导出整改台账（{len(rows)} 个问题）", lambda: rectification_workbook(unit, rows, steps(), at),
            f"{unit}-整改台账.xlsx", XLSX, on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            "各镇、各部门各一份（压缩包）",
            lambda: rectification_bundle(units, ledger.problems, steps(), scheme, at),
            "整改台账.zip", ZIP, on_click="ignore", icon=":material/folder_zip:",
        )  # fmt: skip
    panels.note(
        "发给各镇、各部门填写后收回载入。台账版本说明是什么时候导出的：导出以后别人改过的问题，要重新导出再填。"
    )


def _ask_files(chosen: Round, scheme: Scheme, units: Sequence[str]) -> None:
    box, file_box = st.columns([1, 2])
    sender = box.selectbox("由谁报来", [THE_OFFICE, *units], index=None, placeholder="请选择", key=_SENDER)
    given = file_box.file_uploader(
        "填好的整改台账，可以一次多份", accept_multiple_files=True, key=_FILES, max_upload_size=limits().file_megabytes
    )
    if not given:
        panels.note("先看清单，确认后才记入台账。镇和部门报来的最多到“待核验”；销号、退回、反弹由县里登记。")
        return
    if sender is None:
        panels.note("请选择由谁报来。")
        return
    uploads = [Upload(one.name, one.getvalue()) for one in given]
    whose = OFFICE if sender == THE_OFFICE else sender
    _preview(chosen, scheme, _named(uploads), whose)


def _named(uploads: Sequence[Upload]) -> list[tuple[str, Upload]]:
    """Each upload with what it is known by."""
    return [(f"{sha256(one.content).hexdigest()} {one.name}", one) for one in uploads]


def _preview(chosen: Round, scheme: Scheme, batch: Sequence[tuple[str, Upload]], sender: str) -> None:
    name_box, button_box = st.columns([1, 2], vertical_alignment="bottom")
    with name_box:
        outcome.ask_name(_BY, "经办人" if sender == OFFICE else "报送人")
    takings = current.takings_of(chosen, batch, sender, str(st.session_state.get(_BY) or ""))
    rows = [row for one in takings for row in one.taken]
    act = partial(_take, scheme, batch, sender)
    button_box.button(
        f"记入台账（{len(rows)} 行）", type="primary", disabled=not rows, on_click=partial(outcome.attempt, act)
    )
    _summary(takings)
    if rows:
        panels.sheet(_TAKEN_HEADS, [_row(row) for row in rows[:SHOWN]])
    faults = [(one.file_name, found) for one in takings for found in one.findings]
    if faults:
        st.markdown(f"**不采用和要看的（{len(faults)} 处）**")
        panels.sheet(_FAULT_HEADS, [_fault(file, found) for file, found in faults[:SHOWN]])
    if max(len(rows), len(faults)) > SHOWN:
        panels.note(f"各列出前 {SHOWN} 条。")


def _summary(takings: Sequence[Taking]) -> None:
    taken, unchanged = sum(len(one.taken) for one in takings), sum(one.unchanged for one in takings)
    refused = sum(found.severity == "错误" for one in takings for found in one.findings)
    panels.note(f"将办理 {taken} 行；没有新填内容 {unchanged} 行；不采用 {refused} 处。")


def _row(row: Taken) -> list[str]:
    done = "，".join(ACTION_WORDS[action] for action in row.actions)
    states = f"{STATE_WORDS[row.before]} → {STATE_WORDS[row.after]}"
    return [str(row.number), row.where, row.description, done, states]


def _fault(file: str, found: Finding) -> list[str]:
    return [found.severity, file, " ".join(filter(None, (found.sheet, found.cell))), found.message, found.remedy]


def _take(scheme: Scheme, batch: Sequence[tuple[str, Upload]], sender: str) -> str:
    by = outcome.name_given(_BY, "经办人" if sender == OFFICE else "报送人")
    book = RectificationBook(current.current_store(), scheme)
    takings = book.take(current.ledgers_read(batch), sender, by)
    taken = sum(len(one.taken) for one in takings)
    refused = sum(found.severity == "错误" for one in takings for found in one.findings)
    left = f"，{refused} 处未采用，见下面所列" if refused else ""
    return f"整改台账已记入 {taken} 行{left}。"


def _list_taken(scheme: Scheme) -> None:
    listed = RectificationBook(current.current_store(), scheme).taken()
    if not listed:
        return
    st.subheader("已载入的台账")
    panels.sheet(_LISTED_HEADS, [_listed(one) for one in listed[:SHOWN]])
    with st.container(horizontal=True):
        for place, one in enumerate(listed[:SHOWN]):
            fetch = partial(current.current_store().original, one.sha256)
            label = escape.markdown(f"下载原件：{one.file_name}")
            st.download_button(label, fetch, one.file_name, key=f"rectification.file.{place}", on_click="ignore")


def _listed(one: TakenFile) -> list[str]:
    return [spoken(one.at), one.sender or "县里", one.file_name, f"{one.taken} 行", f"{one.refused} 处", one.by]
