"""One document: what is required, what the unit says, what the office has found so far, and the form to check it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import spoken
from data.diagnosis import Diagnosis
from data.evidence_checks import Answer, Document, EvidenceChecks
from data.evidence_documents import UNLISTED
from data.evidence_ledger import Ledger
from ui import current, escape, explanation, panels
from ui.intake import outcome

YES, NO, LEFT = "是", "否", "按单位自报"
_ANSWERS = {YES: True, NO: False, LEFT: None}
_ASKED, _DONE = "evidence.asked", "evidence.done"


def ask(unit: str, indicator: str, document: str) -> None:
    """Open the document at the end of this run."""
    st.session_state[_ASKED] = (unit, indicator, document)


def show_asked(diagnosis: Diagnosis, ledger: Ledger) -> None:
    """Show the document that was asked for, once."""
    asked = st.session_state.pop(_ASKED, None)
    table = ledger.documents
    rows = table[(table[["unit", "indicator", "document"]] == list(asked)).all(axis=1)] if asked else table.head(0)
    if len(rows):
        one = rows.iloc[0].to_dict()
        title = escape.markdown(f"{one['unit']}　{one['indicator']}　{one['document']}")
        st.dialog(title, width="large")(_show)(diagnosis, ledger, one)


def _show(diagnosis: Diagnosis, ledger: Ledger, one: Mapping[Any, Any]) -> None:
    if st.session_state.pop(_DONE, False):
        st.rerun()
    outcome.say("evidence-outcome")
    panels.sheet(["项目", "内容"], _facts(diagnosis, ledger, one))
    if diagnosis.round.status != "open":
        panels.note(f"{diagnosis.round.name}已封存，不再核对。")
    else:
        _form(diagnosis, one)
    _history(diagnosis, one)
    with st.container(horizontal=True):
        if one["sha256"]:
            fetch = partial(current.current_store().original, one["sha256"])
            label = escape.markdown(f"下载原件：{one['file']}")
            st.download_button(label, fetch, one["file"], key="evidence.original", on_click="ignore")
        st.button("看这一项的得分说明", key="evidence.explain", on_click=partial(_explain, one))


def _facts(diagnosis: Diagnosis, ledger: Ledger, one: Mapping[Any, Any]) -> list[list[str]]:
    item = diagnosis.scheme.indicator(one["indicator"])
    own = "、".join(filter(None, (one["kind"], one["reference"], one["issued_by"], one["checked_by"])))
    place = " ".join(filter(None, (one["file"], one["sheet"], one["cell"])))
    facts = {
        "考核内容": f"{item.name}（{f'刚性：{item.rigid}，' if item.rigid else ''}牵头单位：{item.lead or '未定'}）",
        "方案是否要求": "要求" if one["required"] else "没有要求，单位另列的",
        "单位写的名称": one["named"] or "没有列",
        "类型、文号、单位、审核人": own or "没有填",
        "单位自报": f"是否齐全：{_word(one['said_complete'])}；与实地是否一致：{_word(one['said_matches'])}",
        "现况": f"{one['state']}{'，还缺：' + one['lacking'] if one['lacking'] else ''}",
        "出处": place or "没有",
    }
    others = _unmatched(ledger, one)
    if others:
        facts["没有对上的另列材料"] = others
    return [list(fact) for fact in facts.items()]


def _unmatched(ledger: Ledger, one: Mapping[Any, Any]) -> str:
    """What the unit names for the item that fits nothing required, where this document is not named."""
    table = ledger.documents
    if one["state"] != UNLISTED:
        return ""
    same = (table["unit"] == one["unit"]) & (table["indicator"] == one["indicator"]) & ~table["required"]
    return "、".join(table.loc[same, "document"])


def _form(diagnosis: Diagnosis, one: Mapping[Any, Any]) -> None:
    key = f"evidence.check.{one['unit']}.{one['indicator']}.{one['document']}.{one['check']}"
    with st.form(key, clear_on_submit=False):
        left, right = st.columns(2)
        left.radio("县里核对：是否齐全", list(_ANSWERS), index=2, horizontal=True, key=f"{key}.complete")
        right.radio("县里核对：与实地是否一致", list(_ANSWERS), index=2, horizontal=True, key=f"{key}.matches")
        note, who = st.columns([2, 1])
        note.text_input("备注", key=f"{key}.note", max_chars=outcome.LONG, placeholder="如：缺公章；台账比现场少 3 户")
        with who:
            outcome.ask_name(f"{key}.by", "核对人")
        act = partial(_check, diagnosis.round.name, one, key)
        st.form_submit_button("保存核对", type="primary", on_click=partial(outcome.attempt, act))
    panels.note("县里的核对优先于单位自报，否决灯、佐证支撑和完整率随之重算；以前的核对都保留。")


def _check(round_name: str, one: Mapping[Any, Any], key: str) -> str:
    by = outcome.name_given(f"{key}.by", "核对人")
    complete, matches = (_ANSWERS[st.session_state[f"{key}.{name}"]] for name in ("complete", "matches"))
    document = Document(one["unit"], one["indicator"], one["document"])
    answer = Answer(complete, matches, str(st.session_state[f"{key}.note"] or ""))
    EvidenceChecks(current.current_store()).check(round_name, document, answer, by, int(one["check"]))
    st.session_state[_DONE] = True
    return f"已核对：{one['unit']} {one['indicator']} {one['document']}，否决灯和得分支撑已更新。"


def _history(diagnosis: Diagnosis, one: Mapping[Any, Any]) -> None:
    document = Document(one["unit"], one["indicator"], one["document"])
    made = EvidenceChecks(current.current_store()).history(diagnosis.round.name, document)
    if made.empty:
        return
    st.markdown("**核对记录**")
    rows = [
        [spoken(row["at"]), row["by"], _word(row["complete"]), _word(row["matches_field"]), row["note"]]
        for row in made.iloc[::-1].to_dict("records")
    ]
    panels.sheet(["时间", "核对人", "是否齐全", "与实地是否一致", "备注"], rows)


def _word(cell: Any) -> str:
    return "没有说" if pd.isna(cell) else YES if cell else NO


def _explain(one: Mapping[Any, Any]) -> None:
    """Close this and open how the score came about."""
    explanation.ask(one["unit"], one["indicator"])
    st.session_state[_DONE] = True
