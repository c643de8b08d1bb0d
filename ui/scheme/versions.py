"""版本: the kept versions and who uses them; opening a round under one; moving an open round to another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.clock import BEIJING
from data.scheme_versions import SHOWN_DIGITS, Version, fingerprint_of, reassign
from data.store import Round
from scoring import SchemeError
from ui import clickable, current, escape
from ui.intake import outcome
from ui.intake.rounds import VERSION_KEY as OPENING_KEY
from ui.panels import note, sheet_html
from ui.scheme import effect
from ui.scheme.chosen import titled

_BY_KEY, _WHY_KEY, _ROUND_KEY, _TO_KEY = "scheme.move.by", "scheme.move.why", "scheme.move.round", "scheme.move.to"
MOVING = "scheme.moving"


def show() -> None:
    """The whole section."""
    known = current.versions()
    note("每一轮都写明按哪一版计分，从不自己变动；留存的版本不会被删除。")
    st.html(_table(known))
    _opening(known)
    open_rounds = [one for one in current.rounds() if one.status == "open"]
    if open_rounds and len(known) > 1:
        with st.expander("把正在进行的轮次改用另一版", key=MOVING, on_change="rerun"):
            _moving(open_rounds, known)


def _table(known: Sequence[Version]) -> str:
    rows = [
        [
            (f"{one.name}（{one.code}）" if one.name else one.code, ""),
            (f"第 {one.version} 版", "whole"),
            (one.fingerprint[:SHOWN_DIGITS] if one.kept else "随程序提供", "whole"),
            (f"{one.saved_at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if one.saved_at else "未留存", "whole"),
            (one.saved_by, "name"),
            ("、".join(one.rounds) or "没有", ""),
        ]
        for one in reversed(known)
    ]
    return sheet_html(["方案", "版本", "指纹", "留存时间", "留存人", "按它计分的轮次"], rows)


def _opening(known: Sequence[Version]) -> None:
    """The way to the form that opens a round, with the version chosen here."""
    choice, button = st.columns([2, 1], vertical_alignment="bottom")
    names = {one.fingerprint: titled(one) for one in known}
    with choice:
        picked = st.selectbox(
            "开启新的轮次时用哪一版", list(names), index=_latest(known), format_func=names.__getitem__,
            key=f"scheme.next.{len(known)}", persist_state="page",
        )  # fmt: skip
    if button.button("用这一版开启新的轮次", key="scheme.open"):
        st.session_state[f"{OPENING_KEY}.{len(current.rounds())}"] = picked
        clickable.open_view("setup-view", "轮次")
        st.switch_page("../pages/intake/setup.py")


def _latest(known: Sequence[Version]) -> int:
    """The place of what somebody kept last, else of what comes with the program."""
    return max((place for place, one in enumerate(known) if one.kept), default=len(known) - 1)


def _moving(rounds: Sequence[Round], known: Sequence[Version]) -> None:
    """Which round, to which version, what that does, why, and who does it."""
    left, right = st.columns(2)
    names = [one.name for one in rounds]
    name = left.selectbox("轮次", names, index=len(names) - 1, key=_ROUND_KEY)
    chosen = next(one for one in rounds if one.name == name)
    others = {one.fingerprint: one for one in known if one.fingerprint != fingerprint_of(chosen)}
    picked = right.selectbox(
        "改用", list(others), index=_latest(list(others.values())), key=f"{_TO_KEY}.{name}",
        format_func=lambda fingerprint: titled(others[fingerprint]),
    )  # fmt: skip
    if _shown_effect(chosen, picked):
        st.text_input("改用的原因（记入日志）", key=_WHY_KEY, max_chars=200, placeholder="如：省里印发了正式方案")
        outcome.ask_name(_BY_KEY, "改用人")
        moving = partial(outcome.attempt, partial(_move, name, picked))
        st.button(f"把{escape.markdown(name)}改用这一版", key="scheme.move", on_click=moving)


def _shown_effect(chosen: Round, fingerprint: str) -> bool:
    """Show what the version would make of the round; whether it loads at all."""
    try:
        pair = effect.compared(chosen, fingerprint, current.scheme_under(fingerprint))
    except SchemeError as error:
        note(f"这一版读不出来，共 {len(error.faults)} 处错误，不能改用。")
        return False
    if pair is None:
        note("这一轮现用的方案读不出来，无法与改用后比较。")
    else:
        st.html(f'<p class="sentence">{escape.html(effect.sentence(*pair))}</p>')
        effect.show(*pair)
    return True


def _move(name: str, fingerprint: str) -> str:
    by = outcome.name_given(_BY_KEY, "改用人")
    version = reassign(current.current_store(), name, fingerprint, str(st.session_state[_WHY_KEY]), by)
    return f"{name}已改用{version.title}，原因已记入日志。各页得分已按新版重算。"
