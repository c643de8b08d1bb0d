"""试算: type the figures of one item and see its score, the interval, the sentence and every step."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring import Indicator, Scheme
from scoring.cases import case_card
from scoring.scheme import Case
from scoring.scorecard import Explanation
from ui import escape, explanation
from ui.intake.receipt_card import findings_table
from ui.panels import note
from ui.scheme.item import TRIAL_KEY
from ui.scheme.trial_form import COUNTY_WIDE, TOWN, TrialForm, Typed, fill, groups_of
from ui.scheme.words import all_items, called, told, worth


def show(scheme: Scheme) -> None:
    """The whole section."""
    left, right = st.columns([5, 4], gap="large")
    with left:
        one = _choose_item(scheme)
        typed = _typed(one)
    found = _scored(scheme, one, typed)
    with right:
        st.html(f'<p class="headline {explanation.tone(found)}">{escape.html(explanation.outcome(found))}</p>')
        st.html(f'<p class="sentence">{escape.html(found.sentence)}</p>')
        note(f"方案原文：{one.words or '没有照录'}")
        note(f"程序怎么算：{told(one)}")
        if typed.findings:
            st.html(findings_table(typed.findings))
    st.html("<h3>得分怎么算出来的</h3>" + explanation.steps_table(found))


def _choose_item(scheme: Scheme) -> Indicator:
    items = {one.code: one for one in all_items(scheme)}
    if st.session_state.get(TRIAL_KEY) not in items:
        st.session_state.pop(TRIAL_KEY, None)
    names = {code: f"{called(one)}（{worth(one)}）" for code, one in items.items()}
    code = st.selectbox("指标", list(items), format_func=names.__getitem__, key=TRIAL_KEY, persist_state="session")
    return items[code]


def _typed(one: Indicator) -> Typed:
    """The figures as they stand in the form; the first worked case until something is typed."""
    if f"trial.filled.{one.code}" not in st.session_state:
        st.session_state[f"trial.filled.{one.code}"] = True
        fill(one, one.cases[0] if one.cases else Case(given={}, samples=({},), peers=({},)))
    if one.cases:
        told_cases = [f"{at}. {case.why or '算例'}" for at, case in enumerate(one.cases, 1)]
        key = f"trial.case.{one.code}"
        st.selectbox(
            "填入算例", range(len(told_cases)), index=None, key=key, placeholder="选一个算例填入下面各格",
            format_func=told_cases.__getitem__, on_change=partial(_fill_chosen, one, key),
        )  # fmt: skip
    return TrialForm(one, _as_county(one), _group(one)).ask()


def _fill_chosen(one: Indicator, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        fill(one, one.cases[chosen])


def _as_county(one: Indicator) -> bool:
    """Whether the figures are the whole county's."""
    if one.scope == "county":
        return True
    level = st.segmented_control(
        "给谁计分",
        [TOWN, COUNTY_WIDE],
        required=True,
        key=f"trial.level.{one.code}",
        persist_state="session",
    )
    return level == COUNTY_WIDE


def _group(one: Indicator) -> str:
    """The group, where the rule differs by it."""
    groups = groups_of(one)
    if not groups:
        return ""
    key = f"trial.group.{one.code}"
    return st.selectbox("所在分组", groups, key=key, persist_state="session")


def _scored(scheme: Scheme, one: Indicator, typed: Typed) -> Explanation:
    card, unit = case_card(scheme, one, typed.case)
    return card.explain(unit, one.code)
