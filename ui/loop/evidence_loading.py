"""核对结果 loaded from the list of evidence: what a filled list would change, and the button that enters it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from data import limits
from data.diagnosis import Diagnosis
from data.evidence_answers import Proposed, proposed, read_answers_apart
from data.evidence_checks import Check, EvidenceChecks
from data.evidence_ledger import Ledger
from ui import current, panels
from ui.intake import outcome
from ui.intake.receipt_card import findings_table
from ui.loop import evidence_list

TITLE = "导入核对结果"
SHOWN = 60
_BY = "evidence.load.by"
_HEADS = ["单位", "指标", "材料", "县里核对", "备注", "核对人"]


def show(diagnosis: Diagnosis, ledger: Ledger) -> None:
    """How it is done, the box for a filled list, and what it would change."""
    chosen = diagnosis.round
    if chosen.status != "open":
        panels.note(f"{chosen.name}已封存，不再核对。")
        return
    panels.note(
        f"在“{evidence_list.TITLE}”导出佐证材料目录，在上面填是否齐全、与实地是否一致、审核人和核对意见，再从这里导入。"
        "只登记改动过的行；只填审核人，就是认可单位自己的说法。目录里没有的材料，在末尾另起一行写指标编码和材料名称，核对版本留空。"
    )
    key = f"evidence.in.{current.current_store().revision()}"
    file = st.file_uploader("填好的佐证材料目录", key=key, max_upload_size=limits.limits().file_megabytes)
    if file is None:
        return
    limits.adopt(current.current_store())
    read = read_answers_apart(file.getvalue(), file.name, diagnosis.scheme.code, chosen.name)
    name, button = st.columns([1, 2], vertical_alignment="bottom")
    with name:
        outcome.ask_name(_BY, "核对人", inline=True)
    by, towns = str(st.session_state.get(_BY) or ""), diagnosis.roster.town_names
    found = proposed(read, ledger.documents, by, diagnosis.scheme, towns)
    act = partial(outcome.attempt, partial(_enter, chosen.name, file.name, found.checks))
    many = len(found.checks)
    button.button(f"登记核对（{many} 件）", type="primary", disabled=not many, on_click=act)
    _preview(found)


def _preview(found: Proposed) -> None:
    if found.findings:
        st.html(findings_table(found.findings))
    if not found.checks:
        panels.note("没有要登记的核对。")
        return
    panels.sheet(_HEADS, [_row(one) for one in found.checks[:SHOWN]])
    if len(found.checks) > SHOWN:
        panels.note(f"共 {len(found.checks)} 件，上面是前 {SHOWN} 件。")


def _row(one: Check) -> list[str]:
    where, answer = one.document, one.answer
    said = evidence_list.said(answer.complete, answer.matches_field) if one.answered or not one.named else "未核"
    name = f"{where.name}（新列）" if one.named else where.name
    return [where.unit, where.indicator, name, said, answer.note, one.by or "经办人"]


def _enter(round_name: str, file_name: str, checks: Sequence[Check]) -> str:
    by = outcome.name_given(_BY, "核对人")
    named = [one if one.by else replace(one, by=by) for one in checks]
    EvidenceChecks(current.current_store()).check_all(round_name, named, by, file_name)
    return f"已登记 {len(named)} 件核对，否决灯和得分支撑已更新。"
