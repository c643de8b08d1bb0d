"""The way from any page to the page of a town."""

from __future__ import annotations

import streamlit as st

UNIT_KEY = "town-unit"
"""Where the session keeps the town that is looked at; whatever leads to its page puts the town's name there."""

PAGE = "../pages/diagnose/town.py"
_ASKED = "town-asked"


def ask(unit: str) -> None:
    """Go to the town's page; from a callback, so the next run goes there."""
    st.session_state[_ASKED] = unit


def follow() -> None:
    """Go there when somebody has asked for it; before a page is drawn."""
    unit = st.session_state.pop(_ASKED, None)
    if unit:
        st.session_state[UNIT_KEY] = unit
        st.switch_page(PAGE)


def button(unit: str, key: str) -> None:
    """A button that leads to the town's page."""
    st.button("打开镇街画像", icon=":material/location_city:", key=key, on_click=ask, args=(unit,))
