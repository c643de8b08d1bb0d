"""One department's work list: what to do, where, by when; on the page, on paper and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from charts.text import loss_span, number
from data.clock import spoken_day
from data.county_itself import town_words
from data.duty import Duties
from data.duty_workbook import work_list_workbook
from scoring.duty import LEAD, SUPPORT
from scoring.risk import CLOSE, UNCLEAR, VETOED
from ui import panels
from ui.clickable import NARROW
from ui.labels import days_left

TITLE = "部门工作单"
UNIT_KEY = "duty-unit"
HEADS = ["事项", "内容", "要做什么", "涉及镇", "分担失分", "时限"]
TOWNS_NAMED = 5
PROBLEMS_NAMED = 6
"""So many problems stand one by one on the page, which is to stay one page; the others are counted by item."""

Row = list[str]


def choose(unit: str) -> None:
    """Look at that department from now on."""
    st.session_state[UNIT_KEY] = unit


def show(account: Duties) -> None:
    """The work list of a chosen department, and its download."""
    units = account.units
    departments = list(units.loc[~units["collective"], "unit"])
    if st.session_state.get(UNIT_KEY) not in departments:
        st.session_state.pop(UNIT_KEY, None)
    unit = st.selectbox("看哪个单位", departments, key=UNIT_KEY, width=NARROW, persist_state="session")
    title, said, rows = f"{unit}工作单（{account.diagnosis.round.name}）", summary(account, unit), listed(account, unit)
    panels.note(said)
    if not rows:
        panels.note("没有要办的事：牵头、配合的指标没有失分，没有未销号的问题。")
        return
    shown = listed(account, unit, PROBLEMS_NAMED)
    st.html(panels.sheet_html(HEADS, [[(row[0], "name"), *((text, "") for text in row[1:])] for row in shown]))
    made = partial(work_list_workbook, title, said, HEADS, rows)
    name = f"{account.diagnosis.round.name}-{unit}-工作单.xlsx"
    st.download_button("下载工作单", made, file_name=name, icon=":material/download:", key="duty-download")
    more = f"页上逐个列出最急的 {PROBLEMS_NAMED} 个问题，全部的在下载的工作单里。" if len(shown) < len(rows) else ""
    panels.note(f"{more}这一页可以直接打印：浏览器菜单里选“打印”，侧栏不会印出来。")


def summary(account: Duties, unit: str) -> str:
    """What the department answers for, in one sentence."""
    row = account.units[account.units["unit"] == unit].to_dict("records")[0]
    risks = f"刚性已扣分 {row['vetoed']} 项、待核 {row['unclear']} 项、临界 {row['near']} 项"
    return (
        f"牵头 {row['led']} 项、配合 {row['supported']} 项；分担失分 {number(row['lost'])} 分"
        f"（牵头 {number(row['lost_lead'])}，配合 {number(row['lost_support'])}）；牵头的{risks}；"
        f"未销号问题 {row['problems']} 个，逾期 {row['overdue']} 个；涉及 {row['towns']} 个镇。"
    )


def listed(account: Duties, unit: str, problems: int | None = None) -> list[Row]:
    """What the department has to do, the most urgent first; at most so many ``problems`` one by one."""
    rigid = [*_rigid(account, unit)]
    told = {code for code, _ in rigid}
    return [
        *(row for _, row in rigid), *_problems(account, unit, problems), *_others(account, unit, LEAD, told),
        *_others(account, unit, SUPPORT, set()),
    ]  # fmt: skip


def _rigid(account: Duties, unit: str) -> Iterator[tuple[str, Row]]:
    """The rigid items that are not safe, with their codes, the worst first."""
    board, due = account.rigid(unit), account.diagnosis.round.rectify_by
    mine = account.items[account.items["unit"] == unit].to_dict("records")
    borne = {row["indicator"]: loss_span(row["lost"], row["lost"] + row["at_risk"]) for row in mine}
    for state in (VETOED, UNCLEAR, CLOSE):
        for row in board[board["state"] == state].to_dict("records"):
            what = row["to_full_text"] or row["why"]
            towns = _towns(account.towns_of_item(row["indicator"]))
            loss = borne[row["indicator"]]
            yield row["indicator"], [f"刚性{state}", row["name"], what, towns, loss, _until(account, due)]


def _problems(account: Duties, unit: str, most: int | None) -> Iterator[Row]:
    table = account.problems(unit).sort_values("overdue", ascending=False, kind="stable")
    cut = len(table) if most is None or len(table) == most + 1 else most
    for row in table.head(cut).to_dict("records"):
        town = town_words(row["town"])
        place = " ".join(part for part in (town, row["village"], row["place"]) if part)
        kind = "问题逾期" if row["overdue"] else "问题"
        owner = row["responsible_unit"] or town
        who = "本单位整改" if owner == unit else f"由{owner}整改"
        yield [kind, f"{place}：{row['description']}", who, town, "—", _until(account, row["due"])]
    yield from _counted(account, table.iloc[cut:])


def _counted(account: Duties, table: pd.DataFrame) -> Iterator[Row]:
    """The problems that are not named, a row an item, the most first."""
    scheme = account.diagnosis.scheme
    for code in table["indicator"].value_counts().index:
        mine = table[table["indicator"] == code]
        item = scheme.indicator(code).name if code in scheme else "未关联指标的"
        days = [day for day in mine["due"] if day is not None]
        late = f"，逾期 {int(mine['overdue'].sum())} 个" if mine["overdue"].any() else ""
        towns = [town_words(one) for one in mine["town"].value_counts().index]
        until = f"{_until(account, min(days))}起" if days else _until(account, None)
        yield ["问题", f"{item}：另有 {len(mine)} 个{late}", "逐个整改、销号", _towns(towns), "—", until]


def _others(account: Duties, unit: str, role: str, told: set[str]) -> Iterator[Row]:
    """The other items on which the department bears lost points, most first."""
    table = account.items
    mine = table[(table["unit"] == unit) & (table["role"] == role) & ~table["indicator"].isin(told)]
    mine = mine[(mine["lost"] > 0) | (mine["at_risk"] > 0)].sort_values("lost", ascending=False, kind="stable")
    due = account.diagnosis.round.rectify_by
    for row in mine.to_dict("records"):
        loss = loss_span(row["lost"], row["lost"] + row["at_risk"])
        towns, lead = account.towns_of_item(row["indicator"]), account.diagnosis.scheme.indicator(row["indicator"]).lead
        what = (
            "督促失分的镇整改" if role == LEAD and towns else "本级补齐短板" if role == LEAD else f"配合{lead}补齐短板"
        )
        name = f"{row['name']}（刚性）" if row["rigid"] else row["name"]
        yield [f"{role}指标", name, what, _towns(towns), loss, _until(account, due)]


def _towns(names: list[str]) -> str:
    more = f"等 {len(names)} 个镇" if len(names) > TOWNS_NAMED else ""
    return "、".join(names[:TOWNS_NAMED]) + more if names else "—"


def _until(account: Duties, due: date | None) -> str:
    return f"{spoken_day(due)}（{days_left(due, account.today)}）" if due else "未定"
