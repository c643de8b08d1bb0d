"""目录: 大项 → 小项 → items, each with its points, its rule as printed and as the program understands it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scoring import Indicator, Scheme
from scoring.scheme import SubItem
from ui import clickable, escape
from ui.labels import plain
from ui.panels import note
from ui.scheme import item
from ui.scheme.words import all_items, called, told

COMPONENTS = "附加"
HEADS = {"指标": 1.0, "分值": 0.5, "刚性": 0.5, "牵头单位": 1.1, "方案原文": 3.6, "程序怎么算": 3.6}


def show(scheme: Scheme) -> None:
    """The whole section."""
    category = _choose(scheme)
    find, hint = st.columns([1, 2], vertical_alignment="center")
    wanted = find.text_input(
        "查找", key="scheme.find", placeholder="查找编码、名称、单位、原文", persist_state="page",
        label_visibility="collapsed",
    ).strip()  # fmt: skip
    with hint:
        note("点指标名称，看要报哪些数、要哪些佐证、每个算例算得多少分。")
    if wanted:
        _found(scheme, wanted)
    elif category == COMPONENTS:
        _section("附加部分", scheme.components, COMPONENTS)
    else:
        for sub in _sub_items(scheme, category):
            _section(f"{sub.code} {sub.name}", sub.indicators, sub.code)


def _choose(scheme: Scheme) -> str:
    names = {one.code: f"{one.code} {one.name}（{plain(one.points)} 分）" for one in scheme.categories}
    if scheme.components:
        names[COMPONENTS] = f"附加部分（{plain(sum(one.points for one in scheme.components))} 分）"
    chosen = st.segmented_control(
        "大项", list(names), default=next(iter(names)), required=True, key="scheme.category",
        format_func=lambda code: escape.markdown(names[code]), persist_state="page", wrap=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return chosen if chosen in names else next(iter(names))


def _sub_items(scheme: Scheme, category: str) -> tuple[SubItem, ...]:
    return next(one.sub_items for one in scheme.categories if one.code == category)


def _found(scheme: Scheme, wanted: str) -> None:
    """The items in which the words stand."""
    found = [one for one in all_items(scheme) if wanted.lower() in _searched(one)]
    if found:
        _section(f"含“{wanted}”的指标", found, "found")
    else:
        note(f"没有含“{wanted}”的指标。")


def _searched(one: Indicator) -> str:
    texts = (
        one.code,
        one.name,
        one.lead,
        *one.support,
        one.words,
        one.rigid or "",
        *(each.name for each in one.inputs),
    )
    return "\n".join(texts).lower()


def _section(title: str, items: Sequence[Indicator], key: str) -> None:
    rigid = [one.points for one in items if one.rigid]
    marked = f"，刚性 {len(rigid)} 项 {plain(sum(rigid))} 分" if rigid else ""
    points = plain(sum(one.points for one in items))
    st.markdown(f"**{escape.markdown(f'{title}　{len(items)} 项，{points} 分{marked}')}**")
    rows = [
        (called(one), plain(one.points), "刚性" if one.rigid else "", one.lead, one.words or "没有照录原文", told(one))
        for one in items
    ]
    clickable.rows(HEADS, rows, f"scheme-{key}", lambda at: item.ask(items[at].code), first=0.2)
