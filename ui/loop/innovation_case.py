"""One case of innovation: entered, looked at, edited, taken back; and the cases of the round before carried on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from data.clock import spoken
from data.innovation.account import InnovationAccount
from data.innovation.book import InnovationBook, InnovationCase
from data.innovation.words import CERTAINTY_WORDS, FIELD_WORDS, FIELDS, levels_of
from data.store import Round
from scoring import Scheme
from ui import current, escape, panels
from ui.intake import outcome

_ASKED, _DONE = "innovation.asked", "innovation.done"
_CARRY = "innovation.carry.by"


def ask(number: int) -> None:
    """Open the case at the end of this run."""
    st.session_state[_ASKED] = number
    st.session_state.pop(_DONE, None)


def show_asked(chosen: Round, scheme: Scheme) -> None:
    """Show the case that was asked for, once."""
    number = st.session_state.pop(_ASKED, None)
    listed = InnovationBook(current.current_store()).of_round(chosen.name) if number else []
    found = next((one for one in listed if one.id == number), None)
    if found:
        title = escape.markdown(f"第 {found.id} 号　{found.name}")
        st.dialog(title, width="large")(_show)(found, chosen, scheme)


def _show(found: InnovationCase, chosen: Round, scheme: Scheme) -> None:
    if st.session_state.pop(_DONE, False):
        st.rerun()
    outcome.say("innovation-outcome")
    panels.sheet(["项目", "内容"], _facts(found))
    if not found.counts:
        panels.note(f"已由{found.withdrawn_by}撤销：{found.withdrawn_reason}")
    elif chosen.status != "open":
        panels.note(f"{chosen.name}已封存，不再改动。")
    else:
        _ask_edit(found, scheme)
        _ask_withdrawal(found)


def _facts(found: InnovationCase) -> list[list[str]]:
    told = {name: getattr(found, name) for name in FIELDS}
    words = {**told, "certainty": CERTAINTY_WORDS[found.certainty]}
    words["awarded_on"] = found.awarded_on.isoformat() if found.awarded_on else ""
    origin = f"{found.file} {found.sheet} {found.cell}" if found.file else "页面登记"
    facts = {FIELD_WORDS[name]: str(words[name]) for name in FIELDS}
    facts |= {"出处": origin, "最近经办": f"{found.by}，{spoken(found.at)}"}
    return [[what, text] for what, text in facts.items() if text]


def show_entry(chosen: Round, scheme: Scheme) -> None:
    """The form for a new case."""
    if chosen.status != "open":
        panels.note(f"{chosen.name}已封存，不再登记。")
        return
    with st.form("innovation.new", border=False):
        _ask_fields("innovation.new", scheme, {})
        outcome.ask_name("innovation.new.by", "登记人")
        act = partial(outcome.attempt, partial(_enter, chosen.name))
        st.form_submit_button("登记", type="primary", on_click=act)


def _ask_fields(key: str, scheme: Scheme, known: Mapping[str, Any]) -> None:
    """The boxes of all fields, filled with what is known."""

    def text(box: Any, name: str, example: str) -> None:
        typed = str(known.get(name, ""))
        box.text_input(FIELD_WORDS[name], typed, key=f"{key}.{name}", placeholder=example, max_chars=outcome.SHORT)

    def pick(box: Any, name: str, options: list[str], words: Mapping[str, str]) -> None:
        place = options.index(known[name]) if known.get(name) in options else None
        said = {one: words.get(one, one) for one in options}
        box.selectbox(
            FIELD_WORDS[name], options, place, key=f"{key}.{name}", placeholder="请选择", format_func=said.__getitem__
        )

    first, second = st.columns([2, 1])
    text(first, "name", "如：石桥镇“积分制”管人居环境")
    roster = current.roster()
    units = list(dict.fromkeys(filter(None, [*roster.town_names, *roster.departments, known.get("unit")])))
    pick(second, "unit", units, {})
    level, certainty, document, day = st.columns([1, 1, 2, 1])
    pick(level, "level", list(dict.fromkeys(filter(None, [*levels_of(scheme), known.get("level")]))), {})
    pick(certainty, "certainty", list(CERTAINTY_WORDS), CERTAINTY_WORDS)
    text(document, "document", "文件名称和文号，已认定的必填")
    day.date_input(FIELD_WORDS["awarded_on"], known.get("awarded_on"), key=f"{key}.awarded_on", format="YYYY-MM-DD")
    left, right = st.columns(2)
    for box, name in ((left, "practice"), (right, "effect")):
        box.text_area(
            FIELD_WORDS[name], str(known.get(name, "")), key=f"{key}.{name}", max_chars=outcome.LONG, height=80
        )


def _given(key: str) -> dict[str, Any]:
    """What stands in the boxes."""
    told = {name: st.session_state.get(f"{key}.{name}") for name in FIELDS}
    return {name: one if name == "awarded_on" else one or "" for name, one in told.items()}


def _enter(round_name: str) -> str:
    by = outcome.name_given("innovation.new.by", "登记人")
    number = InnovationBook(current.current_store()).enter(round_name, _given("innovation.new"), by)
    for name in ("name", "document", "practice", "effect"):
        st.session_state[f"innovation.new.{name}"] = ""
    return f"已登记第 {number} 号案例。"


def _ask_edit(found: InnovationCase, scheme: Scheme) -> None:
    key = f"innovation.{found.id}.{found.version}"
    with st.expander("修改"), st.form(key, border=False):
        _ask_fields(key, scheme, {name: getattr(found, name) for name in FIELDS})
        reason, by = st.columns([2, 1])
        reason.text_input("修改原因", key=f"{key}.reason", max_chars=outcome.LONG)
        with by:
            outcome.ask_name(f"{key}.by", "经办人")
        st.form_submit_button("保存修改", on_click=partial(outcome.attempt, partial(_edit, found, key)))


def _edit(found: InnovationCase, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "经办人")
    reason = str(st.session_state.get(f"{key}.reason") or "")
    InnovationBook(current.current_store()).edit(found.id, found.version, _given(key), by, reason)
    st.session_state[_DONE] = True
    return f"第 {found.id} 号案例已修改。"


def _ask_withdrawal(found: InnovationCase) -> None:
    key = f"innovation.{found.id}.{found.version}.withdraw"
    with st.expander("撤销（误报或重复）"), st.form(key, border=False):
        st.text_input("撤销原因", key=f"{key}.reason", max_chars=outcome.LONG)
        outcome.ask_name(f"{key}.by", "经办人")
        st.form_submit_button("撤销", on_click=partial(outcome.attempt, partial(_withdraw, found, key)))


def _withdraw(found: InnovationCase, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "经办人")
    reason = str(st.session_state.get(f"{key}.reason") or "")
    InnovationBook(current.current_store()).withdraw(found.id, found.version, reason, by)
    st.session_state[_DONE] = True
    return f"第 {found.id} 号案例已撤销，不再计分。"


def ask_carrying(account: InnovationAccount, chosen: Round) -> None:
    """Offer the cases of the round before, as long as this one has none."""
    earlier = [one for one in current.rounds() if one.position < chosen.position]
    if len(account.cases) or not earlier or chosen.status != "open":
        return
    before = earlier[-1].name
    many = sum(one.counts for one in InnovationBook(current.current_store()).of_round(before))
    if not many:
        return
    with st.container(border=True):
        st.markdown(escape.markdown(f"{before}有 {many} 个案例，可以沿用到本轮，再按本轮情况修改。"))
        name, button = st.columns([1, 2], vertical_alignment="bottom")
        with name:
            outcome.ask_name(_CARRY, "经办人", inline=True)
        button.button("沿用上一轮的案例", on_click=partial(outcome.attempt, partial(_carry, chosen.name)))


def _carry(round_name: str) -> str:
    by = outcome.name_given(_CARRY, "经办人")
    taken = InnovationBook(current.current_store()).carry_over(round_name, by)
    return f"已沿用 {taken.new} 个案例。"
