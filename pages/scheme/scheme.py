"""考核方案: the scheme as a tree, checked, tried out, replaced by a new version, and the versions that are kept."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui.intake import outcome
from ui.scheme import checks, chosen, item, replace, tree, trial, versions

top = st.container()
looked = chosen.looked_at()
with top:
    chosen.say(looked)
    checks.refusal(looked)
outcome.say()
names = chosen.SECTIONS if looked.scheme else chosen.SECTIONS[-2:]
tabs = dict(zip(names, st.tabs(names, key=item.VIEWS, on_change="rerun"), strict=True))
with tabs["换方案"]:  # drawn also behind another tab: an upload box that is not drawn forgets its file
    replace.show(looked)
sections = {"版本": versions.show}
if looked.scheme:
    sections |= {
        "目录": partial(tree.show, looked.scheme),
        "检查": partial(checks.show, looked),
        "试算": partial(trial.show, looked.scheme),
    }
for name, draw in sections.items():
    if tabs[name].open:
        with tabs[name]:
            draw()
item.show_asked(looked)
