"""The deck over the whole window. It is handed to the browser when it starts: what changes in the store afterwards does
not change it, and turning a page asks nobody.

The started deck is held by the session, against the rule that a session holds only what was chosen: the deck of that
moment *is* what was chosen, and computing it anew could give other numbers.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st

from data.pins import Disputed, PinBook
from data.store import StoreError
from reports.blocks import Briefing
from reports.deck.standalone import Parts, deck_parts, script
from ui import current, panels

KEY = "briefing.deck"
_RUNNING, _TAKEN, _REFUSED, _LAST = "briefing.running", "briefing.taken", "briefing.refused", "briefing.last"
_SCRIPT = Path(__file__).resolve().with_name("deck.js")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Running:
    """A deck that has been started: its turn is known nowhere else, ``by`` is who speaks."""

    turn: str
    parts: Parts
    round_name: str
    fingerprint: str
    by: str


def start(briefing: Briefing, dark: bool, by_key: str) -> None:
    """Start the deck; from a callback."""
    by = str(st.session_state.get(by_key) or "").strip()
    running = Running(uuid4().hex, deck_parts(briefing, dark), briefing.round_name, briefing.fingerprint, by)
    st.session_state[_RUNNING] = running


def shown() -> bool:
    """Put the started deck over everything, and take what is pinned on it. Whether there is one."""
    running: Running | None = st.session_state.get(_RUNNING)
    known = {"taken": sorted(st.session_state.get(_TAKEN, ())), "turn": "", "by": "", "css": "", "html": ""}
    if running:
        known |= {"turn": running.turn, "by": running.by, "css": running.parts.css, "html": running.parts.html}
    mount(known)
    if running:
        panels.headline(f"正在汇报{running.round_name}。")
        panels.note("汇报画面盖住整个窗口，按 Esc 结束。画面已经关掉的，点下面的按钮。")
        st.button("结束汇报", on_click=stop)
    return running is not None


def mount(known: dict[str, Any]) -> None:
    """The component in the browser, and what it tells."""
    _component()(key=KEY, data=known, height=1, on_pinned_change=_pinned, on_left_change=stop)


@cache
def _component() -> Any:
    code = f"{script()}\n{_SCRIPT.read_text('utf-8')}"
    return st.components.v2.component("mock_assessment.briefing", js=code, isolate_styles=False)


def stop() -> None:
    """Leave the deck; from a callback."""
    running = st.session_state.pop(_RUNNING, None)
    if running:
        st.session_state[_LAST] = (running.round_name, running.fingerprint)


def say_since(briefing: Briefing) -> None:
    """After a deck was left: whether the numbers have changed since it was started, and which pins were refused."""
    for sentence in st.session_state.pop(_REFUSED, ()):
        panels.note(f"会上有一处标记没有存上：{sentence}")
    round_name, fingerprint = st.session_state.get(_LAST, ("", ""))
    if round_name == briefing.round_name and fingerprint != briefing.fingerprint:
        panels.note(f"上次汇报用的是指纹 {fingerprint} 的数，之后数据有变动，现在的指纹是 {briefing.fingerprint}。")


def _pinned() -> None:
    told = st.session_state[KEY].get("pinned")
    for pin in told if isinstance(told, list) else []:
        if isinstance(pin, dict):
            _take({name: str(said) for name, said in pin.items()})


def _take(pin: dict[str, str]) -> None:
    """Keep one pin. One that the store refuses is not asked for again; any other failure leaves it with the browser."""
    said = Disputed(**{name: pin.get(name, "") for name in Disputed.__dataclass_fields__})
    try:
        PinBook(current.current_store()).pin(pin.get("round", ""), said, pin.get("by", ""))
    except StoreError as refusal:
        st.session_state.setdefault(_REFUSED, []).append(str(refusal))
    except Exception:  # a locked database: the browser hands the pin over again
        _log.exception("a pin was not stored")
        return
    st.session_state.setdefault(_TAKEN, set()).add(said.mark)
