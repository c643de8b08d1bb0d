"""The head of 问题销号 and how far things are: by town, department, source and theme, and the hot villages."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.problem_book import ProblemBook
from data.problem_tallies import ProblemLedger, hot_villages, ledger_table, standing, tally
from data.store import Round
from scoring import Scheme
from ui import current, escape, panels
from ui.intake import outcome
from ui.labels import days_left, percent

SWITCH = {"按镇": "town", "按责任单位": "responsible_unit", "按来源": "source", "按主题": "theme"}
HEADS = ("问题", "已销号", "销号率", "待核验", "7 天内到期", "逾期", "刚性未销号")
VILLAGE_HEADS = ("镇", "村", "未销号", "逾期", "刚性")


def table_of(ledger: ProblemLedger, scheme: Scheme, today: date) -> pd.DataFrame:
    """The ledger as a table: columns of ``data.problem_tallies.COLUMNS``."""
    return ledger_table(ledger, scheme, current.roster(), today)


def headline(table: pd.DataFrame, chosen: Round, ledger: ProblemLedger, today: date) -> None:
    """«问题 42 个：已销号 20，逾期 3；刚性 5 个未销号；距整改时限还有 13 天。»"""
    rows = standing(table)
    if rows.empty:
        waiting = len(ledger.pending.new)
        said = f"清单上有 {waiting} 个问题，还没有并入台账。" if waiting else "台账里还没有问题。"
        panels.headline(said, "open")
        panels.note("可以把各镇问题清单并入台账，也可以在“登记问题”里逐个登记。")
        return
    closed, overdue = int(rows["closed"].sum()), int(rows["overdue"].sum())
    rigid = int((rows["rigid"].astype(bool) & rows["counts"].astype(bool)).sum())
    hanging = f"刚性 {rigid} 个未销号" if rigid else "刚性问题全部销号"
    until = f"；距整改时限{days_left(chosen.rectify_by, today)}" if chosen.rectify_by else ""
    sentence = f"问题 {len(rows)} 个：已销号 {closed}，逾期 {overdue}；{hanging}{until}。"
    panels.headline(sentence, "near" if overdue or rigid else "safe" if closed == len(rows) else "calm")


def ask_taking_over(ledger: ProblemLedger, chosen: Round) -> None:
    """What the lists say that the ledger does not know yet, and the button that takes it over."""
    if not ledger.pending:
        return
    said = f"{chosen.name}收到的问题清单里有{ledger.not_taken_over()}，还没有并入台账。"
    with st.container(border=True):
        st.markdown(escape.markdown(said))
        name, button = st.columns([1, 2], vertical_alignment="bottom")
        with name:
            outcome.ask_name("problems.take.by", "经办人", inline=True)
        button.button("并入台账", type="primary", on_click=partial(outcome.attempt, partial(_take_over, chosen.name)))


def _take_over(round_name: str) -> str:
    by = outcome.name_given("problems.take.by", "经办人")
    taken = ProblemBook(current.current_store()).take_over(round_name, by)
    return f"已并入台账：新列 {len(taken.new)} 个，更新 {len(taken.changed)} 个。"


def progress(table: pd.DataFrame) -> None:
    """How many are closed, due and overdue by whom, and where most hang."""
    if standing(table).empty:
        panels.note("台账里还没有问题。")
        return
    words = st.segmented_control(
        "怎样分", list(SWITCH), default="按镇", required=True, key="problems-by", label_visibility="collapsed"
    )
    by = words or "按镇"
    counted = tally(table, SWITCH[by])
    rows = [_row(one, SWITCH[by]) for one in counted.to_dict("records")]
    st.html(panels.sheet_html([by.removeprefix("按"), *HEADS], rows))
    panels.note("刚性未销号多的排在前面，其次看逾期。已撤销的不计。")
    _hot_villages(table)


def _row(one: dict[Any, Any], by: str) -> list[tuple[str, str]]:
    share = percent(int(str(one["closed"])) / int(str(one["all"])))
    marks = {"overdue": "near right", "rigid_open": "near right"}
    counts = [one["all"], one["closed"], share, one["waiting"], one["soon"]]
    last = [(str(one[name]), kind if one[name] else "right") for name, kind in marks.items()]
    return [(str(one[by]), "name"), *((str(count), "right") for count in counts), *last]


def _hot_villages(table: pd.DataFrame) -> None:
    st.subheader("问题集中的村")
    found = hot_villages(table)
    if found.empty:
        panels.note("没有哪个村有两个以上未销号的问题。")
        return
    rows = found[["town", "village", "open", "overdue", "rigid"]].to_numpy().tolist()
    kinds = ("name", "name", "right", "right", "right")
    st.html(panels.sheet_html(VILLAGE_HEADS, [[(str(t), k) for t, k in zip(row, kinds, strict=True)] for row in rows]))
