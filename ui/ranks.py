"""The parts of the ranking page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

import charts
from charts.text import percent, signed
from data.diagnosis import Diagnosis
from data.town_portrait import category_shares
from ui import clickable, losses, panels
from ui.clickable import NARROW
from ui.labels import headed, move, spans
from ui.labels import places as place_texts
from ui.town import link

OVERALL = "全部镇"
WIDTHS: dict[str, clickable.Width] = {
    "名次": 50, "并列": 50, "单位": 100, "分组": 110, "得分": 115, "可能名次": 80, "名次变化": 80, "得分变化": 80,
    "已定分值": 80,
}  # fmt: skip
NAMED = 3
"""Of more units than this on one place, only the first are named in the headline."""

VIEWS = "ranking-view"
"""The key of the page's views."""


def choose_group(diagnosis: Diagnosis) -> str:
    """The group to look at; all towns until another is chosen."""
    if len(diagnosis.groups) < 2:
        return OVERALL
    return (
        st.segmented_control("范围", [OVERALL, *diagnosis.groups], default=OVERALL, required=True, key="ranking-group")
        or OVERALL
    )


def of_group(diagnosis: Diagnosis, group: str) -> pd.DataFrame:
    """The ranking of the group: its places are in ``rank``, ``rank_best``, ``rank_worst``, ``previous_rank``."""
    ranking = diagnosis.ranking
    if group == OVERALL:
        return ranking
    places = ("rank", "rank_best", "rank_worst")
    names = {f"group_{name}": name for name in places} | {"previous_group_rank": "previous_rank"}
    inside = ranking[ranking["group"] == group].drop(columns=list(names.values())).rename(columns=names)
    inside["rank_change"] = inside["previous_rank"] - inside["rank"]
    return inside.assign(tied=inside.duplicated("rank", keep=False)).sort_values(
        "rank", kind="stable", ignore_index=True
    )


def headline(diagnosis: Diagnosis, group: str) -> None:
    """Who is first and last of those who have reported, and whose place is not settled."""
    everybody = of_group(diagnosis, group)
    ranking = everybody[everybody["projected"].notna()]
    silent = len(everybody) - len(ranking)
    if ranking.empty:
        panels.headline(f"{group}还没有镇报数，暂不排名。", "open")
        return
    first, last = (_named(ranking.loc[ranking["rank"] == place, "unit"]) for place in _ends(ranking["rank"]))
    unsettled = int((ranking["high"] > ranking["low"]).sum())
    waiting = f"；{unsettled} 个镇数据未齐，按已确定的得分排名，名次可能变动" if unsettled else ""
    missing = f"；{silent} 个镇还没有报数，不排首末" if silent else ""
    panels.headline(f"{group}第一名是{first}，末位是{last}{waiting}{missing}。")


def _ends(ranks: pd.Series) -> tuple[int, int]:
    return int(ranks.min()), int(ranks.max())


def _named(units: pd.Series) -> str:
    """«石桥镇、白沙镇», or the first of many."""
    named = "、".join(units.head(NAMED))
    return f"{named}等 {len(units)} 个镇" if len(units) > NAMED else named


def places(diagnosis: Diagnosis, group: str) -> None:
    """Bars and table of scores and places."""
    ranking = of_group(diagnosis, group)
    clickable.chart(charts.ranking_bars(ranking, out_of=diagnosis.scheme.town_scale), "ranking-bars", _open_profile)
    panels.note(
        "实心为已确定的得分，斜纹为未填报数据可能带来的得分；“已定分值”是得分已能确定的项目占应得分的比例。点单位名称看该镇强弱项。"
    )
    clickable.table(
        _table(ranking),
        "ranking-table",
        {"单位": lambda row: _choose(str(ranking["unit"][row]))},
        right=["得分", "可能名次", "得分变化", "已定分值"],
        widths=WIDTHS,
    )


def _table(ranking: pd.DataFrame) -> pd.DataFrame:
    shown = ranking.assign(
        span=spans(ranking["low"].fillna(0.0), ranking["high"].fillna(0.0)),
        rank_span=place_texts(ranking["rank_best"], ranking["rank_worst"]),
        completeness=[percent(share) for share in ranking["completeness"]],
        rank_change=_moves(ranking),
        score_change=[signed(change) for change in ranking["score_change"]],
        tied=["并列" if tied else "" for tied in ranking["tied"]],
    )
    return headed(
        shown, ["rank", "tied", "unit", "group", "span", "rank_span", "rank_change", "score_change", "completeness"]
    )


def _moves(ranking: pd.DataFrame) -> list[str]:
    if ranking["previous_rank"].isna().all():
        return ["—"] * len(ranking)
    return [move(before, now) for before, now in zip(ranking["previous_rank"], ranking["rank"], strict=True)]


def _open_profile(behind: Sequence[Any]) -> None:
    _choose(str(behind[0]))


def _choose(unit: str) -> None:
    st.session_state["profile-unit"] = unit
    clickable.open_view(VIEWS, "各镇强弱项")


def change(diagnosis: Diagnosis, group: str) -> None:
    """Places now against the round before."""
    earlier = diagnosis.before()
    if earlier:
        panels.note(f"与“{earlier.round.name}”比较；箭头向左为名次上升。得分变化按已确定的得分计算。")
    clickable.chart(charts.rank_change(of_group(diagnosis, group)), "ranking-change")


def profile(diagnosis: Diagnosis, group: str) -> None:
    """What one town is strong and weak at, and its lost points."""
    units = list(of_group(diagnosis, group)["unit"])
    if st.session_state.get("profile-unit") not in units:
        st.session_state.pop("profile-unit", None)
    choice, way = st.columns([1, 2], vertical_alignment="bottom")
    unit = choice.selectbox("看哪个镇", units, key="profile-unit", width=NARROW)
    with way:
        link.button(unit, "profile-town")
    clickable.chart(charts.category_profile(category_shares(diagnosis, unit), unit), "ranking-profile")
    st.subheader("失分的指标")
    losses.item_table(diagnosis.town_gaps[diagnosis.town_gaps["unit"] == unit], key="profile-items")
