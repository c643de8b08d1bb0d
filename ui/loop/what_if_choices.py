"""What can be put into the 试算篮: the shortest way to the top grade, lost points, problems, doubtful figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from data.clock import spoken_day
from data.corrections import Slot, checked, figures_of
from data.county_itself import town_words
from data.diagnosis import Diagnosis
from data.outlook import Figure
from data.problem_lists import keys_of
from data.remedies import Key, Remedy
from data.round_sources import RoundSources
from data.store import StoreError
from data.way_to_top import Step
from scoring.rounding import plain
from scoring.scheme import COUNTY
from ui.intake import outcome
from ui.labels import number
from ui.loop import basket
from ui.panels import note

WAY, LOST, PROBLEMS, FIGURES = "最省的路", "补齐失分", "办结问题", "存疑和自填的数"
EVERY = "全部"
SHOWN = 60
"""So many ticks stand on the page at once."""

Put = Callable[..., None]

_UNIT, _FIGURE, _TYPED = "what_if.own.unit", "what_if.own.figure", "what_if.own.typed"


def way(steps: Sequence[Step]) -> None:
    """The steps to the top grade; each is one tick."""
    if not steps:
        note("没有一票否决，分值也已达到最高等次。")
        return
    note("先消除一票否决，要补的处数少的排在前面；再补分值。箭头后面是做完这一步和前面各步以后的全县。")
    for place, step in enumerate(steps, 1):
        _step(place, step)


def _step(place: int, step: Step) -> None:
    item = f"{step.indicator.code} {step.indicator.name}"
    if not step.remedies:
        note(f"{place}. {item}：按现有的数看不出补哪一处，请看这一项的得分说明。")
        return
    units = "、".join(one.unit for one in step.remedies)
    kind = "消除否决" if step.clears else "补分"
    left = f"刚性扣分还有 {len(step.verdict.vetoed)} 项" if step.verdict.vetoed else "没有刚性扣分"
    reached = f"全县到 {number(step.verdict.projected)} 分，{left}，{step.verdict.grade_final}"
    keys = [one.key for one in step.remedies]
    label = f"{place}. {kind}　{item}：{units}（{len(keys)} 处）→ {reached}"
    basket.tick_items(label, keys, f"way.{step.indicator.code}")


def lost(known: Mapping[Key, Remedy]) -> None:
    """The lost points of units and items."""
    town, item, rigid = st.columns([1, 2, 1], vertical_alignment="bottom")
    units = list(dict.fromkeys(unit for unit, _ in known))
    unit = town.selectbox("单位", [EVERY, *units], key="what_if.lost.unit")
    items = {f"{one.indicator.code} {one.indicator.name}": one.key[1] for one in known.values()}
    code = items.get(item.selectbox("指标", [EVERY, *items], key="what_if.lost.item"))
    only = rigid.checkbox("只看刚性", value=True, key="what_if.lost.rigid")
    mine = [one for one in known.values() if unit in (EVERY, one.unit) and code in (None, one.indicator.code)]
    rows = [one for one in mine if one.indicator.rigid or not only]
    if not rows:
        note("按所选条件没有失分。")
        return
    _all([one.key for one in rows], basket.basket().items, basket.put_items, "lost")
    for one in rows[:SHOWN]:
        rigid_word = "（刚性）" if one.indicator.rigid else ""
        item_name = f"{one.indicator.code} {one.indicator.name}{rigid_word}"
        basket.tick_items(
            f"{one.unit}　{item_name}：{one.text}（失 {number(one.lost)} 分）", [one.key], ".".join(one.key)
        )
    _more(len(rows))


def problems(diagnosis: Diagnosis) -> None:
    """The problems that hang in the round, those on rigid items first, the earliest due first."""
    rigid = diagnosis.problems["indicator"].isin([one.code for one in diagnosis.scheme.rigid])
    table = diagnosis.problems.assign(key=keys_of(diagnosis.problems), rigid_item=rigid).drop_duplicates("key")
    if table.empty:
        note("没有未销号的问题。")
        return
    left, right = st.columns([1, 2])
    towns = [EVERY, *dict.fromkeys(table["town"])]
    town = left.selectbox("镇", towns, format_func=town_words, key="what_if.problems.town")
    code = right.selectbox("指标", [EVERY, *sorted(set(table["indicator"]) - {""})], key="what_if.problems.item")
    for column, chosen in (("town", town), ("indicator", code)):
        table = table if chosen == EVERY else table[table[column] == chosen]
    if table.empty:
        note("按所选条件没有未销号的问题。")
        return
    table = table.sort_values(["rigid_item", "due_on"], ascending=[False, True], kind="stable")
    _all(table["key"].tolist(), basket.basket().problems, basket.put_problems, "problems")
    for row in table.head(SHOWN).to_dict("records"):
        due = spoken_day(row["due_on"].date()) if row["due_on"] == row["due_on"] else "时限未定"
        where = f"{town_words(row['town'])}{row['village']}"
        basket.tick_problem(f"{where}　{row['description']}（{row['indicator'] or '未关联指标'}，{due}）", row["key"])
    _more(len(table))
    note("办结问题：按问题数计分的项随之变；刚性指标满分而挂着问题的，由临界转为满分有佐证。")


def figures(sources: RoundSources) -> None:
    """The figures of which the sources differ, as each other source says them; and any figure as typed."""
    doubts = _doubts(sources)
    if doubts:
        st.markdown("**各来源不一致的数：按哪个来源算**")
    for (figure, value), label in list(doubts.items())[:SHOWN]:
        basket.tick_figure(label, figure, value, "doubt")
    _more(len(doubts))
    st.markdown("**自己填一个数**")
    _own(sources.diagnosis)


def _doubts(sources: RoundSources) -> dict[tuple[Figure, float], str]:
    """What sources say that do not count, and how the choice reads."""
    found: dict[tuple[Figure, float], str] = {}
    for one in sources.found:
        figure = (one.unit, one.indicator.code, one.input.id, one.sample)
        for value in dict.fromkeys(said.value for said in one.said if not said.counts and said.status == "reported"):
            same = [said for said in one.said if not said.counts and said.value == value]
            who = f"按{'、'.join(dict.fromkeys(said.source for said in same))} {same[0].spoken}"
            now = f"现采用{one.counting.source} {one.counting.spoken}"
            found[figure, value] = f"{one.whose}　{one.indicator.code} {one.input.name}：{who}（{now}）"
    return found


def _own(diagnosis: Diagnosis) -> None:
    left, middle, right = st.columns([1, 2, 1], vertical_alignment="bottom")
    unit = left.selectbox("单位", [*diagnosis.units, COUNTY], key=_UNIT)
    asked = {
        f"{one.indicator.code} {one.input.name}（{one.input.unit}）": Slot(unit, one.indicator.code, one.input.id)
        for one in figures_of(diagnosis.scheme, unit)
    }
    if st.session_state.get(_FIGURE) not in asked:
        st.session_state.pop(_FIGURE, None)
    name = middle.selectbox("填报项", list(asked), key=_FIGURE)
    right.text_input("假定改成", key=_TYPED, max_chars=40)
    act = partial(outcome.attempt, partial(_put, diagnosis, asked[name]))
    st.button("放进试算篮", on_click=act)
    for figure, value in basket.basket().figures.items():
        put = diagnosis.scheme.indicator(figure[1]).input(figure[2])
        basket.tick_figure(f"{figure[0]}{figure[3]}　{figure[1]} {put.name}：{plain(value)}", figure, value, "own")


def _put(diagnosis: Diagnosis, slot: Slot) -> str:
    found = checked(diagnosis.scheme, diagnosis.values, slot, str(st.session_state.get(_TYPED) or ""))
    if found.right is None or found.right.status != "reported":
        raise StoreError(found.refusal or "请填一个数。")
    basket.put_figure((slot.unit, slot.indicator, slot.input, slot.sample), found.right.value)
    return f"已放进试算篮：{slot.unit} {slot.indicator} 改为 {plain(found.right.value)}。"


def _all(keys: Sequence[Key] | Sequence[str], inside: frozenset[Key] | frozenset[str], put: Put, name: str) -> None:
    """Tick or untick everything that the filters leave."""
    every = set(keys) <= inside
    words = f"全部取出（{len(keys)} 处）" if every else f"全部勾上（{len(keys)} 处）"
    st.button(words, key=f"what_if.all.{name}", on_click=put, args=(keys, not every))


def _more(count: int) -> None:
    if count > SHOWN:
        note(f"另有 {count - SHOWN} 处没有列出，请按单位和指标缩小范围。")
