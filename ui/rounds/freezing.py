"""封存: fixing a round before the meeting, and opening it again for a correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import streamlit as st

from data.appeals import PENDING, Appeal
from data.clock import spoken
from data.diagnosis import Diagnosis
from data.fingerprint import spoken as spoken_fingerprint
from data.freezing import Freeze, Freezer
from ui import current, escape, panels
from ui.intake import outcome
from ui.labels import number

HEADS = ("次序", "封存时间", "经办人", "指纹", "预测总分", "说明", "解除封存")


def frozen_now(freezes: Sequence[Freeze]) -> Freeze | None:
    """The freeze under which the round is; None while it is open."""
    return freezes[-1] if freezes and freezes[-1].reopened_at is None else None


def show(diagnosis: Diagnosis, freezes: Sequence[Freeze], appeals: Sequence[Appeal]) -> None:
    """What is frozen, and the form for the next step."""
    if freezes:
        panels.sheet(HEADS, [_row(one) for one in reversed(freezes)])
    if frozen_now(freezes):
        _ask_reopening(diagnosis.round.name)
    else:
        for doubt in doubts(diagnosis, appeals):
            st.warning(escape.markdown(doubt))
        _ask_freezing(diagnosis.round.name)
    panels.note(
        "封存把考核方案、全部数据和结果固定在一个指纹下：封存后不再收表、更正；同一指纹的页面和材料，数字必然相同。"
    )


def doubts(diagnosis: Diagnosis, appeals: Sequence[Appeal]) -> Iterator[str]:
    """What somebody should look at before the round is fixed; none of it forbids it."""
    missing = diagnosis.completeness[diagnosis.completeness["reported"] < diagnosis.completeness["expected"]]
    if len(missing):
        yield f"{'、'.join(missing['unit'])}还没有填齐，封存后按“数据未齐”计。"
    pending = [one for one in appeals if one.state == PENDING]
    if pending:
        yield f"还有 {len(pending)} 件申诉没有答复，封存后不能再答复。"
    if unknown := current.problem_ledger_of(diagnosis.round).not_taken_over():
        yield f"各镇问题清单里有{unknown}，还没有并入台账，请先到“问题销号”并入，否则各份材料的问题数会对不上。"


def _row(one: Freeze) -> list[str]:
    reopened = f"{spoken(one.reopened_at)} {one.reopened_by}：{one.reopened_reason}" if one.reopened_at else ""
    return [
        f"第 {one.number} 次", spoken(one.at), one.by, spoken_fingerprint(one.fingerprint), number(one.projected),
        one.reason, reopened,
    ]  # fmt: skip


def _ask_freezing(round_name: str) -> None:
    with st.form("freeze", border=False):
        st.text_input("说明（可不填）", key="freeze.reason", placeholder="如：推进会前定稿", max_chars=outcome.LONG)
        outcome.ask_name("freeze.by", "经办人")
        st.form_submit_button(
            f"封存{round_name}", type="primary", on_click=partial(outcome.attempt, partial(_freeze, round_name))
        )


def _freeze(round_name: str) -> str:
    by = outcome.name_given("freeze.by", "经办人")
    chosen = current.current_store().round(round_name)
    kept = Freezer(current.current_store()).freeze(
        lambda: current.known_diagnosis(chosen), by, st.session_state["freeze.reason"]
    )
    return f"已封存{round_name}，指纹 {spoken_fingerprint(kept.fingerprint)}。"


def _ask_reopening(round_name: str) -> None:
    with st.expander("解除封存（需要更正时）"), st.form("reopen", border=False):
        st.text_input("原因", key="reopen.reason", max_chars=outcome.LONG)
        outcome.ask_name("reopen.by", "经办人")
        st.form_submit_button("解除封存", on_click=partial(outcome.attempt, partial(_reopen, round_name)))


def _reopen(round_name: str) -> str:
    by = outcome.name_given("reopen.by", "经办人")
    Freezer(current.current_store()).reopen(round_name, by, st.session_state["reopen.reason"])
    return f"已解除{round_name}的封存。更正后请再次封存，原来的封存记录保留。"
