"""申诉: entering an appeal, answering it, and the register."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.appeals import PENDING, WORDS, Appeal, AppealBook
from data.clock import spoken
from data.diagnosis import Diagnosis
from scoring import COUNTY, Scheme
from ui import current, escape, panels
from ui.consistency import correcting
from ui.intake import outcome

HEADS = ("编号", "申诉单位", "所涉单位", "指标", "申诉理由", "要求", "申诉人", "结论", "答复")
KINDS = ("", "name", "name", "name", "", "name", "name", "whole", "")
ACCEPT, DECLINE = "采纳", "不采纳"


def show(diagnosis: Diagnosis, appeals: Sequence[Appeal], frozen: bool) -> None:
    """The register, the answers that are due, and the form for a new appeal."""
    if appeals:
        rows = [list(zip(_row(diagnosis.scheme, one), KINDS, strict=True)) for one in appeals]
        st.html(panels.sheet_html(HEADS, rows))
    else:
        panels.note("本轮还没有申诉。")
    if frozen:
        panels.note("本轮已封存，不再登记和答复申诉。")
        return
    for one in appeals:
        if one.state == PENDING:
            _ask_answer(diagnosis.scheme, one)
    with st.expander("登记申诉", expanded=not appeals):
        _ask_appeal(diagnosis)


def _row(scheme: Scheme, one: Appeal) -> list[str]:
    answered = f"{one.answer}（{one.answered_by}，{spoken(one.answered_at)}）" if one.answered_at else ""
    return [
        str(one.number), one.unit, one.town, _item(scheme, one.indicator), one.claim, one.wanted,
        f"{one.by}，{spoken(one.at)}", WORDS[one.state], answered,
    ]  # fmt: skip


def _item(scheme: Scheme, code: str) -> str:
    return f"{code} {scheme.indicator(code).name}" if code in scheme else code


def _ask_answer(scheme: Scheme, one: Appeal) -> None:
    key = f"appeal.{one.number}.{one.version}"
    said = f"答复第 {one.number} 件：{one.town}，{_item(scheme, one.indicator)}"
    with st.expander(escape.markdown(said)), st.form(key, border=False):
        st.radio("结论", [ACCEPT, DECLINE], horizontal=True, key=f"{key}.accepted")
        st.text_area("答复意见", key=f"{key}.words", max_chars=outcome.LONG, height=80)
        outcome.ask_name(f"{key}.by", "答复人")
        st.form_submit_button("答复", on_click=partial(outcome.attempt, partial(_answer, one, key)))
    panels.note(f"采纳后，请到“台账一致性”的“{correcting.TITLE}”改正所涉的数，得分随之重算。")


def _answer(one: Appeal, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "答复人")
    accepted = st.session_state[f"{key}.accepted"] == ACCEPT
    AppealBook(current.current_store()).answer(one.number, one.version, accepted, st.session_state[f"{key}.words"], by)
    return f"已答复第 {one.number} 件申诉：{ACCEPT if accepted else DECLINE}。"


def _ask_appeal(diagnosis: Diagnosis) -> None:
    towns, departments = list(diagnosis.units), list(diagnosis.roster.departments)
    items = {f"{one.code} {one.name}": one.code for one in diagnosis.scheme.indicators}
    with st.form("appeal.new", border=False, clear_on_submit=False):
        unit, town, item = st.columns([1, 1, 2])
        unit.selectbox("申诉单位", [*towns, *departments], index=None, placeholder="请选择", key="appeal.unit")
        town.selectbox("所涉单位", [*towns, COUNTY], index=None, placeholder="请选择", key="appeal.town")
        item.selectbox("指标", list(items), index=None, placeholder="请选择", key="appeal.item")
        st.text_area("申诉理由", key="appeal.claim", max_chars=outcome.LONG, height=80)
        st.text_input("要求", key="appeal.wanted", max_chars=outcome.LONG, placeholder="如：问题厕所按 0 座计")
        outcome.ask_name("appeal.by", "申诉人")
        st.form_submit_button(
            "登记", type="primary", on_click=partial(outcome.attempt, partial(_file, diagnosis.round.name, items))
        )


def _file(round_name: str, items: dict[str, str]) -> str:
    asked = {
        name: str(st.session_state[f"appeal.{name}"] or "") for name in ("unit", "town", "item", "claim", "wanted")
    }
    by = outcome.name_given("appeal.by", "申诉人")
    number = AppealBook(current.current_store()).file(
        round_name, asked["unit"], asked["town"] or asked["unit"], items.get(asked["item"], ""), asked["claim"],
        asked["wanted"], by,
    )  # fmt: skip
    for name in ("claim", "wanted"):
        st.session_state[f"appeal.{name}"] = ""
    return f"已登记第 {number} 件申诉。"
