"""演示数据: taking the demo county in while the store is empty, and out again before the office begins."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.demo import load_demo
from data.scheme_versions import DEFAULT_SCHEME
from data.store import StoreError
from scoring.scheme_file import load_scheme
from ui import current, escape
from ui.intake import outcome
from ui.panels import note

_BY_KEY, _SURE_KEY = "demo.by", "demo.sure"


def show() -> None:
    """The whole section."""
    if current.is_demo():
        _clearing()
    elif current.rounds() or current.roster().town_names:
        note("库中是正式数据，不能载入演示数据。")
    else:
        _loading()


def _loading() -> None:
    note("载入虚构的“青禾县”：15 个镇、三轮填报，都是真实的工作簿经同一套读取程序入库，可随时清空。")
    if st.button("载入演示数据", key="demo.load"):
        bar = st.progress(0.0)

        def progress(done: float, what: str) -> None:
            bar.progress(min(done, 1.0), text=f"正在载入 {escape.markdown(what)}")

        load_demo(current.current_store(), load_scheme(DEFAULT_SCHEME), progress=progress)
        st.rerun()


def _clearing() -> None:
    county = current.roster().county
    note("清空后，演示的名册、轮次、填报一并删除，不能恢复；此后从空库开始正式工作。")
    with st.form("demo.clear", border=False):
        st.text_input(f"请输入“{escape.markdown(county)}”以确认", key=_SURE_KEY)
        outcome.ask_name(_BY_KEY, "清空人")
        st.form_submit_button("清空演示数据", on_click=partial(outcome.attempt, partial(_clear, county)))


def _clear(county: str) -> str:
    if str(st.session_state[_SURE_KEY]).strip() != county:
        raise StoreError(f"没有清空：请先输入“{county}”。")
    current.current_store().clear_demo(outcome.name_given(_BY_KEY, "清空人"))
    st.session_state.pop(current.ROUND_KEY, None)
    return "演示数据已清空。请先上传名册，再开启轮次。"
