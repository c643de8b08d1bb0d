"""One problem opened: what is known of it, every step so far, and the next possible steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import streamlit as st

from data.clock import spoken, spoken_day
from data.closing import closing_effect, settled_words
from data.problem_book import FIELD_WORDS, ProblemBook
from data.problem_tallies import ProblemLedger
from data.problems import ACTION_WORDS, STATE_WORDS, Move, Problem, Said, Step, moves_from
from data.store import StoreError
from data.store_problems import OvertakenError
from scoring import Scheme
from ui import clickable, current, escape, panels
from ui.intake import outcome
from ui.labels import beginning
from ui.loop import problem_files
from ui.loop.raising import OPENED, VIEWS
from ui.town import link

PROGRESS, LEDGER = "销号进度", "问题台账"

STEP_HEADS = ("时间", "经办人", "做了什么", "状态", "说明", "完成日期", "核验人")
STEP_KINDS = ("whole", "name", "name", "whole", "", "whole", "name")
NOTES = {
    "progress": ("整改进展", "做到哪一步，还差什么"),
    "submit": ("整改情况", "做了什么、整改到什么程度"),
    "close": ("佐证", "如：整改前后照片编号、销号文件文号"),
    "return": ("退回原因", "哪里没有整改到位"),
    "relapse": ("反弹情况", "何时何地又发现"),
}
EDITED = ("responsible_unit", "responsible_person", "leader", "severity")


def show_opened(ledger: ProblemLedger, scheme: Scheme, today: date) -> bool:
    """Show the problem that was opened; whether there is one."""
    found = ledger.one(int(st.session_state.get(OPENED, 0)))
    if found is None:
        return False
    with st.container(horizontal=True):
        st.button("返回清单", icon=":material/arrow_back:", on_click=_close_sheet)
        if found.town in current.roster().town_names:
            link.button(found.town, "problem-town")
    st.subheader(escape.markdown(f"第 {found.id} 号　{STATE_WORDS[found.state]}　{beginning(found.description, 60)}"))
    if found.withdrawn_at:
        panels.note(f"已由{found.withdrawn_by}撤销（{spoken(found.withdrawn_at)}）：{found.withdrawn_reason}")
    panels.sheet(("项目", "内容"), _fields(found, scheme, today))
    if found.counts:
        _effect(found)
    for move in moves_from(found):
        _ask_move(found, move, today)
    if found.withdrawn_at is None:
        _ask_edit(found)
        _ask_withdrawal(found)
    problem_files.show(found)
    st.subheader("经过")
    steps = ProblemBook(current.current_store()).steps(found.id)
    rows = [list(zip(_step(step), STEP_KINDS, strict=True)) for step in reversed(steps)]
    st.html(panels.sheet_html(STEP_HEADS, rows))
    return True


def _effect(found: Problem) -> None:
    """What closing it would do to the round that is looked at."""
    chosen = current.current_round()
    if chosen is None:
        return
    settled = settled_words(chosen, current.rounds())
    said = settled or f"销号后，{closing_effect(current.known_diagnosis(chosen), found)}"
    st.html(f'<p class="sentence">{escape.html(said)}</p>')


def _close_sheet() -> None:
    st.session_state.pop(OPENED, None)
    clickable.open_view(VIEWS, LEDGER)


def _fields(found: Problem, scheme: Scheme, today: date) -> list[tuple[str, str]]:
    item = f"{found.indicator} {scheme.indicator(found.indicator).name}" if found.indicator in scheme else "未关联"
    rigid = scheme.indicator(found.indicator).rigid if found.indicator in scheme else None
    late = "，已逾期" if found.overdue(today) else ""
    people = "，".join(one for one in (found.responsible_unit, found.responsible_person) if one)
    whence = f"{found.source}，{spoken_day(found.found_on)}发现" if found.found_on else found.source
    rows = [
        ("问题描述", found.description), ("在哪里", found.where), ("来源", whence), ("问题类别", found.category),
        ("严重程度", found.severity), ("关联指标", f"{item}（刚性：{rigid}）" if rigid else item), ("责任单位", people),
        ("责任领导", found.leader), ("整改时限", f"{spoken_day(found.due_on)}{late}"),
    ]  # fmt: skip
    return [(label, told) for label, told in rows if told]


def _step(step: Step) -> list[str]:
    changed = "；".join(
        f"{FIELD_WORDS[name]}：{_told(before)} → {_told(after)}" for name, (before, after) in step.changes.items()
    )
    note = "；".join(part for part in (step.note, changed) if part)
    done = spoken_day(step.done_on) if step.done_on else ""
    return [
        spoken(step.at), step.by, ACTION_WORDS[step.action], STATE_WORDS[step.to_state], note, done, step.reviewer,
    ]  # fmt: skip


def _told(value: object) -> str:
    return spoken_day(value) if isinstance(value, date) else str(value or "空")


def _ask_move(found: Problem, move: Move, today: date) -> None:
    key = f"problem.{found.id}.{found.version}.{move.action}"
    with st.expander(move.word, expanded=move.action != "progress"), st.form(key, border=False):
        if move.action in NOTES:
            label, example = NOTES[move.action]
            st.text_area(label, key=f"{key}.note", placeholder=example, max_chars=outcome.LONG, height=80)
        first, second = st.columns(2)
        if "done_on" in move.needs:
            second.date_input("完成日期", value=today, key=f"{key}.done_on", format="YYYY-MM-DD")
        with first:
            outcome.ask_name(f"{key}.by", _who(move))
        _submit(move.word, partial(_move, found, move, key), primary=move.action != "return")


@contextmanager
def _keeping(written: str) -> Iterator[None]:
    """Give back what was written when somebody else has come in between: the form is drawn anew for the new state."""
    try:
        yield
    except OvertakenError as overtaken:
        raise StoreError(f"{overtaken}您刚才写的没有记入：{written}" if written else str(overtaken)) from overtaken


def _who(move: Move) -> str:
    return "核验人" if "reviewer" in move.needs else "经办人"


def _move(found: Problem, move: Move, key: str) -> str:
    by = outcome.name_given(f"{key}.by", _who(move))
    note, day = st.session_state.get(f"{key}.note", ""), st.session_state.get(f"{key}.done_on")
    said = Said(note, by if "reviewer" in move.needs else "", day)
    with _keeping(note):
        ProblemBook(current.current_store()).move(found.id, found.version, move.action, said, by)
    return f"第 {found.id} 号问题：{move.word}，现在是“{STATE_WORDS[move.ends]}”。"


def _ask_edit(found: Problem) -> None:
    key = f"problem.{found.id}.{found.version}.edit"
    with st.expander("修改责任和时限"), st.form(key, border=False):
        columns = st.columns(len(EDITED) + 1)
        for column, name in zip(columns, EDITED, strict=False):
            column.text_input(
                FIELD_WORDS[name], value=getattr(found, name), key=f"{key}.{name}", max_chars=outcome.SHORT
            )
        columns[-1].date_input("整改时限", value=found.due_on, key=f"{key}.due_on", format="YYYY-MM-DD")
        st.text_input("修改原因", key=f"{key}.reason", max_chars=outcome.LONG)
        outcome.ask_name(f"{key}.by", "经办人")
        _submit("保存修改", partial(_edit, found, key))


def _edit(found: Problem, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "经办人")
    given = {name: st.session_state[f"{key}.{name}"] for name in (*EDITED, "due_on")}
    book, reason = ProblemBook(current.current_store()), st.session_state[f"{key}.reason"]
    told = [f"{FIELD_WORDS[name]} {_told(now)}" for name, now in given.items() if now != getattr(found, name)]
    with _keeping("；".join([*told, *([reason] if reason else [])])):
        book.edit(found.id, found.version, given, by, reason)
    return f"第 {found.id} 号问题已修改。"


def _ask_withdrawal(found: Problem) -> None:
    key = f"problem.{found.id}.{found.version}.withdraw"
    with st.expander("撤销（误报或重复）"), st.form(key, border=False):
        st.text_input("撤销原因", key=f"{key}.reason", max_chars=outcome.LONG)
        outcome.ask_name(f"{key}.by", "经办人")
        _submit("撤销", partial(_withdraw, found, key))


def _withdraw(found: Problem, key: str) -> str:
    by = outcome.name_given(f"{key}.by", "经办人")
    reason = st.session_state[f"{key}.reason"]
    with _keeping(reason):
        ProblemBook(current.current_store()).withdraw(found.id, found.version, reason, by)
    return f"第 {found.id} 号问题已撤销。"


def _submit(label: str, action: Callable[[], str], primary: bool = False) -> None:
    st.form_submit_button(label, type="primary" if primary else "secondary", on_click=partial(outcome.attempt, action))
