"""会上存疑: what was disputed at the meeting, and what becomes of it: a problem, an appeal, or nothing for a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from data.appeals import AppealBook
from data.clock import spoken
from data.county_itself import town_words
from data.pins import APPEAL, DISMISSED, OPEN, OUTCOME_WORDS, PROBLEM, Pin, PinBook
from data.problem_book import ProblemBook
from reports.material import Material
from scoring import COUNTY, Scheme
from ui import current, escape, overview, panels
from ui.intake import outcome

SOURCE = "县级模拟考核"
HEADS = ("编号", "页", "数", "会上怎么说", "标记", "结果")


def say_waiting(kept: Sequence[Pin]) -> None:
    """How many pins wait, whichever view is open."""
    waiting = sum(one.outcome == OPEN for one in kept)
    if waiting:
        panels.note(f"会上存疑 {waiting} 条待办理。")


def show(kept: Sequence[Pin], material: Material) -> None:
    """The pins that wait, each with its form, and those that are settled."""
    waiting = [one for one in kept if one.outcome == OPEN]
    if not kept:
        panels.note("会上还没有标记。汇报时有人质疑某个数，按 M 标记，会后在这里办理。")
    if waiting and material.frozen:
        panels.note("本轮已封存，不再受理申诉：会上存疑的数可以登记为问题，或写明无需处理的原因。")
    for one in waiting:
        with st.expander(escape.markdown(f"第 {one.number} 条　{one.disputed.slide}　{one.disputed.shown}")):
            _ask(one, material)
    settled = [one for one in kept if one.outcome != OPEN]
    if settled:
        st.subheader("已办理")
        panels.sheet(HEADS, [_row(one) for one in settled])


def _row(one: Pin) -> list[str]:
    number = f"（第 {one.outcome_number} 号）" if one.outcome_number else ""
    settled = f"{one.settled_by}，{spoken(one.settled_at)}" if one.settled_at else one.settled_by
    result = f"{OUTCOME_WORDS[one.outcome]}{number}{one.reason and '：' + one.reason}（{settled}）"
    said = one.disputed
    return [str(one.number), said.slide, said.shown, said.note or "—", _marked(one), result]


def _marked(one: Pin) -> str:
    return "，".join(filter(None, (one.by, spoken(one.at))))


def _ask(one: Pin, material: Material) -> None:
    note = one.disputed.note or "没有写"
    panels.note(f"会上怎么说：{note}。标记：{_marked(one)}。指纹：{one.disputed.fingerprint}。")
    ways: dict[str, Callable[[Pin, Material, str], None]] = {"登记为问题": _ask_problem, "无需处理": _ask_nothing}
    if not material.frozen:
        ways = {"登记为问题": _ask_problem, "登记为申诉": _ask_appeal, "无需处理": _ask_nothing}
    key = f"pin.{one.number}.{one.version}"
    chosen = st.radio("怎么办", list(ways), horizontal=True, key=f"{key}.way")
    ways[chosen](one, material, key)


def _ask_problem(one: Pin, material: Material, key: str) -> None:
    with st.form(f"{key}.problem", border=False):
        town, item = st.columns([1, 2])
        towns = [*material.diagnosis.units, COUNTY]
        _choose(town, "镇", towns, _town(one, material), f"{key}.town", town_words)
        _choose(item, "关联指标", _items(material.diagnosis.scheme), _item(one, material), f"{key}.item")
        st.text_area("问题描述", _told(one), key=f"{key}.description", max_chars=outcome.LONG, height=80)
        unit, due, name = st.columns(3)
        unit.text_input("责任单位", key=f"{key}.responsible_unit", max_chars=outcome.SHORT)
        ahead = material.diagnosis.round.rectify_by
        ahead = ahead if ahead and ahead >= overview.today() else None
        due.date_input("整改时限", value=ahead, key=f"{key}.due_on", format="YYYY-MM-DD")
        with name:
            outcome.ask_name(f"{key}.by", "登记人")
        act = partial(_enter, one, material, key)
        st.form_submit_button("登记问题", type="primary", on_click=partial(outcome.attempt, act))


def _enter(one: Pin, material: Material, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "登记人")
    PinBook(current.current_store()).refuse_changed(one.number, one.version)
    scheme, code = material.diagnosis.scheme, _code(key)
    told = {name: st.session_state[f"{key}.{name}"] for name in ("town", "description", "responsible_unit", "due_on")}
    given = {
        **told, "town": told["town"] or "", "source": SOURCE, "found_on": overview.today(), "indicator": code,
        "rigid": scheme.indicator(code).rigid is not None if code else None,
    }  # fmt: skip
    store = current.current_store()
    number = ProblemBook(store).enter(material.diagnosis.round.name, given, by, origin="figure")
    PinBook(store).settle(one.number, one.version, PROBLEM, by, number)
    return f"第 {one.number} 条标记已登记为第 {number} 号问题。"


def _ask_appeal(one: Pin, material: Material, key: str) -> None:
    diagnosis = material.diagnosis
    towns, departments = list(diagnosis.units), list(diagnosis.roster.departments)
    with st.form(f"{key}.appeal", border=False):
        unit, town, item = st.columns([1, 1, 2])
        found = _town(one, material)
        _choose(unit, "申诉单位", [*towns, *departments], found, f"{key}.unit")
        _choose(town, "所涉单位", [*towns, COUNTY], found, f"{key}.town")
        _choose(item, "指标", _items(diagnosis.scheme), _item(one, material), f"{key}.item")
        st.text_area("申诉理由", _told(one), key=f"{key}.claim", max_chars=outcome.LONG, height=80)
        wanted, name = st.columns([2, 1])
        wanted.text_input("要求", key=f"{key}.wanted", max_chars=outcome.LONG, placeholder="如：问题厕所按 0 座计")
        with name:
            outcome.ask_name(f"{key}.by", "申诉人")
        act = partial(_file, one, material, key)
        st.form_submit_button("登记申诉", type="primary", on_click=partial(outcome.attempt, act))


def _file(one: Pin, material: Material, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "申诉人")
    PinBook(current.current_store()).refuse_changed(one.number, one.version)
    unit, town, claim, wanted = (str(st.session_state[f"{key}.{name}"] or "") for name in (
        "unit", "town", "claim", "wanted",
    ))  # fmt: skip
    store = current.current_store()
    number = AppealBook(store).file(
        material.diagnosis.round.name, unit, town or unit, _code(key), claim, wanted, by
    )  # fmt: skip
    PinBook(store).settle(one.number, one.version, APPEAL, by, number)
    return f"第 {one.number} 条标记已登记为第 {number} 件申诉。"


def _ask_nothing(one: Pin, _material: Material, key: str) -> None:
    with st.form(f"{key}.nothing", border=False):
        reason, name = st.columns([2, 1])
        reason.text_input("原因", key=f"{key}.reason", max_chars=outcome.LONG, placeholder="如：会上已当场说明")
        with name:
            outcome.ask_name(f"{key}.by", "经办人")
        st.form_submit_button("记为无需处理", on_click=partial(outcome.attempt, partial(_dismiss, one, key)))


def _dismiss(one: Pin, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "经办人")
    reason = str(st.session_state[f"{key}.reason"] or "")
    PinBook(current.current_store()).settle(one.number, one.version, DISMISSED, by, reason=reason)
    return f"第 {one.number} 条标记已记为无需处理。"


def _told(one: Pin) -> str:
    said = f"推进会上对“{one.disputed.shown}”有疑问"
    return f"{said}：{one.disputed.note}" if one.disputed.note else said


def _choose(
    place: st.delta_generator.DeltaGenerator, label: str, options: list[str], found: str, key: str,
    words: Callable[[str], str] = str,
) -> None:  # fmt: skip
    at = options.index(found) if found in options else None
    place.selectbox(label, options, index=at, placeholder="请选择", key=key, format_func=words)


def _town(one: Pin, material: Material) -> str:
    """The town that the slide or the number is about, "" when neither says."""
    known = list(material.diagnosis.units)
    return next((unit for unit in known if unit == one.disputed.town or unit in one.disputed.shown), "")


def _items(scheme: Scheme) -> list[str]:
    return [f"{item.code} {item.name}" for item in scheme.indicators]


def _item(one: Pin, material: Material) -> str:
    said = one.disputed
    for item in material.diagnosis.scheme.indicators:
        if item.code == said.indicator or item.code in said.shown or item.name in said.shown:
            return f"{item.code} {item.name}"
    return ""


def _code(key: str) -> str:
    return str(st.session_state[f"{key}.item"] or "").partition(" ")[0]
