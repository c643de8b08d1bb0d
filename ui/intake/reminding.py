"""催报: texts to copy into the work group, one for all and one for each unit, with what it has to put right."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.answers import unsettled
from data.reminders import reminder, reminder_to
from data.store import Round
from scoring.scheme import Scheme
from ui import current
from ui.clickable import NARROW
from ui.intake import returning
from ui.panels import note


def to_all(chosen: Round, table: pd.DataFrame) -> None:
    """The text for the work group; its button copies it. ``table`` has the columns of COMPLETENESS."""
    text = reminder(table, chosen)
    if text:
        st.markdown("**催报文字**（点右上角复制，发到工作群）")
        _copyable(text, "all")
    else:
        note("都已报齐，没有待更正的错误，不用催报。")


def to_one(chosen: Round, scheme: Scheme, table: pd.DataFrame, answers: pd.DataFrame) -> None:
    """One unit: what it has not filled in, which cells are wrong, the text for it, and its workbook marked."""
    open_ones = table[(table["standing"] == "missing") | (table["errors"] > 0) | (table["given"] < table["asked"])]
    if open_ones.empty:
        return
    st.markdown("**逐个单位催**")
    rows = open_ones.to_dict("records")
    picked = st.selectbox(
        "单位", range(len(rows)), format_func=lambda at: _label(rows[at]), key="remind.unit", width=NARROW
    )
    _one(chosen, scheme, rows[picked], answers)


def _label(row: dict[Any, Any]) -> str:
    if row["standing"] == "missing":
        return f"{row['unit']}　未报"
    left = row["asked"] - row["given"]
    parts = [f"缺 {left} 项" if left else "", f"错误 {row['errors']} 处" if row["errors"] else ""]
    return f"{row['unit']}　{'，'.join(part for part in parts if part)}"


def _one(chosen: Round, scheme: Scheme, row: dict[Any, Any], answers: pd.DataFrame) -> None:
    asked = answers[(answers["kind"] == row["kind"]) & (answers["unit"] == row["unit"])]
    faults = current.current_store().findings(submission=row["submission"])
    sent_at = None if row["standing"] == "missing" else row["submitted_at"]
    errors = unsettled(faults[faults["severity"] == "错误"], asked)
    _copyable(reminder_to(row["unit"], chosen, scheme, asked, errors, sent_at), "one")
    if sent_at:
        returning.of_submission(chosen, row["submission"])


def _copyable(text: str, key: str) -> None:
    """A text with a button that copies it."""
    with st.container(key=f"reminder-{key}"):
        st.code(text, language=None, wrap_lines=True)
