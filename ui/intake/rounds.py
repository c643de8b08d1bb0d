"""轮次: the rounds there are, the dates of the one that is looked at, and opening the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import cast

import streamlit as st

from data.opening import next_name, open_next_round, usual_version
from data.store import Round, RoundDates
from ui import current, escape
from ui.intake import outcome
from ui.overview import DATES, today
from ui.panels import note, sheet_html

VERSION_KEY = "setup.scheme"
"""Where the session keeps the version chosen for the round to be opened, with the number of rounds behind it."""


def show() -> None:
    """The whole section."""
    known, chosen = current.rounds(), current.current_round()
    if chosen:
        st.html(_table(known))
        with st.expander(f"修改“{escape.markdown(chosen.name)}”的日期"), st.form("setup.dates", border=False):
            _ask_days(f"setup.{chosen.name}", {name: getattr(chosen, name) for name in DATES})
            outcome.ask_name("setup.dates.by", "修改人")
            st.form_submit_button("保存日期", on_click=partial(outcome.attempt, partial(_move, chosen.name)))
    with st.expander("开启新的轮次", expanded=not known), st.form("setup.opening", border=False):
        _ask_opening(len(known))


def _table(known: Sequence[Round]) -> str:
    heads = ["轮次", "考核方案", "启动日期", *DATES.values(), "状态"]
    names = ("opened_on", *DATES)
    return sheet_html(heads, [
        [
            (one.name, ""),
            (f"{one.scheme_code} 第 {one.scheme_version} 版", ""),
            *((day.isoformat() if (day := getattr(one, name)) else "未定", "") for name in names),
            ("正在进行" if one.status == "open" else "已封存", ""),
        ]
        for one in reversed(known)
    ])  # fmt: skip


def _ask_opening(rounds: int) -> None:
    note("方案文本随轮次留存，以后改方案不影响本轮得分。要用新方案，请先到“考核方案”页上传留存。")
    name, version = st.columns([1, 2])
    name.text_input("轮次名称", value=next_name(rounds), key=f"setup.name.{rounds}", max_chars=30)
    with version:
        _ask_version(f"{VERSION_KEY}.{rounds}")
    _ask_days(f"setup.new.{rounds}", {})
    outcome.ask_name("setup.opening.by", "开启人")
    opening = partial(outcome.attempt, partial(_open, rounds))
    st.form_submit_button("开启轮次", type="primary", on_click=opening)


def _ask_version(key: str) -> None:
    """Under which version of the scheme the round is scored; that of the last round until another is chosen."""
    titles = {one.fingerprint: one.title for one in current.versions()}
    usual = usual_version(current.current_store())
    place = list(titles).index(usual) if usual in titles else len(titles) - 1
    if key in st.session_state:
        st.selectbox("考核方案", list(titles), format_func=titles.__getitem__, key=key)
    else:
        st.selectbox("考核方案", list(titles), index=place, format_func=titles.__getitem__, key=key)


def _ask_days(key: str, before: Mapping[str, date | None]) -> None:
    for column, (name, label) in zip(st.columns(len(DATES)), DATES.items(), strict=True):
        column.date_input(label, value=before.get(name), format="YYYY-MM-DD", key=f"{key}.{name}")


def _days(key: str) -> RoundDates:
    return cast(RoundDates, {name: st.session_state[f"{key}.{name}"] for name in DATES})


def _move(round_name: str) -> str:
    """Dates slip in practice; the log keeps who moved them."""
    by = outcome.name_given("setup.dates.by", "修改人")
    current.current_store().set_round_dates(round_name, by, **_days(f"setup.{round_name}"))
    return f"已修改{round_name}的日期。"


def _open(rounds: int) -> str:
    by = outcome.name_given("setup.opening.by", "开启人")
    dates = cast(RoundDates, {"opened_on": today(), **_days(f"setup.new.{rounds}")})
    name, fingerprint = st.session_state[f"setup.name.{rounds}"], st.session_state[f"{VERSION_KEY}.{rounds}"]
    opened = open_next_round(current.current_store(), name, by, fingerprint, **dates)
    st.session_state[current.ROUND_KEY] = opened.name
    return f"已开启{opened.name}。现在可以到“填报接收”下载模板、收表。"
