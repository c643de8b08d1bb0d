"""填报接收: workbooks out, workbooks in with a receipt each, who is missing, and what has come."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import clickable, current, panels
from ui.intake import drop, history, issue, message, missing, outcome
from ui.overview import today

chosen = current.current_round()
if chosen is None or not current.roster().town_names:
    wanted = "名册里还没有镇" if chosen else "还没有考核轮次"
    panels.headline(f"{wanted}，还不能收表。", "open")
    st.page_link("../pages/intake/setup.py", label="打开“轮次与名册”", icon=":material/event_note:")
    st.stop()

scheme, completeness = current.scheme_of(chosen), current.completeness_of(chosen)
panels.headline(*message.sentence(chosen, completeness, today()))
outcome.say()
clickable.views(
    "receive-view",
    {
        "收表": partial(drop.show, chosen, scheme),
        "下载模板": partial(issue.show, chosen, scheme),
        "谁还没报": partial(missing.show, chosen, completeness),
        "历次填报": partial(history.show, chosen),
    },
)
