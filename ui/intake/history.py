"""历次填报: every submission of the round, its findings, its file as it came and marked, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import spoken
from data.sending_back import recorded_findings
from data.store import Round
from data.templates.forms import KIND_TITLES
from ui import current
from ui.intake import outcome, returning
from ui.intake.receipt_card import findings_table
from ui.panels import note, sheet_html

_FEW, _HEIGHT = 8, 340
"""A list longer than so many rows scrolls, in so many pixels, so that what is below stays in sight."""


def show(chosen: Round) -> None:
    """The whole section."""
    sent = current.current_store().submissions(chosen.name, current_only=False)
    if sent.empty:
        note("本轮还没有接收过填报。")
        return
    rows = sent.iloc[::-1].to_dict("records")
    with st.container(height=_HEIGHT if len(rows) > _FEW else "content", border=False):
        st.html(_table(rows))
    named = {row["submission"]: _name(row) for row in rows}
    asked = st.selectbox("查看其中一份", list(named), format_func=named.__getitem__, key="history.submission")
    _one(chosen, next(row for row in rows if row["submission"] == asked))


def _table(rows: list[dict[Any, Any]]) -> str:
    heads = ["编号", "接收时间", "单位", "表类", "文件", "接收人", "状态"]
    return sheet_html(heads, [
        [
            (str(row["submission"]), "right"), (spoken(row["submitted_at"]), "whole"), (row["unit"], "name"),
            (KIND_TITLES[row["kind"]], "whole"), (row["file"], ""), (row["by"], ""), (_state(row), ""),
        ]
        for row in rows
    ])  # fmt: skip


def _state(row: Mapping[Any, Any]) -> str:
    if not pd.isna(row["withdrawn_at"]):
        return f"已由{row['withdrawn_by']}撤回：{row['withdrawn_reason']}"
    return "现行" if row["current"] else f"已被第 {row['superseded_by']} 号替换"


def _name(row: Mapping[Any, Any]) -> str:
    return f"第 {row['submission']} 号　{row['unit']}　{spoken(row['submitted_at'])}　{row['file']}"


def _one(chosen: Round, row: Mapping[Any, Any]) -> None:
    """One submission: its findings, its file, and the way back."""
    key = row["submission"]
    st.download_button(
        "下载原件（与上传时逐字节一致）",
        partial(current.current_store().original, row["sha256"]),
        str(row["file"]).rpartition("/")[2],
        "application/octet-stream",
        key=f"history.original.{key}",
        on_click="ignore",
    )
    findings = recorded_findings(current.current_store().findings(submission=int(key)))
    if findings:
        returning.of_submission(chosen, int(key))
        st.html(findings_table(findings))
    else:
        note("这一份没有校验问题。")
    if pd.isna(row["withdrawn_at"]):
        _withdrawal(row)


def _withdrawal(row: Mapping[Any, Any]) -> None:
    """A form, so that a reason half typed commits nothing."""
    key = int(row["submission"])
    with st.expander("撤回这一份"), st.form(f"history.withdraw.{key}", border=False):
        note("撤回后不再计分，它替换掉的上一份重新生效。撤回留有记录，原件仍可下载。")
        outcome.ask_name(f"history.by.{key}", "撤回人")
        st.text_input("原因", key=f"history.reason.{key}", max_chars=outcome.LONG)
        st.form_submit_button("撤回", on_click=partial(outcome.attempt, partial(_withdraw, key, row["unit"])))


def _withdraw(key: int, unit: str) -> str:
    by = outcome.name_given(f"history.by.{key}", "撤回人")
    current.current_store().withdraw(key, str(st.session_state[f"history.reason.{key}"]), by)
    return f"已撤回{unit}第 {key} 号填报。得分和排名已更新。"
