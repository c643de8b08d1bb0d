"""检查: what the linter says of the scheme, worst first, with place and remedy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scoring import Fault
from scoring.lint import ERROR, HINT, WARNING
from ui import current
from ui.panels import note, sheet_html
from ui.scheme.chosen import Looked

MARKS = {ERROR: "near", WARNING: "warn", HINT: ""}
UNNUMBERED = "S000"
"""The number of a fault that keeps a scheme from loading: no check of the linter."""

MOST_SHOWN = 200
"""More faults than this say nothing more."""


def show(looked: Looked) -> None:
    """The whole section."""
    assert looked.scheme
    found = current.lint_with_cells(looked.version.fingerprint, looked.scheme)
    cases = sum(len(one.cases) for one in (*looked.scheme.indicators, *looked.scheme.components))
    note(f"已核对分值、数量、单位、分数线和 {cases} 个算例：{summary(found)}。这里只提示，不会改动方案。")
    if found:
        note("位置指“换方案”里下载的方案工作簿。")
        st.html(faults_table(found))


def refusal(looked: Looked) -> None:
    """Why the version does not load, when it does not."""
    if looked.faults:
        st.html(faults_table(looked.faults))


def summary(found: Sequence[Fault]) -> str:
    """«错误 1 处，提示 2 处», «没有发现问题»."""
    counted = [(severity, sum(one.severity == severity for one in found)) for severity in MARKS]
    return "，".join(f"{severity} {count} 处" for severity, count in counted if count) or "没有发现问题"


def faults_table(found: Sequence[Fault]) -> str:
    """The faults as a table; what a check is numbered stands there only when a check has found something."""
    numbered = any(one.code != UNNUMBERED for one in found)
    rows = [
        [
            (one.severity, f"whole {MARKS[one.severity]}"),
            (place(one), "name"),
            (one.indicator, "whole"),
            (one.message, ""),
            (one.remedy, ""),
            *([(one.code, "whole")] if numbered else []),
        ]
        for one in found[:MOST_SHOWN]
    ]
    more = len(found) - MOST_SHOWN
    note_more = f'<p class="note">另有 {more} 处没有列出。</p>' if more > 0 else ""
    return sheet_html(["程度", "位置", "指标", "问题", "怎么改", *(["编号"] if numbered else [])], rows) + note_more


def place(one: Fault) -> str:
    """Sheet and cell, or file and line."""
    if one.sheet:
        return f"“{one.sheet}”表 {one.cell}".strip()
    return f"{one.file} 第 {one.line} 行" if one.line else one.file
