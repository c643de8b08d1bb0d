"""The sections of the page of one town, from what to do this week to the evidence."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

import charts
from data.clock import spoken_day
from data.raised_problems import of_visit
from data.town_portrait import Average, Portrait, category_shares
from data.town_tasks import tasks
from ui import clickable, explanation, lights, panels
from ui.labels import days_left, interval, loss_span, number
from ui.loop import raising
from ui.town import evidence

SHOWN = 8
"""So many items are listed as strongest and weakest."""


def this_week(portrait: Portrait) -> None:
    """What to do this week: what, who, by when."""
    st.subheader("本周要办")
    listed = tasks(portrait)
    if not listed:
        panels.note("没有要办的事：数已报齐，刚性指标没有失分、有佐证，一周内没有到期的问题。")
        return
    rows = [
        [
            (one.kind, "near whole" if one.late else "whole"),
            (one.what, ""),
            (one.who, ""),
            (_until(one.due_on, portrait.today), "whole"),
        ]
        for one in listed
    ]
    st.html(panels.sheet_html(["事项", "要做什么", "谁来办", "时限"], rows))


def rigid(portrait: Portrait) -> None:
    """The rigid items of the town as lights."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.subheader("刚性指标", width="content")
        panels.lights_legend()
    board = portrait.diagnosis.town_board
    lights.show(portrait.diagnosis.scheme.themes, board[board["unit"] == portrait.unit], portrait.unit)


def profile(portrait: Portrait) -> None:
    """The town's score against its group's and all towns', and the same by 大项."""
    st.subheader("各大项得分率")
    if not portrait.reported:
        panels.note("还没有报数，暂无得分可比较。")
        return
    row = portrait.standing
    own = f"{portrait.unit} {interval(row['low'], row['high'])} 分"
    group = f"，同组合计 {_span(portrait.own_group)} 分" if portrait.group else ""
    panels.note(
        f"{own}{group}，全部镇合计 {_span(portrait.all_towns)} 分。"
        "合计是各镇得分之和除以应得分之和，不是百分比的平均；图中只算已确定的得分。"
    )
    shares = category_shares(portrait.diagnosis, portrait.unit)
    clickable.chart(charts.category_profile(shares, portrait.unit), "town-profile")


def _span(one: Average) -> str:
    return interval(one.low, one.high)


def weak_and_strong(portrait: Portrait) -> None:
    """Where points are lost, and where the town is ahead of all towns; a click explains an item."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("弱项：失分最多")
        _weak(portrait)
    with right:
        st.subheader("强项：领先全部镇")
        _strong(portrait)


def _weak(portrait: Portrait) -> None:
    found = portrait.weakest
    if found.empty:
        panels.note("没有失分。")
        return
    shown = [
        [f"{name}（刚性）" if hard else name, loss_span(lost, lost + at_risk), number(full), lead]
        for name, hard, lost, at_risk, full, lead in found[
            ["name", "rigid", "lost", "at_risk", "full", "lead"]
        ].head(SHOWN).itertuples(index=False)
    ]  # fmt: skip
    heads = {"考核内容": 0, "失分": 1.1, "应得": 0.7, "牵头单位": 1.6}
    clickable.rows(heads, shown, "town-weak", _asker(portrait, found), first=0.46)
    _rest(found, "失分")


def _strong(portrait: Portrait) -> None:
    found = portrait.strongest
    if not portrait.reported or found.empty:
        panels.note("还没有领先全部镇的项目。")
        return
    shown = [
        [name, f"+{number(ahead)}", interval(low, high), number(full)]
        for name, ahead, low, high, full in found[["name", "ahead", "low", "high", "full"]]
        .head(SHOWN)
        .itertuples(index=False)
    ]
    clickable.rows(
        {"考核内容": 0, "领先": 1, "得分": 1, "应得": 1}, shown, "town-strong", _asker(portrait, found), 0.46
    )
    panels.note("“领先”是比全部镇合计的得分率多得的分。")


def _rest(found: pd.DataFrame, what: str) -> None:
    if len(found) > SHOWN:
        panels.note(f"另有 {len(found) - SHOWN} 项{what}，见“排名”的“各镇强弱项”。")


def _asker(portrait: Portrait, found: pd.DataFrame) -> Callable[[int], None]:
    return lambda row: explanation.ask(portrait.unit, str(found["indicator"][row]))


def problems(portrait: Portrait) -> None:
    """The town's problems that are not closed."""
    st.subheader("未销号问题")
    if portrait.problems.empty:
        panels.note("清单上没有未销号的问题。")
        return
    st.html(panels.sheet_html(PROBLEM_HEADS, [_problem(portrait, row) for row in portrait.problems.to_dict("records")]))


PROBLEM_HEADS = ["时限", "问题", "在哪里", "关联指标", "来源", "责任单位"]


def _problem(portrait: Portrait, row: dict[Hashable, Any]) -> list[tuple[str, str]]:
    due, code, scheme = row["due"], str(row["indicator"]), portrait.diagnosis.scheme
    name = f"{code} {scheme.indicator(code).name}" if code in scheme else code
    texts = [row["description"], row["where"], f"{name}（刚性）" if row["rigid"] else name, row["source"], row["who"]]
    return [(_until(due, portrait.today), "near name" if row["overdue"] else "name"), *((text, "") for text in texts)]


def _until(due: date | None, today: date) -> str:
    return f"{spoken_day(due)}（{days_left(due, today)}）" if due else "未定"


def villages_and_evidence(portrait: Portrait) -> None:
    """The villages that were visited, and how far the evidence goes and what hangs on it."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("抽查的村")
        _villages(portrait)
    with right:
        st.subheader("佐证材料")
        evidence.show(portrait)


def _villages(portrait: Portrait) -> None:
    found = portrait.villages
    if found.empty:
        panels.note("本轮没有抽查到村。")
        return
    shown = [
        [village, seen, loss_span(lost, lost + at_risk), _count(listed)]
        for village, seen, lost, at_risk, listed in found.itertuples(index=False)
    ]
    heads = {"村": 0, "查到什么": 1.6, "该村失分": 0.8, "清单问题": 0.7}
    villages = [str(one) for one in found["village"]]
    clickable.rows(heads, shown, "town-villages", lambda at: raising.ask(of_visit(portrait, villages[at])), first=0.24)
    panels.note("点村名，把查到的情况登记为问题。")


def _count(number: int) -> str:
    return f"{number} 个" if number else "—"
