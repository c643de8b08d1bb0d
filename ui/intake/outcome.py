"""Who does something on these pages, and what it came to, said at the top of the section on the next run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Literal

import streamlit as st

from data.store import StoreError
from ui import escape

LONG, SHORT = 5000, 200
"""So many signs a text and a name may have. A box takes nothing at all of what is pasted beyond, without a word: so
these are more than anybody means to write.
"""

_OUTCOME_KEY, _NAME_KEY = "intake.outcome", "intake.by"
_WENT_WRONG = "数据库没有写成，库中没有任何改动，文件还在。请稍后再点一次；仍不行时，把服务器窗口里的记录发给维护人员。"

_log = logging.getLogger(__name__)


def attempt(action: Callable[[], str]) -> None:
    """Do it, from a callback; keep the sentence that it gives, or the store's refusal, or that it went wrong."""
    try:
        st.session_state[_OUTCOME_KEY] = (True, action())
    except StoreError as refusal:
        st.session_state[_OUTCOME_KEY] = (False, str(refusal))
    except Exception:  # a full disk, a locked database: the page must stay, with what was uploaded on it
        _log.exception("nothing was stored")
        st.session_state[_OUTCOME_KEY] = (False, _WENT_WRONG)


def say(key: str = "outcome") -> None:
    """Say once what the last attempt came to, in a place that stays in sight of a form far down the page.

    The place is there also when there is nothing to say: what stands below it would otherwise move up and down one
    step in the page, and the browser would close every opened section. In a dialog it needs a ``key`` of its own.
    """
    place = st.container(key=key)
    done, sentence = st.session_state.pop(_OUTCOME_KEY, (True, ""))
    if sentence:
        (place.success if done else place.warning)(escape.markdown(sentence))


def ask_name(key: str, label: str, inline: bool = False) -> None:
    """Ask who does it; whoever has put their name to something in this session is suggested.

    ``inline`` writes the label into the empty box instead of over it.
    """
    known, words = st.session_state.get(_NAME_KEY, ""), f"{label}姓名" if inline else "姓名"
    shown: Literal["collapsed", "visible"] = "collapsed" if inline else "visible"
    st.text_input(label, value=known, key=key, placeholder=words, max_chars=SHORT, label_visibility=shown)


def name_given(key: str, label: str) -> str:
    """The name typed there, remembered for the session; StoreError when there is none."""
    name = str(st.session_state.get(key) or "").strip()
    if not name:
        raise StoreError(f"请填写{label}姓名。")
    st.session_state[_NAME_KEY] = name
    return name
