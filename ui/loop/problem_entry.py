"""登记问题: entering a problem on the page."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from data.problem_book import ProblemBook
from data.store import Round
from data.templates.forms import SEVERITIES, SOURCES
from scoring import Scheme
from ui import current, overview
from ui.intake import outcome

TEXTS = {
    "village": ("村", "如：上坝村"),
    "place": ("点位", "如：村口公厕"),
    "category": ("问题类别", "如：户厕"),
    "responsible_unit": ("责任单位", "如：石桥镇"),
    "responsible_person": ("责任人", "如：分管副镇长"),
    "leader": ("责任领导", "挂点领导"),
}


def show(chosen: Round, scheme: Scheme) -> None:
    """The form."""
    items = {f"{one.code} {one.name}": one.code for one in scheme.indicators}
    with st.form("problem.new", border=False):
        _ask_where(items)
        st.text_area("问题描述", key="problem.description", max_chars=500, height=80)
        _ask_texts()
        found, due, severity, name = st.columns(4)
        found.date_input("发现日期", value=overview.today(), key="problem.found_on", format="YYYY-MM-DD")
        due.date_input("整改时限", value=_still_ahead(chosen.rectify_by), key="problem.due_on", format="YYYY-MM-DD")
        severity.selectbox("严重程度", SEVERITIES, key="problem.severity")
        with name:
            outcome.ask_name("problem.by", "登记人")
        st.form_submit_button(
            "登记", type="primary", on_click=partial(outcome.attempt, partial(_enter, chosen, scheme, items))
        )


def _still_ahead(day: date | None) -> date | None:
    """The round's day of rectification, unless it has passed."""
    return day if day and day >= overview.today() else None


def _ask_where(items: dict[str, str]) -> None:
    source, town, item = st.columns([1, 1, 2])
    source.selectbox("来源", SOURCES, index=None, placeholder="请选择", key="problem.source")
    town.selectbox("镇", current.roster().town_names, index=None, placeholder="请选择", key="problem.town")
    item.selectbox("关联指标", list(items), index=None, placeholder="可不选", key="problem.item")


def _ask_texts() -> None:
    places = st.columns(3) + st.columns(3)
    for column, (name, (label, example)) in zip(places, TEXTS.items(), strict=True):
        column.text_input(label, key=f"problem.{name}", placeholder=example, max_chars=60)


def _enter(chosen: Round, scheme: Scheme, items: dict[str, str]) -> str:
    by = outcome.name_given("problem.by", "登记人")
    asked = ("source", "town", "description", "severity", "found_on", "due_on", *TEXTS)
    given = {name: st.session_state.get(f"problem.{name}") for name in asked}
    texts = {name: told or "" for name, told in given.items() if name not in ("found_on", "due_on")}
    code = items.get(st.session_state.get("problem.item") or "", "")
    rigid = scheme.indicator(code).rigid is not None if code else None
    fields = {**given, **texts, "indicator": code, "rigid": rigid}
    number = ProblemBook(current.current_store()).enter(chosen.name, fields, by)
    for name in ("description", "village", "place"):
        st.session_state[f"problem.{name}"] = ""
    return f"已登记第 {number} 号问题。"
