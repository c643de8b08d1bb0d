"""The card of one receipt: what was read, what is wrong beside its cell, and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from data.clock import spoken
from data.findings import Finding, Severity
from data.receipts import Counts, Receipt
from data.standing import Earlier
from data.templates.forms import KIND_TITLES
from scoring.scheme import Scheme
from ui import escape
from ui.panels import sheet_html

Cell = tuple[str, str]
"""A text and its class."""

SEVERITIES: Mapping[Severity, str] = {"错误": "near", "警告": "warn", "提示": "plain"}
"""The severities, worst first, and how they are marked. Not red: red is the veto."""

FIELDS = {"value": "完成情况", "target": "年度目标任务", "last_year": "上年值"}


def title(one: Receipt) -> str:
    """«石桥镇　镇级填报表», or the file's name when nobody knows whose it is."""
    kind = KIND_TITLES.get(one.intake.kind, "")
    return f"{one.intake.unit}　{kind}" if one.intake.unit and kind else one.upload.name


def facts(one: Receipt) -> None:
    """What the line has no room for: the file, the round, the lists, why it is refused, what it takes the place of."""
    marks = "".join(f'<li class="{kind}">{escape.html(text)}</li>' for text, kind in _facts(one))
    st.html(f'<ul class="receipt">{marks}</ul>')


def tables(one: Receipt, scheme: Scheme) -> None:
    """The findings beside their cells, and every changed value before and after."""
    if one.intake.findings:
        st.html(findings_table(one.intake.findings))
    if len(one.changes):
        st.html(_changes_table(one, scheme))


def findings_table(findings: Sequence[Finding]) -> str:
    """The findings beside their cells, the worst first."""
    order = list(SEVERITIES)
    rows = [
        [
            (each.severity, SEVERITIES[each.severity]),
            (f"{each.sheet} {each.cell}".strip() or "整个文件", "name"),
            (each.typed, ""),
            (each.message, ""),
            (each.remedy, ""),
            (each.code, "whole"),
        ]
        for each in sorted(findings, key=lambda each: order.index(each.severity))
    ]
    return sheet_html(["程度", "位置", "原样", "问题", "怎么改", "编号"], rows)


def _changes_table(one: Receipt, scheme: Scheme) -> str:
    rows = [_change(row, scheme) for row in one.changes.to_dict("records")]
    return sheet_html(["编码", "填报项", "栏目", "之前", "现在", "单元格"], rows)


def _change(row: Mapping[Any, Any], scheme: Scheme) -> list[Cell]:
    name = _input_name(scheme, row["indicator"], row["input"])
    place = f"（{row['unit']} {row['sample']}）" if row["sample"] else ""
    texts = (row["indicator"], f"{name}{place}", FIELDS[row["field"]])
    where = f"{row['sheet']} {row['cell']}" if row["cell"] else ""
    return [*((text, "") for text in texts), (row["before"], "right"), (row["after"], "right"), (where, "")]


def _input_name(scheme: Scheme, code: str, asked: str) -> str:
    """The heading of a figure; its id when an earlier round's scheme asked for it and this one does not."""
    inputs = scheme.indicator(code).inputs if code in scheme else ()
    return next((one.name for one in inputs if one.id == asked), asked)


def _facts(one: Receipt) -> Iterator[Cell]:
    """The facts with their marks."""
    yield from ((text, "near") for text in one.refusals if not one.stored)
    yield f"文件：{one.upload.name}", "plain"
    if one.intake.round_name:
        yield f"轮次：{one.intake.round_name}", "plain"
    yield from ((text, "plain") for text in _counted(one.counts))
    if one.acceptable:
        yield from ((text, "plain") for text in _replaced(one.supersedes, one.compared_with))


def _counted(counts: Counts) -> Iterator[str]:
    named = (
        ("不适用", counts.not_applicable, "项"),
        ("问题清单", counts.problems, "条"),
        ("佐证目录", counts.evidence, "条"),
    )
    yield from (f"{what} {count} {unit}" for what, count, unit in named if count)


def _replaced(supersedes: Earlier | None, compared_with: Earlier | None) -> Iterator[str]:
    if supersedes:
        yield f"替换 {supersedes.by} {spoken(supersedes.at)}接收的一份"
    elif compared_with:
        yield f"本轮首次报送，与{compared_with.round_name}比较"
    else:
        yield "首次报送"
