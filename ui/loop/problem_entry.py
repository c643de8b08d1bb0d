"""登记问题: entering a problem on the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from data.county_itself import town_words
from data.problem_book import KnownProblemError, ProblemBook
from data.problem_tallies import ProblemLedger
from data.problems import Problem
from data.raised_problems import Raised
from data.store import Round
from data.templates.forms import SEVERITIES, SOURCES
from scoring import COUNTY, Scheme
from ui import current, escape, overview, panels
from ui.intake import outcome
from ui.labels import beginning
from ui.loop import raising

TEXTS = {
    "village": ("村", "如：上坝村"),
    "place": ("点位", "如：村口公厕"),
    "category": ("问题类别", "如：户厕"),
    "responsible_unit": ("责任单位", "如：石桥镇"),
    "responsible_person": ("责任人", "如：分管副镇长"),
    "leader": ("责任领导", "挂点领导"),
}


KNOWN, ORIGINS = "problem.known", {"loss": "失分", "figure": "存疑的数", "visit": "暗访"}
ALIKE = 5
"""So many problems that may be the same are named."""


def show(chosen: Round, scheme: Scheme, ledger: ProblemLedger) -> None:
    """The form, after what it was opened for."""
    _say_raised(ledger)
    _say_known(ledger)
    items = {f"{one.code} {one.name}": one.code for one in scheme.indicators}
    with st.form("problem.new", border=False):
        _ask_where(items)
        st.text_area("问题描述", key="problem.description", max_chars=outcome.LONG, height=80)
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


def _say_raised(ledger: ProblemLedger) -> None:
    """What the form was opened for, and what hangs on the same item already."""
    raised: Raised | None = st.session_state.get(raising.RAISED)
    if raised is None:
        return
    where = f"{town_words(raised.town)}{raised.village}"
    panels.note(f"由{ORIGINS[raised.origin]}登记：{where} {raised.indicator}。内容已填好，可以修改。")
    alike = raised.alike(ledger.problems)
    if alike:
        panels.note(f"{where}这一项已有 {len(alike)} 个未销号的问题，请先看是不是同一个：")
    with st.container(horizontal=True):
        for one in alike[:ALIKE]:
            _way_to(one, "alike")


def _say_known(ledger: ProblemLedger) -> None:
    """The way to the problem as which the last one was known again."""
    known = ledger.one(int(st.session_state.pop(KNOWN, 0)))
    if known is not None:
        _way_to(known, "known")


def _way_to(one: Problem, name: str) -> None:
    label = escape.markdown(f"打开第 {one.id} 号：{beginning(one.description, 20)}")
    st.button(label, key=f"problem.{name}.{one.id}", on_click=_open, args=(one.id,))


def _open(number: int) -> None:
    st.session_state[raising.OPENED] = number


def _still_ahead(day: date | None) -> date | None:
    """The round's day of rectification, unless it has passed."""
    return day if day and day >= overview.today() else None


def _ask_where(items: dict[str, str]) -> None:
    source, town, item = st.columns([1, 1, 2])
    source.selectbox("来源", SOURCES, index=None, placeholder="请选择", key="problem.source")
    towns = (*current.roster().town_names, COUNTY)
    town.selectbox("镇", towns, index=None, placeholder="请选择", format_func=town_words, key="problem.town")
    item.selectbox("关联指标", list(items), index=None, placeholder="可不选", key="problem.item")


def _ask_texts() -> None:
    places = st.columns(3) + st.columns(3)
    for column, (name, (label, example)) in zip(places, TEXTS.items(), strict=True):
        column.text_input(label, key=f"problem.{name}", placeholder=example, max_chars=outcome.SHORT)


def _enter(chosen: Round, scheme: Scheme, items: dict[str, str]) -> str:
    by = outcome.name_given("problem.by", "登记人")
    asked = ("source", "town", "description", "severity", "found_on", "due_on", *TEXTS)
    given = {name: st.session_state.get(f"problem.{name}") for name in asked}
    texts = {name: told or "" for name, told in given.items() if name not in ("found_on", "due_on")}
    code = items.get(st.session_state.get("problem.item") or "", "")
    rigid = scheme.indicator(code).rigid is not None if code else None
    fields = {**given, **texts, "indicator": code, "rigid": rigid}
    number = _number(chosen, fields, by)
    for name in ("description", "village", "place"):
        st.session_state[f"problem.{name}"] = ""
    st.session_state.pop(raising.RAISED, None)
    return f"已登记第 {number} 号问题。{_strange_village(str(texts['town']), str(texts['village']).strip())}"


def _strange_village(town: str, village: str) -> str:
    """A word when the roster knows the town's villages and this is none: it would stand apart from them everywhere."""
    known = current.roster().villages_of(town)
    return f"名册里{town}没有“{village}”，请核对村名。" if village and known and village not in known else ""


def _number(chosen: Round, fields: Mapping[str, Any], by: str) -> int:
    """Enter the problem. What it was raised from is its origin as long as it is of that town and item."""
    raised: Raised | None = st.session_state.get(raising.RAISED)
    meant = raised is not None and (raised.town, raised.indicator) == (fields["town"], fields["indicator"])
    origin = raised.origin if raised is not None and meant else "page"
    try:
        return ProblemBook(current.current_store()).enter(chosen.name, fields, by, origin)
    except KnownProblemError as known:
        st.session_state[KNOWN] = known.number
        raise
