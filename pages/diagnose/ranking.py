"""排名: by group and over all, how it changed since the last round, and what each town is strong and weak at."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import causes, clickable, explanation, panels, ranks

diagnosis = panels.reported_diagnosis()
top = st.container()
group = ranks.choose_group(diagnosis)
with top:
    ranks.headline(diagnosis, group)
clickable.views(
    ranks.VIEWS,
    {
        "得分与名次": partial(ranks.places, diagnosis, group),
        "与上轮比较": partial(ranks.change, diagnosis, group),
        "变化由来": partial(causes.show, diagnosis),
        "各镇强弱项": partial(ranks.profile, diagnosis, group),
    },
)
explanation.show_asked(diagnosis)
