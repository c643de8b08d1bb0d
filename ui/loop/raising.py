"""登记为问题: from a lost point, a doubtful figure or a village visit to the entry form, filled in as far as known."""

from __future__ import annotations

import streamlit as st

from data.raised_problems import Raised
from ui import current

PAGE = "../pages/loop/problems.py"
LABEL = "登记为问题"
RAISED = "problem.raised"
"""Where the session keeps what the entry form was opened for."""

VIEWS, ENTRY, OPENED = "problems-view", "登记问题", "problem-opened"
"""The key of the views of 问题销号, the one to enter a problem in, and where the session keeps which one is opened."""

_ASKED = "problem.raising"


def ask(raised: Raised) -> None:
    """Go to the entry form with that filled in; from a callback, so the next run goes there."""
    st.session_state[_ASKED] = raised


def button(raised: Raised, key: str) -> None:
    """A button that leads there. In a dialog, which alone would be drawn anew, the whole page is."""
    st.button(LABEL, icon=":material/add_task:", key=key, on_click=ask, args=(raised,))
    if _ASKED in st.session_state:
        st.rerun()


def follow() -> None:
    """Go to the form when somebody has asked for it; before a page is drawn."""
    raised: Raised | None = st.session_state.pop(_ASKED, None)
    if raised is not None:
        _fill_in(raised)
        st.switch_page(PAGE)


def _fill_in(raised: Raised) -> None:
    """Put what is known into the form, whatever stood there before."""
    scheme, towns = current.current_scheme(), current.roster().towns
    items = {one.code: one for one in scheme.indicators} if scheme else {}
    item = items.get(raised.indicator)
    leader = "".join(towns.loc[towns["town"] == raised.town, "leader"].head(1))
    known = {**raised.fields, "leader": leader, "responsible_person": ""}
    st.session_state.update({f"problem.{name}": told for name, told in known.items()})
    st.session_state["problem.item"] = f"{item.code} {item.name}" if item else None
    st.session_state[RAISED], st.session_state[VIEWS] = raised, ENTRY
    st.session_state.pop(OPENED, None)
