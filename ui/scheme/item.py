"""One item of the scheme: what is asked for it, what proves it, and its worked cases with what comes out."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from scoring import Indicator
from scoring.cases import Worked
from scoring.scheme import Case, Input
from ui import clickable, current, escape
from ui.explanation import ROLL_UPS
from ui.labels import interval, plain
from ui.panels import note, sheet_html
from ui.scheme.chosen import Looked
from ui.scheme.words import called, figures, told, worth

ASKED_KEY = "scheme.asked"
VIEWS = "scheme-view"
TRIAL = "试算"
TRIAL_KEY = "trial.item"


def ask(code: str) -> None:
    """Open the item at the end of this run."""
    st.session_state[ASKED_KEY] = code


def show_asked(looked: Looked) -> None:
    """Show the item that was asked about, once; the last line of the page."""
    code = st.session_state.pop(ASKED_KEY, None)
    if code and looked.scheme and code in looked.scheme:
        one = looked.scheme.indicator(code)
        st.dialog(escape.markdown(f"{called(one)}（{worth(one)}）"), width="large")(_show)(looked, one)


def _show(looked: Looked, one: Indicator) -> None:
    assert looked.scheme
    st.html(_facts(one))
    st.html("<h3>要报的数</h3>" + _inputs(one))
    cases = current.worked_cases(looked.version.fingerprint, looked.scheme, one.code)
    st.html(f"<h3>算例（{len(cases)} 个）</h3>")
    if cases:
        st.html(_cases(cases))
    else:
        note("没有算例，无法证明规则与原文一致。")
    if st.button("试算这一项", key="scheme.try", icon=":material/calculate:", on_click=_try, args=(one.code,)):
        st.rerun()  # the click has run the dialog alone


def _try(code: str) -> None:
    st.session_state[TRIAL_KEY] = code
    clickable.open_view(VIEWS, TRIAL)


def _facts(one: Indicator) -> str:
    lines = {
        "方案原文": one.words or "没有照录",
        "程序怎么算": told(one),
        "条款": one.clause,
        "依据": one.basis,
        "刚性主题": f"{one.rigid}（扣分即一票否决）" if one.rigid else "",
        "计分": "各镇和全县都计分" if one.scope == "town" else "只按全县计分",
        "责任单位": f"牵头 {one.lead}" + (f"；配合 {'、'.join(one.support)}" if one.support else ""),
        "应有佐证": "、".join(one.evidence) or "没有列出",
    }
    rows = "".join(f"<tr><th>{name}</th><td>{escape.html(text)}</td></tr>" for name, text in lines.items() if text)
    return f'<table class="sheet">{rows}</table>'


def _how(asked: Input) -> str:
    """How the figure is counted, by hand and from the list of problems."""
    counted = f"有问题清单的镇按{asked.counted.words}计数" if asked.counted else ""
    return "；".join(part for part in (asked.hint, counted) if part)


def _inputs(one: Indicator) -> str:
    names = {each.id: each.name for each in one.inputs}
    rows = [
        [
            (each.name, ""),
            (each.unit, "whole"),
            (_asked_of(each), ""),
            ("、".join(_beside(each)), ""),
            (_bounds(each, names), ""),
            (_how(each), ""),
        ]
        for each in one.inputs
    ]
    return sheet_html(["填报项", "单位", "谁报，怎么汇总", "另要", "合理范围", "填报口径"], rows)


def _asked_of(one: Input) -> str:
    if one.scope == "county":
        return "全县一个数"
    return "每个抽查村" if one.sampled else f"各镇报，{ROLL_UPS[one.roll_up]}"


def _beside(one: Input) -> Iterator[str]:
    if one.asks_target:
        yield "年度目标任务"
    if one.asks_last_year:
        yield "上年值"


def _bounds(one: Input, names: dict[str, str]) -> str:
    if one.yes_no:
        return "是或否"
    low, high = ("" if abs(edge) == float("inf") else plain(edge) for edge in (one.low, one.high))
    spoken = f"{low} 至 {high}" if low and high else f"不小于 {low}" if low else f"不大于 {high}" if high else "不限"
    lid = f"，不超过{one.at_most.words(lambda name: names.get(name, name))}" if one.at_most else ""
    return f"{spoken}{'，整数' if one.whole else ''}{lid}"


def _cases(cases: tuple[Worked, ...]) -> str:
    rows = [
        [
            (each.case.why, ""),
            (given(each.indicator, each.case), ""),
            (_expected(each.case), "right"),
            (interval(each.low, each.high), "right"),
            (each.reason, ""),
            ("✕ 不符" if each.wrong else "✓ 相符", "near" if each.wrong else "whole"),
        ]
        for each in cases
    ]
    return sheet_html(["说明", "给定", "应得", "算得", "怎么算的", "结果"], rows)


def given(one: Indicator, case: Case) -> str:
    """What the case gives: the unit's own figures, then each sampled village and each peer."""
    parts = [
        "全县" * case.county,
        case.group and f"{case.group}",
        figures(one, case.given),
        *(f"抽查村 {number}：{figures(one, each)}" for number, each in enumerate(case.samples, 1)),
        *(f"同组单位 {number}：{figures(one, each)}" for number, each in enumerate(case.peers, 1)),
    ]
    return "。".join(filter(None, parts)) or "什么都没有报"


def _expected(case: Case) -> str:
    if case.score is not None:
        return interval(case.score, case.score)
    return interval(case.low, case.high) if case.low is not None and case.high is not None else "没有写"
