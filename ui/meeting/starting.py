"""What is asked before the deck goes over the window: who speaks, and whether it goes along as a file."""

from __future__ import annotations

from functools import partial

import streamlit as st

from reports.blocks import Briefing
from reports.deck import deck_html
from ui import panels
from ui.intake import outcome
from ui.meeting import deck

SPEAKER = "briefing.by"


def headline(briefing: Briefing) -> None:
    """How many slides there are, and whether their numbers can still move."""
    many = f"{briefing.round_name}的汇报共 {len(briefing.slides)} 页，指纹 {briefing.fingerprint}"
    if briefing.frozen:
        panels.headline(f"{many}，本轮已封存。", "safe")
    else:
        panels.headline(f"{many}；本轮尚未封存，上会前请先封存。", "near")


def show(briefing: Briefing, dark: bool) -> None:
    """The button that starts, and the deck as a file."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=240):
            outcome.ask_name(SPEAKER, "操作人")
        st.button(
            "开始汇报", type="primary", icon=":material/slideshow:", on_click=deck.start,
            args=(briefing, dark, SPEAKER), disabled=not briefing.slides,
        )  # fmt: skip
        st.download_button(
            "下载网页版", partial(_file, briefing, dark), f"{briefing.round_name}汇报.html", "text/html",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    panels.note(
        "开始后画面占满窗口，数字定在开始的那一刻；翻页笔、方向键、空格翻页，按 H 看全部按键，按 Esc 结束。"
        "网页版是一个文件，拷到别的电脑双击即可放映，不需要本系统，也不需要网络。"
    )


def _file(briefing: Briefing, dark: bool) -> bytes:
    return deck_html(briefing, dark).encode()
