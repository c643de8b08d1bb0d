"""Who does something on these pages, and what it came to, said at the top of the section on the next run."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.store import StoreError
from ui import escape

_OUTCOME_KEY, _NAME_KEY = "intake.outcome", "intake.by"


def attempt(action: Callable[[], str]) -> None:
    """Do it, from a callback; keep the sentence that it gives, or the store's refusal."""
    try:
        st.session_state[_OUTCOME_KEY] = (True, action())
    except StoreError as refusal:
        st.session_state[_OUTCOME_KEY] = (False, str(refusal))


def say() -> None:
    """Say once what the last attempt came to."""
    done, sentence = st.session_state.pop(_OUTCOME_KEY, (True, ""))
    if sentence:
        (st.success if done else st.warning)(escape.markdown(sentence))


def ask_name(key: str, label: str) -> None:
    """Ask who does it; whoever has put their name to something in this session is suggested."""
    st.text_input(label, value=st.session_state.get(_NAME_KEY, ""), key=key, placeholder="姓名", max_chars=20)


def name_given(key: str, label: str) -> str:
    """The name typed there, remembered for the session; StoreError when there is none."""
    name = str(st.session_state.get(key) or "").strip()
    if not name:
        raise StoreError(f"请填写{label}姓名。")
    st.session_state[_NAME_KEY] = name
    return name
