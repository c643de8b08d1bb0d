"""The hall: page config, round selector, navigation. Nothing else."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

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


def say_fingerprint(line: DeltaGenerator) -> None:
    """The fingerprint of the round, on every page. That of an open one moves with every change, so it has a revision;
    it stands there as soon as some page has asked for the round's scores.
    """
    chosen = current.current_round()
    if chosen is None:
        return
    kept = frozen_now(current.freezes_of(chosen))
    now = None if kept else current.open_fingerprint(chosen)
    if kept:
        line.html(f'<p class="note">已封存，指纹 {spoken(kept.fingerprint)}</p>')
    elif now:
        line.html(f'<p class="note">未封存，指纹 {spoken(now[0])}，修订 {now[1]}</p>')


st.set_page_config(page_title="模拟考核", page_icon=theme.ICON, layout="wide", initial_sidebar_state=208)
theme.put_on()
page = navigation()
choose_round()
fingerprint_line = st.sidebar.empty()
say_fingerprint(fingerprint_line)
theme.speak_chinese()
panels.demo_banner()
link.follow()
raising.follow()
page.run()
say_fingerprint(fingerprint_line)
