"""镇街画像: one screen a town: what it scored, what it has to do this week, and what that rests on."""

from __future__ import annotations

import streamlit as st

from ui import explanation, panels
from ui.town import head, innovation, sections, survey

diagnosis = panels.reported_diagnosis()
top = st.container()
portrait = head.choose(diagnosis)
with top:
    head.headline(portrait)
head.attached(portrait)
head.tiles(portrait)

sections.this_week(portrait)
sections.rigid(portrait)
sections.profile(portrait)
sections.weak_and_strong(portrait)
sections.problems(portrait)
sections.villages_and_evidence(portrait)
survey.show(portrait)
innovation.show(portrait)

panels.scheme_note(diagnosis)
explanation.show_asked(diagnosis)
