"""使用手册: the user manual, a chapter at a time."""

from __future__ import annotations

import streamlit as st

from ui import panels
from ui.help import reading
from ui.help.chapters import chapters

top = st.container()
chapter = reading.choose(chapters())
with top:
    panels.headline(f"{chapter.title}：{chapter.about}")
reading.show(chapter)
