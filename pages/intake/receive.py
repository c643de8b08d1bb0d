"""填报接收: workbooks out, workbooks in with a receipt each, who is missing, and what has come."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import current, panels
from ui.intake import drop, history, issue, message, missing, outcome
from ui.overview import today

chosen = current.current_round()
if chosen is None or not current.roster().town_names:
    wanted = "名册里还没有镇" if chosen else "还没有考核轮次"
    panels.headline(f"{wanted}，还不能收表。", "open")
    panels.note("请先到“轮次与名册”登记各镇、开启一个轮次；也可以在那里载入演示数据看一看。")
    st.page_link("../pages/intake/setup.py", label="打开“轮次与名册”", icon=":material/event_note:")
    st.stop()

scheme, completeness = current.scheme_of(chosen), current.completeness_of(chosen)
panels.headline(*message.sentence(chosen, completeness, today()))
outcome.say()
tabs = st.tabs(["收表", "下载模板", "谁还没报", "历次填报"], key="receive-view", on_change="rerun")
with tabs[0]:  # drawn also behind another tab: an upload box that is not drawn forgets its files
    drop.show(chosen, scheme)
others = (
    partial(issue.show, chosen, scheme),
    partial(missing.show, chosen, scheme, completeness),
    partial(history.show, chosen),
)
for tab, draw in zip(tabs[1:], others, strict=True):
    if tab.open:
        with tab:
            draw()
