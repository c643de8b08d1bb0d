"""Lost points on the page: by item, by department, by town, and town by item; each leads to its explanation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import charts
from charts import style
from data.diagnosis import Diagnosis
from scoring import COUNTY
from scoring.gaps import losses_by
from ui import clickable, explanation, panels
from ui.clickable import NARROW
from ui.labels import headed, loss_spans, number

WHOLE = "全部"
ALL = "失分最多的 20 项"
MOST = 20
BY_CATEGORY = ["category", "category_name"]


def headline(diagnosis: Diagnosis) -> None:
    """How much the county has lost, and where most of it."""
    gaps = diagnosis.county_gaps
    lost, at_risk = float(gaps["lost"].sum()), float(gaps["at_risk"].sum())
    graded = gaps[gaps["category"] != ""]
    worst = losses_by(graded, *BY_CATEGORY).head(2)
    where = "、".join(
        f"{name}（{number(points)} 分）" for name, points in zip(worst["category_name"], worst["lost"], strict=True)
    )
    open_part = f"，另有 {number(at_risk)} 分因数据未齐待定" if at_risk > 0 else ""
    count, beside = graded["category"].nunique(), lost - float(graded["lost"].sum())
    others = f"，附加项失 {number(beside)} 分" if beside > 0 else ""
    panels.headline(f"全县已失 {number(lost)} 分{open_part}；{count} 个大项中失分最多的是{where}{others}。")


def item_bars(gaps: pd.DataFrame, key: str, limit: int) -> None:
    """The items of one unit that have lost most, in half the page's width; a click explains one."""
    unit = str(gaps["unit"].iloc[0]) if len(gaps) else COUNTY
    clickable.chart(
        charts.gap_bars(gaps, limit=limit, name_width=12), key, lambda behind: explanation.ask(unit, str(behind[0]))
    )


def tree(diagnosis: Diagnosis) -> None:
    """大项 and 小项 as nested bars, and the items of a chosen 大项 with the table to argue from."""
    gaps = diagnosis.county_gaps
    names = dict(zip(*(losses_by(gaps, *BY_CATEGORY)[name] for name in BY_CATEGORY), strict=True))
    chosen = st.segmented_control(
        "看哪个大项",
        [WHOLE, *names],
        default=WHOLE,
        required=True,
        format_func=lambda code: names.get(code, code),
        key="gaps-category",
    )
    shown = gaps if chosen == WHOLE else gaps[gaps["category"] == chosen]
    figure = charts.loss_tree(shown, depth=2 if chosen == WHOLE else 3)
    clickable.chart(figure, f"gaps-tree-{chosen}", lambda behind: _ask_or_open(str(behind[0]), gaps))
    item_table(shown, key="gaps-items")


def _ask_or_open(code: str, gaps: pd.DataFrame) -> None:
    """An item is explained; a 大项, or the one that a 小项 belongs to, is opened."""
    if (gaps["indicator"] == code).any():
        explanation.ask(COUNTY, code)
        return
    inside = gaps[(gaps["category"] == code) | (gaps["sub_item"] == code)]
    st.session_state["gaps-category"] = inside["category"].iloc[0]


def by_lead(diagnosis: Diagnosis) -> None:
    """Lost points by leading department, and the items of a chosen one."""
    _by(diagnosis.county_gaps, "lead", "责任单位", lambda rows: item_table(rows, key="gaps-lead-items"))


def by_town(diagnosis: Diagnosis) -> None:
    """Lost points by town (of its own items, not scaled), and the items of a chosen one."""
    panels.note("失分按各镇承担的项目原分值计，没有折算成百分制，所以不等于 100 减去该镇得分。")
    _by(diagnosis.town_gaps, "unit", "镇", lambda rows: item_table(rows, key="gaps-town-items"))


def _by(gaps: pd.DataFrame, column: str, what: str, then: Callable[[pd.DataFrame], None]) -> None:
    losses = losses_by(gaps, column)
    key = f"gaps-by-{column}"
    clickable.chart(charts.gap_bars(losses, label=column, key=column), f"{key}-bars", partial(_choose, key))
    chosen = st.selectbox(f"看哪个{what}的失分", list(losses[column]), key=key, width=NARROW)
    then(gaps[gaps[column] == chosen])


def _choose(key: str, behind: Sequence[Any]) -> None:
    st.session_state[key] = str(behind[0])


def item_table(gaps: pd.DataFrame, key: str) -> None:
    """Items that have lost points or may; a click on a row explains it."""
    rows = gaps[(gaps["lost"] > 0) | (gaps["at_risk"] > 0)].reset_index(drop=True)
    if rows.empty:
        panels.note("没有失分。")
        return
    shown = rows.assign(
        rigid=["刚性" if rigid else "" for rigid in rows["rigid"]],
        loss=loss_spans(rows["lost"], rows["at_risk"]),
    )
    columns = ["indicator", "name", "rigid", "loss", "full", "lead"]
    panels.note("点编码看得分说明：条款、算式、数据出自哪个单元格。")
    clickable.table(
        headed(shown, columns),
        key,
        {"编码": lambda row: explanation.ask(str(rows["unit"][row]), str(rows["indicator"][row]))},
        points=["应得分"],
        right=["失分"],
        widths={"编码": 78, "考核内容": 332, "刚性": 46, "失分": 92, "应得分": 56, "牵头单位": 142},
    )


def heat_map(diagnosis: Diagnosis) -> None:
    """Towns × items; a click on a cell explains it."""
    gaps = diagnosis.town_gaps
    names = dict(zip(*(gaps.drop_duplicates("category")[name] for name in BY_CATEGORY), strict=True))
    chosen = st.segmented_control(
        "看哪些指标",
        [ALL, *sorted(names)],
        default=ALL,
        required=True,
        format_func=lambda code: names.get(code, code),
        key="heat-items",
    )
    worst = losses_by(gaps, "indicator").head(MOST)["indicator"]
    shown = gaps[gaps["indicator"].isin(worst)] if chosen == ALL else gaps[gaps["category"] == chosen]
    legend()
    figure = charts.town_item_heatmap(shown, diagnosis.units, group_breaks(diagnosis))
    clickable.chart(figure, f"heat-{chosen}", explanation.ask_cell)


def group_breaks(diagnosis: Diagnosis) -> list[float]:
    """After which town the next group begins."""
    group = dict(zip(diagnosis.towns.units, diagnosis.towns.groups, strict=True))
    pairs = zip(diagnosis.units, diagnosis.units[1:], strict=False)
    return [float(at) for at, (one, following) in enumerate(pairs) if group[one] != group[following]]


def legend() -> None:
    """What the fills of the heat map mean."""
    steps = style.LOSS_STEPS
    panels.legend(
        [
            ("", steps[1], style.INK, "失该项的一成以内"),
            ("", steps[3], style.INK, "失一半以内"),
            ("", steps[5], style.PAPER, "失四分之三以上"),
            ("✕", style.RED, style.PAPER, "刚性指标已扣分"),
            ("？", style.GREY, style.INK, "数据未齐"),
            ("—", style.PAPER, style.MUTED, "不适用"),
        ]
    )
