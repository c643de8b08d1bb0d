"""三度调查: the figures on top, the rates by town with their intervals, by village and kind of household, opinions."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from charts import survey_rates
from data.clock import spoken_day
from data.survey.rates import Survey
from scoring.survey import ENOUGH, HOUSEHOLDS, QUESTIONS
from ui import clickable, panels
from ui.labels import percent
from ui.panels import Tile

VIEWS = "survey-view"
BY_TOWN, BY_VILLAGE, OPINIONS, FILES = "按镇", "按户类型和村", "意见", "收表和批次"
ALL = "全部"
SHOWN = 100
"""So many opinions and villages stand on the page; a filter brings out the others."""

_OPINION_KINDS = ("name", "name", "whole", "whole", "", "whole")
_RATE_HEADS = ["知晓度", "95% 区间", "满意度", "95% 区间", "支持度", "95% 区间"]


def tiles(survey: Survey) -> None:
    """The three rates with how many answered and the interval, and whom the survey reached."""
    shown = [_tile(row) for row in survey.county.to_dict("records")]
    whole = survey.coverage.iloc[0]
    known = not pd.isna(whole["share"])
    reached = Tile("访到监测户", str(whole["reached"]), "户", "本轮没有监测户数，覆盖率未知")
    if known:
        below = f"访到 {whole['reached']} 户，监测户 {whole['monitored']:.0f} 户"
        reached = Tile("监测户覆盖率", percent(whole["share"]), "", below)
    panels.tiles([*shown, reached])


def _tile(row: dict[Any, Any]) -> Tile:
    few = "，样本少" if row["small"] else ""
    below = f"有效 {row['base']} 份{few}，95% 区间 {span(row)}"
    return Tile(QUESTIONS[row["question"]].name, percent(row["rate"], 1), "", below, "open" if row["small"] else "calm")


def by_town(survey: Survey) -> None:
    """One of the three rates town by town as whiskers, and all three as a table."""
    names = {one.name: key for key, one in QUESTIONS.items()}
    asked = st.segmented_control(
        "哪一度", list(names), default="满意度", required=True, key="survey.question", label_visibility="collapsed"
    )
    key = names[asked or "满意度"]
    rows = pd.concat([survey.county, survey.by_town], ignore_index=True)
    clickable.chart(survey_rates(rows[rows["question"] == key], QUESTIONS[key].name), f"survey-{key}")
    panels.note(
        f"点是比率，横线是 95% 区间（威尔逊法）；空心点和表里标“少”的不足 {ENOUGH} 份，只供参考。"
        "区间按简单随机抽样计，实际按村抽样，真实的不确定性更大一些。全县是全部问卷的比率，不是各镇比率的平均。"
    )
    coverage = {row["unit"]: row for row in survey.coverage.to_dict("records")}
    heads = ["镇", "问卷", *_RATE_HEADS, "访到监测户"]
    shown = [[*cells, (_reached(coverage[unit]), "right")] for unit, cells in _three_rates(survey.by_town).items()]
    st.html(panels.sheet_html(heads, shown))
    if survey.coverage["share"].isna().all():
        panels.note("考核方案没有单列监测户数，覆盖率未知。")


def by_household_and_village(survey: Survey) -> None:
    """The rates by kind of household, and by village of a chosen town."""
    st.subheader("按户类型")
    table = _three_rates(survey.by_household)
    st.html(panels.sheet_html(["户类型", "问卷", *_RATE_HEADS], list(table.values())))
    unknown = len(survey.answers) - int(survey.answers["household"].isin(HOUSEHOLDS).sum())
    if unknown:
        panels.note(f"另有 {unknown} 份没有写明户类型，只计入合计。")
    st.subheader("按村")
    villages = survey.by_village.assign(unit=survey.by_village["village"])
    towns = list(dict.fromkeys(villages["town"]))
    if not towns:
        panels.note("问卷没有写明是哪个村。")
        return
    town = st.selectbox("镇", towns, key="survey.village.town", width=clickable.NARROW)
    table = _three_rates(villages[villages["town"] == town])
    st.html(panels.sheet_html(["村", "问卷", *_RATE_HEADS], list(table.values())))
    panels.note(f"“少”：有效回答不足 {ENOUGH} 份，比率只供参考，看区间。")


def opinions(survey: Survey) -> None:
    """What respondents said, filtered."""
    said = survey.opinions()
    left, middle, right = st.columns([1, 1, 2])
    town = left.selectbox("镇", [ALL, *dict.fromkeys(said["town"])], key="survey.opinion.town")
    kind = middle.selectbox("满意", [ALL, *QUESTIONS["satisfied"].answers], key="survey.opinion.satisfied")
    words = right.text_input("含有的字", key="survey.opinion.words", placeholder="如：路灯", max_chars=30).strip()
    kept = said[
        (said["town"].eq(town) | (town == ALL))
        & (said["satisfied"].eq(kind) | (kind == ALL))
        & said["opinion"].str.contains(words, regex=False)
    ]
    if kept.empty:
        panels.note("按所选条件没有意见。")
        return
    panels.note(f"共 {len(kept)} 条" + (f"，下面是前 {SHOWN} 条，请再选镇或写几个字。" if len(kept) > SHOWN else "。"))
    columns = ["town", "village", "household", "satisfied", "opinion"]
    rows = [
        list(zip([*(str(one[name]) for name in columns), _asked(one["asked_on"])], _OPINION_KINDS, strict=True))
        for one in kept.head(SHOWN).to_dict("records")
    ]
    st.html(panels.sheet_html(["镇", "村", "户类型", "满意", "意见", "日期"], rows))


def _asked(day: pd.Timestamp) -> str:
    return "" if pd.isna(day) else spoken_day(day.date())


def _three_rates(rows: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Unit → the cells of its line: its name, how many were asked, the three rates with their intervals."""
    cells: dict[str, list[tuple[str, str]]] = {}
    order = list(QUESTIONS)
    for row in rows.sort_values("question", key=lambda keys: keys.map(order.index), kind="stable").to_dict("records"):
        line = cells.setdefault(row["unit"], [(row["unit"], "name"), (str(row["respondents"]), "right")])
        few = " 少" if row["small"] else ""
        line += [(f"{percent(row['rate'], 1)}{few}", "right open" if row["small"] else "right"), (span(row), "right")]
    return {unit: cells[unit] for unit in dict.fromkeys(rows["unit"])}


def _reached(row: dict[Any, Any]) -> str:
    """«8 户», with the share of all monitored households where it is known."""
    return f"{row['reached']} 户" + ("" if pd.isna(row["share"]) else f"，{percent(row['share'])}")


def span(row: dict[Any, Any]) -> str:
    """«91.5%–95.8%»; a dash when no answer counts."""
    return "—" if pd.isna(row["rate"]) else f"{percent(row['low'], 1)}–{percent(row['high'], 1)}"
