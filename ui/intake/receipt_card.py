"""The card of one receipt: what was read, what is wrong beside its cell, and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from data.clock import spoken
from data.findings import Finding, Severity
from data.receipts import Counts, Receipt
from data.standing import Earlier, Interval
from data.templates.forms import KIND_TITLES
from scoring.scheme import Scheme
from ui import escape
from ui.labels import interval, signed
from ui.panels import sheet_html

Cell = tuple[str, str]
"""A text and its class."""

SEVERITIES: Mapping[Severity, str] = {"错误": "near", "警告": "warn", "提示": "plain"}
"""The severities, worst first, and how they are marked. Not red: red is the veto."""

PUNCTUALITY = {"on_time": "按时", "late": "逾期", "undated": ""}
FIELDS = {"value": "完成情况", "target": "年度目标任务", "last_year": "上年值"}


def title(one: Receipt) -> str:
    """«石桥镇　镇级填报表», or the file's name when nobody knows whose it is."""
    kind = KIND_TITLES.get(one.intake.kind, "")
    return f"{one.intake.unit}　{kind}" if one.intake.unit and kind else one.upload.name


def facts(one: Receipt) -> None:
    """What the receipt says, in one flowing line."""
    marks = "".join(f'<li class="{kind}">{escape.html(text)}</li>' for text, kind in _facts(one))
    st.html(f'<ul class="receipt">{marks}</ul>')


def details(one: Receipt, scheme: Scheme, key: str) -> None:
    """Findings and changes, drawn once they are asked for."""
    found, changed = len(one.intake.findings), len(one.changes)
    if not found and not changed:
        return
    named = [f"{count} {noun}" for count, noun in ((found, "条校验问题"), (changed, "处变动")) if count]
    asked = st.expander(f"查看 {'、'.join(named)}", key=key, on_change="rerun")
    if asked.open:
        with asked:
            if found:
                st.html(findings_table(one.intake.findings))
            if changed:
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
    if title(one) != one.upload.name:
        yield f"文件 {one.upload.name}", "plain"
    if one.scored or one.counts != Counts():
        yield from ((text, "plain") for text in _counted(one.counts))
    for severity, mark in SEVERITIES.items():
        if one.findings(severity):
            yield f"{severity} {one.findings(severity)} 条", mark
    if one.acceptable:
        yield from ((text, "warn" if one.punctuality == "late" else "plain") for text in _timing(one) if text)
        yield from ((text, "plain") for text in _scores(one))
        yield from ((text, "plain") for text in _replaced(one.supersedes, one.compared_with))


def _counted(counts: Counts) -> Iterator[str]:
    yield f"读取 {counts.reported} 项"
    if counts.not_applicable:
        yield f"不适用 {counts.not_applicable} 项"
    yield f"未填报 {counts.unreported} 项"
    if counts.changed is not None:
        yield f"变动 {counts.changed} 项，不变 {counts.unchanged} 项"
    if counts.problems:
        yield f"问题清单 {counts.problems} 条"
    if counts.evidence:
        yield f"佐证目录 {counts.evidence} 条"


def _timing(one: Receipt) -> Iterator[str]:
    yield PUNCTUALITY[one.punctuality]


def _scores(one: Receipt) -> Iterator[str]:
    if one.score_after is None:
        return
    whose = "全县总分" if one.scored != one.intake.unit else "得分"
    before, after = one.score_before, one.score_after
    moved = f"（{signed(after.low - before.low)}）" if before and _settled(before) and _settled(after) else ""
    yield f"{whose} {interval(*before) if before else '未报'} → {interval(*after)}{moved}"


def _settled(score: Interval) -> bool:
    return score.low == score.high


def _replaced(supersedes: Earlier | None, compared_with: Earlier | None) -> Iterator[str]:
    if supersedes:
        yield f"替换 {supersedes.by} {spoken(supersedes.at)}接收的一份"
    elif compared_with:
        yield f"本轮首次报送，与{compared_with.round_name}比较"
    else:
        yield "首次报送"
