"""单项更正: one figure put right with a reason, the list of all corrections, and taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import spoken as spoken_time
from data.consistency import spoken
from data.corrections import Slot, checked, counting, figures_of
from data.counted_figures import CountedFigures
from data.round_sources import RoundSources
from data.store import Counting, StoreError
from data.templates.forms import labelled
from scoring.scheme import COUNTY, COUNTY_ITSELF, Scheme
from ui import clickable, current
from ui.consistency.sources_sheet import sources_sheet
from ui.intake import outcome
from ui.panels import note, sheet_html

VIEW, TITLE = "consistency-view", "单项更正"

_UNIT, _ITEM, _INPUT, _SAMPLE = (f"correct.{name}" for name in ("unit", "item", "input", "sample"))
_BY, _REASON, _VALUE = "correct.by", "correct.reason", "correct.value"
_WHOLE = ""


def choose(slot: Slot) -> None:
    """Bring the form to the front with that figure chosen; from a callback."""
    keys = (_UNIT, _ITEM, _INPUT, _SAMPLE)
    st.session_state.update(zip(keys, slot, strict=True))
    clickable.open_view(VIEW, TITLE)


def show(sources: RoundSources) -> None:
    """The whole section."""
    scheme = sources.diagnosis.scheme
    slot = _chosen(sources, scheme)
    if slot is not None:
        _figure(sources, scheme, slot)
    _corrections(sources)


def _chosen(sources: RoundSources, scheme: Scheme) -> Slot | None:
    """The figure that is chosen: unit, item, input and, where villages are sampled, the village."""
    left, middle, right, last = st.columns([1, 2, 2, 1])
    unit = left.selectbox("单位", [*sources.diagnosis.units, COUNTY], key=_UNIT)
    villages = _villages(sources, unit)
    codes = list(dict.fromkeys([one.indicator.code for one in figures_of(scheme, unit)] + sorted(villages)))
    order = [one.code for one in (*scheme.indicators, *scheme.components) if one.code in codes]
    _keep(_ITEM, order)
    code = middle.selectbox("指标", order, key=_ITEM, format_func=lambda one: labelled(scheme.indicator(one)))
    indicator = scheme.indicator(code)
    named = {one.input.id: one.input for one in figures_of(scheme, unit) if one.indicator.code == code}
    named |= {one.id: one for one in indicator.inputs if one.sampled and code in villages}
    _keep(_INPUT, list(named))
    asked = right.selectbox("填报项", list(named), key=_INPUT, format_func=lambda one: named[one].name)
    if not named[asked].sampled:
        return Slot(unit, code, asked)
    _keep(_SAMPLE, villages[code])
    return Slot(unit, code, asked, last.selectbox("村", villages[code], key=_SAMPLE))


def _keep(key: str, options: list[str]) -> None:
    """Forget a choice that is no longer offered."""
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)


def _villages(sources: RoundSources, unit: str) -> dict[str, list[str]]:
    """The villages of the unit that were visited, by item."""
    rows = sources.every[(sources.every["unit"] == unit) & (sources.every["sample"] != "")]
    rows = rows[(rows["source"] != "自报") & (rows["sample"] != COUNTY_ITSELF)]
    return {str(code): sorted(set(names)) for code, names in rows.groupby("indicator")["sample"]}


def _figure(sources: RoundSources, scheme: Scheme, slot: Slot) -> None:
    """What is said of the figure, and the form to put it right."""
    rows = sources.of_item(slot.unit, slot.indicator)
    same = (rows["input"] == slot.input) & (rows["sample"] == slot.sample)
    asked = scheme.indicator(slot.indicator).input(slot.input)
    seen = counting(rows, slot)
    if same.any():
        st.html(sources_sheet(sources, rows[same], asked.yes_no))
    else:
        note("还没有任何来源报过这个数。")
    if sources.diagnosis.round.status != "open":
        note(f"{sources.diagnosis.round.name}已封存，不能更正。")
        return
    key = ".".join(slot)
    with st.form(f"correct.form.{key}", clear_on_submit=False):
        unit = "是 / 否" if asked.yes_no else asked.unit
        left, right = st.columns([1, 2])
        left.text_input(f"更正为（{unit}；没有这项任务填“不适用”）", key=f"{_VALUE}.{key}", max_chars=60)
        right.text_input("原因（写明依据）", key=f"{_REASON}.{key}", max_chars=outcome.LONG)
        with left:
            outcome.ask_name(f"{_BY}.{key}", "更正人")
        act = partial(_correct, sources.diagnosis.round.name, scheme, sources.diagnosis.values, slot, seen)
        st.form_submit_button("更正", on_click=partial(outcome.attempt, act), type="primary")
    note("更正优先于清单计数、抽查、核定和自报，原来的数都保留；谁在什么时候改的、改前改后是多少，都记入日志。")


def _correct(round_name: str, scheme: Scheme, values: pd.DataFrame, slot: Slot, seen: Counting) -> str:
    """Check what was typed and let it count."""
    key = ".".join(slot)
    by = outcome.name_given(f"{_BY}.{key}", "更正人")
    found = checked(scheme, values, slot, str(st.session_state[f"{_VALUE}.{key}"]))
    if found.right is None:
        raise StoreError(found.refusal)
    store, reason = current.current_store(), str(st.session_state[f"{_REASON}.{key}"])
    counted = CountedFigures.of(store, scheme, round_name).rows
    store.correct(round_name, found.right, reason, seen, by, counted=counted)
    yes_no = scheme.indicator(slot.indicator).input(slot.input).yes_no
    now = spoken(found.right.status, found.right.value, yes_no)
    said = f"{slot.unit}{slot.sample} {slot.indicator} 已更正为 {now}，得分和排名已更新。"
    return f"{said}请留意：{found.doubts}" if found.doubts else said


def _corrections(sources: RoundSources) -> None:
    """Every correction of the round, the latest first, and the way back."""
    st.markdown("**更正记录**")
    made = sources.corrections
    if made.empty:
        note("本轮没有更正过单项数。")
        return
    rows = made.iloc[::-1].to_dict("records")
    heads = ["编号", "时间", "单位", "指标", "填报项", "改前", "改后", "原因", "更正人", "状态"]
    st.html(sheet_html(heads, [_line(sources.diagnosis.scheme, row) for row in rows]))
    current_ones = [row for row in rows if row["current"]]
    if current_ones and sources.diagnosis.round.status == "open":
        _withdrawal(current_ones)


def _line(scheme: Scheme, row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    known = row["indicator"] in scheme
    names = {one.id: one for one in scheme.indicator(row["indicator"]).inputs} if known else {}
    asked = names.get(row["input"])
    yes_no = asked is not None and asked.yes_no
    return [
        (str(row["correction"]), "right"), (spoken_time(row["corrected_at"]), "whole"),
        (f"{row['unit']} {row['sample']}".strip(), "name"), (row["indicator"], "whole"),
        (asked.name if asked else row["input"], ""), (_before(row["before"], yes_no), ""),
        (spoken(row["status"], row["value"], yes_no), "right"), (row["reason"], ""), (row["by"], ""), (_state(row), ""),
    ]  # fmt: skip


def _before(before: Mapping[str, Any], yes_no: bool) -> str:
    if not before:
        return "未填报"
    value = float("nan") if before["value"] is None else float(before["value"])
    return f"{spoken(before['status'], value, yes_no)}（{before['source']}）"


def _state(row: Mapping[Any, Any]) -> str:
    if not pd.isna(row["withdrawn_at"]):
        return f"已由{row['withdrawn_by']}撤回：{row['withdrawn_reason']}"
    return "现行" if row["current"] else "已被后来的更正替换"


def _withdrawal(rows: list[dict[Any, Any]]) -> None:
    named = {row["correction"]: f"第 {row['correction']} 号　{row['unit']}　{row['indicator']}" for row in rows}
    with st.expander("撤回一项更正"), st.form("correct.withdraw", border=False):
        note("撤回后，原来的数重新生效；撤回也留有记录。")
        st.selectbox("更正", list(named), format_func=named.__getitem__, key="correct.withdraw.number")
        outcome.ask_name("correct.withdraw.by", "撤回人")
        st.text_input("原因", key="correct.withdraw.reason", max_chars=outcome.LONG)
        st.form_submit_button("撤回", on_click=partial(outcome.attempt, _withdraw))


def _withdraw() -> str:
    by = outcome.name_given("correct.withdraw.by", "撤回人")
    number, reason = int(st.session_state["correct.withdraw.number"]), str(st.session_state["correct.withdraw.reason"])
    current.current_store().withdraw_correction(number, reason, by)
    return f"已撤回第 {number} 号更正，得分和排名已更新。"
