"""总览: the verdict in one sentence, what it rests on, the nineteen lights, and where most is lost."""

from __future__ import annotations

import streamlit as st

from ui import explanation, losses, overview, panels

diagnosis = panels.reported_diagnosis()
overview.verdict_headline(diagnosis)
overview.verdict_tiles(diagnosis)

overview.rigid_lights(diagnosis)

left, right = st.columns(2, gap="medium")
with left:
    st.subheader("失分最多的指标")
    losses.item_bars(diagnosis.county_gaps, key="overview-items", limit=10)
with right:
    st.subheader("各轮预测总分")
    overview.trend()
    st.subheader("时间安排")
    overview.countdown(diagnosis.round)

st.subheader("填报完整度")
overview.completeness(diagnosis)

panels.scheme_note(diagnosis)
explanation.show_asked(diagnosis)
