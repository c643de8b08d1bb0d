"""逐件核对: the documents one by one, filtered, each to be opened and checked, and the list to take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import spoken
from data.diagnosis import Diagnosis
from data.evidence_catalogue import TITLE as CATALOGUE
from data.evidence_catalogue import catalogue_workbook
from data.evidence_documents import GOOD, STATES
from data.evidence_ledger import Ledger
from scoring import COUNTY
from ui import clickable, panels
from ui.loop import evidence_check

VIEW, TITLE = "evidence-view", "逐件核对"
ALL, TO_DO, EXTRA, UNCHECKED = "全部", "要处理的", "单位另列的", "县里没有核过的"
SHOWN = 60
"""So many stand on the page; the export has all."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNIT, _LEAD, _ITEM, _WHICH = (f"evidence.list.{name}" for name in ("unit", "lead", "item", "which"))
_HEADS = {"材料": 0, "单位": 0.8, "指标": 0.7, "现况": 1.1, "单位自报": 1.1, "县里核对": 1.9, "表内位置": 1.1}


def open_for(unit: str = ALL, lead: str = ALL) -> None:
    """Bring the list to the front with what is to be done by that unit or department; from a callback."""
    st.session_state.update({_UNIT: unit, _LEAD: lead, _ITEM: ALL, _WHICH: TO_DO})
    clickable.open_view(VIEW, TITLE)


def show(diagnosis: Diagnosis, ledger: Ledger) -> None:
    """The whole view."""
    found = _filtered(diagnosis, ledger.documents)
    _export(diagnosis, found)
    if found.empty:
        panels.note("按所选条件没有材料。")
        return
    if len(found) > SHOWN:
        panels.note(f"共 {len(found)} 件，下面是前 {SHOWN} 件；请选单位或指标，全部见导出的目录。")
    listed = found.head(SHOWN).reset_index(drop=True)
    shown = [_row(one) for one in listed.to_dict("records")]
    clickable.rows(_HEADS, shown, "evidence-documents", partial(_open, listed), 0.25)
    panels.note(
        "点材料名称核对。单位写的名称与方案要求的对不上时，两边都列出：应有的记“未列”，单位写的记“另列”；"
        "确是同一份的，在应有的那一件上核为齐全即可。"
    )


def _filtered(diagnosis: Diagnosis, table: pd.DataFrame) -> pd.DataFrame:
    """The documents by the filters, those to be dealt with first."""
    codes = list(dict.fromkeys(table["indicator"]))
    items = {code: diagnosis.scheme.indicator(code) for code in codes}
    leads = sorted({one.lead for one in items.values()})
    columns = st.columns(4)
    with columns[0]:
        unit = _chosen("单位", [ALL, *dict.fromkeys(table["unit"])], _UNIT, _unit_words)
    with columns[1]:
        lead = _chosen("牵头单位", [ALL, *leads], _LEAD)
    with columns[2]:
        item = _chosen(
            "指标", [ALL, *codes], _ITEM, lambda code: f"{code} {items[code].name}" if code in items else code
        )
    with columns[3]:
        which = _chosen("看哪些", [TO_DO, *STATES, EXTRA, UNCHECKED, ALL], _WHICH)
    same_unit, same_item = table["unit"].eq(unit) | (unit == ALL), table["indicator"].eq(item) | (item == ALL)
    kept = _kind(table, which) & same_unit & same_item
    if lead != ALL:
        kept &= table["indicator"].isin([code for code, one in items.items() if one.lead == lead])
    found: pd.DataFrame = table[kept]
    rigid = found["indicator"].map(lambda code: bool(items[code].rigid)).astype(bool)
    order = found.assign(place=found["state"].map(STATES.index), rigid=rigid)
    ordered: pd.DataFrame = order.sort_values(["rigid", "place"], ascending=[False, True], kind="stable")
    return ordered


def _chosen(label: str, options: Sequence[str], key: str, words: Callable[[str], str] = str) -> str:
    """A choice; what another round had to offer and this one has not is forgotten."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    return str(st.selectbox(label, options, key=key, format_func=words))


def _kind(table: pd.DataFrame, which: str) -> pd.Series:
    if which == TO_DO:
        return table["state"] != GOOD
    if which == EXTRA:
        return ~table["required"]
    if which == UNCHECKED:
        return ~table["checked"]
    return table["state"].eq(which) | (which == ALL)


def _unit_words(unit: str) -> str:
    return "县级部门" if unit == COUNTY else unit


def _export(diagnosis: Diagnosis, found: pd.DataFrame) -> None:
    name = diagnosis.round.name
    write = partial(catalogue_workbook, diagnosis.scheme, found.sort_index(), name)
    st.download_button(
        f"导出佐证材料目录（{len(found)} 件）", write, f"{name}-{CATALOGUE}.xlsx", XLSX,
        key="evidence.export", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    panels.note(
        "导出的目录一个单位一张表，版式与填报表里的“佐证目录”相同。县里在上面填核对结论，从“导入核对结果”导入；"
        "各镇要补列、改写材料的，放回自己的填报表，到“填报接收”重报。"
    )


def _row(one: Mapping[Any, Any]) -> list[str]:
    document = one["document"] if one["required"] else f"{one['document']}（另列）"
    lacking = f"，缺{one['lacking']}" if one["lacking"] else ""
    place = " ".join(part for part in (one["sheet"], one["cell"]) if part) or "—"
    return [
        document, _unit_words(one["unit"]), one["indicator"], f"{one['state']}{lacking}",
        said(one["said_complete"], one["said_matches"]), checked(one), place,
    ]  # fmt: skip


def said(complete: Any, matches: Any) -> str:
    """The unit's own two answers in words."""
    parts = [
        "" if pd.isna(complete) else "齐全" if complete else "不齐",
        "" if pd.isna(matches) else "与实地一致" if matches else "与实地不符",
    ]
    return "，".join(filter(None, parts)) or "没有说"


def checked(one: Mapping[Any, Any]) -> str:
    """Who checked it when, and that it has been sent anew since."""
    if not one["check"]:
        return "未核"
    again = not pd.isna(one["submitted_at"]) and one["submitted_at"] > one["check_at"]
    note = f"：{one['note']}" if one["note"] else ""
    back = "" if one["checked"] else "恢复单位自报，"
    return f"{back}{one['check_by']}，{spoken(one['check_at'])}{note}" + ("（核对后单位又重报）" if again else "")


def _open(listed: pd.DataFrame, place: int) -> None:
    row = listed.loc[place]
    evidence_check.ask(str(row["unit"]), str(row["indicator"]), str(row["document"]))
