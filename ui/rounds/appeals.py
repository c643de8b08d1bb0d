"""申诉: entering an appeal, answering it, and the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from charts.text import interval
from data.appeals import ACCEPTED, PENDING, WORDS, Appeal, AppealBook
from data.clock import spoken as spoken_time
from data.consistency import spoken
from data.diagnosis import Diagnosis
from data.store import StoreError
from scoring import COUNTY, Scheme
from ui import current, escape, panels
from ui.consistency import correcting
from ui.intake import outcome

HEADS = ("编号", "申诉单位", "指标", "申诉理由和要求", "结论和答复", "改分")
KINDS = ("number", "name", "name", "", "", "")
ACCEPT, DECLINE = "采纳", "不采纳"


def show(diagnosis: Diagnosis, appeals: Sequence[Appeal], frozen: bool) -> None:
    """The register, the answers that are due, and the form for a new appeal."""
    if appeals:
        made = current.current_store().corrections(diagnosis.round.name)
        rows = [list(zip(_row(diagnosis, one, made), KINDS, strict=True)) for one in appeals]
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


def _row(diagnosis: Diagnosis, one: Appeal, made: pd.DataFrame) -> list[str]:
    about = "" if one.town == one.unit else f"（对{one.town}的得分）"
    wanted = f"；要求：{one.wanted}" if one.wanted else ""
    answered = f"：{one.answer}（{one.answered_by}，{spoken_time(one.answered_at)}）" if one.answered_at else ""
    return [
        str(one.number), f"{one.unit}{about}", _item(diagnosis.scheme, one.indicator),
        f"{one.claim.rstrip('。；')}{wanted}（{one.by}，{spoken_time(one.at)}）", f"{WORDS[one.state]}{answered}",
        _put_right(diagnosis, one, made),
    ]  # fmt: skip


def _put_right(diagnosis: Diagnosis, one: Appeal, made: pd.DataFrame) -> str:
    """«问题厕所数改为 0；本项现得 1.80 分»: what was corrected of the item since the appeal came, and its score now."""
    since = made[(made["unit"] == one.town) & (made["indicator"] == one.indicator) & (made["corrected_at"] >= one.at)]
    told = [_corrected(diagnosis.scheme, row) for row in since.to_dict("records")]
    if not told and one.state == ACCEPTED:
        told = ["采纳后还没有更正"]
    score = _score(diagnosis, one.town, one.indicator)
    return "；".join([*told, *([f"本项现得 {score} 分"] if score else [])])


def _corrected(scheme: Scheme, row: Mapping[Any, Any]) -> str:
    asked = scheme.indicator(row["indicator"]).input(row["input"])
    return f"{row['sample']}{asked.name}改为 {spoken(row['status'], row['value'], asked.yes_no)}"


def _score(diagnosis: Diagnosis, unit: str, code: str) -> str:
    """What the unit has got in that item; "" where it is not scored for the unit."""
    table = (diagnosis.county if unit == COUNTY else diagnosis.towns).table()
    found = table[(table["unit"] == unit) & (table["indicator"] == code)]
    return interval(float(found["low"].iloc[0]), float(found["high"].iloc[0])) if len(found) else ""


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
    scheme = diagnosis.scheme
    items = {f"{one.code} {one.name}": one.code for one in (*scheme.indicators, *scheme.components)}
    with st.form("appeal.new", border=False, clear_on_submit=False):
        unit, town, item = st.columns([1, 1, 2])
        unit.selectbox("申诉单位", [*towns, *departments], index=None, placeholder="请选择", key="appeal.unit")
        town.selectbox("所涉单位", [*towns, COUNTY], index=None, placeholder="请选择", key="appeal.town")
        item.selectbox("指标", list(items), index=None, placeholder="请选择", key="appeal.item")
        st.text_area("申诉理由", key="appeal.claim", max_chars=outcome.LONG, height=80)
        st.text_input("要求", key="appeal.wanted", max_chars=outcome.LONG, placeholder="如：问题厕所按 0 座计")
        outcome.ask_name("appeal.by", "申诉人")
        st.form_submit_button(
            "登记", type="primary", on_click=partial(outcome.attempt, partial(_file, diagnosis, items))
        )


def _file(diagnosis: Diagnosis, items: dict[str, str]) -> str:
    asked = {
        name: str(st.session_state[f"appeal.{name}"] or "") for name in ("unit", "town", "item", "claim", "wanted")
    }
    by, town, code = (
        outcome.name_given("appeal.by", "申诉人"),
        asked["town"] or asked["unit"],
        items.get(asked["item"], ""),
    )
    if town and code and not _score(diagnosis, town, code):
        raise StoreError(f"{asked['item']}没有{town}的得分，请核对“所涉单位”：只按全县计分的指标，请选“{COUNTY}”。")
    number = AppealBook(current.current_store()).file(
        diagnosis.round.name, asked["unit"], town, code, asked["claim"], asked["wanted"], by
    )
    for name in ("claim", "wanted"):
        st.session_state[f"appeal.{name}"] = ""
    return f"已登记第 {number} 件申诉。"
