"""页面与次序: which slides in which order, and what is written on them that no score says; remembered for every round.

Only what differs from the usual is kept, so that the day, the county's name and the dates of the round go on following
what they come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Several
from dataclasses import replace
from datetime import date
from functools import partial
from zlib import crc32

import streamlit as st

from data.store import StoreError
from reports.blocks import Briefing
from reports.briefing.sequence import KINDS, LONGEST, SEQUENCE_SETTING, TOWN_ORDERS, Appointment, Entry, Sequence
from reports.material import Material
from ui import current, escape, panels
from ui.intake import outcome

_LINE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})?\s*(.*)")


def show(briefing: Briefing, sequence: Sequence, material: Material) -> None:
    """The kinds in their order on the left, the form on the right, and the slides that come of them below."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.subheader("次序")
        with st.container(gap=None):
            _order(briefing, sequence, material)
    with right:
        st.subheader("封面、镇序与日程")
        _ask(sequence, material)
    st.subheader(f"共 {len(briefing.slides)} 页")
    rows = [[(str(at), "right"), (one.title, ""), (one.headline, "")] for at, one in enumerate(briefing.slides, 1)]
    st.html(panels.sheet_html(["页", "标题", "一句话"], rows))


def _order(briefing: Briefing, sequence: Sequence, material: Material) -> None:
    """One line a kind: whether it is shown, and the way up and down."""
    entries, reorder = sequence.entries, partial(_reorder, sequence, material)
    for at, entry in enumerate(entries):
        many = sum(one.kind == entry.kind for one in briefing.slides)
        label, up, down = st.columns([5, 1, 1], vertical_alignment="center")
        said = KINDS[entry.kind] + (f"（{many} 页）" if entry.shown else "")
        turned = [replace(one, shown=not one.shown) if one is entry else one for one in entries]
        key = f"briefing.shown.{entry.kind}.{entry.shown}"
        label.checkbox(said, entry.shown, key=key, on_change=reorder, args=(turned,))
        for column, icon, words, to in ((up, "↑", "上移", at - 1), (down, "↓", "下移", at + 1)):
            column.button(
                icon, key=f"briefing.{words}.{entry.kind}", help=f"{KINDS[entry.kind]}{words}", type="tertiary",
                disabled=not 0 <= to < len(entries), on_click=reorder, args=(moved(entries, at, to),),
            )  # fmt: skip


def moved(entries: Several[Entry], at: int, to: int) -> list[Entry]:
    """The entries with the one at that place put in another."""
    kept = [*entries]
    kept.insert(to, kept.pop(at))
    return kept


def _reorder(sequence: Sequence, material: Material, entries: Several[Entry]) -> None:
    outcome.attempt(partial(_keep, replace(sequence, entries=tuple(entries)), material, ""))


def _key(sequence: Sequence, name: str) -> str:
    """Where the session keeps what is typed there; begun anew when what it starts from has changed, as by the round."""
    told = {part: value for part, value in sequence.to_saved().items() if part != "entries"}
    return f"briefing.form.{name}.{crc32(repr(told).encode()):08x}"


def _ask(sequence: Sequence, material: Material) -> None:
    key = partial(_key, sequence)
    with st.form(key("all"), border=False):
        st.text_input("标题", sequence.title, key=key("title"), max_chars=LONGEST)
        county, day = st.columns(2)
        county.text_input("县名", sequence.county, key=key("county"), max_chars=LONGEST)
        day.date_input("日期", sequence.day, key=key("day"), format="YYYY-MM-DD")
        order, towns = st.columns(2)
        order.selectbox(
            "各镇次序", list(TOWN_ORDERS), list(TOWN_ORDERS).index(sequence.town_order),
            format_func=TOWN_ORDERS.__getitem__, key=key("town_order"),
        )  # fmt: skip
        towns.multiselect(
            "讲哪些镇（不选就是全部）", list(material.diagnosis.units), sequence.towns or (), key=key("towns"),
            placeholder="全部", format_func=escape.markdown,
        )  # fmt: skip
        written = "\n".join(f"{one.day or ''} {one.what}".strip() for one in sequence.schedule)
        st.text_area(
            "日程（每行一项：日期、空格、事项；没有日期的只写事项）", written, key=key("schedule"), height=120,
            placeholder="如：2026-03-31 清单问题全部销号",
        )  # fmt: skip
        st.toggle("隐名：镇村和人员不出现真名，不放照片，供演练用", sequence.anonymous, key=key("anonymous"))
        st.toggle("暗色画面（电视屏、大屏用；投影用亮色）", sequence.dark, key=key("dark"))
        act = partial(_save, sequence, material)
        st.form_submit_button("保存", type="primary", on_click=partial(outcome.attempt, act))


def _save(sequence: Sequence, material: Material) -> str:
    given = {name: st.session_state[_key(sequence, name)] for name in (
        "title", "county", "day", "town_order", "anonymous", "dark",
    )}  # fmt: skip
    if not given["day"]:
        raise StoreError("请填写日期。")
    told = {**given, "title": given["title"].strip(), "county": given["county"].strip()}
    towns = tuple(st.session_state[_key(sequence, "towns")]) or None
    schedule = appointments(st.session_state[_key(sequence, "schedule")])
    return _keep(replace(sequence, **told, towns=towns, schedule=schedule), material, "已保存。")


def appointments(written: str) -> tuple[Appointment, ...]:
    """The lines of a schedule; StoreError for a day that there is not."""
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    return tuple(_appointment(line) for line in lines)


def _appointment(line: str) -> Appointment:
    found = _LINE.fullmatch(line)
    day, what = found.groups() if found else (None, line)
    if day and not what:
        raise StoreError(f"日程里“{line}”没有写事项。")
    try:
        return Appointment(date(*map(int, day.split("-"))) if day else None, what[:LONGEST])
    except ValueError:
        raise StoreError(f"日程里“{line}”的日期不存在。") from None


def _keep(sequence: Sequence, material: Material, said: str) -> str:
    usual = Sequence.default(material).to_saved()
    told = {name: value for name, value in sequence.to_saved().items() if value != usual[name]}
    current.current_store().set_setting(SEQUENCE_SETTING, told)
    return said
