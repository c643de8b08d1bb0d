"""The hall: page config, round selector, navigation. Nothing else."""

from __future__ import annotations

import streamlit as st

from charts.text import room
from data.fingerprint import spoken
from ui import current, escape, panels, theme
from ui.loop import raising
from ui.rounds.freezing import frozen_now
from ui.sections import SECTIONS
from ui.town import link

WIDEST_NAME = 8  # so many characters the selector shows; a longer name stands below it in full


def navigation() -> st.Page:
    """The sidebar's sections; the page that was asked for."""
    return st.navigation(
        {
            section: [
                st.Page(f"../pages/{file}", title=title, icon=icon, url_path=address, default=address == "overview")
                for file, title, icon, address in listed
            ]
            for section, listed in SECTIONS.items()
        },
        expanded=True,
    )


def choose_round() -> None:
    """The round selector; the latest round until another is chosen."""
    names = [one.name for one in current.rounds()]
    if names:
        chosen = st.sidebar.selectbox("轮次", names, index=len(names) - 1, key=current.ROUND_KEY)
        if room(chosen) > WIDEST_NAME:
            st.sidebar.html(f'<p class="note">{escape.html(chosen)}</p>')
        say_frozen()


def say_frozen() -> None:
    """The fingerprint of a frozen round, on every page."""
    chosen = current.current_round()
    kept = frozen_now(current.freezes_of(chosen)) if chosen else None
    if kept:
        st.sidebar.html(f'<p class="note">已封存，指纹 {spoken(kept.fingerprint)}</p>')


st.set_page_config(page_title="模拟考核", page_icon=theme.ICON, layout="wide", initial_sidebar_state=208)
theme.put_on()
page = navigation()
choose_round()
theme.speak_chinese()
panels.demo_banner()
link.follow()
raising.follow()
page.run()
